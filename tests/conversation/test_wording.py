"""Results in words: receipts, lists, single answers, errors."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import get_args
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from bot.agent import errors as agent_errors
from bot.agent.calls import FindItems
from bot.agent.interpreter.understanding import NothingCode
from bot.agent.outcomes import Found, ModelAway, ModelSaid, NothingDone, Outcome, Refused, Shown
from bot.conversation import errors as conversation_errors
from bot.conversation.messages import Instant, Reply
from bot.conversation.options import OptionKind
from bot.conversation.wording.errors import error_text
from bot.conversation.wording.items import item_card
from bot.conversation.wording.language import language, translations
from bot.conversation.wording.outcomes import replies_to
from bot.conversation.wording.reader import Reader
from bot.conversation.wording.receipts import receipt_reply
from bot.conversation.wording.service import too_fast_text
from core import errors as core_errors
from core.badges.results import BadgeProgress
from core.checkups.results import Checkup
from core.durations import Duration
from core.errors import MinNowError
from core.history.actions import HistoryPage
from core.items.results import ItemPage, Statistics, Thing
from core.people.results import Settings
from core.pictures.references import reference_to
from core.receipts import Change, CheckupChange, HistoryEntry, ItemChange, Receipt, SettingsChange
from core.reminders.rhythm import NONE_QUIET, USUAL_QUIET
from core.reviews.results import ReviewSummary
from storage.vocabulary import Cause, CheckupType, ItemStatus, ItemType

TODAY = date(2026, 3, 10)
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
TURN = UUID(int=7)
READER = Reader(language("en"), UUID(int=1), TURN, TODAY, ZoneInfo("UTC"))
HOODIE = Thing(
    id=UUID(int=2),
    owner_id=UUID(int=1),
    name="Grey Hoodie",
    picture="👕",
    item_type=ItemType.CLOTHING,
    status=ItemStatus.KEEP,
    received=date(2026, 3, 2),
    last_used=date(2026, 3, 9),
    goal_months=24,
    recipient=None,
    parted_on=None,
    created_at=NOON,
    owned=Duration(0, 0, 8),
    unused=Duration(0, 0, 1),
    goal_progress=0.01,
    badges=(BadgeProgress("keep", "bronze", ItemType.CLOTHING, 12, 0.02),),
)
GIVEN = replace(HOODIE, status=ItemStatus.GIVE, recipient="my brother", parted_on=TODAY, badges=())
DONATED = replace(GIVEN, status=ItemStatus.DONATE, recipient="the Red Cross")
CHECKUP = Checkup(CheckupType.KEEP, NOON, 1, datetime(2026, 4, 10, 12, tzinfo=UTC), None, False)
REVIEWED = ReviewSummary(UUID(int=3), CheckupType.KEEP, (), CHECKUP.next_due_at, True)
SETTINGS = Settings("Ann", "en", "UTC", None, False, False, 9, USUAL_QUIET, None)


def receipt(*changes: Change, undo: bool = False) -> str:
    return receipt_reply(READER, [Receipt(TURN, changes, undo)]).text


def worded(outcome: Outcome) -> Reply:
    (reply,) = replies_to(READER, [outcome])
    return reply


def answer(thing: Thing, **query: object) -> str:
    page = ItemPage((thing,), total=1, offset=0, limit=10)
    return worded(Found(page, FindItems.model_validate(query))).text


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (
            ItemChange(None, HOODIE),
            "Added 👕 Grey Hoodie · received 2 Mar 2026 · goal 2 years",
        ),
        (ItemChange(None, GIVEN), "Added 👕 Grey Hoodie · given to my brother on 10 Mar 2026"),
        (ItemChange(HOODIE, None), "Removed 👕 Grey Hoodie"),
        (ItemChange(HOODIE, GIVEN), "Gave 👕 Grey Hoodie to my brother"),
        (
            ItemChange(HOODIE, replace(GIVEN, recipient=None, parted_on=date(2026, 3, 1))),
            "Gave 👕 Grey Hoodie away · 1 Mar 2026",
        ),
        (ItemChange(HOODIE, DONATED), "Donated 👕 Grey Hoodie to the Red Cross"),
        (ItemChange(GIVEN, HOODIE), "👕 Grey Hoodie is yours again"),
        (
            ItemChange(HOODIE, replace(HOODIE, goal_months=36, last_used=TODAY)),
            "👕 Grey Hoodie: last used 9 Mar 2026 → 10 Mar 2026; goal 2 years → 3 years",
        ),
        (
            ItemChange(HOODIE, replace(HOODIE, name="Hoodie")),
            "Renamed 👕 Grey Hoodie to Hoodie",
        ),
        (
            ItemChange(HOODIE, replace(HOODIE, item_type=ItemType.OTHER)),
            "👕 Grey Hoodie: type Clothing → Other",
        ),
        (
            ItemChange(GIVEN, replace(GIVEN, recipient="Eve")),
            "👕 Grey Hoodie: went to my brother → Eve",
        ),
        (
            CheckupChange(CHECKUP, replace(CHECKUP, last_checkup_date=NOON + timedelta(days=1))),
            "Keep checkup done · next on 10 Apr 2026",
        ),
        (
            CheckupChange(CHECKUP, replace(CHECKUP, interval_months=12)),
            "Keep checkup: every month → every year · next on 10 Apr 2026",
        ),
        (
            CheckupChange(CHECKUP, replace(CHECKUP, snoozed_until=NOON)),
            "Keep checkup: I will not remind you before 10 Mar 2026",
        ),
        (
            SettingsChange(SETTINGS, replace(SETTINGS, timezone="Europe/Berlin")),
            "Time zone: UTC → Europe/Berlin",
        ),
        (
            SettingsChange(SETTINGS, replace(SETTINGS, email="a@b.de", email_notifications=True)),
            "E-mail: none → a@b.de\nE-mail notifications: off → on",
        ),
        (
            SettingsChange(SETTINGS, replace(SETTINGS, reminder_hour=18, quiet=NONE_QUIET)),
            "Reminders: 9:00 → 18:00\nQuiet hours: 22:00–8:00 → none",
        ),
        (
            SettingsChange(SETTINGS, replace(SETTINGS, reminder_channel="telegram")),
            "Reminders on: wherever you came to last → Telegram",
        ),
    ],
)
def test_a_change_is_one_line_made_of_what_was_committed(change: Change, line: str) -> None:
    assert receipt(change) == line


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (ItemChange(HOODIE, None), "👕 Grey Hoodie is off your list again"),
        (ItemChange(None, HOODIE), "👕 Grey Hoodie is on your list again"),
        (ItemChange(GIVEN, HOODIE), "👕 Grey Hoodie is yours again"),
        (
            ItemChange(replace(HOODIE, goal_months=36), HOODIE),
            "👕 Grey Hoodie: goal 3 years → 2 years",
        ),
    ],
)
def test_an_undo_receipt_says_what_was_taken_back(change: Change, line: str) -> None:
    assert receipt(change, undo=True) == f"Taken back:\n{line}"
    assert not receipt_reply(READER, [Receipt(TURN, (change,), undo=True)]).buttons


def test_an_empty_receipt_says_that_it_was_so_already() -> None:
    assert receipt() == "That was so already. Nothing had to be changed."
    assert not receipt_reply(READER, [Receipt(TURN, ())]).buttons


def test_a_long_receipt_is_shortened_with_a_count() -> None:
    lines = receipt(*[ItemChange(None, HOODIE)] * 13).splitlines()
    assert len(lines) == 11
    assert lines[-1] == "… and 3 more"


def test_a_stored_picture_or_an_address_does_not_stand_in_a_line() -> None:
    thing = replace(HOODIE, picture="https://example.org/hoodie.jpg")
    assert receipt(ItemChange(thing, None)) == "Removed 👕 Grey Hoodie"


STORED = replace(HOODIE, picture=reference_to(UUID(int=9)))
OTHER_STORED = replace(HOODIE, picture=reference_to(UUID(int=1)))


def test_a_thing_that_is_added_with_its_picture_says_so() -> None:
    assert receipt(ItemChange(None, STORED)).startswith("Added 👕 Grey Hoodie · picture added · ")


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        (HOODIE, STORED, "👕 Grey Hoodie: picture added"),
        (STORED, OTHER_STORED, "👕 Grey Hoodie: picture changed"),
        (STORED, HOODIE, "👕 Grey Hoodie: picture taken away"),
        (HOODIE, replace(HOODIE, picture="https://a.org/b.jpg"), "👕 Grey Hoodie: new picture"),
        (HOODIE, replace(HOODIE, picture="🧥"), "🧥 Grey Hoodie: picture 👕 → 🧥"),
        (STORED, replace(STORED, goal_months=36), "👕 Grey Hoodie: goal 2 years → 3 years"),
    ],
)
def test_a_change_of_the_picture_is_told_without_its_reference(
    before: Thing, after: Thing, line: str
) -> None:
    assert receipt(ItemChange(before, after)) == line


def test_a_card_of_a_stored_picture_is_told_by_the_emoji_of_its_kind() -> None:
    card = item_card(READER, STORED)
    assert card.picture == STORED.picture, "front ends that show pictures find it there"
    assert Reply("", cards=(card,)).plain().splitlines()[0] == "👕 Grey Hoodie"


@pytest.mark.parametrize(
    ("thing", "aspect", "sentence"),
    [
        (HOODIE, "owned", "You have owned 👕 Grey Hoodie for 8 days, since 2 Mar 2026."),
        (
            GIVEN,
            "owned",
            "You owned 👕 Grey Hoodie for 8 days, from 2 Mar 2026 on. "
            "It was given to my brother on 10 Mar 2026.",
        ),
        (HOODIE, "exists", "Yes, you have 👕 Grey Hoodie, since 2 Mar 2026 (8 days)."),
        (GIVEN, "exists", "Not any more: 👕 Grey Hoodie was given to my brother on 10 Mar 2026."),
        (HOODIE, "received", "You got 👕 Grey Hoodie on 2 Mar 2026."),
        (HOODIE, "last_used", "You last used 👕 Grey Hoodie on 9 Mar 2026 (yesterday)."),
        (
            HOODIE,
            "goal",
            "Not yet: the goal for 👕 Grey Hoodie is 2 years, 1% done. It ends on 2 Mar 2028.",
        ),
        (
            replace(HOODIE, goal_progress=1.0),
            "goal",
            "Yes, the goal of 2 years for 👕 Grey Hoodie is reached, since 2 Mar 2028.",
        ),
        (GIVEN, "goal", "The goal for 👕 Grey Hoodie was 2 years; it went at 1%."),
        (
            HOODIE,
            "badge",
            "Next for 👕 Grey Hoodie: 🥉 Bronze Clothing Keeper in about 1 year (2%), "
            "on 2 Mar 2027.",
        ),
        (HOODIE, "recipient", "You still have 👕 Grey Hoodie."),
        (GIVEN, "recipient", "👕 Grey Hoodie was given to my brother on 10 Mar 2026."),
        (
            replace(DONATED, recipient=None),
            "recipient",
            "👕 Grey Hoodie was donated on 10 Mar 2026. You did not tell me who got it.",
        ),
        (HOODIE, "count", "You own 1 thing."),
    ],
)
def test_a_question_is_answered_in_one_sentence_with_the_fact(
    thing: Thing, aspect: str, sentence: str
) -> None:
    assert answer(thing, aspect=aspect) == sentence


@pytest.mark.parametrize(
    ("query", "fact"),
    [
        ({}, "owned 8 days"),
        ({"order": "newest"}, "received 2 Mar 2026"),
        ({"received_from": TODAY}, "received 2 Mar 2026"),
        ({"order": "longest_unused"}, "last used 9 Mar 2026"),
        ({"unused_since": TODAY}, "last used 9 Mar 2026"),
    ],
)
def test_a_list_tells_the_fact_that_was_asked_for(query: dict[str, object], fact: str) -> None:
    assert answer(HOODIE, **query) == f"1 thing:\n1. 👕 Grey Hoodie · {fact}"


def test_an_empty_list_says_what_to_do() -> None:
    page = ItemPage((), 0, 0, 10)
    keep = FindItems(statuses=(ItemStatus.KEEP,))
    assert worded(Found(page, keep)).text.startswith("Your list is empty.")
    boats = FindItems(text="boat", statuses=(ItemStatus.KEEP,))
    assert worded(Found(page, boats)).text.startswith("Nothing on your list fits that.")
    boat = FindItems(aspect="exists", text="boat", statuses=(ItemStatus.KEEP,))
    assert worded(Found(page, boat)).text == "No, nothing on your list is called “boat”."
    unused = FindItems(unused_since=TODAY, statuses=(ItemStatus.KEEP,))
    assert worded(Found(page, unused)).text == "Everything you own was used since 10 Mar 2026."


def test_a_long_name_is_shortened_on_its_button_alone() -> None:
    thing = replace(HOODIE, name="n" * 255)
    page = ItemPage((thing,), 1, 0, 10)
    reply = worded(Found(page, FindItems()))
    assert "n" * 255 in reply.text
    assert [len(button.label) for button in reply.all_buttons()] == [42]


def test_an_unlimited_person_sees_999_remaining() -> None:
    text = worded(Shown(Statistics(12, 0, 0, None, (), owned=12))).text
    assert "999 remaining" in text


def test_statistics_of_a_private_list_tell_what_is_on_shared_ones() -> None:
    alone = worded(Shown(Statistics(2, 0, 0, 10, (), owned=2))).text.splitlines()
    assert alone[0] == "You own 2 of 10 things; there is room for 8 more."
    both = worded(Shown(Statistics(2, 0, 0, 10, (), owned=3))).text.splitlines()
    assert both[0] == "You own 3 of 10 things; there is room for 7 more."
    assert both[1] == "1 of them is on a shared list."
    assert both[2:] == alone[1:]


def test_statistics_of_a_shared_list_tell_what_it_holds_and_what_is_ones_own() -> None:
    shared = Statistics(12, 0, 1, 10, (), owned=3, is_shared=True)
    assert worded(Shown(shared)).text.splitlines()[:2] == [
        "12 things are kept on this list.",
        "You own 3 of 10 things; there is room for 7 more.",
    ]


def expected_errors() -> Iterator[type[MinNowError]]:
    for module in (core_errors, agent_errors, conversation_errors):
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, MinNowError):
                yield value


def made_errors(name: str) -> list[MinNowError]:
    """One of each, with this where it tells a name or a value."""
    return [
        core_errors.InvalidName(name),
        core_errors.InvalidDay(TODAY),
        core_errors.InvalidGoal(-5),
        core_errors.InvalidInterval(0),
        core_errors.InvalidSetting("timezone", name),
        core_errors.InvalidImport("items.0"),
        core_errors.UnusablePicture("empty"),
        core_errors.UnusablePicture("not_a_picture"),
        core_errors.UnusablePicture("too_large"),
        core_errors.UnknownPicture(),
        core_errors.ItemLimitReached(99_999, 99_999, 1),
        core_errors.ItemLimitReached(99_999, 99_999, 1, owner=name),
        core_errors.ItemNotFound(),
        core_errors.NotAllowed(name),
        core_errors.NotInAGroup(),
        core_errors.NotInPrivate(),
        core_errors.ReviewGone(),
        core_errors.StepAnswered(REVIEWED),
        core_errors.CheckupDone(CHECKUP),
        core_errors.NothingToUndo(),
        core_errors.AlreadyUndone(),
        core_errors.UndoExpired(),
        core_errors.UndoConflict(name),
        core_errors.QuestionGone(),
        core_errors.NotYours(),
        core_errors.NothingToVerify(),
        core_errors.TooManyCodes(timedelta(hours=1)),
        agent_errors.PrivateMatter("settings"),
        conversation_errors.ButtonUnknown(),
        conversation_errors.ListGone(),
        conversation_errors.ListNotOpen(),
        conversation_errors.OfferGone(),
        *(
            conversation_errors.OptionUnreadable("on", kind, name)
            for kind in (
                OptionKind.DAY,
                OptionKind.MONTHS,
                OptionKind.HOUR,
                OptionKind.HOURS,
                OptionKind.CHOICE,
            )
        ),
    ]


def test_every_expected_error_has_a_sentence_of_its_own() -> None:
    made = made_errors("Bike")
    assert {type(error) for error in made} == set(expected_errors()) - {MinNowError}
    texts = {error_text(READER.language, error) for error in (*made, MinNowError())}
    assert len(texts) == len(made) + 1
    assert all(len(text) > 20 for text in texts)


@pytest.mark.parametrize("locale", ["en", *translations()])
def test_every_error_is_short_enough_for_a_notice(locale: str) -> None:
    """A platform's answer to a press holds 200 characters."""
    for setting in ("timezone", "locale", "email", "display_name"):
        wrong = core_errors.InvalidSetting(setting, "n" * 300)
        assert len(error_text(language(locale), wrong)) <= 200
    for error in (*made_errors("n" * 255), MinNowError()):
        assert len(error_text(language(locale), error)) <= 200, error.code
    assert len(too_fast_text(language(locale), 1_000_000)) <= 200


@pytest.mark.parametrize("setting", ["timezone", "locale", "email", "display_name"])
def test_a_wrong_setting_is_quoted_and_not_formatted(setting: str) -> None:
    assert "{x}" in error_text(READER.language, core_errors.InvalidSetting(setting, "{x}"))


@pytest.mark.parametrize("code", get_args(NothingCode))
def test_whatever_is_not_done_gets_a_short_answer(code: NothingCode) -> None:
    text = worded(NothingDone(code, "boat")).text
    assert 5 < len(text) < 400


def test_what_is_not_on_the_list_may_be_added() -> None:
    text = worded(NothingDone("not_found", "kayak {x}")).text
    assert "write: /add kayak {x}" in text


def test_a_model_that_is_away_is_told_in_a_clear_sentence() -> None:
    assert "cannot be reached" in worded(ModelAway("timeout")).text


def test_a_models_own_words_are_passed_on() -> None:
    assert worded(ModelSaid("Nice to hear!")).text == "Nice to hear!"


def test_a_refusal_of_a_turn_undone_already_offers_the_one_before() -> None:
    reply = worded(Refused(core_errors.AlreadyUndone(earlier=UUID(int=9))))
    assert [button.label for button in reply.all_buttons()] == ["↩️ Undo the change before"]


@pytest.mark.parametrize(
    ("duration", "text"),
    [
        (Duration(0, 0, 0), "less than a day"),
        (Duration(0, 0, 1), "1 day"),
        (Duration(0, 1, 5), "1 month"),
        (Duration(1, 0, 5), "1 year"),
        (Duration(1, 11, 5), "1 year, 11 months"),
    ],
)
def test_durations_are_natural(duration: Duration, text: str) -> None:
    assert language("en").duration(duration) == text


def test_what_is_told_of_a_checkup_can_be_shown_in_the_readers_own_way() -> None:
    until = datetime(2026, 4, 20, tzinfo=UTC)
    snoozed = replace(CHECKUP, snoozed_until=until)
    due = Instant("10 Apr 2026", CHECKUP.next_due_at, is_day=True)
    waits = Instant("20 Apr 2026", until, is_day=True)

    assert worded(Shown((CHECKUP, snoozed))).instants == (due, due, waits)


@pytest.mark.parametrize(
    ("after", "undo", "moment"),
    [
        (replace(CHECKUP, snoozed_until=NOON), False, NOON),
        (replace(CHECKUP, snoozed_until=NOON), True, CHECKUP.next_due_at),
        (replace(CHECKUP, snoozed_until=NOON, interval_months=2), False, CHECKUP.next_due_at),
        (replace(CHECKUP, last_checkup_date=NOON, interval_months=2), False, CHECKUP.next_due_at),
    ],
)
def test_a_receipt_has_the_moment_that_its_line_tells(
    after: Checkup, undo: bool, moment: datetime
) -> None:
    reply = receipt_reply(READER, [Receipt(TURN, (CheckupChange(CHECKUP, after),), undo)])

    (instant,) = reply.instants
    assert instant.at == moment
    assert instant.words in reply.text


def test_the_history_has_the_moment_of_each_turn() -> None:
    zone = replace(READER, zone=ZoneInfo("Europe/Berlin"))
    entry = HistoryEntry(
        TURN, NOON, "discord", Cause.SENTENCE, (ItemChange(None, HOODIE),), undone=False, undo=False
    )
    (reply,) = replies_to(zone, [Shown(HistoryPage((entry,), offset=0, limit=5, more=False))])

    assert reply.instants == (Instant("10 Mar 2026, 13:00", NOON),)
    assert reply.text.startswith("10 Mar 2026, 13:00 · ")
