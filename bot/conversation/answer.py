"""What a turn comes to, on its way out."""

from dataclasses import dataclass

from bot.agent.outcomes import Outcome
from bot.conversation.messages import Reply


@dataclass(frozen=True, slots=True)
class Answer:
    """The replies, and the outcomes they word, where they word any."""

    replies: tuple[Reply, ...]
    outcomes: tuple[Outcome, ...] = ()
    is_for_one: bool = False
    """Whether, in a group, it is for nobody but who asked (see discretion.py)."""
