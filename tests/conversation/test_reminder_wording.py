"""The message that checkups are due."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from bot.conversation.button_payloads import decode
from bot.conversation.messages import Instant, Reply
from bot.conversation.review_buttons import (
    AllGood,
    BothGood,
    SnoozeBoth,
    SnoozeReminder,
    StartReview,
    Until,
)
from bot.conversation.wording.language import translations
from bot.conversation.wording.reminders import reader_of, reminder_reply
from core.durations import Duration
from core.items.results import Thing
from core.reminders.results import Claimed, DueCheckup, Notice
from core.reviews.results import Candidate, Reason
from storage.vocabulary import CheckupType, ItemStatus, ItemType

ANN = UUID(int=1)
TODAY = date(2026, 3, 10)
DUE = datetime(2026, 3, 10, 8, 0, 30, tzinfo=UTC)
SWITCH = Thing(
    id=UUID(int=2),
    owner_id=ANN,
    name="Switch",
    picture="🎮",
    item_type=ItemType.TECHNOLOGY,
    status=ItemStatus.KEEP,
    received=date(2023, 1, 10),
    last_used=date(2025, 1, 10),
    goal_months=24,
    recipient=None,
    parted_on=None,
    created_at=DUE,
    owned=Duration(3, 2, 0),
    unused=Duration(1, 2, 0),
    goal_progress=1.0,
    badges=(),
)
GIVEN = replace(
    SWITCH, name="Lamp", picture="💡", status=ItemStatus.GIVE, parted_on=date(2026, 3, 1)
)
KEEP = DueCheckup(
    checkup_type=CheckupType.KEEP,
    due_at=DUE,
    cycle=DUE,
    interval_months=1,
    is_nudge=False,
    first=(
        Candidate(SWITCH, Reason.UNUSED),
        Candidate(replace(SWITCH, name="Bike", picture="🚲"), Reason.GOAL_REACHED),
        Candidate(replace(SWITCH, name="Grey Hoodie", picture="🧥"), Reason.ALIKE, alike=3),
    ),
    total=12,
)
GIVE = replace(
    KEEP,
    checkup_type=CheckupType.GIVE,
    cycle=datetime(2026, 3, 9, 8, tzinfo=UTC),
    first=(Candidate(GIVEN, Reason.TO_HAND_OVER), Candidate(GIVEN, Reason.PARTED_LATELY)),
    total=2,
)


def notice(*checkups: DueCheckup, is_late: bool = False, locale: str = "en") -> Notice:
    return Notice(
        claimed=Claimed(UUID(int=5), ANN, "telegram", (UUID(int=6),), 1),
        display_name="Ann",
        locale=locale,
        zone=ZoneInfo("Europe/Berlin"),
        today=TODAY,
        address="77",
        checkups=checkups,
        is_late=is_late,
        kept=12,
        given=2,
        chat=None,
        unsubscribe_key=None,
    )


def worded(*checkups: DueCheckup, is_late: bool = False, locale: str = "en") -> Reply:
    told = notice(*checkups, is_late=is_late, locale=locale)
    return reminder_reply(reader_of(told), told)


def labels(reply: Reply) -> list[str]:
    return [button.label for button in reply.all_buttons()]


def pressed(reply: Reply, label: str) -> object:
    (button,) = (button for button in reply.all_buttons() if button.label.endswith(label))
    return decode(button.payload, ANN)


def test_a_keep_reminder_names_what_is_asked_about_first_and_why() -> None:
    reply = worded(KEEP)
    assert reply.text == (
        "Hello Ann! Your keep checkup is due.\n"
        "Does everything you keep still earn its place?\n"
        "🎮 Switch · not used for 1 year, 2 months\n"
        "🚲 Bike · goal of 2 years reached\n"
        "🧥 Grey Hoodie · one of 3 alike\n"
        "… and 9 more"
    )
    assert labels(reply) == [
        *("▶️ Start", "✅ All still good"),
        *("💤 Tomorrow morning", "💤 In a week", "🗓️ Change interval"),
    ]


def test_a_give_reminder_names_what_waits_to_be_handed_over() -> None:
    assert worded(GIVE).text == (
        "Hello Ann! Your give checkup is due.\n"
        "What waits to be handed over, or went lately:\n"
        "💡 Lamp · waits to be handed over\n"
        "💡 Lamp · given away on 1 Mar 2026"
    )


@pytest.mark.parametrize(
    ("candidate", "words"),
    [
        (Candidate(SWITCH, Reason.NEVER_CONFIRMED), "never asked about yet"),
        (Candidate(GIVEN, Reason.STILL_HERE), "was still here last time"),
        (
            Candidate(replace(SWITCH, unused=Duration(0, 0, 5)), Reason.UNUSED),
            "last used 5 days ago",
        ),
        (
            Candidate(replace(SWITCH, unused=Duration(0, 0, 0)), Reason.UNUSED),
            "last used today",
        ),
        (Candidate(replace(SWITCH, goal_months=0), Reason.GOAL_REACHED), "kept without a goal"),
    ],
)
def test_every_reason_is_told_in_a_few_words(candidate: Candidate, words: str) -> None:
    assert f" · {words}" in worded(replace(KEEP, first=(candidate,), total=1)).text


def test_where_there_is_nothing_to_go_through_there_is_no_start() -> None:
    reply = worded(replace(GIVE, first=(), total=0))
    assert "What could make somebody else happy?" in reply.text
    assert labels(reply)[0] == "✅ All still good"
    assert "▶️ Start" not in labels(reply)
    nothing_kept = worded(replace(KEEP, first=(), total=0))
    assert "nothing on your list to go through" in nothing_kept.text


def test_a_nudge_says_that_it_is_the_last() -> None:
    nudge = replace(KEEP, is_nudge=True, due_at=datetime(2026, 3, 3, 8, tzinfo=UTC))
    reply = worded(nudge)
    assert reply.text.startswith(
        "Hello Ann! Your keep checkup has been due since 3 Mar 2026. "
        "I ask about it for the second and last time.\n"
    )
    assert reply.instants == (Instant("3 Mar 2026", nudge.due_at, is_day=True),)


def test_the_day_is_that_of_the_person() -> None:
    late_in_utc = replace(KEEP, due_at=datetime(2026, 3, 9, 23, 30, tzinfo=UTC))
    assert "is due." in worded(late_in_utc).text, "it is the tenth in Berlin"


def test_after_an_outage_one_sentence_says_so() -> None:
    text = worded(KEEP, GIVE, is_late=True).text
    assert text.startswith(
        "Hello Ann! I was away for a while; this is what is still due. Your keep checkup is due.\n"
    )
    assert text.count("I was away") == 1


def test_two_due_checkups_make_one_message() -> None:
    reply = worded(KEEP, GIVE)
    keep, give = reply.text.split("\n\n")
    assert keep.startswith("Hello Ann! Your keep checkup is due.\n")
    assert give.startswith("Your give checkup is due.\n")
    assert labels(reply) == [
        *("▶️ Start keep checkup", "▶️ Start give checkup"),
        *("✅ All still good", "💤 Tomorrow morning", "💤 In a week"),
    ]
    cycles = (KEEP.cycle, GIVE.cycle)
    assert pressed(reply, "Start give checkup") == StartReview(CheckupType.GIVE)
    assert pressed(reply, "All still good") == BothGood(*cycles)
    assert pressed(reply, "In a week") == SnoozeBoth(*cycles, Until.WEEK)


def test_the_buttons_are_about_the_cycle_of_the_message() -> None:
    reply = worded(replace(KEEP, cycle=DUE.replace(microsecond=9)))
    assert pressed(reply, "All still good") == AllGood(CheckupType.KEEP, DUE)
    snooze = SnoozeReminder(CheckupType.KEEP, DUE, Until.TOMORROW)
    assert pressed(reply, "Tomorrow morning") == snooze


@pytest.mark.parametrize("locale", translations())
def test_a_reminder_comes_in_the_language_of_the_person(locale: str) -> None:
    translated, english = (worded(KEEP, GIVE, locale=one).text for one in (locale, "en"))
    assert {*translated.splitlines()} & {*english.splitlines()} == {""}
