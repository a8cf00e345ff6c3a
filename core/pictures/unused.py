"""Pictures that came in and that no thing ever got."""

from datetime import timedelta

from core.clock import Clock
from core.pictures.references import reference_to
from storage.tables import PictureRow
from storage.transactions import Database

AGE = timedelta(days=1)
"""A picture waits for its thing for minutes only; the buttons that were offered with it last
until then."""
BATCH = 100
MOST_LOOKED_AT = 1_000


async def discard_unused_pictures(database: Database, clock: Clock) -> int:
    """Give up the pictures older than AGE that no item has and no history tells of: their rows
    go, and their bytes are marked to be taken out of the store. How many there were.

    Looks at the newest MOST_LOOKED_AT that are old enough. Older ones were looked at before, and
    what a thing has had once stays in its history.
    """
    before = clock.now() - AGE
    last: PictureRow | None = None
    discarded = 0
    for _ in range(0, MOST_LOOKED_AT, BATCH):
        async with database.writing() as transaction:
            pictures = transaction.unused_pictures
            rows = await pictures.newest_before(before, last, BATCH)
            if not rows:
                break
            households = list({row.household_id for row in rows})
            references = {reference_to(row.id): row.id for row in rows}
            used = await pictures.pictures_of_items(households, list(references))
            oldest = min(row.created_at for row in rows)
            async for state in pictures.states_since(households, oldest):
                used.add(state["picture_url"])
            unused = [id_ for reference, id_ in references.items() if reference not in used]
            if unused:
                await pictures.discard(unused, clock.now())
            last = rows[-1]
            discarded += len(unused)
    return discarded
