"""The closed sets of words, as types: each word is a plain text, and a type checker knows all of its set.

``answer.decision == "eligible"`` is all it takes, and a column of such texts is what pandas and polars make of them.
Sets with an order are written in ascending order: ``polars.Enum(get_args(Intensity))`` and
``pandas.CategoricalDtype(get_args(Intensity), ordered=True)`` compare as the design does; texts compare by letters.
"""

from typing import Literal, TypeAlias

__all__ = [
    "AnswerKind",
    "Audience",
    "Authority",
    "Category",
    "Complete",
    "Decision",
    "Direction",
    "Duty",
    "FactKind",
    "Intensity",
    "LivesHere",
    "Outcome",
    "RelationKind",
    "Response",
    "Subject",
    "Then",
    "Tier",
    "Truth",
]

Decision: TypeAlias = Literal["eligible", "not_eligible", "not_yet", "no_longer", "undetermined"]
"""What a programme decides about one offer."""

Then: TypeAlias = Literal["eligible", "undetermined"]
"""What a decision turns into."""

Truth: TypeAlias = Literal["yes", "no", "unknown"]
"""What can be said of a condition."""

Response: TypeAlias = Literal["information", "orientation", "accompaniment"]
"""How the network answers a family."""

LivesHere: TypeAlias = Literal["away", "shared", "always"]
"""How much an adult lives in this home, ascending."""

Intensity: TypeAlias = Literal["none", "light", "moderate", "strong"]
"""How strong a need is, ascending. ``"none"`` is something that was said."""

Complete: TypeAlias = Literal["adults", "children", "pregnancies"]
"""Lists of members from which nobody is missing."""

Outcome: TypeAlias = Literal["birth", "loss"]
"""How a pregnancy ended, where the family wishes to say."""

RelationKind: TypeAlias = Literal["parent", "step_parent", "foster", "kin", "guardian"]
"""What an adult is to a child."""

Authority: TypeAlias = Literal["sole", "joint", "delegated", "suspended", "none"]
"""Parental authority."""

Tier: TypeAlias = Literal["universal", "targeted", "intensive"]
"""For whom an offer is meant, in proportionate universalism. Never said to a family."""

Duty: TypeAlias = Literal["none", "to_offer", "to_attend"]
"""Whose duty an offer is: nobody's; the provider's, to offer it; the family's, by law, to attend."""

Audience: TypeAlias = Literal["family", "professional"]
"""Who reads an explanation."""

Direction: TypeAlias = Literal["ltr", "rtl"]
"""The direction in which a language is written."""

Subject: TypeAlias = Literal["family", "adult", "child", "pregnancy"]
"""Whom a fact is about, and whom an offer is for."""

FactKind: TypeAlias = Literal["bool", "int", "number", "money", "date", "code", "enum"]
"""The type of a fact."""

AnswerKind: TypeAlias = Literal[
    "bool",
    "int",
    "number",
    "money",
    "date",
    "partial_date",
    "code",
    "codes",
    "enum",
    "observation",
    "complete",
]
"""What an answer to a fact may be."""

Category: TypeAlias = Literal[
    "family_situation",
    "birth",
    "territory",
    "language",
    "childcare",
    "education",
    "employment",
    "resource",
    "need",
    "observation",
    "income",
    "housing",
    "address",
    "other",
    "health",
    "disability",
    "safety",
    "nationality",
    "residence_status",
    "papers",
    "origin",
    "religion",
]
"""The data category of a fact. Questions of the later ones cost a family more to answer."""
