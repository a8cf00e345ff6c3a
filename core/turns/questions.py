"""Pending actions: a question is a row with the exact calls of each answer, claimed once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from core.errors import QuestionGone
from core.work import Work
from storage.base import new_id
from storage.tables import PendingActionRow

ANSWER_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer and the exact tool calls it stands for, as JSON-ready mappings."""

    label: str
    """Its words; with a subject, these hold {subject} where that is put in."""
    calls: tuple[Mapping[str, Any], ...]
    subject: str | None = None
    """Names of the person's own, which nobody translates."""

    @property
    def text(self) -> str:
        """The whole of the label, in the words it was kept with."""
        return self.label if self.subject is None else self.label.format(subject=self.subject)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    id: UUID
    options: tuple[Option, ...]


async def ask(work: Work, chat_id: str, options: Sequence[Option]) -> OpenQuestion:
    """Keep a question that only this person may answer, in ANSWER_WITHIN."""
    row = PendingActionRow(
        id=new_id(),
        household_id=work.actor.household_id,
        person_id=work.actor.person_id,
        turn_id=work.turn_id,
        platform=work.platform,
        chat_id=chat_id,
        options=[
            {
                "label": option.label,
                "calls": [dict(call) for call in option.calls],
                "subject": option.subject,
            }
            for option in options
        ],
        created_at=work.now,
        expires_at=work.now + ANSWER_WITHIN,
    )
    work.transaction.pending_actions(work.actor.person_id).add(row)
    return _question(row)


async def open_question(work: Work, chat_id: str) -> OpenQuestion | None:
    """The newest unanswered question of this person in this chat."""
    pending = work.transaction.pending_actions(work.actor.person_id)
    row = await pending.newest_open(work.platform, chat_id, work.now)
    if row is None or row.household_id != work.actor.household_id:
        return None
    return _question(row)


async def claim_answer(work: Work, question_id: UUID, option: int) -> Option:
    """Take the answer; exactly one caller gets it.

    Raises QuestionGone (answered, expired, somebody else's, or no such option).
    """
    pending = work.transaction.pending_actions(work.actor.person_id)
    row = await pending.get(question_id)
    if row is None or row.household_id != work.actor.household_id:
        raise QuestionGone
    options = _question(row).options
    if not 0 <= option < len(options) or not await pending.claim(question_id, work.now):
        raise QuestionGone
    return options[option]


def _question(row: PendingActionRow) -> OpenQuestion:
    return OpenQuestion(
        row.id,
        tuple(
            Option(option["label"], tuple(option["calls"]), option.get("subject"))
            for option in row.options
        ),
    )
