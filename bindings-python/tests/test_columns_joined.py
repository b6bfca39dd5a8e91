"""Tables to group and to weigh by that say whose their rows are; and which columns a programme reads."""

import datetime
from typing import Any

import polars
import pytest

from millejours import ColumnsError, DateError, Evaluation, Programme

ON = "2026-06-01"

TOWN = """\
schema = 1
id = "town"
version = "1"
valid = { from = 2026-01-01 }
facts.family.quotient = { type = "int", range = [0, 5000], category = "income" }

[[offers]]
id = "holiday"
provider = "town"
tier = "targeted"
duty = "none"
for = "family"
title = { en = "Holiday" }
cost = "free"
when = [ { id = "low", condition = "family.quotient <= 800" } ]

[[offers]]
id = "visit"
provider = "town"
tier = "universal"
duty = "none"
for = "child"
title = { en = "Visit" }
cost = "free"
when = [ { id = "age", condition = "child.age_months < 24" } ]
"""

REGIONS = polars.DataFrame(
    {"family": ["a", "b", "c"], "region": ["north", "south", "south"], "weight": [1.0, 2.0, 4.0]}
)
YOUNG, OLD = datetime.date(2026, 1, 10), datetime.date(2020, 1, 10)
CHILDREN = polars.DataFrame(
    {"family": ["a", "a", "c"], "member": ["1", "2", "1"], "born": [YOUNG, OLD, YOUNG], "sex": ["f", "m", "m"]}
)


@pytest.fixture(scope="module")
def town() -> Programme:
    return Programme.from_toml(TOWN)


@pytest.fixture(scope="module")
def study(town: Programme) -> Evaluation:
    families = polars.DataFrame({"family": ["a", "b", "c"], "quotient": [400, 500, 900]})
    return town.evaluate(families, CHILDREN, on=ON, complete=["children"])


def told(found: Any, group: str = "region") -> dict[tuple[str, str], tuple[int, int]]:
    rows = polars.DataFrame(found).to_dicts()
    return {(row["offer"], row[group]): (row["eligible"], row["not_eligible"]) for row in rows}


BY_REGION = {
    ("holiday", "north"): (1, 0),
    ("holiday", "south"): (1, 1),
    ("visit", "north"): (1, 1),
    ("visit", "south"): (1, 0),
}


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 0, 1], [1, 0, 2]])
def test_rows_of_families_are_found_by_their_key(study: Evaluation, order: list[int]) -> None:
    own = REGIONS[order]
    assert told(study.counts_by(own.select("family", "region"))) == BY_REGION
    found = polars.DataFrame(study.counts_by(own.select("region", "family"), own.select("weight", "family")))
    # The key is no group.
    assert found.columns[:3] == ["region", "offer", "subject"]
    weights = {(row["offer"], row["region"]): row["eligible_weight"] for row in found.to_dicts()}
    assert weights["holiday", "south"] == 2.0
    assert weights["visit", "south"] == 4.0


def test_rows_of_members_are_found_by_both_keys(study: Evaluation) -> None:
    expected = {("visit", "f"): (1, 0), ("visit", "m"): (1, 1)}
    sexes = CHILDREN.select("family", "member", "sex")
    for rows in (sexes, sexes.reverse(), sexes[[1, 2, 0]]):
        assert told(study.counts_by(rows, of="child"), "sex") == expected
    # In their order the family's key is enough to see that they are.
    assert told(study.counts_by(sexes.drop("member"), of="child"), "sex") == expected
    with pytest.raises(ColumnsError) as refused:
        study.counts_by(sexes.drop("member").reverse(), of="child")
    assert [problem.code for problem in refused.value.problems] == ["columns.missing"]


def test_without_a_key_rows_stand_in_the_order_of_the_answers(study: Evaluation) -> None:
    assert told(study.counts_by(REGIONS.select("region"))) == BY_REGION
    # One column alone is a group, whatever it is called.
    alone = polars.DataFrame(study.counts_by(REGIONS["family"]))
    assert alone.filter(polars.col("offer") == "holiday")["family"].to_list() == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("families", "code", "message"),
    [
        (["a", "b", "b"], "columns.key", "1 rows, the first of them row 2: the key stands before"),
        (["a", None, "c"], "columns.key", "1 rows, the first of them row 1: there is no key"),
        (["a", "b", "d"], "columns.key", "1 rows of the answers, the first of them row 2: nothing is given for them"),
        (["c", "b"], "columns.key", "1 rows of the answers, the first of them row 0: nothing is given for them"),
        (["d", "c", "b", "a"], "columns.orphan", "1 rows, the first of them row 0: the answers have no such row"),
        ([1, 2, 3], "columns.type", "the keys are of another type than those of the answers"),
    ],
)
def test_keys_that_are_not_those_of_the_answers(
    study: Evaluation, families: list[Any], code: str, message: str
) -> None:
    by = polars.DataFrame({"family": families, "region": ["north"] * len(families)})
    with pytest.raises(ColumnsError) as refused:
        study.counts_by(by)
    (problem,) = refused.value.problems
    assert (problem.code, problem.path, problem.message) == (code, "by.family", message)
    with pytest.raises(ColumnsError) as refused:
        study.counts_by(weight=by.with_columns(region=1.0))
    assert refused.value.problems[0].path == "weights.family"


def test_what_a_programme_reads(town: Programme) -> None:
    reads = polars.DataFrame(town.reads(ON))
    assert reads.columns == ["table", "column", "expected", "required"]
    required = reads.filter("required").select("table", "column").rows()
    assert required == [("family", "quotient"), ("children", "born")]
    optional = reads.filter(~polars.col("required")).select("table", "column").rows()
    assert ("children", "died") in optional
    assert ("family", "complete.children") in optional
    assert ("family", "complete.adults") not in optional
    # Exactly those are read: what is not told is named as unread.
    families = polars.DataFrame({"family": [1], "quotient": [1], "other": [1]})
    children = polars.DataFrame({"family": [1], "born": [YOUNG], "died": [None], "other": [1]})
    found = town.evaluate(families, children.cast({"died": polars.Date}), on=ON, complete=["children"])
    assert found.unread == ("family.other", "children.other")
    with pytest.raises(DateError):
        town.reads("2020-01-01")
