"""
The compiled half of the package `millejours`.
"""

from collections.abc import Iterable
from datetime import date
from millejours.errors import Problem
from os import PathLike
from typing import final

__all__ = ["Programme", "ProgrammeHistory", "Vocabulary", "assessment_json", "format_condition"]

@final
class Programme:
    """
    The policy as a document: which offers there are, for whom, and how much of them.

    Immutable; may be shared between threads. A pickle carries the programme with the vocabularies that were handed over.
    """
    def __copy__(self, /) -> Programme: ...
    def __deepcopy__(self, /, _memo: "object") -> Programme: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    def answer_json(self, /, family: str | bytes, fact: str, answer: str | bytes) -> str:
        """
        Tell one fact of a family (a document of JSON): the family with it, as JSON.

        `answer` is JSON: a bare value, or `{"value": …, "voice": "midwife", "as_of": "2026-01-31"}`.

        Raises `FamilyError` with everything that is wrong with the family, the fact or the answer.
        """
    def answer_type_json(self, /, fact: str) -> str | None:
        """
        Say what an answer to a fact (by its full name: `child[c1].born`) may be, as JSON; None where nobody can be asked.
        """
    def assess_json(self, /, family: str | bytes, on: date | str) -> str:
        """
        Say which help there is for one family on one day, as JSON.

        `family` is a document of JSON, `on` a `datetime.date` or text such as `"2026-01-31"`.

        Raises `DateError` where `on` is no date or outside the programme's validity, and `FamilyError` with
        everything that is wrong with the family.
        """
    def decline_json(self, /, family: str | bytes, fact: str) -> str:
        """
        Decline one fact of a family (a document of JSON): the family that is not asked for it again, as JSON.

        Raises `FamilyError` with everything that is wrong with the family or the fact.
        """
    @staticmethod
    def from_json(text: str | bytes, *, vocabularies: Iterable[Vocabulary] = ...) -> Programme:
        """
        Read a programme from JSON, with the vocabularies that it names.

        Raises `ProgrammeError` with everything that is wrong with it.
        """
    @staticmethod
    def from_toml(text: str | bytes, *, vocabularies: Iterable[Vocabulary] = ...) -> Programme:
        """
        Read a programme from TOML, with the vocabularies that it names.

        Raises `ProgrammeError` with everything that is wrong with it.
        """
    @property
    def id(self, /) -> str:
        """
        The programme's id.
        """
    @staticmethod
    def load(path: str | PathLike[str], *, vocabularies: Iterable[Vocabulary] = ...) -> Programme:
        """
        Read a programme from a file, with the vocabularies that it names: JSON where its name ends in `.json`, else TOML.

        Raises `OSError` where the file cannot be read, `ProgrammeError` where it is no programme.
        """
    def to_json(self, /) -> str:
        """
        The programme as JSON.
        """
    def to_toml(self, /) -> str:
        """
        The programme as TOML.
        """
    @property
    def version(self, /) -> str:
        """
        The programme's edition.
        """
    @property
    def warnings(self, /) -> tuple[Problem, ...]:
        """
        What loading found worth a second look.
        """
    def warnings_json(self, /) -> str:
        """
        The warnings as JSON, written as problems are in `MillejoursError.to_json()`.
        """

@final
class ProgrammeHistory:
    """
    The versions of one programme: every day has one, no day has two.

    Immutable; may be shared between threads.
    """
    def __copy__(self, /) -> ProgrammeHistory: ...
    def __deepcopy__(self, /, _memo: "object") -> ProgrammeHistory: ...
    def __new__(cls, /, versions: Iterable[Programme]) -> ProgrammeHistory:
        """
        Put versions in order.

        Raises `HistoryError` where they belong to several programmes, or leave a day without a version or with two.
        """
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    def assess_json(self, /, family: str | bytes, on: date | str) -> str:
        """
        Say which help there is for one family on one day, by the version in force on that day, as JSON.

        Raises `DateError` and `FamilyError` as `Programme.assess_json` does.
        """
    def on(self, /, on: date | str) -> Programme:
        """
        The version in force on a day.

        Raises `DateError` where there is none.
        """
    @property
    def versions(self, /) -> tuple[Programme, ...]:
        """
        The versions, in the order of their days.
        """

@final
class Vocabulary:
    """
    A document that defines facts, to be shared by programmes.

    Immutable; may be shared between threads.
    """
    def __copy__(self, /) -> Vocabulary: ...
    def __deepcopy__(self, /, _memo: "object") -> Vocabulary: ...
    def __reduce__(self, /) -> "tuple[object, ...]": ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def from_json(text: str | bytes) -> Vocabulary:
        """
        Read a vocabulary from JSON.

        Raises `VocabularyError` with everything that is wrong with it.
        """
    @staticmethod
    def from_toml(text: str | bytes) -> Vocabulary:
        """
        Read a vocabulary from TOML.

        Raises `VocabularyError` with everything that is wrong with it.
        """
    @property
    def id(self, /) -> str:
        """
        The id by which programmes name it.
        """
    @staticmethod
    def load(path: str | PathLike[str]) -> Vocabulary:
        """
        Read a vocabulary from a file: JSON where its name ends in `.json`, else TOML.

        Raises `OSError` where the file cannot be read, `VocabularyError` where it is no vocabulary.
        """
    @property
    def version(self, /) -> str:
        """
        The vocabulary's edition.
        """

def assessment_json(text: str | bytes) -> str:
    """
    Read a stored assessment, and write it in its one form.

    Raises `AssessmentError` with everything that is wrong with it.
    """

def format_condition(text: str | bytes) -> str:
    """
    Write a condition in its canonical form.

    Raises `ConditionError` for what is not a condition.
    """
