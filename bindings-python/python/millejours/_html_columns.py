"""How the answers to many families show in a notebook."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ._html import code, table

if TYPE_CHECKING:
    from ._millejours import Evaluation

__all__ = ["evaluation"]


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
