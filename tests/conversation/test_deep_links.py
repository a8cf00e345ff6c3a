"""Links into the private chat."""

import re
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.agent.calls import AddItems, ThingToAdd
from bot.conversation.command import Place
from bot.conversation.commands import COMMANDS
from bot.conversation.deep_links import (
    Destination,
    Errand,
    ToCheckup,
    ToItem,
    destination_of,
    errand_of,
    start_of,
)
from bot.conversation.short_ids import read_short_id
from storage.vocabulary import CheckupType
from tests.conversation.conftest import World
from tests.fakes.talker import Talker

destinations: some.SearchStrategy[Destination] = some.one_of(
    some.builds(ToItem, some.uuids()),
    some.builds(ToCheckup, some.sampled_from(CheckupType)),
    some.sampled_from(Errand),
)


@given(destinations)
def test_a_link_leads_where_it_was_made_to(destination: Destination) -> None:
    assert destination_of(start_of(destination)) == destination


@given(destinations)
def test_every_link_is_one_that_telegram_takes(destination: Destination) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", start_of(destination))


@given(some.text() | some.text(alphabet="item_checkup_AQ-", max_size=40))
def test_nonsense_leads_to_the_tour_or_somewhere_and_never_fails(start: str) -> None:
    found = destination_of(start)
    assert found is Errand.TOUR or start_of(found) == start


@pytest.mark.parametrize("start", ["", "item_", "item_x", "checkup_", "checkup_x", "ITEM_", "tour"])
def test_what_leads_nowhere_leads_to_the_tour(start: str) -> None:
    assert destination_of(start) is Errand.TOUR


def test_there_is_an_errand_for_every_private_command() -> None:
    for command in COMMANDS:
        found = errand_of(command.name)
        assert (found is not Errand.TOUR) == (found == command.name)
        if command.place is Place.PRIVATE:
            assert found == command.name


async def item_id(world: World, talker: Talker) -> UUID:
    world.agent.will_run(AddItems(things=(ThingToAdd(name="Harp"),)))
    await talker.say("add it")
    await talker.say("/items")
    return read_short_id(talker.button("Harp").payload.rpartition(".")[2])


async def test_a_link_to_a_thing_opens_its_card(world: World, ann: Talker) -> None:
    start = start_of(ToItem(await item_id(world, ann)))
    assert (await ann.say(f"/start {start}")).startswith("📱 Harp\nType: Technology")
    assert "🎁 Give" in ann.labels()


async def test_a_link_to_a_thing_of_somebody_else_finds_nothing(world: World, ann: Talker) -> None:
    start = start_of(ToItem(await item_id(world, ann)))
    assert "cannot find that" in await world.talker("bob").say(f"/start {start}")


@pytest.mark.parametrize(
    ("checkup_type", "there", "not_there"),
    [("keep", "Keep checkup", "Give checkup"), ("give", "Give checkup", "Keep checkup")],
)
async def test_a_link_to_a_checkup_shows_that_one(
    ann: Talker, checkup_type: str, there: str, not_there: str
) -> None:
    text = await ann.say(f"/start checkup_{checkup_type}")
    assert there in text
    assert not_there not in text


@pytest.mark.parametrize("command", ["settings", "privacy", "deletemydata", "checkups"])
async def test_a_link_with_a_commands_name_does_what_the_command_does(
    ann: Talker, command: str
) -> None:
    assert await ann.say(f"/start {command}") == await ann.say(f"/{command}")


async def test_a_link_to_the_export_hands_it_over(ann: Talker) -> None:
    await ann.say("/start export")
    assert ann.replies[0].document is not None


@pytest.mark.parametrize("start", ["", "tour", "item_nonsense", "💣", "a b c", "x" * 200])
async def test_any_other_start_is_the_tour(ann: Talker, start: str) -> None:
    assert (await ann.say(f"/start {start}")).startswith("1/3")
