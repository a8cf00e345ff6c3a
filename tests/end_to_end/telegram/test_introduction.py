"""What Telegram shows of the bot before anybody writes, and the languages it speaks."""

import json
from pathlib import Path

from sqlalchemy.engine import URL

from bot.conversation.command import Place
from bot.conversation.commands import COMMANDS
from tests.emulators.telegram import TelegramServer
from tests.end_to_end.running import Running
from tests.end_to_end.telegram.serving import settings_for
from tests.end_to_end.telegram.talking import asked, pressed

EVERYWHERE = [command.name for command in COMMANDS]
IN_GROUPS = [command.name for command in COMMANDS if command.place is not Place.PRIVATE]


async def test_menus_are_told_for_every_scope_and_language_and_not_again(
    minnow: Running, telegram: TelegramServer
) -> None:
    await telegram.until(lambda: bool(telegram.called("getChatMenuButton")))
    told = telegram.profile.commands
    shown = {
        (json.loads(scope)["type"], language): [each["command"] for each in commands]
        for (scope, language), commands in told.items()
    }
    for language in ("", "de"):
        assert shown["default", language] == EVERYWHERE
        assert shown["all_private_chats", language] == EVERYWHERE
        assert shown["all_group_chats", language] == IN_GROUPS
        assert shown["all_chat_administrators", language] == IN_GROUPS
    assert "settings" not in IN_GROUPS
    english, german = (
        {each["command"]: each["description"] for each in told[scope, language]}
        for scope in [json.dumps({"type": "default"})]
        for language in ("", "de")
    )
    assert english["undo"] == "take the last change back"
    assert german["undo"] != english["undo"]

    await minnow.restart()
    asks = len(telegram.called("getChatMenuButton"))
    await telegram.until(lambda: len(telegram.called("getChatMenuButton")) > asks)
    assert len(telegram.called("setMyCommands")) == len(told)
    assert len(telegram.called("setMyDescription")) == 2


async def test_the_descriptions_are_told_in_every_language(
    minnow: Running, telegram: TelegramServer
) -> None:
    await telegram.until(lambda: "de" in telegram.profile.short_descriptions)
    profile = telegram.profile
    assert profile.names.get("", "MinNow") == profile.names.get("de", "MinNow") == "MinNow"
    assert profile.descriptions[""].startswith("MinNow helps you to own less")
    assert profile.short_descriptions[""].startswith("Keeps the list of your things")
    for told in (profile.descriptions, profile.short_descriptions):
        assert told["de"] != told[""]


async def test_who_has_no_language_is_answered_in_the_last_known_one_then_in_english(
    minnow: Running, telegram: TelegramServer
) -> None:
    dora, eve = telegram.person("Dora", "de"), telegram.person("Eve", None)
    assert "3. Mai 2024" in (await asked(dora, "/add Fahrrad, 3.5.2024")).text
    dora.user.pop("language_code")
    assert (await asked(dora, "/undo")).text.startswith("Zurückgenommen:")
    assert (await asked(eve, "/undo")).text == "There is nothing to undo."
    eve.user["language_code"] = "de"
    assert (await asked(eve, "/undo")).text != "There is nothing to undo."
    eve.user["language_code"] = "xx-Nonsense"
    assert (await asked(eve, "/undo")).text == "There is nothing to undo."


async def test_the_policy_names_who_else_is_sent_something(
    telegram: TelegramServer, sqlite_url: URL, tmp_path: Path
) -> None:
    settings = settings_for(
        telegram,
        sqlite_url,
        tmp_path,
        MINNOW_MODEL="some-model",
        OPENAI_BASE_URL="https://models.example/v1",
    )
    async with Running(settings):
        policy = await asked(telegram.person("Ann"), "/privacy")
    assert "goes to the language model at models.example" in policy.text


async def test_links_lead_to_what_they_name(minnow: Running, telegram: TelegramServer) -> None:
    ann, bob = telegram.person("Ann"), telegram.person("Bob")
    await asked(ann, "/add Bike")
    listed = await asked(ann, "/items")
    data = listed.button("Bike").data
    assert data is not None
    item = f"/start item_{data.split('.')[1]}"
    assert (await asked(ann, item)).text.startswith("🚲 Bike\nType:")
    assert (await asked(bob, item)).text.startswith("I cannot find that on your list.")
    keep = await asked(ann, "/start checkup_keep")
    assert keep.text.startswith("Keep checkup: next on")
    assert keep.labels == ["▶️ Start", "✅ All still good", "🗓️ Change interval"]
    await pressed(ann, keep, "Start")
    assert keep.text.startswith("1 of 1 · Does it still earn its place?\n\n🚲 Bike\nOwned: ")


async def test_links_that_mean_nothing_lead_to_the_tour(
    minnow: Running, telegram: TelegramServer
) -> None:
    ann = telegram.person("Ann")
    for start in ("x" * 64, "item_", f"item_{'A' * 59}", "checkup_", "checkup_later", "-_-_-", "1"):
        answer = await asked(ann, f"/start {start}")
        assert answer.text.startswith("1/3 · Hello! I am MinNow"), start
