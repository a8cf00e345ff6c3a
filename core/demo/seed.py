"""Plays the stories through the use cases, as the people would have: turn by turn, day by day."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from core.checkups.actions import complete_checkups, set_checkup_interval
from core.clock import StandingClock
from core.demo.stories import FIRST_DAY, LAST_DAY, PersonStory, ThingStory, read_stories
from core.history.actions import undo
from core.items.actions import add_items, change_items, part_with_items, remove_items
from core.items.results import NewThing, ThingEdit
from core.people.actions import change_settings, set_onboarding_step
from core.people.operating import is_known
from core.people.results import SettingsEdit
from core.receipts import ItemChange
from core.turns.desk import Arrival, TurnDesk, TurnPolicy
from core.work import Work
from storage.transactions import Database
from storage.vocabulary import Cause, CheckupType, ItemStatus

PLATFORM = "terminal"
IdsByName = dict[str, UUID]
Act = Callable[[Work, IdsByName], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Happening:
    """One turn of a story: what the person does, in their evening hours of that day."""

    day: date
    act: Act


async def demo_people_here(database: Database) -> tuple[str, ...]:
    """The names of the demo people that the database knows already."""
    names = [story.name for story in read_stories()]
    return tuple([name for name in names if await is_known(database, PLATFORM, name)])


async def seed_demo(
    database: Database, on_progress: Callable[[int, int], None] = lambda _done, _total: None
) -> None:
    """Add the demo people with all that happened to them, the same on every run.

    For a database that does not know them (demo_people_here). Calls on_progress with the turns
    done and all turns.
    """
    clock = StandingClock(datetime.combine(FIRST_DAY, time.min, ZoneInfo("UTC")))
    desk = TurnDesk(database, clock, TurnPolicy())
    plans = [(story, sorted(_happenings(story), key=_day)) for story in read_stories()]
    total = sum(len(plan) for _, plan in plans)
    done = 0
    for story, plan in plans:
        ids: IdsByName = {}
        for minutes, happening in enumerate(plan):
            evening = datetime.combine(happening.day, time(18), ZoneInfo(story.timezone))
            clock.set(evening + timedelta(minutes=minutes))
            async with desk.turn(_arrival(story)) as turn:
                await happening.act(await turn.work(), ids)
            done += 1
            on_progress(done, total)


def _arrival(story: PersonStory) -> Arrival:
    return Arrival(
        platform=PLATFORM,
        platform_user_id=story.name,
        display_name=story.display_name,
        chat_id=story.name,
        private=True,
        cause=Cause.SENTENCE,
        locale="en",
    )


def _happenings(story: PersonStory) -> Iterator[Happening]:
    dice = Random(story.name)  # noqa: S311 — the same story on every run, no secret
    yield Happening(FIRST_DAY, _settles_in(story))
    yield Happening(FIRST_DAY, _adds([t for t in story.things if t.received < FIRST_DAY]))
    for thing in story.things:
        if thing.received >= FIRST_DAY:
            yield Happening(thing.received, _adds([thing]))
        if thing.gone and thing.parting:
            yield Happening(thing.gone, _parts_with(thing.name, thing.parting, thing.recipient))
        elif thing.gone:
            yield Happening(thing.gone, _removes(thing.name))
        for day in _days_of_use(max(thing.received, FIRST_DAY), thing.gone or LAST_DAY, dice):
            yield Happening(day, _uses(thing.name))
    for day in _review_days(story.interval_months, dice):
        yield Happening(day, _completes(CheckupType.GIVE))
    for day in _review_days(1, dice):
        yield Happening(day, _completes(CheckupType.KEEP))
    half_way = FIRST_DAY + (LAST_DAY - FIRST_DAY) / 2
    yield Happening(half_way, _renames(*story.renamed))
    yield Happening(
        half_way + timedelta(days=1), _parts_with(story.mistaken, ItemStatus.GIVE, None)
    )
    yield Happening(half_way + timedelta(days=1), _undoes)


def _day(happening: Happening) -> date:
    return happening.day


def _days_of_use(first: date, end: date, dice: Random) -> Iterator[date]:
    day = first + timedelta(days=dice.randint(20, 90))
    while day < end:
        yield day
        day += timedelta(days=dice.randint(60, 240))


def _review_days(interval_months: int, dice: Random) -> Iterator[date]:
    day = FIRST_DAY + timedelta(days=30 * interval_months)
    while day < LAST_DAY:
        yield min(day + timedelta(days=dice.randint(0, 6)), LAST_DAY)
        day += timedelta(days=30 * interval_months + dice.randint(0, 5))


def _settles_in(story: PersonStory) -> Act:
    async def act(work: Work, _ids: IdsByName) -> None:
        await set_onboarding_step(work, None)
        await change_settings(work, SettingsEdit(timezone=story.timezone))
        await set_checkup_interval(work, [CheckupType.GIVE], story.interval_months)

    return act


def _adds(things: list[ThingStory]) -> Act:
    async def act(work: Work, ids: IdsByName) -> None:
        new = [
            NewThing(
                name=thing.name,
                item_type=thing.item_type,
                picture=thing.picture,
                received=thing.received,
                goal_months=thing.goal_months,
            )
            for thing in things
        ]
        for change in (await add_items(work, new)).changes:
            if isinstance(change, ItemChange) and change.after:
                ids[change.after.name] = change.after.id

    return act


def _parts_with(name: str, status: ItemStatus, recipient: str | None) -> Act:
    async def act(work: Work, ids: IdsByName) -> None:
        await part_with_items(work, [ids[name]], status, recipient)

    return act


def _removes(name: str) -> Act:
    async def act(work: Work, ids: IdsByName) -> None:
        await remove_items(work, [ids[name]])

    return act


def _uses(name: str) -> Act:
    async def act(work: Work, ids: IdsByName) -> None:
        await change_items(work, [ids[name]], ThingEdit(last_used=work.today))

    return act


def _renames(name: str, better: str) -> Act:
    async def act(work: Work, ids: IdsByName) -> None:
        await change_items(work, [ids[name]], ThingEdit(name=better))

    return act


def _completes(checkup_type: CheckupType) -> Act:
    async def act(work: Work, _ids: IdsByName) -> None:
        await complete_checkups(work, [checkup_type])

    return act


async def _undoes(work: Work, _ids: IdsByName) -> None:
    await undo(work)
