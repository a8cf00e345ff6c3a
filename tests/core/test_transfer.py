import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from core.checkups.actions import set_checkup_interval, show_checkups, snooze_checkups
from core.clock import StandingClock
from core.errors import InvalidImport, ItemLimitReached
from core.history.actions import undo
from core.items.actions import change_items, part_with_items
from core.items.results import NewThing, ThingEdit
from core.people.actions import change_settings, show_settings
from core.people.results import SettingsEdit
from core.receipts import Receipt
from core.transfer.actions import import_person
from core.work import Work
from storage.engine import make_engine
from storage.schema import upgrade
from storage.transactions import Database
from storage.vocabulary import CheckupType, ItemStatus, ItemType
from tests.conftest import NOON
from tests.core.acting import Person

BOTH = (CheckupType.KEEP, CheckupType.GIVE)
ID = "01a1f9cb-882b-7698-b342-f18661343fe1"


def item(**changes: object) -> dict[str, Any]:
    return {
        "id": ID,
        "name": "hat",
        "item_type": "Clothing_Accessories",
        "status": "Keep",
        "item_received_date": "2024-01-15",
        "last_used": "2026-03-01",
        **changes,
    }


def document(*items: dict[str, Any], **changes: object) -> dict[str, Any]:
    return {
        "format": "minnow-export",
        "version": 1,
        "person": {},
        "checkups": [],
        "items": list(items),
        **changes,
    }


async def imports(person: Person, content: object, undoable: bool = True) -> Receipt:
    async def use_case(work: Work) -> Receipt:
        return await import_person(work, content, undoable)  # type: ignore[arg-type]

    return await person.does(use_case)


async def live_a_little(person: Person) -> None:
    (_, lamp, _) = await person.adds(
        NewThing("hat", ItemType.CLOTHING, "🎩", received=date(2020, 2, 29), goal_months=0),
        "lamp",
        NewThing("desk", status=ItemStatus.DONATE, recipient="Oxfam", parted_on=date(2026, 1, 1)),
    )
    await person.does(lambda work: part_with_items(work, [lamp.id], ItemStatus.GIVE, "Tom"))
    await person.does(lambda work: set_checkup_interval(work, [CheckupType.GIVE], 6))
    await person.does(lambda work: snooze_checkups(work, BOTH, NOON + timedelta(days=3)))
    await person.does(
        lambda work: change_settings(
            work,
            SettingsEdit(
                timezone="Asia/Kolkata",
                email="a@example.org",
                locale="hi",
                reminder_hour=18,
                quiet_until=7,
                reminder_channel="discord",
            ),
        )
    )


@pytest.fixture
async def elsewhere(clock: StandingClock) -> Any:
    """Somebody on another database."""
    engine = make_engine("sqlite+aiosqlite://")
    await upgrade(engine)
    other = Database(engine)
    yield Person(other, clock, "ann")
    await other.close()


async def test_an_export_is_json_with_everything_about_a_person(ann: Person) -> None:
    await live_a_little(ann)
    exported = await ann.export()
    assert json.loads(json.dumps(exported)) == exported
    assert (exported["format"], exported["version"]) == ("minnow-export", 1)
    assert exported["person"] == {
        "display_name": "Ann",
        "locale": "hi",
        "timezone": "Asia/Kolkata",
        "email": "a@example.org",
        "email_notifications": False,
        "reminder_hour": 18,
        "quiet_from": 22,
        "quiet_until": 7,
        "reminder_channel": "discord",
    }
    assert [checkup["checkup_type"] for checkup in exported["checkups"]] == ["keep", "give"]
    assert exported["checkups"][1] == {
        "checkup_type": "give",
        "checkup_interval_months": 6,
        "last_checkup_date": "2026-03-10T12:00:00+00:00",
        "snoozed_until": "2026-03-13T12:00:00+00:00",
    }
    hat, _, desk = exported["items"]
    assert hat == {
        "id": hat["id"],
        "name": "hat",
        "picture_url": "🎩",
        "item_type": "Clothing_Accessories",
        "status": "Keep",
        "item_received_date": "2020-02-29",
        "last_used": "2026-03-10",
        "ownership_duration_goal_months": 0,
        "recipient": None,
        "parted_on": None,
        "created_at": "2026-03-10T12:00:00+00:00",
    }
    assert (desk["recipient"], desk["parted_on"]) == ("Oxfam", "2026-01-01")
    assert len(exported["history"]) == 8
    assert "owner_id" not in json.dumps(exported)


async def test_importing_ones_own_export_changes_nothing(ann: Person) -> None:
    await live_a_little(ann)
    exported = await ann.export()
    receipt = await imports(ann, exported)
    assert receipt.changes == ()
    assert await ann.export() == exported


async def test_an_export_imported_elsewhere_is_the_same_export(
    ann: Person, elsewhere: Person
) -> None:
    await live_a_little(ann)
    await imports(elsewhere, await ann.export(), undoable=False)
    assert await elsewhere.state() == await ann.state()
    assert (await elsewhere.export())["history"] == []


async def test_what_is_here_is_brought_to_the_documents_values(ann: Person) -> None:
    await live_a_little(ann)
    before = await ann.state()
    exported = await ann.export()
    hat, *_ = await ann.things()
    await ann.does(lambda work: change_items(work, [hat.id], ThingEdit(name="cap")))
    await ann.adds("coat")
    await ann.does(lambda work: set_checkup_interval(work, BOTH, 60))
    await imports(ann, exported)
    after = await ann.state()
    assert after["items"][:3] == before["items"]
    assert [thing["name"] for thing in after["items"][3:]] == ["coat"]
    assert after["checkups"] == before["checkups"]


async def test_an_import_can_be_undone(ann: Person, elsewhere: Person) -> None:
    await live_a_little(ann)
    await elsewhere.adds("sock")
    before = await elsewhere.state()
    receipt = await imports(elsewhere, await ann.export())
    assert len(receipt.changes) == 6  # settings, both checkups, three things
    await elsewhere.does(undo)
    assert await elsewhere.state() == before


async def test_an_id_of_another_household_is_replaced(ann: Person, bob: Person) -> None:
    await live_a_little(ann)
    before = await ann.state()
    await imports(bob, await ann.export())
    assert await ann.state() == before
    anns, bobs = await ann.things(), await bob.things()
    assert [thing.name for thing in bobs] == [thing.name for thing in anns]
    assert not {thing.id for thing in bobs} & {thing.id for thing in anns}


async def test_a_verified_address_is_not_taken_from_a_file(ann: Person) -> None:
    await imports(
        ann,
        document(person={"email": "a@example.org", "email_verified_at": "2026-01-01T00:00:00Z"}),
    )
    settings = await ann.does(show_settings)
    assert (settings.email, settings.email_verified) == ("a@example.org", False)


async def test_settings_that_are_left_out_stay_and_a_null_address_goes(ann: Person) -> None:
    edit = SettingsEdit(email="a@example.org", locale="de")
    await ann.does(lambda work: change_settings(work, edit))
    await imports(ann, document(person={"timezone": "Asia/Tokyo"}))
    settings = await ann.does(show_settings)
    assert (settings.email, settings.locale, settings.timezone) == (
        "a@example.org",
        "de",
        "Asia/Tokyo",
    )
    await imports(ann, document(person={"email": None}))
    assert (await ann.does(show_settings)).email is None


async def test_only_what_makes_a_thing_is_needed(ann: Person) -> None:
    sparse = item()
    del sparse["id"]
    await imports(ann, document(sparse, sparse | {"name": "coat"}))
    hat, coat = await ann.things()
    assert (hat.name, hat.picture, hat.goal_months, hat.created_at) == ("hat", "📦", 12, NOON)
    assert coat.name == "coat"


async def test_an_older_export_with_instants_is_read_as_days(ann: Person) -> None:
    await imports(
        ann,
        document(
            item(
                item_received_date="2024-06-01T00:00:00Z",  # stands for the day as written
                last_used="2025-01-08T23:20:00Z",  # in Tokyo the 9th had begun
            ),
            person={"timezone": "Asia/Tokyo"},
        ),
    )
    (hat,) = await ann.things()
    assert (hat.received, hat.last_used) == (date(2024, 6, 1), date(2025, 1, 9))


async def test_a_checkup_done_on_a_day_was_done_at_its_beginning(ann: Person) -> None:
    keep = {
        "checkup_type": "keep",
        "checkup_interval_months": 2,
        "last_checkup_date": "2026-01-02",
    }
    await imports(ann, document(checkups=[keep], person={"timezone": "Europe/Berlin"}))
    checkup, _ = await ann.does(show_checkups)
    assert checkup.last_checkup_date == datetime(2026, 1, 1, 23, 0, tzinfo=UTC)
    assert checkup.next_due_at == datetime(2026, 3, 1, 23, 0, tzinfo=UTC)
    assert checkup.is_due


async def test_a_day_that_is_today_somewhere_on_earth_is_no_future(ann: Person) -> None:
    await ann.does(lambda work: change_settings(work, SettingsEdit(timezone="Pacific/Kiritimati")))
    await ann.adds("hat")  # on 11 March there
    await ann.does(lambda work: change_settings(work, SettingsEdit(timezone="Pacific/Honolulu")))
    assert (await imports(ann, await ann.export())).changes == ()


async def test_more_than_the_limit_is_refused_as_a_whole(ann: Person) -> None:
    things = [item(id=str(uuid4()), name=f"thing {number}") for number in range(11)]
    with pytest.raises(ItemLimitReached):
        await imports(ann, document(*things, person={"locale": "de"}))
    assert await ann.names() == []
    assert (await ann.does(show_settings)).locale == "en"


async def test_what_was_kept_by_mistake_with_a_recipient_has_none(ann: Person) -> None:
    await imports(ann, document(item(recipient="Tom", parted_on="2026-01-01")))
    (hat,) = await ann.things()
    assert (hat.recipient, hat.parted_on) == (None, None)


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ([], "format"),
        ("minnow-export", "format"),
        ({}, "format"),
        (document() | {"format": "other"}, "format"),
        (document() | {"version": 2}, "version"),
        ({"format": "minnow-export", "version": 1}, "person"),
        ({"format": "minnow-export", "version": 1, "person": {}, "checkups": []}, "items"),
        (document() | {"items": None}, "items"),
        (document() | {"items": {"0": item()}}, "items"),
        (document(item(name="")), "items.0.name"),
        (document(item(name="x" * 300)), "items.0.name"),
        (document(item(name=7)), "items.0.name"),
        (document(item(), item(id="nonsense")), "items.1.id"),
        (document(item(), item()), "items.1.id"),
        (document(item(item_type="Spaceship")), "items.0.item_type"),
        (document(item(status="Sold")), "items.0.status"),
        (document(item(item_received_date="1899-12-31")), "items.0.item_received_date"),
        (document(item(item_received_date="2026-03-12")), "items.0.item_received_date"),
        (document(item(item_received_date="2024-02-30")), "items.0.item_received_date"),
        (document(item(item_received_date=1700000000)), "items.0.item_received_date"),
        (document(item(last_used="2024-02-03T10:00:00")), "items.0.last_used"),
        (document(item(last_used="0001-01-01T00:00:00+14:00")), "items.0.last_used"),
        (document(item(last_used="9999-12-31T23:59:59-12:00")), "items.0.last_used"),
        (document(item(last_used=None)), "items.0.last_used"),
        (
            document(item(ownership_duration_goal_months=-5)),
            "items.0.ownership_duration_goal_months",
        ),
        (
            document(item(ownership_duration_goal_months="12")),
            "items.0.ownership_duration_goal_months",
        ),
        (document(item(recipient="x" * 300)), "items.0.recipient"),
        (document(item(status="Give", parted_on="tomorrow")), "items.0.parted_on"),
        (document(person={"timezone": "Atlantis"}), "person.timezone"),
        (document(person={"email": "nobody"}), "person.email"),
        (document(person={"email_notifications": "yes"}), "person.email_notifications"),
        (document(person={"reminder_hour": 24}), "person.reminder_hour"),
        (document(person={"quiet_from": "22"}), "person.quiet_from"),
        (document(person={"reminder_channel": "pigeon"}), "person.reminder_channel"),
        (document(person=[]), "person"),
        (document(checkups=[{"checkup_type": "spring"}]), "checkups.0.checkup_type"),
        (
            document(
                checkups=[
                    {
                        "checkup_type": "keep",
                        "checkup_interval_months": 61,
                        "last_checkup_date": "2026-01-02",
                    }
                ]
            ),
            "checkups.0.checkup_interval_months",
        ),
        (
            document(
                checkups=[
                    {
                        "checkup_type": "keep",
                        "checkup_interval_months": 1,
                        "last_checkup_date": "2026-01-02",
                    }
                ]
                * 2
            ),
            "checkups.1.checkup_type",
        ),
        (
            document(
                checkups=[
                    {
                        "checkup_type": "keep",
                        "checkup_interval_months": 1,
                        "last_checkup_date": "2027-01-02",
                    }
                ]
            ),
            "checkups.0.last_checkup_date",
        ),
    ],
)
async def test_a_document_that_is_not_whole_is_refused_with_the_first_wrong_place(
    ann: Person, content: object, where: str
) -> None:
    (hat,) = await ann.adds(NewThing("hat"))
    with pytest.raises(InvalidImport) as refusal:
        await imports(ann, content)
    assert refusal.value.where == where
    assert await ann.things() == (hat,)


async def test_an_import_keeps_the_ids(ann: Person) -> None:
    await imports(ann, document(item()))
    (hat,) = await ann.things()
    assert hat.id == UUID(ID)
