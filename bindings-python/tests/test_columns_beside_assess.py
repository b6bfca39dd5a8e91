"""Random tables beside `assess`: the same decisions, dates and doses of every family, whatever columns rules name."""

import datetime
import random
from typing import Any

import polars
import pytest

from millejours import DecisionCode, MillejoursError, OfferAnswer, Programme

ON = datetime.date(2026, 6, 15)

HEAD = """\
schema = 1
id = "town"
version = "1"
valid = { from = 2020-01-01 }
term_weeks = 41
facts.family.quotient = { type = "int", range = [0, 5000], category = "income" }
facts.family.seen = { type = "date", category = "other" }
facts.adult.employed = { type = "bool", category = "other" }
facts.child.preterm = { type = "bool", category = "health" }
scores = [ { id = "weight", points = [
  { when = "family.quotient <= 800", points = 25 },
  { when = "children.exists(c, c.age_months < 6)", points = 10 },
] } ]
"""

# Of each kind some read a day of birth, and some read of members nothing but that they are there.
OF_FAMILIES = [
    "family.quotient <= 800",
    'family.seen < date("2026-03-01")',
    "family.seen <= on",
    "family.children >= 2",
    "family.children == 0",
    "family.carers == 1",
    '"fr" in family.languages',
    'family.needs.health >= "light"',
    "size(pregnancies) > 0",
    "pregnancies.exists(p, p.week >= 20)",
    "children.exists(c, c.unborn)",
    "size(children.filter(c, c.preterm)) >= 1",
    "children.exists(c, c.months_since_arrival < 12)",
    "children.exists(c, c.corrected_age_months < 6)",
    "adults.exists(a, a.employed)",
    "adults.all(a, a.age_years < 26)",
    'adults.exists(a, a.lives_here == "away")',
]
OF_MEMBERS = {
    "child": ["child.age_months < 24", "child.preterm", "child.unborn", "child.months_since_arrival < 6"],
    "adult": ["adult.employed", 'adult.lives_here != "away"', "adult.age_years >= 40"],
    "pregnancy": ["pregnancy.week >= 12", "pregnancy.week < 35"],
}


def programme(pick: random.Random) -> Programme:
    """One to three offers, so that many columns are read by none."""
    offers = []
    for place in range(pick.randrange(1, 4)):
        subject = pick.choice(["family", "family", *OF_MEMBERS])
        pool = OF_FAMILIES + OF_MEMBERS.get(subject, []) * 5

        def condition(pool: list[str] = pool) -> str:
            parts = [f"{pick.choice(['', '!'])}({own})" for own in pick.sample(pool, pick.randrange(1, 4))]
            return pick.choice([" && ", " || "]).join(parts)

        dose = (
            'dose = { unit = "hour", by = "weight", steps = [ { from = 0, amount = 1 }, { from = 25, amount = 4 } ] }'
        )
        offers.append(f'''
[[offers]]
id = "o{place}"
provider = "town"
tier = "universal"
duty = "none"
for = "{subject}"
title = {{ en = "Offer" }}
cost = "free"
domains = ["health"]
when = [ {{ id = "w", condition = \'\'\'{condition()}\'\'\' }} ]
unless = [ {{ id = "u", condition = \'\'\'{condition()}\'\'\' }} ]
{pick.choice(["", dose])}
''')
    return Programme.from_toml(HEAD + "".join(offers))


class Drawn:
    """Families as tables and as documents."""

    def __init__(self, pick: random.Random, families: int) -> None:
        self.pick = pick
        self.missing = pick.choice([0.0, 0.1, 0.4])
        self.rows: dict[str, list[dict[str, Any]]] = {"family": [], "adults": [], "children": [], "pregnancies": []}
        self.documents = [self.family(key) for key in range(families)]

    def known(self, value: Any) -> Any:
        return None if self.pick.random() < self.missing else value

    def day(self, first: int, last: int) -> datetime.date:
        return ON + datetime.timedelta(days=self.pick.randint(first, last))

    def part(self, row: dict[str, Any], name: str, day: datetime.date | None) -> str | None:
        """Writes a day, a month or a year into two columns, and says it as documents do."""
        first = last = day
        if day is not None:
            match self.pick.randrange(3):
                case 0:
                    first = day.replace(day=1)
                    last = (first + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)
                case 1:
                    first, last = datetime.date(day.year, 1, 1), datetime.date(day.year, 12, 31)
        row[f"{name}_earliest"], row[f"{name}_latest"] = first, last
        if first is None or last is None or first == last:
            return None if first is None else first.isoformat()
        return first.isoformat()[:7] if first.month == last.month else str(first.year)

    def member(self, of: str, key: int, document: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
        self.rows[of].append({"family": key, "member": document["id"], **row})
        return {name: value for name, value in document.items() if value is not None}

    def family(self, key: int) -> dict[str, Any]:
        pick, known = self.pick, self.known
        lists = ["adults", "children", "pregnancies"]
        complete = [name for name in lists if pick.random() < 0.7]
        quotient, seen = known(pick.choice([0, 800, 801, 3000])), known(self.day(-400, 0))
        languages, need = (
            known(pick.choice([["fr"], ["pt", "fr"], []])),
            known(pick.choice(["none", "light", "strong"])),
        )
        row: dict[str, Any] = {"family": key, "quotient": quotient, "seen": seen, "languages": languages}
        row |= {"needs.health": need, **{f"complete.{name}": name in complete for name in lists}}
        self.rows["family"].append(row)
        facts = {"quotient": quotient, "seen": seen and seen.isoformat()}
        document: dict[str, Any] = {"complete": complete}
        document["facts"] = {name: value for name, value in facts.items() if value is not None}
        if languages is not None:
            document["languages"] = languages
        if need is not None:
            document["needs"] = [{"domain": "health", "intensity": need, "voice": "family"}]
        pregnancies, children, adults = [], [], []
        for place in range(pick.choice([0, 0, 1, 2])):
            own: dict[str, Any] = {}
            ended = self.day(-90, 0) if pick.random() < 0.3 else None
            outcome = known("birth") if ended else None
            expected = self.part(own, "expected", known(self.day(-40, 250)))
            own |= {"ended": ended, "outcome": outcome}
            told = {"id": f"p{place}", "expected": expected, "ended": ended and ended.isoformat(), "outcome": outcome}
            pregnancies.append(self.member("pregnancies", key, told, own))
        for place in range(pick.choice([0, 1, 1, 2, 3])):
            own = {}
            of = pick.choice(pregnancies)["id"] if pregnancies and pick.random() < 0.4 else None
            born = self.part(own, "born", known(self.day(-1200, 0)) if of is None else None)
            arrived = self.day(-200, 0) if of is None and born is None and pick.random() < 0.3 else None
            preterm = known(pick.random() < 0.5)
            own |= {"arrived": arrived, "preterm": preterm, "pregnancy": of}
            told = {"id": f"c{place}", "born": born, "arrived": arrived and arrived.isoformat(), "pregnancy": of}
            told["facts"] = None if preterm is None else {"preterm": preterm}
            children.append(self.member("children", key, told, own))
        for place in range(pick.choice([0, 1, 2, 2])):
            own = {}
            born = self.part(own, "born", known(self.day(-20_000, -6_000)))
            lives, employed = known(pick.choice(["always", "shared", "away"])), known(pick.random() < 0.5)
            own |= {"lives_here": lives, "employed": employed}
            told = {"id": f"a{place}", "born": born, "lives_here": lives}
            told["facts"] = None if employed is None else {"employed": employed}
            adults.append(self.member("adults", key, told, own))
        return document | {"pregnancies": pregnancies, "children": children, "adults": adults}

    def tables(self) -> list[polars.DataFrame]:
        day, text = polars.Date, polars.String
        keys = {"family": polars.Int64, "member": text}

        def ends(name: str) -> dict[str, Any]:
            return {f"{name}_earliest": day, f"{name}_latest": day}

        kinds: dict[str, dict[str, Any]] = {
            "family": {"family": polars.Int64, "quotient": polars.Int32, "seen": day, "languages": polars.List(text)}
            | {"needs.health": text}
            | {f"complete.{name}": polars.Boolean for name in ("adults", "children", "pregnancies")},
            "children": keys | ends("born") | {"arrived": day, "preterm": polars.Boolean, "pregnancy": text},
            "adults": keys | ends("born") | {"lives_here": text, "employed": polars.Boolean},
            "pregnancies": keys | ends("expected") | {"ended": day, "outcome": text},
        }
        return [polars.DataFrame(self.rows[name], schema=own) for name, own in kinds.items()]


def expected(answer: OfferAnswer) -> tuple[Any, ...]:
    dose = answer.dose
    ends = (dose.least, dose.most) if dose else (None, None)
    return (answer.decision, answer.from_, answer.then, answer.since, *ends)


@pytest.mark.parametrize("seed", range(40))
def test_every_family_is_told_what_it_is_told_alone(seed: int) -> None:
    pick = random.Random(seed)
    own = programme(pick)
    drawn = Drawn(pick, 60)
    found = own.evaluate(*drawn.tables(), on=ON, dates=True, doses=True, exact=True, faults="report")
    told: dict[tuple[str, int, Any], dict[str, Any]] = {}
    for subject in ("family", "child", "adult", "pregnancy"):
        for row in polars.DataFrame(getattr(found, subject)).to_dicts():
            told[subject, row["family"], row.get("member")] = row
    compared = 0
    subjects = {offer.id: str(offer.subject) for offer in own.offers}
    for key, document in enumerate(drawn.documents):
        try:
            answers = own.assess(document, ON)
        except MillejoursError:
            # What one by one is refused is a report in columns.
            assert found.report
            continue
        for answer in answers:
            row = told[subjects[answer.offer], key, answer.subject]
            beside = [row.get(f"{answer.offer}.{name}") for name in ("from", "then", "since", "least", "most")]
            there = (DecisionCode(row[answer.offer]).name.lower(), *beside)
            assert there == expected(answer), (answer.offer, key)
            assert row[f"{answer.offer}.exact"] == answer.exact, (answer.offer, key)
            compared += 1
    assert compared > 0
