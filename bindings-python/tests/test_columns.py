"""Families evaluated column by column: the same answers as one by one, from any table that speaks Arrow."""

import datetime
import random
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import duckdb
import pandas  # type: ignore[import-untyped]
import polars
import pyarrow  # type: ignore[import-untyped]
import pyarrow.parquet  # type: ignore[import-untyped]
import pytest

from millejours import ColumnsError, DecisionCode, Evaluation, Programme
from millejours._millejours import decision_codes

ON = "2026-06-01"

PROGRAMME = """\
schema = 1
id = "town"
version = "1"
valid = { from = 2026-01-01 }
facts.family.quotient = { type = "int", range = [0, 5000], category = "income" }
facts.family.housing = { type = "enum", values = ["none", "hosted", "own"], category = "housing" }

[[offers]]
id = "holiday"
provider = "town"
tier = "targeted"
duty = "none"
for = "family"
title = { en = "Holiday" }
cost = "free"
when = [
  { id = "low", condition = "family.quotient <= 800" },
  { id = "home", condition = 'family.housing != "own"' },
]

[[offers]]
id = "visit"
provider = "town"
tier = "universal"
duty = "to_offer"
for = "child"
title = { en = "Visit" }
cost = "free"
when = [ { id = "age", condition = "child.age_months < 24" } ]
"""


@pytest.fixture(scope="module")
def town() -> Programme:
    return Programme.from_toml(PROGRAMME)


def tables(families: int, seed: int = 1) -> tuple[polars.DataFrame, polars.DataFrame]:
    """Families with zero to three children, a fifth of all values unknown."""
    pick = random.Random(seed)

    def or_none(value: Any) -> Any:
        return None if pick.random() < 0.2 else value

    family = {
        "family": list(range(10, 10 + families)),
        "quotient": [or_none(pick.randrange(5001)) for _ in range(families)],
        "housing": [or_none(pick.choice(["none", "hosted", "own"])) for _ in range(families)],
    }
    rows = [(key, f"c{place}") for key in family["family"] for place in range(pick.randrange(4))]
    born = [or_none(datetime.date(2020, 1, 1) + datetime.timedelta(days=pick.randrange(2300))) for _ in rows]
    children = {"family": [key for key, _ in rows], "member": [name for _, name in rows], "born": born}
    return polars.DataFrame(family), polars.DataFrame(children)


def evaluated(programme: Programme, family: Any, children: Any, **more: Any) -> Evaluation:
    return programme.evaluate(family, children, on=ON, complete=["children"], **more)


def rows(evaluation: Evaluation) -> tuple[list[Any], list[Any]]:
    return polars.DataFrame(evaluation.family).rows(), polars.DataFrame(evaluation.child).rows()


def test_columns_say_what_one_family_is_told(town: Programme) -> None:
    family, children = tables(300)
    found = evaluated(town, family, children, dates=True, rules=True)
    holidays = {row["family"]: row for row in polars.DataFrame(found.family).to_dicts()}
    visits = {(row["family"], row["member"]): row for row in polars.DataFrame(found.child).to_dicts()}
    assert len(visits) == len(children)
    for row in family.to_dicts():
        own = children.filter(polars.col("family") == row["family"]).to_dicts()
        facts = {name: row[name] for name in ("quotient", "housing") if row[name] is not None}
        document = {
            "facts": facts,
            "complete": ["children"],
            "children": [{"id": child["member"], "born": child["born"]} for child in own],
        }
        told = town.assess(document, ON)
        (holiday,) = told["holiday"]
        there = holidays[row["family"]]
        assert DecisionCode(there["holiday"]).name.lower() == holiday.decision
        visited = [answer for answer in told if answer.offer == "visit"]
        assert len(visited) == len(own)
        for answer in visited:
            there = visits[row["family"], answer.subject]
            assert DecisionCode(there["visit"]).name.lower() == answer.decision
            assert there["visit.since"] == answer.since
            assert there["visit.rule"] == ("age" if answer.decision == "no_longer" else None)


class Only:
    """A table with one of the doors of Arrow."""

    def __init__(self, table: Any, door: str) -> None:
        setattr(self, door, getattr(table, door))


def as_batch(table: polars.DataFrame) -> pyarrow.RecordBatch:
    (batch,) = table.to_arrow().combine_chunks().to_batches()
    return batch


WAYS: dict[str, Callable[[polars.DataFrame], Any]] = {
    "pyarrow": lambda table: table.to_arrow(),
    "pandas": lambda table: pandas.DataFrame.from_arrow(table.to_arrow()).convert_dtypes(dtype_backend="pyarrow"),
    "duckdb": lambda table: duckdb.from_arrow(table.to_arrow()),
    "array": lambda table: Only(as_batch(table), "__arrow_c_array__"),
    "device": lambda table: Only(as_batch(table), "__arrow_c_device_array__"),
    "chunks": lambda table: polars.concat([table[:7], table[7:]], rechunk=False),
    "slice": lambda table: polars.concat([table[:3], table]).to_arrow().combine_chunks().slice(3),
    "narrow": lambda table: table.with_columns(polars.col("family").cast(polars.UInt16)),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_table_gives_the_same(town: Programme, way: str) -> None:
    family, children = tables(50)
    assert rows(evaluated(town, WAYS[way](family), WAYS[way](children))) == rows(evaluated(town, family, children))


def test_members_in_any_order_and_within_their_families(town: Programme) -> None:
    family, children = tables(200)
    wanted = rows(evaluated(town, family, children))
    mixed = children.sample(fraction=1, shuffle=True, seed=3)
    found = rows(evaluated(town, family, mixed))
    assert found[0] == wanted[0]
    assert sorted(found[1]) == sorted(wanted[1])
    lists = children.group_by("family", maintain_order=True).agg(children=polars.struct("member", "born"))
    nested = family.join(lists, on="family", how="left").with_columns(polars.col("children").fill_null([]))
    assert rows(evaluated(town, nested, None)) == wanted


def test_keys_as_text(town: Programme) -> None:
    family, children = tables(100)
    text = polars.col("family").cast(polars.String)
    for kind in (polars.String, polars.Categorical):
        found = evaluated(town, family.with_columns(text.cast(kind)), children.with_columns(text.cast(kind)))
        assert [row[2] for row in rows(found)[1]] == [row[2] for row in rows(evaluated(town, family, children))[1]]


def test_parquet_by_its_path(town: Programme, tmp_path: Path) -> None:
    family, children = tables(100)
    family.with_columns(other=1).write_parquet(tmp_path / "family.parquet")
    children.write_parquet(tmp_path / "children.parquet")
    found = evaluated(town, tmp_path / "family.parquet", str(tmp_path / "children.parquet"))
    assert rows(found) == rows(evaluated(town, family, children))


@pytest.mark.parametrize("size", [1, 64, 97, 1000])
def test_streams_say_the_same(town: Programme, size: int, tmp_path: Path) -> None:
    family, children = tables(500)
    whole = evaluated(town, family, children)
    heard: list[tuple[int, int]] = []
    pieces = town.evaluate_batches(
        family.to_arrow().to_reader(max_chunksize=33),
        children.to_arrow().to_reader(max_chunksize=21),
        on=ON,
        complete=["children"],
        rows=size,
        progress=lambda done, of: heard.append((done, of)),
    )
    schema = pyarrow.table(whole.child).schema
    with pyarrow.parquet.ParquetWriter(tmp_path / "visits.parquet", schema) as writer:
        for piece in pieces:
            writer.write_table(pyarrow.table(piece.child).cast(schema))
    assert polars.read_parquet(tmp_path / "visits.parquet").rows() == rows(whole)[1]
    assert heard[-1][0] == 500


def test_streams_must_be_sorted(town: Programme) -> None:
    family, children = tables(50)
    for one, other in ((family.reverse(), children), (family, children.reverse())):
        with pytest.raises(ColumnsError, match="sort each table"):
            list(town.evaluate_batches(one, other, on=ON, complete=["children"]))


def test_orphans_of_a_stream_are_told(town: Programme) -> None:
    family, children = tables(50)
    late = polars.concat([children, children[:1].with_columns(family=polars.lit(999, polars.Int64))])
    with pytest.raises(ColumnsError) as refused:
        list(town.evaluate_batches(family, late, on=ON, complete=["children"], rows=7))
    assert [problem.code for problem in refused.value.problems] == ["columns.orphan"]


def test_everything_wrong_is_told_at_once_and_no_value(town: Programme) -> None:
    family = polars.DataFrame({"family": [4711, 4711, 2], "quotient": [1.5, 2, 9e9], "hausing": ["own"] * 3})
    children = polars.DataFrame({"family": [2, 815], "born": [datetime.datetime(2026, 1, 1)] * 2})
    with pytest.raises(ColumnsError) as refused:
        evaluated(town, family, children)
    told = {(problem.code, problem.path) for problem in refused.value.problems}
    assert {
        ("columns.key", "family.family"),
        ("columns.orphan", "children.family"),
        ("columns.type", "children.born"),
        ("columns.missing", "family.housing"),
    } <= told
    assert ("columns.missing", "children.born") not in told
    assert "4711" not in str(refused.value)
    assert "815" not in str(refused.value)
    assert "date32" in str(refused.value)


def test_a_report_takes_what_is_wrong_as_unknown(town: Programme) -> None:
    family = polars.DataFrame({"family": [1, 2], "quotient": [100, 9999], "housing": ["hosted", "hosted"]})
    children = polars.DataFrame({"family": [2, 3], "born": [datetime.date(2026, 1, 1)] * 2})
    with pytest.raises(ColumnsError):
        evaluated(town, family, children)
    found = evaluated(town, family, children, faults="report")
    assert polars.DataFrame(found.family)["holiday"].to_list() == [DecisionCode.ELIGIBLE, DecisionCode.UNDETERMINED]
    assert polars.DataFrame(found.child)["family"].to_list() == [2]
    assert {problem.code for problem in found.report} == {"columns.orphan", "columns.value"}


def test_yes_and_no_are_lent_and_not_copied(town: Programme) -> None:
    family, children = tables(500)
    found = evaluated(town, family, children)

    # Both are alive, so that two copies could not lie in one place.
    kept, again = (pyarrow.table(found.eligible("child")) for _ in range(2))
    lent, lent_again = (table["visit"].chunk(0).buffers()[1].address for table in (kept, again))
    assert lent == lent_again
    codes = polars.DataFrame(found.child)["visit"].to_list()
    del found
    assert kept["visit"].to_pylist() == [{0: False, 1: True, 2: None}[code] for code in codes]


def test_codes_are_those_of_the_core() -> None:
    assert {code.name.lower(): int(code) for code in DecisionCode} == dict(decision_codes())


def test_progress_may_stop_the_work(town: Programme) -> None:
    family, children = tables(20)

    class Enough(Exception):
        pass

    def stop(done: int, of: int) -> None:
        assert (done, of) == (20, 20)
        raise Enough

    with pytest.raises(Enough):
        evaluated(town, family, children, progress=stop)


def test_threads_say_the_same(town: Programme) -> None:
    family, children = tables(2000)
    found = [rows(evaluated(town, family, children, threads=threads)) for threads in (1, 2, 7)]
    assert found[0] == found[1] == found[2]
    with pytest.raises(ValueError, match="at least one thread"):
        evaluated(town, family, children, threads=0)


def test_other_threads_run_meanwhile(town: Programme) -> None:
    family, children = tables(100)
    seen: list[bool] = []
    waiting = threading.Event()
    other = threading.Thread(target=lambda: seen.append(waiting.wait(10)))
    other.start()
    evaluated(town, family, children, progress=lambda done, of: waiting.set())
    other.join()
    assert seen == [True]


def test_what_cannot_be_taken_is_refused(town: Programme) -> None:
    wrong: Any = 3
    with pytest.raises(TypeError, match="speaks Arrow"):
        town.evaluate(wrong, on=ON)
    with pytest.raises(ValueError, match="'refuse' or 'report'"):
        town.evaluate(polars.DataFrame(), on=ON, faults="skip")  # type: ignore[arg-type]


# Spark says so of any pandas 3; none of it is used here.
@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")
def test_spark_says_the_same(town: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyspark")
    # Executors are processes of their own, which shall find the library.
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    from pyspark.sql import SparkSession

    from millejours import spark

    session = SparkSession.builder.master("local-cluster[2,1,1024]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        frame = session.range(5000).selectExpr(
            "id as family",
            "cast(id % 5001 as int) as quotient",
            "case when id % 5 = 0 then null else 'hosted' end as housing",
            "array(named_struct('born', date_add(date'2020-01-01', cast(id % 2300 as int)))) as children",
        )
        frame = frame.repartition(4)
        local = evaluated(town, frame.toArrow(), None)
        kinds: tuple[Literal["family", "child"], ...] = ("family", "child")
        for place, subject in enumerate(kinds):
            found = spark.evaluate(frame, town, ON, subject=subject, complete=["children"]).collect()
            assert sorted(map(tuple, found)) == sorted(rows(local)[place])
        with pytest.raises(ColumnsError):
            spark.evaluate(frame.drop("housing"), town, ON, complete=["children"])
    finally:
        session.stop()
