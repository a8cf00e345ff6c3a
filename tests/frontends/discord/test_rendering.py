"""Replies as messages within Discord's limits."""

from uuid import UUID

import discord
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.messages import Button, Card, DeepLink, Document, Reply
from bot.frontends.discord.components import ButtonRow, ChoiceList, rows_of
from bot.frontends.discord.embeds import MOST_CHARACTERS, size_of
from bot.frontends.discord.pressing import view_of
from bot.frontends.discord.rendering import Message, Renderer, StoredFile
from bot.frontends.units import units_of
from core.pictures.references import stored_id

RENDERER = Renderer(stored_id)
PICTURE = UUID("01a1f9cb-882b-7698-b342-f18661343fe1")

texts = st.text(max_size=3000)
cards = st.builds(
    Card,
    title=texts,
    picture=st.sampled_from(["☕", f"picture:{PICTURE}", "https://pictures.example/a", "", "x"]),
    rows=st.lists(st.tuples(texts, texts), max_size=30).map(tuple),
    progress=st.none() | st.floats(0, 1),
    progress_label=texts,
    badges=st.lists(texts, max_size=3).map(tuple),
)
buttons = st.lists(
    st.lists(st.builds(Button, texts, st.integers(0, 300).map(str)), max_size=7).map(tuple),
    max_size=40,
).map(tuple)
replies = st.builds(Reply, texts, st.lists(cards, max_size=4).map(tuple), buttons)


def only(reply: Reply) -> Message:
    (message,) = RENDERER.messages(reply)
    return message


@given(replies)
def test_whatever_is_said_fits_into_messages(reply: Reply) -> None:
    for message in RENDERER.messages(reply):
        assert units_of(message.content) <= 2000
        assert message.content.strip() or message.embeds
        assert sum(map(size_of, message.embeds)) <= MOST_CHARACTERS
        assert len(message.embeds) <= 10
        assert all(units_of(part) <= 2000 for part in message.plain)
        for embed in message.embeds:
            assert_within_limits(embed)
        assert len(message.rows) <= 5


def assert_within_limits(embed: discord.Embed) -> None:
    assert 1 <= units_of(embed.title or "") <= 256
    assert len(embed.fields) <= 25
    assert units_of(embed.footer.text or "") <= 2048
    for field in embed.fields:
        assert 1 <= units_of(field.name or "") <= 256
        assert 1 <= units_of(field.value or "") <= 1024


@given(buttons)
def test_every_button_is_there_once_whatever_their_number(
    rows: tuple[tuple[Button, ...], ...],
) -> None:
    laid_out = rows_of(rows)

    payloads = [
        button.payload
        for row in laid_out
        for button in (row.buttons if isinstance(row, ButtonRow) else row.options)
    ]
    assert len(payloads) == len(set(payloads))
    assert set(payloads) == {button.payload for row in rows for button in row}
    for row in laid_out:
        if isinstance(row, ButtonRow):
            assert 1 <= len(row.buttons) <= 5
        else:
            assert 1 <= len(row.options) <= 25


@given(buttons)
async def test_what_discord_gets_of_buttons_is_within_its_limits(
    rows: tuple[tuple[Button, ...], ...],
) -> None:
    view = view_of(rows_of(rows)[:5])
    if view is None:
        return
    assert view.is_finished(), "else the library would keep it"
    for row in view.to_components():
        for component in row["components"]:
            assert 1 <= len(component["custom_id"]) <= 100
            for option in component.get("options", []):
                assert 1 <= units_of(option["label"]) <= 100
            if component["type"] == 2:
                assert 1 <= units_of(component["label"]) <= 80


def test_a_card_has_its_rows_its_bar_and_its_badges() -> None:
    card = Card("Mug", "☕", (("Kept", "1 year"),), 0.5, "Goal", ("Bronze Mug Keeper",))
    (embed,) = only(Reply("", (card,))).embeds

    assert embed.title == "☕ Mug"
    assert embed.description == "Goal █████░░░░░ 50%"
    assert [(field.name, field.value) for field in embed.fields] == [("Kept", "1 year")]
    assert embed.footer.text == "Bronze Mug Keeper"


def test_a_stored_picture_is_a_thumbnail_that_is_sent_along() -> None:
    message = only(Reply("", (Card("Mug", f"picture:{PICTURE}"),)))

    assert message.embeds[0].thumbnail.url == "attachment://picture-1.jpg"
    assert message.pictures == (StoredFile("picture-1.jpg", PICTURE),)


def test_a_picture_elsewhere_is_a_thumbnail() -> None:
    message = only(Reply("", (Card("Mug", "https://pictures.example/a"),)))

    assert message.embeds[0].thumbnail.url == "https://pictures.example/a"


def test_few_rows_stay_buttons_and_many_become_a_list() -> None:
    few = tuple((Button(str(n), str(n)),) for n in range(5))
    many = tuple((Button(str(n), str(n)),) for n in range(6))
    pager = (Button("Back", "b"), Button("Next", "n"))

    assert rows_of(few) == tuple(map(ButtonRow, few))
    things = tuple(row[0] for row in many)
    assert rows_of((*many, pager)) == (ChoiceList(things), ButtonRow(pager))


def test_a_document_goes_with_the_last_of_the_text() -> None:
    file = Document("things.json", "application/json", b"{}")

    assert only(Reply("All of it:", document=file)) == Message(
        "All of it:", document=file, plain=("All of it:",)
    )
    assert only(Reply("", document=file)).document == file


def test_buttons_without_words_have_something_to_stand_under() -> None:
    assert only(Reply("", buttons=((Button("Yes", "y"),),))).content == "…"


def test_links_into_the_private_chat_are_left_out() -> None:
    assert only(Reply("Hello", links=(DeepLink("Private chat", "start"),))).rows == ()


def test_an_empty_reply_is_no_message() -> None:
    assert RENDERER.messages(Reply("")) == ()


def test_for_a_file_that_is_too_large_there_are_words() -> None:
    file = Document("things.json", "application/json", b"12345", "Too large, sorry.")
    reply = Reply("All of it:", document=file)

    (sent,) = RENDERER.messages(reply, largest_file=5)
    (told,) = RENDERER.messages(reply, largest_file=4)

    assert (sent.content, sent.document) == ("All of it:", file)
    assert (told.content, told.document) == ("Too large, sorry.", None)
