"""Objects are values: compared, hashed, copied, pickled, written as code."""

import copy
import datetime
import inspect
import pickle
from pathlib import Path

import pytest

import millejours as mj
from conftest import REFORMED, UNFAIR
from millejours import Programme

EXAMPLES = Path(__file__).parents[2] / "examples" / "maison-1000-jours"
ON = "2026-06-01"


def everything() -> dict[str, object]:
    """One object of every class."""
    town = Programme.load(EXAMPLES / "programme.toml")
    family = mj.Family.from_json((EXAMPLES / "families" / "f-two-voices.json").read_bytes())
    assessment = town.assess(family, ON)
    vocabulary = mj.Vocabulary.from_toml("schema = 1\nid = 'v'\nversion = '1'\nfacts = {}")
    talk = mj.Questionnaire(town, {"children": [{"id": "c1"}]}, ON)
    asked = town.ask(family, ON, "family.needs.wellbeing", language="fr")
    said = town.explain(family, ON, language="fr")
    unfair, reformed = Programme.from_toml(UNFAIR), Programme.from_toml(REFORMED)
    aimed = UNFAIR.replace('cost = "free"', 'cost = { amount = "5", currency = "EUR" }', 1)
    otherwise = unfair.difference(
        Programme.from_toml(
            aimed.replace("laws.cliff", "target = [ { id = 't', condition = 'family.alone' } ]\nlaws.cliff")
        )
    )
    laws, differences = unfair.laws(adults=1, weights={"hour": 2}), unfair.difference(reformed, children=1)
    lints = unfair.lints(cliff={"hour": 2})
    schedule = unfair.schedule({"children": [{"id": "c1", "born": "2026-02-11"}]}, ON)
    decision = mj.ConsentDecision.from_json(
        unfair.decide_json(
            '{"schema": 1}',
            '{"schema": 1}',
            '{"recipient": "provider:pmi", "purpose": "care", "categories": ["health"], "about": ["family"],'
            '"act": "ordinary"}',
            ON,
            rules="FR",
        )
    )
    referral = mj.Referral.from_json(
        '{"schema": 1, "id": "r1", "offer": "talk", "provider": "provider:pmi", "sender": "adult:a1",'
        '"about": ["family"], "steps": [{"state": "draft", "on": "2026-06-01", "by": "adult:a1"}]}'
    )
    accompaniment = mj.Accompaniment.from_json(
        '{"schema": 1, "id": "w1", "provider": "provider:pmi", "about": ["family"], "state": "active",'
        '"since": "2026-06-01", "goals": {"o1": {"words": "to sleep", "state": "open", "since": "2026-06-01"}}}'
    )
    termed = UNFAIR.replace('cost = "free"', 'cost = "free"\nreferral = { answer_within_days = 14 }', 1)
    duties = mj.WithdrawalDuties.from_json(
        '{"schema": 1, "on": "2026-06-02", "duties": [{"duty": "stop", "who": "provider:midwife", "to": "provider:pmi",'
        '"since": "2026-06-01", "consent": "g1", "because": "withdrawn"}]}'
    )
    signed = (
        mj.Journal("05" * 16)
        .draft(
            thread="n1",
            author="adult:a1",
            key=mj.public_key(bytes([1]) * 32),
            on=ON,
            entry='{"kind": "note", "text": "called"}',
            salt=bytes([2]) * 32,
        )
        .sign(bytes([1]) * 32)
    )
    things: list[object] = [
        mj.SyntheticTerritory(seed=1, on=ON, missing={"child.born": 0.1}, territories={"FR-IDF": 1}),
        duties,
        duties.duties[0],
        mj.Event.from_json(signed),
        mj.RetentionRules.from_json('{"schema": 1, "keep": [{"thread": "consent", "days": 30}]}'),
        mj.DueErasure("r1", "referral", "completed", since="2026-06-02", due="2029-06-01", events=["0" * 64]),
        mj.Waiting(1, "r1", "2026-06-01"),
        mj.TakeUp(0.3, 0.5, unit_cost=42),
        mj.CascadeCount("agreed", 0),
        mj.Cascade("place", [mj.CascadeCount("proposed", 12), mj.CascadeCount("agreed")]),
        referral,
        referral.steps[0],
        accompaniment,
        accompaniment.goals[0],
        mj.Roster.from_json('{"schema": 1, "keys": []}'),
        Programme.from_toml(termed).offers[0].referral,
        town,
        unfair,
        laws,
        laws["gradient"],
        laws["gradient"].breaks[0],
        laws["free_and_voluntary"].undecided[0],
        laws.limits,
        mj.ProgrammeHistory([reformed]).laws()[0],
        mj.Finding.no_gap([unfair, reformed]),
        mj.Finding.no_gap([unfair, reformed]).breaks[0],
        mj.Finding.no_gap([unfair, reformed]).editions[0],
        lints,
        lints.lints[-1],
        differences,
        differences.before,
        differences.totals[0],
        differences.differences[-1],
        differences.differences[0].regions[0][0],
        schedule,
        schedule.entries[0],
        schedule.entries[0].days,
        next(entry.due for entry in schedule if entry.due),
        otherwise.changed[0],
        otherwise.reached[0],
        unfair.difference(Programme.from_toml(UNFAIR.replace("talk", "chat").replace("< 12", "< 18"))).moved[0],
        vocabulary,
        mj.ProgrammeHistory([Programme.load(EXAMPLES / "programme-2019.toml"), town]),
        family,
        mj.Family(territory="FR", languages=[], complete=["adults"], declined=["family.savings"]),
        mj.Adult("a1", born="1994", facts={"employed": True, "seen": {"value": 3, "voice": "midwife"}}),
        mj.Child("c1", born="2026-02-11", arrived="2026-03", died="2026-04"),
        mj.Pregnancy("p1", expected="2026-12-20", ended="2026-12", outcome="birth"),
        mj.Relation("a1", "c1", kind="kin"),
        mj.Need("sleep", "none", voice="family"),
        mj.Resource("kin_nearby"),
        mj.Support("parent-group", subject="c1", since="2026"),
        mj.GivenFact("own", voice="family", as_of="2026-01-10"),
        decision,
        assessment,
        assessment.offers[0],
        mj.OfferAnswer("visit", "not_yet", subject="c1", from_="2026-12-20", then="eligible"),
        mj.OfferAnswer("visit", "no_longer", since=datetime.date(2020, 1, 1), already=True),
        mj.Dose("visit", least=4, most=12),
        mj.Reason("place", "yes", facts={"family.territory": "FR", "family.languages": ["fr"]}, source="law"),
        mj.Question("family.savings", "income", unlocks=["visit"]),
        mj.Change({"family.registered": True}, then="undetermined"),
        town.offers[0],
        town.offers[0].when[0],
        town.offers[0].cost,
        town.providers[0],
        town.valid,
        next(iter(town.facts.values())),
        town.answer_type("child[c1].born"),
        mj.Dictionary.shipped("fr"),
        said,
        said.offers[0],
        said.questions[0],
        asked,
        asked.choices[0],
        talk.answer("child[c1].born", "2026-02").decline("family.territory"),
    ]
    return {f"{type(thing).__name__} {place}": thing for place, thing in enumerate(things)}


THINGS = everything()


def test_every_class_has_its_example() -> None:
    classes = {type(thing) for thing in THINGS.values()}
    public = {getattr(mj, name) for name in mj.__all__}
    # A journal grows, and an event that is not signed yet holds what is never stored: they have tests of their own.
    # So has a replay, which reads lines, and a table, which is handed on to whoever reads Arrow.
    classes |= {mj.Journal, mj.Replay, mj.Table, mj.UnsignedEvent}
    # And answers to many families, which are handed on through Arrow.
    classes |= {mj.AnswerTable, mj.Beside, mj.Evaluation, mj.EvaluationBatches, mj.OfferCounts, mj.SyntheticFamilies}
    assert {one for one in public if inspect.isclass(one) and one.__module__ == "millejours"} == classes


@pytest.mark.parametrize("name", THINGS)
def test_a_thing_is_a_value(name: str) -> None:
    thing = THINGS[name]
    assert copy.copy(thing) is thing
    assert copy.deepcopy(thing) is thing
    for protocol in (2, pickle.HIGHEST_PROTOCOL):
        restored = pickle.loads(pickle.dumps(thing, protocol))
        assert type(restored) is type(thing)
        assert restored == thing
        assert hash(restored) == hash(thing)
        assert repr(restored) == repr(thing)
    assert thing != 1
    others = [other for place, other in THINGS.items() if place != name]
    assert thing not in others


@pytest.mark.parametrize("name", THINGS)
def test_a_thing_is_written_as_code_where_code_can_build_it(name: str) -> None:
    thing = THINGS[name]
    written = repr(thing)
    assert written.removeprefix("<").startswith(type(thing).__name__)
    replace = getattr(thing, "replace", None)
    if replace is not None:
        assert eval(written, vars(mj) | {"datetime": datetime}) == thing
        assert replace() == thing
    else:
        assert written.startswith("<") or isinstance(
            thing, Programme | mj.Vocabulary | mj.ProgrammeHistory | mj.Dictionary | mj.SyntheticTerritory
        )


@pytest.mark.parametrize("name", THINGS)
def test_a_thing_cannot_be_changed_or_extended(name: str) -> None:
    thing = THINGS[name]
    for attribute in [one for one in dir(thing) if not one.startswith("_")]:
        with pytest.raises(AttributeError):
            setattr(thing, attribute, None)
    with pytest.raises(AttributeError):
        thing.other = 1  # type: ignore[attr-defined]
    with pytest.raises(TypeError):
        type("Mine", (type(thing),), {})


def test_programmes_are_equal_where_they_say_the_same() -> None:
    town = Programme.load(EXAMPLES / "programme.toml")
    assert town == Programme.from_json(town.to_json())
    assert town != Programme.load(EXAMPLES / "programme-2019.toml")
    assert len({town, Programme.from_json(town.to_json())}) == 1
    assert town.offers[0] == Programme.from_json(town.to_json()).offers[0]
