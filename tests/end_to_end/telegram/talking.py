"""Saying something to the bot, pressing its buttons, and waiting for what comes of it."""

from tests.emulators.telegram import CallbackAnswer, Group, Message, Person, Topic


async def asked(
    person: Person, text: str, chat: Group | None = None, topic: Topic | None = None
) -> Message:
    """The bot's next message there after this was written."""
    written = await person.write(text, chat=chat, thread=None if topic is None else topic.id)
    while (answer := await person.answer(chat=chat)).message_id < written.message_id:
        pass  # said to others
    return answer


async def pressed(
    person: Person, message: Message, label: str | None = None, *, data: str | None = None
) -> CallbackAnswer:
    """The answer of the press, once all that comes of it is done."""
    press = await person.press(message, label, data=data)
    answer = await press.answer
    await done(person)
    return answer


async def done(person: Person) -> None:
    """Waits until the bot is through with everything that it was told."""
    world = person.world
    through = await world.changes.until(lambda: world.webhook.pending_count == 0 or None, 10)
    assert through, "the bot is not through with its updates"
