"""Answers, as researchers read and count them."""

import datetime
import json
import pickle
from pathlib import Path
from typing import get_args

import pytest

import millejours as mj
from millejours import Assessment, Family, Programme, Questionnaire, words

EXAMPLES = Path(__file__).parents[2] / "examples" / "maison-1000-jours"
FILES = sorted((EXAMPLES / "families").glob("*.json"))
ON = datetime.date(2026, 6, 1)


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
    frame = polars.DataFrame(answers.to_rows(), infer_schema_length=None)
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
