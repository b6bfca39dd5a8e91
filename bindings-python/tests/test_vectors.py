"""Replays the shared vectors; their form is told in tests/src/lib.rs."""

import datetime
import json
import os
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

import millejours
from millejours import (
    Assessment,
    Dictionary,
    Family,
    MillejoursError,
    Problem,
    Programme,
    ProgrammeHistory,
    Vocabulary,
    format_condition,
)

ROOT = Path(__file__).parents[2]

PROGRAMMES = {"programme", "programme_json", "programme_hex", "programme_file", "history", "history_files"}
HISTORIES = {"history", "history_files"}
FAMILIES = {"family", "family_hex", "family_file"}
RESULTS = {"expect", "error", "prints", "reads", "unread"}
WRITINGS = {"warnings", "writes_json", "writes_toml"}
TELLINGS = {"fact", "decline", "unread"}
ASKED = TELLINGS | {"answer", "asks"}
WORDS = {"language", "dictionary", "dictionary_file"}
LISTS = HISTORIES | {"vocabularies"}
KEYS = {"name", "about", "on", "condition", "assessment", "vocabularies"}
KEYS |= PROGRAMMES | FAMILIES | RESULTS | WRITINGS | ASKED | WORDS | {"audience"}

ALONE = PROGRAMMES | FAMILIES | WRITINGS | ASKED | {"on", "vocabularies", "audience"}

Case = dict[str, Any]
Group = dict[str, Any]


def form(case: Case, default: bool) -> str | None:
    """What is wrong with the form of a case."""
    given = case.keys()
    if unknown := given - KEYS:
        return f"unknown keys {sorted(unknown)}"
    for key, value in case.items():
        of_type = isinstance(value, list) and all(isinstance(one, str) for one in value)
        if not (of_type if key in LISTS else isinstance(value, str)):
            return f"{key} has a value of another type"
    results, writings = given & RESULTS, given & WRITINGS
    wrongs = {
        "it has no name": not case.get("name"),
        "it expects nothing": not results | writings,
        "it expects several results": len(results) > 1,
    }
    if "condition" in given:
        alone = not given & (ALONE | {"expect", "assessment"})
        wrongs["a condition stands alone, with `prints` or `error`"] = not alone
    elif "assessment" in given:
        wrongs["an assessment stands alone, with `expect` or `error`"] = bool(given & (ALONE | {"prints"}))
    elif given & WORDS and "audience" not in given:
        wrongs["a dictionary alone has `error`"] = bool(given & ALONE) or "error" not in given
    else:
        wrongs |= {
            "an audience and one dictionary go together": ("audience" in given) != (len(given & WORDS) == 1),
            "words need a family and a day": "audience" in given and "on" not in given,
            "`reads` needs an audience": "reads" in given and "audience" not in given,
            "`prints` belongs to a condition": "prints" in given,
            "it has several programmes or families": len(given & PROGRAMMES) > 1 or len(given & FAMILIES) > 1,
            "it has no programme": not given & PROGRAMMES and not default,
            "`fact` and `answer` go together": ("fact" in given) != ("answer" in given),
            "it asks several things": len(given & (TELLINGS | {"on", "asks"})) > 1,
            "a history is not answered": bool(given & HISTORIES and given & ASKED),
            "a family and `on`, `fact`, `decline` or `unread` go together": bool(given & FAMILIES)
            != bool(given & (TELLINGS | {"on"})),
            "`expect` needs a family": "expect" in given and not given & (FAMILIES | {"asks"}),
            "a family needs `expect`, `unread` or `error`": bool(given & (FAMILIES | {"asks"})) and not results,
            "a history has no warnings and is not written": bool(given & HISTORIES and writings),
        }
    return next((wrong for wrong, holds in wrongs.items() if holds), None)


def from_file(path: str, known: list[Vocabulary]) -> Programme:
    read = Programme.from_json if path.endswith(".json") else Programme.from_toml
    return read((ROOT / path).read_bytes(), vocabularies=known)


def load(case: Case, default: str | None, known: list[Vocabulary]) -> Programme | ProgrammeHistory:
    match case:
        case {"history": texts}:
            return ProgrammeHistory([Programme.from_toml(text, vocabularies=known) for text in texts])
        case {"history_files": paths}:
            return ProgrammeHistory([from_file(path, known) for path in paths])
        case {"programme_json": text}:
            return Programme.from_json(text, vocabularies=known)
        case {"programme_hex": digits}:
            return Programme.from_toml(bytes.fromhex(digits), vocabularies=known)
        case {"programme_file": path}:
            return from_file(path, known)
        case _:
            return Programme.from_toml(case.get("programme") or default or "", vocabularies=known)


def family(case: Case) -> str | bytes:
    match case:
        case {"family": str(text)}:
            return text
        case {"family_hex": str(digits)}:
            return bytes.fromhex(digits)
        case _:
            return (ROOT / str(case["family_file"])).read_bytes()


def ask(programme: Programme, case: Case) -> str:
    """What a case asks for in place of an assessment."""
    match case:
        case {"fact": str(fact), "answer": str(answer)}:
            return programme.answer_json(family(case), fact, answer)
        case {"decline": str(fact)}:
            return programme.decline_json(family(case), fact)
        case _:
            return programme.answer_type_json(case["asks"]) or "null"


def dictionary(case: Case) -> Dictionary | None:
    """The dictionary that a case names, if any."""
    match case:
        case {"language": str(tag)}:
            return Dictionary.shipped(tag)
        case {"dictionary": str(text)}:
            return Dictionary.from_toml(text)
        case {"dictionary_file": str(path)}:
            return Dictionary.load(ROOT / path)
        case _:
            return None


def written(problems: tuple[Problem, ...]) -> str:
    """The JSON of problems, from their objects alone."""
    fields = ("code", "line", "column", "path", "message", "expected", "help")
    told = [{name: getattr(problem, name) for name in fields} for problem in problems]
    problem = [{name: value for name, value in one.items() if value is not None and value != ""} for one in told]
    return json.dumps(problem, ensure_ascii=False, separators=(",", ":"))


def rebuilt(error: MillejoursError) -> str:
    """The error's JSON, from its objects alone."""
    return f'{{"schema":1,"error":"{error.kind}","problems":{written(error.problems)}}}'


def play(case: Case, group: Group) -> dict[str, str]:
    """What comes out of a case, by the key under which it is written."""
    came: dict[str, str] = {}
    try:
        if "condition" in case:
            return {"prints": format_condition(case["condition"])}
        if "assessment" in case:
            return {"expect": Assessment.from_json(case["assessment"]).to_json()}
        words = dictionary(case)
        if words is not None and "audience" not in case:
            return came
        texts: list[str] = (case if "vocabularies" in case else group).get("vocabularies", [])
        known = [Vocabulary.from_toml(text) for text in texts]
        loaded = load(case, group.get("programme"), known)
        if isinstance(loaded, Programme):
            came = {
                "warnings": loaded.warnings_json(),
                "writes_json": loaded.to_json(),
                "writes_toml": loaded.to_toml(),
            }
            if "writes_json" in case:
                again = Programme.from_json(came["writes_json"], vocabularies=known)
                assert again.to_json() == came["writes_json"]
            if "writes_toml" in case:
                again = Programme.from_toml(came["writes_toml"], vocabularies=known)
                assert again.to_toml() == came["writes_toml"]
        if words is not None:
            page = loaded.explain_json(family(case), case["on"], dictionary=words, audience=case["audience"])
            came |= {"expect": page, "reads": json.loads(page)["text"]}
        elif "on" in case:
            came["expect"] = loaded.assess_json(family(case), case["on"])
            # Objects say the same, on every way.
            told = Family.from_json(family(case))
            assert eval(repr(told), vars(millejours) | {"datetime": datetime}) == told
            for same in (told, told.to_dict()):
                assert loaded.assess(same, case["on"]).to_json() == came["expect"]
        elif isinstance(loaded, Programme) and "unread" in case:
            came["unread"] = loaded.unread_json(family(case))
            # Objects say the same.
            assert written(loaded.unread(Family.from_json(family(case)))) == came["unread"]
        elif isinstance(loaded, Programme) and case.keys() & ASKED:
            came["expect"] = ask(loaded, case)
    except MillejoursError as error:
        came["error"] = error.to_json()
        came["rebuilt"] = rebuilt(error)
    return came


def replay(case: Case, group: Group) -> str | None:
    """Where what comes out is not what is written."""
    came = play(case, group)
    for key in sorted(case.keys() & (RESULTS | WRITINGS)):
        expected = case[key].removesuffix("\n")
        if came.get(key) != expected:
            return f"{key} differs\n  written: {expected}\n  came:    {came.get(key, came)}"
    if came.get("rebuilt") != came.get("error"):
        return f"its objects say something else: {came}"
    if "error" in came and "error" not in case:
        return f"it was refused: {came['error']}"
    return None


def failures(group: Group, seen: set[str]) -> Iterable[str]:
    if (
        group.keys() - {"about", "programme", "vocabularies", "case"}
        or not isinstance(group.get("about"), str)
        or not group.get("case")
    ):
        yield "the group has unknown keys, no `about` or no case"
        return
    for case in group["case"]:
        name = case.get("name")
        wrong = form(case, "programme" in group)
        if wrong is None and name in seen:
            wrong = "the name stands twice"
        seen.add(name)
        if wrong or (wrong := replay(case, group)):
            yield f"{name}: {wrong}"


def test_every_case_gives_what_is_written() -> None:
    seen: set[str] = set()
    replayed = 0
    failed = []
    for path in sorted((ROOT / "tests" / "vectors").glob("*.toml")):
        group = tomllib.loads(path.read_text(encoding="utf-8"))
        failed += [f"{path.name}: {wrong}" for wrong in failures(group, seen)]
        replayed += len(group.get("case", []))
    if counts := os.environ.get("MILLEJOURS_COUNTS"):
        with Path(counts).open("a", encoding="utf-8") as file:
            file.write(f"python={replayed}\n")
    assert replayed, "no case was replayed"
    if failed:
        pytest.fail("\n".join([f"{len(failed)} of {replayed} cases failed", *failed]), pytrace=False)


@pytest.mark.parametrize(
    ("case", "why"),
    [
        ({"condition": "x"}, "expects nothing"),
        ({"condition": "x", "prints": "x", "print": "x"}, "unknown keys"),
        ({"condition": "x", "prints": 1}, "another type"),
        ({"condition": "x", "prints": "x", "error": "x"}, "several results"),
        ({"condition": "x", "prints": "x", "on": "x"}, "stands alone"),
        ({"condition": "x", "prints": "x", "vocabularies": []}, "stands alone"),
        ({"programme": "", "vocabularies": "", "error": "x"}, "another type"),
        ({"programme": "", "prints": "x"}, "belongs to a condition"),
        ({"error": "x"}, "no programme"),
        ({"programme": "", "programme_json": "", "error": "x"}, "several programmes"),
        ({"programme": "", "family": "", "expect": "x"}, "go together"),
        ({"programme": "", "family": "", "fact": "x", "expect": "x"}, "`fact` and `answer` go together"),
        ({"programme": "", "fact": "x", "answer": "", "expect": "x"}, "go together"),
        ({"programme": "", "family": "", "on": "", "decline": "x", "expect": "x"}, "asks several things"),
        ({"programme": "", "family": "", "asks": "x", "expect": "x"}, "go together"),
        ({"programme": "", "asks": "x", "warnings": ""}, "needs `expect`"),
        ({"history": [], "family": "", "decline": "x", "expect": "x"}, "a history is not answered"),
        ({"assessment": "", "asks": "", "expect": "x"}, "stands alone"),
        ({"assessment": "", "prints": "x"}, "stands alone"),
        ({"programme": "", "expect": "x"}, "needs a family"),
        ({"programme": "", "family": "", "on": "", "warnings": "x"}, "needs `expect`, `unread` or `error`"),
        ({"history": [], "warnings": "x"}, "history has no warnings"),
    ],
)
def test_what_is_no_vector_is_refused(case: Case, why: str) -> None:
    (wrong,) = failures({"about": "x", "case": [{"name": "one", **case}]}, set())
    assert why in wrong


def test_a_case_that_gives_something_else_fails() -> None:
    case = {"name": "one", "condition": "on == on", "prints": "something else"}
    (wrong,) = failures({"about": "x", "case": [case]}, set())
    assert "prints differs" in wrong
    assert list(failures({"about": "x", "case": [case | {"prints": "on == on\n"}]}, set())) == []
