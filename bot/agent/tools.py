"""Running a call: references are resolved, what asks first asks first, core does the rest."""

from bot.agent.calls import AnyCall, FindItems
from bot.agent.interpreter.understanding import Choice, QuestionCode
from bot.agent.outcomes import Asked, Found, Outcome, Refused
from core.work import Work

ASKS_ABOVE = 5
"""More things than this are not changed without asking (DESIGN, section 4)."""


async def run_call(work: Work, chat_id: str, call: AnyCall, confirmed: bool = False) -> Outcome:
    """Do what the call says in this unit of work.

    Removing, and anything over ASKS_ABOVE things, becomes a kept question unless confirmed.
    A name that fits several things becomes a question; one that fits none is Refused.
    Errors of core become Refused; nothing was changed then.
    """
    raise NotImplementedError


async def find(work: Work, query: FindItems, offset: int = 0) -> Found | Refused:
    """One page of what the query describes, from this offset on."""
    raise NotImplementedError


async def ask(
    work: Work, chat_id: str, code: QuestionCode, subject: str, choices: tuple[Choice, ...]
) -> Asked:
    """Keep a question with its exact calls."""
    raise NotImplementedError
