"""Restores from a pickle what hangs on a programme."""

import datetime
import json

from ._millejours import Explanation, Family, Programme, Questionnaire

__all__ = ["restore", "resume"]


def restore(programme: Programme | Explanation, path: tuple[str | int | tuple[str], ...]) -> object:
    """Follow the way to a part of a programme or an explanation: attributes, places in tuples, names in mappings."""
    part: object = programme
    for step in path:
        match step:
            case str(name):
                part = getattr(part, name)
            case int(place):
                part = part[place]  # type: ignore[index]
            case (name,):
                part = part[name]  # type: ignore[index]
    return part


def resume(
    programme: Programme, family: str, on: datetime.date, told: tuple[tuple[str, str | None], ...]
) -> Questionnaire:
    """Tell a questionnaire again what it was told."""
    talk = Questionnaire(programme, Family.from_json(family), on)
    for fact, answer in told:
        if answer is None:
            talk = talk.decline(fact)
        else:
            given = json.loads(answer)
            talk = talk.answer(fact, given.pop("value"), **given)
    return talk
