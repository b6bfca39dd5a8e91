"""The closed sets of words, as types: each word is a plain text, and a type checker knows all of its set.

``answer.decision == "eligible"`` is all it takes, and a column of such texts is what pandas and polars make of them.
Sets with an order are written in ascending order: ``polars.Enum(get_args(Intensity))`` and
``pandas.CategoricalDtype(get_args(Intensity), ordered=True)`` compare as the design does; texts compare by letters.
"""

from typing import Literal, TypeAlias

__all__ = [
    "AccompanimentState",
    "AnswerKind",
    "Aspect",
    "Audience",
    "Authority",
    "Bound",
    "BreakKind",
    "Capacity",
    "CascadeStage",
    "Category",
    "Complete",
    "ConsentStatus",
    "Decision",
    "Direction",
    "Duty",
    "Effect",
    "FactKind",
    "GoalState",
    "Intensity",
    "Law",
    "LintKind",
    "LivesHere",
    "Outcome",
    "Reach",
    "Records",
    "ReferralReason",
    "ReferralState",
    "RelationKind",
    "Response",
    "ScheduleStatus",
    "Subject",
    "Then",
    "Tier",
    "Truth",
    "Verdict",
    "WithdrawalDutyKind",
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

Records: TypeAlias = Literal["refusal", "screening"]
"""What a fact records that no condition should read."""

Law: TypeAlias = Literal[
    "floor",
    "gradient",
    "intensity",
    "residual_universalism",
    "no_gap",
    "free_and_voluntary",
]
"""A law of proportionate universalism."""

Verdict: TypeAlias = Literal["holds", "broken", "not_decided"]
"""What is known of a law."""

BreakKind: TypeAlias = Literal[
    "no_universal_offer",
    "reads_circumstance",
    "reads_status",
    "offer_lost",
    "tier_lost",
    "smaller_dose",
    "higher_price",
    "lower_score",
    "smaller_total",
    "step_not_larger",
    "floor_uncertain",
    "gap",
    "overlap",
    "not_free",
    "without_acceptance",
]
"""How a law is broken."""

Bound: TypeAlias = Literal[
    "nodes",
    "conditions",
    "sum",
    "days",
    "weights",
    "currencies",
    "acceptance",
    "nobody",
    "stopped",
]
"""Why something was not decided."""

LintKind: TypeAlias = Literal[
    "target_unreachable",
    "offer_unreachable",
    "rule_never",
    "rule_always",
    "rule_implied",
    "offers_alike",
    "cliff",
    "no_source",
    "refusal_as_fact",
    "screening_as_fact",
    "second_parent",
]
"""What is worth a second look in a programme."""

Effect: TypeAlias = Literal["gains", "loses", "more", "less", "otherwise"]
"""What a change of a programme means to a family."""

Aspect: TypeAlias = Literal["provider", "tier", "duty", "cost", "acceptance", "unit", "replaces"]
"""What is written of an offer."""

Reach: TypeAlias = Literal["target", "orientation", "accompaniment"]
"""Whom a programme reaches: its target population; those who are answered with orientation, or accompaniment."""

ScheduleStatus: TypeAlias = Literal["due", "catch_up", "open", "coming"]
"""Where an offer stands on the day asked about: asked for now; past, and still to be had; to be had now; later."""

AccompanimentState: TypeAlias = Literal[
    "proposed",
    "active",
    "paused",
    "lapsed",
    "refused_by_family",
    "ended",
]
"""Where an accompaniment stands: only the family begins, takes up again and ends."""

GoalState: TypeAlias = Literal[
    "open",
    "reached",
    "dropped",
]
"""Where a goal of the family stands, in its own eyes."""

ReferralState: TypeAlias = Literal[
    "proposed",
    "not_now",
    "refused_by_family",
    "draft",
    "requested",
    "accepted",
    "rejected",
    "in_progress",
    "on_hold",
    "completed",
    "failed",
    "cancelled",
    "entered_in_error",
]
"""Where a referral stands."""

ReferralReason: TypeAlias = Literal[
    "no_place",
    "waiting_list",
    "additional_assessment",
    "not_eligible",
    "outside_area",
    "no_common_language",
    "not_reached",
    "not_attended",
    "now_in_work",
    "now_in_training",
    "not_mobile",
    "not_wanted",
    "other_obstacles",
    "duplicate",
    "offer_ended",
    "consent_ended",
    "other",
]
"""Why a referral was rejected, waits, failed or was taken back by a professional. The family owes no reason."""

Capacity: TypeAlias = Literal["no_capacity", "capacity", "waitlist", "additional_assessment_required"]
"""Whether a provider has room."""

CascadeStage: TypeAlias = Literal["proposed", "agreed", "requested", "accepted", "begun", "completed"]
"""How far a referral came, ascending."""

ConsentStatus: TypeAlias = Literal["requested", "given", "deferred", "refused", "invalidated", "withdrawn"]
"""How a consent stands, as it was last said. A duty of a withdrawal has one of the last four."""

WithdrawalDutyKind: TypeAlias = Literal["stop", "recall", "tell"]
"""What is to be done where a consent is taken back."""
