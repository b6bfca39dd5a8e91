"""How laws, lints, differences and schedules show in a notebook, in the manner of ``_html``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from ._html import SMALL, Titles, code, codes, decided, dose, plainly, table, titled

if TYPE_CHECKING:
    from ._millejours import (
        Break,
        Changed,
        Difference,
        Differences,
        DueDays,
        Family,
        Finding,
        Laws,
        Limits,
        Lint,
        Lints,
        OfferAnswer,
        Reached,
        Schedule,
        ScheduleEntry,
        Undecided,
    )

__all__ = ["broken", "differences", "finding", "laws", "lints", "schedule"]

SIGNS = {"holds": "✓", "broken": "✗", "not_decided": "?"}
MEMBERS = {"adults": "adult", "children": "child", "pregnancies": "pregnancy"}
STATUSES = {"due": "due", "catch_up": "can be caught up", "open": "open", "coming": "coming"}


def words(name: str) -> str:
    """A word of a closed set, as people read it."""
    return escape(name.replace("_", " "))


def day(on: object) -> str:
    return f'<time datetime="{on}">{on}</time>'


def small(html: str) -> str:
    return f'<span style="{SMALL}">{html}</span>' if html else ""


def within(limits: Limits) -> str:
    counts = (
        (limits.adults, "adult", "adults"),
        (limits.children, "born child", "born children"),
        (limits.pregnancies, "pregnancy", "pregnancies"),
    )
    said = [f"{count} {one if count == 1 else several}" for count, one, several in counts]
    if limits.pregnancies:
        said.append(f"{limits.expected} expected of a pregnancy")
    return "families of up to " + ", ".join(said)


def told(value: Any) -> str:
    """A value of a family's document, in a word."""
    if isinstance(value, Mapping) and "value" in value:
        more = [f"{key} {value[key]}" for key in ("voice", "as_of") if key in value]
        return told(value["value"]) + (f" ({', '.join(more)})" if more else "")
    if isinstance(value, bool | int | str):
        return plainly(value)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value) or "none"
    return json.dumps(value, ensure_ascii=False)


def known(family: Family) -> dict[str, str]:
    """What is told of a family, by the names of its facts."""
    lines: dict[str, str] = {}
    for key, value in family.to_dict().items():
        if key in MEMBERS and isinstance(value, list):
            for member in value:
                name = f"{MEMBERS[key]}[{member['id']}]"
                own = {fact: one for fact, one in member.items() if fact not in ("id", "facts")}
                own |= member.get("facts", {})
                lines |= {f"{name}.{fact}": told(one) for fact, one in own.items()} or {name: "is there"}
        elif key == "facts" and isinstance(value, dict):
            lines |= {f"family.{fact}": told(one) for fact, one in value.items()}
        elif key == "needs" and isinstance(value, list):
            for need in value:
                lines[f"need {need['domain']} (by {need['voice']})"] = need["intensity"]
        elif key not in ("schema", "complete"):
            lines[key.replace("_", " ")] = told(value)
    return lines


def lines(family: Family) -> str:
    """What is told of a family, a fact a line."""
    return "<br>".join(f"{code(name)} {escape(value)}" for name, value in known(family).items()) or "nothing told"


def beside(families: Iterable[Family]) -> Iterator[list[str]]:
    """Families side by side: what differs first, then what is the same."""
    columns = [known(family) for family in families]
    names = list(dict.fromkeys(name for column in columns for name in column))
    differ = [name for name in names if len({column.get(name) for column in columns}) > 1]
    for name in [*differ, *(name for name in names if name not in differ)]:
        head = f"<strong>differs:</strong> {code(name)}" if name in differ else code(name)
        yield [head, *(escape(column.get(name, "not there")) for column in columns)]


def gets(answers: Iterable[OfferAnswer]) -> str:
    """What an assessment says about one offer."""
    said = []
    for answer in answers:
        whom = "" if answer.subject is None else f" {small('for ' + code(answer.subject))}"
        much = dose(answer)
        said.append(decided(answer) + (f", {much}" if much else "") + whom)
    return "<br>".join(said) or "not for anyone here"


def broken(shown: Break) -> str:
    """A family, or two side by side, and what each gets."""
    about = codes(shown.offers).replace("<br>", ", ")
    about += "".join(f" {name} {code(one)}" for name, one in (("score", shown.score), ("rule", shown.rule)) if one)
    fact = "" if shown.fact is None else f", by {code(shown.fact)}"
    amounts = ""
    if shown.before is not None or shown.after is not None:
        unit = "" if shown.unit is None else f" {escape(shown.unit)}"
        amounts = f": {shown.before} against {shown.after}{unit}"
    caption = f"<strong>{words(shown.kind)}</strong> {about}{fact}{amounts}, on {day(shown.on)}"
    heads = ["", "First family", "Second family"] if len(shown.families) == 2 else ["", "A family"]
    if not shown.families:
        return table(caption, ["Day"], [[day(shown.on)]])
    rows = list(beside(shown.families))
    for offer in shown.offers:
        answers = [[one for one in assessment if one.offer == offer] for assessment in shown.assessments]
        rows.append([f"<strong>gets:</strong> {code(offer)}", *(gets(one) for one in answers)])
    return table(caption, heads, rows)


def open_questions(undecided: Iterable[Undecided]) -> str:
    said = []
    for one in undecided:
        about = [code(name) for name in (one.offer, one.fact, *one.units) if name is not None]
        said.append(words(one.bound) + (": " + ", ".join(about) if about else ""))
    return "<br>".join(said)


def verdict(shown: Finding) -> str:
    sign = f'<span aria-hidden="true">{SIGNS.get(shown.verdict, "")}</span>'
    return f"{sign} <strong>{words(shown.verdict)}</strong>"


def cells(shown: Finding) -> list[str]:
    kinds = "<br>".join(dict.fromkeys(words(one.kind) for one in shown.breaks))
    over = [codes(shown.facts)] if shown.facts else []
    over += [f"edition {escape(one.version)}, {span(one.from_, one.until)}" for one in shown.editions]
    return [words(shown.law), verdict(shown), kinds, open_questions(shown.undecided), "<br>".join(over)]


HEADS = ["Law", "Verdict", "How it is broken", "Not decided", "Over"]


def finding(shown: Finding) -> str:
    """One law, and what breaks it."""
    summary = table("What is known of one law", HEADS, [cells(shown)])
    return f"<div>{summary}{''.join(broken(one) for one in shown.breaks)}</div>"


def laws(shown: Laws) -> str:
    """Each law with its verdict, and below what breaks it."""
    until = "" if shown.until is None else f" to {day(shown.until)}"
    caption = (
        f"{code(shown.programme)}, edition {escape(shown.version)}: laws, for all {within(shown.limits)}, "
        f"on every day from {day(shown.from_)}{until}"
    )
    summary = table(caption, HEADS, [cells(one) for one in shown])
    return f"<div>{summary}{''.join(broken(one) for law in shown for one in law.breaks)}</div>"


def noted(shown: Lint) -> str:
    """What a lint is about, beside where it stands."""
    said = [
        f"{name} {code(value)}"
        for name, value in (
            ("rule", shown.rule),
            ("score", shown.score),
            ("beside", shown.other),
            ("fact", shown.fact),
        )
        if value is not None
    ]
    if shown.before is not None or shown.after is not None:
        said.append(f"{shown.before} against {shown.after} {escape(shown.unit or '')}")
    if shown.on is not None:
        said.append(f"on {day(shown.on)}")
    return "<br>".join(said)


def lints(shown: Lints) -> str:
    """What is worth a second look."""
    caption = (
        f"{code(shown.programme)}, edition {escape(shown.version)}: {len(shown)} worth a second look, "
        f"over all {within(shown.limits)}"
    )
    if shown.undecided:
        caption += f"<br>not decided: {open_questions(shown.undecided)}"
    if shown.without_cliff:
        caption += f"<br>cliffs not looked for: {', '.join(code(unit) for unit in shown.without_cliff)}"
    rows = (
        [
            words(one.kind),
            code(one.path) + ("" if one.offer is None else f"<br>{small('offer ' + code(one.offer))}"),
            noted(one),
            "<br><br>".join(lines(family) for family in one.families),
        ]
        for one in shown
    )
    return table(caption, ["What", "Where", "About", "Families"], rows)


def described(shown: Difference | Reached) -> str:
    regions = ["<br>".join(escape(str(term)) for term in region) or "everybody" for region in shown.regions]
    more = "" if shown.complete else "<li>and others</li>"
    return f"<ul>{''.join(f'<li>{region}</li>' for region in regions)}{more}</ul>"


def answered(answer: OfferAnswer | None) -> str:
    return "no such offer" if answer is None else gets([answer])


def written(shown: Changed) -> list[str]:
    """What is written otherwise of an offer."""
    values = ("not said" if value is None else escape(value) for value in (shown.before, shown.after))
    return [code(shown.offer), words(shown.what), *values]


def reaches(shown: Reached) -> list[str]:
    """Who comes to belong to something, or does so no longer."""
    effect = f"<strong>{words(shown.effect)}</strong><br>{small('on ' + day(shown.on))}"
    return [words(shown.what), effect, described(shown), lines(shown.family)]


def differences(shown: Differences) -> str:
    """Who gains, loses, has more or less; with one family each."""
    before, after = shown.before, shown.after
    caption = (
        f"from {code(before.programme)}, edition {escape(before.version)}, to {code(after.programme)}, "
        f"edition {escape(after.version)}: for all {within(shown.limits)}"
    )
    for name, several in (("added", shown.added), ("removed", shown.removed)):
        if several:
            caption += f"<br>{name}: {', '.join(code(one) for one in several)}"
    for moved in shown.moved:
        caption += f"<br>moved: {code(moved.from_)} to {code(moved.to)}"
    if shown.narrowed:
        caption += f"<br>compared only for {', '.join(escape(str(term)) for term in shown.narrowed)}"
    if shown.undecided:
        caption += f"<br>not decided: {open_questions(shown.undecided)}"
    rows = (
        [
            code(one.offer),
            f"<strong>{words(one.effect)}</strong><br>{small('on ' + day(one.on))}",
            described(one),
            lines(one.family),
            answered(one.before),
            answered(one.after),
        ]
        for one in shown
    )
    heads = ["Offer", "Effect", "Families", "One of them", "Before", "After"]
    more = ""
    if shown.changed:
        more += table("Written otherwise", ["Offer", "What", "Before", "After"], map(written, shown.changed))
    if shown.reached:
        more += table("Whom they reach", ["What", "Effect", "Families", "One of them"], map(reaches, shown.reached))
    totals = ""
    if shown.totals:
        counted = (
            [escape(one.unit), words(one.subject), words(one.duty), str(one.before), str(one.after)]
            for one in shown.totals
        )
        totals = table("How many offers of each kind", ["Unit", "For each", "Duty", "Before", "After"], counted)
    return f"<div>{table(caption, heads, rows)}{more}{totals}</div>"


def span(first: object, last: object) -> str:
    """Days from one to another, where they are known."""
    if first is not None and last is not None:
        return day(first) if first == last else f"{day(first)} to {day(last)}"
    if first is not None:
        return f"from {day(first)}"
    return "at any time" if last is None else f"to {day(last)}"


def asked(due: DueDays | None) -> str:
    if due is None:
        return ""
    return span(due.from_, due.until) + ("<br>to the next working day" if due.rolled else "")


def status(entry: ScheduleEntry) -> str:
    said = f"<strong>{escape(STATUSES.get(entry.status, entry.status))}</strong>"
    said += "" if entry.decision == "eligible" else f", {words(entry.decision)}"
    said += "<br>has it already" if entry.already else ""
    return said + ("" if entry.exact else "<br>beyond the work bound: may be too cautious")


def schedule(shown: Schedule, titles: Titles, language: str = "en") -> str:
    """The entries in their order."""
    who = "a family" if shown.family is None else f"family {code(shown.family)}"
    caption = f"{code(shown.programme)}, edition {escape(shown.version)}, for {who} on {day(shown.on)}"
    if not shown.exact:
        caption += "<br>beyond the work bound: something that comes later may not be listed"
    rows = []
    for entry in shown:
        had = span(entry.days.from_, entry.days.until)
        if entry.certain is not None:
            had += f"<br>certainly {span(entry.certain.from_, entry.certain.until)}"
        if entry.version is not None:
            had += f"<br>{small('edition ' + escape(entry.version))}"
        much = entry.dose
        amount = "" if much is None else f"{much.least}" if much.least == much.most else f"{much.least} to {much.most}"
        rows.append(
            [
                titled(entry.offer, titles.get(entry.offer, {}), language),
                "the family" if entry.subject is None else code(entry.subject),
                status(entry),
                asked(entry.due),
                had,
                "" if much is None else f"{amount} &times; {escape(much.unit)}",
                codes(entry.missing),
            ]
        )
    heads = ["Offer", "For", "Status", "Asked for", "To be had", "How much", "Missing"]
    return table(caption, heads, rows)
