"""Questions back, and their answers."""

from collections.abc import Callable, Sequence

from bot.agent.calls import AnyCall
from bot.agent.interpreter.understanding import Choice, Unsure
from core.items.results import Thing

YES, NO, NONE = "Yes", "No", "None of these"
"""What a person learns once (DESIGN, section 5)."""


def which(
    subject: str, things: Sequence[Thing], calls: Callable[[Thing], tuple[AnyCall, ...]]
) -> Unsure:
    """Several things fit: one choice a thing, by its own name, and none."""
    choices = [Choice(thing.name, calls(thing)) for thing in things]
    return Unsure("which", subject, (*choices, Choice(NONE, ())))


def confirm(subject: str, calls: tuple[AnyCall, ...]) -> Unsure:
    return Unsure("confirm", subject, (Choice(YES, calls), Choice(NO, ())))


def did_you_mean(subject: str, calls: tuple[AnyCall, ...]) -> Unsure:
    return Unsure("did_you_mean", subject, (Choice(YES, calls), Choice(NO, ())))
