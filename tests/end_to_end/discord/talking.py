"""Saying something to the bot, pressing its buttons, and waiting for what comes of it."""

from typing import Any

from tests.emulators.discord import Channel, Interaction, Message, Person

THINKING = "…"


async def asked(person: Person, text: str, at: Channel | None = None) -> Message:
    """The bot's next message there after this was written; in a server it is mentioned."""
    written = await person.write(text, at=at, mention=at is not None and at.guild is not None)
    return await answer_to(written)


async def answer_to(written: Message) -> Message:
    """The bot's next message in the channel after this one."""
    person, channel = written.author, written.channel
    while (answer := await person.answer(at=channel)).id < written.id:
        pass  # said to others
    return answer


async def commanded(person: Person, name: str, at: Channel, **options: Any) -> Message:
    """The answer to a slash command in a server, where what is thinking at first is replaced."""
    command = await person.command(name, at=at, wait=True, **options)
    await command.until(lambda: command.messages[-1].text != THINKING)
    return command.messages[-1]


async def pressed(person: Person, message: Message, label: str) -> Interaction:
    """What comes of the button whose label has these words."""
    full = next((each for each in message.buttons if label in each), label)
    return await person.press(message, full)


async def opened(person: Person, at: Channel) -> Message:
    """The offer of a shared list, which the person has accepted."""
    offer = await asked(person, "hello", at)
    await pressed(person, offer, "Yes, start a shared list")
    return offer
