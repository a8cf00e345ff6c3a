"""Replies on their way to a Telegram that answers over HTTP, and that fails now and then."""

import io
from collections.abc import AsyncIterator
from uuid import UUID

import pytest
from PIL import Image
from telegram.error import InvalidToken

from bot.conversation.messages import Button, Card, Document, Reply
from bot.frontends.delivery_failed import DeliveryFailed
from bot.frontends.telegram.delivery import Delivery
from bot.frontends.telegram.origin import Origin
from bot.frontends.telegram.outcomes import Delivered, Outcome, Unreachable
from bot.frontends.telegram.rendering import Renderer
from core.pictures.references import reference_to, stored_id
from tests.emulators.telegram import Message, Person, TelegramServer
from tests.frontends.telegram.lines import Ear, LibraryBot, Pauses, bot_on

PICTURE = UUID("01a1f9cb-882b-7698-b342-f18661343fe1")
OTHER_PICTURE = UUID("01a1f9cb-882b-7698-b342-f18661343fe2")
LOST_PICTURE = UUID("01a1f9cb-882b-7698-b342-f18661343fe3")
UNDO = ((Button("Undo", "undo:1"),),)


def picture(width: int = 64) -> bytes:
    encoded = io.BytesIO()
    Image.new("RGB", (width, 48), "grey").save(encoded, "JPEG")
    return encoded.getvalue()


class PictureShelf:
    def __init__(self) -> None:
        self.read: list[UUID] = []

    async def __call__(self, picture_id: UUID) -> bytes:
        self.read.append(picture_id)
        if picture_id == LOST_PICTURE:
            raise LookupError(picture_id)
        return picture(64 if picture_id == PICTURE else 32)


class Line:
    """A bot with its way out, and how it hears of what people do."""

    def __init__(self, server: TelegramServer, bot: LibraryBot, pauses: Pauses) -> None:
        self.server = server
        self.bot = bot
        self.pauses = pauses
        self.shelf = PictureShelf()
        renderer = Renderer(server.bot_username, stored_id)
        self.delivery = Delivery(bot, renderer, self.shelf, sleep=pauses)
        self.ear = Ear(bot)

    async def deliver(self, origin: Origin, *replies: Reply) -> Outcome:
        """Within an exchange."""
        async with self.delivery.exchange(origin) as exchange, exchange.activity:
            return await exchange.deliver(replies)

    async def answer(self, person: Person, *replies: Reply) -> Message:
        """The last message, after the person wrote something."""
        await person.write("hello")
        await self.deliver(await self.ear.origin(), *replies)
        return person.messages[-1]


@pytest.fixture
async def line(server: TelegramServer) -> AsyncIterator[Line]:
    pauses = Pauses()
    async with bot_on(server, pauses) as bot:
        yield Line(server, bot, pauses)


def card(picture: str = reference_to(PICTURE), title: str = "Violin") -> Card:
    return Card(title, picture, (("Owned", "2 years"),))


async def test_replies_arrive_in_order_and_formatted(server: TelegramServer, line: Line) -> None:
    ann = server.person("Ann")
    await ann.write("hello")
    origin = await line.ear.origin()

    outcome = await line.deliver(origin, Reply("One <1>"), Reply("", (card("🎻"),), UNDO))

    said, first, second = ann.messages
    assert (said.text, first.text) == ("hello", "One <1>")
    assert second.html == "🎻 <b>Violin</b>\n<i>Owned:</i> 2 years"
    assert second.labels == ["Undo"]
    assert first.reply_to is None
    assert outcome == Delivered((first.message_id, second.message_id))


async def test_a_question_refers_to_what_it_asks_about(server: TelegramServer, line: Line) -> None:
    ann = server.person("Ann")
    said = await ann.send_photo(picture())
    await line.deliver(await line.ear.origin(), Reply("What is it?", asks=True), Reply("?"))
    _, question, more = ann.messages
    assert (question.reply_to, more.reply_to) == (said.message_id, None)


async def test_a_question_about_a_message_that_is_gone_is_asked(
    server: TelegramServer, line: Line
) -> None:
    ann = server.person("Ann")
    said = await ann.write("hello")
    origin = await line.ear.origin()
    await ann.delete(said)
    await line.deliver(origin, Reply("What is it?", asks=True))
    assert ann.messages[-1].text == "What is it?"


async def test_in_a_topic_the_answer_goes_there_and_refers_to_the_message(
    server: TelegramServer, line: Line
) -> None:
    ann = server.person("Ann")
    group = server.group("Flat", forum=True)
    await group.add_bot(by=ann)
    topic = group.topic("Things")
    said = await ann.write(f"@{server.bot_username} hi", chat=group, thread=topic.id)
    origin = await line.ear.origin_of(said)

    await line.deliver(origin, Reply("Hello."), Reply("And more."))

    first, second = topic.messages[-2:]
    assert (first.text, first.reply_to) == ("Hello.", said.message_id)
    assert (second.text, second.reply_to) == ("And more.", None)


async def test_where_the_topic_is_gone_the_answer_goes_to_the_group(
    server: TelegramServer, line: Line
) -> None:
    ann = server.person("Ann")
    group = server.group("Flat", forum=True)
    await group.add_bot(by=ann)
    topic = group.topic("Things")
    said = await ann.write(f"@{server.bot_username} hi", chat=group, thread=topic.id)
    origin = await line.ear.origin_of(said)
    topic.delete()

    await line.deliver(origin, Reply("Hello."), Reply("And more."))

    texts = [(message.text, message.thread) for message in group.messages if message.from_bot]
    assert texts == [("Hello.", None), ("And more.", None)]


async def test_a_question_in_a_group_opens_the_answer(server: TelegramServer, line: Line) -> None:
    ann = server.person("Ann")
    group = server.group("Flat")
    await group.add_bot(by=ann)
    said = await ann.write(f"@{server.bot_username} hi", chat=group)
    await line.deliver(await line.ear.origin_of(said), Reply("Which one?", asks=True))
    (call,) = server.called("sendMessage")
    assert call.parameters["reply_markup"] == {"force_reply": True, "selective": True}


async def test_a_press_changes_its_message(server: TelegramServer, line: Line) -> None:
    ann = server.person("Ann")
    message = await line.answer(ann, Reply("Added.", buttons=UNDO))
    pressed = await ann.press(message, "Undo")

    outcome = await line.deliver(
        await line.ear.origin(), Reply("Undone.", edits=True), Reply("More")
    )

    assert (message.text, message.buttons) == ("Undone.", [])
    assert ann.messages[-1].text == "More"
    assert (await pressed.answer).text == ""
    assert outcome == Delivered((message.message_id, ann.messages[-1].message_id))


async def test_the_same_once_more_is_no_error(server: TelegramServer, line: Line) -> None:
    ann = server.person("Ann")
    message = await line.answer(ann, Reply("Page 1", buttons=UNDO))
    await ann.press(message, "Undo")
    await line.deliver(await line.ear.origin(), Reply("Page 1", buttons=UNDO, edits=True))
    assert len(ann.messages) == 2


async def test_a_photo_turns_into_another_photo(server: TelegramServer, line: Line) -> None:
    ann = server.person("Ann")
    message = await line.answer(ann, Reply("", (card(),), UNDO))
    await ann.press(message, "Undo")
    other = card(reference_to(OTHER_PICTURE), "Viola")
    await line.deliver(await line.ear.origin(), Reply("", (other,), edits=True))
    assert message.photo == picture(32)
    assert message.text.startswith("Viola")


@pytest.mark.parametrize("obstacle", ["old", "gone", "other kind"])
async def test_what_can_not_be_edited_is_said_anew(
    server: TelegramServer, line: Line, obstacle: str
) -> None:
    ann = server.person("Ann")
    message = await line.answer(ann, Reply("Added.", buttons=UNDO))
    if obstacle == "gone":
        data = message.button("Undo").data
        await ann.delete(message)
        pressed = await ann.press(message, data=data)
    else:
        pressed = await ann.press(message, "Undo")
    if obstacle == "old":
        message.grow_old()
    cards = (card(),) if obstacle == "other kind" else ()

    await line.deliver(await line.ear.origin(), Reply("Undone.", cards, edits=True))

    assert ann.messages[-1] is not message
    assert ann.messages[-1].text.startswith("Undone.")
    assert pressed.answered
    if obstacle == "other kind":
        assert (message.text, message.buttons) == ("Added.", [])


async def test_a_notice_in_time_is_the_answer_of_the_press(
    server: TelegramServer, line: Line
) -> None:
    ann = server.person("Ann")
    message = await line.answer(ann, Reply("Added.", buttons=UNDO))
    pressed = await ann.press(message, "Undo")
    await line.deliver(await line.ear.origin(), Reply("Not yours.", notice=True))
    assert (await pressed.answer).text == "Not yours."
    assert len(ann.messages) == 2
    assert len(server.called("answerCallbackQuery")) == 1


@pytest.mark.parametrize(
    "notice",
    [Reply("a" * 201, notice=True), Reply("Full. Swap?", buttons=UNDO, notice=True)],
)
async def test_a_notice_that_is_no_short_word_is_a_message(
    server: TelegramServer, line: Line, notice: Reply
) -> None:
    ann = server.person("Ann")
    message = await line.answer(ann, Reply("Added.", buttons=UNDO))
    pressed = await ann.press(message, "Undo")
    await line.deliver(await line.ear.origin(), notice)
    assert ann.messages[-1].text == notice.text
    assert (await pressed.answer).text == ""


async def test_a_notice_too_late_for_the_press_is_a_message(
    server: TelegramServer, line: Line
) -> None:
    ann = server.person("Ann")
    message = await line.answer(ann, Reply("Added.", buttons=UNDO))
    pressed = await ann.press(message, "Undo")
    origin = await line.ear.origin()
    pressed.grow_old()
    await line.deliver(origin, Reply("Not yours.", notice=True))
    assert ann.messages[-1].text == "Not yours."
    assert not pressed.answered


async def test_who_presses_faster_than_can_be_answered_is_told_once(
    server: TelegramServer, line: Line
) -> None:
    ann = server.person("Ann")
    message = await line.answer(ann, Reply("Added.", buttons=UNDO))
    for _ in range(3):
        pressed = await ann.press(message, "Undo")
        origin = await line.ear.origin()
        pressed.grow_old()
        await line.deliver(origin, Reply("Not yours.", notice=True))
    assert [each.text for each in ann.messages[2:]] == ["Not yours."]

    await line.answer(ann, Reply("Hello."))
    pressed = await ann.press(message, "Undo")
    origin = await line.ear.origin()
    pressed.grow_old()
    await line.deliver(origin, Reply("Not yours.", notice=True))
    assert ann.messages[-1].text == "Not yours."


async def test_a_press_is_answered_although_the_turn_fails(
    server: TelegramServer, line: Line
) -> None:
    ann = server.person("Ann")
    pressed = await ann.press(await line.answer(ann, Reply("Added.", buttons=UNDO)), "Undo")
    with pytest.raises(LookupError):
        async with line.delivery.exchange(await line.ear.origin()):
            raise LookupError
    assert pressed.answered


async def test_a_press_that_is_handled_twice_is_answered_once(
    server: TelegramServer, line: Line
) -> None:
    ann = server.person("Ann")
    pressed = await ann.press(await line.answer(ann, Reply("Added.", buttons=UNDO)), "Undo")
    origin = await line.ear.origin()
    async with line.delivery.exchange(origin):
        """The turn is in hand elsewhere."""
    await line.deliver(origin, Reply("Not yours.", notice=True))
    assert pressed.answered
    assert len(server.called("answerCallbackQuery")) == 1
    assert ann.messages[-1].text == "Not yours."


async def test_a_press_that_means_nothing_is_answered(server: TelegramServer, line: Line) -> None:
    ann = server.person("Ann")
    pressed = await ann.press(await line.answer(ann, Reply("Added.", buttons=UNDO)), "Undo")
    await line.delivery.dismiss(await line.ear.update())
    assert pressed.answered


async def test_a_picture_is_uploaded_once(server: TelegramServer, line: Line) -> None:
    ann = server.person("Ann")
    await line.answer(ann, Reply("", (card(),)))
    message = await line.answer(ann, Reply("", (card(),)))
    assert message.photo == picture(64)
    assert line.shelf.read == [PICTURE]


async def test_a_picture_that_telegram_has_lost_is_uploaded_again(
    server: TelegramServer, line: Line
) -> None:
    ann = server.person("Ann")
    await line.answer(ann, Reply("", (card(),)))
    server.fail("sendPhoto", 400, description="Bad Request: wrong file identifier")
    message = await line.answer(ann, Reply("", (card(),)))
    assert message.photo == picture(64)
    assert line.shelf.read == [PICTURE, PICTURE]


@pytest.mark.parametrize("shown", [reference_to(LOST_PICTURE), "https://example.org/a.jpg"])
async def test_without_its_picture_a_card_is_text(
    server: TelegramServer, line: Line, shown: str
) -> None:
    message = await line.answer(server.person("Ann"), Reply("", (card(shown),), UNDO))
    assert message.photo is None
    assert (message.text, message.labels) == ("Violin\nOwned: 2 years", ["Undo"])


@pytest.mark.parametrize(
    "refusal",
    [
        "not enough rights to send photos to the chat",
        "failed to get HTTP URL content",
        "IMAGE_PROCESS_FAILED",
    ],
)
async def test_where_a_photo_is_refused_the_card_is_text(
    server: TelegramServer, line: Line, refusal: str
) -> None:
    server.fail("sendPhoto", 400, description=f"Bad Request: {refusal}")
    message = await line.answer(server.person("Ann"), Reply("", (card(),), UNDO))
    assert (message.text, message.labels) == ("Violin\nOwned: 2 years", ["Undo"])


async def test_a_long_text_arrives_whole(server: TelegramServer, line: Line) -> None:
    ann = server.person("Ann")
    lines = [f"🎻 {number} <violin> & bow" for number in range(600)]
    await line.answer(ann, Reply("\n".join(lines), buttons=UNDO))
    _, *parts = ann.messages
    assert "\n".join(part.text for part in parts).split("\n") == lines
    assert [part.labels for part in parts] == [[]] * (len(parts) - 1) + [["Undo"]]


async def test_a_document_arrives_with_its_name(server: TelegramServer, line: Line) -> None:
    document = Document("things.csv", "text/csv", b"a,b\n")
    message = await line.answer(server.person("Ann"), Reply("Everything.", document=document))
    assert message.document == ("things.csv", b"a,b\n")
    assert message.caption == "Everything."


async def test_formatting_that_telegram_can_not_read_goes_without(
    server: TelegramServer, line: Line
) -> None:
    server.fail("sendMessage", 400, description="Bad Request: can't parse entities: oh")
    message = await line.answer(server.person("Ann"), Reply("", (card("🎻"),)))
    assert message.html == "🎻 Violin\nOwned: 2 years"


async def test_where_telegram_asks_to_wait_the_bot_waits_as_long(
    server: TelegramServer, line: Line
) -> None:
    server.fail("sendMessage", 429, retry_after=7, times=2)
    message = await line.answer(server.person("Ann"), Reply("Hello."))
    assert message.text == "Hello."
    assert line.pauses == [7, 7]


@pytest.mark.parametrize("status", [500, 502, 504])
async def test_a_server_error_passes(server: TelegramServer, line: Line, status: int) -> None:
    server.fail("sendMessage", status, times=3)
    message = await line.answer(server.person("Ann"), Reply("Hello."))
    assert message.text == "Hello."
    first, second, third = line.pauses
    assert 0.5 <= first <= 0.75 < second <= 1.5 < third <= 3


async def test_a_broken_line_passes(server: TelegramServer, line: Line) -> None:
    server.fail("sendMessage", drop=True)
    message = await line.answer(server.person("Ann"), Reply("Hello."))
    assert message.text == "Hello."


async def test_a_message_may_come_twice_but_is_never_lost(
    server: TelegramServer, line: Line
) -> None:
    ann = server.person("Ann")
    server.fail("sendMessage", drop=True, after=True)
    await line.answer(ann, Reply("Hello."))
    assert [message.text for message in ann.messages] == ["hello", "Hello.", "Hello."]


@pytest.mark.parametrize(
    ("status", "description"),
    [(500, None), (400, "Bad Request: something new")],
)
async def test_what_does_not_arrive_is_told(
    server: TelegramServer, line: Line, status: int, description: str | None
) -> None:
    ann = server.person("Ann")
    await ann.write("hello")
    origin = await line.ear.origin()
    server.fail("sendMessage", status, times=99, description=description)
    with pytest.raises(DeliveryFailed):
        await line.deliver(origin, Reply("Hello."))


async def test_a_revoked_token_is_told(server: TelegramServer, line: Line) -> None:
    ann = server.person("Ann")
    await ann.write("hello")
    origin = await line.ear.origin()
    server.revoke_token()
    with pytest.raises(InvalidToken):
        await line.deliver(origin, Reply("Hello."))


async def test_somebody_who_blocked_the_bot_is_unreachable(
    server: TelegramServer, line: Line
) -> None:
    ann = server.person("Ann")
    await ann.write("hello")
    origin = await line.ear.origin()
    await ann.blocks_bot()
    assert await line.deliver(origin, Reply("Hello.")) == Unreachable(str(ann.id))


async def test_a_chat_that_is_not_there_is_unreachable(line: Line) -> None:
    assert await line.delivery.deliver(Origin(404), [Reply("Hello.")]) == Unreachable("404")


async def test_an_answer_follows_the_group_to_its_new_place(
    server: TelegramServer, line: Line
) -> None:
    ann = server.person("Ann")
    group = server.group("Flat", kind="group")
    await group.add(ann)
    await group.add_bot(by=ann)
    said = await ann.write(f"@{server.bot_username} hi", chat=group)
    origin = await line.ear.origin_of(said)
    new = await group.migrate()

    outcome = await line.deliver(origin, Reply("Hello."), Reply("And more."))

    assert [message.text for message in new.messages if message.from_bot] == ["Hello.", "And more."]
    assert isinstance(outcome, Delivered)
    assert outcome.moved_to == str(new.id)


async def test_an_unasked_message_reaches_its_chat(server: TelegramServer, line: Line) -> None:
    ann = server.person("Ann")
    outcome = await line.delivery.deliver(Origin(ann.id), [Reply("A checkup is due.")])
    assert outcome == Delivered((ann.messages[-1].message_id,))
