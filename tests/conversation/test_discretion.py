"""What others in the room do not get to see."""

import pytest

from bot.agent.calls import AddItems, ThingToAdd
from bot.conversation.rate_limit import RateLimiter
from core.clock import StandingClock
from storage.transactions import Database
from tests.conversation.conftest import World, has_opened, make_world
from tests.fakes.talker import Talker


@pytest.fixture
async def flat(world: World, ann: Talker) -> Talker:
    """Ann, where a shared list with a thing on it is open."""
    flat = ann.in_group()
    await has_opened(flat)
    world.agent.will_run(AddItems(things=(ThingToAdd(name="Sofa"),)))
    await flat.say("add it")
    return flat


def are_private(talker: Talker) -> bool:
    assert talker.replies
    marks = {reply.private for reply in talker.replies}
    assert len(marks) == 1
    return marks.pop()


@pytest.mark.parametrize(
    "text",
    ["/items", "/history", "/stats", "/settings", "/export", "/help", "/remove lamp", "hello"],
)
async def test_everything_about_the_private_list_is_for_its_owner(ann: Talker, text: str) -> None:
    await ann.say("/add lamp")
    await ann.say(text)
    assert are_private(ann)


@pytest.mark.parametrize(
    "text",
    [
        "/items",
        "/item sofa",
        "/used sofa",
        "/history",
        "/stats",
        "/badges",
        "/start",
        "/remove sofa",
    ],
)
async def test_everybody_sees_the_shared_list_and_what_is_done_with_it(
    flat: Talker, text: str
) -> None:
    await flat.say(text)
    assert not are_private(flat)


@pytest.mark.parametrize(
    "text",
    [
        *("/settings", "/export", "/deletemydata", "/checkups", "/snooze friday", "/timezone x"),
        *("/privacy", "/help", "/nonsense", "/add", "/give boat", "hello", "/rename sofa"),
    ],
)
async def test_ones_own_business_and_what_goes_wrong_is_for_who_asked(
    flat: Talker, text: str
) -> None:
    await flat.say(text)
    assert are_private(flat)


async def test_a_wrong_press_is_told_to_who_pressed(flat: Talker) -> None:
    await flat.press_payload("nonsense")
    assert are_private(flat)


async def test_an_answer_that_is_sent_again_is_as_private_as_before(flat: Talker) -> None:
    for text, private in (("/help", True), ("/items", False), ("/settings", True)):
        update = flat.saying(text)
        await flat.send(update)
        await flat.send(update)
        assert are_private(flat) == private, text


async def test_who_writes_too_fast_is_told_alone(database: Database, clock: StandingClock) -> None:
    flat = make_world(database, clock, RateLimiter(1, 60)).talker().in_group()
    await flat.say("/start")
    await flat.say("/start")
    assert are_private(flat)
