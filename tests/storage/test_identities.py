from storage.base import new_id
from storage.tables import HouseholdRow, MembershipRow
from storage.transactions import Database
from tests.conftest import NOON
from tests.storage.builders import PLATFORM, handled, settle


async def test_an_account_leads_to_its_person_and_private_household(
    any_database: Database,
) -> None:
    ann, bob = await settle(any_database, "ann"), await settle(any_database, "bob")
    async with any_database.writing() as transaction:
        shared = HouseholdRow(
            id=new_id(), kind="shared", platform="telegram", chat_id="-1", created_at=NOON
        )
        for home in (ann, bob):
            membership = MembershipRow(
                household_id=shared.id, person_id=home.person_id, role="member", joined_at=NOON
            )
            transaction.household_creation.add(shared, membership)
    async with any_database.writing() as transaction:
        found = await transaction.identities.find(PLATFORM, "bob")
    assert found is not None
    assert found.person.id == found.account.person_id == bob.person_id
    assert found.household.id == found.membership.household_id == bob.household_id
    assert found.membership.role == "owner"


async def test_an_unknown_account_is_nobody(any_database: Database) -> None:
    await settle(any_database, "ann")
    async with any_database.writing() as transaction:
        assert await transaction.identities.find(PLATFORM, "bob") is None
        assert await transaction.identities.find("telegram", "ann") is None


async def test_an_update_handled_before_is_found_with_its_turn(any_database: Database) -> None:
    home = await settle(any_database)
    turn_id = new_id()
    async with any_database.writing() as transaction:
        transaction.handled_updates.claim(handled("7", turn_id))
    async with any_database.writing() as transaction:
        again = await transaction.identities.find(PLATFORM, home.name, "7")
        other = await transaction.identities.find(PLATFORM, home.name, "8")
        none = await transaction.identities.find(PLATFORM, home.name)
    assert again is not None
    assert again.handled is not None
    assert again.handled.turn_id == turn_id
    assert other is not None
    assert other.handled is None
    assert none is not None
    assert none.handled is None
