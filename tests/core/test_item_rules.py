from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.durations import Duration
from core.errors import InvalidDay, InvalidGoal, InvalidName
from core.items.results import DEFAULT_PICTURE, NewThing, Thing, ThingEdit
from core.items.rules import (
    checked_name,
    checked_picture,
    edited,
    goal_progress,
    new_item,
    parted,
    thing_of,
)
from core.items.state import ItemState
from storage.vocabulary import ItemStatus

TODAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
ID = UUID(int=1)
OWNER = UUID(int=2)


def made(thing: NewThing) -> ItemState:
    return new_item(thing, ID, OWNER, TODAY, NOW)


def shown(thing: NewThing, today: date = TODAY) -> Thing:
    return thing_of(made(thing), today)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("  grey \n\t hoodie ", "grey hoodie"),
        ("gre\x00y\x1b[31m", "grey[31m"),
        ("🧶", "🧶"),
        ("👩‍🚀 suit", "👩‍🚀 suit"),
        ("<b>'; DROP TABLE items;--</b>", "<b>'; DROP TABLE items;--</b>"),
        ("סוודר", "סוודר"),
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("half \ud83d pair", "half pair"),
        ("cafe\u0301", "café"),
        ("x" * 255, "x" * 255),
    ],
)
def test_a_name_is_kept_in_one_visible_line(said: str, kept: str) -> None:
    assert checked_name(said) == kept


@pytest.mark.parametrize("said", ["", "   ", "\x00\x01", "\u200b\u200d\ufe0f", "x" * 256])
def test_a_name_that_is_empty_invisible_or_too_long_is_refused(said: str) -> None:
    with pytest.raises(InvalidName):
        checked_name(said)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_a_name_that_is_kept_stays_as_it_is_when_given_again(said: str) -> None:
    try:
        kept = checked_name(said)
    except InvalidName:
        return
    assert checked_name(kept) == kept
    assert 1 <= len(kept) <= 255
    kept.encode()


def test_a_thing_without_a_picture_gets_the_parcel() -> None:
    assert checked_picture(" \u200b") == DEFAULT_PICTURE


@pytest.mark.parametrize("day", [date(1899, 12, 31), TODAY + timedelta(days=1)])
def test_what_has_happened_is_neither_in_the_future_nor_before_1900(day: date) -> None:
    for thing in (
        NewThing("hat", received=day),
        NewThing("hat", last_used=day),
        NewThing("hat", status=ItemStatus.GIVE, parted_on=day),
    ):
        with pytest.raises(InvalidDay):
            made(thing)


@pytest.mark.parametrize("months", [-5, 1201])
def test_a_goal_is_between_0_and_1200_months(months: int) -> None:
    with pytest.raises(InvalidGoal):
        made(NewThing("hat", goal_months=months))
    with pytest.raises(InvalidGoal):
        edited(made(NewThing("hat")), ThingEdit(goal_months=months), TODAY)


def test_a_new_thing_is_from_today_unless_said_otherwise() -> None:
    hat = made(NewThing("hat"))
    assert (hat.received, hat.last_used, hat.parted_on) == (TODAY, TODAY, None)


def test_a_thing_that_went_before_it_was_listed_counts_from_the_day_it_went() -> None:
    went = date(2026, 3, 1)
    hat = made(NewThing("hat", status=ItemStatus.GIVE, recipient="Tom", parted_on=went))
    assert (hat.received, hat.last_used, hat.parted_on, hat.recipient) == (went, went, went, "Tom")


def test_a_new_thing_was_never_used_before_it_was_received() -> None:
    received = date(2026, 2, 1)
    hat = made(NewThing("hat", received=received, last_used=date(2025, 1, 1)))
    assert hat.last_used == received


def test_a_kept_thing_has_no_recipient() -> None:
    assert made(NewThing("hat", recipient="Tom")).recipient is None
    assert edited(made(NewThing("hat")), ThingEdit(recipient="Tom"), TODAY).recipient is None


def test_moving_the_day_of_receipt_past_the_last_use_takes_the_last_use_with_it() -> None:
    hat = made(NewThing("hat", received=date(2020, 1, 1), last_used=date(2020, 2, 1)))
    later = date(2021, 1, 1)
    assert edited(hat, ThingEdit(received=later), TODAY).last_used == later


def test_a_last_use_that_is_named_is_kept_even_before_the_receipt() -> None:
    hat = made(NewThing("hat", received=date(2026, 1, 1)))
    named = date(2025, 6, 1)
    assert edited(hat, ThingEdit(last_used=named), TODAY).last_used == named


def test_taking_a_thing_back_forgets_who_had_it_and_since_when() -> None:
    hat = parted(made(NewThing("hat")), ItemStatus.GIVE, "Tom", date(2026, 3, 1), TODAY)
    back = edited(hat, ThingEdit(status=ItemStatus.KEEP), TODAY)
    assert (back.status, back.recipient, back.parted_on) == (ItemStatus.KEEP, None, None)


def test_parting_twice_in_the_same_way_keeps_day_and_recipient() -> None:
    hat = parted(made(NewThing("hat")), ItemStatus.GIVE, "Tom", date(2026, 3, 1), TODAY)
    assert parted(hat, ItemStatus.GIVE, None, None, TODAY) == hat


def test_a_gift_that_was_a_donation_keeps_its_day_and_loses_the_recipient() -> None:
    hat = parted(made(NewThing("hat")), ItemStatus.GIVE, "Tom", date(2026, 3, 1), TODAY)
    donated = parted(hat, ItemStatus.DONATE, None, None, TODAY)
    assert (donated.recipient, donated.parted_on) == (None, date(2026, 3, 1))


def test_the_day_and_the_recipient_of_a_gift_can_be_corrected() -> None:
    hat = parted(made(NewThing("hat")), ItemStatus.GIVE, "Tom", None, TODAY)
    right = parted(hat, ItemStatus.GIVE, "Anna", date(2026, 3, 9), TODAY)
    assert (right.recipient, right.parted_on) == ("Anna", date(2026, 3, 9))


def test_a_thing_is_not_parted_with_in_the_future() -> None:
    with pytest.raises(InvalidDay):
        parted(made(NewThing("hat")), ItemStatus.GIVE, None, TODAY + timedelta(days=1), TODAY)


def test_progress_counts_whole_months_and_is_never_more_than_all() -> None:
    assert goal_progress(3, 12) == 0.25
    assert goal_progress(30, 12) == 1.0
    assert goal_progress(0, 12) == 0.0


def test_a_goal_of_nothing_is_met() -> None:
    assert goal_progress(0, 0) == 1.0


def test_time_stops_for_a_thing_on_the_day_it_went() -> None:
    gift = shown(
        NewThing(
            "hat",
            status=ItemStatus.GIVE,
            received=date(2024, 1, 1),
            last_used=date(2024, 5, 1),
            parted_on=date(2024, 7, 1),
        )
    )
    assert gift.owned == Duration(0, 6, 0)
    assert gift.unused == Duration(0, 2, 0)
    assert gift.goal_progress == 0.5


def test_time_stops_with_the_last_use_where_nobody_knows_when_a_thing_went() -> None:
    gift = made(NewThing("hat", status=ItemStatus.GIVE, received=date(2024, 1, 1)))
    forgotten = ItemState(
        **{
            field: getattr(gift, field)
            for field in ItemState.__slots__
            if field not in ("parted_on", "last_used")
        },
        parted_on=None,
        last_used=date(2024, 3, 1),
    )
    assert thing_of(forgotten, TODAY).owned == Duration(0, 2, 0)


def test_only_kept_things_have_keep_badges() -> None:
    assert [badge.tier for badge in shown(NewThing("hat")).badges] == ["bronze", "silver", "gold"]
    assert shown(NewThing("hat", status=ItemStatus.DONATE)).badges == ()
