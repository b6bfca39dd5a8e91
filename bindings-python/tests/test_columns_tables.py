"""Families evaluated column by column: whatever the tables look like, each row is told what its family is told."""

import datetime
import decimal
import random
from collections.abc import Callable, Iterable
from typing import Any

import duckdb
import polars
import pyarrow  # type: ignore[import-untyped]
import pytest

from millejours import ColumnsError, DecisionCode, Evaluation, Programme

ON = "2026-06-01"
EVERYTHING: Any = {"doses": True, "dates": True, "rules": True}

VILLAGE = """\
schema = 1
id = "village"
version = "1"
term_weeks = 41
valid = { from = 2026-01-01 }
facts.family.income = { type = "money", currency = "EUR", range = [0, 10000], category = "income" }
facts.family.alone = { type = "bool", category = "family_situation" }
facts.adult.student = { type = "bool", category = "other" }

[[scores]]
id = "support"
points = [ { when = "family.alone", points = 5 }, { when = "family.income <= 812.5", points = 3 } ]

[[offers]]
id = "purse"
provider = "village"
tier = "targeted"
duty = "none"
for = "family"
title = { en = "Purse" }
cost = "free"
when = [ { id = "low", condition = "family.income <= 812.5" } ]
unless = [ { id = "abroad", condition = 'family.territory == "FR-69381"' } ]

[[offers]]
id = "visit"
provider = "village"
tier = "universal"
duty = "to_offer"
for = "child"
title = { en = "Visit" }
cost = "free"
when = [ { id = "age", condition = "child.age_months >= 2 && child.age_months < 24" } ]
dose = { unit = "hour", by = "support", steps = [ { from = 0, amount = 1 }, { from = 4, amount = 4 } ] }

[[offers]]
id = "rest"
provider = "village"
tier = "universal"
duty = "none"
for = "pregnancy"
title = { en = "Rest" }
cost = "free"
when = [ { id = "week", condition = "pregnancy.week >= 20" } ]

[[offers]]
id = "grant"
provider = "village"
tier = "targeted"
duty = "none"
for = "adult"
title = { en = "Grant" }
cost = "free"
when = [ { id = "student", condition = "adult.student" }, { id = "young", condition = "adult.age_years < 26" } ]
"""

# One kind of subject: its table in documents and arguments, its property of an evaluation.
KINDS = {"family": "family", "adults": "adult", "children": "child", "pregnancies": "pregnancy"}


@pytest.fixture(scope="module")
def village() -> Programme:
    return Programme.from_toml(VILLAGE)


class Village:
    """Families with members of every kind, many values unknown: as documents and as tables."""

    def __init__(self, families: int, seed: int = 1) -> None:
        pick = random.Random(seed)

        def day(first: int, last: int) -> datetime.date | None:
            found = datetime.date(2026, 6, 1) + datetime.timedelta(days=pick.randint(first, last))
            return None if pick.random() < 0.2 else found

        def or_none(value: Any) -> Any:
            return None if pick.random() < 0.2 else value

        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in KINDS}
        self.documents: dict[int, dict[str, Any]] = {}
        for key in range(families):
            family = {
                "family": key,
                "income": or_none(decimal.Decimal(pick.randrange(200000)) / 100),
                "alone": or_none(pick.random() < 0.5),
                "territory": or_none(pick.choice(["FR-69381", "FR-38185"])),
            }
            pregnancies = [
                {"family": key, "member": f"p{at}", "expected": day(-10, 270)} for at in range(pick.randrange(3))
            ]
            children: list[dict[str, Any]] = [
                {"family": key, "member": f"c{at}", "born": day(-1000, 0), "pregnancy": None}
                for at in range(pick.randrange(3))
            ]
            if pregnancies:
                # Not born yet: the child counts from the day on which it is expected.
                own = pick.choice(pregnancies)["member"]
                children.append({"family": key, "member": "coming", "born": None, "pregnancy": own})
            adults = [
                {"family": key, "member": f"a{at}", "born": day(-14000, -6000), "student": or_none(pick.random() < 0.5)}
                for at in range(pick.randrange(3))
            ]
            for name, own_rows in zip(KINDS, ([family], adults, children, pregnancies), strict=True):
                self.rows[name] += own_rows
            self.documents[key] = self.document(family, adults, children, pregnancies)

    @staticmethod
    def document(family: Any, adults: Any, children: Any, pregnancies: Any) -> dict[str, Any]:
        def some(row: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
            return {name: row[name] for name in names if row[name] is not None}

        return {
            **some(family, ["territory"]),
            "facts": some(family, ["income", "alone"]),
            "adults": [{"id": own["member"], **some(own, ["born"]), "facts": some(own, ["student"])} for own in adults],
            "children": [{"id": own["member"], **some(own, ["born", "pregnancy"])} for own in children],
            "pregnancies": [{"id": own["member"], **some(own, ["expected"])} for own in pregnancies],
            "complete": ["adults", "children", "pregnancies"],
        }

    def tables(self) -> dict[str, polars.DataFrame]:
        days = {"born": polars.Date, "expected": polars.Date, "income": polars.Decimal(12, 2)}
        names = {
            "family": ["family", "income", "alone", "territory"],
            "adults": ["family", "member", "born", "student"],
            "children": ["family", "member", "born", "pregnancy"],
            "pregnancies": ["family", "member", "expected"],
        }
        kinds: Any = {"family": polars.Int64, "alone": polars.Boolean, "student": polars.Boolean, **days}
        return {
            table: polars.DataFrame(
                [[row[name] for name in own] for row in self.rows[table]],
                schema={name: kinds.get(name, polars.String) for name in own},
                orient="row",
            )
            for table, own in names.items()
        }


def evaluated(programme: Programme, tables: dict[str, Any], **more: Any) -> Evaluation:
    members = {name: tables[name] for name in ("adults", "children", "pregnancies") if name in tables}
    asked: Any = {"on": ON, "complete": ["adults", "children", "pregnancies"]} | more
    return programme.evaluate(tables["family"], **members, **asked)


def dicts(evaluation: Evaluation) -> dict[str, list[dict[str, Any]]]:
    return {name: polars.DataFrame(getattr(evaluation, kind)).to_dicts() for name, kind in KINDS.items()}


def in_order(rows: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    return {name: sorted(own, key=lambda row: (row["family"], row.get("member"))) for name, own in rows.items()}


def test_each_member_is_told_what_its_family_is_told(village: Programme) -> None:
    those = Village(150)
    found = dicts(evaluated(village, those.tables(), **EVERYTHING))
    decisions = set()
    for name, offer in zip(KINDS, ("purse", "grant", "visit", "rest"), strict=True):
        assert len(found[name]) == len(those.rows[name])
        for row in found[name]:
            answers = [
                answer
                for answer in village.assess(those.documents[row["family"]], ON)
                if answer.offer == offer and answer.subject in (row.get("member"), None)
            ]
            if not answers:
                assert row[offer] == DecisionCode.SILENT
                continue
            (answer,) = answers
            decisions.add(answer.decision)
            assert DecisionCode(row[offer]).name.lower() == answer.decision
            assert row[f"{offer}.since"] == answer.since
            assert row[f"{offer}.from"] == answer.from_
            assert row[f"{offer}.then"] == answer.then
            if offer == "visit":
                dose = answer.dose
                assert (row["visit.least"], row["visit.most"]) == ((dose.least, dose.most) if dose else (None, None))
    assert decisions == {"eligible", "not_eligible", "undetermined", "not_yet", "no_longer"}


def test_a_rule_that_gives_the_no_is_named(village: Programme) -> None:
    family = {"family": [1, 2, 3], "income": [9000, 100, 100], "alone": [True] * 3}
    territory = polars.Series("territory", ["FR-38185", "FR-69381", None])
    found = evaluated(village, {"family": polars.DataFrame(family).with_columns(territory), **nobody()}, rules=True)
    assert polars.DataFrame(found.family)["purse.rule"].to_list() == ["low", "abroad", None]
    assert polars.DataFrame(found.family)["purse"].to_list() == [0, 0, 2]


def nobody() -> dict[str, polars.DataFrame]:
    """Tables of members without a row."""
    return {name: own.clear() for name, own in Village(3).tables().items() if name != "family"}


def cast(tables: dict[str, polars.DataFrame], text: Any) -> dict[str, Any]:
    """Every text, and every key, in a type of Arrow."""
    found = {}
    for name, own in tables.items():
        table = own.with_columns(polars.col("family").cast(polars.String)).to_arrow()
        fields = []
        for field in table.schema:
            is_text = pyarrow.types.is_large_string(field.type) or pyarrow.types.is_string_view(field.type)
            fields.append(field.with_type(text) if is_text else field)
        found[name] = table.cast(pyarrow.schema(fields))
    return found


TEXTS = {
    "utf8": pyarrow.string(),
    "large": pyarrow.large_string(),
    "view": pyarrow.string_view(),
    "dictionary": pyarrow.dictionary(pyarrow.int32(), pyarrow.string()),
    "narrow": pyarrow.dictionary(pyarrow.int16(), pyarrow.large_string()),
    "unsigned": pyarrow.dictionary(pyarrow.uint32(), pyarrow.string()),
}


@pytest.mark.parametrize("text", TEXTS)
def test_keys_of_nobody_are_of_every_kind(village: Programme, text: str) -> None:
    """A dictionary of a table without rows has no words."""
    tables = {name: own.clear() for name, own in Village(3).tables().items()}
    found = dicts(evaluated(village, cast(tables, TEXTS[text])))
    assert not any(found.values())
    orphans = cast({"family": tables["family"], "children": Village(3).tables()["children"]}, TEXTS[text])
    with pytest.raises(ColumnsError, match=r"no family has this key"):
        evaluated(village, cast(tables, TEXTS[text]) | {"children": orphans["children"]})


def test_a_dictionary_may_hold_a_null_that_is_nobodys_key(village: Programme) -> None:
    tables: dict[str, Any] = cast({name: own.clear() for name, own in Village(3).tables().items()}, TEXTS["utf8"])
    families = Village(3).tables()["family"].head(2).with_columns(family=polars.Series(["", "b"]))
    words = pyarrow.DictionaryArray.from_arrays(pyarrow.array([0, 1]), pyarrow.array([None, "b"]))
    children = Village(3).tables()["children"].head(2).drop("pregnancy").to_arrow()
    children = children.set_column(children.schema.get_field_index("family"), "family", words)
    with pytest.raises(ColumnsError) as refused:
        evaluated(village, tables | {"family": families, "children": children})
    (problem,) = refused.value.problems
    assert (problem.path, problem.code) == ("children.family", "columns.orphan")
    assert problem.message.startswith("1 rows, the first of them row 0")


@pytest.mark.parametrize("text", TEXTS)
def test_texts_of_every_kind_say_the_same(village: Programme, text: str) -> None:
    those = Village(80).tables()
    wanted = in_order(dicts(evaluated(village, those, **EVERYTHING)))
    found = dicts(evaluated(village, cast(those, TEXTS[text]), **EVERYTHING))
    for rows in found.values():
        for row in rows:
            row["family"] = int(row["family"])
    assert in_order(found) == wanted


NUMBERS: dict[str, Callable[[Any], Any]] = {
    "decimal": lambda income: income.cast(polars.Decimal(38, 6)),
    "float": lambda income: income.cast(polars.Float64),
}


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers_of_every_kind_say_the_same(village: Programme, number: str) -> None:
    those = Village(80).tables()
    wanted = dicts(evaluated(village, those, **EVERYTHING))
    those["family"] = those["family"].with_columns(NUMBERS[number](polars.col("income")))
    assert dicts(evaluated(village, those, **EVERYTHING)) == wanted


KEYS = [polars.Int8, polars.Int16, polars.Int32, polars.UInt8, polars.UInt16, polars.UInt32, polars.UInt64]


@pytest.mark.parametrize("key", KEYS)
def test_keys_of_every_width_say_the_same(village: Programme, key: Any) -> None:
    those = Village(80).tables()
    wanted = in_order(dicts(evaluated(village, those)))
    for name, own in those.items():
        mixed = own.sample(fraction=1, shuffle=True, seed=2)
        those[name] = mixed.with_columns(polars.col("family").cast(key if name == "family" else polars.Int64))
    assert in_order(dicts(evaluated(village, those))) == wanted


# Close to each other, far from each other, beyond what a signed number holds, below zero: each way of finding a family.
APART: dict[str, Callable[[int], int]] = {
    "close": lambda key: 7_000_000_000 + 2 * key,
    "far": lambda key: (key * 2_654_435_761) % 2**60,
    "huge": lambda key: 2**64 - 1 - key * 12345,
    "below": lambda key: -(2**63) + (2**64 - 1) // 80 * key,
}


@pytest.mark.parametrize("apart", APART)
def test_keys_however_far_apart_say_the_same(village: Programme, apart: str) -> None:
    those = Village(80).tables()
    key = APART[apart]
    wanted = dicts(evaluated(village, those))
    kind = polars.UInt64 if apart == "huge" else polars.Int64
    for name, own in those.items():
        keys = polars.Series("family", [key(old) for old in own["family"]], dtype=kind)
        mixed = own.with_columns(keys).sample(fraction=1, shuffle=True, seed=5)
        those[name] = mixed
    for rows in wanted.values():
        for row in rows:
            row["family"] = key(row["family"])
    assert in_order(dicts(evaluated(village, those))) == in_order(wanted)
    again = {name: polars.concat([own, own[:1]]) if name == "family" else own for name, own in those.items()}
    with pytest.raises(ColumnsError) as refused:
        evaluated(village, again)
    assert [problem.code for problem in refused.value.problems] == ["columns.key"]
    assert refused.value.problems[0].message == "1 rows, the first of them row 80: the key stands before"
    gone = those["family"].filter(polars.col("family") != those["children"]["family"][0])
    with pytest.raises(ColumnsError) as refused:
        evaluated(village, those | {"family": gone})
    assert {problem.code for problem in refused.value.problems} == {"columns.orphan"}


def test_streams_and_relations_say_the_same(village: Programme) -> None:
    those = Village(80).tables()
    wanted = dicts(evaluated(village, those))
    readers = {name: own.to_arrow().to_reader(max_chunksize=9) for name, own in those.items()}
    assert dicts(evaluated(village, readers)) == wanted
    with duckdb.connect() as connection:
        for name, own in those.items():
            connection.register(f"the_{name}", own.to_arrow())
        relations = {name: connection.sql(f"select * from the_{name}") for name in those}
        assert in_order(dicts(evaluated(village, relations))) == in_order(wanted)


def test_a_list_that_is_null_is_open(village: Programme) -> None:
    own = pyarrow.struct([("born", pyarrow.date32())])
    family = pyarrow.table(
        {
            "family": [1, 2, 3],
            "income": pyarrow.array([1, 1, 1]),
            "alone": [True] * 3,
            "territory": ["FR-38185"] * 3,
            "children": pyarrow.array([[{"born": datetime.date(2026, 1, 1)}], [], None], pyarrow.list_(own)),
        }
    )
    home = Programme.from_toml(
        VILLAGE[: VILLAGE.index("[[scores]]")]
        + """
[[offers]]
id = "home"
provider = "village"
tier = "targeted"
duty = "none"
for = "family"
title = { en = "Home" }
cost = "free"
when = [ { id = "small", condition = "children.exists(c, c.age_months < 24)" } ]
"""
    )
    found = home.evaluate(family, on=ON, complete=["children"])
    assert polars.DataFrame(found.family)["home"].to_list() == [1, 0, 2]


def test_tables_without_a_row_have_all_their_columns(village: Programme) -> None:
    those = {name: own.clear() for name, own in Village(3).tables().items()}
    found = evaluated(village, those, **EVERYTHING)
    some = evaluated(village, Village(3).tables(), **EVERYTHING)
    for kind in KINDS.values():
        none = polars.DataFrame(getattr(found, kind))
        assert (none.height, none.schema) == (0, polars.DataFrame(getattr(some, kind)).schema)
        assert len(getattr(found, kind)) == 0
    assert {own.eligible for own in found.counts.values()} == {0}


def test_pregnancies_go_by_their_keys_or_places(village: Programme) -> None:
    those = Village(80).tables()
    wanted = [row["visit"] for row in dicts(evaluated(village, those))["children"]]
    place = polars.col("pregnancy").str.strip_prefix("p").cast(polars.Int32)
    those["children"] = those["children"].with_columns(place)
    those["pregnancies"] = those["pregnancies"].drop("member")
    assert [row["visit"] for row in dicts(evaluated(village, those))["children"]] == wanted


def test_a_pregnancy_that_nobody_has_is_told(village: Programme) -> None:
    those = Village(20).tables()
    those["children"] = those["children"].with_columns(pregnancy=polars.lit("secret"))
    with pytest.raises(ColumnsError) as refused:
        evaluated(village, those)
    (problem,) = refused.value.problems
    rows = those["children"].height
    assert (problem.code, problem.path) == ("columns.value", "children.pregnancy")
    assert problem.message == f"{rows} rows, the first of them row 0: the family has no pregnancy of this key"
    assert "secret" not in str(refused.value)


def test_members_of_one_family_are_told_apart(village: Programme) -> None:
    those = Village(20).tables()
    those["children"] = those["children"].with_columns(member=polars.lit("same"))
    with pytest.raises(ColumnsError, match=r"children\.member: .* the key stands before in the family"):
        evaluated(village, those)


def test_answers_are_not_pickled(village: Programme) -> None:
    import pickle

    found = evaluated(village, Village(3).tables())
    for thing in (found, found.family, found.counts["purse"], village.evaluate_batches(found.family, on=ON)):
        with pytest.raises(TypeError, match=r"Arrow|evaluation|stream"):
            pickle.dumps(thing)


def test_a_child_that_is_expected_is_expected_in_columns_too() -> None:
    # No rule names the day on which a birth is expected; whoever asks for an age asks for it all the same.
    for condition, born, decision in (
        ("child.unborn", "2026-12-20", 1),
        ("child.age_days < 60", "2026-06-20", 1),
        ("child.age_weeks < 30", "2026-02-10", 2),
    ):
        programme = Programme.from_toml(CHILD.replace("CONDITION", condition))
        day = datetime.date.fromisoformat(born)
        families = polars.DataFrame({"family": [1]})
        children = polars.DataFrame(
            {"family": [1], "born": [None], "pregnancy": [0]}, schema_overrides={"born": polars.Date}
        )
        pregnancies = polars.DataFrame({"family": [1], "expected": [day]})
        complete: Any = ["adults", "children", "pregnancies"]
        evaluation = programme.evaluate(families, children, None, pregnancies, on=ON, complete=complete)
        document = {
            "schema": 1,
            "complete": complete,
            "pregnancies": [{"id": "p0", "expected": born}],
            "children": [{"id": "c0", "pregnancy": "p0"}],
        }
        alone = programme.assess(document, ON).offer("visit").decision
        assert {1: "eligible", 2: "undetermined"}[decision] == str(alone)
        assert polars.DataFrame(evaluation.child)["visit"].to_list() == [decision], condition


def test_codes_are_read_beside_what_relates_two_members() -> None:
    apart = "children.exists(c, children.exists(d, d.age_months > c.age_months + 12))"
    text = CHILD.replace('for = "child"', 'for = "family"')
    families = polars.DataFrame({"family": [1, 2], "languages": [["fr"], ["de"]]})
    born = [datetime.date(2020, 1, 1), datetime.date(2025, 1, 1)] * 2
    children = polars.DataFrame({"family": [1, 1, 2, 2], "born": born})
    for condition in (f"{apart} && 'fr' in family.languages", f"'fr' in family.languages && {apart}"):
        programme = Programme.from_toml(text.replace("CONDITION", condition))
        complete: Any = ["adults", "children", "pregnancies"]
        evaluation = programme.evaluate(families, children, on=ON, complete=complete)
        assert polars.DataFrame(evaluation.family)["visit"].to_list() == [1, 0], condition
        with pytest.raises(ColumnsError, match="languages"):
            programme.evaluate(families.drop("languages"), children, on=ON, complete=complete)


CHILD = """
schema = 1
id = "house"
version = "1"
valid = { from = 2026-01-01 }
[[offers]]
id = "visit"
provider = "pmi"
tier = "universal"
duty = "to_offer"
for = "child"
title = { en = "Visit" }
cost = "free"
when = [ { id = "window", condition = "CONDITION" } ]
"""
