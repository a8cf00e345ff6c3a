"""What may be said of an item, and what follows from it (DESIGN, section 4). Pure."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from core.badges.rules import keep_badges
from core.durations import Duration
from core.errors import InvalidDay, InvalidGoal, InvalidName
from core.items.results import DEFAULT_PICTURE, NewThing, Thing, ThingEdit
from core.items.state import ItemState
from core.texts import is_visible, tidy
from storage.vocabulary import ItemStatus

MAX_NAME = 255
MAX_PICTURE = 2048
EARLIEST_DAY = date(1900, 1, 1)
MAX_GOAL_MONTHS = 1200


def checked_name(text: str) -> str:
    """The name as it is kept. Raises InvalidName."""
    return _checked(text, MAX_NAME)


def checked_picture(text: str) -> str:
    """The picture as it is kept; the default one for an empty text. Raises InvalidName."""
    return _checked(text, MAX_PICTURE) if is_visible(tidy(text)) else DEFAULT_PICTURE


def checked_recipient(text: str | None) -> str | None:
    """The recipient as it is kept; nobody for an empty text. Raises InvalidName."""
    return _checked(text, MAX_NAME) if text is not None and is_visible(tidy(text)) else None


def _checked(text: str, longest: int) -> str:
    checked = tidy(text)
    if len(checked) > longest or not is_visible(checked):
        raise InvalidName(checked)
    return checked


def checked_day(day: date, today: date) -> date:
    """A day of something that has happened. Raises InvalidDay."""
    if not EARLIEST_DAY <= day <= today:
        raise InvalidDay(day)
    return day


def checked_goal(months: int) -> int:
    """Raises InvalidGoal."""
    if not 0 <= months <= MAX_GOAL_MONTHS:
        raise InvalidGoal(months)
    return months


def new_item(thing: NewThing, id_: UUID, owner_id: UUID, today: date, now: datetime) -> ItemState:
    """A thing as it is added. What was parted with before it was listed, and nobody knows when it
    came, counts as received on the day it went. Last used is never before received.

    Raises InvalidName, InvalidDay, InvalidGoal.
    """
    is_kept = thing.status is ItemStatus.KEEP
    parted_on = None if is_kept else checked_day(thing.parted_on or today, today)
    known_until = parted_on or today
    received = checked_day(thing.received or known_until, today)
    last_used = checked_day(thing.last_used or known_until, today)
    return ItemState(
        id=id_,
        owner_id=owner_id,
        name=checked_name(thing.name),
        picture=checked_picture(thing.picture),
        item_type=thing.item_type,
        status=thing.status,
        received=received,
        last_used=max(received, last_used),
        goal_months=checked_goal(thing.goal_months),
        recipient=None if is_kept else checked_recipient(thing.recipient),
        parted_on=parted_on,
        created_at=now,
    )


def edited(item: ItemState, edit: ThingEdit, today: date) -> ItemState:
    """The item after the edit. A day of receipt that is moved past the last use takes the last use
    with it; a last use that the person names is kept as named. Only what is parted with has a
    recipient.

    Raises InvalidName, InvalidDay, InvalidGoal.
    """
    status = item.status if edit.status is None else edit.status
    moved = _with_status(item, status, edit.recipient, None, today)
    received = item.received if edit.received is None else checked_day(edit.received, today)
    if edit.last_used is not None:
        last_used = checked_day(edit.last_used, today)
    elif edit.received is not None:
        last_used = max(item.last_used, received)
    else:
        last_used = item.last_used
    return replace(
        moved,
        name=item.name if edit.name is None else checked_name(edit.name),
        picture=item.picture if edit.picture is None else checked_picture(edit.picture),
        item_type=item.item_type if edit.item_type is None else edit.item_type,
        received=received,
        last_used=last_used,
        goal_months=item.goal_months
        if edit.goal_months is None
        else checked_goal(edit.goal_months),
    )


def parted(
    item: ItemState, status: ItemStatus, recipient: str | None, on: date | None, today: date
) -> ItemState:
    """The item after it went. What has gone already keeps its day unless another is named, and
    its recipient unless another is named or it went the other way (given, not donated).

    Raises InvalidName, InvalidDay.
    """
    if status is ItemStatus.KEEP:
        raise ValueError("to part with a thing is to give or to donate it")
    return _with_status(item, status, recipient, on, today)


def _with_status(
    item: ItemState, status: ItemStatus, recipient: str | None, on: date | None, today: date
) -> ItemState:
    if status is ItemStatus.KEEP:
        return replace(item, status=status, recipient=None, parted_on=None)
    if recipient is not None or item.status is not status:
        recipient = checked_recipient(recipient)
    else:
        recipient = item.recipient
    day = on or item.parted_on
    if day is None and item.status is ItemStatus.KEEP:
        day = today
    if on is not None:
        checked_day(on, today)
    return replace(item, status=status, recipient=recipient, parted_on=day)


def goal_progress(months_owned: int, goal_months: int) -> float:
    """0.0 to 1.0; a goal of 0 is met."""
    return 1.0 if goal_months == 0 else min(1.0, months_owned / goal_months)


def thing_of(item: ItemState, today: date) -> Thing:
    """The item with what follows from it on this day. Time stops for what was parted with: on
    that day, or where nobody knows the day, with the last use."""
    is_kept = item.status is ItemStatus.KEEP
    until = today if is_kept else item.parted_on or item.last_used
    owned = Duration.between(item.received, until)
    return Thing(
        id=item.id,
        owner_id=item.owner_id,
        name=item.name,
        picture=item.picture,
        item_type=item.item_type,
        status=item.status,
        received=item.received,
        last_used=item.last_used,
        goal_months=item.goal_months,
        recipient=item.recipient,
        parted_on=item.parted_on,
        created_at=item.created_at,
        owned=owned,
        unused=Duration.between(item.last_used, until),
        goal_progress=goal_progress(owned.whole_months, item.goal_months),
        badges=keep_badges(item.item_type, owned.whole_months) if is_kept else (),
    )
