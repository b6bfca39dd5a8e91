"""How the answers to many families show in a notebook."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ._html import code, table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._millejours import Beside, Evaluation, OfferCounts

__all__ = ["beside", "evaluation"]


def evaluation(own: Evaluation) -> str:
    """How many are eligible, undetermined and not, for each offer."""
    heads = ("Offer", "For", "Eligible", "Undetermined", "No", "Nothing said")
    rows = (
        (
            code(offer),
            escape(counts.subject),
            *(f"{count:,}" for count in (counts.eligible, counts.undetermined, counts.no, counts.silent)),
        )
        for offer, counts in own.counts.items()
    )
    return table(escape(repr(own)[1:-1]), heads, rows)


def beside(own: Beside) -> str:
    """How many are eligible before and after, and how many surely gain and lose, for each offer."""
    heads = ("Offer", "Eligible before", "Eligible after", "Gain", "Lose")
    before, after, losing = own.before.counts, own.after.counts, own.losing

    def eligible(offer: str, counts: Mapping[str, OfferCounts]) -> str:
        return f"{counts[offer].eligible:,}" if offer in counts else "no offer"

    rows = (
        (code(offer), eligible(offer, before), eligible(offer, after), f"{gain:,}", f"{losing[offer]:,}")
        for offer, gain in own.gaining.items()
    )
    return table(escape(repr(own)[1:-1]), heads, rows)
