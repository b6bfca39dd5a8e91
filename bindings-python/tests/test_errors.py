"""What is refused, and as what."""

import copy
import datetime
import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

import millejours
from conftest import FAMILY, NAMING, PROGRAMME, VOCABULARY
from millejours import (
    AssessmentError,
    ConditionError,
    DateError,
    DictionaryError,
    FamilyError,
    HistoryError,
    MillejoursError,
    Problem,
    Programme,
    ProgrammeError,
    ProgrammeHistory,
    Vocabulary,
    VocabularyError,
    words,
)

SLIP = "schema = 1\nidd = 'x'"


def refusal(text: str | bytes = SLIP) -> ProgrammeError:
    with pytest.raises(ProgrammeError) as caught:
        Programme.from_toml(text)
    return caught.value


@pytest.mark.parametrize(
    "kind",
    [ProgrammeError, VocabularyError, FamilyError, DateError, HistoryError, ConditionError, AssessmentError],
)
def test_every_refusal_is_a_value_error(kind: type[MillejoursError]) -> None:
    assert issubclass(kind, MillejoursError)
    assert issubclass(kind, ValueError)
    assert kind.__doc__


def slip() -> Problem:
    (found,) = (problem for problem in refusal().problems if problem.code == "document.unknown_key")
    return found


def test_a_slip_is_placed_and_helped() -> None:
    assert (slip().line, slip().column) == (2, 1)
    assert slip().path == "idd"
    assert slip().help == "did you mean `id`?"


def test_an_error_says_of_itself_what_its_first_problem_says() -> None:
    error = refusal()
    first = error.problems[0]
    assert (first.code, first.line, first.column) == (error.code, error.line, error.column)
    assert (first.path, first.message) == (error.path, error.message)
    assert (first.expected, first.help) == (error.expected, error.help)


def test_all_problems_come_at_once() -> None:
    error = refusal()
    assert len(error.problems) > 1
    assert isinstance(error.problems, tuple)
    assert all(str(problem) in str(error) for problem in error.problems)


def test_problems_come_in_the_order_of_their_places() -> None:
    places = [(problem.line, problem.column) for problem in refusal("id = 'no id'\nschema = 1\nidd = 'x'").problems]
    assert places == [(1, 1), (1, 1), (1, 1), (1, 6), (3, 1)]


def test_text_and_json_are_those_of_the_core() -> None:
    error = refusal()
    assert str(error).startswith("the programme cannot be used\n")
    document = json.loads(error.to_json())
    assert (document["schema"], document["error"]) == (1, "programme")
    assert [problem["code"] for problem in document["problems"]] == [problem.code for problem in error.problems]
    assert error.to_json() == json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def test_problems_compare_by_value_and_cannot_be_changed() -> None:
    one, other = slip(), slip()
    assert one == other
    assert hash(one) == hash(other)
    assert "document.unknown_key" in repr(one)
    with pytest.raises(AttributeError):
        one.code = "other"  # type: ignore[misc]


@pytest.mark.parametrize("how", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))])
def test_errors_are_copied_and_pickled(how: object) -> None:
    error = refusal()
    assert callable(how)
    copied = how(error)
    assert type(copied) is ProgrammeError
    assert (str(copied), copied.to_json()) == (str(error), error.to_json())
    assert copied.problems == error.problems
    assert str(copied.problems[0]) == str(error.problems[0])


def test_each_argument_has_its_own_exception(programme: Programme) -> None:
    with pytest.raises(ProgrammeError):
        Programme.from_json("{}")
    with pytest.raises(FamilyError):
        programme.assess_json('{"schema": 1, "idd": "f"}', "2026-06-01")
    with pytest.raises(DateError) as outside:
        programme.assess_json(FAMILY, "2025-12-31")
    assert outside.value.code == "date.outside_validity"
    with pytest.raises(HistoryError):
        ProgrammeHistory([programme, programme])
    with pytest.raises(VocabularyError) as newer:
        Vocabulary.from_json('{"schema": 2}')
    assert newer.value.code == "document.schema"
    with pytest.raises(ConditionError):
        millejours.format_condition("family.carers ==")


@pytest.mark.parametrize("on", ["2026-02-30", "01/06/2026", "", "2026-06-01T00:00:00", "\ud800", "2026-06-01\0"])
def test_a_text_that_is_no_date_is_a_date_error(programme: Programme, on: str) -> None:
    with pytest.raises(DateError) as caught:
        programme.assess_json(FAMILY, on)
    assert caught.value.code == "date.invalid"
    assert caught.value.path == "on"


NO_DATES = [
    datetime.datetime(2026, 6, 1),
    datetime.datetime(2026, 6, 1, tzinfo=datetime.UTC),
    20260601,
    None,
    b"2026-06-01",
]


@pytest.mark.parametrize("on", NO_DATES)
def test_what_is_no_date_at_all_is_a_type_error(programme: Programme, on: object) -> None:
    with pytest.raises(TypeError, match=r"expected a datetime\.date or text such as '2026-01-31', not .*\n.*'on'"):
        programme.assess_json(FAMILY, on)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", [None, 1, {"schema": 1}, bytearray(b""), Path("programme.toml")])
def test_what_is_no_text_is_a_type_error(programme: Programme, text: object) -> None:
    with pytest.raises(TypeError, match=r"expected str or bytes, not .*\n.*'text'"):
        Programme.from_toml(text)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"expected str or bytes, not .*\n.*'family'"):
        programme.assess_json(text, "2026-06-01")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"expected str or bytes, not .*\n.*'text'"):
        Vocabulary.from_json(text)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"expected str or bytes, not .*\n.*'text'"):
        millejours.format_condition(text)  # type: ignore[arg-type]


@pytest.mark.parametrize("vocabularies", [None, 1, "text", [None], [PROGRAMME]])
def test_what_is_no_vocabulary_is_a_type_error(vocabularies: object) -> None:
    with pytest.raises(TypeError):
        Programme.from_toml(PROGRAMME, vocabularies=vocabularies)  # type: ignore[arg-type]


def test_vocabularies_are_given_by_name(programme: Programme) -> None:
    with pytest.raises(TypeError):
        Programme.from_toml(PROGRAMME, [])  # type: ignore[call-arg]


def test_a_vocabulary_that_was_not_handed_over_is_a_programme_error() -> None:
    with pytest.raises(ProgrammeError) as caught:
        Programme.from_toml(NAMING)
    (problem,) = (problem for problem in caught.value.problems if problem.code == "reference.unknown")
    assert (problem.line, problem.path) == (1, "vocabularies[0]")
    assert problem.help == "hand it over when the programme is loaded"
    near = Vocabulary.from_toml(VOCABULARY.replace('"household"', '"houshold"'))
    with pytest.raises(ProgrammeError) as helped:
        Programme.from_toml(NAMING, vocabularies=[near])
    assert "did you mean `houshold`?" in str(helped.value)


def test_lone_surrogates_are_refused_as_bytes_that_are_no_utf8(programme: Programme) -> None:
    text = PROGRAMME + "# \ud800"
    assert refusal(text).code == "document.encoding"
    assert refusal(text).to_json() == refusal(text.encode("utf-8", "surrogatepass")).to_json()
    with pytest.raises(FamilyError) as caught:
        programme.assess_json('{"id": "\udfff"}', "2026-06-01")
    assert caught.value.code == "document.encoding"
    for odd in ("\ud800", b"\xff"):
        with pytest.raises(ConditionError) as refused:
            millejours.format_condition(odd)
        assert refused.value.code == "document.encoding"
    with pytest.raises(VocabularyError) as unread:
        Vocabulary.from_toml("id = '\udfff'")
    assert unread.value.code == "document.encoding"


def test_a_file_that_cannot_be_read_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        Programme.load(tmp_path / "absent.toml")
    assert caught.value.filename == str(tmp_path / "absent.toml")
    with pytest.raises(FileNotFoundError):
        Vocabulary.load(tmp_path / "absent.toml")
    with pytest.raises(IsADirectoryError):
        Programme.load(tmp_path)
    with pytest.raises(TypeError):
        Programme.load(1)  # type: ignore[arg-type]


def test_a_file_that_is_no_programme_is_a_programme_error(tmp_path: Path) -> None:
    path = tmp_path / "programme.json"
    path.write_text(PROGRAMME, encoding="utf-8")
    with pytest.raises(ProgrammeError):
        Programme.load(path)
    with pytest.raises(VocabularyError):
        Vocabulary.load(path)


def test_a_history_takes_programmes_only() -> None:
    for versions in (1, "text", [PROGRAMME], [None]):
        with pytest.raises(TypeError):
            ProgrammeHistory(versions)  # type: ignore[arg-type]


def test_an_iterator_that_fails_fails_the_history(programme: Programme) -> None:
    def versions() -> object:
        yield programme
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        ProgrammeHistory(versions())  # type: ignore[arg-type]


def test_a_problem_can_be_matched() -> None:
    match slip():
        case Problem(code="document.unknown_key", path=path):
            assert path == "idd"
        case other:
            pytest.fail(str(other))


def words_of(refused: MillejoursError, path: str) -> str | None:
    return next(problem.expected for problem in refused.problems if problem.path == path)


def test_closed_sets_are_those_of_the_core() -> None:
    with pytest.raises(FamilyError) as family:
        millejours.Family.from_dict(
            {
                "complete": ["x"],
                "adults": [{"id": "a1", "lives_here": "x"}],
                "pregnancies": [{"id": "p1", "outcome": "x"}],
                "relations": [{"adult": "a1", "child": "c1", "kind": "x", "authority": "x"}],
                "needs": [{"domain": "d", "intensity": "x", "voice": "family"}],
            }
        )
    with pytest.raises(ProgrammeError) as programme:
        Programme.from_toml(
            PROGRAMME.replace('"universal"', '"x"').replace('"to_offer"', '"x"').replace('"family"', '"x"')
            + '[facts.family.one]\ntype = "x"\ncategory = "x"\n'
        )
    with pytest.raises(AssessmentError) as assessment:
        millejours.Assessment.from_dict(
            {
                "programme": "p",
                "version": "1",
                "on": "2026-06-01",
                "response": "x",
                "offers": [
                    {
                        "offer": "o",
                        "decision": "x",
                        "reasons": [{"rule": "r", "truth": "x"}],
                        "missing": [],
                        "changes": [],
                    },
                    {"offer": "o", "decision": "not_yet", "from": "2027-01-01", "then": "x"},
                ],
                "questions": [],
            }
        )
    told = [
        (family, "complete[0]", words.Complete),
        (family, "adults[0].lives_here", words.LivesHere),
        (family, "pregnancies[0].outcome", words.Outcome),
        (family, "relations[0].kind", words.RelationKind),
        (family, "relations[0].authority", words.Authority),
        (family, "needs[0].intensity", words.Intensity),
        (programme, "offers[0].tier", words.Tier),
        (programme, "offers[0].duty", words.Duty),
        (programme, "offers[0].for", words.Subject),
        (programme, "facts.family.one.type", words.FactKind),
        (programme, "facts.family.one.category", words.Category),
        (assessment, "response", words.Response),
        (assessment, "offers[0].reasons[0].truth", words.Truth),
        (assessment, "offers[0].decision", words.Decision),
        (assessment, "offers[1].then", words.Then),
    ]
    for caught, path, of_words in told:
        assert words_of(caught.value, path) == ", ".join(get_args(of_words)), path
    with pytest.raises(ValueError, match="'family' or 'professional'"):
        Programme.from_toml(PROGRAMME).explain({}, "2026-06-01", language="fr", audience="x")  # type: ignore[arg-type]
    assert get_args(words.Audience) == ("family", "professional")


CALLS: list[tuple[str, type[MillejoursError], Callable[[], object]]] = [
    ("programme", ProgrammeError, lambda: Programme.from_toml(SLIP)),
    ("vocabulary", VocabularyError, lambda: Vocabulary.from_toml(SLIP)),
    ("family", FamilyError, lambda: millejours.Family(id="no id")),
    ("date", DateError, lambda: Programme.from_toml(PROGRAMME).assess({}, "1999-01-01")),
    ("history", HistoryError, lambda: ProgrammeHistory([])),
    ("condition", ConditionError, lambda: millejours.format_condition("1 +")),
    ("assessment", AssessmentError, lambda: millejours.Assessment.from_json("{}")),
    ("dictionary", DictionaryError, lambda: millejours.Dictionary.shipped("rm")),
]


@pytest.mark.parametrize(("kind", "of_class", "call"), CALLS, ids=[kind for kind, _, _ in CALLS])
def test_an_error_says_its_kind(kind: str, of_class: type[MillejoursError], call: Callable[[], object]) -> None:
    with pytest.raises(of_class) as caught:
        call()
    assert caught.value.kind == kind
    assert json.loads(caught.value.to_json())["error"] == kind


def test_a_key_is_counted_as_it_was_given() -> None:
    programme = Programme.from_toml(PROGRAMME)

    def told(family: dict[str, object]) -> list[tuple[str, str | None]]:
        with pytest.raises(FamilyError) as caught:
            programme.assess(family, "2026-06-01")
        return [(problem.path, problem.help) for problem in caught.value.problems]

    assert told({"childs": []}) == [("childs", "did you mean `children`?")]
    guide = "the guide `docs::family` tells each key"
    assert told({"quite_another": 1}) == [("(key 1)", guide)]
    assert told({"id": "f", "quite_another": 1}) == [("(key 2)", guide)]
    assert told({"schema": 1, "quite_another": 1}) == [("(key 2)", guide)]
    assert told({"children": [{"id": "c1", "quite_another": 1}]}) == [("children[0].(key 2)", guide)]


def test_names_that_the_programme_does_not_know_are_carried_and_listed() -> None:
    programme = Programme.from_toml(PROGRAMME)
    slips = {
        "territory": "FR-69381",
        "facts": {"quotient_familal": 300},
        "needs": [{"domain": "sleeping", "intensity": "light", "voice": "famly"}],
    }
    assert programme.assess(slips, "2026-06-01").offers[0].decision == "eligible"
    unread = programme.unread(slips)
    assert isinstance(unread, tuple)
    assert [problem.path for problem in unread] == ["needs[0].domain", "needs[0].voice", "facts.quotient_familal"]
    assert {problem.code for problem in unread} == {"family.unread"}
    assert "300" not in "".join(map(str, unread))
    assert programme.unread({"territory": "FR-69381"}) == ()
    assert programme.unread_json(FAMILY) == programme.unread_json(FAMILY.encode()) == "[]"
    with pytest.raises(FamilyError):
        programme.unread({"childs": []})


def test_a_call_without_a_language_names_those_that_there_are() -> None:
    programme = Programme.from_toml(PROGRAMME)
    with pytest.raises(TypeError, match=r"either a language \('de', 'en', 'fr', 'it'\) or a dictionary of your own$"):
        programme.explain({}, "2026-06-01")
    with pytest.raises(TypeError, match="'de', 'en', 'fr', 'it'"):
        programme.ask({}, "2026-06-01", "children")
