"""The study of `examples/a-territory-in-columns`: what its page says, and a sample of its families asked one by one."""

import importlib.util
from pathlib import Path
from types import ModuleType

import polars
import pytest

import millejours as mj

FOLDER = Path(__file__).parents[2] / "examples" / "a-territory-in-columns"


@pytest.fixture(scope="module")
def study() -> ModuleType:
    spec = importlib.util.spec_from_file_location("a_territory_in_columns", FOLDER / "study.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_stands_in_its_readme(study: ModuleType) -> None:
    assert "```text\n" + "\n".join(study.page(2000)) + "\n```" in (FOLDER / "README.md").read_text(encoding="utf-8")


def test_each_family_is_told_the_same_alone(study: ModuleType) -> None:
    own = study.territory(60)
    programme = study.edition("programme.toml")
    answers = polars.DataFrame(study.evaluated(programme, own, study.AFTER).child)
    for family in own["families"].to_dicts():
        key = family["family"]
        document = {
            "territory": family["territory"],
            "facts": {name: family[name] for name in ("quotient_familial", "housing") if family[name] is not None},
            "complete": study.COMPLETE,
        }
        for name in ("children", "adults", "pregnancies"):
            rows = own[name].filter(family=key).drop("family").to_dicts()
            document[name] = [
                {"id": f"{name}{row.pop('member')}", **{fact: day for fact, day in row.items() if day is not None}}
                for row in rows
            ]
        told = programme.assess(document, study.AFTER)
        for row in answers.filter(family=key).to_dicts():
            for answer in told:
                if answer.subject == f"children{row['member']}":
                    word = mj.DecisionCode(row[answer.offer]).name.lower()
                    # Without dates a no is a no of today.
                    assert answer.decision == word or (
                        word == "not_eligible" and answer.decision in ("not_yet", "no_longer")
                    )
