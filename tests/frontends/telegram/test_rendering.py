"""Replies, and the messages they become."""

import re
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardMarkup

from bot.conversation.messages import Button, Card, DeepLink, Document, Reply
from bot.frontends.telegram.rendering import (
    DocumentMessage,
    Message,
    PhotoMessage,
    Renderer,
    TextMessage,
)
from bot.frontends.units import sendable
from tests.emulators.telegram.html import parse

PICTURE = UUID("01a1f9cb-882b-7698-b342-f18661343fe1")


def stored_id(picture: str) -> UUID | None:
    return PICTURE if picture == f"picture:{PICTURE}" else None


RENDERER = Renderer("MinNowBot", stored_id)
CARD = Card(
    "Tom's <violin>",
    "🎻",
    (("Owned", "2 years & 1 day"), ("Last used", "today")),
    0.55,
    "Goal 12 months",
    ("Bronze Toys Keeper",),
)


def kept(card: Card = CARD, picture: str = f"picture:{PICTURE}") -> Card:
    return Card(card.title, picture, card.rows, card.progress, card.progress_label, card.badges)


def rendered(reply: Reply) -> tuple[Message, ...]:
    return RENDERER.messages(reply)


def keyboard(message: Message) -> InlineKeyboardMarkup:
    assert message.keyboard is not None
    return message.keyboard


def test_a_text_is_one_message_in_which_nothing_is_markup() -> None:
    (message,) = rendered(Reply("1 < 2 & <b>so</b>"))
    assert isinstance(message, TextMessage)
    assert message.text.html == "1 &lt; 2 &amp; &lt;b&gt;so&lt;/b&gt;"


def test_a_card_has_a_bold_title_rows_a_bar_and_badges() -> None:
    (message,) = rendered(Reply("Here it is.", (CARD,)))
    assert message.text.html.splitlines() == [
        "Here it is.",
        "",
        "🎻 <b>Tom's &lt;violin&gt;</b>",
        "<i>Owned:</i> 2 years &amp; 1 day",
        "<i>Last used:</i> today",
        "<i>Goal 12 months</i> █████░░░░░ 55%",
        "Bronze Toys Keeper",
    ]


def test_the_keyboard_hangs_on_the_last_message() -> None:
    long = "word " * 1500
    reply = Reply(long, buttons=((Button("Undo", "undo:1"), Button("Show", "show:1")),))
    *first, last = rendered(reply)
    assert [message.keyboard for message in first] == [None]
    (row,) = keyboard(last).inline_keyboard
    assert [(button.text, button.callback_data) for button in row] == [
        ("Undo", "undo:1"),
        ("Show", "show:1"),
    ]


def test_a_link_leads_into_the_private_chat() -> None:
    (message,) = rendered(Reply("Write to me.", links=(DeepLink("Write", "item_1"),)))
    ((button,),) = keyboard(message).inline_keyboard
    assert (button.text, button.url) == ("Write", "https://t.me/MinNowBot?start=item_1")


def test_a_long_label_is_cut() -> None:
    (message,) = rendered(Reply("Which?", buttons=((Button("a" * 80, "1"), Button(" ", "2")),)))
    ((long, blank),) = keyboard(message).inline_keyboard
    assert (len(long.text), long.text[-1]) == (64, "…")
    assert blank.text == "…"


def test_buttons_need_something_to_hang_on() -> None:
    (message,) = rendered(Reply("", buttons=((Button("Yes", "y"),),)))
    assert message.text.plain == "…"
    assert rendered(Reply(" ")) == ()


def test_a_kept_picture_is_a_photo_with_everything_in_its_caption() -> None:
    (message,) = rendered(Reply("Changed.", (kept(),)))
    assert isinstance(message, PhotoMessage)
    assert message.picture == PICTURE
    assert message.text.html.startswith("Changed.\n\n<b>Tom's &lt;violin&gt;</b>\n")


def test_a_picture_on_the_web_is_a_photo_by_its_address() -> None:
    (message,) = rendered(Reply("", (kept(picture="https://example.org/a.jpg"),)))
    assert isinstance(message, PhotoMessage)
    assert message.picture == "https://example.org/a.jpg"


def test_a_reference_that_nobody_knows_is_not_shown() -> None:
    (message,) = rendered(Reply("", (kept(picture="picture:what"),)))
    assert isinstance(message, TextMessage)
    assert message.text.plain.startswith("Tom's <violin>\n")


def test_a_caption_too_long_leaves_the_title_and_follows_as_text() -> None:
    card = Card("Violin", f"picture:{PICTURE}", (("Story", "long " * 300),))
    photo, text = rendered(Reply("", (card,), ((Button("Give", "g"),),)))
    assert isinstance(photo, PhotoMessage)
    assert (photo.text.html, photo.keyboard) == ("<b>Violin</b>", None)
    assert isinstance(text, TextMessage)
    assert text.text.plain.startswith("Violin\nStory: long")
    assert text.keyboard is not None


def test_a_long_text_goes_before_the_photo() -> None:
    text, photo = rendered(Reply("word " * 300, (kept(),)))
    assert isinstance(text, TextMessage)
    assert isinstance(photo, PhotoMessage)
    assert photo.text.plain.startswith("Tom's <violin>\n")


def test_several_photos_keep_their_order() -> None:
    messages = rendered(Reply("Two of them:", (kept(), CARD, kept())))
    assert [type(message) for message in messages] == [PhotoMessage, PhotoMessage]
    assert messages[1].text.plain.count("violin") == 2


def test_a_document_comes_with_the_text_as_its_caption() -> None:
    document = Document("things.csv", "text/csv", b"a,b")
    (message,) = rendered(Reply("Everything.", document=document))
    assert message == DocumentMessage(document, message.text)
    assert message.text.html == "Everything."


def test_a_text_too_long_for_a_caption_goes_before_the_document() -> None:
    document = Document("things.csv", "text/csv", b"a,b")
    text, file = rendered(Reply("word " * 300, document=document))
    assert isinstance(text, TextMessage)
    assert isinstance(file, DocumentMessage)
    assert file.text.is_blank()


WORDS = st.text(st.sampled_from("ab  \n<&>\"'🎻é\u202eשلا\ud83d"), max_size=200)
LONG = st.builds(lambda words, times: words * times, WORDS, st.integers(0, 60))
CARDS = st.builds(
    Card,
    title=LONG,
    picture=st.sampled_from(["🎻", "https://example.org/a.jpg", f"picture:{PICTURE}", "?", ""]),
    rows=st.lists(st.tuples(WORDS, LONG), max_size=3).map(tuple),
    progress=st.none() | st.floats(0, 1),
    progress_label=WORDS,
    badges=st.lists(WORDS, max_size=3).map(tuple),
)
BUTTONS = st.builds(Button, WORDS, st.text("abc:1", min_size=1, max_size=64))
REPLIES = st.builds(
    Reply,
    LONG,
    st.lists(CARDS, max_size=3).map(tuple),
    st.lists(st.lists(BUTTONS, max_size=3).map(tuple), max_size=3).map(tuple),
    st.none() | st.just(Document("a.csv", "text/csv", b"a")),
    links=st.lists(st.builds(DeepLink, WORDS, st.just("item_1")), max_size=2).map(tuple),
)


def visible(reply: Reply) -> bool:
    shown = [reply.text]
    for card in reply.cards:
        # the line of a row has a colon, that of a progress its bar; a photo needs no words
        shown += [card.title, *card.badges, ":" if card.rows else ""]
        shown += ["%" if card.progress is not None else "", card.picture.replace("?", "")]
    return any(
        character.isprintable() and character != " " for character in sendable("".join(shown))
    )


@given(REPLIES)
def test_any_reply_is_within_telegrams_limits(reply: Reply) -> None:
    messages = rendered(reply)
    wanted = any(reply.buttons) or reply.links or reply.document or visible(reply)
    assert bool(messages) == bool(wanted)
    for message in messages:
        longest = 4096 if isinstance(message, TextMessage) else 1024
        assert len(message.text.plain.encode("utf-16-le")) // 2 <= longest
        assert not isinstance(message, TextMessage) or message.text.plain.strip()
        text, _entities = parse(message.text.html)
        assert text == message.text.plain
    for message in messages[:-1]:
        assert message.keyboard is None
    if any(reply.buttons) or reply.links:
        for row in keyboard(messages[-1]).inline_keyboard:
            assert row
            assert all(0 < len(button.text.strip()) <= 64 for button in row)


@given(st.lists(st.text("ab <&🎻\n", max_size=3000), max_size=4))
def test_no_word_is_lost(texts: list[str]) -> None:
    said = " ".join(texts)
    told = "".join(message.text.plain for message in rendered(Reply(said)))
    assert re.sub(r"\s", "", told) == re.sub(r"\s", "", said)
