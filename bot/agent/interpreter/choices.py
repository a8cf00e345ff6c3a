"""Questions back, and their answers."""

from collections.abc import Callable, Sequence

from bot.agent.calls import AnyCall
from bot.agent.interpreter.understanding import Choice, Unsure
from bot.agent.labels import NO, NONE_OF_THESE, YES, distinct
from core.items.results import Thing


def which(
    subject: str, things: Sequence[Thing], calls: Callable[[Thing], tuple[AnyCall, ...]]
) -> Unsure:
    """Several things fit: one choice a thing, by its own name, and none."""
    labels = distinct(things)
    choices = [Choice(label, calls(thing)) for label, thing in zip(labels, things, strict=True)]
    return Unsure("which", subject, (*choices, Choice(NONE_OF_THESE, ())))


def confirm(subject: str, calls: tuple[AnyCall, ...]) -> Unsure:
    return Unsure("confirm", subject, (Choice(YES, calls), Choice(NO, ())))


def did_you_mean(subject: str, calls: tuple[AnyCall, ...]) -> Unsure:
    return Unsure("did_you_mean", subject, (Choice(YES, calls), Choice(NO, ())))
