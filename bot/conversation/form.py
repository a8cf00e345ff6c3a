"""Several things asked at once, where a platform can (Discord, modals). Plain values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One line, or box, of a form."""

    option: str
    """The option of the command that it fills."""
    label: str
    """At most 45 characters (Discord, text input)."""
    value: str = ""
    """What stands there already."""
    required: bool = False
    long: bool = False
    """Whether it may take several lines."""
    longest: int = 255
    """Characters; the value has no more."""


@dataclass(frozen=True, slots=True)
class Form:
    title: str
    """At most 45 characters."""
    name: str
    """The command that it calls when it is sent."""
    fields: tuple[Field, ...]
    """1 to 5."""
    about: str = ""
    """The id of the thing that it changes, which comes back with what was put in: at most 36
    characters of 0-9 a-f -."""
