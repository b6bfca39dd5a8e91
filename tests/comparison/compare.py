"""What other engines answer where a fact is missing: prints the answers that `core/docs/comparison.md` tells.

Run by hand, since it needs packages that nothing else here needs:

    python3 -m venv target/comparison
    target/comparison/bin/pip install -r tests/comparison/requirements.txt ./bindings-python
    target/comparison/bin/python tests/comparison/compare.py
"""

import datetime
import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

import cedarpy
import cel
import jsonlogic_rs
import millejours
import numpy
import zen
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_france import FranceTaxBenefitSystem

YOUNG = {"<": [{"var": "age"}, 36]}


@dataclass
class Row:
    """One condition, written for each engine, and the facts that are given."""

    title: str
    true_answer: str
    facts: dict[str, Any]
    millejours: str
    zen: str
    cel: str
    sql: str
    json_logic: object
    cedar: tuple[str, ...] = ()
    children: list[int | None] = field(default_factory=list)


SOME_CHILD = {"some": [{"var": "children"}, YOUNG]}
ROWS = [
    Row(
        "`age < 36` (nothing)",
        "unknown",
        {},
        "family.age < 36",
        "age < 36",
        "age < 36",
        "age < 36",
        YOUNG,
        ("context.age < 36",),
    ),
    Row(
        "`!flag` (nothing)",
        "unknown",
        {},
        "!family.flag",
        "not(flag)",
        "!flag",
        "NOT flag",
        {"!": [{"var": "flag"}]},
        ("!context.flag",),
    ),
    Row(
        "`flag \\|\\| age < 36` (age 12)",
        "yes",
        {"age": 12},
        "family.flag || family.age < 36",
        "flag or age < 36",
        "flag || age < 36",
        "flag OR age < 36",
        {"or": [{"var": "flag"}, YOUNG]},
        ("context.flag || context.age < 36", "context.age < 36 || context.flag"),
    ),
    Row(
        "`flag && age < 36` (age 40)",
        "no",
        {"age": 40},
        "family.flag && family.age < 36",
        "flag and age < 36",
        "flag && age < 36",
        "flag AND age < 36",
        {"and": [{"var": "flag"}, YOUNG]},
        ("context.flag && context.age < 36", "context.age < 36 && context.flag"),
    ),
    Row(
        "`age < 3 \\|\\| age >= 3` (nothing)",
        "yes",
        {},
        "family.age < 3 || family.age >= 3",
        "age < 3 or age >= 3",
        "age < 3 || age >= 3",
        "age < 3 OR age >= 3",
        {"or": [{"<": [{"var": "age"}, 3]}, {">=": [{"var": "age"}, 3]}]},
        ("context.age < 3 || context.age >= 3",),
    ),
    Row(
        "a child under 36 months? (\\[?, 12\\])",
        "yes",
        {"children": [{}, {"age": 12}]},
        "children.exists(c, c.months < 36)",
        "some(children, #.age < 36)",
        "children.exists(c, c.age < 36)",
        "EXISTS (SELECT * FROM children WHERE months < 36)",
        SOME_CHILD,
        children=[None, 12],
    ),
    Row(
        "a child under 36 months? (\\[?, 40\\])",
        "unknown",
        {"children": [{}, {"age": 40}]},
        "children.exists(c, c.months < 36)",
        "some(children, #.age < 36)",
        "children.exists(c, c.age < 36)",
        "EXISTS (SELECT * FROM children WHERE months < 36)",
        SOME_CHILD,
        children=[None, 40],
    ),
]
WORDS = {True: "yes", False: "no", None: "null"}


def answer(call: Callable[[], object]) -> str:
    """Yes, no, null, or that it fails."""
    try:
        return WORDS[call()]  # type: ignore[index]
    except (RuntimeError, KeyError, ValueError, TypeError):
        return "error"


def of_cedar(condition: str, facts: dict[str, Any], forbid: bool = False) -> str:
    rule = f"(principal, action, resource) when {{ {condition} }};"
    policy = f"permit(principal, action, resource); forbid{rule}" if forbid else f"permit{rule}"
    request = {"principal": 'User::"a"', "action": 'Action::"see"', "resource": 'Page::"p"', "context": facts}
    result = cedarpy.is_authorized(request, policy, [])
    return result.decision.value.lower() + (" and an error" if result.diagnostics.errors else "")


def of_sql(condition: str, facts: dict[str, Any], children: list[int | None]) -> str:
    """The condition in SQLite: plain three-valued logic, but two-valued where rows are looked for."""
    tables = sqlite3.connect(":memory:")
    tables.execute("CREATE TABLE children (months INTEGER)")
    tables.executemany("INSERT INTO children VALUES (?)", [(months,) for months in children])
    given = (facts.get("age"), facts.get("flag"))
    (result,) = tables.execute(f"SELECT {condition} FROM (SELECT ? AS age, ? AS flag)", given).fetchone()
    return {1: "yes", 0: "no", None: "null"}[result]


def of_millejours(condition: str, facts: dict[str, Any], children: list[int | None]) -> str:
    fact = {"type": "int", "range": [0, 1000], "category": "other"}
    offer = {
        "id": "offer",
        "provider": "provider",
        "tier": "universal",
        "duty": "none",
        "for": "family",
        "title": {"en": "Offer"},
        "cost": "free",
        "when": [{"id": "rule", "condition": condition}],
    }
    programme = millejours.Programme.from_json(
        json.dumps(
            {
                "schema": 1,
                "id": "p",
                "version": "1",
                "valid": {"from": "2026-01-01"},
                "facts": {"family": {"age": fact, "flag": fact | {"type": "bool"}}, "child": {"months": fact}},
                "offers": [offer],
            }
            | {}
        ).replace('"type": "bool", "range": [0, 1000]', '"type": "bool"')
    )
    members = [{"id": f"c{i}", "facts": {} if age is None else {"months": age}} for i, age in enumerate(children)]
    family = {"schema": 1, "complete": ["children"], "children": members}
    family["facts"] = {} if children else facts
    entry = json.loads(programme.assess_json(json.dumps(family), "2026-06-01"))["offers"][0]
    return {"eligible": "yes", "not_eligible": "no", "undetermined": "unknown"}[entry["decision"]]


def ages() -> str:
    """Ages in months by OpenFisca-France, against the civil rule, of all births of ten years."""
    births = [datetime.date(2015, 1, 1) + datetime.timedelta(days) for days in range(3653)]
    simulation = SimulationBuilder().build_default_simulation(FranceTaxBenefitSystem(), len(births))
    simulation.set_input("date_naissance", "2015-01", numpy.array(births, dtype="datetime64[D]"))
    wrong = total = 0
    for year in range(2015, 2031):
        for month in range(1, 13):
            on = datetime.date(year, month, 1)
            for born, age in zip(births, simulation.calculate("age_en_mois", f"{year}-{month:02}"), strict=True):
                civil = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
                if born <= on and civil <= 72:
                    total += 1
                    wrong += int(age != civil)
    return f"ages in months on each first of a month, to 72 months: {wrong:,} of {total:,} differ ({wrong / total:.1%})"


def main() -> None:
    names = {
        "ZEN": "zen-engine",
        "CEL (cel-rust)": "common-expression-language",
        "json-logic (jsonlogic-rs)": "jsonlogic-rs",
        "Cedar (cedarpy)": "cedarpy",
    }
    columns = [f"{name} {version(package)}" for name, package in names.items()]
    columns.insert(3, f"SQL (SQLite {sqlite3.sqlite_version})")
    print("| condition (facts given) | true answer | Millejours | " + " | ".join(columns) + " |")
    print("|---" * 8 + "|")
    for row in ROWS:
        cedar = " or ".join(dict.fromkeys(of_cedar(text, row.facts) for text in row.cedar)) or "-"
        given = (
            row.title,
            row.true_answer,
            of_millejours(row.millejours, row.facts, row.children),
            answer(lambda row=row: zen.evaluate_expression(row.zen, row.facts)),
            answer(lambda row=row: cel.evaluate(row.cel, row.facts)),
            answer(lambda row=row: jsonlogic_rs.apply(row.json_logic, row.facts)),
            of_sql(row.sql, row.facts, row.children),
            cedar,
        )
        print("| " + " | ".join(given) + " |")
    ours = of_millejours("!family.flag", {}, [])
    theirs = of_cedar("context.flag", {}, forbid=True)
    print(f"| allow all, forbid if `flag` (nothing) | unknown | {ours} |" + " - |" * 4 + f" {theirs} |")
    print()
    simulation = SimulationBuilder().build_from_entities(
        FranceTaxBenefitSystem(),
        {
            "individus": {"a": {}},
            "familles": {"f": {"parents": ["a"]}},
            "foyers_fiscaux": {"t": {"declarants": ["a"]}},
            "menages": {"m": {"personne_de_reference": ["a"]}},
        },
    )
    print(f"OpenFisca-France {version('openfisca-france')}:")
    print(
        f"a household of whom nothing is known, RSA in June 2025: {simulation.calculate('rsa', '2025-06')[0]:.2f} euro"
    )
    print(ages())


if __name__ == "__main__":
    main()
