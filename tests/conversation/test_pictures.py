"""What a conversation does with stored pictures."""

import json
from base64 import b64decode
from pathlib import Path
from uuid import UUID

import pytest

from bot.conversation.reply_json import replies_to_json
from core.items.actions import add_items
from core.items.results import NewThing
from core.pictures.actions import keep_picture
from core.pictures.preparation import PreparedPicture
from core.turns.desk import Arrival, TurnDesk, TurnPolicy
from storage.vocabulary import Cause
from tests.conversation.conftest import World
from tests.fakes.talker import Talker

ID = UUID(int=7)
JPEG = b"\xff\xd8 a hat"


@pytest.fixture
async def hat(world: World, ann: Talker) -> None:
    """Ann has a hat with a picture."""
    await world.pictures.put(ID, JPEG)
    arrival = Arrival("test", "ann", "Ann", "chat-of-ann", True, Cause.SENTENCE)
    async with TurnDesk(world.database, world.clock, TurnPolicy()).turn(arrival) as turn:
        work = await turn.work()
        picture = await keep_picture(work, ID, PreparedPicture(JPEG, 4, 3))
        await add_items(work, [NewThing("Hat", picture=picture)])


@pytest.mark.usefixtures("hat")
async def test_an_export_brings_the_pictures_along(ann: Talker) -> None:
    await ann.say("/export")
    document = ann.replies[0].document
    assert document is not None
    (picture,) = json.loads(document.content)["pictures"]
    assert (picture["id"], b64decode(picture["content"])) == (str(ID), JPEG)
    assert "content" not in replies_to_json(ann.replies)[0]["document"]


@pytest.mark.usefixtures("hat")
async def test_a_reference_is_never_shown(ann: Talker) -> None:
    for command in ("/items", "/item hat", "/history", "/remove hat", "/give hat to Tom"):
        told = await ann.say(command)
        assert "Hat" in told
        assert "picture:" not in told
        assert not any("picture:" in label for label in ann.labels())


@pytest.mark.usefixtures("hat")
async def test_pictures_that_are_out_of_reach_are_told_kindly(
    world: World, ann: Talker, caplog: pytest.LogCaptureFixture
) -> None:
    make_unreadable(await world.pictures.where(ID))
    assert "try again in a while" in await ann.say("/export")
    assert "store of pictures" in caplog.text
    assert str(ID) not in caplog.text
    assert "Hat" in await ann.say("/items")


def make_unreadable(path: str) -> None:
    """A file in the place of its folder keeps even root out."""
    Path(path).unlink()
    Path(path).parent.rmdir()
    Path(path).parent.write_bytes(b"")
