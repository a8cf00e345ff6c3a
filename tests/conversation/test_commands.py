"""The slash commands."""

import json
from datetime import date

import pytest

from bot.agent.calls import AddItems, ChangeItems, FindItems, PartWithItems, ThingToAdd
from bot.agent.interpreter.understanding import Choice, Nothing, Understood, Unsure
from bot.conversation.commands import COMMANDS
from storage.vocabulary import ItemStatus, ItemType
from tests.conversation.conftest import World
from tests.fakes.talker import Talker


async def has(world: World, talker: Talker, *things: ThingToAdd) -> None:
    world.agent.will_run(AddItems(things=things))
    await talker.say("add them")


async def test_help_lists_every_command_in_its_group(ann: Talker) -> None:
    text = await ann.say("/help")
    for command in COMMANDS:
        assert f"/{command.name}" in text
    assert text.index("Your things") < text.index("/add") < text.index("Keeping track")
    assert "as in /give Switch to my brother" in text


def test_the_table_can_be_handed_to_the_platforms() -> None:
    names = [command.name for command in COMMANDS]
    assert len(names) == len(set(names)) == 24
    assert all(name.isascii() and name.islower() and len(name) <= 32 for name in names)
    assert all(0 < len(command.summary) <= 100 for command in COMMANDS)


@pytest.mark.parametrize("text", ["/help", "/HELP", "/help@MinNowBot", "/help  please", "/help\n"])
async def test_a_command_is_known_in_any_case_and_with_the_bots_name(
    ann: Talker, text: str
) -> None:
    assert "/checkups" in await ann.say(text)


async def test_an_unknown_command_gets_the_nearest_ones(ann: Talker) -> None:
    assert "Did you mean /items" in await ann.say("/itms")
    assert await ann.say("/qqq") == "I do not know /qqq. /help lists all commands."


@pytest.mark.parametrize("text", ["/", "//", "/ items", "/💣", "/{x}", "/add@"])
async def test_an_odd_command_gets_a_sentence(ann: Talker, text: str) -> None:
    assert await ann.say(text)


@pytest.mark.parametrize("name", [command.name for command in COMMANDS if command.needs_words])
async def test_a_command_without_its_words_tells_how_it_is_written(ann: Talker, name: str) -> None:
    assert f"Please write /{name} " in await ann.say(f"/{name}")


async def test_no_command_asks_the_agent(world: World, ann: Talker) -> None:
    for command in COMMANDS:
        assert await ann.say(f"/{command.name} {command.example}")
    assert world.agent.heard == []


async def test_add_hands_its_words_to_the_interpreter(world: World, ann: Talker) -> None:
    things = (ThingToAdd(name="Lamp"), ThingToAdd(name="Desk"))
    world.phrases.phrases["add a lamp and a desk"] = Understood((AddItems(things=things),))
    text = await ann.say("/add a lamp and a desk")
    assert "Added 📱 Lamp" in text
    assert "Added 📱 Desk" in text


async def test_add_takes_what_is_no_sentence_for_a_name(ann: Talker) -> None:
    assert "Added 📱 Zorkmid" in await ann.say("/add Zorkmid")


async def test_add_adds_and_does_nothing_else(world: World, ann: Talker) -> None:
    await has(world, ann, ThingToAdd(name="Lamp"))
    part = PartWithItems(items=("Lamp",), status=ItemStatus.GIVE)
    world.phrases.phrases["add gave away lamp"] = Understood((part,))
    assert "Added 📱 gave away lamp" in await ann.say("/add gave away lamp")


async def test_add_asks_where_the_words_are_unsure(world: World, ann: Talker) -> None:
    call = AddItems(things=(ThingToAdd(name="Ring"),))
    choices = (Choice("Yes", (call,)), Choice("No", ()))
    world.phrases.phrases["add rng"] = Unsure("did_you_mean", "Ring", choices)
    assert await ann.say("/add rng") == "Did you mean Ring?"
    assert "Added 📱 Ring" in await ann.press("Yes")


async def test_add_of_a_wish_adds_nothing(world: World, ann: Talker) -> None:
    world.phrases.phrases["add i wish i had a boat"] = Nothing("wish", "boat")
    assert "Nothing was changed" in await ann.say("/add i wish i had a boat")


async def test_add_of_a_name_that_cannot_be_says_why(ann: Talker) -> None:
    assert "1 to 255 characters" in await ann.say(f"/add {'n' * 300}")


async def test_items_lists_what_is_kept_and_finds_by_words(world: World, ann: Talker) -> None:
    gift = ThingToAdd(name="Old Lamp", status=ItemStatus.GIVE)
    await has(world, ann, ThingToAdd(name="Desk"), ThingToAdd(name="Red Lamp"), gift)
    text = await ann.say("/items")
    assert text.splitlines() == [
        "2 things:",
        "1. 📱 Desk · owned less than a day",
        "2. 📱 Red Lamp · owned less than a day",
    ]
    assert ann.labels() == ["📱 Desk", "📱 Red Lamp"]
    text = await ann.say("/items lamp")
    assert "Red Lamp" in text
    assert "Old Lamp · given away on 10 Mar 2026" in text
    assert "Desk" not in text


async def test_items_understands_a_filter(world: World, ann: Talker) -> None:
    await has(
        world, ann, ThingToAdd(name="Desk"), ThingToAdd(name="Van", item_type=ItemType.VEHICLES)
    )
    world.phrases.phrases["show vehicles"] = Understood(
        (FindItems(item_types=(ItemType.VEHICLES,)),)
    )
    text = await ann.say("/items vehicles")
    assert "Van" in text
    assert "Desk" not in text


async def test_item_shows_the_card(world: World, ann: Talker) -> None:
    await has(
        world,
        ann,
        ThingToAdd(
            name="Harp",
            picture="🎵",
            received=date(2017, 1, 15),
            last_used=date(2026, 2, 19),
            goal_months=240,
        ),
    )
    assert (await ann.say("/item harp")).splitlines() == [
        "🎵 Harp",
        "Type: Technology",
        "Owned: 9 years, 1 month, since 15 Jan 2017",
        "Last used: 19 Feb 2026 (19 days ago)",
        "Next badge: 🥇 Gold Technology Keeper in about 11 months (90%)",
        "Goal 20 years ████░░░░░░ 45%",
        "🥉 Bronze Technology Keeper, 🥈 Silver Technology Keeper",
    ]


async def test_give_and_donate_take_a_name_and_who_got_it(world: World, ann: Talker) -> None:
    await has(world, ann, ThingToAdd(name="Switch"), ThingToAdd(name="Desk Chair"))
    assert await ann.say("/give switch to my brother") == "Gave 📱 Switch to my brother"
    assert await ann.say("/donate desk chair to the Red Cross") == (
        "Donated 📱 Desk Chair to the Red Cross"
    )


async def test_a_name_with_to_in_it_is_a_name(world: World, ann: Talker) -> None:
    await has(world, ann, ThingToAdd(name="Guide to Mars"))
    assert await ann.say("/give guide to mars") == "Gave 📱 Guide to Mars away"
    await ann.press("Undo")
    assert await ann.say("/give guide to mars to Bob") == "Gave 📱 Guide to Mars to Bob"


async def test_give_reads_a_day_where_the_interpreter_does(world: World, ann: Talker) -> None:
    await has(world, ann, ThingToAdd(name="Switch"))
    call = PartWithItems(items=("Switch",), status=ItemStatus.GIVE, on=date(2026, 3, 1))
    world.phrases.phrases["gave switch last week"] = Understood((call,))
    assert await ann.say("/give switch last week") == "Gave 📱 Switch away · 1 Mar 2026"


async def test_give_gives_and_does_nothing_else(world: World, ann: Talker) -> None:
    await has(world, ann, ThingToAdd(name="Switch"))
    call = ChangeItems(items=("Switch",), goal_months=1)
    world.phrases.phrases["gave switch a goal"] = Understood((call,))
    assert "cannot find that" in await ann.say("/give switch a goal")


async def test_giving_what_is_not_there_changes_nothing(ann: Talker) -> None:
    assert "cannot find that on your list" in await ann.say("/give boat to Bob")


async def test_remove_asks_first_and_names_the_thing(world: World, ann: Talker) -> None:
    await has(world, ann, ThingToAdd(name="Harp"))
    assert await ann.say("/remove harp") == "Remove Harp from your list?"
    assert ann.labels() == ["✅ Yes", "✖️ No"]
    assert await ann.press("No") == "All right, nothing was changed."
    assert "Harp" in await ann.say("/items")
    await ann.say("/remove harp")
    assert await ann.press("Yes") == "Removed 📱 Harp"
    assert ann.replies[0].edits
    assert await ann.press("Undo") == "Taken back:\n📱 Harp is on your list again"


async def test_a_name_that_fits_several_things_becomes_buttons(world: World, ann: Talker) -> None:
    await has(world, ann, ThingToAdd(name="Red Lamp"), ThingToAdd(name="Blue Lamp"))
    assert await ann.say("/give lamp to Bob") == "Which one do you mean by “lamp”?"
    assert ann.labels() == ["📱 Red Lamp", "📱 Blue Lamp", "✖️ None of these"]
    assert await ann.press("Blue") == "Gave 📱 Blue Lamp to Bob"


async def test_undo_takes_the_last_change_back_and_offers_the_one_before(
    world: World, ann: Talker
) -> None:
    assert await ann.say("/undo") == "There is nothing to undo."
    await has(world, ann, ThingToAdd(name="Lamp"))
    await ann.say("/give lamp")
    assert await ann.say("/undo") == "Taken back:\n📱 Lamp is yours again"
    assert "undone already" in await ann.say("/undo")
    assert (
        await ann.press("Undo the change before") == "Taken back:\n📱 Lamp is off your list again"
    )


async def test_history_shows_what_changed_and_what_was_taken_back(
    world: World, ann: Talker
) -> None:
    assert await ann.say("/history") == "Nothing has changed yet."
    await has(world, ann, ThingToAdd(name="Lamp"))
    await ann.say("/give lamp to Bob")
    await ann.say("/undo")
    lines = (await ann.say("/history")).splitlines()
    assert lines == [
        "10 Mar 2026, 12:00 · Undo: 📱 Lamp is yours again",
        "10 Mar 2026, 12:00 · Gave 📱 Lamp to Bob (taken back)",
        "10 Mar 2026, 12:00 · Added 📱 Lamp · received 10 Mar 2026 · goal 1 year",
    ]


async def test_history_has_pages(ann: Talker) -> None:
    for number in range(12):
        await ann.say(f"/add Lamp{number}" if number < 8 else f"/give Lamp{number - 8}")
    assert "Lamp0 · received" not in await ann.say("/history")
    assert "Lamp0 · received" in await ann.press("Next")
    assert ann.replies[0].edits
    assert "Gave 📱 Lamp3" in await ann.press("Back")


async def test_stats_count_against_the_limit(world: World, ann: Talker) -> None:
    gift = ThingToAdd(name="Old Lamp", status=ItemStatus.GIVE)
    await has(world, ann, ThingToAdd(name="Desk"), gift)
    assert (await ann.say("/stats")).splitlines() == [
        "You own 1 of 10 things; there is room for 9 more.",
        "Given away: 1 · Donated: 0",
        "Technology: 1",
    ]


async def test_badges_show_what_is_earned_and_what_comes_next(world: World, ann: Talker) -> None:
    assert "No badges yet" in await ann.say("/badges")
    gift = ThingToAdd(name="Old Lamp", status=ItemStatus.GIVE)
    await has(world, ann, ThingToAdd(name="Desk", received=date(2020, 3, 1)), gift)
    assert (await ann.say("/badges")).splitlines() == [
        "Your badges:",
        "🥈 Silver Technology Keeper · 📱 Desk",
        "🥉 Bronze Technology Giver",
        "Coming next:",
        "📱 Desk: 🥇 Gold Technology Keeper in about 4 years (60%)",
        "🥈 Silver Technology Giver: 1 of 5 given",
    ]


async def test_settings_are_shown(ann: Talker) -> None:
    assert (await ann.say("/settings")).splitlines()[:5] == [
        "Name: Ann",
        "Language: en",
        "Time zone: UTC",
        "E-mail: none",
        "E-mail notifications: off",
    ]


@pytest.mark.parametrize("words", ["Berlin", "europe/berlin", "Europe/Berlin"])
async def test_timezone_takes_a_city_or_a_zone(ann: Talker, words: str) -> None:
    assert await ann.say(f"/timezone {words}") == "Time zone: UTC → Europe/Berlin"
    assert await ann.press("Undo") == "Taken back:\nTime zone: Europe/Berlin → UTC"


async def test_timezone_offers_what_is_near(ann: Talker) -> None:
    assert "Did you mean" in await ann.say("/timezone Berln")
    assert await ann.press("Europe/Berlin") == "Time zone: UTC → Europe/Berlin"


async def test_timezone_says_what_it_does_not_know(ann: Talker) -> None:
    assert "I do not know the time zone “qqqq”" in await ann.say("/timezone qqqq")


async def test_export_hands_a_json_document_over(world: World, ann: Talker) -> None:
    await has(world, ann, ThingToAdd(name="Lamp"))
    update = ann.saying("/export")
    await ann.send(update)
    document = ann.replies[0].document
    assert document is not None
    assert document.name == "minnow-export-2026-03-10.json"
    assert "too large" in document.instead
    assert [item["name"] for item in json.loads(document.content)["items"]] == ["Lamp"]
    text = ann.replies[0].text
    again = await ann.send(update)
    assert again.startswith(text)
    assert "send /export for a new one" in again
    assert ann.replies[0].document is None, "it is not kept"
