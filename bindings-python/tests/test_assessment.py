"""Answers, as researchers read and count them."""

import datetime
import gc
import json
import pickle
import timeit
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest

import millejours as mj
from conftest import REGISTERED
from millejours import Assessment, Family, Programme, Questionnaire, words

EXAMPLES = Path(__file__).parents[2] / "examples" / "maison-1000-jours"
FILES = sorted((EXAMPLES / "families").glob("*.json"))
ON = datetime.date(2026, 6, 1)

LATE = """
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
title = { en = "Home visit" }
cost = "free"
when = [ { id = "born", condition = "child.age_days >= 0" } ]
dose = { unit = "visit", amount = 2 }
"""


@pytest.fixture(scope="module")
def town() -> Programme:
    return Programme.load(EXAMPLES / "programme.toml")


@pytest.fixture(scope="module")
def answers(town: Programme) -> Assessment:
    return town.assess(Family.from_json((EXAMPLES / "families" / "f-sibling.json").read_bytes()), ON)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_objects_say_what_the_json_says(town: Programme, path: Path) -> None:
    text = path.read_bytes()
    assessment = town.assess(Family.from_json(text), ON)
    assert assessment.to_json() == town.assess_json(text, ON)
    document = assessment.to_dict()
    offers = document["offers"]
    assert isinstance(offers, list)
    assert len(offers) == len(assessment)
    for answer, wire in zip(assessment, offers, strict=True):
        assert answer.offer == wire["offer"]
        assert answer.subject == wire.get("subject")
        assert answer.decision == wire["decision"]
        assert answer.decision in get_args(words.Decision)
        assert (answer.from_ and answer.from_.isoformat()) == wire.get("from")
        assert answer.then == wire.get("then")
        assert (answer.since and answer.since.isoformat()) == wire.get("since")
        assert list(answer.missing) == wire["missing"]
        assert (answer.already, answer.exact) == (wire.get("already", False), wire.get("exact", True))
        dose = answer.dose and {"unit": answer.dose.unit, "least": answer.dose.least, "most": answer.dose.most}
        assert dose == wire.get("dose")
        for reason, ground in zip(answer.reasons, wire["reasons"], strict=True):
            facts = {name: list(read) if isinstance(read, tuple) else read for name, read in reason.facts.items()}
            assert (reason.rule, reason.truth, facts, reason.source) == (
                ground["rule"],
                ground["truth"],
                ground["facts"],
                ground["source"],
            )
            assert reason.excludes == ground.get("excludes", False)
        for change, wired in zip(answer.changes, wire["changes"], strict=True):
            assert dict(change.set) == wired["set"]
            assert change.then == wired.get("then", "eligible")
    questions = [(q.fact, q.category, list(q.unlocks)) for q in assessment.questions]
    assert questions == [(q["fact"], q["category"], q["unlocks"]) for q in document["questions"]]  # type: ignore[attr-defined]
    assert Assessment.from_json(assessment.to_json()) == assessment


def test_one_answer_is_found(answers: Assessment) -> None:
    first = answers.offers[0]
    assert answers[first.offer][0] == first
    assert answers.offer(first.offer, subject=first.subject) == first
    assert next(iter(answers)) == first
    with pytest.raises(KeyError):
        answers["no-such-offer"]
    with pytest.raises(LookupError, match="there is no answer about 'no-such-offer'"):
        answers.offer("no-such-offer")
    with pytest.raises(LookupError, match="for 'c9'"):
        answers.offer(first.offer, subject="c9")


def test_rows_go_into_a_frame_of_polars(answers: Assessment) -> None:
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame(answers.to_rows(), schema=Assessment.columns())
    assert frame.columns == list(Assessment.columns())
    assert frame.height == len(answers)
    assert frame["decision"].dtype == polars.String
    assert frame["on"].dtype == polars.Date
    assert frame["missing"].dtype == polars.List(polars.String)
    counts = dict(frame.group_by("decision").len().iter_rows())
    assert sum(counts.values()) == len(answers)
    assert counts["eligible"] == sum(answer.decision == "eligible" for answer in answers)
    strength = polars.Series(["strong", "none"], dtype=polars.Enum(get_args(words.Intensity)))
    assert strength.sort().to_list() == ["none", "strong"]


def test_rows_go_into_a_frame_of_pandas(answers: Assessment) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(answers.to_rows())
    assert (frame["decision"] == "eligible").sum() == sum(answer.decision == "eligible" for answer in answers)
    kind = pandas.CategoricalDtype(get_args(words.Decision))
    assert frame["decision"].astype(kind).notna().all()
    assert list(frame.columns) == list(answers.to_rows()[0])


def test_rows_whose_days_come_late_go_into_a_frame() -> None:
    """A frame that guesses looks at the first hundred rows."""
    polars = pytest.importorskip("polars")
    pandas = pytest.importorskip("pandas")
    house = Programme.from_toml(LATE)
    rows = []
    for number in range(200):
        born = "2026-02-11" if number < 150 else "2026-12-20"
        rows += house.assess({"children": [{"id": "c1", "born": born}]}, ON).to_rows(row=number)
    assert [row["from"] for row in rows[:150]] == [None] * 150
    assert rows[150]["from"] == datetime.date(2026, 12, 20)
    with pytest.raises(polars.exceptions.ComputeError):
        polars.DataFrame(rows)
    frame = polars.DataFrame(rows, schema=Assessment.columns() | {"row": int})
    assert frame["from"].dtype == polars.Date
    assert frame["from"].is_null().sum() == 150
    assert frame["row"].to_list() == list(range(200))
    assert frame["rules"].to_list()[149:151] == [[], ["born"]]
    assert polars.DataFrame([], schema=Assessment.columns()).columns == list(Assessment.columns())
    table = pandas.DataFrame(rows, columns=list(Assessment.columns())).astype({"least": "Int64", "most": "Int64"})
    assert (table["least"].isna().sum(), table["least"].dtype, table["most"].sum()) == (50, "Int64", 300)


def test_rows_tell_the_rules_of_a_no_and_what_they_are_told(town: Programme, answers: Assessment) -> None:
    for answer, row in zip(answers, answers.to_rows(scenario="now"), strict=True):
        no = answer.decision in ("not_eligible", "not_yet", "no_longer")
        assert row["rules"] == ([reason.rule for reason in answer.reasons] if no else [])
        assert bool(row["rules"]) == no
        assert (row["response"], row["scenario"]) == (answers.response, "now")
        assert list(row) == [*Assessment.columns(), "scenario"]
        for name, kind in Assessment.columns().items():
            assert row[name] is None or isinstance(row[name], getattr(kind, "__origin__", kind)), name
    with pytest.raises(TypeError, match="'offer' is a column already"):
        answers.to_rows(offer="visit")


def test_a_change_is_told_and_assessed_again() -> None:
    library = Programme.from_toml(REGISTERED)
    family = Family(facts={"registered": False})
    (answer,) = library.assess(family, ON)
    assert answer.decision == "not_eligible"
    (change,) = answer.changes
    for fact, value in change.set.items():
        family = library.answer(family, fact, value)
    assert family.facts["registered"].value is True
    assert library.assess(family, ON).offers[0].decision == change.then == "eligible"


def test_offers_are_made_once(town: Programme, answers: Assessment) -> None:
    assert town.offers is town.offers
    assert answers.offers is answers.offers
    assert next(iter(answers)) is answers.offers[0]
    assert pickle.loads(pickle.dumps(town)).offers == town.offers


def test_a_programme_and_its_offers_go_together() -> None:
    """Each holds the other, and the collector lets go of both."""

    def offers() -> int:
        gc.collect()
        return sum(isinstance(one, mj.Offer) for one in gc.get_objects())

    before = offers()
    house = Programme.from_toml(LATE)
    assert house.offers[0].id == "visit"
    assert offers() == before + 1
    del house
    assert offers() == before


def test_the_same_object_is_equal_at_once(town: Programme) -> None:
    other = Programme.from_json(town.to_json())
    assert town == other

    def spent(one: object, two: object) -> float:
        return min(timeit.repeat(lambda: one == two, number=20, repeat=5))

    # Written and compared, or the same: far more than ten times.
    assert spent(town, town) * 10 < spent(town, other)


def test_a_history_explains_by_the_version_in_force(town: Programme) -> None:
    old = Programme.load(EXAMPLES / "programme-2019.toml")
    history = mj.ProgrammeHistory([town, old])
    assert history.explain({}, ON, language="fr") == town.explain({}, ON, language="fr")
    asked = {"language": "de", "audience": "professional"}
    assert history.explain({}, "2024-12-31", **asked) == old.explain({}, "2024-12-31", **asked)  # type: ignore[arg-type]
    with pytest.raises(mj.DateError):
        history.explain({}, "1999-01-01", language="fr")
    with pytest.raises(mj.DictionaryError):
        history.explain({}, ON, language="rm")


def test_a_whole_number_is_told_whole() -> None:
    rooms = 'facts.family.rooms = { type = "int", range = [0, 20], category = "housing" }\n'
    house = Programme.from_toml(LATE.replace("\n[[offers]]", rooms + "\n[[offers]]"))
    for whole in (3, Decimal(3), Decimal("0.3E1")):
        assert house.answer({}, "family.rooms", whole).facts["rooms"].value == 3
    for other in (Decimal("3.0"), Decimal("3.5"), "3"):
        with pytest.raises(mj.FamilyError) as caught:
            house.answer({}, "family.rooms", other)
        assert caught.value.problems[0].expected == "a whole number, from 0 to 20"
        with pytest.raises(mj.FamilyError):
            house.assess({"facts": {"rooms": other}}, ON)
    for digits in ("3.0", "3e0"):
        with pytest.raises(mj.FamilyError):
            house.answer_json('{"schema": 1}', "family.rooms", digits)
        with pytest.raises(mj.FamilyError):
            house.assess_json('{"schema": 1, "facts": {"rooms": ' + digits + "}}", ON)


def test_rows_have_the_same_keys_always(town: Programme) -> None:
    keys = {tuple(row) for path in FILES for row in town.assess(Family.from_json(path.read_bytes()), ON).to_rows()}
    assert len(keys) == 1


def test_a_history_assesses_by_the_version_in_force(town: Programme) -> None:
    history = mj.ProgrammeHistory([town, Programme.load(EXAMPLES / "programme-2019.toml")])
    assert (len(history), [version.version for version in history]) == (2, ["2019.1", "2025.1"])
    assert (history[0].version, history[-1]) == ("2019.1", town)
    for place in (2, -3):
        with pytest.raises(IndexError):
            history[place]
    assert history.assess({}, ON) == town.assess({}, ON)
    assert history.assess({}, "2024-12-31").version == "2019.1"
    with pytest.raises(mj.DateError):
        history.assess({}, "1999-01-01")


def test_a_programme_is_read(town: Programme) -> None:
    assert "en" in town.title
    assert town.valid.from_ == datetime.date(2025, 1, 1)
    assert (ON in town.valid, "2024-12-31" in town.valid) == (True, False)
    for offer in town.offers:
        assert town.offer(offer.id) == offer
        assert offer.tier in get_args(words.Tier)
        assert offer.duty in get_args(words.Duty)
        assert offer.when or offer.unless
    definition = town.facts["family.quotient_familial"]
    assert (definition.type, definition.range, definition.currency) == ("money", ("0.00", "10000.00"), "EUR")
    assert definition.category == "income"
    assert definition.disadvantage == "low"
    assert [rule.id for rule in town.target] == ["place", "first-years"]


def test_a_questionnaire_ends_and_says_what_the_family_says(town: Programme) -> None:
    talk = Questionnaire(town, {"children": [{"id": "c1"}]}, ON)
    asked = []
    while (question := talk.next) is not None:
        asked.append(question.fact)
        kind = town.answer_type(question.fact)
        assert kind is not None
        talk = talk.answer(question.fact, "2026-02-11") if kind.type == "partial_date" else talk.decline(question.fact)
    assert talk.is_settled
    assert "child[c1].born" in asked
    assert len(asked) == len(set(asked))
    assert talk.assessment == town.assess(talk.family, ON)
    assert (talk.on, talk.programme) == (ON, town)
    assert talk.questions == ()


def test_a_family_is_not_asked_for_observations(town: Programme) -> None:
    def asked(talk: Questionnaire) -> list[str]:
        return [question.fact for question in talk.questions if question.fact.startswith("family.observed.")]

    assert asked(Questionnaire(town, {"children": [{"id": "c1"}]}, ON)) == []
    assert asked(Questionnaire(town, {"children": [{"id": "c1"}]}, ON, audience="professional")) != []
    with pytest.raises(ValueError, match="expected 'family' or 'professional'"):
        Questionnaire(town, {}, ON, audience="families")  # type: ignore[arg-type]


def test_a_saved_questionnaire_goes_on_where_it_stood(town: Programme) -> None:
    talk = Questionnaire(town, {"children": [{"id": "c1"}]}, ON)
    while (question := talk.next) is not None:
        talk = talk.skip(question.fact) if len(talk.told) % 2 else talk.decline(question.fact)
        again = Questionnaire.from_json(town, talk.to_json())
        assert (again, again.next, again.told) == (talk, talk.next, talk.told)
        assert pickle.loads(pickle.dumps(talk)) == talk
    assert 0 < len(talk.family.declined) < len(talk.told)
    with pytest.raises(mj.FamilyError) as refused:
        Questionnaire.from_json(town, talk.to_json().replace('"c1"', '"c 1"', 1))
    assert refused.value.problems[0].path == "family.children[0].id"


@pytest.mark.parametrize(("language", "yes"), [("de", "ja"), ("en", "yes"), ("fr", "oui"), ("it", "sì")])
def test_a_question_has_words_for_its_answers(town: Programme, language: str, yes: str) -> None:
    fact = next(fact for fact, own in town.facts.items() if own.type == "bool" and fact.startswith("family."))
    asked = town.ask({}, ON, fact, language=language)
    assert (asked.choices[0].value, asked.choices[0].label) == (True, yes)
    assert asked.to_json() == town.ask_json('{"schema": 1}', ON, fact, dictionary=mj.Dictionary.shipped(language))
    assert json.loads(asked.to_json()) == asked.to_dict()


def test_an_answer_that_does_not_fit_leaves_all_as_it_was(town: Programme) -> None:
    talk = Questionnaire(town, {"children": [{"id": "c1"}]}, ON)
    before = talk.next
    with pytest.raises(mj.FamilyError):
        talk.answer("child[c1].born", 7)
    with pytest.raises(TypeError, match="a float is not exact"):
        talk.answer("family.quotient_familial", 812.5)  # type: ignore[arg-type]
    with pytest.raises(mj.FamilyError):
        talk.decline("family.no_such_fact")
    assert talk.next == before


def test_answers_may_be_lists_and_carry_a_voice(town: Programme) -> None:
    family = town.answer({}, "family.languages", ["pt", "fr"])
    assert family.languages == ("pt", "fr")
    family = town.answer(family, "family.quotient_familial", 812, voice="family", as_of=ON)
    fact = family.facts["quotient_familial"]
    assert (fact.voice, fact.as_of) == ("family", ON)
    assert town.answer(family, "children", True).complete == ("children",)
    assert town.decline(family, "family.territory").declined == ("family.territory",)


def test_an_answer_alone_is_to_the_next_question(town: Programme) -> None:
    start, fact = Questionnaire(town, {"children": [{"id": "c1"}]}, ON), "child[c1].born"
    while start.next is not None and start.next.fact != fact:
        start = start.skip()
    assert start.answer("2025-12") == start.answer(fact, "2025-12") == start.answer(fact=fact, answer="2025-12")
    assert start.decline() == start.decline(fact)
    assert start.skip() == start.skip(fact)
    # A name without its answer, or an answer that is nothing, is no answer.
    with pytest.raises(TypeError, match="the answer to this fact is missing"):
        start.answer(fact)
    with pytest.raises(mj.FamilyError):
        start.answer(fact, None)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="expected str"):
        start.answer(7, "2025-12")
    end = start
    while end.next is not None:
        end = end.skip()
    with pytest.raises(RuntimeError, match="no question is left"):
        end.decline()
    with pytest.raises(RuntimeError, match="no question is left"):
        end.skip()
    with pytest.raises(RuntimeError, match="no question is left"):
        end.answer("2025-12")
