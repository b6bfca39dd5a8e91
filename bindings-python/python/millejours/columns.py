"""Millions of families: the tables that are taken, and the codes of what is decided.

``Programme.evaluate`` and ``Programme.evaluate_batches`` take them and give them; ``millejours.spark`` brings them
to Spark.
"""

from collections.abc import Callable
from enum import IntEnum
from os import PathLike
from typing import Literal, Protocol, TypeAlias

__all__ = [
    "ArrowArray",
    "ArrowColumns",
    "ArrowDeviceArray",
    "ArrowStream",
    "ArrowTable",
    "DecisionCode",
    "Faults",
    "Progress",
]


class ArrowStream(Protocol):
    """A table that hands over a stream of batches: of polars, pyarrow, pandas 3, DuckDB, or answers of ours."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


class ArrowArray(Protocol):
    """A table that hands over one batch, such as ``pyarrow.RecordBatch``."""

    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...


class ArrowDeviceArray(Protocol):
    """A table that hands over one batch with the device on which it lies, which must be main memory."""

    def __arrow_c_device_array__(
        self, requested_schema: object | None = None, **kwargs: object
    ) -> tuple[object, object]: ...


ArrowTable: TypeAlias = ArrowStream | ArrowArray | ArrowDeviceArray | str | PathLike[str]
"""What can be evaluated: a table that speaks Arrow, or a path to Parquet, which pyarrow reads."""

ArrowColumns: TypeAlias = ArrowStream | ArrowArray | ArrowDeviceArray
"""What a study groups by and weighs with: a table that speaks Arrow, or one column that does."""

Faults: TypeAlias = Literal["refuse", "report"]
"""What to do where something is wrong with the tables."""

Progress: TypeAlias = Callable[[int, int], object]
"""Hears how many families are done, and how many there are."""


class DecisionCode(IntEnum):
    """A decision as one byte, as columns of answers hold it.

    >>> mj.DecisionCode.UNDETERMINED == 2, mj.DecisionCode(255).name
    (True, 'SILENT')
    >>> mj.DecisionCode(7)
    Traceback (most recent call last):
    ValueError: 7 is not a valid DecisionCode
    """

    NOT_ELIGIBLE = 0
    """No. Without dates, a no of today, whatever another day may bring."""
    ELIGIBLE = 1
    """Yes."""
    UNDETERMINED = 2
    """It depends on facts that are missing."""
    NOT_YET = 3
    """Not yet: time alone brings another answer. Only where dates were asked for."""
    NO_LONGER = 4
    """No longer: it was otherwise on an earlier day. Only where dates were asked for."""
    SILENT = 255
    """Nothing is said: a child that died, a pregnancy that is over."""
