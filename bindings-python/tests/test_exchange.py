"""Other people's formats, read by other people's libraries: FHIR by `fhir.resources`, JSON-LD by `rdflib`."""

import importlib
import itertools
import json
import random
import re
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest

import millejours as mj
from millejours.words import Category

Json = dict[str, Any]

BASE = "https://records.example/fhir/d1"
HERE = Path(__file__).parent
OWN = "urn:uuid:1392b9a3-a031-4473-b0f4-a5cdbf9b642c#"

PROGRAMME = """\
schema = 1
id = "t"
version = "1"
valid = { from = 2000-01-01 }
offers = []
[facts.child.allergy]
type = "bool"
category = "health"
"""

EVERYTHING = ["family_situation", "birth", "territory", "language", "health", "need"]
SERVICE, MIDWIFE, MOTHER = "provider:pmi", "provider:midwife-7", "adult:a1"

# What rdflib says of its own parser of JSON-LD.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

# FHIR, by a model of it that others wrote.

bundle_of = importlib.import_module("fhir.resources.R4B.bundle").Bundle


def disclosed(family: Json, consents: Json, request: Json, referral: Json | None = None) -> tuple[str, Json]:
    """The bundle as text, and what the disclosure itself shows."""
    programme = mj.Programme.from_toml(PROGRAMME)
    family_text, consents_text, request_text = (json.dumps(own) for own in (family, consents, request))
    asked = None if referral is None else json.dumps(referral)
    text = programme.disclose_fhir_json(
        family_text, consents_text, request_text, "2026-06-01", "d1", BASE, rules="FR", referral=asked
    )
    shown = programme.disclose_json(family_text, consents_text, request_text, "2026-06-01", "d1", rules="FR")
    return text, json.loads(shown)


def permits(family: Json, consents: Json, request: Json) -> bool:
    """Is anything permitted?"""
    programme = mj.Programme.from_toml(PROGRAMME)
    told, agreed, asked = (json.dumps(own) for own in (family, consents, request))
    parts = json.loads(programme.decide_json(told, agreed, asked, "2026-06-01", rules="FR"))["parts"]
    return any(own["decision"] == "permit" for own in parts)


def resources(text: str) -> dict[str, Json]:
    """The resources by their references, once all that holds for every bundle was looked at."""
    document = json.loads(text)
    valid = bundle_of.model_validate_json(text)
    # The model knows every key, and changes no value.
    assert json.loads(valid.model_dump_json()) == document
    assert (document["resourceType"], document["type"]) == ("Bundle", "collection")
    found: dict[str, Json] = {}
    for entry in document["entry"]:
        assert entry.keys() == {"fullUrl", "resource"}
        own = entry["resource"]
        assert re.fullmatch(r"[A-Za-z0-9.-]{1,64}", own["id"])
        name = f"{own['resourceType']}/{own['id']}"
        assert entry["fullUrl"] == f"{BASE}/{name}"
        assert name not in found
        found[name] = own
    for own in found.values():
        lawful(own, found)
    return found


def within(value: Any, key: str) -> Iterator[Any]:
    """Whatever stands under a key, at any depth."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == key:
                yield inner
            yield from within(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from within(inner, key)


# Where R4B allows which resources (and, of Group, R4: no RelatedPerson).
ALLOWED = {
    ("Group", "entity"): {"Patient"},
    ("RelatedPerson", "patient"): {"Patient"},
    ("Patient", "other"): {"Patient", "RelatedPerson"},
    ("Consent", "patient"): {"Patient"},
    ("ServiceRequest", "subject"): {"Patient", "Group"},
    ("ServiceRequest", "requester"): {"Patient"},
    ("ServiceRequest", "performer"): {"Patient"},
    ("ServiceRequest", "supportingInfo"): {"Consent"},
    ("Task", "focus"): {"ServiceRequest"},
    ("Task", "for"): {"Patient", "Group"},
    ("Task", "requester"): {"Patient"},
    ("Task", "owner"): {"Patient"},
}
CODES = {
    "http://terminology.hl7.org/CodeSystem/v3-RoleCode": {"PRN", "STPPRN", "PRNFOST", "FAMMEMB", "GUARD"},
    "http://terminology.hl7.org/CodeSystem/v3-ParticipationType": {"IRCP"},
    "http://terminology.hl7.org/CodeSystem/v3-ActCode": {"IDSCL"},
    "http://terminology.hl7.org/CodeSystem/consentscope": {"patient-privacy", "research"},
    "http://terminology.hl7.org/CodeSystem/consentaction": {"disclose"},
    "http://hl7.org/fhir/CodeSystem/task-code": {"fulfill"},
}


def codings(value: Any) -> Iterator[Json]:
    for key in ("coding", "purpose", "class"):
        for several in within(value, key):
            yield from several


def lawful(own: Json, all_of_them: dict[str, Json]) -> None:
    """The invariants of R4B that the model does not know."""
    for (kind, key), allowed in ALLOWED.items():
        if own["resourceType"] != kind:
            continue
        for reference in within(own, key):
            for one in reference if isinstance(reference, list) else [reference]:
                assert one.keys() in ({"reference"}, {"identifier"}, {"extension"})
                if "reference" in one:
                    assert one["reference"].split("/")[0] in allowed, one
    for target in within(own, "reference"):
        assert isinstance(target, dict) or target in all_of_them, target
    for code in codings(own):
        if "system" in code and not code["system"].startswith(OWN) and code["system"] != "urn:ietf:bcp:47":
            assert code["code"] in CODES[code["system"]]
    for several in within(own, "extension"):
        assert several
    if own["resourceType"] == "Consent":
        # ppc-1; one of both suffices.
        assert ("policyRule" in own) != ("policy" in own)
        # "Not permitted in root rule, required in all nested rules."
        assert "type" not in own["provision"]
        assert [nested["type"] for nested in own["provision"]["provision"]] == ["permit"]
        # "If scope is privacy or research, there must be a patient."
        assert "patient" in own
    if own["resourceType"] == "Group":
        # grp-1
        assert (own["actual"], own["type"]) == (True, "person")


def of_kind(found: dict[str, Json], kind: str) -> list[Json]:
    return [own for own in found.values() if own["resourceType"] == kind]


def consent(**more: Any) -> Json:
    terms = {
        "id": "g1",
        "giver": MOTHER,
        "gives": ["release", "processing"],
        "purpose": "referral",
        "categories": EVERYTHING,
        "recipients": [SERVICE],
        "about": ["everyone"],
        "act": "ordinary",
        "from": "2026-05-01",
        "until": "2026-12-01",
        "status": "given",
        "since": "2026-05-01",
    }
    return terms | more


def request(**more: Any) -> Json:
    asked = {"recipient": SERVICE, "purpose": "referral", "categories": EVERYTHING, "about": ["everyone"]}
    return asked | {"act": "ordinary"} | more


FAMILY: Json = {
    "schema": 1,
    "id": "f-001",
    "territory": "FR-69381",
    "languages": ["pt"],
    "complete": ["adults", "children", "pregnancies"],
    "adults": [{"id": "a1", "born": "1994-05"}, {"id": "a2", "born": "1990"}],
    "children": [{"id": "c_1", "born": "2024-03-02", "facts": {"allergy": True}}],
    "relations": [{"adult": "a1", "child": "c_1", "kind": "parent", "authority": "joint"}],
}
CONSENTS: Json = {"schema": 1, "consents": [consent()]}


def some_family(dice: random.Random) -> Json:
    """A family of any shape that its reader takes."""
    adults = [f"a{number}" for number in range(1, dice.randint(2, 4))]
    dates = ["2024", "2024-03", "2024-03-02", None]
    grown = ["1990", "1990-07", "1990-07-21"]
    pregnancies: list[Json] = []
    children: list[Json] = []
    for number in range(dice.randint(0, 3)):
        own: Json = {"id": f"p{number}"}
        own |= dice.choice([{"carried_by": dice.choice(adults)}, {}])
        own |= dice.choice([{"expected": "2026-12-20"}, {"expected": "2026-12"}, {}])
        own |= dice.choice([{}, {}, {"ended": "2026-03-01"}, {"ended": "2026-03-01", "outcome": "loss"}])
        pregnancies.append(own)
        children.append({"id": f"e_{number}", "pregnancy": own["id"]})
    for number in range(dice.randint(0, 3)):
        own = {"id": f"c_{number}"}
        born, arrived = dice.choice(dates), dice.choice([None, None, "2025-06-01"])
        own |= {key: day for key, day in (("born", born), ("arrived", arrived)) if day}
        own |= dice.choice([{}, {}, {"died": "2026-01"}])
        own |= dice.choice([{}, {"facts": {"allergy": dice.choice([True, False])}}])
        children.append(own)
    kinds = ["parent", "step_parent", "foster", "kin", "guardian", None]
    authorities = ["sole", "joint", "delegated", "suspended", "none", None]
    relations = []
    for adult, child in itertools.product(adults, children):
        if dice.random() < 0.6:
            kind, authority = dice.choice(kinds), dice.choice(authorities)
            own = {"adult": adult, "child": child["id"]}
            relations.append(own | {k: v for k, v in (("kind", kind), ("authority", authority)) if v})
    family: Json = {"schema": 1, "adults": [{"id": own, "born": dice.choice(grown)} for own in adults]}
    family |= {"children": children, "pregnancies": pregnancies, "relations": relations}
    family |= dice.choice([{}, {"territory": "FR-69381"}, {"territory": "A", "other_territories": ["B", "C"]}])
    family |= dice.choice([{}, {"languages": ["pt", "fr"]}])
    family |= dice.choice([{}, {"complete": ["adults", "children", "pregnancies"]}])
    return family


PLURALS = {"adult": "adults", "child": "children", "pregnancy": "pregnancies"}
ROLES = {"parent": "PRN", "step_parent": "STPPRN", "foster": "PRNFOST", "kin": "FAMMEMB", "guardian": "GUARD"}


@pytest.mark.parametrize("seed", range(120))
def test_a_bundle_says_what_the_disclosure_shows_and_nothing_else(seed: int) -> None:
    dice = random.Random(seed)
    family = some_family(dice)
    consents = [consent(id=f"g{own['id']}", giver=f"adult:{own['id']}") for own in family["adults"]]
    members = [(kind, own["id"]) for kind in ("adult", "child", "pregnancy") for own in family[PLURALS[kind]]]
    named = ["family", *(f"{kind}[{name}]" for kind, name in members)]
    asked = request(
        categories=dice.sample(EVERYTHING, dice.randint(1, len(EVERYTHING))),
        about=dice.choice([["everyone"], dice.sample(named, dice.randint(1, len(named)))]),
    )
    agreed = {"schema": 1, "consents": consents}
    if not permits(family, agreed, asked):
        with pytest.raises(mj.ConsentError):
            disclosed(family, agreed, asked)
        return
    text, shown = disclosed(family, agreed, asked)
    found = resources(text)
    view = shown["family"]
    lost = {own["id"] for own in view.get("pregnancies", []) if own.get("outcome") == "loss"}
    children = [
        own
        for own in view.get("children", [])
        if own.get("pregnancy") not in lost or own.get("born") or own.get("arrived")
    ]
    people = {f"adult.{own['id']}": own for own in view.get("adults", [])}
    people |= {f"child.{own['id'].replace('_', '.')}": own for own in children}
    patients = {own["id"]: own for own in of_kind(found, "Patient")}
    assert patients.keys() == people.keys()
    due = {own["id"]: own for own in view.get("pregnancies", []) if not own.get("ended")}
    for name, own in patients.items():
        told = people[name]
        assert own.keys() <= {"resourceType", "id", "extension", "birthDate", "deceasedDateTime", "link"}
        assert (own.get("birthDate"), own.get("deceasedDateTime")) == (told.get("born"), told.get("died"))
        expected = told.get("pregnancy") in due and not {"born", "arrived", "died"} & told.keys()
        assert ("extension" in own) == expected
        if expected:
            day = due[told["pregnancy"]].get("expected")
            (extension,) = own["extension"]
            assert (extension.get("valueDate"), "extension" in extension) == (day, day is None)

    living = {own["id"] for own in children}
    relations = [own for own in view.get("relations", []) if own["child"] in living]
    related = of_kind(found, "RelatedPerson")
    assert len(related) == len(relations)
    for own, told in zip(related, relations, strict=True):
        assert own["patient"] == {"reference": f"Patient/child.{told['child'].replace('_', '.')}"}
        codes = [code["code"] for concept in own.get("relationship", []) for code in concept["coding"]]
        role = [ROLES[told["kind"]]] if "kind" in told else []
        assert codes == role + ([told["authority"]] if "authority" in told else [])
        adult = patients[f"adult.{told['adult']}"]
        assert {"other": {"reference": f"RelatedPerson/{own['id']}"}, "type": "seealso"} in adult["link"]
    assert sum(len(own.get("link", [])) for own in patients.values()) == len(relations)

    (group,) = of_kind(found, "Group")
    in_group = {own["entity"]["reference"]: own.get("inactive", False) for own in group.get("member", [])}
    assert in_group == {f"Patient/{name}": "died" in own for name, own in people.items()}
    traits = [
        (own["code"]["coding"][0]["code"], own["valueCodeableConcept"]) for own in group.get("characteristic", [])
    ]
    said = [("family.territory", view[key]) for key in ("territory",) if key in view]
    said += [("family.other_territories", own) for own in view.get("other_territories", [])]
    said += [("family.languages", own) for own in view.get("languages", [])]
    assert [(name, value["coding"][0]["code"]) for name, value in traits] == said

    # One consent for each about whom something is disclosed, with the categories of that.
    parts: dict[str, list[str]] = {}
    for own in shown["parts"]:
        about = re.sub(r"\[(.*)\]", r".\1", own["about"]).replace("_", ".")
        if about not in {f"pregnancy.{name}" for name in lost} and (not about.startswith("child.") or about in people):
            parts.setdefault(about, []).append(own["category"])
    kept = {own["id"]: own for own in of_kind(found, "Consent")}
    assert kept.keys() == parts.keys()
    for about, own in kept.items():
        (permit,) = own["provision"]["provision"]
        assert [code["code"] for code in permit["class"]] == parts[about]
        until = shown.get("until")
        last = until and str(date.fromisoformat(until) - timedelta(days=1))
        assert permit["period"] == {"start": "2026-06-01"} | ({"end": last} if last else {})
        assert permit["actor"][0]["reference"]["identifier"] == {"system": f"{OWN}id-provider", "value": "pmi"}
        assert [code["code"] for code in permit["purpose"]] == ["referral"]
        assert ("reference" in own["patient"]) <= (
            own["patient"].get("reference", "").removeprefix("Patient/") in people
        )
        if about in people:
            assert own["patient"] == {"reference": f"Patient/{about}"}
        assert own["policyRule"]["coding"] == [{"system": f"{OWN}code-basis", "code": "consent"}]


def test_families_that_differ_out_of_sight_are_the_same_bytes() -> None:
    asked = request(categories=["birth", "language"], about=["child[c_1]", "family"])
    seen, _ = disclosed(FAMILY, CONSENTS, asked)
    other: Json = json.loads(json.dumps(FAMILY))
    other |= {
        "id": "f-999",
        "territory": "FR-75056",
        "needs": [{"domain": "safety", "intensity": "strong", "voice": "family"}],
    }
    other["adults"][1] |= {"born": "1961-02-03"}
    other["children"] += [{"id": "secret", "born": "2020-01-01"}]
    other["children"][0]["facts"] = {"allergy": False}
    other["relations"] += [{"adult": "a1", "child": "secret", "kind": "kin"}]
    hidden, _ = disclosed(other, CONSENTS, asked)
    assert hidden == seen
    for word in ("secret", "allergy", "f-999", "safety", "75056", "a2", "relation"):
        assert word not in hidden


# The closed loop, as FHIR and Gravity's profiles tell it; written here once more by hand.

ASKED = [
    {"state": "proposed", "on": "2026-05-20", "by": MIDWIFE},
    {"state": "not_now", "on": "2026-05-20", "by": MOTHER, "until": "2026-05-25"},
    {"state": "draft", "on": "2026-05-26", "by": MOTHER},
    {"state": "requested", "on": "2026-06-01", "by": MIDWIFE, "disclosure": "d1"},
]
ACCEPTED = [*ASKED, {"state": "accepted", "on": "2026-06-03", "by": SERVICE}]
BEGUN = [*ACCEPTED, {"state": "in_progress", "on": "2026-06-10", "by": SERVICE}]


def then(before: list[Json], state: str, by: str = SERVICE, **more: Any) -> list[Json]:
    return [*before, {"state": state, "on": "2026-07-01", "by": by} | more]


STATES = [
    (ASKED, "requested", "active", None),
    (ACCEPTED, "accepted", "active", None),
    (BEGUN, "in-progress", "active", None),
    (then(ACCEPTED, "on_hold", reason="waiting_list"), "on-hold", "on-hold", "waiting_list"),
    (then(ASKED, "rejected", reason="no_place"), "rejected", "revoked", "no_place"),
    (then(BEGUN, "completed"), "completed", "completed", None),
    (then(BEGUN, "failed", reason="not_reached"), "failed", "revoked", "not_reached"),
    (then(BEGUN, "cancelled", MOTHER), "cancelled", "revoked", None),
    (then(BEGUN, "cancelled", reason="offer_ended"), "cancelled", "revoked", "offer_ended"),
    (then(BEGUN, "entered_in_error", MIDWIFE), "entered-in-error", "entered-in-error", None),
]


def referral(steps: list[Json], **more: Any) -> Json:
    own = {"schema": 1, "id": "r_1", "offer": "home-visit", "provider": SERVICE, "sender": MIDWIFE}
    return own | {"about": ["child[c_1]"], "steps": steps} | more


@pytest.mark.parametrize(("steps", "task_status", "request_status", "reason"), STATES)
def test_a_referral_is_a_request_and_its_task(
    steps: list[Json], task_status: str, request_status: str, reason: str | None
) -> None:
    found = resources(disclosed(FAMILY, CONSENTS, request(), referral(steps))[0])
    task, asked = found["Task/r.1"], found["ServiceRequest/r.1"]
    assert (task["status"], asked["status"], task["intent"], asked["intent"]) == (
        task_status,
        request_status,
        "order",
        "order",
    )
    why = [code["code"] for code in task.get("statusReason", {}).get("coding", [])]
    assert why == ([reason] if reason else [])
    assert task["focus"] == {"reference": "ServiceRequest/r.1"}
    assert task["for"] == asked["subject"] == {"reference": "Patient/child.c.1"}
    assert task["owner"] == asked["performer"][0] == {"identifier": {"system": f"{OWN}id-provider", "value": "pmi"}}
    assert task["requester"] == asked["requester"]
    assert task["requester"]["identifier"]["value"] == "midwife-7"
    assert asked["code"]["coding"][0]["code"] == "home-visit"
    assert (task["authoredOn"], asked["authoredOn"], task["lastModified"]) == (
        "2026-06-01",
        "2026-06-01",
        steps[-1]["on"],
    )
    assert {own["reference"] for own in asked["supportingInfo"]} == {
        name for name in found if name.startswith("Consent/")
    }


def test_what_came_before_the_request_is_told_to_nobody() -> None:
    plain = [{"state": "draft", "on": "2026-05-30", "by": MOTHER}, ASKED[-1]]
    assert disclosed(FAMILY, CONSENTS, request(), referral(ASKED)) == disclosed(
        FAMILY, CONSENTS, request(), referral(plain)
    )


@pytest.mark.parametrize("state", ["not_now", "refused_by_family"])
def test_a_familys_own_answer_is_no_task(state: str) -> None:
    steps = [{"state": "draft", "on": "2026-06-01", "by": MOTHER, "disclosure": "d1"}]
    steps += [{"state": state, "on": "2026-06-02", "by": MOTHER}]
    with pytest.raises(mj.JournalError) as refused:
        disclosed(FAMILY, CONSENTS, request(), referral(steps, sender=MOTHER))
    assert refused.value.code == "referral.disclosure"
    assert [problem.path for problem in refused.value.problems] == ["state"]


# Consent records, as triples.

rdflib = importlib.import_module("rdflib")
DPV, PD, SKOS = "https://w3id.org/dpv#", "https://w3id.org/dpv/pd#", "http://www.w3.org/2004/02/skos/core#"
KNOWN = tomllib.loads((HERE / "dpv-2.3.toml").read_text(encoding="utf-8"))
TERMS = {DPV + own for several in KNOWN["dpv"].values() for own in several}
TERMS |= {DPV + own for own in KNOWN["consent_status"]}
TERMS |= {PD + own for several in KNOWN["pd"].values() for own in several}


def triples(consent: Json, on: str) -> Any:
    graph = rdflib.Graph()
    graph.parse(data=mj.consent_dpv_json(json.dumps(consent), on), format="json-ld")
    for term in itertools.chain.from_iterable(graph):
        if str(term).startswith("https://w3id.org/dpv"):
            assert str(term) in TERMS, term
    return graph


def one(graph: Any, subject: Any, name: str) -> Any:
    (found,) = graph.objects(subject, rdflib.URIRef(name))
    return found


def classes(graph: Any, subject: Any) -> set[str]:
    return {str(own) for own in graph.objects(subject, rdflib.RDF.type)}


def the(graph: Any, name: str) -> Any:
    (found,) = graph.subjects(rdflib.RDF.type, rdflib.URIRef(name))
    return found


@pytest.mark.parametrize(
    ("status", "on", "term", "said", "by"),
    [
        ("requested", "2026-06-01", "ConsentRequested", True, False),
        ("deferred", "2026-06-01", "ConsentRequestDeferred", True, True),
        ("refused", "2026-06-01", "ConsentRefused", True, True),
        ("given", "2026-06-01", "ConsentGiven", True, True),
        ("given", "2026-11-30", "ConsentGiven", True, True),
        ("given", "2026-12-01", "ConsentExpired", False, False),
        ("withdrawn", "2026-06-01", "ConsentWithdrawn", True, True),
        ("invalidated", "2026-06-01", "ConsentInvalidated", True, False),
        ("given", "2026-04-30", None, True, True),
    ],
)
def test_a_status_is_the_vocabularys_own(status: str, on: str, term: str | None, said: bool, by: bool) -> None:
    graph = triples(consent(gives=["processing"], status=status, since="2026-04-20"), on)
    record = the(graph, f"{DPV}ConsentRecord")
    stands = one(graph, record, f"{DPV}hasConsentStatus")
    if term is None:
        # A yes that does not hold yet: our term beside the one that permits nothing.
        assert classes(graph, stands) == {f"{OWN}not_yet_valid", f"{DPV}ConsentStatusInvalidForProcessing"}
    else:
        assert classes(graph, stands) == {DPV + term}
        assert KNOWN["consent_status"][term] == ("valid" if term == "ConsentGiven" else "invalid")
    days = [str(own) for own in graph.objects(stands, rdflib.URIRef(f"{DPV}isIndicatedAtTime"))]
    assert days == (["2026-04-20"] if said else [])
    givers = list(graph.objects(stands, rdflib.URIRef(f"{DPV}isIndicatedBy")))
    assert [str(one(graph, own, str(rdflib.DCTERMS.identifier))) for own in givers] == ([MOTHER] if by else [])
    until = one(graph, one(graph, stands, f"{DPV}hasDuration"), str(rdflib.RDF.value))
    assert (str(until), until.datatype) == ("2026-12-01", rdflib.XSD.date)


SAME = {
    "education": "Education",
    "income": "Financial",
    "health": "Health",
    "disability": "Disability",
    "nationality": "Nationality",
    "papers": "OfficialID",
    "origin": "EthnicOrigin",
    "religion": "Religion",
}


def test_every_category_and_purpose_has_a_term_or_one_above_it() -> None:
    names = list(get_args(Category))
    graph = triples(consent(gives=["processing"], categories=names), "2026-06-01")
    process = one(graph, the(graph, f"{DPV}ConsentRecord"), f"{DPV}hasProcess")
    data = {str(own) for own in graph.objects(process, rdflib.URIRef(f"{DPV}hasPersonalData"))}
    assert data == {PD + SAME[own] if own in SAME else OWN + own for own in names}
    for own in set(names) - SAME.keys():
        assert str(one(graph, rdflib.URIRef(OWN + own), f"{SKOS}broader")) in TERMS
        assert classes(graph, rdflib.URIRef(OWN + own)) == {f"{DPV}PersonalData"}
    assert {str(own) for own in graph.objects(process, rdflib.URIRef(f"{DPV}hasLegalBasis"))} == {f"{DPV}Consent"}
    for purpose in ("orientation", "referral", "care", "coordination", "child_protection", "research"):
        graph = triples(consent(gives=["processing"], purpose=purpose), "2026-06-01")
        assert str(one(graph, rdflib.URIRef(OWN + purpose), f"{SKOS}broader")) in TERMS


def test_a_notice_is_told_with_its_language() -> None:
    own = consent(gives=["processing"], notice={"language": "pt", "edition": "2"}, evidence={"form": "spoken"})
    graph = triples(own, "2026-06-01")
    record = the(graph, f"{DPV}ConsentRecord")
    notice = one(graph, record, f"{DPV}hasNotice")
    assert classes(graph, notice) == {f"{DPV}ConsentNotice"}
    assert str(one(graph, notice, str(rdflib.DCTERMS.language))) == "pt"
    assert str(one(graph, notice, str(rdflib.OWL.versionInfo))) == "2"
    stands = one(graph, record, f"{DPV}hasConsentStatus")
    assert str(one(graph, stands, f"{DPV}hasIndicationMethod")) == f"{OWN}spoken"


@pytest.mark.parametrize(("gives", "name"), [("acceptance", "Acceptance"), ("release", "SecrecyRelease")])
def test_agreeing_to_help_is_no_consent_to_processing(gives: str, name: str) -> None:
    graph = triples(consent(gives=[gives], notice={"language": "pt"}, evidence={"form": "written"}), "2026-06-01")
    assert not [term for term in itertools.chain.from_iterable(graph) if str(term).startswith("https://w3id.org/dpv")]
    own = the(graph, OWN + name)
    assert str(one(graph, own, f"{OWN}status")) == f"{OWN}given"
    assert str(one(graph, own, f"{OWN}giver")) == MOTHER
    assert str(one(graph, own, f"{OWN}until")) == "2026-12-01"


def test_what_is_given_together_is_recorded_apart() -> None:
    graph = triples(consent(gives=["acceptance", "release", "processing"]), "2026-06-01")
    for name in (f"{OWN}Acceptance", f"{OWN}SecrecyRelease", f"{DPV}ConsentRecord"):
        assert str(one(graph, the(graph, name), str(rdflib.DCTERMS.identifier))) == "g1"
