"""What a turn comes to, on its way out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.agent.outcomes import Outcome
from bot.conversation.messages import Reply


@dataclass(frozen=True, slots=True)
class Answer:
    """The replies, and the outcomes they word, where they word any."""

    replies: tuple[Reply, ...]
    outcomes: tuple[Outcome, ...] = ()
    is_for_one: bool = False
    """Whether, in a group, it is for nobody but who asked (see discretion.py)."""
    remembered: Mapping[str, Any] = field(default_factory=dict)
    """What the next turns are to know besides the outcomes; JSON-ready."""
    said: str | None = None
    """What was said, where that is not what was written: a voice message."""
