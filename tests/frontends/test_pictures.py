"""A terminal tells where the pictures are that it can not show."""

from dataclasses import replace
from uuid import UUID

import pytest

from bot.conversation.messages import Card, Reply
from bot.frontends.terminal.pictures import with_places
from core.pictures.references import reference_to
from core.pictures.store import PictureProblem, PictureStoreUnusable

HAT = Card("Hat", reference_to(UUID(int=7)), (("Owned", "2 years"),))


class Shelf:
    """Knows where every picture is, unless it is `away`."""

    def __init__(self, away: bool = False) -> None:
        self._away = away

    async def where(self, picture_id: UUID) -> str:
        if self._away:
            raise PictureStoreUnusable(PictureProblem.UNREACHABLE, "s3://pictures")
        return f"/pictures/{picture_id}.jpg"


async def test_the_place_of_a_stored_picture_is_the_last_row() -> None:
    (reply,) = await with_places([Reply("Here:", cards=(HAT,))], Shelf())
    assert reply.plain().splitlines() == [
        "Here:",
        "",
        "📦 Hat",
        "Owned: 2 years",
        f"Picture: /pictures/{UUID(int=7)}.jpg",
    ]


async def test_a_picture_at_an_address_is_told_by_the_address() -> None:
    card = replace(HAT, picture="https://example.org/hat.jpg")
    (reply,) = await with_places([Reply("", cards=(card,))], Shelf())
    assert reply.plain().splitlines()[0] == "📦 Hat"
    assert reply.plain().splitlines()[-1] == "Picture: https://example.org/hat.jpg"


async def test_a_picture_that_is_out_of_reach_does_not_hide_the_card() -> None:
    (reply,) = await with_places([Reply("", cards=(HAT,))], Shelf(away=True))
    assert reply.plain().splitlines()[-1] == "Picture: out of reach right now"


@pytest.mark.parametrize("picture", ["🎩", "hat", "picture:hello"])
async def test_anything_else_gets_no_row(picture: str) -> None:
    replies = [Reply("", cards=(replace(HAT, picture=picture),)), Reply("Hello!")]
    assert await with_places(replies, Shelf()) == replies
