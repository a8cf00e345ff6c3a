"""Stickers, places, somebody else's words: a friendly sentence, and nothing is changed."""

import pytest
from sqlalchemy import func, select

from bot.conversation.messages import Other, OtherKind
from bot.conversation.wording.language import language, translations
from bot.conversation.wording.others import other_text
from storage.tables import PersonRow
from tests.conversation.conftest import World, has_opened
from tests.fakes.talker import Talker


@pytest.mark.parametrize("locale", ["en", *translations()])
def test_every_kind_has_a_sentence_of_its_own(locale: str) -> None:
    texts = {other_text(language(locale), kind) for kind in OtherKind}
    assert len(texts) == len(OtherKind)
    assert all(20 < len(text) <= 200 for text in texts)


@pytest.mark.parametrize("kind", OtherKind)
async def test_what_is_not_read_is_answered_kindly(
    world: World, ann: Talker, kind: OtherKind
) -> None:
    assert await ann.send(ann.sending(Other(kind))) == other_text(language("en"), kind)
    assert world.agent.heard == []
    assert "Your list is empty" in await ann.say("/items")


async def test_forwarded_words_change_nothing(world: World, ann: Talker) -> None:
    text = await ann.send(ann.sending(Other(OtherKind.FORWARDED)))
    assert text.startswith("I note only what you tell me yourself")


async def test_an_open_group_gets_the_sentence_too(ann: Talker) -> None:
    flat = ann.in_group()
    await has_opened(flat)
    assert "Good throw!" in await flat.send(flat.sending(Other(OtherKind.DICE)))


async def test_who_writes_as_a_group_is_no_person_and_gets_no_buttons(world: World) -> None:
    nobody = world.talker("GroupAnonymousBot").in_group()
    text = await nobody.send(nobody.sending(Other(OtherKind.ANONYMOUS)))
    assert "I cannot tell who you are" in text
    assert nobody.labels() == []
    async with world.database.engine.begin() as connection:
        assert await connection.scalar(select(func.count()).select_from(PersonRow)) == 0
