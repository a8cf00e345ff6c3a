"""Rows for the storage tests, as short to write as they are to read."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from storage.base import new_id
from storage.tables import (
    AccountRow,
    ChangeRow,
    HandledUpdateRow,
    HouseholdRow,
    ItemRow,
    MembershipRow,
    OneTimeCodeRow,
    PendingActionRow,
    PersonRow,
    ReviewAnswerRow,
    ReviewRow,
    TurnRow,
)
from storage.transactions import Database
from tests.conftest import NOON

PLATFORM = "terminal"


@dataclass(frozen=True, slots=True)
class Home:
    """A person with a private household and an account of the same name."""

    name: str
    person_id: UUID
    household_id: UUID

    def item(self, name: str = "Hoodie", **fields: Any) -> ItemRow:
        values: dict[str, Any] = {
            "id": new_id(),
            "household_id": self.household_id,
            "owner_id": self.person_id,
            "picture": "📦",
            "item_type": "Other",
            "status": "Keep",
            "item_received_date": date(2024, 1, 15),
            "last_used": date(2026, 1, 15),
            "created_at": NOON,
            "updated_at": NOON,
        }
        return ItemRow(name=name, **(values | fields))

    def change(self, subject_id: UUID, turn_id: UUID, **fields: Any) -> ChangeRow:
        values: dict[str, Any] = {
            "id": new_id(),
            "household_id": self.household_id,
            "person_id": self.person_id,
            "happened_at": NOON,
            "platform": PLATFORM,
            "cause": "sentence",
            "subject": "item",
            "before": None,
            "after": {"name": "Hoodie"},
        }
        return ChangeRow(subject_id=subject_id, turn_id=turn_id, **(values | fields))

    def question(self, **fields: Any) -> PendingActionRow:
        values: dict[str, Any] = {
            "id": new_id(),
            "household_id": self.household_id,
            "person_id": self.person_id,
            "turn_id": new_id(),
            "platform": PLATFORM,
            "chat_id": self.name,
            "options": [{"label": "Yes", "calls": [{"tool": "remove_items"}]}],
            "created_at": NOON,
            "expires_at": NOON + timedelta(days=7),
        }
        return PendingActionRow(**(values | fields))

    def code(self, **fields: Any) -> OneTimeCodeRow:
        values: dict[str, Any] = {
            "id": new_id(),
            "person_id": self.person_id,
            "address": f"{self.name}@example.org",
            "address_bucket": 7,
            "salt": bytes(16),
            "hashed": bytes(64),
            "tries_left": 5,
            "created_at": NOON,
            "expires_at": NOON + timedelta(minutes=15),
        }
        return OneTimeCodeRow(**(values | fields))

    def turn(self, **fields: Any) -> TurnRow:
        values: dict[str, Any] = {
            "id": new_id(),
            "person_id": self.person_id,
            "platform": PLATFORM,
            "chat_id": self.name,
            "said": "used my bike today",
            "started_at": NOON,
        }
        return TurnRow(**(values | fields))

    def review(self, *item_ids: UUID, **fields: Any) -> ReviewRow:
        values: dict[str, Any] = {
            "id": new_id(),
            "person_id": self.person_id,
            "household_id": self.household_id,
            "checkup_type": "keep",
            "things": [{"item": str(id_), "reason": "unused", "alike": 1} for id_ in item_ids],
            "begun_at": NOON,
        }
        return ReviewRow(**(values | fields))

    def answer(self, review: ReviewRow, item_id: UUID, **fields: Any) -> ReviewAnswerRow:
        values: dict[str, Any] = {
            "review_id": review.id,
            "step": 0,
            "person_id": self.person_id,
            "item_id": item_id,
            "answer": "keep",
            "turn_id": new_id(),
            "answered_at": NOON,
        }
        return ReviewAnswerRow(**(values | fields))


def handled(update_id: str, turn_id: UUID | None = None) -> HandledUpdateRow:
    return HandledUpdateRow(
        platform=PLATFORM, update_id=update_id, turn_id=turn_id or new_id(), handled_at=NOON
    )


def person_with_account(name: str) -> tuple[PersonRow, AccountRow]:
    person = PersonRow(id=new_id(), display_name=name, created_at=NOON)
    account = AccountRow(platform=PLATFORM, platform_user_id=name, person_id=person.id)
    return person, account


async def settle(database: Database, name: str = "ann") -> Home:
    """Make a person with an account and a private household."""
    async with database.writing() as transaction:
        person, account = person_with_account(name)
        household = HouseholdRow(id=new_id(), kind="private", created_at=NOON)
        membership = MembershipRow(
            household_id=household.id, person_id=person.id, role="owner", joined_at=NOON
        )
        transaction.household_creation.add(household, membership)
        transaction.identities.add(person, account)
    return Home(name, person.id, household.id)


async def keep(database: Database, home: Home, *rows: ItemRow) -> None:
    async with database.writing() as transaction:
        for row in rows:
            transaction.items(home.household_id).add(row)
