"""Millions of families on Spark, through ``mapInArrow``: the same rows give the same answers as on one machine.

A data frame has one row a family; its members stand in columns ``children``, ``adults`` and ``pregnancies``, arrays of
structs, so that a family is never torn apart. (From tables of their own: a left join with
``groupBy(key).agg(collect_list(struct(...)))``.) The programme goes to the executors as a pickle; each needs
``millejours`` and ``pyarrow``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._millejours import Evaluation, Programme
    from .columns import Faults
    from .words import Complete, Subject

__all__ = ["evaluate"]


def _plain(evaluation: Evaluation, subject: Subject) -> Any:
    """A table in types that Spark has: codes as 16-bit numbers, words of a dictionary as text."""
    import pyarrow  # type: ignore[import-untyped]

    table = pyarrow.table(getattr(evaluation, subject))

    def of(kind: Any) -> Any:
        if pyarrow.types.is_dictionary(kind):
            return kind.value_type
        if pyarrow.types.is_uint8(kind):
            return pyarrow.int16()
        return pyarrow.int64() if pyarrow.types.is_uint32(kind) else kind

    fields = [field.with_type(of(field.type)) for field in table.schema]
    return table.cast(pyarrow.schema(fields))


def evaluate(
    frame: Any,
    programme: Programme,
    on: date | str,
    *,
    subject: Subject = "family",
    key: str = "family",
    member: str = "member",
    complete: Iterable[Complete] = (),
    doses: bool = False,
    dates: bool = False,
    rules: bool = False,
    exact: bool = False,
    faults: Faults = "refuse",
) -> Any:
    """Evaluate a data frame of Spark; the answers for one kind of subject, as a data frame.

    Takes what ``Programme.evaluate`` takes. Columns are those of ``AnswerTable``, with codes as ``smallint``. Work
    begins when the answers are asked for; each task uses one thread, for Spark has one task a core.

    Raises as ``Programme.evaluate`` for columns that are missing or of another type, which it finds out here; a value
    that its fact cannot have fails the task. With ``faults="report"`` it is unknown, and Spark hears no report.
    """
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    asked: dict[str, Any] = {
        "on": on,
        "key": key,
        "member": member,
        "complete": tuple(complete),
        "doses": doses,
        "dates": dates,
        "rules": rules,
        "exact": exact,
        "faults": faults,
        "threads": 1,
    }

    def answers(batches: Iterable[Any]) -> Iterator[Any]:
        for batch in batches:
            yield from _plain(programme.evaluate(batch, **asked), subject).to_batches()

    nobody = to_arrow_schema(frame.schema).empty_table()
    schema = from_arrow_schema(_plain(programme.evaluate(nobody, **asked), subject).schema)
    return frame.mapInArrow(answers, schema)
