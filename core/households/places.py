"""What a platform tells of its chats, outside of any turn."""

from contextlib import suppress

from sqlalchemy.exc import IntegrityError

from core.clock import Clock
from core.households.members import take_leave
from core.households.rules import role_in_both
from core.reminders.waking import wake
from storage.tables import HouseholdRow
from storage.transactions import Database, Transaction
from storage.vocabulary import MemberRole

ATTEMPTS = 3


class Places:
    """Each is a short transaction of its own, does nothing a second time, and answers whether the
    chat (and the person) is known."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def stopped(self, platform: str, chat_id: str) -> bool:
        """The bot is no longer in that group: its open questions expire at once. The list is kept,
        and goes on when the bot is heard there again."""
        async with self._database.writing() as transaction:
            household = await _household(transaction, platform, chat_id)
            if household is None:
                return False
            now = self._clock.now()
            household.stopped_at = household.stopped_at or now
            await transaction.chats.expire_questions(household.id, now)
            return True

    async def moved(self, platform: str, old_chat_id: str, new_chat_id: str) -> bool:
        """The group goes on as another chat (Bot API, Message.migrate_to_chat_id), and its
        household with it, turns and questions included. Where a message from the new chat was
        faster, that chat has a household already: both become one, with all that either had."""
        if old_chat_id == new_chat_id:
            return False
        for _ in range(ATTEMPTS - 1):
            # a message from the new chat may make its household between our look and our commit
            with suppress(IntegrityError):
                return await self._move(platform, old_chat_id, new_chat_id)
        return await self._move(platform, old_chat_id, new_chat_id)

    async def _move(self, platform: str, old_chat_id: str, new_chat_id: str) -> bool:
        async with self._database.writing() as transaction:
            known = await transaction.chats.households(platform, [old_chat_id, new_chat_id])
            old, new = known.get(old_chat_id), known.get(new_chat_id)
            if old is None:
                return False
            if new is None:
                old.chat_id = new_chat_id
                old.stopped_at = None  # the platform may have told of the old chat's end before
            else:
                await _unite(transaction, old, new)
            await transaction.chats.rename(platform, old_chat_id, new_chat_id)
            return True

    async def member_left(self, platform: str, chat_id: str, platform_user_id: str) -> bool:
        """Ends the membership. What the person owns in that household stays on its list. Where the
        owner leaves, the longest-standing admin, else member, becomes the owner."""
        async with self._database.writing() as transaction:
            household = await _household(transaction, platform, chat_id)
            person_id = await transaction.chats.person_at(platform, platform_user_id)
            if household is None or person_id is None:
                return False
            return await take_leave(transaction.household(household.id), person_id)

    async def unreachable(self, platform: str, chat_id: str) -> bool:
        """The person has blocked the bot in their private chat, or deleted it."""
        async with self._database.writing() as transaction:
            accounts = await transaction.chats.private_accounts(platform, chat_id)
            for account in accounts:
                account.unreachable_since = account.unreachable_since or self._clock.now()
            return bool(accounts)

    async def reachable(self, platform: str, chat_id: str) -> bool:
        """The person has come back to their private chat: reminders that waited are due."""
        now = self._clock.now()
        async with self._database.writing() as transaction:
            accounts = await transaction.chats.private_accounts(platform, chat_id)
            for account in accounts:
                if account.unreachable_since is not None:
                    account.unreachable_since = None
                    account.reachable_since = now
                    await wake(transaction, account.person_id, platform, now)
            return bool(accounts)


async def _household(transaction: Transaction, platform: str, chat_id: str) -> HouseholdRow | None:
    return (await transaction.chats.households(platform, [chat_id])).get(chat_id)


async def _unite(transaction: Transaction, old: HouseholdRow, new: HouseholdRow) -> None:
    """Make the older of both the household of the new chat, with all of the other one."""
    older, newer = sorted((old, new), key=lambda household: (household.created_at, household.id))
    chat_id, title, stopped_at = new.chat_id, new.title, new.stopped_at
    await _unite_members(transaction, older, newer)
    await transaction.chats.move_belongings(newer.id, older.id)
    openings = [one.opened_at for one in (older, newer) if one.opened_at is not None]
    await transaction.chats.remove_emptied(newer)
    older.chat_id, older.title, older.stopped_at = chat_id, title, stopped_at
    older.opened_at = min(openings, default=None)


async def _unite_members(
    transaction: Transaction, older: HouseholdRow, newer: HouseholdRow
) -> None:
    present = {row.person_id: row for row in await transaction.household(older.id).members()}
    has_owner = any(row.role == MemberRole.OWNER for row in present.values())
    for joining in await transaction.household(newer.id).members():
        membership = present.get(joining.person_id)
        role = None if membership is None else MemberRole(membership.role)
        united = role_in_both(role, MemberRole(joining.role), has_owner)
        if membership is None:
            joining.household_id = older.id
            joining.role = united
        else:
            membership.role = united
            membership.joined_at = min(membership.joined_at, joining.joined_at)
            await transaction.household(newer.id).remove_member(joining.person_id)
