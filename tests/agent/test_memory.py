"""What one turn leaves behind for the next."""

import json
from datetime import date, timedelta

from bot.agent.calls import (
    AddItems,
    ChangeItems,
    ChangeSettings,
    CompleteCheckup,
    FindItems,
    PartWithItems,
    RemoveItems,
    ShowCheckups,
    ShowSettings,
    ThingToAdd,
)
from bot.agent.memory import meaning_of, query_of, scene_of
from bot.agent.outcomes import Asked, NothingDone
from bot.agent.scene import Scene
from core.turns.desk import PastTurn
from core.turns.questions import ANSWER_WITHIN
from storage.base import new_id
from storage.vocabulary import CheckupType, ItemStatus
from tests.agent.world import CHAT, World


async def scene(world: World) -> Scene:
    async with world.turn() as turn:
        return await scene_of(turn, CHAT)


async def say_nothing(world: World) -> None:
    """A turn that means nothing, as thanks do."""
    async with world.turn() as turn:
        turn.answer("thanks", [], meaning_of((NothingDone("thanks"),)))


async def test_a_first_sentence_is_heard_against_nothing(world: World) -> None:
    first = await scene(world)

    assert first == Scene(now=world.clock.now(), locale="en", things=())


async def test_the_time_is_that_of_the_person(world: World) -> None:
    await world.run(ChangeSettings(timezone="Asia/Tokyo"))

    assert (await scene(world)).now.isoformat() == "2026-03-10T21:00:00+09:00"


async def test_the_last_things_are_in_focus_in_the_order_they_were_shown(world: World) -> None:
    kettle, rug = await world.has("Kettle", "Rug")
    await world.run(FindItems(order="name"))
    await say_nothing(world)

    heard = await scene(world)

    assert heard.focus == (str(kettle.id), str(rug.id))
    assert [thing.name for thing in heard.things] == ["Kettle", "Rug"]


async def test_the_last_calls_are_kept_as_they_were_run(world: World) -> None:
    (kettle,) = await world.has("Kettle")
    await world.run(ChangeItems(items=("kettle",), last_used=date(2026, 3, 9)))
    await world.run(ShowSettings())

    assert (await scene(world)).last_calls == (
        {"tool": "change_items", "items": [str(kettle.id)], "last_used": "2026-03-09"},
    )


async def test_what_was_removed_is_in_nobodys_focus(world: World) -> None:
    kettle, rug = await world.has("Kettle", "Rug")
    await world.run(PartWithItems(items=(str(kettle.id),), status=ItemStatus.GIVE))
    await world.run(RemoveItems(items=(str(rug.id),)), confirmed=True)

    assert (await scene(world)).focus == (str(kettle.id),)


async def test_the_question_just_asked_is_open_also_after_thanks(world: World) -> None:
    await world.has("Kettle")
    await world.run(RemoveItems(items=("kettle",)))
    await say_nothing(world)

    assert (await scene(world)).options == ("Yes", "No")


async def test_a_question_is_not_answered_in_passing_once_something_else_came(world: World) -> None:
    await world.has("Kettle")
    await world.run(RemoveItems(items=("kettle",)))
    await world.run(FindItems())

    assert (await scene(world)).options == ()


async def test_an_expired_question_is_not_open(world: World) -> None:
    await world.has("Kettle")
    await world.run(RemoveItems(items=("kettle",)))
    world.clock.set(world.clock.now() + ANSWER_WITHIN + timedelta(seconds=1))

    assert (await scene(world)).options == ()


async def test_an_answered_question_is_not_open(world: World) -> None:
    await world.has("Kettle")
    (question,) = await world.run(RemoveItems(items=("kettle",)))
    assert isinstance(question, Asked)
    async with world.turn() as turn:
        await world.tools.answer(await turn.work(), CHAT, question.question.id, 1)

    assert (await scene(world)).options == ()


async def test_the_things_to_choose_from_are_in_focus(world: World) -> None:
    things = await world.has("Floor lamp", "Desk lamp")
    await world.run(PartWithItems(items=("lamp",), status=ItemStatus.GIVE))

    heard = await scene(world)

    assert heard.focus == tuple(str(thing.id) for thing in things)
    assert heard.options == ("Floor lamp", "Desk lamp", "None of these")


async def test_checkups_that_were_shown_are_kept_the_due_ones_if_any_is(world: World) -> None:
    await world.run(ShowCheckups())
    assert [call["types"] for call in (await scene(world)).last_calls] == [["keep", "give"]]

    world.clock.set(world.clock.now() + timedelta(days=40))
    await world.run(CompleteCheckup(types=(CheckupType.GIVE,)))
    await world.run(ShowCheckups())

    assert [call["types"] for call in (await scene(world)).last_calls] == [["keep"]]


async def test_a_meaning_stays_small_whatever_was_done(world: World) -> None:
    many = AddItems(
        things=tuple(
            ThingToAdd(name=f"Mug {number} {'x' * 200}", status=ItemStatus.DONATE)
            for number in range(300)
        )
    )
    added = meaning_of(await world.run(many))
    ids = tuple(str(thing.id) for thing in await world.has())
    changed = meaning_of(await world.run(ChangeItems(items=ids, goal_months=3), confirmed=True))
    found = meaning_of(await world.run(FindItems(items=ids)))

    for meaning in (added, changed, found):
        assert len(json.dumps(meaning)) < 8_000
    assert len(added["focus"]) == len(changed["focus"]) == 50


async def test_the_query_of_a_list_is_found_again_for_its_next_page(world: World) -> None:
    await world.has("Kettle")
    query = FindItems(statuses=(ItemStatus.KEEP,), order="name", unused_since=date(2026, 4, 1))
    meaning = meaning_of(await world.run(query))

    assert query_of(PastTurn(new_id(), "what have I got", meaning)) == query


def test_a_turn_without_a_list_has_no_query() -> None:
    assert query_of(None) is None
    assert query_of(PastTurn(new_id(), None, None)) is None
    assert query_of(PastTurn(new_id(), None, {})) is None
    assert query_of(PastTurn(new_id(), None, {"query": {"tool": "of another version"}})) is None
