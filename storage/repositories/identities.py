"""Who is this account? Unscoped by nature: the household is what it finds out."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import AccountRow, HandledUpdateRow, HouseholdRow, MembershipRow, PersonRow
from storage.vocabulary import HouseholdKind


@dataclass(frozen=True, slots=True)
class Identity:
    """What one look tells of who writes: rows of this transaction."""

    person: PersonRow
    account: AccountRow
    household: HouseholdRow
    membership: MembershipRow
    handled: HandledUpdateRow | None
    """Set when this very update was handled before."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Which list an account looks at, and where its days begin."""

    household_id: UUID
    timezone: str


class IdentityLookup:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find(
        self, platform: str, platform_user_id: str, update_id: str | None = None
    ) -> Identity | None:
        """The person of an account with their private household, None if unknown.

        Locks the person until the transaction ends: turns of one person run one after the
        other, also across processes. A look that had to wait for the lock may miss an update
        handled meanwhile; claiming the update tells.
        """
        values = {
            "platform": platform,
            "platform_user_id": platform_user_id,
            "update_id": update_id or "",
        }
        row = (await self._session.execute(_BY_ACCOUNT, values)).one_or_none()
        return None if row is None else Identity(*row)

    async def in_sight(
        self, platform: str, platform_user_id: str, group_chat_id: str | None = None
    ) -> Sight | None:
        """The private list of an account, or that of the group, where it is open and the person
        a member; None if there is none. Locks nothing."""
        statement = (
            select(HouseholdRow.id, PersonRow.timezone)
            .join(MembershipRow, MembershipRow.household_id == HouseholdRow.id)
            .join(PersonRow, PersonRow.id == MembershipRow.person_id)
            .join(AccountRow, AccountRow.person_id == PersonRow.id)
            .where(
                AccountRow.platform == platform,
                AccountRow.platform_user_id == platform_user_id,
            )
        )
        if group_chat_id is None:
            statement = statement.where(HouseholdRow.kind == HouseholdKind.PRIVATE)
        else:
            statement = statement.where(
                HouseholdRow.platform == platform,
                HouseholdRow.chat_id == group_chat_id,
                HouseholdRow.opened_at.is_not(None),
            )
        row = (await self._session.execute(statement)).one_or_none()
        return None if row is None else Sight(*row)

    async def shared_household(
        self, platform: str, chat_id: str, person_id: UUID
    ) -> tuple[HouseholdRow, MembershipRow | None] | None:
        """The household of a group chat or server and this person's membership, None where the
        chat is unknown. It stays that chat's household until the transaction ends."""
        statement = (
            select(HouseholdRow, MembershipRow)
            .outerjoin(
                MembershipRow,
                (MembershipRow.household_id == HouseholdRow.id)
                & (MembershipRow.person_id == person_id),
            )
            .where(HouseholdRow.platform == platform, HouseholdRow.chat_id == chat_id)
            .with_for_update(of=HouseholdRow, read=True, key_share=True)
        )
        row = (await self._session.execute(statement)).one_or_none()
        return None if row is None else (row[0], row[1])

    def add(self, person: PersonRow, account: AccountRow) -> None:
        """The next flush raises IntegrityError where the account is known by now."""
        self._session.add(person)
        self._session.add(account)


# Built once: building it would cost every turn a quarter of a millisecond.
_BY_ACCOUNT = (
    select(PersonRow, AccountRow, HouseholdRow, MembershipRow, HandledUpdateRow)
    .join(AccountRow, AccountRow.person_id == PersonRow.id)
    .join(MembershipRow, MembershipRow.person_id == PersonRow.id)
    .join(HouseholdRow, HouseholdRow.id == MembershipRow.household_id)
    .outerjoin(
        HandledUpdateRow,
        (HandledUpdateRow.platform == AccountRow.platform)
        & (HandledUpdateRow.update_id == bindparam("update_id")),
    )
    .where(
        AccountRow.platform == bindparam("platform"),
        AccountRow.platform_user_id == bindparam("platform_user_id"),
        HouseholdRow.kind == HouseholdKind.PRIVATE,
    )
    # "no key": rows that only refer to the person may be written meanwhile
    .with_for_update(of=PersonRow, key_share=True)
)
