"""Whatever the conversation offers can be had on every platform."""

from collections.abc import Sequence
from typing import Any, Protocol

import discord
import pytest
from telegram import InlineKeyboardMarkup

from bot.conversation.button_payloads import decode, kinds
from bot.conversation.commands import COMMANDS
from bot.conversation.menus import Scope, menu
from bot.conversation.messages import Content, Press, Reply
from bot.conversation.wording.language import language
from bot.frontends.discord import interactions
from bot.frontends.discord import rendering as discord_rendering
from bot.frontends.discord.commands import definitions
from bot.frontends.discord.pressing import view_of
from bot.frontends.telegram.rendering import Renderer
from bot.frontends.telegram.translating import incoming_of
from bot.frontends.terminal.choices import Choices
from tests.conversation.conftest import World, world
from tests.conversation.offers import PRESSES, SOMEBODY, reply_with_every_press
from tests.fakes.talker import Talker
from tests.frontends.discord.payloads import interaction, make_client
from tests.frontends.telegram.payloads import ME, entity, heard, message, press, update

__all__ = ["world"]


class FrontEnd(Protocol):
    def commands(self) -> Sequence[str]:
        """The names of those that a person is shown."""
        ...

    def call(self, name: str, words: str) -> Content | None:
        """What comes in when a person calls the command."""
        ...

    def press_all(self, reply: Reply) -> list[Content | None]:
        """What comes in when a person presses each button of the reply in turn."""
        ...


class Terminal:
    def commands(self) -> Sequence[str]:
        return [command.name for command in COMMANDS]  # by /help, as on every platform

    def call(self, name: str, words: str) -> Content:
        return Choices().read(f"/{name} {words}")

    def press_all(self, reply: Reply) -> list[Content | None]:
        pressed: list[Content | None] = []
        for number in range(1, len(list(reply.all_buttons())) + 1):
            choices = Choices()
            choices.offer([reply])
            pressed.append(choices.read(str(number)))
        return pressed


class Telegram:
    def commands(self) -> Sequence[str]:
        return [name for name, _summary in menu(language("en"), Scope.PRIVATE)]

    def call(self, name: str, words: str) -> Content | None:
        text = f"/{name} {words}"
        said = message(text=text, entities=[entity("bot_command", text, f"/{name}")])
        incoming = heard(said)
        return None if incoming is None else incoming.content

    def press_all(self, reply: Reply) -> list[Content | None]:
        (shown,) = Renderer("MinNowBot", lambda _picture: None).messages(reply)
        assert isinstance(shown.keyboard, InlineKeyboardMarkup)
        pressed: list[Content | None] = []
        for row in shown.keyboard.inline_keyboard:
            for button in row:
                query = press(data=button.callback_data, message=message())
                incoming = incoming_of(update(callback_query=query), ME)
                pressed.append(None if incoming is None else incoming.content)
        return pressed


class Discord:
    def __init__(self) -> None:
        self._client = make_client()

    def commands(self) -> Sequence[str]:
        slash = discord.AppCommandType.chat_input.value
        return [each["name"] for each in definitions(COMMANDS) if each["type"] == slash]

    def call(self, name: str, words: str) -> Content | None:
        """With the words in the first of its options."""
        (command,) = (each for each in COMMANDS if each.name == name)
        options = [
            {"name": option.name, "type": 3, "value": words} for option in command.options[:1]
        ]
        data = {"id": "1", "type": 1, "name": name, "options": options if words else []}
        return self._heard(discord.InteractionType.application_command, data)

    def press_all(self, reply: Reply) -> list[Content | None]:
        messages = discord_rendering.Renderer(lambda _picture: None).messages(reply)
        views = [view_of(shown.rows) for shown in messages]
        controls = [
            control
            for view in views
            if view is not None
            for row in view.to_components()
            for control in row["components"]
        ]
        return [
            self._heard(discord.InteractionType.component, data)
            for control in controls
            for data in _uses_of(control)
        ]

    def _heard(self, kind: discord.InteractionType, data: dict[str, Any]) -> Content | None:
        incoming = interactions.incoming_of(interaction(self._client, kind, data))
        return None if incoming is None else incoming.content


def _uses_of(control: dict[str, Any]) -> list[dict[str, Any]]:
    """A press of a button, or a choice of each of the options of a list."""
    used = {"custom_id": control["custom_id"], "component_type": control["type"]}
    options = control.get("options")
    return [used | {"values": [each["value"]]} for each in options] if options else [used]


FRONT_ENDS: Sequence[FrontEnd] = (Terminal(), Telegram(), Discord())
on_every_platform = pytest.mark.parametrize(
    "front_end", FRONT_ENDS, ids=lambda one: type(one).__name__.lower()
)


def test_no_kind_of_press_is_left_out() -> None:
    assert {type(pressed) for pressed in PRESSES} == set(kinds())


@on_every_platform
async def test_every_command_is_shown_and_answered(world: World, front_end: FrontEnd) -> None:
    ann = Talker(world.conversation)
    assert list(front_end.commands()) == [command.name for command in COMMANDS]
    for command in COMMANDS:
        content = front_end.call(command.name, command.example)
        assert content is not None
        answer = await ann.send(ann.sending(content))
        assert answer
        assert "I do not know" not in answer
        assert world.agent.heard == [], "no sentence to anybody"


@on_every_platform
def test_every_button_is_shown_and_does_what_it_says(front_end: FrontEnd) -> None:
    contents = front_end.press_all(reply_with_every_press())
    pressed = [
        decode(content.payload, SOMEBODY) for content in contents if isinstance(content, Press)
    ]
    assert pressed == list(PRESSES)


@on_every_platform
async def test_what_a_form_asks_can_be_told_without_one(world: World, front_end: FrontEnd) -> None:
    ann = Talker(world.conversation)
    await ann.say("/add harp")
    for name in ("add", "edit"):
        content = front_end.call(name, "" if name == "add" else "harp")
        assert content is not None
        text = await ann.send(ann.sending(content))
        form = ann.replies[0].form
        assert form is not None
        assert "as in" in text, "how to write it"
