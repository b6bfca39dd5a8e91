"""Replays the shared vectors; their form is told in tests/src/lib.rs."""

import datetime
import json
import os
import pickle
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import icalendar
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
    Schedule,
    ScheduleEntry,
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
SCHEDULES = {"gives", "icalendar"}
PROOFS = {"laws", "lints", "difference"}
AFTER = {"after", "after_file"}
LISTS = HISTORIES | {"vocabularies"}
LIMITS = {"adults", "children", "pregnancies", "expected"}
UNITS = {"weights", "cliff"}
KEYS = {"name", "about", "on", "condition", "assessment", "schedule", "vocabularies", "law"} | PROOFS | AFTER
KEYS |= PROGRAMMES | FAMILIES | RESULTS | WRITINGS | ASKED | WORDS | SCHEDULES | {"audience"}

ALONE = PROGRAMMES | FAMILIES | WRITINGS | ASKED | SCHEDULES | PROOFS | {"on", "vocabularies", "audience"}

Case = dict[str, Any]
Group = dict[str, Any]


def is_of_type(key: str, value: object) -> bool:
    """Is the value one that the key may have?"""
    if key in LISTS:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if key in PROOFS:
        if not isinstance(value, dict):
            return False
        numbers = {name: one for name, one in value.items() if name not in UNITS}
        every = [numbers, *(value.get(name, {}) for name in UNITS)]
        if not all(isinstance(one, dict) for one in every):
            return False
        return all(isinstance(one, int) and one >= 0 for numbers in every for one in numbers.values())
    return isinstance(value, str)


def form(case: Case, default: bool) -> str | None:
    """What is wrong with the form of a case."""
    given = case.keys()
    if unknown := given - KEYS:
        return f"unknown keys {sorted(unknown)}"
    for key, value in case.items():
        if not is_of_type(key, value):
            return f"{key} has a value of another type"
    for key in PROOFS & given:
        if unknown := case[key].keys() - LIMITS - UNITS:
            return f"unknown keys {sorted(unknown)}"
    results, writings = given & RESULTS, given & WRITINGS
    wrongs = {
        "it has no name": not case.get("name"),
        "it expects nothing": not results | writings,
        "it expects several results": len(results) > 1,
    }
    if "condition" in given:
        alone = not given & (ALONE | {"expect", "assessment", "schedule"})
        wrongs["a condition stands alone, with `prints` or `error`"] = not alone
    elif "assessment" in given:
        wrongs["an assessment stands alone, with `expect` or `error`"] = bool(given & (ALONE | {"prints", "schedule"}))
    elif "schedule" in given:
        wrongs["a schedule stands alone, with `expect` or `error`"] = bool(given & (ALONE | WORDS | {"prints"}))
    elif case.get("gives", "schedule") != "schedule":
        wrongs['`gives` is "schedule"'] = True
    elif given & SCHEDULES and "on" not in given:
        wrongs["a schedule needs a family and a day"] = True
    elif {"icalendar", "audience"} <= given:
        wrongs["a calendar has no audience"] = True
    elif "icalendar" in given:
        wrongs["a calendar needs one dictionary"] = len(given & WORDS) != 1 or bool(given & {"gives", "reads"})
    elif given & WORDS and not given & (PROOFS | {"audience"}):
        wrongs["a dictionary alone has `error`"] = bool(given & ALONE) or "error" not in given
    else:
        proof, worded = bool(given & PROOFS), len(given & WORDS)
        told = "error" in given or ("reads" in given) == (worded == 1)
        wrongs |= {
            "a proof in words needs one dictionary and no audience, and `reads` or `error`": proof
            and (worded > 1 or "audience" in given or not told),
            "`law` picks one of `laws` as JSON": {"law", "reads"} <= given,
            "an audience and one dictionary go together": not proof and ("audience" in given) != (worded == 1),
            "words need a family and a day": "audience" in given and "on" not in given,
            "`reads` needs a dictionary": "reads" in given and not worded,
            "`prints` belongs to a condition": "prints" in given,
            "it has several programmes or families": len(given & PROGRAMMES) > 1 or len(given & FAMILIES) > 1,
            "it has no programme": not given & PROGRAMMES and not default,
            "`fact` and `answer` go together": ("fact" in given) != ("answer" in given),
            "`law` picks one of `laws`": "law" in given and "laws" not in given,
            "it asks several things": len(given & (TELLINGS | PROOFS | {"on", "asks"})) > 1,
            "a history is not answered": bool(given & HISTORIES and given & ASKED),
            "the laws are those of one programme": bool(given & HISTORIES and given & PROOFS),
            "a difference needs the programme that comes after": ("difference" in given) != bool(given & AFTER),
            "a family and `on`, `fact`, `decline` or `unread` go together": bool(given & FAMILIES)
            != bool(given & (TELLINGS | {"on"})),
            "`expect` needs a family": "expect" in given and not given & (FAMILIES | PROOFS | {"asks"}),
            "a family needs `expect`, `unread` or `error`": bool(given & (FAMILIES | PROOFS | {"asks"}))
            and not results,
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


def proved(programme: Programme, case: Case, known: list[Vocabulary], words: Dictionary | None) -> dict[str, str]:
    """What a programme proves: its laws, or the one that is picked; its lints; how another differs from it."""
    match case:
        case {"lints": dict(asked)}:
            lints = programme.lints(**asked)
            if words is not None:
                return {"reads": lints.to_text(programme, dictionary=words)}
            assert pickle.loads(pickle.dumps(lints)) == lints
            assert len(lints.to_rows()) == len(lints)
            return {"expect": lints.to_json()}
        case {"difference": dict(asked)}:
            text = case.get("after")
            after = Programme.from_toml(text, vocabularies=known) if text else from_file(case["after_file"], known)
            differences = programme.difference(after, **asked)
            if words is not None:
                return {"reads": differences.to_text(programme, after, dictionary=words)}
            assert pickle.loads(pickle.dumps(differences)) == differences
            assert len(differences.to_rows()) == len(differences)
            return {"expect": differences.to_json()}
        case _:
            laws = programme.laws(**case["laws"])
            if words is not None:
                return {"reads": laws.to_text(programme, dictionary=words)}
            assert pickle.loads(pickle.dumps(laws)) == laws
            assert len(laws.to_rows()) == sum(max(1, len(one.breaks) + len(one.undecided)) for one in laws)
            return {"expect": laws[case["law"]].to_json() if "law" in case else laws.to_json()}


def scheduled(loaded: Programme | ProgrammeHistory, case: Case, words: Dictionary | None) -> dict[str, str]:
    """A schedule, which its objects tell, too."""
    text = loaded.schedule_json(family(case), case["on"])
    known = Family.from_json(family(case))
    schedule = loaded.schedule(known, case["on"])
    assert schedule.to_json() == text
    assert Schedule.from_json(text) == schedule == Schedule.from_dict(schedule.to_dict())
    assert len(schedule.to_rows()) == len(schedule)
    if words is None:
        return {"expect": text}
    audience = case["audience"]
    said = loaded.schedule_text_json(family(case), case["on"], dictionary=words, audience=audience)
    if isinstance(loaded, Programme):
        assert schedule.to_text(loaded, known, dictionary=words, audience=audience) == said
    else:
        assert loaded.schedule_text(schedule, known, dictionary=words, audience=audience) == said
    return {"reads": said}


def event(entry: ScheduleEntry, windows: bool) -> tuple[datetime.date, datetime.date] | None:
    """The first day of an entry's event and the day after it, where it is one."""
    one, days, due = datetime.timedelta(1), entry.days, entry.due
    if entry.decision != "eligible" or entry.already:
        return None
    first, last = days.from_, days.until
    if due is not None and entry.status == "catch_up":
        after = due.until + one if due.until else None
        first = max(day for day in (first, after) if day) if after else None
    elif due is not None and not (due.until and first and due.until < first):
        first, last = due.from_, due.until
    elif due is None and not windows:
        return None
    return None if first is None or last is None else (first, last + one)


def exported(loaded: Programme | ProgrammeHistory, case: Case, words: Dictionary) -> str:
    """A calendar, which another library reads as the schedule's entries, and objects write the same."""
    text = loaded.icalendar_json(family(case), case["on"], case["icalendar"], dictionary=words)
    assert not text.replace("\r\n", "").count("\n"), "a line ends otherwise than in CRLF"
    options = json.loads(case["icalendar"])
    schedule = loaded.schedule(Family.from_json(family(case)), case["on"])
    assert schedule.to_icalendar(dictionary=words, **options) == text
    expected = [days for entry in schedule if (days := event(entry, options.get("windows", False)))]
    calendars = icalendar.Calendar.from_ical(text, multiple=True)
    events = [one for calendar in calendars for one in calendar.walk() if isinstance(one, icalendar.Event)]
    assert [(one.start, one.end) for one in events] == expected
    assert len({str(one["UID"]) for one in events}) == len(events)
    for one in events:
        assert not one.errors
        assert one["CLASS"] == "PRIVATE"
        assert one["TRANSP"] == "TRANSPARENT"
        assert ("DESCRIPTION" in one) == options.get("describe", False)
        alarms = [alarm.TRIGGER for alarm in one.walk() if isinstance(alarm, icalendar.Alarm)]
        reminded = "reminder_days" in options
        assert alarms == ([-datetime.timedelta(options["reminder_days"])] if reminded else [])
    return text.replace("\r\n", "\n").rstrip()


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
        if "schedule" in case:
            return {"expect": Schedule.from_json(case["schedule"]).to_json()}
        words = dictionary(case)
        if words is not None and not case.keys() & (PROOFS | {"audience", "icalendar"}):
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
        if words is not None and "icalendar" in case:
            came["expect"] = exported(loaded, case, words)
        elif "gives" in case:
            came |= scheduled(loaded, case, words)
        elif isinstance(loaded, Programme) and case.keys() & PROOFS:
            came |= proved(loaded, case, known, words)
        elif words is not None:
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
        ({"schedule": "", "gives": "schedule", "expect": "x"}, "a schedule stands alone"),
        ({"programme": "", "family": "", "on": "", "gives": "calendar", "expect": "x"}, "`gives` is"),
        ({"programme": "", "family": "", "gives": "schedule", "expect": "x"}, "needs a family and a day"),
        ({"programme": "", "family": "", "on": "", "icalendar": "", "expect": "x"}, "needs one dictionary"),
        ({"programme": "", "law": "floor", "warnings": "x"}, "`law` picks one of `laws`"),
        ({"programme": "", "laws": {}, "warnings": "x"}, "needs `expect`"),
        ({"programme": "", "laws": {}, "asks": "x", "expect": "x"}, "asks several things"),
        ({"programme": "", "laws": {"adult": 1}, "expect": "x"}, "unknown keys"),
        ({"programme": "", "laws": {"adults": "1"}, "expect": "x"}, "another type"),
        ({"history": [], "laws": {}, "expect": "x"}, "the laws are those of one programme"),
        ({"programme": "", "laws": {}, "lints": {}, "expect": "x"}, "asks several things"),
        ({"programme": "", "lints": {"cliff": 1}, "expect": "x"}, "another type"),
        ({"programme": "", "difference": {}, "expect": "x"}, "needs the programme that comes after"),
        ({"programme": "", "lints": {}, "after": "", "expect": "x"}, "needs the programme that comes after"),
        ({"programme": "", "laws": {}, "reads": "x"}, "a proof in words needs one dictionary"),
        ({"programme": "", "laws": {}, "language": "fr", "expect": "x"}, "and `reads` or `error`"),
        ({"programme": "", "laws": {}, "law": "floor", "language": "fr", "reads": "x"}, "as JSON"),
        ({"programme": "", "lints": {}, "language": "fr", "audience": "family", "reads": "x"}, "no audience"),
        (
            {"programme": "", "family": "", "on": "", "gives": "schedule", "language": "fr", "reads": "x"},
            "a dictionary alone has `error`",
        ),
        ({"programme": "", "family": "", "on": "", "reads": "x"}, "needs a dictionary"),
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
