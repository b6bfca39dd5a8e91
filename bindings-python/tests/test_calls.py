"""Replays the shared calls; their form is told in tests/src/call.rs."""

import json
import os
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

import pytest

from millejours import (
    Accompaniment,
    ConsentDecision,
    Dictionary,
    Family,
    Journal,
    MillejoursError,
    Programme,
    Referral,
    Replay,
    RetentionRules,
    Roster,
    WithdrawalDuties,
    cascades,
    cascades_json,
    consent_dpv_json,
    referral_codes_json,
    referral_states_json,
    referral_waits_json,
    waiting_list,
    waiting_list_json,
    withdrawal_duties_json,
)
from millejours.words import Audience

ROOT = Path(__file__).parents[2]
RESULTS = {"expect", "error"}
KEYS = {"name", "about", "call"} | RESULTS

Case = dict[str, Any]


class Wrong(Exception):
    """A case that is not written as it should be."""


class Arguments:
    """The arguments of one call, each to be asked for."""

    def __init__(self, case: Case, defaults: dict[str, str]) -> None:
        self.case, self.defaults = case, defaults
        self.asked: set[str] = set()

    def maybe(self, name: str) -> str | None:
        for given in (self.case, self.defaults):
            for key in (name, f"{name}_file"):
                if key in given:
                    self.asked.add(key)
                    text: str = given[key]
                    return text if key == name else (ROOT / text).read_text(encoding="utf-8")
        return None

    def text(self, name: str) -> str:
        text = self.maybe(name)
        if text is None:
            raise Wrong(f"`{self.case['call']}` needs `{name}`")
        return text

    def unread(self) -> set[str]:
        return self.case.keys() - KEYS - self.asked


def journal(given: Arguments) -> str:
    """What stands, perhaps once merged, with an event more, or copied for a reader."""
    text, keys, on, own = given.text("journal"), given.text("roster"), given.text("on"), given.text("id")
    other, line, reader = given.maybe("merge"), given.maybe("append"), given.maybe("reader")
    family, known = given.maybe("family"), given.maybe("merge_roster")
    roster = Roster.from_json(keys)
    before = roster if known is None else Roster.from_json(known)
    refused: dict[str, str] = {}
    kept = Journal.from_jsonl(text, own, roster)
    assert Journal.from_jsonl(kept.to_jsonl(), own, roster) == kept
    if other is not None:
        kept, refused = kept.merge(Journal.from_jsonl(other, own, before), roster, on)
    if line is not None:
        kept.append(line.rstrip(), roster, on)
    if reader is not None:
        kept = kept.copy_for(reader, {} if family is None else Family.from_json(family), on)
    standing = kept.standing_json(on)
    ways = [{key: own for key, own in way.to_dict().items() if key != "schema"} for way in kept.accompaniments(on)]
    assert json.loads(standing).get("accompaniments", []) == ways
    for way in kept.accompaniments(on):
        assert kept.accompaniment(way.id, on) == way == Accompaniment.from_json(way.to_json())
        assert [(goal.id, goal.words) for goal in way.goals] == [
            (name, goal["words"]) for name, goal in json.loads(way.to_json()).get("goals", {}).items()
        ]
    if not refused:
        return standing
    listed = ",".join(f'{{"event":"{event}","code":"{code}"}}' for event, code in refused.items())
    return f'{{"standing":{standing},"refused":[{listed}]}}'


def told(given: Arguments) -> str:
    """A decision, duties or a referral in words."""
    said = given.text("audience")
    if said not in get_args(Audience):
        raise Wrong("there is no such audience")
    audience: Audience = "family" if said == "family" else "professional"
    kind = str(given.case["call"]).removesuffix("_text")
    what = given.text(kind)
    document = given.maybe("dictionary")
    own = Dictionary.shipped(given.text("language")) if document is None else Dictionary.from_toml(document)
    text = given.maybe("names")
    names: dict[str, str] | None = None if text is None else json.loads(text)
    if kind == "duties":
        return WithdrawalDuties.from_json(what).to_text(dictionary=own, audience=audience, names=names)
    if kind == "decision":
        return ConsentDecision.from_json(what).to_text(dictionary=own, audience=audience, names=names)
    on, terms = given.text("on"), given.maybe("programme")
    programme = None if terms is None else Programme.from_toml(terms)
    return Referral.from_json(what).to_text(on, dictionary=own, audience=audience, programme=programme, names=names)


def several(referrals: str) -> list[Referral]:
    """Each of a document's referrals."""
    return [Referral.from_json(json.dumps(one)) for one in json.loads(referrals)["referrals"]]


def call(given: Arguments) -> str:
    name = given.case["call"]
    match name:
        case "referral_states":
            return referral_states_json()
        case "referral_codes":
            return referral_codes_json()
        case "referral":
            return Referral.from_json(given.text("referral")).to_json()
        case "referral_step":
            stepped = Referral.step_json(given.text("referral"), given.text("step"))
            # What was written is read again.
            assert Referral.from_json(stepped).to_json() == stepped
            return stepped
        case "deadlines":
            programme, on, referral = given.text("programme"), given.text("on"), given.text("referral")
            return Programme.from_toml(programme).deadlines_json(referral, on)
        case "least_request":
            offer, programme = given.text("offer"), given.text("programme")
            return Programme.from_toml(programme).least_request_json(offer)
        case "consent_dpv":
            consent, on = given.text("consent"), given.text("on")
            return consent_dpv_json(consent, on)
        case "disclose_fhir":
            id, base, asked = given.text("id"), given.text("base"), given.maybe("referral")
            family, consents, request = (given.text(key) for key in ("family", "consents", "request"))
            rules, programme, on = given.maybe("rules"), given.text("programme"), given.text("on")
            loaded = Programme.from_toml(programme)
            return loaded.disclose_fhir_json(family, consents, request, on, id, base, rules=rules, referral=asked)
        case "withdrawal_duties":
            consents, disclosures, discloser = (given.text(key) for key in ("consents", "disclosures", "discloser"))
            found = withdrawal_duties_json(consents, disclosures, discloser, given.text("on"))
            assert WithdrawalDuties.of(consents, disclosures, discloser, given.text("on")).to_json() == found
            return found
        case "research":
            family, consents, referrals = (given.text(key) for key in ("family", "consents", "referrals"))
            researcher, rules, days = (given.text(key) for key in ("researcher", "rules", "days"))
            loaded = Programme.from_toml(given.text("programme"))
            return loaded.research_json(
                family, consents, referrals, given.text("on"), researcher=researcher, rules=rules, days=days
            )
        case "referral_waits":
            referrals, on = given.text("referrals"), given.text("on")
            return referral_waits_json(referrals, on, int(given.text("at_least")))
        case "journal":
            return journal(given)
        case "due_for_erasure":
            own, roster, rules = given.text("id"), Roster.from_json(given.text("roster")), given.text("rules")
            stored = Journal.from_jsonl(given.text("journal"), own, roster)
            found = stored.due_for_erasure_json(rules, given.text("on"))
            typed = stored.due_for_erasure(RetentionRules.from_json(rules), given.text("on"))
            said = [
                {name: getattr(due, name) for name in ("thread", "kind", "ended", "since", "due", "events")}
                for due in typed
            ]
            assert json.loads(json.dumps(said, default=str)) == json.loads(found)["due"]
            return found
        case "replay":
            text, roster, own = given.text("journal"), Roster.from_json(given.text("roster")), given.text("id")
            replay = Replay(text.removesuffix("\n").split("\n") if text else [], own, roster)
            assert len(list(replay)) == replay.events
            return json.dumps({"events": replay.events, "heads": replay.heads()}, separators=(",", ":"))
        case "waiting_list":
            referrals, offer = given.text("referrals"), given.text("offer")
            found = waiting_list_json(referrals, offer)
            waiting = waiting_list(
                [Referral.from_json(json.dumps(one)) for one in json.loads(referrals)["referrals"]], offer
            )
            said = [{"place": one.place, "referral": one.referral, "since": str(one.since)} for one in waiting]
            assert said == json.loads(found)["waiting"]
            return found
        case "cascades":
            referrals, on, least = given.text("referrals"), given.text("on"), int(given.text("at_least"))
            found = cascades_json(referrals, on, at_least=least)
            said = [
                {"offer": one.offer, "stages": [{"stage": own.stage, "reached": own.reached} for own in one.stages]}
                for one in cascades(several(referrals), on, at_least=least)
            ]
            assert said == json.loads(found)["cascades"]
            return found
        case "decision_text" | "duties_text" | "referral_text":
            return told(given)
        case "decide" | "disclose" | "assess_disclosed":
            family, consents, request = (given.text(key) for key in ("family", "consents", "request"))
            rules, programme, on = given.maybe("rules"), given.text("programme"), given.text("on")
            loaded = Programme.from_toml(programme)
            if name == "decide":
                return loaded.decide_json(family, consents, request, on, rules=rules)
            if name == "disclose":
                return loaded.disclose_json(family, consents, request, on, "d1", rules=rules)
            return loaded.assess_disclosed_json(family, consents, request, on, rules=rules)
        case _:
            raise Wrong(f"there is no call `{name}`")


def replay(case: Case, defaults: dict[str, str]) -> str | None:
    """Where what comes out is not what is written."""
    if not isinstance(case.get("name"), str) or not isinstance(case.get("call"), str):
        return "it has no name or no call"
    if not all(isinstance(value, str) for value in case.values()):
        return "an argument is of another type"
    if len(case.keys() & RESULTS) != 1:
        return "it has not one of `expect` and `error`"
    given = Arguments(case, defaults)
    try:
        key, came = "expect", call(given)
    except MillejoursError as error:
        key, came = "error", error.to_json()
    except Wrong as wrong:
        return str(wrong)
    if unread := given.unread():
        return f"`{case['call']}` does not read {sorted(unread)}"
    if case.get(key, "").rstrip("\n") != came:
        return f"{key} came:\n{came}"
    return None


def failures(group: dict[str, Any], seen: set[str]) -> Iterable[str]:
    if group.keys() - {"about", "defaults", "case"} or not isinstance(group.get("about"), str) or not group.get("case"):
        yield "the group has unknown keys, no `about` or no case"
        return
    for case in group["case"]:
        name = case.get("name")
        wrong = "the name stands twice" if name in seen else replay(case, group.get("defaults", {}))
        seen.add(name)
        if wrong:
            yield f"{name}: {wrong}"


def test_every_call_gives_what_is_written() -> None:
    seen: set[str] = set()
    replayed = 0
    failed = []
    for path in sorted((ROOT / "tests" / "calls").glob("*.toml")):
        group = tomllib.loads(path.read_text(encoding="utf-8"))
        failed += [f"{path.name}: {wrong}" for wrong in failures(group, seen)]
        replayed += len(group.get("case", []))
    if counts := os.environ.get("MILLEJOURS_COUNTS"):
        with Path(counts).open("a", encoding="utf-8") as file:
            file.write(f"python={replayed}\n")
    assert replayed, "no call was replayed"
    if failed:
        pytest.fail("\n".join([f"{len(failed)} of {replayed} calls failed", *failed]), pytrace=False)


@pytest.mark.parametrize(
    ("case", "why"),
    [
        ({"call": "referral_states"}, "not one of"),
        ({"call": "referral_states", "expect": "x", "error": "x"}, "not one of"),
        ({"call": "referral_states", "expect": "x"}, "expect came"),
        ({"call": "referral_states", "expect": "x", "state": "x"}, "does not read ['state']"),
        ({"call": "referral_states", "expect": 1}, "another type"),
        ({"call": "referral_state", "expect": "x"}, "there is no call"),
        ({"call": "referral", "expect": "x"}, "needs `referral`"),
        ({"call": "referral", "referral": "{}", "expect": "x"}, "error came"),
        ({"expect": "x"}, "no call"),
    ],
)
def test_what_is_no_call_is_refused(case: Case, why: str) -> None:
    (wrong,) = failures({"about": "x", "case": [{"name": "one", **case}]}, set())
    assert why in wrong


def test_a_case_is_told_once() -> None:
    case = {"name": "one", "call": "referral_states", "expect": referral_states_json() + "\n"}
    assert list(failures({"about": "x", "case": [case]}, set())) == []
    assert list(failures({"about": "x", "case": [case, case]}, set())) == ["one: the name stands twice"]
    assert list(failures({"about": "x", "case": []}, set())) == ["the group has unknown keys, no `about` or no case"]
