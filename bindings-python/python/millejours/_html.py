"""How objects show in a notebook: tables without scripts, that follow the notebook's own colours.

Every text is escaped; what is written in a language says which (`lang`); headings say whose they are (`scope`); nothing
is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._millejours import Assessment, Explanation, Family, GivenFact, OfferAnswer, Programme, Reason

__all__ = ["assessment", "explanation", "family", "programme"]

Titles = Mapping[str, Mapping[str, str]]

# Colours are those around the table: text as it comes, lines and shades a part of it. So it reads on light and dark.
CELL = "text-align:left;vertical-align:top;padding:.3em .7em;border-bottom:1px solid rgba(128,128,128,.45)"
HEAD = CELL + ";border-bottom:2px solid rgba(128,128,128,.8)"
SMALL = "opacity:.8;font-size:90%"
TABLE = "border-collapse:collapse;color:inherit;background:transparent"

SIGNS = {"eligible": "✓", "not_eligible": "✗", "not_yet": "◷", "no_longer": "↶", "undetermined": "?"}
WORDS = {
    "eligible": "eligible",
    "not_eligible": "not eligible",
    "not_yet": "not yet",
    "no_longer": "no longer",
    "undetermined": "undetermined",
}


def code(text: str) -> str:
    return f"<code>{escape(text)}</code>"


def codes(texts: Iterable[str]) -> str:
    return "<br>".join(code(text) for text in texts)


def titled(name: str, title: Mapping[str, str], language: str) -> str:
    """A title in the language, or in one that there is, with the name beneath."""
    chosen = language if language in title else next(iter(sorted(title)), None)
    if chosen is None:
        return code(name)
    return (
        f'<span lang="{escape(chosen)}" dir="auto">{escape(title[chosen])}</span>'
        f'<br><span style="{SMALL}">{code(name)}</span>'
    )


def table(caption: str, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table whose first column heads its rows. Cells are HTML already."""
    head = "".join(f'<th scope="col" style="{HEAD}">{one}</th>' for one in heads)
    body = []
    for first, *rest in rows:
        cells = "".join(f'<td style="{CELL}">{cell}</td>' for cell in rest)
        body.append(f'<tr><th scope="row" style="{CELL};font-weight:inherit">{first}</th>{cells}</tr>')
    return (
        f'<table lang="en" style="{TABLE}">'
        f'<caption style="text-align:left;caption-side:top;padding:.3em .7em;color:inherit">{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"
    )


def decided(answer: OfferAnswer) -> str:
    word = f'<span aria-hidden="true">{SIGNS.get(answer.decision, "")}</span> <strong>'
    word += escape(WORDS.get(answer.decision, answer.decision)) + "</strong>"
    if answer.from_ is not None:
        word += f', but from <time datetime="{answer.from_}">{answer.from_}</time>'
        word += " undetermined" if answer.then == "undetermined" else ""
    if answer.since is not None:
        word += f', since <time datetime="{answer.since}">{answer.since}</time>'
    if answer.already:
        word += "<br>has it already"
    if not answer.exact:
        word += "<br>beyond the work bound: may be too cautious"
    return word


def dose(answer: OfferAnswer) -> str:
    given = answer.dose
    if given is None:
        return ""
    amount = str(given.least) if given.least == given.most else f"{given.least} to {given.most}"
    return f"{amount} &times; {escape(given.unit)}"


def read(reason: Reason) -> str:
    """A rule and what it read, in a line."""
    facts = [f"{code(name)} {escape(plainly(value))}" for name, value in reason.facts.items()]
    return code(reason.rule) + (f' <span style="{SMALL}">read {", ".join(facts)}</span>' if facts else "")


def plainly(value: bool | int | str | tuple[str, ...]) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return (", ".join(value) or "none") if isinstance(value, tuple) else str(value)


def why(answer: OfferAnswer) -> str:
    """Of a no, the rules that give it and what they hang on."""
    if answer.decision in ("eligible", "undetermined"):
        return ""
    lines = [read(reason) for reason in answer.reasons]
    for change in answer.changes:
        facts = " and ".join(f"{code(name)} {escape(plainly(value))}" for name, value in change.set.items())
        lines.append(f"{change.then} with {facts}")
    return "<br>".join(lines)


def assessment(shown: Assessment, titles: Titles, language: str = "en") -> str:
    """The answers, and the questions below."""
    who = f"family {code(shown.family)}" if shown.family is not None else "a family"
    caption = (
        f"{code(shown.programme)}, edition {escape(shown.version)}, for {who} "
        f'on <time datetime="{shown.on}">{shown.on}</time>: <strong>{escape(shown.response)}</strong>'
    )
    rows = (
        (
            titled(answer.offer, titles.get(answer.offer, {}), language),
            "the family" if answer.subject is None else code(answer.subject),
            decided(answer),
            dose(answer),
            codes(answer.missing),
            why(answer),
        )
        for answer in shown
    )
    answers = table(caption, ["Offer", "For", "Decision", "How much", "Missing", "Why not"], rows)
    if not shown.questions:
        return f"<div>{answers}</div>"
    questions = table(
        "What to ask, the most useful first",
        ["Fact", "Category", "Can change"],
        ((code(one.fact), escape(one.category.replace("_", " ")), codes(one.unlocks)) for one in shown.questions),
    )
    return f"<div>{answers}{questions}</div>"


def programme(shown: Programme) -> str:
    """The offers of a programme."""
    until = "" if shown.valid.until is None else f" to {shown.valid.until}"
    beginning = "from " if shown.valid.until is None else ""
    caption = (
        f"{titled(shown.id, shown.title, 'en')}, edition {escape(shown.version)}, "
        f"{beginning}{shown.valid.from_}{until}, {len(shown.offers)} offers"
    )
    rows = (
        (
            titled(offer.id, offer.title, "en"),
            escape(offer.subject),
            escape(offer.tier),
            escape(offer.duty.replace("_", " ")),
            "free" if offer.cost.free else f"{escape(offer.cost.amount or '')} {escape(offer.cost.currency or '')}",
            code(offer.provider),
        )
        for offer in shown.offers
    )
    return table(caption, ["Offer", "For each", "Tier", "Duty", "Cost", "Provider"], rows)


def told(facts: Mapping[str, GivenFact]) -> list[str]:
    lines = []
    for name, fact in facts.items():
        whose = [] if fact.voice is None else [f"by {escape(fact.voice)}"]
        whose += [] if fact.as_of is None else [f"on {fact.as_of}"]
        lines.append(f"{code(name)} {escape(str(fact.value))}{' (' + ', '.join(whose) + ')' if whose else ''}")
    return lines


def fields(**given: object) -> list[str]:
    return [
        f"{escape(name.replace('_', ' '))} {escape(str(value))}" for name, value in given.items() if value is not None
    ]


def family(shown: Family) -> str:
    """Who and what is known; what is absent is unknown."""
    rows: list[tuple[str, str]] = []

    def row(name: str, lines: Iterable[str]) -> None:
        if text := "<br>".join(lines):
            rows.append((name, text))

    row("territory", fields(lives_in=shown.territory))
    if shown.other_territories is not None:
        row("other territories", [escape(", ".join(shown.other_territories)) or "none"])
    if shown.languages is not None:
        row("languages", [escape(", ".join(shown.languages)) or "none"])
    for adult in shown.adults:
        row(
            f"adult {code(adult.id)}",
            fields(born=adult.born, lives_here=adult.lives_here) + told(adult.facts) or ["nothing yet"],
        )
    for child in shown.children:
        own = fields(born=child.born, arrived=child.arrived, of_pregnancy=child.pregnancy, died=child.died)
        row(f"child {code(child.id)}", own + told(child.facts) or ["nothing yet"])
    for one in shown.pregnancies:
        own = fields(carried_by=one.carried_by, expected=one.expected, ended=one.ended, outcome=one.outcome)
        row(f"pregnancy {code(one.id)}", own + told(one.facts) or ["nothing yet"])
    for tie in shown.relations:
        own = fields(kind=tie.kind, authority=tie.authority)
        row(f"relation of {code(tie.adult)} to {code(tie.child)}", own or ["nothing yet"])
    row("needs", [f"{code(n.domain)} {n.intensity} (by {escape(n.voice)})" for n in shown.needs])
    row("resources", [code(resource.code) for resource in shown.resources])
    row("supports", [code(s.offer) + ("" if s.subject is None else f" for {code(s.subject)}") for s in shown.supports])
    row("facts", told(shown.facts))
    row("declined", [code(name) for name in shown.declined])
    row("complete", [escape(", ".join(shown.complete))] if shown.complete else [])
    name = "A family" if shown.id is None else f"Family {code(shown.id)}"
    return table(f"{name}: what is not here is unknown", ["Who or what", "Known"], rows)


def explanation(shown: Explanation) -> str:
    """The sentences, in the dictionary's language and direction."""
    items = []
    for offer in shown.offers:
        language = f' lang="{escape(offer.title_language)}"' if offer.title_language else ""
        title = f'<strong{language} dir="auto">{escape(offer.title)}</strong>'
        first = ", ".join([title, *([escape(offer.whom)] if offer.whom else [])])
        said = [offer.sentence, offer.already, offer.caution, offer.amount, offer.cost, offer.duty, offer.contact]
        rest = [*offer.reasons, *offer.helps_to_know, *offer.changes]
        points = "".join(f"<li>{escape(point)}</li>" for point in rest)
        lines = "<br>".join([first, *(escape(one) for one in said if one)])
        items.append(f"<li>{lines}{f'<ul>{points}</ul>' if points else ''}</li>")
    questions = []
    for one in shown.questions:
        language = f' lang="{escape(one.sentence_language)}"' if one.sentence_language else ""
        questions.append(f'<li{language} dir="auto">{escape(one.sentence)}</li>')
    answers = f"<p>{escape(shown.response)}</p><ul>{''.join(items)}</ul>"
    asked = f"<ol>{''.join(questions)}</ol>" if questions else ""
    return f'<div lang="{escape(shown.language)}" dir="{shown.direction}">{answers}{asked}</div>'
