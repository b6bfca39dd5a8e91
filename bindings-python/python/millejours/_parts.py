"""Restores from a pickle what hangs on a whole."""

from ._millejours import Laws, ProgrammeHistory

__all__ = ["laws_of", "restore"]


def restore(whole: object, path: tuple[str | int | tuple[str], ...]) -> object:
    """Follow the way to a part: attributes, places in tuples, names in mappings."""
    part = whole
    for step in path:
        match step:
            case str(name):
                part = getattr(part, name)
            case int(place):
                part = part[place]  # type: ignore[index]
            case (name,):
                part = part[name]  # type: ignore[index]
    return part


def laws_of(history: ProgrammeHistory, place: int) -> Laws:
    """The laws of one version: they are proved again."""
    return history.laws()[place]
