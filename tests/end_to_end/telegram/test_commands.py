"""Each command once, as people write it."""

import json
from collections.abc import Mapping

from bot.conversation.command import Place
from bot.conversation.commands import COMMANDS
from tests.emulators.telegram import Person, TelegramServer
from tests.end_to_end.running import Running
from tests.end_to_end.telegram.talking import asked, pressed

THINGS: Mapping[str, tuple[str, str]] = {
    "add": ("/add grey hoodie, got it on 3 May 2024", "Added 🧥 Grey Hoodie · received 3 May 2024"),
    "items": ("/items", "1 thing:\n1. 🧥 Grey Hoodie"),
    "item": ("/item grey hoodie", "🧥 Grey Hoodie\nType: Clothing"),
    "stats": ("/stats", "You own 1 of 100 things; there is room for 99 more."),
    "badges": ("/badges", "Your badges:\n🥉 Bronze Clothing Keeper · 🧥 Grey Hoodie"),
    "used": ("/used grey hoodie on 4 May 2025", "last used"),
    "goal": ("/goal grey hoodie 2 years", "🧥 Grey Hoodie: goal 1 year → 2 years"),
    "edit": ("/edit grey hoodie", "What is different about 🧥 Grey Hoodie?"),
    "give": ("/give grey hoodie to my brother", "Gave 🧥 Grey Hoodie to my brother"),
    "undo": ("/undo", "Taken back:\n🧥 Grey Hoodie is yours again"),
    "donate": ("/donate grey hoodie to Oxfam", "Donated 🧥 Grey Hoodie to Oxfam"),
    "history": ("/history", "Donated 🧥 Grey Hoodie to Oxfam"),
    "remove": ("/remove grey hoodie", "Remove Grey Hoodie from your list?"),
    "rename": ("/rename grey hoodie to Old Hoodie", "Renamed 🧥 Grey Hoodie to Old Hoodie"),
}
"""What is written, and how it is answered; one after the other."""
ONESELF: Mapping[str, tuple[str, str]] = {
    "start": ("/start", "1/3 · Hello! I am MinNow"),
    "help": ("/help", "/deletemydata – delete everything I keep about you"),
    "checkups": ("/checkups", "Keep checkup: next on"),
    "review": ("/review give", "Nothing waits to be handed over."),
    "snooze": ("/snooze in 2 weeks", "Keep checkup: I will not remind you before"),
    "timezone": ("/timezone Berlin", "Time zone: UTC → Europe/Berlin"),
    "settings": ("/settings", "Name: Ann\nLanguage: en\nTime zone: Europe/Berlin"),
    "reminders": ("/reminders", "Reminders come at 9:00"),
    "email": ("/email", "I have no e-mail address of yours."),
    "privacy": ("/privacy", "What I keep: your things and their pictures"),
    "export": ("/export", "Here is everything I keep about you."),
    "deletemydata": ("/deletemydata", "Delete everything I keep about you? 0 things"),
}


def test_no_command_is_missing_here() -> None:
    assert {*THINGS, *ONESELF} == {command.name for command in COMMANDS}


async def test_every_command_does_what_it_says(minnow: Running, ann: Person, bob: Person) -> None:
    for text, expected in THINGS.values():
        assert expected in (await asked(bob, text)).text, text
    for text, expected in ONESELF.values():
        assert expected in (await asked(ann, text)).text, text


async def test_an_export_is_a_file_with_all_there_is(minnow: Running, ann: Person) -> None:
    await asked(ann, "/add Bike")
    export = await asked(ann, "/export")
    assert export.document is not None
    name, content = export.document
    assert name.startswith("minnow-export-")
    assert name.endswith(".json")
    assert "Bike" in json.dumps(json.loads(content))


async def test_a_command_without_its_words_says_what_to_write(minnow: Running, ann: Person) -> None:
    for command in (command for command in COMMANDS if command.needs_words):
        usage = await asked(ann, f"/{command.name}")
        assert usage.text.startswith(f"Please write /{command.name} "), command.name
    unknown = await asked(ann, "/itmes")
    assert unknown.text.startswith("I do not know /itmes. Did you mean /items")


async def test_in_a_group_what_is_private_leads_to_the_private_chat(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    flat = telegram.group("Flat 7")
    await flat.add(ann)
    await flat.add_bot(by=ann)
    await pressed(ann, await ann.answer(chat=flat), "Yes, start a shared list")
    private = [command.name for command in COMMANDS if command.place is Place.PRIVATE]
    assert {"settings", "export", "deletemydata", "checkups"} <= set(private)
    for name in private:
        answer = await asked(ann, f"/{name}@{telegram.bot_username}", chat=flat)
        assert answer.text.startswith("That is between the two of us."), name
        (link,) = answer.buttons
        assert link.url == f"https://t.me/{telegram.bot_username}?start={name}"
        followed = await asked(ann, f"/start {name}")
        assert followed.text != answer.text
        assert "Hello! I am MinNow" not in followed.text, name
