"""Parquet, read by pyarrow where that is installed."""

from os import PathLike, fspath
from typing import Any

_NO_PYARROW = "to read Parquet from a path, install pyarrow; or read it with another library that speaks Arrow"


def _file(path: str | PathLike[str]) -> Any:
    try:
        from pyarrow.parquet import ParquetFile  # type: ignore[import-untyped]
    except ImportError as absent:
        raise ImportError(_NO_PYARROW, name="pyarrow") from absent
    return ParquetFile(fspath(path))


def names(path: str | PathLike[str]) -> list[str]:
    """The names of the columns."""
    with _file(path) as file:
        return list(file.schema_arrow.names)


def rows(path: str | PathLike[str], columns: list[str]) -> Any:
    """The rows with these columns, read as they are asked for."""
    import pyarrow  # type: ignore[import-untyped]

    file = _file(path)
    schema = pyarrow.schema([file.schema_arrow.field(name) for name in columns])
    # A name with a dot also stands for a field within a column: what is read beside is left out.
    read = (batch.select(columns) for batch in file.iter_batches(columns=columns))
    return pyarrow.RecordBatchReader.from_batches(schema, read)
