"""Restores parts of a programme from a pickle."""

from ._millejours import Programme

__all__ = ["restore"]


def restore(programme: Programme, path: tuple[str | int | tuple[str], ...]) -> object:
    """Follow the way from a programme to one of its parts: an attribute, a place in a tuple, a name in a mapping."""
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
