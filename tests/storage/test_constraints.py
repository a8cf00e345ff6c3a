from collections.abc import Callable

import pytest
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from storage.base import Base, new_id
from storage.tables import CheckupRow, HouseholdRow, MembershipRow, PersonRow
from storage.transactions import Database
from tests.conftest import NOON
from tests.storage.builders import Home, handled, person_with_account, settle

Break = Callable[[Home], Base]


def checkup(home: Home, checkup_type: str = "keep", months: int = 1) -> CheckupRow:
    return CheckupRow(
        person_id=home.person_id,
        checkup_type=checkup_type,
        last_checkup_date=NOON,
        checkup_interval_months=months,
        next_due_at=NOON,
    )


def stranger(**fields: object) -> PersonRow:
    return PersonRow(display_name="Bob", created_at=NOON, **fields)


BROKEN: dict[str, Break] = {
    "ck_items_status_known": lambda home: home.item(status="Sold"),
    "ck_items_item_type_known": lambda home: home.item(item_type="Spaceships"),
    "ck_items_goal_not_negative": lambda home: home.item(ownership_duration_goal_months=-5),
    "ck_changes_cause_known": lambda home: home.change(new_id(), new_id(), cause="whim"),
    "ck_changes_subject_known": lambda home: home.change(new_id(), new_id(), subject="car"),
    "ck_checkups_checkup_type_known": lambda home: checkup(home, "sell"),
    "ck_checkups_interval_in_range": lambda home: checkup(home, months=61),
    "ck_people_role_known": lambda _: stranger(role="king"),
    "ck_people_item_limit_not_negative": lambda _: stranger(item_limit=-1),
    "ck_households_kind_known": lambda _: HouseholdRow(kind="palace", created_at=NOON),
    "ck_households_shared_has_chat": lambda _: HouseholdRow(kind="shared", created_at=NOON),
    "ck_memberships_role_known": lambda home: MembershipRow(
        household_id=home.household_id, person_id=new_id(), role="guest", joined_at=NOON
    ),
    "fk_items_household_id_households": lambda home: home.item(household_id=new_id()),
    "fk_items_owner_id_people": lambda home: home.item(owner_id=new_id()),
    "fk_changes_person_id_people": lambda home: home.change(new_id(), new_id(), person_id=new_id()),
    "fk_turns_person_id_people": lambda home: home.turn(person_id=new_id()),
    "fk_pending_actions_person_id_people": lambda home: home.question(person_id=new_id()),
}


@pytest.mark.parametrize("constraint", BROKEN)
async def test_what_may_not_be_is_refused_and_named(
    any_database: Database, constraint: str
) -> None:
    home = await settle(any_database)
    with pytest.raises(IntegrityError) as caught:
        await insert(any_database, BROKEN[constraint](home))
    if any_database.engine.dialect.name == "postgresql" or constraint.startswith("ck_"):
        assert constraint in str(caught.value)  # SQLite does not name foreign keys


async def test_an_account_belongs_to_one_person(any_database: Database) -> None:
    await settle(any_database, "ann")
    with pytest.raises(IntegrityError):
        async with any_database.writing() as transaction:
            transaction.identities.add(*person_with_account("ann"))


async def test_a_person_has_one_checkup_of_a_type(any_database: Database) -> None:
    home = await settle(any_database)
    await insert(any_database, checkup(home))
    with pytest.raises(IntegrityError):
        await insert(any_database, checkup(home))


async def test_an_update_is_handled_once(any_database: Database) -> None:
    await settle(any_database)
    for row in (handled("7"), handled("8")):
        async with any_database.writing() as transaction:
            transaction.handled_updates.claim(row)
    with pytest.raises(IntegrityError):
        async with any_database.writing() as transaction:
            transaction.handled_updates.claim(handled("7"))


async def test_a_chat_has_one_shared_household(any_database: Database) -> None:
    def shared() -> HouseholdRow:
        return HouseholdRow(kind="shared", platform="telegram", chat_id="-1", created_at=NOON)

    await insert(any_database, shared())
    with pytest.raises(IntegrityError):
        await insert(any_database, shared())


async def test_with_a_person_goes_all_that_is_theirs(any_database: Database) -> None:
    home = await settle(any_database)
    item = home.item()
    for row in (item, home.change(item.id, new_id()), home.question(), home.turn()):
        await insert(any_database, row)
    await insert(any_database, checkup(home))
    async with any_database.engine.begin() as connection:
        await connection.execute(text("DELETE FROM people"))
        for table in ("accounts", "memberships", "items", "changes", "checkups", "turns"):
            count = await connection.scalar(text(f"SELECT count(*) FROM {table}"))  # noqa: S608
            assert count == 0, table


async def test_every_constraint_and_index_has_a_name(any_database: Database) -> None:
    async with any_database.engine.connect() as connection:
        names = await connection.run_sync(constraint_names)
    assert len(names) > 50
    assert None not in names


def constraint_names(connection: Connection) -> list[str | None]:
    inspector = inspect(connection)
    names: list[str | None] = []
    for table in Base.metadata.tables:
        names.append(inspector.get_pk_constraint(table)["name"])
        names += [one["name"] for one in inspector.get_foreign_keys(table)]
        names += [one["name"] for one in inspector.get_unique_constraints(table)]
        names += [one["name"] for one in inspector.get_check_constraints(table)]
        names += [one["name"] for one in inspector.get_indexes(table)]
    return names


async def insert(database: Database, row: Base) -> None:
    async with AsyncSession(database.engine) as session, session.begin():
        session.add(row)
