"""A territory that does not exist, as tables: the same families however they are drawn, and whoever reads them."""

import datetime
import hashlib
import pickle
import re
from pathlib import Path
from typing import Any

import polars
import pyarrow  # type: ignore[import-untyped]
import pytest

import millejours as mj

ON = "2026-06-01"
MEMBERS = ("children", "adults", "pregnancies")
VISITS = """
schema = 1
id = "house"
version = "1"
valid = { from = 2026-01-01 }
term_weeks = 41
[facts.family.quotient_familial]
type = "money"
currency = "EUR"
range = [0, 10000]
category = "income"
[facts.adult.employed]
type = "bool"
category = "employment"
[[offers]]
id = "course"
provider = "house"
tier = "targeted"
duty = "to_offer"
for = "family"
title = { en = "A course" }
cost = "free"
when = [
  { id = "low", condition = "family.quotient_familial <= 800" },
  { id = "work", condition = "adults.exists(a, a.employed) || pregnancies.exists(p, p.week < 32)" },
]
[[offers]]
id = "visit"
provider = "house"
tier = "universal"
duty = "to_offer"
for = "child"
title = { en = "A visit" }
cost = "free"
when = [ { id = "small", condition = "child.age_months < 12 && family.territory == 'FR-IDF'" } ]
"""


def tables(own: mj.SyntheticFamilies) -> dict[str, polars.DataFrame]:
    return {name: polars.DataFrame(getattr(own, name)) for name in ("family", *MEMBERS)}


def test_pieces_are_the_whole() -> None:
    territory = mj.SyntheticTerritory(seed=7, on=ON, missing={"child.born": 0.1, "family.languages": 0.3})
    whole = tables(territory.families(0, 3000))
    parts = [tables(territory.families(start, start + 1000)) for start in (0, 1000, 2000)]
    for name, table in whole.items():
        joined = polars.concat([part[name] for part in parts])
        assert table.rows() == joined.rows(), name
        assert table.height > 100
    # More than are drawn at a time.
    many = territory.families(0, (1 << 18) + 10)
    last = polars.DataFrame(many.children).filter(polars.col("family") >= 1 << 18)
    assert last.rows() == polars.DataFrame(territory.families(1 << 18, (1 << 18) + 10).children).rows()


def written(value: object) -> str:
    """A value as the test of the core writes it."""
    if value is None:
        return "?"
    if isinstance(value, datetime.date):
        return str((value - datetime.date(1970, 1, 1)).days)
    if isinstance(value, list):
        return "+".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_the_first_families_of_seed_1_are_those_of_rust() -> None:
    own = tables(mj.SyntheticTerritory(seed=1, on="2026-11-23").families(0, 1000))

    def line(row: dict[str, Any]) -> str:
        return "".join(f" {name}={written(row[name])}" for name in sorted(row.keys() - {"family", "member"}))

    lines = [line(row) for row in own["family"].to_dicts()]
    for name in ("adults", "children", "pregnancies"):
        for row in own[name].to_dicts():
            lines[row["family"]] += " |" + line(row)
    numbers = Path(__file__).parents[2] / "core/src/columns/synthetic/tests/numbers.rs"
    asserted = re.findall(r'digest, "([0-9a-f]{64})"', numbers.read_text(encoding="utf-8"))
    assert [hashlib.sha256("\n".join(lines).encode()).hexdigest()] == asserted


def test_a_pickle_draws_the_same() -> None:
    territory = mj.SyntheticTerritory(
        seed=3, on=ON, missing={"adult.born": 0.5}, open={"adults": 0.2}, territories={"FR-69381": 3, "FR-69382": 1}
    )
    again = pickle.loads(pickle.dumps(territory))
    assert again == territory
    assert (hash(again), repr(again)) == (hash(territory), repr(territory))
    assert eval(repr(territory), {"SyntheticTerritory": mj.SyntheticTerritory}) == territory
    own, other = tables(territory.families(5, 500)), tables(again.families(5, 500))
    assert all(own[name].rows() == other[name].rows() for name in own)
    assert set(own["family"]["territory"]) == {"FR-69381", "FR-69382"}
    assert own["adults"]["born"].null_count() > 100
    assert 20 < (~own["family"]["complete.adults"]).sum() < 200
    assert (territory.seed, territory.on, territory.currency) == (3, datetime.date(2026, 6, 1), "EUR")
    assert mj.SyntheticTerritory(seed=4, on=ON) != mj.SyntheticTerritory(seed=3, on=ON)


def document(key: int, own: dict[str, polars.DataFrame]) -> dict[str, Any]:
    """One family as the wire form writes it: what is null is not said."""

    def said(row: dict[str, Any]) -> dict[str, Any]:
        values = {name: value for name, value in row.items() if name != "family" and value is not None}
        return {name: str(value) if isinstance(value, datetime.date) else value for name, value in values.items()}

    family = said(own["family"].filter(polars.col("family") == key).row(0, named=True))
    complete = [name for name in MEMBERS if family.pop(f"complete.{name}")]
    for name in MEMBERS:
        members = []
        for row in own[name].filter(polars.col("family") == key).iter_rows(named=True):
            told = said(row)
            told["id"] = f"{name[0]}{told.pop('member')}"
            if "pregnancy" in told:
                told["pregnancy"] = f"p{told['pregnancy']}"
            own_facts = {fact: told.pop(fact) for fact in ("employed", "born_preterm") if fact in told}
            members.append(told | ({"facts": own_facts} if own_facts else {}))
        if members:
            family[name] = members
    facts = {
        fact: family.pop(fact) for fact in ("standard_of_living", "quotient_familial", "overcrowded") if fact in family
    }
    return {"schema": 1, "complete": complete, **family, "facts": facts}


def test_each_is_answered_as_one_family_is() -> None:
    programme = mj.Programme.from_toml(VISITS)
    territory = mj.SyntheticTerritory(
        seed=11,
        on=ON,
        missing={"family.quotient_familial": 0.3, "adult.employed": 0.3, "child.born": 0.2, "family.territory": 0.2},
        open={"adults": 0.3, "pregnancies": 0.3},
    )
    drawn = territory.families(100, 300)
    own = tables(drawn)
    evaluation = programme.evaluate(drawn.family, drawn.children, drawn.adults, drawn.pregnancies, on=ON)
    again = programme.evaluate(own["family"], own["children"], own["adults"], own["pregnancies"], on=ON)
    assert polars.DataFrame(evaluation.family).rows() == polars.DataFrame(again.family).rows()
    assert polars.DataFrame(evaluation.child).rows() == polars.DataFrame(again.child).rows()
    courses = dict(polars.DataFrame(evaluation.family).rows())
    seen = set()
    for key in range(100, 300):
        assessment = programme.assess(document(key, own), ON)
        said = assessment.offer("course").decision
        wanted = {"not_yet": 0, "no_longer": 0, "not_eligible": 0, "eligible": 1, "undetermined": 2}[str(said)]
        assert courses[key] == wanted, key
        seen.add(wanted)
    assert seen == {0, 1, 2}


def test_arrow_types() -> None:
    own = mj.SyntheticTerritory(seed=1, on=ON).families(0, 50)
    family = pyarrow.table(own.family).schema
    assert family.field("family") == pyarrow.field("family", pyarrow.int64(), nullable=False)
    assert pyarrow.types.is_dictionary(family.field("territory").type)
    assert pyarrow.types.is_list(family.field("languages").type)
    children = pyarrow.table(own.children)
    assert children.schema.field("born").type == pyarrow.date32()
    children.validate(full=True)
    pyarrow.table(own.family).validate(full=True)


def test_nobody() -> None:
    territory = mj.SyntheticTerritory(seed=1, on=ON)
    for nobody in (territory.families(8, 8), territory.families(8, 2)):
        assert (len(nobody), polars.DataFrame(nobody.children).height) == (0, 0)
    evaluation = mj.Programme.from_toml(VISITS).evaluate(
        nobody.family, nobody.children, nobody.adults, nobody.pregnancies, on=ON
    )
    assert evaluation.counts["course"].eligible == 0


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"profile": "fr"}, "reference.unknown"),
        ({"missing": {"child.born": 1.5}}, "document.invalid_value"),
        ({"open": {"adults": float("nan")}}, "document.invalid_value"),
        ({"territories": {"FR-IDF": 0}}, "document.invalid_value"),
    ],
)
def test_refused(wrong: dict[str, Any], code: str) -> None:
    made: dict[str, Any] = {"seed": 1, "on": ON} | wrong
    with pytest.raises(mj.ColumnsError) as refused:
        mj.SyntheticTerritory(**made)
    assert refused.value.code == code
    with pytest.raises(ValueError, match="adults"):
        mj.SyntheticTerritory(seed=1, on=ON, open={"cats": 0.5})
    with pytest.raises(mj.DateError):
        mj.SyntheticTerritory(seed=1, on="tomorrow")
    with pytest.raises(TypeError):
        pickle.dumps(mj.SyntheticTerritory(seed=1, on=ON).families(0, 1))
