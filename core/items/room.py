"""The item limit (DESIGN, section 4)."""

from core.errors import ItemLimitReached
from core.work import Work


async def require_room(work: Work, wanted: int) -> None:
    """Raise ItemLimitReached where this many more things kept would be too many.

    The turn holds the person's row locked: nobody adds between this count and the commit.
    """
    limit = work.actor.item_limit
    if limit is None or wanted <= 0:
        return
    items = work.transaction.items(work.actor.household_id)
    kept = await items.count_kept_by(work.actor.person_id)
    if kept + wanted > limit:
        raise ItemLimitReached(limit=limit, kept=kept, wanted=wanted)
