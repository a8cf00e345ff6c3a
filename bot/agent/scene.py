"""What a sentence is heard against: the person's things, the conversation so far, the time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.items.results import Thing


@dataclass(frozen=True, slots=True)
class Scene:
    now: datetime
    """The local time of the person, aware."""
    locale: str
    things: tuple[Thing, ...]
    """In the order they were added; what is kept and what was parted with last."""
    focus: tuple[str, ...] = ()
    """Ids of the things the last turn was about, for "it" and "both"."""
    last_calls: tuple[Mapping[str, Any], ...] = ()
    """The calls of the last turn that had any, as JSON, for "and the same for…", "no, that was
    yesterday"."""
    options: tuple[str, ...] = ()
    """The labels of the open question, in order; empty: nothing was asked."""
