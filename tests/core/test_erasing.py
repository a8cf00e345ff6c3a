"""After an erasure every table, and the file itself, is searched for what was the person's."""

from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.engine import URL

from core.clock import StandingClock
from core.history.actions import undo
from core.households.places import Places
from core.items.actions import change_items, part_with_items, remove_items
from core.items.results import DEFAULT_PICTURE, NewThing, ThingEdit
from core.people.actions import change_settings
from core.people.erasing import Erased, erase_person
from core.people.results import SettingsEdit
from core.pictures.discarding import discarded, forget_discarded
from core.pictures.references import reference_to
from core.turns.desk import TurnPolicy
from core.turns.questions import Option, ask
from core.work import Work
from storage.base import new_id
from storage.engine import make_engine
from storage.repositories.reminders import NewReminder
from storage.tables import HouseholdRow, MembershipRow, PersonRow, PictureRow, metadata
from storage.transactions import Database
from storage.vocabulary import ItemStatus, MemberRole, ReminderState
from tests.core.acting import Person
from tests.core.grouping import in_group, opened
from tests.traces import bytes_of, dump


async def ids_of_person(database: Database, person_id: UUID) -> set[str]:
    """The ids of all rows that refer to the person, and their own."""
    ids = {str(person_id)}
    async with database.engine.connect() as connection:
        for table in metadata.sorted_tables:
            owned = [
                column
                for column in table.columns
                if any(key.column.table is PersonRow.__table__ for key in column.foreign_keys)
            ]
            if "id" in table.columns and owned:
                rows = await connection.execute(
                    select(table.columns["id"]).where(owned[0] == person_id)
                )
                ids |= {str(id_) for id_ in rows.scalars()}
    return ids


def words_of(name: str) -> tuple[str, ...]:
    """What nobody else says."""
    return tuple(
        f"{name}{word}"
        for word in ("sofa", "vase", "friend", "mail", "said", "heard", "asked", "oven", "grill")
    )


async def send_picture(work: Work) -> str:
    """A reference to it."""
    row = PictureRow(
        id=new_id(),
        household_id=work.actor.household_id,
        person_id=work.actor.person_id,
        width=800,
        height=600,
        size=4,
        created_at=work.now,
    )
    work.transaction.pictures(work.actor.household_id).add(row)
    return reference_to(row.id)


async def remind(work: Work) -> None:
    """A reminder of the first checkup."""
    [checkup, *_] = await work.transaction.checkups(work.actor.person_id).all()
    reminder = NewReminder(
        person_id=work.actor.person_id,
        checkup_id=checkup.id,
        cycle=work.now,
        nudge=0,
        channel="terminal",
        state=ReminderState.PENDING,
        planned_for=work.now,
        next_attempt_at=work.now,
        created_at=work.now,
    )
    assert await work.transaction.reminders(work.actor.person_id).put([reminder]) == 1


class World:
    """Ann and Bob, each with a full life of their own, and with a shared list."""

    def __init__(self, database: Database, clock: StandingClock) -> None:
        self.database = database
        self.clock = clock

    def private(self, name: str) -> Person:
        return Person(self.database, self.clock, name)

    def shared(self, name: str) -> Person:
        return in_group(self.database, self.clock, name)

    async def live(self, name: str) -> set[str]:
        """A life. The ids that came of it."""
        person, member = self.private(name), self.shared(name)
        picture = await person.does(send_picture)
        (sofa,) = await person.adds(NewThing(f"{name}sofa", picture=picture))
        await person.does(
            lambda work: part_with_items(work, [sofa.id], ItemStatus.GIVE, f"{name}friend")
        )
        mail = SettingsEdit(email=f"{name}mail@example.org")
        await person.does(lambda work: change_settings(work, mail))
        await self._talk(person, name)
        oven, grill = await member.adds(f"{name}oven", f"{name}grill")
        await member.does(lambda work: change_items(work, [oven.id], ThingEdit(name=f"{name}vase")))
        await member.does(lambda work: remove_items(work, [grill.id]))
        await self._talk(member, name)
        await person.does(remind)
        ids = await ids_of_person(self.database, await person_id_of(person))
        return ids | {str(grill.id)}

    async def _talk(self, person: Person, name: str) -> None:
        async with person.desk.turn(person.arrival) as turn:
            work = await turn.work()
            await ask(work, person.arrival.chat_id, [Option(f"{name}asked", ())])
            turn.answer(f"{name}said", [{"text": f"{name}heard"}], {"about": f"{name}said"})


@pytest.fixture
def world(any_database: Database, clock: StandingClock) -> World:
    return World(any_database, clock)


async def person_id_of(person: Person) -> UUID:
    async def who(work: Work) -> UUID:
        return work.actor.person_id

    return await person.does(who)


async def erases_themself(person: Person) -> Erased:
    async with person.desk.turn(person.delivered("erasing")) as turn:
        erased = await erase_person(await turn.work())
        turn.leave_no_trace()
        return erased


async def roles(database: Database) -> dict[str, MemberRole]:
    """Of the members of shared households, by name."""
    statement = (
        select(PersonRow.display_name, MembershipRow.role)
        .join(MembershipRow, MembershipRow.person_id == PersonRow.id)
        .join(HouseholdRow, HouseholdRow.id == MembershipRow.household_id)
        .where(HouseholdRow.kind == "shared")
    )
    async with database.engine.connect() as connection:
        rows = await connection.execute(statement)
        return {name.lower(): MemberRole(role) for name, role in rows}


async def test_nothing_is_left_of_the_erased_and_all_of_the_other(world: World) -> None:
    database, private, shared = world.database, world.private, world.shared
    await opened(shared("ann"), shared("bob"))
    anns = await world.live("ann")
    bobs = await world.live("bob")
    before = await dump(database)
    traces = {*anns, *words_of("ann"), "Ann", "'ann'"}
    assert {trace for trace in traces if trace not in before} == set()
    bobs_private = await private("bob").export()
    bobs_shared = await shared("bob").things()

    erased = await erases_themself(private("ann"))
    await forget_discarded(database, await discarded(database, 10))

    assert erased == Erased(things=2, households=1)
    after = await dump(database)
    assert {trace for trace in traces if trace in after} == set()
    assert await private("bob").export() == bobs_private
    assert await shared("bob").things() == tuple(
        thing for thing in bobs_shared if thing.name.startswith("bob")
    )
    kept = {*words_of("bob"), "Bob", "'bob'"} - {"bobsaid", "bobheard", "bobasked"}
    assert {word for word in kept if word not in after} == set()
    assert len([id_ for id_ in bobs if id_ in after]) >= 10


async def test_a_first_thing_that_erases_finds_nothing(world: World) -> None:
    assert await erases_themself(world.private("ann")) == Erased(things=0, households=0)
    assert "ann" not in await dump(world.database)


async def test_the_update_that_erased_is_silent_when_it_comes_again(world: World) -> None:
    ann = world.private("ann")
    await ann.adds("sofa")
    await erases_themself(ann)
    async with ann.desk.turn(ann.delivered("erasing")) as again:
        assert again.is_erasure
    assert "ann" not in await dump(world.database)
    assert await ann.names() == []  # who writes again is somebody new


async def test_what_others_did_to_ones_things_goes_too(world: World) -> None:
    ann, bob = world.shared("ann"), world.shared("bob")
    await opened(bob, ann)
    lamp, rug = await ann.adds("annlamp", "annrug")
    await bob.does(lambda work: part_with_items(work, [lamp.id], ItemStatus.GIVE, "bobfriend"))
    await bob.does(lambda work: remove_items(work, [rug.id]))
    await erases_themself(world.private("ann"))
    after = await dump(world.database)
    assert "annlamp" not in after
    assert "annrug" not in after
    assert await bob.names() == []


async def test_a_picture_of_the_erased_on_a_thing_of_another_gives_way(world: World) -> None:
    ann, bob = world.shared("ann"), world.shared("bob")
    await opened(bob, ann)
    picture = await ann.does(send_picture)
    (lamp,) = await bob.adds(NewThing("lamp", picture=picture))
    await bob.does(lambda work: change_items(work, [lamp.id], ThingEdit(name="floor lamp")))
    await erases_themself(world.private("ann"))
    assert [thing.picture for thing in await bob.things()] == [DEFAULT_PICTURE]
    gone = await discarded(world.database, 10)
    assert [reference_to(id_) for id_ in gone] == [picture]
    await forget_discarded(world.database, gone)
    assert await discarded(world.database, 10) == ()
    assert picture not in await dump(world.database)
    await bob.does(undo)  # of the new name: the history is whole
    assert [(one.name, one.picture) for one in await bob.things()] == [("lamp", DEFAULT_PICTURE)]


async def test_a_household_goes_with_its_last_member(world: World) -> None:
    ann, bob = world.shared("ann"), world.shared("bob")
    await opened(ann, bob)
    await bob.does(send_picture)
    await bob.adds("boblamp")
    await Places(world.database, world.clock).member_left("terminal", "flat", "bob")
    erased = await erases_themself(world.private("ann"))
    assert erased.households == 1
    after = await dump(world.database)
    assert "Flat 7" not in after
    assert "boblamp" not in after
    assert len(await discarded(world.database, 10)) == 1
    assert await world.private("bob").names() == []


async def test_who_has_left_before_takes_nothing_of_others_along(world: World) -> None:
    ann, bob = world.shared("ann"), world.shared("bob")
    await opened(ann, bob)
    await ann.adds("annlamp")
    await bob.adds("boblamp")
    places = Places(world.database, world.clock)
    await places.member_left("terminal", "flat", "ann")
    await places.member_left("terminal", "flat", "bob")
    assert await erases_themself(world.private("ann")) == Erased(things=1, households=0)
    assert await bob.names() == ["boblamp"]


async def test_a_list_whose_owner_is_erased_gets_another(world: World) -> None:
    ann, bob, eve = world.shared("ann"), world.shared("bob"), world.shared("eve")
    await opened(ann, bob, eve)
    assert (await roles(world.database))["ann"] is MemberRole.OWNER
    await erases_themself(world.private("ann"))
    assert await roles(world.database) == {"bob": MemberRole.OWNER, "eve": MemberRole.MEMBER}


async def test_a_group_without_a_list_gets_no_owner(world: World) -> None:
    ann, bob = world.shared("ann"), world.shared("bob")
    await ann.things()
    await bob.things()
    await erases_themself(world.private("ann"))
    assert await roles(world.database) == {"bob": MemberRole.MEMBER}


async def test_the_file_keeps_nothing_of_the_erased(sqlite_url: URL, clock: StandingClock) -> None:
    database = Database(make_engine(sqlite_url))
    policy = TurnPolicy(item_limit=1000)
    ann, *others = (Person(database, clock, name, policy) for name in ("ann", "bob", "eve", "tom"))
    for number in range(30):
        await ann.adds(*(f"annthing {number} {part}" for part in range(5)))
        for other in others:
            await other.adds(*(f"bobthing {number} {part}" for part in range(5)))
    await ann.does(lambda work: change_settings(work, SettingsEdit(email="annmail@example.org")))
    person_id = await person_id_of(ann)
    household_id = await ann.does(household_of)
    traces = [person_id.hex.encode(), household_id.hex.encode(), b"annthing", b"annmail"]

    path = Path(str(sqlite_url.database))
    assert [trace for trace in traces if trace not in bytes_of(path)] == []
    await erases_themself(ann)
    assert [trace for trace in traces if trace in bytes_of(path)] == []
    assert b"bobthing 29" in bytes_of(path)
    assert len(await others[0].names()) == 150
    await database.close()


async def household_of(work: Work) -> UUID:
    return work.actor.household_id
