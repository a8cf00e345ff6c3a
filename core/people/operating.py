"""What the operator does for people, outside of any turn."""

from dataclasses import dataclass

from core.checkups.rows import first_checkups, person_rhythm
from core.clock import Clock
from core.turns.arrival import TurnPolicy
from storage.tables import AccountRow, PersonRow
from storage.transactions import Database
from storage.vocabulary import CheckupType

MOST_ACCOUNTS = 20
BATCH = 500


@dataclass(frozen=True, slots=True)
class KnownAccount:
    platform: str
    platform_user_id: str
    display_name: str


async def find_accounts(database: Database, who: str) -> tuple[KnownAccount, ...]:
    """The accounts meant by "terminal:ann" (exactly that one), by a display name or by a user id
    of any platform; at most 20. Whoever asks decides what to do with several."""
    platform, _, platform_user_id = who.partition(":")
    async with database.reading() as transaction:
        exact = await transaction.everyone.account_at(platform, platform_user_id)
        if exact is not None:
            return (_known(*exact),)
        called = await transaction.everyone.accounts_called(who, MOST_ACCOUNTS)
    return tuple(_known(account, person) for account, person in called)


async def is_known(database: Database, platform: str, platform_user_id: str) -> bool:
    """Whether this very account belongs to somebody. Makes nobody."""
    async with database.reading() as transaction:
        return await transaction.everyone.account_at(platform, platform_user_id) is not None


def _known(account: AccountRow, person: PersonRow) -> KnownAccount:
    return KnownAccount(account.platform, account.platform_user_id, person.display_name)


async def backfill_checkups(database: Database, clock: Clock, policy: TurnPolicy) -> int:
    """Give everybody the checkups they lack, beginning now; how many there were. Running it again
    adds nothing."""
    added = 0
    while True:
        async with database.writing() as transaction:
            people = await transaction.everyone.lacking_checkups(BATCH)
            if not people:
                return added
            have = await transaction.everyone.checkup_types([person.id for person in people])
            for person in people:
                lacking = [type_ for type_ in CheckupType if (person.id, type_) not in have]
                rhythm = person_rhythm(person, policy)
                checkups = transaction.checkups(person.id)
                for row in first_checkups(person.id, rhythm, clock.now(), lacking):
                    checkups.add(row)
                    added += 1
