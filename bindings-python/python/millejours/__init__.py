"""Which help is there for this family, how much of it, why, and what is still unknown.

The examples of this package take ``mj`` for ``millejours``, and a small ``programme`` (that of the class ``Programme``)
with a ``family`` and its ``assessment`` on 1 June 2026:

>>> family = mj.Family(children=[mj.Child("c1", born="2026-02-11"), mj.Child("c2")])
>>> assessment = programme.assess(family, on="2026-06-01")
>>> assessment
<Assessment by house 1 on 2026-06-01: 2 answers, 1 question>
"""

from importlib.metadata import version as _version

from ._millejours import (
    Adult,
    AnswerType,
    Asked,
    Assessment,
    Change,
    Child,
    Choice,
    Cost,
    Dictionary,
    Dose,
    ExplainedOffer,
    ExplainedQuestion,
    Explanation,
    FactDefinition,
    Family,
    GivenFact,
    Need,
    Offer,
    OfferAnswer,
    Pregnancy,
    Programme,
    ProgrammeHistory,
    Provider,
    Question,
    Questionnaire,
    Reason,
    Relation,
    Resource,
    Rule,
    Support,
    Validity,
    Vocabulary,
    format_condition,
)
from .errors import (
    AssessmentError,
    ConditionError,
    DateError,
    DictionaryError,
    FamilyError,
    FeatureError,
    HistoryError,
    MillejoursError,
    Problem,
    ProgrammeError,
    ScheduleError,
    VocabularyError,
)

__all__ = [
    "Adult",
    "AnswerType",
    "Asked",
    "Assessment",
    "AssessmentError",
    "Change",
    "Child",
    "Choice",
    "ConditionError",
    "Cost",
    "DateError",
    "Dictionary",
    "DictionaryError",
    "Dose",
    "ExplainedOffer",
    "ExplainedQuestion",
    "Explanation",
    "FactDefinition",
    "Family",
    "FamilyError",
    "FeatureError",
    "GivenFact",
    "HistoryError",
    "MillejoursError",
    "Need",
    "Offer",
    "OfferAnswer",
    "Pregnancy",
    "Problem",
    "Programme",
    "ProgrammeError",
    "ProgrammeHistory",
    "Provider",
    "Question",
    "Questionnaire",
    "Reason",
    "Relation",
    "Resource",
    "Rule",
    "ScheduleError",
    "Support",
    "Validity",
    "Vocabulary",
    "VocabularyError",
    "__version__",
    "format_condition",
]

__version__: str = _version("millejours")
