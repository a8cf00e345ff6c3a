"""A picture that waits for the thing it shows: remembered in the meaning of the turn it came in.

It waits in its chat, for the person who sent it, and gets to one thing: the one that is added or
changed next, by a sentence or by an answer to the question that was asked about the picture.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from bot.agent.calls import ChangeItems
from bot.agent.outcomes import Changed, NothingDone, Outcome
from bot.conversation.answer import Answer
from bot.conversation.messages import Reply
from bot.conversation.turn_context import TurnContext
from bot.conversation.wording.media import then_tell_text
from core.receipts import ItemChange
from core.turns.desk import Turn

WAITS = timedelta(minutes=15)
USED: Mapping[str, Any] = {"picture": None}
"""What a turn remembers after which no picture waits any more."""


@dataclass(frozen=True, slots=True)
class Waiting:
    reference: str
    question: str | None = None
    """The id of what was asked in the turn the picture came in."""
    just_asked: bool = False
    """Whether no turn with a meaning came after that question."""


def to_wait(reference: str, now: datetime) -> Mapping[str, Any]:
    """What the turn is to remember, of which waiting_picture() reads in the next ones."""
    return {"picture": reference, "picture_until": (now + WAITS).isoformat()}


async def waiting_picture(turn: Turn) -> Waiting | None:
    """The newest picture of this person that waits in this chat."""
    meanings = [past.meaning for past in await turn.past() if past.meaning]
    for place, meaning in enumerate(meanings):
        if "picture" not in meaning:
            continue
        reference = meaning["picture"]
        now = (await turn.work()).now
        if reference is None or now >= datetime.fromisoformat(meaning["picture_until"]):
            return None
        question = meaning.get("question")
        return Waiting(reference, question, just_asked=place == 0 and question is not None)
    return None


async def settled(
    context: TurnContext, answer: Answer, waiting: Waiting, question: str | None = None
) -> Answer:
    """The answer, with the picture given to the one thing it is about: one receipt, one Undo.

    `question` is what was answered, if anything. The answer to the very question that was asked
    with the picture may change something besides, as in a swap: the thing that was added has it.
    """
    if _shows(answer.outcomes, waiting.reference):
        return replace(answer, remembered={**answer.remembered, **USED})
    is_answer = question is not None and question == waiting.question
    if is_answer and answer.outcomes == (NothingDone("declined"),):
        ask = Reply(then_tell_text(context.reader.language), asks=True)
        return Answer((replace(ask, edits=answer.replies[0].edits),))
    thing_id = _the_one_thing(answer.outcomes, or_the_added=is_answer)
    if thing_id is None:
        return answer
    context = await context.anew()
    gets = ChangeItems(items=(str(thing_id),), picture=waiting.reference)
    outcome = await context.tools.run(context.work, context.chat_id, gets)
    if not isinstance(outcome, Changed):
        return answer
    worded = context.answer(_with(answer.outcomes, outcome))
    first, *rest = worded.replies
    replies = (replace(first, edits=answer.replies[0].edits), *rest)
    return replace(worded, replies=replies, remembered={**answer.remembered, **USED})


def _shows(outcomes: Sequence[Outcome], reference: str) -> bool:
    """Whether a thing has the picture now."""
    return any(
        change.after is not None and change.after.picture == reference
        for change in _changes(outcomes)
    )


def _the_one_thing(outcomes: Sequence[Outcome], *, or_the_added: bool) -> UUID | None:
    changes = _changes(outcomes)
    added = {change.after.id for change in changes if change.after and change.before is None}
    if or_the_added and len(added) == 1:
        return added.pop()
    if any(change.after is None for change in changes):
        return None
    ids = {change.after.id for change in changes if change.after} | _as_they_were(outcomes)
    return ids.pop() if len(ids) == 1 else None


def _changes(outcomes: Sequence[Outcome]) -> list[ItemChange]:
    return [
        change
        for outcome in outcomes
        if isinstance(outcome, Changed) and not outcome.receipt.undo
        for change in outcome.receipt.changes
        if isinstance(change, ItemChange)
    ]


def _as_they_were(outcomes: Sequence[Outcome]) -> set[UUID]:
    """The things that were to be changed to what they are already."""
    return {
        UUID(item)
        for outcome in outcomes
        if isinstance(outcome, Changed) and isinstance(outcome.call, ChangeItems)
        if not outcome.receipt.changes
        for item in outcome.call.items
    }


def _with(outcomes: Sequence[Outcome], picture: Changed) -> tuple[Outcome, ...]:
    """The picture is told in the receipt of what it came with."""
    first = next(outcome for outcome in outcomes if isinstance(outcome, Changed))
    changes = (*first.receipt.changes, *picture.receipt.changes)
    together = replace(first, receipt=replace(first.receipt, changes=changes))
    return tuple(together if outcome is first else outcome for outcome in outcomes)
