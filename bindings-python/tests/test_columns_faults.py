"""What is wrong with tables is told, and nothing of them is taken silently."""

import datetime
import warnings
from pathlib import Path
from typing import Any

import polars
import pyarrow  # type: ignore[import-untyped]
import pytest

from millejours import ColumnsError, Evaluation, Programme

ON = "2026-06-01"

TOWN = """\
schema = 1
id = "town"
version = "1"
term_weeks = 41
valid = { from = 2026-01-01 }
facts.family.poor = { type = "bool", category = "income" }
facts.child.preterm = { type = "bool", category = "health" }

[[offers]]
id = "visit"
provider = "town"
tier = "universal"
duty = "none"
for = "child"
title = { en = "Visit" }
cost = "free"
when = [ { id = "age", condition = 'child.age_months < 24 && (family.poor || "fr" in family.languages)' } ]

[[offers]]
id = "rest"
provider = "town"
tier = "universal"
duty = "none"
for = "pregnancy"
title = { en = "Rest" }
cost = "free"
when = [ { id = "week", condition = "pregnancy.week >= 20" } ]
"""

FAMILIES: dict[str, Any] = {
    "family": [1, 2, 3],
    "poor": [True, False, None],
    "languages": [["fr"], ["de"], None],
}
CHILDREN: dict[str, Any] = {"family": [1, 2, 3], "born": [datetime.date(2026, 1, 10)] * 3}
PREGNANCIES: dict[str, Any] = {
    "family": [2],
    "expected": [datetime.date(2026, 8, 1)],
    "ended": [None],
    "outcome": [None],
}
TYPES: Any = {"ended": polars.Date, "outcome": polars.String, "pregnancy": polars.Int32}


@pytest.fixture(scope="module")
def town() -> Programme:
    return Programme.from_toml(TOWN)


def frame(columns: dict[str, Any]) -> polars.DataFrame:
    return polars.DataFrame(columns, schema_overrides={name: of for name, of in TYPES.items() if name in columns})


def evaluated(town: Programme, children: Any = None, pregnancies: Any = PREGNANCIES, **more: Any) -> Evaluation:
    families = frame(more.pop("families", FAMILIES))
    own = [None if table is None else frame(table) for table in (CHILDREN | (children or {}), pregnancies)]
    return town.evaluate(
        families, own[0], None, own[1], on=ON, complete=["children", "pregnancies"], **{"key": "family", **more}
    )


def told(town: Programme, *tables: Any, **more: Any) -> list[tuple[str, str, str]]:
    """What is refused, which is also what is reported."""
    with pytest.raises(ColumnsError) as refused:
        evaluated(town, *tables, **more)
    return [(problem.code, problem.path, problem.message) for problem in refused.value.problems]


def codes(evaluation: Evaluation) -> list[int]:
    return polars.DataFrame(evaluation.child)["visit"].to_list()


def test_a_child_names_a_pregnancy_that_its_family_has_not(town: Programme) -> None:
    by_place = "2 rows, the first of them row 0: the family has no pregnancy at this place"
    assert told(town, {"pregnancy": [0, 0, 0]}) == [("columns.value", "children.pregnancy", by_place)]
    assert told(town, {"pregnancy": [0, 0, -1]}) == [("columns.value", "children.pregnancy", by_place)]
    by_key = by_place.replace("at this place", "of this key")
    keyed = PREGNANCIES | {"member": ["p"]}
    with pytest.raises(ColumnsError):
        # A whole number is no key where keys are text.
        evaluated(town, {"pregnancy": [0, 0, 0]}, keyed)
    words = polars.Series(["p", "p", "q"], dtype=polars.String)
    children = polars.DataFrame(CHILDREN | {"pregnancy": words})
    own = (frame(FAMILIES), children, None, frame(keyed))
    with pytest.raises(ColumnsError) as refused:
        town.evaluate(*own, on=ON, complete=["children"])
    told_keys = [(problem.path, problem.message) for problem in refused.value.problems]
    assert told_keys == [("children.pregnancy", by_key)] or ("children.pregnancy", by_key) in told_keys


ONE_KIND = TOWN.replace("pregnancy.week >= 20", "family.poor").replace('for = "pregnancy"', 'for = "family"')


@pytest.mark.parametrize("keys", [polars.Series([0, None, 1], dtype=polars.Int32), polars.Series(["p", None, "q"])])
def test_a_child_names_a_pregnancy_where_there_is_no_table_of_them(keys: polars.Series) -> None:
    programme = Programme.from_toml(ONE_KIND)
    children = polars.DataFrame(CHILDREN | {"pregnancy": keys})
    options: Any = {"on": ON, "complete": ["children"]}
    with pytest.raises(ColumnsError) as refused:
        programme.evaluate(frame(FAMILIES), children, **options)
    (problem,) = refused.value.problems
    message = "2 rows, the first of them row 0: the family has no pregnancy of this key"
    assert (problem.code, problem.path, problem.message) == ("columns.value", "children.pregnancy", message)
    # What is wrong is unknown; a null names none.
    reported = programme.evaluate(frame(FAMILIES), children, faults="report", **options)
    assert [own.message for own in reported.report] == [message]
    nobody = children.with_columns(pregnancy=polars.lit(None, keys.dtype))
    assert codes(programme.evaluate(frame(FAMILIES), nobody, **options)) == [1, 0, 2]


def test_an_outcome_that_is_no_word(town: Programme) -> None:
    ended = PREGNANCIES | {"ended": [datetime.date(2026, 5, 1)]}
    message = "1 rows, the first of them row 0: this is none of the words expected"
    assert told(town, None, ended | {"outcome": ["happy"]}) == [("columns.value", "pregnancies.outcome", message)]
    assert evaluated(town, None, ended | {"outcome": ["birth"]}).report == ()


def test_two_columns_of_one_name(town: Programme) -> None:
    born = pyarrow.array(CHILDREN["born"])
    keys = pyarrow.array([1, 2, 3])
    children = pyarrow.table([keys, born, born, keys, keys], ["family", "born", "born", "weight", "weight"])
    with pytest.raises(ColumnsError) as refused:
        town.evaluate(frame(FAMILIES), children, None, frame(PREGNANCIES), on=ON, complete=["children", "pregnancies"])
    (problem,) = refused.value.problems
    assert (problem.code, problem.path) == ("columns.twice", "children.born")
    assert (problem.message, problem.help) == ("2 columns have this name", "name each column once")
    twice = pyarrow.table([keys, keys, keys], ["family", "family", "family"])
    with pytest.raises(ColumnsError, match="3 columns have this name"):
        town.evaluate(twice, frame(CHILDREN), on=ON, faults="report")
    people = pyarrow.StructArray.from_arrays([born, born], ["born", "born"])
    lists = pyarrow.ListArray.from_arrays([0, 1, 2, 3], people)
    nested = pyarrow.table({"family": keys, "children": lists})
    with pytest.raises(ColumnsError) as refused:
        town.evaluate(nested, on=ON, faults="report")
    assert ("columns.twice", "children.born") in [(own.code, own.path) for own in refused.value.problems]


def test_two_columns_of_one_name_in_parquet(town: Programme, tmp_path: Path) -> None:
    from pyarrow import parquet

    born, keys = pyarrow.array(CHILDREN["born"]), pyarrow.array([1, 2, 3])
    path = tmp_path / "children.parquet"
    parquet.write_table(pyarrow.table([keys, born, born], ["family", "born", "born"]), path)
    with pytest.raises(ColumnsError, match="2 columns have this name"):
        town.evaluate(frame(FAMILIES), path, None, frame(PREGNANCIES), on=ON)


def test_columns_that_nothing_reads_are_named(town: Programme, tmp_path: Path) -> None:
    children = CHILDREN | {"weight": [3.1] * 3, "dead": [None] * 3}
    families = FAMILIES | {"region": ["a"] * 3}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = evaluated(town, children, families=families)
    assert found.unread == ("family.region", "children.weight", "children.dead")
    assert evaluated(town).unread == ()
    path = tmp_path / "children.parquet"
    frame({**children, "dead": [True] * 3}).write_parquet(path)
    options: Any = {"on": ON, "complete": ["children", "pregnancies"]}
    from_path = town.evaluate(frame(families), path, None, frame(PREGNANCIES), **options)
    assert from_path.unread == found.unread
    pieces = list(town.evaluate_batches(frame(families), path, None, frame(PREGNANCIES), rows=1, **options))
    assert [piece.unread for piece in pieces] == [found.unread] * 3
    people = [[{"born": day, "weight": 3}] for day in CHILDREN["born"]]
    nested = polars.DataFrame(families | {"children": people})
    assert town.evaluate(nested, None, None, frame(PREGNANCIES), **options).unread == (
        "family.region",
        "children.weight",
    )


@pytest.mark.parametrize(("column", "meant"), [("arived", "arrived"), ("born_earlist", "born_earliest")])
def test_a_slip_of_the_pen_is_warned_of(town: Programme, column: str, meant: str) -> None:
    children = CHILDREN | {column: CHILDREN["born"]}
    with pytest.warns(UserWarning, match=f"children.{column}: nothing reads this column; is `{meant}` meant") as heard:
        assert evaluated(town, children).unread == (f"children.{column}",)
    assert len(heard) == 1
    options: Any = {"on": ON, "complete": ["children", "pregnancies"]}
    pieces = town.evaluate_batches(frame(FAMILIES), frame(children), None, frame(PREGNANCIES), rows=1, **options)
    with pytest.warns(UserWarning, match="nothing reads this column") as heard:
        assert len(list(pieces)) == 3
    assert len(heard) == 1


def test_one_end_of_a_day_is_missed(town: Programme) -> None:
    children = CHILDREN | {"died_latest": CHILDREN["born"]}
    message = "it is not there, and `died_latest` is"
    assert told(town, children) == [("columns.missing", "children.died_earliest", message)]


@pytest.mark.parametrize("table", ["family", "children", "pregnancies"])
def test_columns_without_a_type_are_unknown(town: Programme, table: str) -> None:
    def tables(none: Any) -> Any:
        given = {"family": FAMILIES, "children": CHILDREN, "pregnancies": PREGNANCIES}
        nulls = {name: none(len(values)) for name, values in given[table].items() if name != "family"}
        own = {name: pyarrow.table(columns) for name, columns in given.items()}
        of = pyarrow.table if isinstance(next(iter(nulls.values())), pyarrow.Array) else polars.DataFrame
        own[table] = of({"family": given[table]["family"], **nulls})
        options: Any = {"on": ON, "complete": ["children", "pregnancies"]}
        return town.evaluate(own["family"], own["children"], None, own["pregnancies"], **options)

    # polars has a type for what is null everywhere, as pyarrow has.
    found = tables(lambda rows: polars.Series([None] * rows))
    typed = tables(lambda rows: pyarrow.nulls(rows))
    assert codes(found) == codes(typed) == {"family": [2, 2, 2], "children": [2, 0, 2]}.get(table, [1, 0, 2])


def test_lists_of_nulls(town: Programme) -> None:
    unknown = polars.Series([[None], [], None])
    families = frame(FAMILIES).with_columns(languages=unknown)
    assert families.schema["languages"] == polars.List(polars.Null)
    options: Any = {"on": ON, "complete": ["children", "pregnancies"]}
    with pytest.raises(ColumnsError, match="a null stands in the list"):
        town.evaluate(families, frame(CHILDREN), None, frame(PREGNANCIES), **options)
    reported = town.evaluate(families, frame(CHILDREN), None, frame(PREGNANCIES), faults="report", **options)
    assert codes(reported) == [1, 2, 2]


@pytest.mark.parametrize(
    "nobody", [polars.Series([None] * 3), polars.Series([[], [], []]), polars.Series([[None]] * 3)]
)
def test_lists_in_which_nobody_stands(town: Programme, nobody: polars.Series) -> None:
    families = frame(FAMILIES).with_columns(children=nobody)
    found = town.evaluate(families, None, None, frame(PREGNANCIES), on=ON, complete=["children", "pregnancies"])
    assert codes(found) == []
    assert found.report == ()


def test_faults_of_many_families_are_told_once(town: Programme) -> None:
    many = 2_000
    families = frame({"family": range(many), "poor": [True] * many, "languages": [["fr"]] * many})
    day = datetime.date(2026, 1, 10)
    children = frame({"family": range(many), "born": [day] * many, "died": [datetime.date(2025, 1, 1)] * many})
    found = town.evaluate(
        families, children, None, frame(PREGNANCIES), on=ON, complete=["children", "pregnancies"], faults="report"
    )
    (problem,) = found.report
    message = "2000 families, the first of them row 0 of the families: this day lies before the day of birth"
    assert (problem.code, problem.path, problem.message) == ("date.order", "children.died", message)


def test_keys_that_stand_twice_at_the_edge_of_a_piece() -> None:
    programme = Programme.from_toml(ONE_KIND.split("[[offers]]")[0] + "[[offers]]" + ONE_KIND.split("[[offers]]")[2])

    def pieces(keys: list[Any], rows: int) -> int:
        families = frame({"family": keys, "poor": [True] * len(keys)})
        return len(list(programme.evaluate_batches(families, on=ON, rows=rows)))

    assert pieces([1, 2, 3, 4], 2) == 2
    # Sorted, and a key ends one piece and begins the next.
    with pytest.raises(ColumnsError, match="has the key of the row before it"):
        pieces([1, 2, 2, 3], 2)
    with pytest.raises(ColumnsError, match="the key stands before"):
        pieces([1, 2, 2, 3], 4)
    # In no order: each piece is looked at alone.
    assert pieces([4, 2, 2, 3], 2) == 2
    assert pieces(["b", "a", "d", "c"], 2) == 2


def test_an_answer_that_may_be_too_cautious_says_so() -> None:
    facts = "".join(f'facts.family.f{at} = {{ type = "bool", category = "other" }}\n' for at in range(20))
    tangled = " || ".join(f"(family.f{at} && !family.f{(at + 1) % 20})" for at in range(20))
    text = TOWN.split("facts.")[0] + facts + "[[offers]]" + TOWN.split("[[offers]]")[1]
    text = text.replace('for = "child"', 'for = "family"').split("when = ")[0]
    programme = Programme.from_toml(f"{text}when = [ {{ id = 'tangled', condition = '{tangled}' }} ]\n")
    rows: dict[str, Any] = {f"f{at}": [None, at > 10, None if at == 3 else False] for at in range(20)}
    families = polars.DataFrame({"family": [1, 2, 3], **rows}, schema_overrides=dict.fromkeys(rows, polars.Boolean))
    found = polars.DataFrame(programme.evaluate(families, on=ON, exact=True).family)
    assert found["visit.exact"].to_list() == [False, True, True]
    for row, document in zip(found.rows(named=True), families.to_dicts(), strict=True):
        facts_of = {name: value for name, value in document.items() if name != "family" and value is not None}
        (answer,) = programme.assess({"facts": facts_of}, ON)["visit"]
        assert row["visit.exact"] == answer.exact
    assert programme.evaluate(families, on=ON).family.column_names == ("family", "visit")


def test_a_list_that_is_called_complete_and_open() -> None:
    condition = "children.exists(c, c.age_months < 24)"
    programme = Programme.from_toml(ONE_KIND.replace('"family.poor"', f'"{condition}"'))
    said = {"complete.children": [True, False, None]}
    children = frame({"family": [1, 2, 3], "born": [datetime.date(2023, 1, 10)] * 3})
    families = frame(FAMILIES | said)
    options: Any = {"on": ON, "complete": ["children"]}
    people: list[Any] = [[{"born": datetime.date(2023, 1, 10)}]] * 3
    nested = families.with_columns(children=polars.Series(people))
    without = families.with_columns(children=polars.Series([*people[:2], None]))
    what = "the column says that the list is not complete, and the call that it is in every family"
    message = f"1 rows, the first of them row 1: {what}"
    told = [("columns.value", "family.complete.children", message)]
    for own, listed, wanted in ((families, children, 0), (nested, None, 0), (without, None, 2)):
        with pytest.raises(ColumnsError) as refused:
            programme.evaluate(own, listed, **options)
        assert [(problem.code, problem.path, problem.message) for problem in refused.value.problems] == told
        # In a report the list is open: nobody is told that there is no such child.
        reported = programme.evaluate(own, listed, faults="report", **options)
        assert [problem.message for problem in reported.report] == [message]
        assert polars.DataFrame(reported.family)["rest"].to_list() == [0, 2, wanted]
        # Without the call, what the column does not say is open, and nothing is disputed.
        alone = programme.evaluate(own, listed, on=ON)
        assert polars.DataFrame(alone.family)["rest"].to_list() == [0, 2, 2]
