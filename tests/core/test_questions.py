import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from core.clock import StandingClock
from core.errors import QuestionGone
from core.turns.desk import Turn
from core.turns.questions import (
    ANSWER_WITHIN,
    OpenQuestion,
    Option,
    ask,
    claim_answer,
    open_question,
)
from storage.transactions import Database
from tests.conftest import NOON
from tests.core.acting import Person

YES = Option("Yes", ({"tool": "remove_items", "items": ["hat"]},))
NO = Option("No", ())


@pytest.fixture
def database(any_database: Database) -> Database:
    """Locks and constraints decide here: on both kinds."""
    return any_database


async def asks(person: Person, chat_id: str = "ann") -> OpenQuestion:
    return await person.does(lambda work: ask(work, chat_id, [YES, NO]))


async def test_a_question_is_kept_with_the_exact_calls_of_each_answer(ann: Person) -> None:
    question = await asks(ann)
    assert await ann.does(lambda work: open_question(work, "ann")) == question
    assert question.options == (YES, NO)
    assert await ann.does(lambda work: claim_answer(work, question.id, 0)) == YES


async def test_the_newest_question_of_the_chat_is_the_open_one(ann: Person) -> None:
    await asks(ann)
    newest = await asks(ann)
    await asks(ann, "elsewhere")
    assert await ann.does(lambda work: open_question(work, "ann")) == newest


async def test_an_answered_question_is_no_longer_open(ann: Person) -> None:
    question = await asks(ann)
    await ann.does(lambda work: claim_answer(work, question.id, 1))
    assert await ann.does(lambda work: open_question(work, "ann")) is None
    with pytest.raises(QuestionGone):
        await ann.does(lambda work: claim_answer(work, question.id, 0))


@pytest.mark.parametrize("option", [-1, 2, 10**12])
async def test_an_answer_that_was_not_offered_leaves_the_question_open(
    ann: Person, option: int
) -> None:
    question = await asks(ann)
    with pytest.raises(QuestionGone):
        await ann.does(lambda work: claim_answer(work, question.id, option))
    assert await ann.does(lambda work: open_question(work, "ann")) == question


async def test_a_question_expires(ann: Person, clock: StandingClock) -> None:
    question = await asks(ann)
    clock.set(NOON + ANSWER_WITHIN - timedelta(seconds=1))
    assert await ann.does(lambda work: open_question(work, "ann")) == question
    clock.set(NOON + ANSWER_WITHIN)
    assert await ann.does(lambda work: open_question(work, "ann")) is None
    with pytest.raises(QuestionGone):
        await ann.does(lambda work: claim_answer(work, question.id, 0))


async def test_nobody_else_can_answer(ann: Person, bob: Person) -> None:
    question = await asks(ann)
    with pytest.raises(QuestionGone):
        await bob.does(lambda work: claim_answer(work, question.id, 0))
    assert await ann.does(lambda work: open_question(work, "ann")) == question


async def test_a_question_that_was_never_asked_is_gone(ann: Person) -> None:
    with pytest.raises(QuestionGone):
        await ann.does(lambda work: claim_answer(work, uuid4(), 0))


async def test_exactly_one_of_many_presses_gets_the_answer(ann: Person) -> None:
    question = await asks(ann)

    async def press() -> bool:
        try:
            await ann.does(lambda work: claim_answer(work, question.id, 0))
        except QuestionGone:
            return False
        return True

    assert sum(await asyncio.gather(*(press() for _ in range(8)))) == 1


async def test_a_claim_is_given_back_when_the_turn_fails(ann: Person) -> None:
    question = await asks(ann)

    async def claim_and_fail(turn: Turn) -> None:
        await claim_answer(await turn.work(), question.id, 0)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await ann.in_turn(claim_and_fail)
    assert await ann.does(lambda work: claim_answer(work, question.id, 0)) == YES
