"""What is offered while somebody types."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import func, select

from bot.agent.calls import AddItems, ThingToAdd
from bot.agent.interpreter.interpreter import ENGLISH
from bot.agent.interpreter.zones import Zones
from bot.conversation.commands import COMMANDS
from bot.conversation.messages import Invoked
from bot.conversation.rate_limit import RateLimiter
from bot.conversation.suggestions import Suggester, things_like
from core.items.suggesting import ThingsInSight
from storage.tables import metadata
from storage.vocabulary import ItemStatus
from tests.agent.things import thing
from tests.conversation.conftest import World, has_opened
from tests.fakes.talker import Talker


async def has(world: World, talker: Talker, *names: str) -> None:
    world.agent.will_run(AddItems(things=tuple(ThingToAdd(name=name) for name in names)))
    await talker.say("add them")


async def suggested(
    talker: Talker, typed: str, command: str = "give", option: str = "thing"
) -> tuple[str, ...]:
    return await talker.conversation.suggest(talker.saying(""), command, option, typed)


async def rows(world: World) -> dict[str, int]:
    async with world.database.engine.connect() as connection:
        return {
            name: await connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in metadata.tables.items()
        }


async def test_all_things_are_suggested_before_anything_is_typed(world: World, ann: Talker) -> None:
    await has(world, ann, "Harp", "Drum")
    gift = ThingToAdd(name="Flute", status=ItemStatus.GIVE)
    world.agent.will_run(AddItems(things=(gift,)))
    await ann.say("add it")
    assert await suggested(ann, "") == ("Drum", "Harp", "Flute")


async def test_the_best_match_comes_first(world: World, ann: Talker) -> None:
    await has(world, ann, "Hair Dryer", "Harp", "Desk Chair")
    assert (await suggested(ann, "har"))[0] == "Harp"
    assert (await suggested(ann, "dryer"))[0] == "Hair Dryer"
    assert (await suggested(ann, "chiar"))[0] == "Desk Chair"
    assert await suggested(ann, "zzzzzz") == ()


async def test_what_is_suggested_is_understood(world: World, ann: Talker) -> None:
    long = "Letter " + "to Bob " * 30
    await has(world, ann, long, "The One", "Harp")
    for name in await suggested(ann, ""):
        assert len(name) <= 100
        text = await ann.send(ann.sending(Invoked("item", (("thing", name),))))
        assert text.startswith(f"📱 {name[:90]}")


async def test_a_person_gets_at_most_25_of_their_own(world: World, ann: Talker) -> None:
    bob = world.talker("bob")
    await has(world, bob, "Secret")
    things = [thing(f"Lamp {number}") for number in range(40)]
    assert len(things_like("lamp", things)) == len(things_like("", things)) == 25
    await has(world, ann, "Harp")
    assert await suggested(ann, "") == ("Harp",)
    assert await suggested(ann, "Secret") == ()


async def test_in_a_group_the_things_of_its_list_are_suggested_once_it_is_open(
    world: World, ann: Talker
) -> None:
    await has(world, ann, "Harp")
    there = ann.in_group()
    assert await suggested(there, "") == ()
    await there.say("/start")
    assert await suggested(there, "") == ()
    await has_opened(there)
    await has(world, there, "Sofa")
    assert await suggested(there, "") == ("Sofa",)
    assert await suggested(ann, "") == ("Harp",)
    assert await suggested(world.talker("bob").in_group(), "") == (), "no member yet"


async def test_a_look_leaves_nothing_behind(world: World, ann: Talker) -> None:
    await has(world, ann, "Harp")
    before = await rows(world)
    for talker in (ann, ann.in_group(), world.talker("stranger")):
        for command in COMMANDS:
            for option in command.options:
                await suggested(talker, "har", command.name, option.name)
    assert await rows(world) == before
    assert await suggested(world.talker("stranger"), "") == ()


async def test_zones_are_suggested_by_city_and_by_name(ann: Talker) -> None:
    assert (await suggested(ann, "Berlin", "timezone", "zone"))[0] == "Europe/Berlin"
    assert (await suggested(ann, "berln", "timezone", "zone"))[0] == "Europe/Berlin"
    assert "Europe/Madrid" in await suggested(ann, "madr", "timezone", "zone")
    assert await suggested(ann, "", "timezone", "zone") == ()


async def test_nothing_else_is_suggested(world: World, ann: Talker) -> None:
    await has(world, ann, "Harp")
    assert await suggested(ann, "Har", "give", "to") == ()
    assert await suggested(ann, "Har", "give", "nonsense") == ()
    assert await suggested(ann, "Har", "nonsense", "thing") == ()
    assert await suggested(ann, "Harp" * 1500) == ()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.text() | some.text(alphabet="\x00\ud800\u202e💣 '\"%_\\", max_size=300))
async def test_any_text_at_all_is_taken(world: World, typed: str) -> None:
    ann = world.talker()
    for command, option in (("give", "thing"), ("timezone", "zone")):
        for one in await suggested(ann, typed, command, option):
            assert 1 <= len(one) <= 100


async def test_looks_are_limited_by_themselves(world: World, ann: Talker) -> None:
    await has(world, ann, "Harp")
    suggester = Suggester(
        ThingsInSight(world.database, world.clock), Zones(ENGLISH), RateLimiter(2, 60)
    )
    answers = [await suggester.suggest(ann.saying(""), "give", "thing", "") for _ in range(4)]
    assert answers == [("Harp",), ("Harp",), (), ()]
    assert "Harp" in await ann.say("/items")
