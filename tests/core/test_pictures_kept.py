"""A stored picture belongs to a household: nobody else's things can have it."""

from base64 import b64encode
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.clock import StandingClock
from core.errors import InvalidImport, ItemNotFound, UnknownPicture
from core.history.actions import undo
from core.items.actions import add_items, change_items
from core.items.results import DEFAULT_PICTURE, NewThing, ThingEdit
from core.pictures.actions import keep_picture
from core.pictures.preparation import PreparedPicture, prepared
from core.pictures.references import reference_to, stored_id
from core.pictures.store import PictureStore
from core.receipts import Receipt
from core.transfer.actions import import_person
from core.transfer.pictures import bring, lacking_pictures, with_pictures
from core.turns.desk import Turn
from storage.engine import make_engine
from storage.schema import upgrade
from storage.tables import PictureRow
from storage.transactions import Database
from tests.conftest import NOON
from tests.core.acting import Person
from tests.core.test_pictures import encoded, two_halves

PICTURE = prepared(encoded(two_halves()))


@pytest.fixture
def store(tmp_path: Path) -> PictureStore:
    return PictureStore((tmp_path / "pictures").as_uri())


@pytest.fixture
async def elsewhere(clock: StandingClock) -> AsyncIterator[Person]:
    """Somebody on another database."""
    database = Database(make_engine("sqlite+aiosqlite://"))
    await upgrade(database.engine)
    yield Person(database, clock, "ann")
    await database.close()


async def keeps(
    person: Person, store: PictureStore | None = None, picture: PreparedPicture = PICTURE
) -> str:
    """The reference to a picture that the person has sent."""
    picture_id = uuid4()
    if store is not None:
        await store.put(picture_id, picture.content)
    return await person.does(lambda work: keep_picture(work, picture_id, picture))


async def exports(person: Person, store: PictureStore) -> dict[str, Any]:
    return await with_pictures(await person.export(), store)


async def imports(person: Person, document: dict[str, Any], store: PictureStore) -> Receipt:
    async def body(turn: Turn) -> Receipt:
        lacking = await lacking_pictures(await turn.work(), document)
        await turn.pause()
        brought = await bring(lacking, store)
        return await import_person(await turn.work(), document, pictures=brought)

    return await person.in_turn(body)


async def picture_of(person: Person) -> str:
    (thing,) = await person.things()
    return thing.picture


async def content_of(person: Person, store: PictureStore) -> bytes:
    picture_id = stored_id(await picture_of(person))
    assert picture_id is not None
    return await store.get(picture_id)


async def test_a_kept_picture_is_written_down_with_its_size(
    ann: Person, database: Database
) -> None:
    reference = await keeps(ann)
    async with AsyncSession(database.engine) as session:
        (row,) = await session.scalars(select(PictureRow))
    assert reference_to(row.id) == reference
    assert (row.width, row.height, row.size) == (40, 20, len(PICTURE.content))
    assert row.created_at == NOON


async def test_a_thing_has_a_picture_of_its_household(ann: Person) -> None:
    first, second = await keeps(ann), await keeps(ann)
    (hat,) = await ann.adds(NewThing("hat", picture=first))
    assert hat.picture == first
    await ann.does(lambda work: change_items(work, [hat.id], ThingEdit(picture=second)))
    assert await picture_of(ann) == second
    await ann.does(undo)
    assert await picture_of(ann) == first


async def test_a_picture_can_be_kept_and_used_in_one_turn(ann: Person) -> None:
    async def body(turn: Turn) -> Receipt:
        work = await turn.work()
        reference = await keep_picture(work, uuid4(), PICTURE)
        return await add_items(work, [NewThing("hat", picture=reference)])

    await ann.in_turn(body)
    assert stored_id(await picture_of(ann))


@pytest.mark.parametrize("form", ["{}", " {}\n", "\u200b{}"])
async def test_another_households_picture_can_not_be_referred_to(
    ann: Person, bob: Person, form: str
) -> None:
    stolen = form.format(await keeps(ann))
    (hat,) = await bob.adds("hat")
    with pytest.raises(UnknownPicture):
        await bob.adds("coat", NewThing("scarf", picture=stolen))
    with pytest.raises(UnknownPicture):
        await bob.does(lambda work: change_items(work, [hat.id], ThingEdit(picture=stolen)))
    assert await bob.things() == (hat,)


@pytest.mark.parametrize("picture", ["picture:", "picture:hello", reference_to(UUID(int=7))])
async def test_a_picture_that_nobody_has_can_not_be_referred_to(ann: Person, picture: str) -> None:
    with pytest.raises(UnknownPicture):
        await ann.adds(NewThing("hat", picture=picture))
    assert await ann.names() == []


async def test_other_peoples_things_stay_not_found_whatever_their_picture(
    ann: Person, bob: Person
) -> None:
    (hat,) = await ann.adds("hat")
    own = await keeps(bob)
    with pytest.raises(ItemNotFound):
        await bob.does(lambda work: change_items(work, [hat.id], ThingEdit(picture=own)))


async def test_pictures_are_looked_up_only_where_one_is_stored(
    ann: Person, database: Database
) -> None:
    reference = await keeps(ann)
    asked: list[str] = []
    event.listen(
        database.engine.sync_engine,
        "before_cursor_execute",
        lambda _c, _k, statement, *_: asked.append(statement),
    )
    (hat,) = await ann.adds(NewThing("hat", picture="🎩"))
    await ann.does(lambda work: change_items(work, [hat.id], ThingEdit(picture="👒")))
    assert not [statement for statement in asked if "pictures" in statement]
    await ann.does(lambda work: change_items(work, [hat.id], ThingEdit(picture=reference)))
    assert [statement for statement in asked if "pictures" in statement]
    asked.clear()
    await ann.does(lambda work: change_items(work, [hat.id], ThingEdit(name="cap")))
    assert not [statement for statement in asked if "pictures" in statement]


async def test_an_export_holds_the_pictures_of_the_things(ann: Person, store: PictureStore) -> None:
    used, _unused = await keeps(ann, store), await keeps(ann, store)
    await ann.adds(NewThing("hat", picture=used), NewThing("coat", picture=used), "lamp")
    document = await exports(ann, store)
    (picture,) = document["pictures"]
    assert picture["id"] == str(stored_id(used))
    assert document["items"][0]["picture_url"] == used


async def test_importing_ones_own_pictures_changes_nothing(
    ann: Person, store: PictureStore
) -> None:
    await ann.adds(NewThing("hat", picture=await keeps(ann, store)))
    before = await exports(ann, store)
    assert (await imports(ann, before, store)).changes == ()
    assert await exports(ann, store) == before


async def test_pictures_come_along_to_another_database(
    ann: Person, elsewhere: Person, store: PictureStore, tmp_path: Path
) -> None:
    await ann.adds(NewThing("hat", picture=await keeps(ann, store)))
    other_store = PictureStore((tmp_path / "elsewhere").as_uri())
    document = await exports(ann, store)
    await imports(elsewhere, document, other_store)
    there = prepared(await content_of(elsewhere, other_store))
    assert (there.width, there.height) == (PICTURE.width, PICTURE.height)
    assert (await imports(elsewhere, document, other_store)).changes == ()


async def test_a_picture_of_another_household_is_copied_and_not_shared(
    ann: Person, bob: Person, store: PictureStore
) -> None:
    await ann.adds(NewThing("hat", picture=await keeps(ann, store)))
    document = await exports(ann, store)
    await imports(bob, document, store)
    assert await picture_of(bob) != await picture_of(ann)
    assert await content_of(ann, store) == PICTURE.content
    assert await content_of(bob, store)


async def test_an_import_that_names_anothers_picture_as_its_own_does_not_replace_it(
    ann: Person, bob: Person, store: PictureStore
) -> None:
    await ann.adds(NewThing("hat", picture=await keeps(ann, store)))
    document = await exports(ann, store)
    forged = prepared(encoded(two_halves(8, 8))).content
    await imports(bob, with_content(document, forged), store)
    assert await content_of(ann, store) == PICTURE.content


async def test_a_reference_without_its_picture_becomes_the_parcel(
    ann: Person, bob: Person, store: PictureStore
) -> None:
    await ann.adds(NewThing("hat", picture=await keeps(ann, store)))
    document = await ann.export()
    document["items"].append(
        document["items"][0] | {"id": str(uuid4()), "picture_url": "picture:hello"}
    )
    await imports(bob, document, store)
    assert [thing.picture for thing in await bob.things()] == [DEFAULT_PICTURE] * 2


async def test_a_picture_that_is_gone_from_the_store_is_left_out(
    ann: Person, store: PictureStore
) -> None:
    reference = await keeps(ann, store)
    await ann.adds(NewThing("hat", picture=reference))
    await store.remove([id_of(reference)])
    assert (await exports(ann, store))["pictures"] == []


@pytest.mark.parametrize(
    ("pictures", "where"),
    [
        ({}, "pictures"),
        ([7], "pictures.0"),
        ([{"id": "hello", "content": ""}], "pictures.0.id"),
        ([{"id": str(uuid4())}], "pictures.0.content"),
        ([{"id": str(uuid4()), "content": "no base64!"}], "pictures.0.content"),
        ([{"id": str(uuid4()), "content": 7}], "pictures.0.content"),
        ([{"id": str(UUID(int=1)), "content": ""}] * 2, "pictures.1.id"),
    ],
)
async def test_pictures_that_are_not_whole_are_refused(
    bob: Person, store: PictureStore, pictures: object, where: str
) -> None:
    document = await bob.export() | {"pictures": pictures}
    with pytest.raises(InvalidImport) as refusal:
        await imports(bob, document, store)
    assert refusal.value.where == where


@pytest.mark.parametrize("content", [b"", b"no picture"])
async def test_what_is_no_picture_is_not_brought(
    ann: Person, bob: Person, store: PictureStore, content: bytes
) -> None:
    await ann.adds(NewThing("hat", picture=await keeps(ann, store)))
    document = await exports(ann, store)
    with pytest.raises(InvalidImport) as refusal:
        await imports(bob, with_content(document, content), store)
    assert refusal.value.where == "pictures.0.content"
    assert await bob.names() == []


def with_content(document: dict[str, Any], content: bytes) -> dict[str, Any]:
    (picture,) = document["pictures"]
    return document | {"pictures": [picture | {"content": b64encode(content).decode()}]}


def id_of(reference: str) -> UUID:
    found = stored_id(reference)
    assert found is not None
    return found
