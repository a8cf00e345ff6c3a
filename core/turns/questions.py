"""Pending actions: a question is a row with the exact calls of each answer, claimed once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from core.work import Work

ANSWER_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer and the exact tool calls it stands for, as JSON-ready mappings."""

    label: str
    calls: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    id: UUID
    options: tuple[Option, ...]


async def ask(work: Work, chat_id: str, options: Sequence[Option]) -> OpenQuestion:
    """Keep a question that only this person may answer, in ANSWER_WITHIN."""
    raise NotImplementedError


async def open_question(work: Work, chat_id: str) -> OpenQuestion | None:
    """The newest unanswered question of this person in this chat."""
    raise NotImplementedError


async def claim_answer(work: Work, question_id: UUID, option: int) -> Option:
    """Take the answer; exactly one caller gets it.

    Raises QuestionGone (answered, expired, somebody else's, or no such option).
    """
    raise NotImplementedError
