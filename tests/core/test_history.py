from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from core.checkups.actions import complete_checkups, set_checkup_interval, show_checkups
from core.clock import StandingClock
from core.errors import AlreadyUndone, NothingToUndo, UndoConflict, UndoExpired
from core.history.actions import receipt_of_turn, show_history, undo
from core.items.actions import add_items, change_items, part_with_items, remove_items
from core.items.results import NewThing, ThingEdit
from core.people.actions import change_settings, show_settings
from core.people.results import SettingsEdit
from core.receipts import CheckupChange, HistoryEntry, ItemChange, Receipt, SettingsChange
from core.work import Work
from storage.transactions import Database
from storage.vocabulary import CheckupType, ItemStatus
from tests.conftest import NOON
from tests.core.acting import Person, ids_of


@pytest.fixture
def database(any_database: Database) -> Database:
    """Locks and constraints decide here: on both kinds."""
    return any_database


async def rename(person: Person, thing_id: UUID, name: str) -> Receipt:
    async def use_case(work: Work) -> Receipt:
        return await change_items(work, [thing_id], ThingEdit(name=name))

    return await person.does(use_case)


def names_added(entry: HistoryEntry) -> list[str]:
    return [
        change.after.name
        for change in entry.changes
        if isinstance(change, ItemChange) and change.before is None and change.after is not None
    ]


async def test_undoing_an_addition_removes(ann: Person) -> None:
    hat, coat = await ann.adds("hat", "coat")
    receipt = await ann.does(undo)
    assert receipt.undo
    assert receipt.changes == (ItemChange(coat, None), ItemChange(hat, None))
    assert await ann.things() == ()


async def test_undoing_a_removal_brings_back_the_very_same_things(ann: Person) -> None:
    hat, coat = await ann.adds("hat", NewThing("coat", received=date(2020, 1, 1)))
    await ann.does(lambda work: remove_items(work, ids_of(coat, hat)))
    await ann.does(undo)
    assert await ann.things() == (hat, coat)


async def test_undoing_a_gift_takes_it_back(ann: Person) -> None:
    (hat,) = await ann.adds("hat")
    await ann.does(lambda work: part_with_items(work, [hat.id], ItemStatus.GIVE, "Tom"))
    await ann.does(undo)
    assert await ann.things() == (hat,)


async def test_undo_takes_back_everything_of_the_turn(ann: Person) -> None:
    (hat,) = await ann.adds("hat")
    before = await ann.state()

    async def much(work: Work) -> None:
        await part_with_items(work, [hat.id], ItemStatus.GIVE, "Tom")
        await change_items(work, [hat.id], ThingEdit(name="cap", status=ItemStatus.KEEP))
        await add_items(work, [NewThing("coat")])
        await complete_checkups(work, [CheckupType.GIVE])
        await set_checkup_interval(work, [CheckupType.KEEP, CheckupType.GIVE], 6)
        await change_settings(work, SettingsEdit(timezone="Asia/Tokyo", email="a@example.org"))
        await remove_items(work, [hat.id])

    await ann.does(much)
    assert await ann.state() != before
    receipt = await ann.does(undo)
    assert await ann.state() == before
    assert {type(change) for change in receipt.changes} == {
        ItemChange,
        CheckupChange,
        SettingsChange,
    }


async def test_undo_moves_the_due_instants_back(ann: Person) -> None:
    before = await ann.does(show_checkups)
    await ann.does(lambda work: set_checkup_interval(work, [CheckupType.KEEP, CheckupType.GIVE], 6))
    await ann.does(undo)

    async def stored(work: Work) -> list[datetime]:
        rows = await work.transaction.checkups(work.actor.person_id).all()
        return [row.next_due_at for row in rows]

    assert await ann.does(stored) == [checkup.next_due_at for checkup in before]


async def test_whoever_changed_nothing_has_nothing_to_undo(ann: Person) -> None:
    with pytest.raises(NothingToUndo):
        await ann.does(undo)
    with pytest.raises(NothingToUndo):
        await ann.does(lambda work: undo(work, uuid4()))


async def test_undo_twice_is_a_no_op_that_tells_what_came_before(ann: Person) -> None:
    async def add_hat(work: Work) -> Receipt:
        return await add_items(work, [NewThing("hat")])

    first = await ann.does(add_hat)
    await ann.adds("coat")
    await ann.does(undo)
    with pytest.raises(AlreadyUndone) as refusal:
        await ann.does(undo)
    assert refusal.value.earlier == first.turn_id
    assert await ann.names() == ["hat"]
    await ann.does(lambda work: undo(work, first.turn_id))
    assert await ann.names() == []
    with pytest.raises(AlreadyUndone) as refusal:
        await ann.does(undo)
    assert refusal.value.earlier is None


async def test_the_same_turn_is_undone_only_once(ann: Person) -> None:
    receipt = await ann.does(lambda work: add_items(work, [NewThing("hat")]))
    await ann.does(lambda work: undo(work, receipt.turn_id))
    await ann.adds("coat")
    with pytest.raises(AlreadyUndone):
        await ann.does(lambda work: undo(work, receipt.turn_id))
    assert await ann.names() == ["coat"]


async def test_undo_within_a_turn_means_the_turn_before(ann: Person) -> None:
    await ann.adds("hat")

    async def add_and_undo(work: Work) -> None:
        await add_items(work, [NewThing("coat")])
        await undo(work)

    await ann.does(add_and_undo)
    assert await ann.names() == ["coat"]


async def test_undoing_twice_within_a_turn_undoes_once(ann: Person) -> None:
    await ann.adds("hat")
    await ann.adds("coat")

    async def undo_twice(work: Work) -> None:
        await undo(work)
        with pytest.raises(AlreadyUndone):
            await undo(work)

    await ann.does(undo_twice)
    assert await ann.names() == ["hat"]


async def test_an_older_turn_is_undone_where_nothing_later_touches_its_things(
    ann: Person,
) -> None:
    (hat,) = await ann.adds("hat")
    renamed = await rename(ann, hat.id, "cap")
    await ann.adds("coat")
    await ann.does(lambda work: undo(work, renamed.turn_id))
    assert await ann.names() == ["hat", "coat"]


async def test_a_later_change_to_the_same_thing_stands_in_the_way(ann: Person) -> None:
    (hat,) = await ann.adds("hat")
    first = await rename(ann, hat.id, "cap")
    await rename(ann, hat.id, "beret")
    with pytest.raises(UndoConflict) as refusal:
        await ann.does(lambda work: undo(work, first.turn_id))
    assert refusal.value.name == "beret"
    assert await ann.names() == ["beret"]


async def test_a_later_removal_stands_in_the_way(ann: Person) -> None:
    (hat,) = await ann.adds("hat")
    first = await rename(ann, hat.id, "cap")
    await ann.does(lambda work: remove_items(work, [hat.id]))
    with pytest.raises(UndoConflict):
        await ann.does(lambda work: undo(work, first.turn_id))


async def test_a_later_change_that_is_undone_stands_in_nobodys_way(ann: Person) -> None:
    (hat,) = await ann.adds("hat")
    first = await rename(ann, hat.id, "cap")
    second = await rename(ann, hat.id, "beret")
    await ann.does(lambda work: undo(work, second.turn_id))
    await ann.does(lambda work: undo(work, first.turn_id))
    assert await ann.names() == ["hat"]


async def test_one_conflict_keeps_the_whole_turn_as_it_is(ann: Person) -> None:
    hat, coat = await ann.adds("hat", "coat")
    both = await ann.does(
        lambda work: change_items(work, ids_of(hat, coat), ThingEdit(goal_months=24))
    )
    await rename(ann, hat.id, "cap")
    before = await ann.state()
    with pytest.raises(UndoConflict):
        await ann.does(lambda work: undo(work, both.turn_id))
    assert await ann.state() == before


async def test_checkups_and_settings_conflict_too(ann: Person) -> None:
    interval = await ann.does(lambda work: set_checkup_interval(work, [CheckupType.KEEP], 6))
    await ann.does(lambda work: set_checkup_interval(work, [CheckupType.KEEP], 12))
    with pytest.raises(UndoConflict) as refusal:
        await ann.does(lambda work: undo(work, interval.turn_id))
    assert refusal.value.name == "keep"
    zone = await ann.does(lambda work: change_settings(work, SettingsEdit(timezone="Asia/Tokyo")))
    await ann.does(lambda work: change_settings(work, SettingsEdit(locale="de")))
    with pytest.raises(UndoConflict) as refusal:
        await ann.does(lambda work: undo(work, zone.turn_id))
    assert refusal.value.name == "settings"


async def test_a_turn_can_be_undone_for_30_days(ann: Person, clock: StandingClock) -> None:
    await ann.adds("hat")
    clock.set(NOON + timedelta(days=30))
    await ann.does(undo)
    await ann.adds("coat")
    clock.set(NOON + timedelta(days=60, seconds=1))
    with pytest.raises(UndoExpired):
        await ann.does(undo)
    assert await ann.names() == ["coat"]


async def test_history_tells_turns_newest_first_with_what_they_changed(
    ann: Person, clock: StandingClock
) -> None:
    hat, coat = await ann.adds("hat", "coat")
    clock.set(datetime(2026, 3, 11, 12, 0, tzinfo=UTC))
    await ann.does(lambda work: part_with_items(work, [hat.id], ItemStatus.GIVE, "Tom"))
    await ann.does(undo)
    page = await ann.does(show_history)
    undoing, gift, adding = page.entries
    assert not page.more
    assert (undoing.undo, gift.undo, adding.undo) == (True, False, False)
    assert (undoing.undone, gift.undone, adding.undone) == (False, True, False)
    assert adding.changes == (ItemChange(None, hat), ItemChange(None, coat))
    assert gift.happened_at == datetime(2026, 3, 11, 12, 0, tzinfo=UTC)
    (change,) = gift.changes
    assert isinstance(change, ItemChange)
    assert change.after is not None
    assert change.after.recipient == "Tom"


async def test_history_shows_settings_and_checkups(ann: Person) -> None:
    await ann.does(lambda work: change_settings(work, SettingsEdit(locale="de")))
    await ann.does(lambda work: set_checkup_interval(work, [CheckupType.KEEP], 2))
    page = await ann.does(show_history)
    (interval,), (locale,) = (entry.changes for entry in page.entries)
    assert isinstance(interval, CheckupChange)
    assert (interval.before.interval_months, interval.after.interval_months) == (1, 2)
    assert isinstance(locale, SettingsChange)
    assert locale.after == await ann.does(show_settings)


async def test_history_comes_in_pages_of_turns(ann: Person) -> None:
    for number in range(5):
        await ann.adds(f"a{number}", f"b{number}")
    page = await ann.does(lambda work: show_history(work, limit=2, offset=1))
    assert names_added(page.entries[0]) == ["a3", "b3"]
    assert names_added(page.entries[1]) == ["a2", "b2"]
    assert page.more


async def test_a_receipt_can_be_had_again(ann: Person) -> None:
    async def add_two(work: Work) -> Receipt:
        one = await add_items(work, [NewThing("hat")])
        two = await add_items(work, [NewThing("coat")])
        return Receipt(work.turn_id, one.changes + two.changes)

    receipt = await ann.does(add_two)
    again = await ann.does(lambda work: receipt_of_turn(work, receipt.turn_id))
    assert again == receipt
    undone = await ann.does(undo)
    assert await ann.does(lambda work: receipt_of_turn(work, undone.turn_id)) == undone
    nothing = await ann.does(lambda work: receipt_of_turn(work, uuid4()))
    assert nothing.changes == ()
