"""A turn from what came in to what goes out, on a real database."""

import asyncio
import logging
from datetime import timedelta

import pytest

from bot.agent.calls import AddItems, FindItems, PartWithItems, ThingToAdd
from bot.agent.outcomes import NothingDone, Outcome
from bot.conversation.rate_limit import RateLimiter
from core.clock import StandingClock
from core.errors import ItemNotFound
from core.turns.desk import Turn, TurnInHand
from storage.transactions import Database
from storage.vocabulary import ItemStatus
from tests.conversation.conftest import World, has_opened, make_world
from tests.fakes.talker import Talker

HOODIE = AddItems(things=(ThingToAdd(name="Grey Hoodie", picture="👕", goal_months=24),))


async def test_a_sentence_is_heard_by_the_agent_and_answered_with_a_receipt(
    world: World, ann: Talker
) -> None:
    world.agent.will_run(HOODIE)
    text = await ann.say("bought a grey hoodie, want to keep it two years")
    assert text == "Added 👕 Grey Hoodie · received 10 Mar 2026 · goal 2 years"
    assert ann.labels() == ["↩️ Undo"]
    assert world.agent.heard == ["bought a grey hoodie, want to keep it two years"]


async def test_undo_takes_the_receipts_turn_back_in_place(world: World, ann: Talker) -> None:
    world.agent.will_run(HOODIE)
    await ann.say("bought a grey hoodie")
    assert await ann.press("Undo") == "Taken back:\n👕 Grey Hoodie is off your list again"
    assert ann.replies[0].edits
    assert "Your list is empty" in await ann.say("/items")


async def test_a_button_works_after_a_restart(world: World, ann: Talker) -> None:
    world.agent.will_run(HOODIE)
    await ann.say("bought a grey hoodie")
    ann.conversation = world.restarted().conversation
    assert "off your list again" in await ann.press("Undo")


async def test_pressing_undo_twice_changes_nothing_more(world: World, ann: Talker) -> None:
    world.agent.will_run(HOODIE)
    await ann.say("bought a grey hoodie")
    payload = ann.button("Undo").payload
    await ann.press_payload(payload)
    assert "undone already" in await ann.press_payload(payload)
    assert not ann.replies[0].edits


async def test_a_redelivered_update_gets_its_answer_again_and_has_no_second_effect(
    world: World, ann: Talker
) -> None:
    world.agent.will_run(HOODIE)
    update = ann.saying("bought a grey hoodie")
    await ann.send(update)
    first = ann.replies
    await ann.send(update)
    assert ann.replies == first
    assert world.agent.heard == ["bought a grey hoodie"]
    assert "1 thing" in await ann.say("/items")


async def test_a_redelivered_press_has_no_second_effect(world: World, ann: Talker) -> None:
    world.agent.will_run(HOODIE)
    await ann.say("bought a grey hoodie")
    update = ann.pressing(ann.button("Undo").payload)
    assert await ann.send(update) == await ann.send(update)


async def test_another_persons_button_is_refused_and_changes_nothing(
    world: World, ann: Talker
) -> None:
    world.agent.will_run(HOODIE)
    await ann.say("bought a grey hoodie")
    bob = world.talker("bob")
    assert "somebody else's" in await bob.press_payload(ann.button("Undo").payload)
    assert "Grey Hoodie" in await ann.say("/items")


@pytest.mark.parametrize(
    "payload", ["", "x", "1", "9un", "💣", "1un.x", "1zz" + "A" * 22, "1" * 64]
)
async def test_a_payload_made_by_hand_is_answered_kindly(ann: Talker, payload: str) -> None:
    assert await ann.press_payload(payload) == (
        "I do not know that button any more. Please ask me again."
    )


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\x00\x07", "👍", "😀😀😀", "?!", "\u202e"])
async def test_a_message_without_words_gets_a_hint(world: World, ann: Talker, text: str) -> None:
    assert "I need a few words" in await ann.say(text)
    assert world.agent.heard == []


async def test_100_000_characters_get_a_sentence_and_reach_nobody(
    world: World, ann: Talker
) -> None:
    assert "too long" in await ann.say("a" * 100_000)
    assert world.agent.heard == []


async def test_control_characters_are_dropped_before_anybody_reads_them(
    world: World, ann: Talker
) -> None:
    await ann.say("\x00bought \u202ea grey\x07 hoodie\r\nand\ta lamp\ud800 ")
    assert world.agent.heard == ["bought a grey hoodie\nand a lamp"]


@pytest.mark.parametrize(
    "name", ["<b>bold</b>", "**stars** _and_ `ticks`", "{braces} {0} %s", "'; DROP TABLE items;--"]
)
async def test_what_looks_like_markup_stays_literal(world: World, ann: Talker, name: str) -> None:
    world.agent.will_run(AddItems(things=(ThingToAdd(name=name),)))
    assert name in await ann.say("add it")
    assert name in await ann.say("/items")
    assert name in await ann.press(name[:10])
    assert name in await ann.press("Remove")


async def test_a_right_to_left_name_is_fenced_off(world: World, ann: Talker) -> None:
    world.agent.will_run(AddItems(things=(ThingToAdd(name="שולחן"),)))
    assert "\u2068שולחן\u2069" in await ann.say("add it")


async def test_an_expected_error_rolls_the_turn_back_and_is_worded(
    world: World, ann: Talker
) -> None:
    async def adds_and_fails(turn: Turn, chat_id: str, text: str) -> tuple[Outcome, ...]:
        await world.tools.run(await turn.work(), chat_id, HOODIE)
        raise ItemNotFound

    world.agent.will(adds_and_fails)
    update = ann.saying("anything")
    assert await ann.send(update) == "I cannot find that on your list. /items shows what is there."
    assert "Your list is empty" in await ann.say("/items")
    assert "cannot find" in await ann.send(update), "the update counts as handled"
    assert world.agent.heard == ["anything"]


async def test_an_unexpected_error_rolls_back_and_gets_a_code_that_the_log_has(
    world: World, ann: Talker, caplog: pytest.LogCaptureFixture
) -> None:
    async def adds_and_breaks(turn: Turn, chat_id: str, text: str) -> tuple[Outcome, ...]:
        await world.tools.run(await turn.work(), chat_id, HOODIE)
        raise RuntimeError(f"cannot do: {text}")

    world.agent.will(adds_and_breaks)
    with caplog.at_level(logging.ERROR):
        text = await ann.say("my secret sentence")
    code = text.partition("(code ")[2].partition(")")[0]
    assert len(code) == 6
    assert code in caplog.text
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text + text
    assert "Your list is empty" in await ann.say("/items")


async def test_running_out_of_memory_is_not_swallowed(world: World, ann: Talker) -> None:
    async def breaks(turn: Turn, chat_id: str, text: str) -> tuple[Outcome, ...]:
        raise MemoryError

    world.agent.will(breaks)
    with pytest.raises(MemoryError):
        await ann.say("anything")


async def test_a_cancelled_turn_is_rolled_back_and_leaves_the_address_free(
    world: World, ann: Talker
) -> None:
    begun = asyncio.Event()

    async def hangs(turn: Turn, chat_id: str, text: str) -> tuple[Outcome, ...]:
        await world.tools.run(await turn.work(), chat_id, HOODIE)
        begun.set()
        await asyncio.sleep(60)
        return ()

    world.agent.will(hangs)
    task = asyncio.create_task(ann.say("anything"))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert "Your list is empty" in await ann.say("/items")


async def test_one_turn_at_a_time_per_address(world: World, ann: Talker) -> None:
    inside = 0

    async def looks_around(turn: Turn, chat_id: str, text: str) -> tuple[Outcome, ...]:
        nonlocal inside
        inside += 1
        await turn.pause()
        await asyncio.sleep(0.01)
        assert inside == 1
        inside -= 1
        return (NothingDone("greeting"),)

    updates = [ann.saying(f"hello {number}") for number in range(4)]
    for _update in updates:
        world.agent.will(looks_around)
    answers = await asyncio.gather(*map(world.conversation.handle, updates))
    assert world.agent.heard == ["hello 0", "hello 1", "hello 2", "hello 3"]
    assert all(replies[0].text.startswith("Hello!") for replies in answers)


async def test_topics_of_a_group_do_not_share_what_is_talked_about(
    world: World, ann: Talker
) -> None:
    chats = []

    async def notes(turn: Turn, chat_id: str, text: str) -> tuple[Outcome, ...]:
        chats.append(chat_id)
        return (NothingDone("greeting"),)

    await has_opened(ann.in_group("group"))
    for thread in ("1", "2", None):
        world.agent.will(notes)
        await ann.in_group("group", thread=thread).say("hello")
    assert chats == ["group/1", "group/2", "group"]


async def test_who_writes_too_fast_is_told_once_and_then_gets_silence(
    database: Database, clock: StandingClock
) -> None:
    world = make_world(database, clock, RateLimiter(2, 60))
    ann, bob = world.talker("ann"), world.talker("bob")
    assert await ann.say("/stats")
    assert await ann.say("/stats")
    assert "Give me 60 seconds" in await ann.say("/stats")
    assert await ann.say("/stats") == ""
    assert "room for" in await bob.say("/stats"), "others are not held up"


async def test_replies_are_in_the_language_of_the_person(world: World) -> None:
    anna = world.talker("anna", locale="de-AT")
    world.agent.will_run(HOODIE)
    text = await anna.say("add it")
    assert text == "👕 Grey Hoodie hinzugefügt · erhalten 10. März 2026 · Ziel 2 Jahre"
    assert anna.labels() == ["↩️ Rückgängig"]


async def test_an_interrupted_update_tells_what_was_saved_and_does_nothing_twice(
    world: World, ann: Talker
) -> None:
    async def adds_pauses_dies(turn: Turn, chat_id: str, text: str) -> tuple[Outcome, ...]:
        await world.tools.run(await turn.work(), chat_id, HOODIE)
        await turn.pause()
        raise asyncio.CancelledError

    update = ann.saying("bought a grey hoodie")
    world.agent.will(adds_pauses_dies)
    with pytest.raises(asyncio.CancelledError):
        await ann.send(update)
    with pytest.raises(TurnInHand):
        await ann.send(update)
    world.clock.set(world.clock.now() + timedelta(minutes=3))
    assert "Added 👕 Grey Hoodie" in await ann.send(update)
    assert "1 thing" in await ann.say("/items")


async def test_several_changes_of_one_turn_stand_in_one_receipt(world: World, ann: Talker) -> None:
    world.agent.will_run(
        HOODIE,
        AddItems(
            things=(ThingToAdd(name="Switch", status=ItemStatus.GIVE, recipient="my brother"),)
        ),
    )
    text = await ann.say("got a grey hoodie, gave my Switch to my brother")
    assert len(ann.replies) == 1
    assert text.splitlines() == [
        "Added 👕 Grey Hoodie · received 10 Mar 2026 · goal 2 years",
        "Added 📱 Switch · given to my brother on 10 Mar 2026",
    ]
    assert ann.labels() == ["↩️ Undo"]
    world.agent.will_run(
        PartWithItems(items=("Grey Hoodie",), status=ItemStatus.DONATE, recipient="the Red Cross")
    )
    assert await ann.say("donated it") == "Donated 👕 Grey Hoodie to the Red Cross"
    world.agent.will_run(FindItems(items=("Grey Hoodie",), aspect="recipient"))
    assert await ann.say("where did it go?") == (
        "👕 Grey Hoodie was donated to the Red Cross on 10 Mar 2026."
    )
