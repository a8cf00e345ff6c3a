"""Every repository method, tried with the ids of another household or person, finds nothing."""

from dataclasses import dataclass

import pytest

from storage.base import Base, new_id
from storage.repositories.items import ItemFilter
from storage.tables import (
    ChangeRow,
    CheckupRow,
    ItemRow,
    PendingActionRow,
    TurnRow,
)
from storage.transactions import Database, Transaction
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


@pytest.fixture
async def neighbours(any_database: Database) -> Neighbours:
    ann, bob = await settle(any_database, "ann"), await settle(any_database, "bob")
    item, turn = ann.item(), ann.turn()
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
    )
    async with any_database.writing() as transaction:
        transaction.items(ann.household_id).add(rows.item)
        transaction.changes(ann.household_id, ann.person_id).add(rows.change)
        transaction.checkups(ann.person_id).add(rows.checkup)
        transaction.pending_actions(ann.person_id).add(rows.question)
        transaction.turns(ann.person_id).add(rows.turn)
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
            assert await items.count_kept_by(neighbours.ann.person_id) == number
            assert await items.count_kept_by(neighbours.bob.person_id) == 0
