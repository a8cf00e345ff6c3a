"""Every call's use case. References are ids by now, and what had to be asked was asked."""

from typing import Protocol, TypeGuard
from uuid import UUID

from bot.agent.calls import (
    AddItems,
    AnyCall,
    ChangeItems,
    ChangeSettings,
    CompleteCheckup,
    FindItems,
    PartWithItems,
    RemoveItems,
    SetCheckupInterval,
    ShowCheckups,
    ShowHistory,
    ShowSettings,
    ShowStatistics,
    SnoozeCheckup,
    ThingToAdd,
    Undo,
)
from bot.agent.outcomes import Changed, Found, Outcome, Shown
from core.badges.actions import show_badges
from core.checkups.actions import (
    complete_checkups,
    set_checkup_interval,
    show_checkups,
    snooze_checkups,
)
from core.errors import ItemNotFound, NothingToUndo
from core.history.actions import show_history, undo
from core.items.actions import (
    add_items,
    change_items,
    find_items,
    get_items,
    part_with_items,
    remove_items,
    statistics,
)
from core.items.results import (
    DEFAULT_GOAL_MONTHS,
    ItemFilter,
    ItemPage,
    NewThing,
    ThingEdit,
)
from core.people.actions import change_settings, show_settings
from core.people.results import SettingsEdit
from core.pictures.references import stored_id
from core.receipts import Receipt
from core.work import Work
from storage.vocabulary import ItemType

PAGE_SIZE = 10
LONGEST_EMOJI = 12
"""Code points; families and flags are sequences."""


ChangingCall = (
    AddItems
    | ChangeItems
    | PartWithItems
    | RemoveItems
    | CompleteCheckup
    | SetCheckupInterval
    | SnoozeCheckup
    | ChangeSettings
    | Undo
)


class Category(Protocol):
    @property
    def item_type(self) -> ItemType: ...
    @property
    def picture(self) -> str: ...


class Classifier(Protocol):
    """Tells what kind of thing a name stands for."""

    def classify(self, name: str) -> Category: ...


async def dispatch(work: Work, call: AnyCall, classifier: Classifier) -> Outcome:
    """Raises what the use case raises; nothing was changed then."""
    match call:
        case FindItems():
            return await look_up(work, call)
        case ShowCheckups():
            checkups = await show_checkups(work)
            return Shown(tuple(one for one in checkups if one.checkup_type in call.types))
        case ShowStatistics():
            return Shown(
                await show_badges(work) if call.about == "badges" else await statistics(work)
            )
        case ShowSettings():
            return Shown(await show_settings(work))
        case ShowHistory():
            return Shown(await show_history(work))
        case _:
            return Changed(await _change(work, call, classifier), call)


async def _change(work: Work, call: ChangingCall, classifier: Classifier) -> Receipt:
    match call:
        case AddItems():
            return await add_items(work, [_new_thing(thing, classifier) for thing in call.things])
        case ChangeItems():
            return await change_items(work, _ids(call.items), _edit(call))
        case PartWithItems():
            ids = _ids(call.items)
            return await part_with_items(work, ids, call.status, call.recipient, call.on)
        case RemoveItems():
            return await remove_items(work, _ids(call.items))
        case CompleteCheckup():
            return await complete_checkups(work, call.types)
        case SetCheckupInterval():
            return await set_checkup_interval(work, call.types, call.months)
        case SnoozeCheckup():
            return await snooze_checkups(work, call.types, call.until)
        case ChangeSettings():
            edit = SettingsEdit(**call.model_dump(exclude={"tool"}))
            return await change_settings(work, edit)
        case Undo():
            return await undo(work, _turn_id(call.turn_id))


async def look_up(work: Work, query: FindItems, offset: int = 0) -> Found:
    """One page from this offset on. Raises ItemNotFound if none of the things named is there."""
    limit = PAGE_SIZE if query.most is None else min(PAGE_SIZE, query.most - offset)
    if query.items:
        page = await _named(work, _ids(query.items), max(limit, 0), offset)
    else:
        page = await find_items(work, _filter(query), query.order, limit, offset)
    if query.most is not None:
        things = page.things[: max(limit, 0)]
        page = ItemPage(things, min(page.total, query.most), page.offset, page.limit)
    return Found(page, query)


def _filter(query: FindItems) -> ItemFilter:
    return ItemFilter(
        statuses=query.statuses,
        item_types=query.item_types,
        text=query.text,
        recipient=query.recipient,
        received_from=query.received_from,
        received_to=query.received_to,
        parted_from=query.parted_from,
        parted_to=query.parted_to,
        unused_since=query.unused_since,
    )


async def _named(work: Work, ids: list[UUID], limit: int, offset: int) -> ItemPage:
    things = await get_items(work, ids[offset : offset + limit])
    if limit and offset < len(ids) and not things:
        raise ItemNotFound
    return ItemPage(things, len(ids), offset, limit)


def _ids(references: tuple[str, ...]) -> list[UUID]:
    return [UUID(reference) for reference in dict.fromkeys(references)]


def _new_thing(thing: ThingToAdd, classifier: Classifier) -> NewThing:
    category = classifier.classify(thing.name)
    return NewThing(
        name=thing.name,
        item_type=thing.item_type or category.item_type,
        picture=thing.picture if _is_picture(thing.picture) else category.picture,
        status=thing.status,
        received=thing.received,
        last_used=thing.last_used,
        goal_months=DEFAULT_GOAL_MONTHS if thing.goal_months is None else thing.goal_months,
        recipient=thing.recipient,
        parted_on=thing.parted_on,
    )


def _edit(call: ChangeItems) -> ThingEdit:
    return ThingEdit(
        name=call.name,
        picture=call.picture if _is_picture(call.picture) else None,
        item_type=call.item_type,
        status=call.status,
        received=call.received,
        last_used=call.last_used,
        goal_months=call.goal_months,
        recipient=call.recipient,
    )


def _is_picture(picture: str | None) -> TypeGuard[str]:
    """An emoji, or a reference to a stored picture; whose that is, core sees to."""
    return picture is not None and (stored_id(picture) is not None or _is_emoji(picture))


def _is_emoji(picture: str) -> bool:
    return (
        0 < len(picture) <= LONGEST_EMOJI
        and not any(sign.isalpha() or sign.isspace() for sign in picture)
        and any(ord(sign) > 0x2000 for sign in picture)
    )


def _turn_id(text: str | None) -> UUID | None:
    if text is None:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise NothingToUndo from None
