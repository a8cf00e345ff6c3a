"""/reminders: when and where they come."""

from dataclasses import replace
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from bot.conversation.messages import Invoked
from bot.conversation.wording.language import language
from bot.conversation.wording.reader import Reader
from bot.conversation.wording.reminder_settings import reminders_reply
from core.people.results import ReminderSettings, Settings
from core.reminders.rhythm import USUAL_QUIET
from tests.conftest import NOON
from tests.conversation.conftest import World
from tests.fakes.talker import Talker

SETTINGS = Settings("Ann", "en", "UTC", None, False, False, 9, USUAL_QUIET, None)
READER = Reader(language("en"), UUID(int=1), UUID(int=7), NOON.date(), ZoneInfo("UTC"))


@pytest.fixture
def ann(world: World) -> Talker:
    return Talker(world.conversation, "ann", platform="terminal")


def labels(shown: ReminderSettings) -> list[str]:
    return [button.label for row in reminders_reply(READER, shown).buttons for button in row]


async def test_when_reminders_come_is_shown_with_other_hours_to_choose(ann: Talker) -> None:
    assert (await ann.say("/reminders")).splitlines() == [
        "Reminders come at 9:00 (UTC).",
        "Quiet hours: 22:00–8:00",
        "Reminders on: wherever you came to last",
        "Change them with /reminders 18:00, /reminders quiet 22-7 or /reminders quiet off.",
    ]
    assert ann.labels() == ["7:00", "8:00", "12:00", "18:00", "20:00"]
    assert await ann.press("18:00") == "Reminders: 9:00 → 18:00"
    assert ann.replies[0].edits
    assert await ann.press("Undo") == "Taken back:\nReminders: 18:00 → 9:00"


@pytest.mark.parametrize("words", ["18", "18:00", "6 pm", "6PM", "at 18:00"])
async def test_the_hour_is_taken_as_people_write_it(ann: Talker, words: str) -> None:
    assert await ann.say(f"/reminders {words}") == "Reminders: 9:00 → 18:00"


@pytest.mark.parametrize("words", ["18:30", "25", "noon", "every day"])
async def test_only_whole_hours_are_taken(ann: Talker, words: str) -> None:
    assert await ann.say(f"/reminders {words}") == (
        f"“{words}” is no whole hour to me (hour). Try “8”, “18:00” or “6 pm”."
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("22-7", "22:00–8:00 → 22:00–7:00"),
        ("23:00 – 7:00", "22:00–8:00 → 23:00–7:00"),
        ("from 10 pm to 6 am", "22:00–8:00 → 22:00–6:00"),
        ("between 1 and 5", "22:00–8:00 → 1:00–5:00"),
        ("off", "22:00–8:00 → none"),
        ("7-7", "22:00–8:00 → none"),
    ],
)
async def test_quiet_hours_are_set_in_words(ann: Talker, words: str, told: str) -> None:
    assert await ann.say(f"/reminders quiet {words}") == f"Quiet hours: {told}"


@pytest.mark.parametrize("words", ["22:30-7", "22-25", "at night"])
async def test_quiet_hours_are_whole_ones(ann: Talker, words: str) -> None:
    assert "no whole hours to me" in await ann.say(f"/reminders quiet {words}")


@pytest.mark.parametrize("words", ["quiet", "on", "at"])
async def test_half_a_wish_is_answered_with_what_can_be_written(ann: Talker, words: str) -> None:
    assert await ann.say(f"/reminders {words}") == await ann.say("/reminders")


async def test_a_platform_is_chosen_where_the_person_writes(ann: Talker) -> None:
    chosen = "Reminders on: wherever you came to last → Terminal"
    assert await ann.say("/reminders on Terminal") == chosen
    assert "Reminders on: Terminal" in await ann.say("/reminders")
    assert await ann.press("Automatic") == "Reminders on: Terminal → wherever you came to last"


@pytest.mark.parametrize("platform", ["telegram", "pigeon"])
async def test_where_they_do_not_write_nobody_is_reminded(ann: Talker, platform: str) -> None:
    assert await ann.say(f"/reminders on {platform}") == (
        f"I cannot remind you on “{platform}”: choose a place where you write to me."
    )


async def test_options_are_taken_together(ann: Talker) -> None:
    values = (("hour", "7am"), ("quiet", "20-6"), ("channel", "terminal"))
    assert (await ann.send(ann.sending(Invoked("reminders", values)))).splitlines() == [
        "Reminders: 9:00 → 7:00",
        "Quiet hours: 22:00–8:00 → 20:00–6:00",
        "Reminders on: wherever you came to last → Terminal",
    ]
    automatic = (("channel", "automatic"),)
    told = await ann.send(ann.sending(Invoked("reminders", automatic)))
    assert told == "Reminders on: Terminal → wherever you came to last"


async def test_an_option_that_can_not_be_read_changes_nothing(ann: Talker) -> None:
    values = (("hour", "7am"), ("quiet", "at night"))
    assert "no whole hours" in await ann.send(ann.sending(Invoked("reminders", values)))
    assert "Reminders come at 9:00" in await ann.send(ann.sending(Invoked("reminders", ())))


async def test_a_forged_hour_is_refused(ann: Talker) -> None:
    await ann.say("/reminders")
    payload = ann.replies[0].buttons[0][0].payload
    forged = payload.rpartition(".")[0] + ".24"
    assert "no hour of the day" in await ann.press_payload(forged)


def test_other_platforms_are_offered_to_who_has_several() -> None:
    shown = ReminderSettings(SETTINGS, ("discord", "telegram"))
    assert labels(shown)[-2:] == ["Discord", "Telegram"]
    chosen = replace(shown, settings=replace(SETTINGS, reminder_channel="telegram"))
    assert labels(chosen)[-2:] == ["Discord", "Automatic"]
    alone = ReminderSettings(SETTINGS, ("telegram",))
    assert labels(alone) == ["7:00", "8:00", "12:00", "18:00", "20:00"]
