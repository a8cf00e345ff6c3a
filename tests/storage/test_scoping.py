"""Every repository method, tried with the ids of another household or person, finds nothing."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest

from storage.base import new_id
from storage.repositories.items import ItemFilter
from storage.tables import (
    ChangeRow,
    CheckupRow,
    ItemRow,
    PendingActionRow,
    ReviewAnswerRow,
    ReviewRow,
    TurnRow,
)
from storage.transactions import Database
from storage.vocabulary import CheckupType
from tests.conftest import NOON
from tests.storage.builders import PLATFORM, Home, settle


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Ann owns one of everything; Bob is somebody else."""

    ann: Home
    bob: Home
    item: ItemRow
    change: ChangeRow
    checkup: CheckupRow
    question: PendingActionRow
    turn: TurnRow
    review: ReviewRow
    answer: ReviewAnswerRow


@pytest.fixture
async def neighbours(any_database: Database) -> Neighbours:
    ann, bob = await settle(any_database, "ann"), await settle(any_database, "bob")
    item, turn = ann.item(), ann.turn()
    review = ann.review(item.id)
    rows = Neighbours(
        ann=ann,
        bob=bob,
        item=item,
        change=ann.change(item.id, turn.id),
        checkup=CheckupRow(
            person_id=ann.person_id, checkup_type="keep", last_checkup_date=NOON, next_due_at=NOON
        ),
        question=ann.question(),
        turn=turn,
        review=review,
        answer=ann.answer(review, item.id),
    )
    async with any_database.writing() as transaction:
        transaction.items(ann.household_id).add(rows.item)
        transaction.changes(ann.household_id, ann.person_id).add(rows.change)
        transaction.checkups(ann.person_id).add(rows.checkup)
        transaction.pending_actions(ann.person_id).add(rows.question)
        transaction.turns(ann.person_id).add(rows.turn)
        transaction.reviews(ann.person_id).add(rows.review)
        transaction.reviews(ann.person_id).add(rows.answer)
    return rows


async def test_items(any_database: Database, neighbours: Neighbours) -> None:
    for home, number in ((neighbours.ann, 1), (neighbours.bob, 0)):
        async with any_database.reading() as transaction:
            items = transaction.items(home.household_id)
            assert len(await items.get([neighbours.item.id])) == number
            assert len(await items.find(ItemFilter())) == number
            assert len(await items.find(ItemFilter(text="hood"), "name")) == number
            assert await items.count(ItemFilter()) == number
            assert len(await items.counts()) == number
            assert len(await items.owners([neighbours.item.id])) == number
            assert await items.taken_elsewhere([neighbours.item.id]) == (
                set() if number else {neighbours.item.id}
            )


async def test_changes(any_database: Database, neighbours: Neighbours) -> None:
    ann, bob, change = neighbours.ann, neighbours.bob, neighbours.change
    scopes = {
        (ann.household_id, ann.person_id): 1,
        (ann.household_id, bob.person_id): 0,
        (bob.household_id, ann.person_id): 0,
        (bob.household_id, bob.person_id): 0,
    }
    for scope, number in scopes.items():
        async with any_database.reading() as transaction:
            changes = transaction.changes(*scope)
            assert len(await changes.of_turn(change.turn_id)) == number
            assert len(await changes.of_turns([change.turn_id])) == number
            assert len(await changes.turn_ids(10)) == number
            assert len(await changes.latest(10)) == number
            newest = await changes.newest_outside(new_id())
            assert (newest is not None) == bool(number)
            undoable = await changes.latest_undoable_turn()
            assert (undoable == change.turn_id) == bool(number)


async def test_a_things_history_is_that_of_its_household(
    any_database: Database, neighbours: Neighbours
) -> None:
    ann, bob, item = neighbours.ann, neighbours.bob, neighbours.item
    before_everything = UUID(int=0)
    for household_id, number in ((ann.household_id, 1), (bob.household_id, 0)):
        async with any_database.reading() as transaction:
            changes = transaction.changes(household_id, bob.person_id)
            assert len(await changes.of_subject(item.id, 10)) == number
            assert len(await changes.later_in_household([item.id], before_everything)) == number


async def test_nobody_marks_the_changes_of_another_as_undone(
    any_database: Database, neighbours: Neighbours
) -> None:
    ann, bob, change = neighbours.ann, neighbours.bob, neighbours.change
    strangers = [
        (ann.household_id, bob.person_id),
        (bob.household_id, ann.person_id),
        (bob.household_id, bob.person_id),
    ]
    async with any_database.writing() as transaction:
        for stranger in strangers:
            await transaction.changes(*stranger).mark_undone(change.turn_id, new_id())
    async with any_database.reading() as transaction:
        [found] = await transaction.changes(ann.household_id, ann.person_id).latest(10)
    assert found.undone_by is None


async def test_checkups(any_database: Database, neighbours: Neighbours) -> None:
    for home, number in ((neighbours.ann, 1), (neighbours.bob, 0)):
        async with any_database.reading() as transaction:
            assert len(await transaction.checkups(home.person_id).all()) == number


async def test_questions(any_database: Database, neighbours: Neighbours) -> None:
    ann, question = neighbours.ann, neighbours.question
    for home, is_hers in ((neighbours.bob, False), (ann, True)):
        async with any_database.writing() as transaction:
            questions = transaction.pending_actions(home.person_id)
            assert (await questions.get(question.id) is not None) == is_hers
            newest = await questions.newest_open(ann.household_id, PLATFORM, ann.name, NOON)
            assert (newest is not None) == is_hers
            assert await questions.claim(question.id, NOON) == is_hers


async def test_codes(any_database: Database, neighbours: Neighbours) -> None:
    ann, bob = neighbours.ann, neighbours.bob
    code = ann.code()
    before = NOON - timedelta(minutes=1)
    async with any_database.writing() as transaction:
        transaction.one_time_codes(ann.person_id).add(code)
    for home, tries_left in ((bob, None), (ann, 4)):
        async with any_database.writing() as transaction:
            codes = transaction.one_time_codes(home.person_id)
            is_hers = home is ann
            assert (await codes.newest() is not None) == is_hers
            assert len(await codes.times_since(before)) == is_hers
            assert await codes.take_try(code.id, NOON) == tries_left


async def test_turns(any_database: Database, neighbours: Neighbours) -> None:
    ann, turn = neighbours.ann, neighbours.turn
    for home, is_hers in ((neighbours.bob, False), (ann, True)):
        async with any_database.reading() as transaction:
            turns = transaction.turns(home.person_id)
            assert (await turns.get(turn.id) is not None) == is_hers
            assert len(await turns.newest(PLATFORM, ann.name, 10)) == is_hers


async def test_reviews(any_database: Database, neighbours: Neighbours) -> None:
    review = neighbours.review
    for home, number in ((neighbours.bob, 0), (neighbours.ann, 1)):
        async with any_database.reading() as transaction:
            reviews = transaction.reviews(home.person_id)
            assert (await reviews.get(review.id) is not None) == bool(number)
            assert (await reviews.newest(CheckupType.KEEP) is not None) == bool(number)
            assert len(await reviews.all()) == number
            assert len(await reviews.answers([review.id])) == number
            assert len(await reviews.last_said()) == number


async def test_people(any_database: Database, neighbours: Neighbours) -> None:
    for home in (neighbours.ann, neighbours.bob):
        async with any_database.reading() as transaction:
            person = await transaction.person(home.person_id).get()
            assert person.display_name == home.name
            assert await transaction.person(home.person_id).accounts() == [(PLATFORM, home.name)]
            kept = await transaction.person(home.person_id).count_kept()
            assert kept == (home is neighbours.ann)


async def test_nothing_of_others_is_put_into_a_scope(
    any_database: Database, neighbours: Neighbours
) -> None:
    ann, bob = neighbours.ann, neighbours.bob
    async with any_database.writing() as transaction:
        items = transaction.items(bob.household_id)
        with pytest.raises(ValueError, match="another household"):
            items.add(ann.item())
        with pytest.raises(ValueError, match="another household"):
            await items.remove(neighbours.item)
        changes = transaction.changes(bob.household_id, bob.person_id)
        with pytest.raises(ValueError, match="another household or person"):
            changes.add(ann.change(new_id(), new_id()))
        with pytest.raises(ValueError, match="another person"):
            transaction.checkups(bob.person_id).add(CheckupRow(person_id=ann.person_id))
        with pytest.raises(ValueError, match="another person"):
            transaction.pending_actions(bob.person_id).add(ann.question())
        with pytest.raises(ValueError, match="another person"):
            transaction.one_time_codes(bob.person_id).add(ann.code())
        with pytest.raises(ValueError, match="another person"):
            transaction.turns(bob.person_id).add(ann.turn())
        reviews = transaction.reviews(bob.person_id)
        with pytest.raises(ValueError, match="another person"):
            reviews.add(ann.review(new_id()))
        with pytest.raises(ValueError, match="another person"):
            reviews.add(ann.answer(neighbours.review, new_id()))
        with pytest.raises(ValueError, match="another person"):
            await reviews.forget([neighbours.answer])
