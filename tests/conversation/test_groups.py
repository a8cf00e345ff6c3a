"""A group: one shared list, once somebody has asked for it, and nothing private ever."""

from typing import get_args

import pytest

from bot.agent.calls import (
    AddItems,
    AnyCall,
    Call,
    ChangeSettings,
    CompleteCheckup,
    FindItems,
    SetCheckupInterval,
    ShowCheckups,
    ShowHistory,
    ShowSettings,
    ShowStatistics,
    SnoozeCheckup,
    ThingToAdd,
    Undo,
)
from bot.conversation.button_payloads import OpenList, encode
from bot.conversation.command import Place
from bot.conversation.commands import COMMANDS
from bot.conversation.deep_links import Errand, destination_of
from bot.conversation.messages import Joined, Other, OtherKind, Voice
from bot.conversation.short_ids import read_short_id
from storage.vocabulary import CheckupType, ItemStatus
from tests.conversation.conftest import World, has_opened
from tests.fakes.attachments import no_file
from tests.fakes.talker import Talker

TOASTER = AddItems(things=(ThingToAdd(name="Toaster"),))
SECRETS = ("Zorkmid", "Petunia", "Paris", "ann@secret.example")
PRIVATE_THINGS = AddItems(
    things=(
        ThingToAdd(name="Zorkmid"),
        ThingToAdd(name="Zorkmid Two", status=ItemStatus.GIVE, recipient="Petunia"),
    )
)
PRIVATE_SETTINGS = ChangeSettings(timezone="Europe/Paris", email="ann@secret.example")
PRIVATE_CALLS: tuple[AnyCall, ...] = (
    ShowSettings(),
    PRIVATE_SETTINGS,
    ShowCheckups(),
    CompleteCheckup(types=(CheckupType.KEEP,)),
    SetCheckupInterval(types=(CheckupType.KEEP,), months=3),
    SnoozeCheckup.model_validate({"types": ("keep",), "until": "2026-04-01T00:00:00Z"}),
)
LOOKING: tuple[AnyCall, ...] = (
    FindItems(),
    FindItems(text="z", aspect="count"),
    ShowStatistics(),
    ShowStatistics(about="badges"),
    ShowHistory(),
)


async def has_secrets(world: World, talker: Talker) -> None:
    for call in (PRIVATE_THINGS, PRIVATE_SETTINGS):
        world.agent.will_run(call)
        await talker.say("in private")


def keeps_the_secrets(talker: Talker) -> None:
    for reply in talker.replies:
        assert not any(secret in repr(reply) for secret in SECRETS), reply
        assert reply.document is None


async def test_a_new_group_is_offered_a_shared_list(ann: Talker) -> None:
    flat = ann.in_group()
    text = await flat.send(flat.sending(Joined()))
    assert "I am MinNow" in text
    assert "one shared list: every member sees it" in text
    assert flat.labels() == ["✅ Yes, start a shared list", "✖️ No, thanks"]


@pytest.mark.parametrize(
    "said", ["hello", "/items", "/start", "/nonsense", "/undo", "👍", "/add x"]
)
async def test_until_there_is_a_list_whatever_is_said_is_answered_by_the_offer(
    world: World, ann: Talker, said: str
) -> None:
    world.agent.will_run(TOASTER)
    assert "Shall I start one?" in await ann.in_group().say(said)
    assert world.agent.heard == []


async def test_until_there_is_a_list_what_is_sent_is_answered_by_the_offer(ann: Talker) -> None:
    flat = ann.in_group()
    for content in (Other(OtherKind.STICKER), Voice(no_file(), 3)):
        assert "Shall I start one?" in await flat.send(flat.sending(content))


async def test_help_and_privacy_work_in_a_group_without_a_list(ann: Talker) -> None:
    flat = ann.in_group()
    assert "/undo" in await flat.say("/help")
    assert "What I keep" in await flat.say("/privacy@MinNowBot")


async def test_yes_starts_the_list_in_place_with_the_title_and_examples(
    world: World, ann: Talker
) -> None:
    flat = ann.in_group()
    await flat.say("/start")
    text = await flat.press("Yes")
    assert text.startswith("The shared list of “Flat 7” is started")
    assert "“we bought a toaster yesterday”, “gave our old sofa to Eve”" in text
    assert flat.replies[0].edits
    world.agent.will_run(TOASTER)
    assert "Added 📱 Toaster" in await flat.say("we bought a toaster")


async def test_no_says_how_to_start_later_and_starts_nothing(ann: Talker) -> None:
    flat = ann.in_group()
    await flat.say("/start")
    assert await flat.press("No") == (
        "All right, no list here. /start brings this up again at any time."
    )
    assert flat.replies[0].edits
    assert "Shall I start one?" in await flat.say("/items")


async def test_the_offer_is_for_the_one_it_was_made_to(world: World, ann: Talker) -> None:
    flat, bob = ann.in_group(), world.talker("bob").in_group()
    await flat.say("/start")
    assert "somebody else's" in await bob.press_payload(flat.button("Yes").payload)
    assert bob.replies[0].notice
    assert "Shall I start one?" in await bob.say("hello")


async def test_a_second_yes_finds_the_list_that_is_there(world: World, ann: Talker) -> None:
    flat, bob = ann.in_group(), world.talker("bob").in_group()
    await bob.say("/start")
    await has_opened(flat)
    world.agent.will_run(TOASTER)
    await flat.say("we bought a toaster")
    assert "the shared list of “Flat 7”, with 1 thing" in await bob.press("Yes")


async def test_all_members_share_the_list_and_nobody_else_sees_it(
    world: World, ann: Talker
) -> None:
    flat, bob = ann.in_group(), world.talker("bob").in_group()
    await has_opened(flat)
    world.agent.will_run(TOASTER)
    await flat.say("we bought a toaster")
    assert "Toaster" in await bob.say("/items")
    assert "Toaster" not in await ann.say("/items")
    elsewhere = ann.in_group("office", "Office")
    await has_opened(elsewhere)
    assert "Toaster" not in await elsewhere.say("/items")


async def test_a_bot_that_comes_back_finds_the_list(world: World, ann: Talker) -> None:
    flat = ann.in_group()
    await has_opened(flat)
    world.agent.will_run(TOASTER)
    await flat.say("we bought a toaster")
    text = await flat.send(flat.sending(Joined()))
    assert text == "I am back, and the shared list of “Flat 7” is still here: 1 thing."


async def test_start_in_a_group_tells_what_the_list_is_and_leads_to_the_private_chat(
    ann: Talker,
) -> None:
    flat = ann.in_group()
    await has_opened(flat)
    assert "the shared list of “Flat 7”, with 0 things" in await flat.say("/start item_x")
    (link,) = flat.replies[0].links
    assert link.label == "Open our private chat"
    assert destination_of(link.start) is Errand.TOUR


PRIVATE_COMMANDS = [command.name for command in COMMANDS if command.place is Place.PRIVATE]


@pytest.mark.parametrize("name", PRIVATE_COMMANDS)
async def test_what_is_private_is_not_done_in_a_group_but_linked_to(ann: Talker, name: str) -> None:
    flat = ann.in_group()
    await has_opened(flat)
    assert await flat.say(f"/{name} Berlin") == (
        "That is between the two of us. Ask me in our private chat, please."
    )
    (link,) = flat.replies[0].links
    assert destination_of(link.start) == Errand(name)
    there = await ann.say(f"/start {link.start}")
    assert there
    assert not there.startswith("1/3"), "not the tour"


def test_these_are_the_private_commands() -> None:
    assert sorted(PRIVATE_COMMANDS) == [
        *("checkups", "deletemydata", "email", "export", "reminders", "review"),
        *("settings", "snooze", "timezone"),
    ]


@pytest.mark.parametrize("call", PRIVATE_CALLS, ids=lambda call: type(call).__name__)
async def test_no_sentence_shows_or_changes_settings_or_checkups_in_a_group(
    world: World, ann: Talker, call: AnyCall
) -> None:
    before = await ann.say("/settings") + await ann.say("/checkups")
    flat = ann.in_group()
    await has_opened(flat)
    world.agent.will_run(TOASTER, call)
    assert "between the two of us" in await flat.say("we bought a toaster, and …")
    assert len(flat.replies) == len(flat.replies[0].links) == 1
    assert "Toaster" not in await flat.say("/items"), "all of the sentence, or nothing"
    assert await ann.say("/settings") + await ann.say("/checkups") == before


def test_every_call_is_private_or_about_the_list() -> None:
    about_the_list = {"AddItems", "ChangeItems", "PartWithItems", "RemoveItems", "FindItems"}
    about_the_list |= {"ShowStatistics", "ShowHistory", "Undo"}
    calls: tuple[type[Call], ...] = get_args(get_args(AnyCall)[0])
    private = {type(call).__name__ for call in PRIVATE_CALLS}
    assert {call.__name__ for call in calls} == about_the_list | private


@pytest.mark.parametrize("is_open", [True, False], ids=["open", "not open"])
async def test_nothing_private_is_seen_in_a_group(world: World, ann: Talker, is_open: bool) -> None:
    await has_secrets(world, ann)
    flat = ann.in_group()
    if is_open:
        await has_opened(flat)
    for command in COMMANDS:
        for said in (f"/{command.name}", f"/{command.name} {command.example}"):
            assert await flat.say(said), "something is answered"
            keeps_the_secrets(flat)
    for call in (*LOOKING, *PRIVATE_CALLS, Undo()):
        world.agent.will_run(call)
        assert await flat.say("tell me"), "something is answered"
        keeps_the_secrets(flat)
    assert "Zorkmid" in await ann.say("/items"), "nothing was taken back"
    assert "Europe/Paris" in await ann.say("/settings")


async def test_no_button_of_a_private_chat_opens_anything_in_a_group(
    world: World, ann: Talker
) -> None:
    await has_secrets(world, ann)
    payloads = [ann.button("Undo").payload]
    for said in ("/items", "/item Zorkmid Two", "/item Zorkmid", "/checkups"):
        await ann.say(said)
        payloads += [button.payload for reply in ann.replies for button in reply.all_buttons()]
    payloads = [payload for payload in payloads if payload[1:3] != "co"]
    assert len(payloads) > 8
    flat = ann.in_group()
    for is_open in (False, True):
        if is_open:
            await has_opened(flat)
        for payload in payloads:
            await flat.press_payload(payload)
            keeps_the_secrets(flat)
            assert all(reply.notice or reply.links for reply in flat.replies), flat.replies
    assert "Zorkmid Two" in await ann.say("/items zorkmid two")


async def test_a_button_in_a_group_without_a_list_says_how_to_start_one(
    world: World, ann: Talker
) -> None:
    await has_secrets(world, ann)
    await ann.say("/items")
    text = await ann.in_group().press_payload(ann.button("Zorkmid").payload)
    assert text == "There is no shared list here. /start brings it up."


async def test_no_list_is_started_in_private(ann: Talker) -> None:
    await ann.say("/checkups")
    owner = read_short_id(ann.button("Keep").payload[3:25])
    assert "Only a group has a shared list" in await ann.press_payload(encode(OpenList(), owner))
    assert ann.replies[0].notice


async def test_help_in_a_group_lists_what_works_there(ann: Talker) -> None:
    flat = ann.in_group()
    await has_opened(flat)
    text = await flat.say("/help")
    assert "mention me or reply to me" in text
    assert "/items" in text
    assert "/export" not in text
    assert "mention me" not in await ann.say("/help")
