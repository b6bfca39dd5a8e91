"""Checked by mypy, never run: the types that users rely on."""

import datetime
import os
from typing import assert_type

import millejours
from millejours import DateError, MillejoursError, Problem, Programme, ProgrammeHistory, Vocabulary


def use(path: os.PathLike[str], family: bytes) -> None:
    programme = Programme.load(path)
    assert_type(programme, Programme)
    assert_type(Programme.from_toml("…"), Programme)
    assert_type(Programme.from_json(b"..."), Programme)
    assert_type(programme.id, str)
    assert_type(programme.version, str)
    assert_type(programme.warnings, tuple[Problem, ...])
    assert_type(programme.warnings_json(), str)
    assert_type(programme.to_json(), str)
    assert_type(programme.to_toml(), str)
    assert_type(programme.assess_json(family, datetime.date(2026, 6, 1)), str)
    assert_type(programme.assess_json("{}", "2026-06-01"), str)
    vocabulary = Vocabulary.load(path)
    assert_type(vocabulary, Vocabulary)
    assert_type(Vocabulary.from_toml("…"), Vocabulary)
    assert_type(Vocabulary.from_json(b"..."), Vocabulary)
    assert_type(vocabulary.id, str)
    assert_type(vocabulary.version, str)
    assert_type(Programme.load(path, vocabularies=[vocabulary]), Programme)
    assert_type(Programme.from_toml("…", vocabularies=(vocabulary,)), Programme)
    assert_type(Programme.from_json("…", vocabularies=iter([vocabulary])), Programme)
    history = ProgrammeHistory([programme])
    assert_type(history.versions, tuple[Programme, ...])
    assert_type(ProgrammeHistory(one for one in (programme,)), ProgrammeHistory)
    assert_type(history.on("2026-06-01"), Programme)
    assert_type(history.assess_json(family, on="2026-06-01"), str)
    assert_type(millejours.format_condition("on == on"), str)
    assert_type(millejours.format_condition(b"on == on"), str)


def refuse(error: MillejoursError, other: ValueError) -> None:
    assert_type(error.code, str)
    assert_type(error.message, str)
    assert_type(error.line, int | None)
    assert_type(error.column, int | None)
    assert_type(error.path, str)
    assert_type(error.expected, str | None)
    assert_type(error.help, str | None)
    assert_type(error.problems, tuple[Problem, ...])
    assert_type(error.to_json(), str)
    assert_type(error.problems[0].line, int | None)
    if isinstance(other, DateError):
        assert_type(other.code, str)


def wrong(programme: Programme, problem: Problem) -> None:
    programme.assess_json({}, "2026-06-01")  # type: ignore[arg-type]
    programme.assess_json("{}", 20260601)  # type: ignore[arg-type]
    programme.assess_json("{}")  # type: ignore[call-arg]
    programme.id = "other"  # type: ignore[misc]
    problem.code = "other"  # type: ignore[misc]
    ProgrammeHistory(programme)  # type: ignore[arg-type]
    Programme.from_toml("…", [])  # type: ignore[call-arg]
    Programme.from_toml("…", vocabularies=[programme])  # type: ignore[list-item]
    Programme.from_toml("…", vocabularies=None)  # type: ignore[arg-type]
