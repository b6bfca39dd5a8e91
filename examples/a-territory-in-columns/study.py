"""What an edition changes for a whole territory: synthetic families, two editions of one programme, counts.

    python study.py [FAMILIES]

Needs polars beside the library. The families are drawn by a seed: nobody lives there.
"""

import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars

import millejours as mj

EDITIONS = Path(__file__).parents[1] / "maison-1000-jours"
# The last day of the one edition and the first of the other: children grow a day older, and the rules change.
BEFORE, AFTER = date(2024, 12, 31), date(2025, 1, 1)
QUARTERS = ["FR-00101", "FR-00102", "FR-00103", "FR-00999"]
COMPLETE: Any = ["adults", "children", "pregnancies"]


class Drawn:
    """A stream of numbers that is the same on every machine and with every version of every library."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def below(self, end: int) -> int:
        """A number from 0 to before the end."""
        # Knuth's MMIX; its upper bits.
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % end

    def known(self, value: Any, percent: int) -> Any:
        """The value, where the survey has it."""
        return value if self.below(100) < percent else None


def territory(families: int, seed: int = 2025) -> dict[str, polars.DataFrame]:
    """What a survey of the families of a town could hold: not all of it, and not of all."""
    draw = Drawn(seed)
    rows: dict[str, list[tuple[Any, ...]]] = {"families": [], "children": [], "adults": [], "pregnancies": []}
    for key in range(families):
        quotient, housing = draw.below(2500), ["none", "temporary", "crowded", "settled"][draw.below(4)]
        place = QUARTERS[draw.below(4)]
        rows["families"].append((key, place, draw.known(quotient, 70), draw.known(housing, 85)))
        for member in range(1 + draw.below(2)):
            born = BEFORE - timedelta(days=365 * 17 + draw.below(365 * 28))
            rows["adults"].append((key, member, draw.known(born, 95)))
        for member in range(draw.below(4)):
            rows["children"].append((key, member, draw.known(BEFORE - timedelta(days=draw.below(365 * 8)), 98)))
        if draw.below(20) == 0:
            rows["pregnancies"].append((key, 0, AFTER + timedelta(days=draw.below(250))))
    columns = {
        "families": ["family", "territory", "quotient_familial", "housing"],
        "children": ["family", "member", "born"],
        "adults": ["family", "member", "born"],
        "pregnancies": ["family", "member", "expected"],
    }
    return {name: polars.DataFrame(rows[name], schema=columns[name], orient="row") for name in columns}


def edition(name: str) -> mj.Programme:
    """An edition of the programme."""
    return mj.Programme.load(EDITIONS / name)


def evaluated(programme: mj.Programme, own: dict[str, polars.DataFrame], on: date) -> mj.Evaluation:
    """What an edition says to all of them on a day of its own, whom rules keep out, and what answers hang on.

    What the survey did not ask is unknown to it, and told in the report.
    """
    members = {name: own[name] for name in ("children", "adults", "pregnancies")}
    return programme.evaluate(
        own["families"], **members, on=on, complete=COMPLETE, faults="report", barriers=True, missing=True
    )


def counts(evaluation: mj.Evaluation) -> polars.DataFrame:
    """Of each offer for whom it is, how many are eligible, and how many hang on what is missing."""
    own = evaluation.counts
    return polars.DataFrame(
        {
            "offer": list(own),
            "for": [offer.subject for offer in own.values()],
            "eligible": [offer.eligible for offer in own.values()],
            "undetermined": [offer.undetermined for offer in own.values()],
        }
    )


def differences(before: mj.Evaluation, after: mj.Evaluation) -> polars.DataFrame:
    """The offers that only one of the editions has: how many had it on the last day of the one, and have it now."""
    both = counts(before).join(counts(after), on=["offer", "for"], how="full", coalesce=True, suffix="_after")
    alone = polars.col("eligible").is_null() | polars.col("eligible_after").is_null()
    return both.filter(alone).sort("offer").select("offer", "eligible", "eligible_after")


def by_quarter(evaluation: mj.Evaluation, own: dict[str, polars.DataFrame], offer: str) -> polars.DataFrame:
    """How many children of each quarter an offer is for: the answers join the survey by the family's key."""
    answers = polars.DataFrame(evaluation.child).join(own["families"], on="family")
    code = polars.col(offer)
    yes, undetermined = code == mj.DecisionCode.ELIGIBLE, code == mj.DecisionCode.UNDETERMINED
    return (
        answers.group_by("territory")
        .agg(children=polars.len(), eligible=yes.sum(), undetermined=undetermined.sum())
        .sort("territory")
    )


def keeping_out(evaluation: mj.Evaluation, most: int = 3) -> polars.DataFrame:
    """The rules that alone keep out most, of offers that have several."""
    rules = polars.DataFrame(evaluation.barriers()).filter(polars.len().over("offer") > 1)
    return rules.sort("alone", descending=True).head(most).select("offer", "rule", "kept_out", "alone")


def left_open(evaluation: mj.Evaluation, most: int = 3) -> polars.DataFrame:
    """The missing facts that leave most undetermined, one of each offer."""
    facts = polars.DataFrame(evaluation.missing())
    facts = facts.sort("undetermined", "alone", "offer", descending=[True, True, False])
    facts = facts.unique("offer", keep="first", maintain_order=True)
    return facts.head(most).select("offer", "of", "fact", "undetermined", "alone")


def changed(before: mj.Evaluation, after: mj.Evaluation) -> tuple[int, int]:
    """How many children surely gain an offer from the one to the other, and how many surely lose one."""
    beside = before.beside(after)
    who = (polars.DataFrame(own).drop("family", "member") for own in (beside.gain("child"), beside.lose("child")))
    gain, lose = (own.select(polars.any_horizontal(polars.all())).to_series().sum() for own in who)
    return gain, lose


def page(families: int) -> list[str]:
    """The study, line by line."""
    own = territory(families)
    before = evaluated(edition("programme-2019.toml"), own, BEFORE)
    after = evaluated(edition("programme.toml"), own, AFTER)
    lines = [f"{table.height:,} {name}" for name, table in own.items()]
    lines += ["", "not asked in the survey:"]
    lines += sorted({f"  {problem.path}" for problem in after.report})
    lines += ["", "offers of one edition alone, 2024-12-31 and 2025-01-01:"]
    for offer, then, now in differences(before, after).iter_rows():
        lines.append(f"  {offer}: {'no offer' if then is None else then}, {'no offer' if now is None else now}")
    gain, lose = changed(before, after)
    lines += [
        "",
        f"from the one day to the other {gain} children surely gain an offer, {lose} surely lose one",
    ]
    lines += ["", "of several rules, those that alone keep out most, 2025-01-01:"]
    for offer, rule, kept_out, alone in keeping_out(after).iter_rows():
        lines.append(f"  {offer}, {rule}: {kept_out} kept out, {alone} by this rule alone")
    lines += ["", "missing facts that leave most undetermined, 2025-01-01:"]
    for offer, of, fact, undetermined, alone in left_open(after).iter_rows():
        lines.append(f"  {offer}, {fact} of the {of}: {undetermined} undetermined, {alone} by this fact alone")
    lines += ["", "home-visit, by quarter:"]
    for quarter, children, eligible, undetermined in by_quarter(after, own, "home-visit").iter_rows():
        lines.append(f"  {quarter}: {children} children, {eligible} eligible, {undetermined} undetermined")
    return lines


def main() -> None:
    print("\n".join(page(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)))


if __name__ == "__main__":
    main()
