"""Restores from a pickle what hangs on a programme."""

from ._millejours import Asked, Explanation, Programme

__all__ = ["restore"]


def restore(programme: Programme | Explanation | Asked, path: tuple[str | int | tuple[str], ...]) -> object:
    """Follow the way to a part: attributes, places in tuples, names in mappings."""
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
