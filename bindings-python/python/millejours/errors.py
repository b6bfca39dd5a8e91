"""What Millejours refuses, and why: one exception for each kind of argument, one catalogue of codes."""

from dataclasses import dataclass, field
from json import loads

__all__ = [
    "AssessmentError",
    "ColumnsError",
    "ConditionError",
    "ConsentError",
    "DateError",
    "DictionaryError",
    "FamilyError",
    "FeatureError",
    "HistoryError",
    "JournalError",
    "LawsError",
    "MillejoursError",
    "Problem",
    "ProgrammeError",
    "ScheduleError",
    "VocabularyError",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong, or (as a warning of a programme that loads) worth a second look.

    >>> try:
    ...     mj.Family(children=[{"id": "c1", "born": "2026-02-30"}])
    ... except mj.FamilyError as refused:
    ...     problem = refused.problems[0]
    >>> problem.path, problem.code
    ('children[0].born', 'date.invalid')
    """

    code: str
    """The stable code, such as ``date.invalid``: the same in Rust, Python and Kotlin."""
    line: int | None = None
    """The line in a TOML document, from 1."""
    column: int | None = None
    """The column in that line, in characters, from 1."""
    path: str = ""
    """The path from the root of the document; empty where the whole document is meant."""
    message: str
    """What is wrong, in a line."""
    expected: str | None = None
    """What was expected there."""
    help: str | None = None
    """How to mend it: often the nearest known name."""
    _text: str = field(default="", repr=False, compare=False)

    def __str__(self) -> str:
        return self._text or self.message


class MillejoursError(ValueError):
    """A refusal, with everything that is wrong; ``str(error)`` lists it all.

    ``code``, ``message``, ``line``, ``column``, ``path``, ``expected`` and ``help`` are those of the first problem.
    A failure of the library itself is no refusal: it raises pyo3's ``PanicException``, a ``BaseException``.

    >>> issubclass(mj.MillejoursError, ValueError)
    True
    """

    kind: str
    """Which kind of argument was at fault: ``"programme"``, ``"family"``, ``"date"`` and so on."""
    code: str
    message: str
    line: int | None
    column: int | None
    path: str
    expected: str | None
    help: str | None
    problems: tuple[Problem, ...]

    def __init__(self, text: str, code: str, problems: tuple[Problem, ...], json: str) -> None:
        super().__init__(text)
        first = problems[0] if problems else Problem(code=code, message=text)
        self.kind = loads(json)["error"]
        self.code = code
        self.message = first.message
        self.line = first.line
        self.column = first.column
        self.path = first.path
        self.expected = first.expected
        self.help = first.help
        self.problems = problems
        self._json = json

    def to_json(self) -> str:
        """The error as JSON: the same bytes in Rust, Python and Kotlin."""
        return self._json

    def __reduce__(self) -> tuple[type["MillejoursError"], tuple[str, str, tuple[Problem, ...], str]]:
        # The arguments of an exception hold its text alone; a copy needs the rest as well.
        return type(self), (str(self), self.code, self.problems, self._json)


class ProgrammeError(MillejoursError):
    """A programme document cannot be used.

    >>> mj.Programme.from_toml("schema = 2")
    Traceback (most recent call last):
    millejours.errors.ProgrammeError: the programme cannot be used
    ...
    """


class VocabularyError(MillejoursError):
    """A vocabulary document cannot be used.

    >>> mj.Vocabulary.from_toml("schema = 2")
    Traceback (most recent call last):
    millejours.errors.VocabularyError: the vocabulary cannot be used
    ...
    """


class FamilyError(MillejoursError):
    """A family, one of its parts, or an answer to a question cannot be used.

    >>> mj.Need("health", "some", voice="family")
    Traceback (most recent call last):
    millejours.errors.FamilyError: the family cannot be used
    ...
    """


class DateError(MillejoursError):
    """A date is not a date, or lies outside the programme's validity.

    >>> programme.assess({}, "2026-02-30")
    Traceback (most recent call last):
    millejours.errors.DateError: the date cannot be used
    ...
    """


class HistoryError(MillejoursError):
    """The versions of a programme do not make one history.

    >>> mj.ProgrammeHistory([programme, programme])
    Traceback (most recent call last):
    millejours.errors.HistoryError: the versions make no history
    ...
    """


class ConditionError(MillejoursError):
    """A condition on its own cannot be read.

    >>> mj.format_condition("1 +")
    Traceback (most recent call last):
    millejours.errors.ConditionError: the condition cannot be used
    ...
    """


class AssessmentError(MillejoursError):
    """A stored assessment, or a part of one, cannot be read.

    >>> mj.Assessment.from_json("{}")
    Traceback (most recent call last):
    millejours.errors.AssessmentError: the assessment cannot be read
    ...
    """


class DictionaryError(MillejoursError):
    """A dictionary of words cannot be used, or none of a language is shipped.

    >>> mj.Dictionary.shipped("rm")
    Traceback (most recent call last):
    millejours.errors.DictionaryError: the dictionary cannot be used
    ...
    """


class ScheduleError(MillejoursError):
    """A stored schedule cannot be read, or the options of its calendar cannot be used.

    >>> mj.Schedule.from_json("{}")
    Traceback (most recent call last):
    millejours.errors.ScheduleError: the schedule cannot be used
    ...
    """


class LawsError(MillejoursError):
    """The laws cannot be looked at so: with these options, or in the words of that programme.

    >>> programme.laws(weights={"kilometre": 2})
    Traceback (most recent call last):
    millejours.errors.LawsError: the laws cannot be looked at so
    ...
    """


class ConsentError(MillejoursError):
    """Consents, the rules of a country or a request to see something cannot be used.

    >>> programme.least_request_json("home-visits")
    Traceback (most recent call last):
    millejours.errors.ConsentError: ...
    """


class JournalError(MillejoursError):
    """A referral, a journal, an event for it, or a roster cannot be used.

    >>> mj.Referral.from_json("{}")
    Traceback (most recent call last):
    millejours.errors.JournalError: ...
    """


class ColumnsError(MillejoursError):
    """Tables of families cannot be used: everything that is wrong, by column, with how many rows and the first of them.

    Never a value. With `faults="report"` what is wrong is taken as unknown instead, and told in `Evaluation.report`.

    >>> try:
    ...     families = polars.DataFrame({"family": [1, 1]})
    ...     programme.evaluate(families, tables["children"], on="2026-06-01", complete=["children"])
    ... except mj.ColumnsError as refused:
    ...     for problem in refused.problems:
    ...         print(problem.code, problem.path, problem.message, sep=" | ")
    columns.key | family.family | 1 rows, the first of them row 1: the key stands before
    columns.orphan | children.family | 1 rows, the first of them row 1: no family has this key
    """


class FeatureError(MillejoursError):
    """What was asked for was left out of this build, to keep it small. Python's build has everything.

    >>> issubclass(mj.FeatureError, mj.MillejoursError)
    True
    """
