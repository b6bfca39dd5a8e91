"""What a study asks next: the same numbers as a slow count over the answers, by any grouping."""

import datetime
import random
from collections import defaultdict
from collections.abc import Callable
from typing import Any, Literal

import duckdb
import pandas  # type: ignore[import-untyped]
import polars
import pyarrow  # type: ignore[import-untyped]
import pytest

from millejours import ColumnsError, DecisionCode, Evaluation, Programme

ON = "2026-06-01"

TOWN = """\
schema = 1
id = "town"
version = "1"
valid = { from = 2026-01-01 }
facts.family.quotient = { type = "int", range = [0, 5000], category = "income" }
facts.family.housing = { type = "enum", values = ["none", "hosted", "own"], category = "housing" }
facts.family.alone = { type = "bool", category = "family_situation" }

[[scores]]
id = "support"
points = [ { when = "family.alone", points = 5 } ]

[[offers]]
id = "holiday"
provider = "town"
tier = "targeted"
duty = "none"
for = "family"
title = { en = "Holiday" }
cost = "free"
when = [
  { id = "low", condition = "family.quotient <= 2500" },
  { id = "child", condition = "children.exists(c, c.age_months < 60)" },
]
unless = [ { id = "owner", condition = 'family.housing == "own"' } ]
dose = { unit = "day", by = "support", steps = [ { from = 0, amount = 5 }, { from = 4, amount = 8 } ] }

[[offers]]
id = "visit"
provider = "town"
tier = "universal"
duty = "to_offer"
for = "child"
title = { en = "Visit" }
cost = "free"
when = [
  { id = "age", condition = "child.age_months < 36" },
  { id = "low", condition = "family.quotient <= 4000" },
]
dose = { unit = "hour", amount = 3 }
"""

REGIONS = ["north", "south", "west", None]
ANSWERS = ["eligible", "not_eligible", "undetermined", "silent"]


class Drawn:
    """Families of whom a fifth of everything is unknown, with a region, a decile and a weight each."""

    def __init__(self, families: int, seed: int = 1) -> None:
        pick = random.Random(seed)

        def or_none(value: Any) -> Any:
            return None if pick.random() < 0.2 else value

        keys = list(range(100, 100 + families))
        self.family = polars.DataFrame(
            {
                "family": keys,
                "quotient": [or_none(pick.randrange(5001)) for _ in keys],
                "housing": [or_none(pick.choice(["none", "hosted", "own"])) for _ in keys],
                "alone": [or_none(pick.random() < 0.5) for _ in keys],
            },
            schema_overrides={
                "family": polars.Int64,
                "alone": polars.Boolean,
                "quotient": polars.Int32,
                "housing": polars.String,
            },
        )
        rows = [(key, f"c{place}") for key in keys for place in range(pick.randrange(4))]
        day = datetime.date(2019, 1, 1)
        self.children = polars.DataFrame(
            {
                "family": [key for key, _ in rows],
                "member": [name for _, name in rows],
                "born": [or_none(day + datetime.timedelta(days=pick.randrange(2700))) for _ in rows],
                "died": [datetime.date(2026, 5, 30) if pick.random() < 0.05 else None for _ in rows],
            },
            schema_overrides={
                "family": polars.Int64,
                "member": polars.String,
                "born": polars.Date,
                "died": polars.Date,
            },
        )
        self.by = polars.DataFrame(
            {
                "region": [pick.choice(REGIONS) for _ in keys],
                "decile": [pick.choice([1, 2, 10, None]) for _ in keys],
            },
            schema_overrides={"region": polars.String, "decile": polars.Int8},
        )
        # Halves of whole numbers: their sums are exact, in whatever order they are added.
        self.weight = polars.Series("weight", [pick.randrange(500) / 2 for _ in keys], dtype=polars.Float64)

    def of_members(self) -> list[int]:
        """Of each child the place of its family."""
        places = {key: place for place, key in enumerate(self.family["family"])}
        return [places[key] for key in self.children["family"]]


@pytest.fixture(scope="module")
def town() -> Programme:
    return Programme.from_toml(TOWN)


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return Drawn(400)


def evaluated(programme: Programme, own: Drawn, **more: Any) -> Evaluation:
    return programme.evaluate(own.family, own.children, on=ON, complete=["children"], **more)


def word(code: int) -> str:
    return DecisionCode(code).name.lower()


def rows_of(own: Drawn) -> dict[str, list[int]]:
    """Of each row of answers the place of its family."""
    return {"family": list(range(own.family.height)), "child": own.of_members()}


def in_order(groups: set[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(
        groups, key=lambda group: [(value is None, value or 0 if value is None else value) for value in group]
    )


def test_counts_are_those_of_a_slow_count(town: Programme, drawn: Drawn) -> None:
    found = evaluated(town, drawn)
    table = polars.DataFrame(found.counts_by(drawn.by, weight=drawn.weight))
    groups = in_order(set(drawn.by.rows()))
    assert len(groups) > 10
    wanted = []
    for offer, subject in (("holiday", "family"), ("visit", "child")):
        answers = [word(code) for code in polars.DataFrame(getattr(found, subject))[offer]]
        for group in groups:
            rows, weights = dict.fromkeys(ANSWERS, 0), dict.fromkeys(ANSWERS, 0.0)
            for answer, family in zip(answers, rows_of(drawn)[subject], strict=True):
                if drawn.by.row(family) == group:
                    rows[answer] += 1
                    weights[answer] += drawn.weight[family]
            wanted.append((*group, offer, subject, *rows.values(), *weights.values()))
    assert table.rows() == wanted
    told = ["region", "decile", "offer", "subject", *ANSWERS, *(f"{answer}_weight" for answer in ANSWERS)]
    assert table.columns == told
    assert table["decile"].dtype == polars.Int8
    assert all(table[answer].sum() > 0 for answer in ANSWERS)


def test_without_groups_all_rows_are_one(town: Programme, drawn: Drawn) -> None:
    found = evaluated(town, drawn)
    table = polars.DataFrame(found.counts_by())
    assert table.columns == ["offer", "subject", *ANSWERS]
    for row in table.to_dicts():
        own = found.counts[row["offer"]]
        assert [row[answer] for answer in ANSWERS] == [own.eligible, own.no, own.undetermined, own.silent]
    weighted = polars.DataFrame(found.counts_by(weight=drawn.weight))
    visit = sum(drawn.weight[family] for family in drawn.of_members())
    assert sum(weighted.row(0)[6:]) == drawn.weight.sum()
    assert sum(weighted.row(1)[6:]) == visit


def test_members_may_have_groups_of_their_own(town: Programme, drawn: Drawn) -> None:
    found = evaluated(town, drawn)
    answers = polars.DataFrame(found.child)
    table = polars.DataFrame(found.counts_by(answers["member"], weight=range_of(answers), of="child"))
    assert table["offer"].unique().to_list() == ["visit"]
    assert table["member"].to_list() == ["c0", "c1", "c2"]
    for row in table.to_dicts():
        own = [(place, word(code)) for place, (_, name, code) in enumerate(answers.rows()) if name == row["member"]]
        assert [row[answer] for answer in ANSWERS] == [sum(code == answer for _, code in own) for answer in ANSWERS]
        weights = [sum(place for place, code in own if code == answer) for answer in ANSWERS]
        assert [row[f"{answer}_weight"] for answer in ANSWERS] == weights


def range_of(answers: polars.DataFrame) -> polars.Series:
    return polars.Series(range(answers.height), dtype=polars.UInt16)


def says(own: Drawn) -> dict[str, dict[str, list[bool | None]]]:
    """What each rule says of each row, as a condition over what is known: satisfied, not, or unknown."""
    months = {}
    for row in own.children.to_dicts():
        born = row["born"]
        months[(row["family"], row["member"])] = (
            None if born is None else (2026 - born.year) * 12 + 6 - born.month - (born.day > 1)
        )
    alive = own.children.filter(polars.col("died").is_null())

    def low(limit: int) -> list[bool | None]:
        return [None if quotient is None else quotient <= limit for quotient in own.family["quotient"]]

    def child(key: int) -> bool | None:
        mine = [months[(key, member)] for member in alive.filter(family=key)["member"]]
        if any(age is not None and age < 60 for age in mine):
            return True
        return None if None in mine else False

    ages = list(months.values())
    return {
        "holiday": {
            "low": low(2500),
            "child": [child(key) for key in own.family["family"]],
            "owner": [None if housing is None else housing != "own" for housing in own.family["housing"]],
        },
        "visit": {
            "age": [None if age is None else age < 36 for age in ages],
            "low": [low(4000)[family] for family in own.of_members()],
        },
    }


def test_barriers_are_those_of_a_slow_count(town: Programme, drawn: Drawn) -> None:
    found = evaluated(town, drawn, barriers=True)
    table = polars.DataFrame(found.barriers(drawn.by["region"], weight=drawn.weight))
    kinds = {"low": "when", "child": "when", "age": "when", "owner": "unless"}
    wanted = []
    for offer, subject in (("holiday", "family"), ("visit", "child")):
        said, families = says(drawn)[offer], rows_of(drawn)[subject]
        answers = [word(code) for code in polars.DataFrame(getattr(found, subject))[offer]]
        for group in ["north", "south", "west", None]:
            for rule, own in said.items():
                others = [other for name, other in said.items() if name != rule]
                out = [row for row, answer in enumerate(answers) if answer == "not_eligible" and own[row] is False]
                out = [row for row in out if drawn.by["region"][families[row]] == group]
                alone = [row for row in out if all(other[row] for other in others)]
                weights = [sum(drawn.weight[families[row]] for row in rows) for rows in (out, alone)]
                wanted.append((group, offer, subject, rule, kinds[rule], len(out), len(alone), *weights))
    assert table.rows() == wanted
    assert (table.group_by("rule").agg(polars.col("alone").sum())["alone"] > 0).all()


def test_who_is_kept_out(town: Programme, drawn: Drawn) -> None:
    found = evaluated(town, drawn, barriers=True)
    counted = polars.DataFrame(found.barriers())
    for alone in (False, True):
        who = polars.DataFrame(found.kept_out("visit", alone=alone))
        assert who.columns == ["family", "member", "age", "low"]
        assert who.select("family", "member").equals(polars.DataFrame(found.child).select("family", "member"))
        own = counted.filter(offer="visit")["alone" if alone else "kept_out"]
        assert [who["age"].sum(), who["low"].sum()] == own.to_list()
    said = says(drawn)["visit"]
    answers = [word(code) for code in polars.DataFrame(found.child)["visit"]]
    kept_out = polars.DataFrame(found.kept_out("visit"))
    for rule in ("age", "low"):
        out = [answer == "not_eligible" and own is False for answer, own in zip(answers, said[rule], strict=True)]
        assert kept_out[rule].to_list() == out


def missing_alone(programme: Programme, own: Drawn) -> dict[tuple[str, int], set[tuple[str, str]]]:
    """By offer and row what an undetermined answer hangs on, as each family is told alone."""
    told: dict[tuple[str, int], set[tuple[str, str]]] = {}
    rows = 0
    for place, family in enumerate(own.family.to_dicts()):
        key = family.pop("family")
        children = own.children.filter(family=key).drop("family").to_dicts()
        document = {
            "facts": {name: value for name, value in family.items() if value is not None},
            "complete": ["children"],
            "children": [
                {"id": child["member"], **{name: child[name] for name in ("born", "died") if child[name] is not None}}
                for child in children
            ],
        }
        for answer in programme.assess(document, ON):
            if answer.decision == "undetermined":
                of = {(who.split("[")[0], fact) for who, _, fact in (name.rpartition(".") for name in answer.missing)}
                # What would change the dose alone is missing as well, but the answer does not hang on it.
                of.discard(("family", "alone"))
                members = [child["member"] for child in children]
                row = place if answer.subject is None else rows + members.index(answer.subject)
                told[(answer.offer, row)] = of
        rows += len(children)
    return told


def test_missing_facts_are_those_of_each_family_alone(town: Programme, drawn: Drawn) -> None:
    found = evaluated(town, drawn, missing=True)
    table = polars.DataFrame(found.missing(drawn.by["region"], weight=drawn.weight))
    counted: dict[Any, list[float]] = defaultdict(lambda: [0, 0, 0.0, 0.0])
    for (offer, row), facts in missing_alone(town, drawn).items():
        family = row if offer == "holiday" else drawn.of_members()[row]
        for of, fact in facts:
            own = counted[(drawn.by["region"][family], offer, of, fact)]
            weight = drawn.weight[family]
            own[0] += 1
            own[2] += weight
            if len(facts) == 1:
                own[1] += 1
                own[3] += weight
    told = {
        (row["region"], row["offer"], row["of"], row["fact"]): [
            row["undetermined"],
            row["alone"],
            row["undetermined_weight"],
            row["alone_weight"],
        ]
        for row in table.to_dicts()
        if row["undetermined"]
    }
    assert told == counted
    assert len({(offer, of, fact) for _, offer, of, fact in counted}) == 5
    who = polars.DataFrame(found.hangs_on("visit"))
    assert who.columns == ["family", "member", "family.quotient", "child.born"]
    for (offer, row), names in missing_alone(town, drawn).items():
        if offer == "visit":
            assert {name for name in who.columns[2:] if who[name][row]} == {".".join(name) for name in names}
    alone = polars.DataFrame(found.hangs_on("visit", alone=True))
    assert alone["child.born"].sum() == table.filter(offer="visit", fact="born")["alone"].sum()


class OnDevice:
    """A table that is handed over as one array, with the device on which it lies."""

    def __init__(self, batch: Any) -> None:
        self.batch = batch

    def __arrow_c_device_array__(self, requested_schema: object | None = None, **kwargs: object) -> Any:
        return self.batch.__arrow_c_device_array__(requested_schema, **kwargs)


LENT: dict[str, Callable[[polars.DataFrame], Any]] = {
    "polars": lambda by: by,
    "pyarrow": lambda by: by.to_arrow(),
    "pyarrow batches": lambda by: pyarrow.Table.from_batches(by.to_arrow().to_batches(max_chunksize=7)),
    "record batch": lambda by: by.to_arrow().combine_chunks().to_batches()[0],
    "pandas": lambda by: by.to_pandas(use_pyarrow_extension_array=True),
    "duckdb": lambda by: duckdb.from_arrow(by.to_arrow()),
    "an array of structs": lambda by: by.to_struct("both").to_arrow(),
    "on a device": lambda by: OnDevice(by.to_arrow().combine_chunks().to_batches()[0]),
}


@pytest.mark.parametrize("lent", LENT)
def test_any_table_groups(town: Programme, drawn: Drawn, lent: str) -> None:
    found = evaluated(town, drawn)
    wanted = polars.DataFrame(found.counts_by(drawn.by)).rows()
    assert polars.DataFrame(found.counts_by(LENT[lent](drawn.by))).rows() == wanted
    weight = LENT[lent](drawn.weight.to_frame())
    assert polars.DataFrame(found.counts_by(weight=weight)).equals(
        polars.DataFrame(found.counts_by(weight=drawn.weight))
    )


COLUMN: dict[str, tuple[Callable[[polars.Series], Any], str]] = {
    "polars": (lambda by: by, "region"),
    "polars without a name": (lambda by: by.alias(""), "group"),
    "pyarrow": (lambda by: by.to_arrow(), "group"),
    "pyarrow in pieces": (lambda by: pyarrow.chunked_array([by[:7].to_arrow(), by[7:].to_arrow()]), "group"),
    "pandas": (lambda by: by.to_pandas(), "region"),
    "pandas without a name": (lambda by: by.to_pandas().rename(None), "group"),
}


@pytest.mark.parametrize("lent", COLUMN)
def test_any_column_groups_by_its_own_name(town: Programme, drawn: Drawn, lent: str) -> None:
    found = evaluated(town, drawn)
    column, name = COLUMN[lent]
    table = polars.DataFrame(found.counts_by(column(drawn.by["region"])))
    assert table.columns[0] == name
    assert table.rows() == polars.DataFrame(found.counts_by(drawn.by.select("region"))).rows()


GROUPS: dict[str, tuple[Any, list[Any]]] = {
    "texts": (polars.Series(["b", "a", None, "b"]), ["a", "b", None]),
    "large texts": (pyarrow.array(["b", "a", None, "b"], pyarrow.large_string()), ["a", "b", None]),
    "short texts": (pyarrow.array(["b", "a", None, "b"], pyarrow.string()), ["a", "b", None]),
    "bytes": (pyarrow.array([b"b", b"a", None, b"b"]), [b"a", b"b", None]),
    "numbers": (polars.Series([3, -1, None, 3], dtype=polars.Int16), [-1, 3, None]),
    "large numbers": (polars.Series([2**64 - 1, 0, None, 0]), [0, 2**64 - 1, None]),
    "zeros": (polars.Series([0.0, -0.0, None, -1.5]), [-1.5, 0.0, None]),
    "truths": (polars.Series([True, False, None, True]), [False, True, None]),
    "days": (
        polars.Series([datetime.date(2026, 1, 2), datetime.date(1960, 1, 1), None, datetime.date(2026, 1, 2)]),
        [datetime.date(1960, 1, 1), datetime.date(2026, 1, 2), None],
    ),
    "moments": (
        polars.Series([datetime.datetime(2026, 1, 2, 3), None, datetime.datetime(2025, 1, 2), None]),
        [datetime.datetime(2025, 1, 2), datetime.datetime(2026, 1, 2, 3), None],
    ),
    "categories": (polars.Series(["b", "a", None, "b"], dtype=polars.Categorical), ["a", "b", None]),
    "enumerated": (polars.Series(["b", "a", None, "b"], dtype=polars.Enum(["c", "b", "a"])), ["b", "a", None]),
    "a dictionary with a null of its own": (
        pyarrow.DictionaryArray.from_arrays(pyarrow.array([0, 1, None, 2]), pyarrow.array(["b", None, "b"])),
        ["b", None],
    ),
    "a dictionary of nothing": (
        pyarrow.DictionaryArray.from_arrays(pyarrow.array([None] * 4, pyarrow.int8()), pyarrow.array([], "string")),
        [None],
    ),
    "nothing": (pyarrow.nulls(4), [None]),
}


@pytest.mark.parametrize("kind", GROUPS)
def test_groups_ascend_and_keep_their_type(town: Programme, kind: str) -> None:
    own = Drawn(4)
    by, wanted = GROUPS[kind]
    table = pyarrow.table(evaluated(town, own).counts_by(by))
    assert table.column(0).to_pylist() == wanted * 2
    if isinstance(by, polars.Series):
        assert polars.DataFrame(evaluated(town, own).counts_by(by)).to_series(0).dtype == by.dtype
    else:
        assert table.column(0).type == by.type
    answers = polars.from_arrow(table.select(ANSWERS))
    assert isinstance(answers, polars.DataFrame)
    assert answers[: len(wanted)].sum().row(0) == polars.DataFrame(evaluated(town, own).counts_by())[ANSWERS].row(0)


@pytest.mark.parametrize("kind", ["int8", "uint64", "float32", "float64", "decimal"])
def test_weights_are_any_numbers(town: Programme, drawn: Drawn, kind: str) -> None:
    whole = pyarrow.array([place % 100 for place in range(drawn.family.height)])
    weight = whole.cast(pyarrow.decimal128(24, 2) if kind == "decimal" else pyarrow.type_for_alias(kind))
    told = polars.DataFrame(evaluated(town, drawn).counts_by(drawn.by, weight=weight))
    assert told.equals(polars.DataFrame(evaluated(town, drawn).counts_by(drawn.by, weight=whole)))
    assert told["eligible_weight"].sum() > 0


def test_nobody_is_no_group(town: Programme) -> None:
    nobody = Drawn(0)
    found = evaluated(town, nobody, barriers=True, missing=True)
    for table in (found.counts_by(nobody.by), found.barriers(nobody.by), found.missing(nobody.by)):
        empty = polars.DataFrame(table)
        assert empty.height == 0
        assert empty.schema["region"] == polars.String
    assert polars.DataFrame(found.counts_by()).rows() == [
        ("holiday", "family", 0, 0, 0, 0),
        ("visit", "child", 0, 0, 0, 0),
    ]


Of = Literal["family", "adult", "child", "pregnancy"]
REFUSED: dict[str, tuple[Any, Any, Of, tuple[str, str]]] = {
    "by of another length": (polars.Series([1, 2, 3]), None, "family", ("by", "columns.length")),
    "weight of another length": (None, polars.Series([1, 2, 3]), "family", ("weights", "columns.length")),
    "by of families for children": (polars.Series([1] * 3), None, "child", ("by", "columns.length")),
    "of whom there is nobody": (polars.Series([1] * 4), None, "pregnancy", ("by", "columns.length")),
    "a list": (polars.Series("l", [[1]] * 4), None, "family", ("by.l", "columns.type")),
    "texts that weigh": (None, polars.Series(["1"] * 4), "family", ("weights", "columns.type")),
    "truths that weigh": (None, polars.Series([True] * 4), "family", ("weights", "columns.type")),
    "two weights": (None, polars.DataFrame({"a": [1] * 4, "b": [1] * 4}), "family", ("weights", "columns.type")),
    "no weight": (None, polars.Series([1.0, None, 1.0, None]), "family", ("weights", "columns.value")),
    "a weight below zero": (None, polars.Series([1, -1, 1, 1]), "family", ("weights", "columns.value")),
    "a weight that is no number": (
        None,
        polars.Series([1.0, float("nan"), 1.0, 1.0]),
        "family",
        ("weights", "columns.value"),
    ),
    "a weight without end": (
        None,
        polars.Series([1.0, float("inf"), 1.0, 1.0]),
        "family",
        ("weights", "columns.value"),
    ),
    "a column's name": (polars.Series("offer", [1] * 4), None, "family", ("offer", "columns.key")),
    "a weight's name": (
        polars.Series("silent_weight", [1] * 4),
        polars.Series([1] * 4),
        "family",
        ("silent_weight", "columns.key"),
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_group_is_refused(town: Programme, what: str) -> None:
    by, weight, of, told = REFUSED[what]
    with pytest.raises(ColumnsError) as refused:
        evaluated(town, Drawn(4, seed=2)).counts_by(by, weight=weight, of=of)
    problem, *others = refused.value.problems
    assert not others
    assert (problem.path, problem.code) == told
    assert problem.help


def test_a_refusal_tells_how_many_and_never_a_value(town: Programme) -> None:
    with pytest.raises(ColumnsError) as refused:
        evaluated(town, Drawn(4)).counts_by(weight=polars.Series([7531.0, None, 7531.0, None]))
    assert "2 rows, the first of them row 1: there is no weight" in str(refused.value)
    with pytest.raises(ColumnsError) as refused:
        evaluated(town, Drawn(4)).counts_by(weight=polars.Series([1.0, 1.0, -7531.0, 1.0]))
    assert "row 2" in str(refused.value)
    assert "7531" not in str(refused.value)


@pytest.mark.parametrize("by", ["region", 3, ["a"] * 4, object()])
def test_what_speaks_no_arrow_is_no_column(town: Programme, by: Any) -> None:
    with pytest.raises(TypeError, match="expected a table or a column that speaks Arrow, not"):
        evaluated(town, Drawn(4)).counts_by(by)


def test_a_row_that_is_null_as_a_whole_is_no_row_of_a_table(town: Programme) -> None:
    rows = pyarrow.array([{"region": "a"}, None, {"region": "b"}, None])
    with pytest.raises(TypeError, match="a struct without nulls"):
        evaluated(town, Drawn(4)).counts_by(rows)


def test_what_a_reader_raises_is_raised(town: Programme) -> None:
    class Broken:
        def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
            raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        evaluated(town, Drawn(4)).counts_by(Broken())

    def failing() -> Any:
        yield pyarrow.record_batch({"region": ["a"]})
        raise OSError("the disk is gone")

    reader = pyarrow.RecordBatchReader.from_batches(pyarrow.schema([("region", pyarrow.string())]), failing())
    with pytest.raises(RuntimeError, match="the table cannot be read"):
        evaluated(town, Drawn(4)).counts_by(reader)


def test_what_nobody_asked_for_is_not_told(town: Programme) -> None:
    found = evaluated(town, Drawn(4))
    asks: list[tuple[Callable[[], Any], str]] = [
        (found.barriers, "barriers"),
        (lambda: found.kept_out("visit"), "barriers"),
        (found.missing, "missing"),
        (lambda: found.hangs_on("visit"), "missing"),
    ]
    for ask, option in asks:
        with pytest.raises(ColumnsError) as refused:
            ask()
        (problem,) = refused.value.problems
        assert (problem.path, problem.code) == (option, "columns.unknown")
        assert problem.help == f"evaluate with `{option}=True`"
    for ask in (lambda: found.kept_out("visits"), lambda: found.hangs_on("visits")):
        with pytest.raises(ColumnsError, match="did you mean `visit`"):
            ask()


def test_a_rule_may_not_be_called_as_a_key(town: Programme) -> None:
    own = Drawn(4)
    named = own.family.rename({"family": "owner"}), own.children.rename({"family": "owner"})
    found = town.evaluate(*named, on=ON, key="owner", complete=["children"], barriers=True)
    with pytest.raises(ColumnsError) as refused:
        found.kept_out("holiday")
    assert [(problem.path, problem.code) for problem in refused.value.problems] == [("owner", "columns.key")]
    assert polars.DataFrame(found.kept_out("visit")).columns == ["owner", "member", "age", "low"]


def test_pieces_of_a_stream_tell_the_same(town: Programme, drawn: Drawn) -> None:
    whole = polars.DataFrame(evaluated(town, drawn, barriers=True, missing=True).counts_by())
    sums = polars.DataFrame(evaluated(town, drawn, barriers=True).barriers())["kept_out"].to_list()
    pieces = town.evaluate_batches(
        drawn.family, drawn.children, on=ON, complete=["children"], barriers=True, missing=True, rows=90
    )
    found = list(pieces)
    assert len(found) == 5
    counts = polars.concat([polars.DataFrame(piece.counts_by()) for piece in found])
    assert counts.group_by("offer", "subject", maintain_order=True).sum().equals(whole)
    out = [polars.DataFrame(piece.barriers())["kept_out"].to_list() for piece in found]
    assert [sum(own) for own in zip(*out, strict=True)] == sums
    assert all(polars.DataFrame(piece.missing()).height for piece in found)


def test_members_in_the_families_own_table_take_their_groups(town: Programme, drawn: Drawn) -> None:
    children = drawn.children.group_by("family", maintain_order=True).agg(
        polars.struct("member", "born", "died").alias("children")
    )
    nested = drawn.family.join(children, on="family", how="left", maintain_order="left")
    nested = nested.with_columns(polars.col("children").fill_null([]))
    found = town.evaluate(nested, on=ON, complete=["children"])
    wanted = polars.DataFrame(evaluated(town, drawn).counts_by(drawn.by, weight=drawn.weight))
    assert polars.DataFrame(found.counts_by(drawn.by, weight=drawn.weight)).equals(wanted)


def test_a_pandas_frame_of_results(town: Programme, drawn: Drawn) -> None:
    table = pandas.DataFrame.from_arrow(evaluated(town, drawn).counts_by(drawn.by["region"]))
    assert table["eligible"].sum() == evaluated(town, drawn).counts["holiday"].eligible + (
        evaluated(town, drawn).counts["visit"].eligible
    )
    assert len(table) == 8
