"""What Millejours refuses, and why: one exception for each kind of argument, one catalogue of codes."""

from dataclasses import dataclass, field

__all__ = [
    "AssessmentError",
    "ConditionError",
    "DateError",
    "DictionaryError",
    "FamilyError",
    "HistoryError",
    "MillejoursError",
    "Problem",
    "ProgrammeError",
    "VocabularyError",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong, or (as a warning of a programme that loads) worth a second look."""

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
    """

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
    """A programme document cannot be used."""


class VocabularyError(MillejoursError):
    """A vocabulary document cannot be used."""


class FamilyError(MillejoursError):
    """A family document cannot be used by this programme."""


class DateError(MillejoursError):
    """A date is not a date, or lies outside the programme's validity."""


class HistoryError(MillejoursError):
    """The versions of a programme do not make one history."""


class ConditionError(MillejoursError):
    """A condition on its own cannot be read."""


class AssessmentError(MillejoursError):
    """A stored assessment cannot be read."""


class DictionaryError(MillejoursError):
    """A dictionary of words cannot be used."""
