"""What a review would ask about, read from the tables."""

from datetime import date
from uuid import UUID

from core.items.rows import item_state
from core.items.rules import thing_of
from core.reviews.results import Candidate
from core.reviews.rules import Said, give_candidates, keep_candidates
from storage.repositories.items import ItemFilter
from storage.transactions import Transaction
from storage.vocabulary import CheckupType, ItemStatus

_ASKED_ABOUT: dict[CheckupType, tuple[ItemStatus, ...]] = {
    CheckupType.KEEP: (ItemStatus.KEEP,),
    CheckupType.GIVE: (ItemStatus.GIVE, ItemStatus.DONATE),
}


def is_asked_about(checkup_type: CheckupType, status: ItemStatus) -> bool:
    """Whether a review of this type is about things of this status."""
    return status in _ASKED_ABOUT[checkup_type]


async def worth_asking(
    transaction: Transaction,
    person_id: UUID,
    household_id: UUID,
    checkup_type: CheckupType,
    today: date,
) -> tuple[Candidate, ...]:
    """All that is worth asking this person about in their private household, the first first.
    `today` is the calendar day where they are. Takes no turn: reminders ask too."""
    wanted = ItemFilter(statuses=_ASKED_ABOUT[checkup_type])
    rows = await transaction.items(household_id).find(wanted)
    if not rows:
        return ()
    things = [thing_of(item_state(row), today) for row in rows]
    said = {
        last.item_id: Said(last.answer, last.answered_at, last.review_id)
        for last in await transaction.reviews(person_id).last_said()
    }
    if checkup_type is CheckupType.KEEP:
        return keep_candidates(things, said, today)
    checkups = await transaction.checkups(person_id).all()
    last_times = [row.last_checkup_date for row in checkups if row.checkup_type == checkup_type]
    since = last_times[0].date() if last_times else date.min
    return give_candidates(things, said, since, today)
