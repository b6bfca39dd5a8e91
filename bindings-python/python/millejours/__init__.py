"""Which help is there for this family, how much of it, why, and what is still unknown."""

from importlib.metadata import version as _version

from ._millejours import Programme, ProgrammeHistory, Vocabulary, format_condition
from .errors import (
    AssessmentError,
    ConditionError,
    DateError,
    FamilyError,
    HistoryError,
    MillejoursError,
    Problem,
    ProgrammeError,
    VocabularyError,
)

__all__ = [
    "AssessmentError",
    "ConditionError",
    "DateError",
    "FamilyError",
    "HistoryError",
    "MillejoursError",
    "Problem",
    "Programme",
    "ProgrammeError",
    "ProgrammeHistory",
    "Vocabulary",
    "VocabularyError",
    "__version__",
    "format_condition",
]

__version__: str = _version("millejours")
