"""The story of `examples/a-withdrawal-in-between`: what it claims; its FHIR and DPV, read by others' libraries."""

import importlib
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import millejours as mj

FOLDER = Path(__file__).parents[2] / "examples" / "a-withdrawal-in-between"

# What rdflib says of its own parser of JSON-LD.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

bundle_of = importlib.import_module("fhir.resources.R4B.bundle").Bundle


@pytest.fixture(scope="module")
def story() -> ModuleType:
    spec = importlib.util.spec_from_file_location("a_withdrawal_in_between", FOLDER / "story.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def told(story: ModuleType) -> Any:
    own = story.Story()
    visit = own.visit()
    return own, visit, own.kept(visit.office)


def stands(journal: mj.Journal, on: str) -> dict[str, str]:
    return {own["thread"]: own["state"] for own in json.loads(journal.standing_json(on))["standings"]}


def test_the_withdrawal_wins(told: Any) -> None:
    own, visit, _ = told
    assert "2026-06-05  merged both ways: same bytes true, refused 0" in own.page
    assert stands(visit.office, "2026-06-05") == {
        "d0": "open",
        "d1": "open",
        "g0": "given",
        "g1": "withdrawn",
        "r1": "cancelled",
    }
    # Asked on the evening of the visit; of the request nothing; told that it is cancelled.
    assert [stands(copy, "2026-06-05").get("r1") for copy in visit.pmi] == ["requested", None, "cancelled"]
    assert own.decide(own.family, visit.office, "for-the-pmi", "2026-06-05").answer == "deny"
    assert own.seen(visit.office, "for-the-pmi", "2026-06-03") == "birth, health"
    assert own.seen(visit.office, "for-the-pmi", "2026-06-05") == "nothing"
    assert own.seen(visit.office, "seen-by-the-partner", "2026-06-05") == "birth, health"


def test_what_is_kept_does_not_reach_him(told: Any) -> None:
    _, visit, kept = told
    assert list(kept.partner) == [
        "journal",
        "standing",
        "decision",
        "disclosure",
        "assessment and questions",
        "page in words",
    ]
    for name, (told_him, never) in kept.partner.items():
        assert told_him == never, name
    his = kept.partner["journal"][0]
    for word in ('"r2"', '"g2"', '"d2"', '"k1"', "kept_from", "listening"):
        assert word not in his
        assert word in kept.office.to_jsonl()
    # What he had of the visit, about his child, he still has.
    assert '"g1"' in his
    assert '"r1"' in his
    assert stands(kept.office, "2026-07-07")["r2"] == "accepted"
    assert len(kept.office) > len(visit.office)


def test_without_her_word_he_would_have_had_it(story: ModuleType) -> None:
    own = story.Story()
    office = own.visit().office
    own.papers["kept-from-him"] = (
        own.papers["kept-from-him"]
        .replace("referral[r2]", "referral[r9]")
        .replace("consent[g2]", "consent[g9]")
        .replace("support[listening]", "support[music]")
    )
    told_him, never = own.kept(office).partner["journal"]
    assert '"r2"' in told_him
    assert told_him != never


@pytest.mark.parametrize("which", [1, 2])
def test_its_fhir_is_valid(told: Any, which: int) -> None:
    text = told[which].fhir
    document = json.loads(text)
    # The model knows every key, and changes no value.
    assert json.loads(bundle_of.model_validate_json(text).model_dump_json()) == document
    by_kind: dict[str, list[Any]] = {}
    for entry in document["entry"]:
        by_kind.setdefault(entry["resource"]["resourceType"], []).append(entry["resource"])
    assert len(by_kind["Task"]) == len(by_kind["ServiceRequest"]) == 1
    assert by_kind["Task"][0]["status"] == "requested"
    assert len(by_kind["Patient"]) == len(by_kind["Consent"]) == which
    # Neither the partner nor anything of what was not asked for.
    for word in ("a2", "1992", "wellbeing", "790"):
        assert word not in text


def test_its_dpv_is_readable(told: Any) -> None:
    graph = importlib.import_module("rdflib").Graph().parse(data=told[1].dpv, format="json-ld")
    dpv = importlib.import_module("rdflib").Namespace("https://w3id.org/dpv#")
    assert list(graph.subjects(None, dpv.ConsentWithdrawn))
    assert not list(graph.subjects(None, dpv.ConsentGiven))
