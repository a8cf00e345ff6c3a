"""The buttons and lists themselves. They outlive a restart: all that a press needs is in the
custom_id, or in the value of what was chosen."""

import re
from collections.abc import Sequence
from typing import Any, Protocol, Self

import discord
from discord.ui import Button, DynamicItem, Item, Select, View

from bot.frontends.discord.components import ButtonRow, ChoiceList, Row
from bot.frontends.units import sendable, units_of

PREFIX = "mn:"
LIST_PREFIX = "mn-list:"
LONGEST_LABEL = 80
LONGEST_OPTION = 100


class TakesPresses(Protocol):
    """The client, as far as a button knows it."""

    async def take_press(self, interaction: discord.Interaction[Any]) -> None: ...


class PressButton(
    DynamicItem[Button[View]], template=re.compile(f"{PREFIX}(?P<payload>.+)", re.DOTALL)
):
    def __init__(self, label: str, payload: str, row: int | None = None) -> None:
        label = shortened(label, LONGEST_LABEL)
        super().__init__(Button(label=label, custom_id=PREFIX + payload, row=row))

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003 - the library prescribes it
        item: Item[Any],  # noqa: ARG003 - as this
        match: re.Match[str],
        /,
    ) -> Self:
        return cls("", match["payload"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _client_of(interaction).take_press(interaction)


class ChoiceSelect(DynamicItem[Select[View]], template=re.compile(f"{LIST_PREFIX}(?P<row>[0-4])")):
    def __init__(self, options: Sequence[discord.SelectOption], row: int) -> None:
        super().__init__(Select(custom_id=f"{LIST_PREFIX}{row}", options=list(options), row=row))

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003 - the library prescribes it
        item: Item[Any],  # noqa: ARG003 - as this
        match: re.Match[str],
        /,
    ) -> Self:
        return cls([], int(match["row"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _client_of(interaction).take_press(interaction)


ITEMS: tuple[type[DynamicItem[Any]], ...] = (PressButton, ChoiceSelect)


def is_ours(custom_id: str) -> bool:
    """Whether one of ITEMS takes its press."""
    return custom_id.startswith((PREFIX, LIST_PREFIX))


def payload_of(pressed: str) -> str:
    """What a custom_id or the value of an option carries for the conversation."""
    return pressed.removeprefix(PREFIX)


def view_of(rows: Sequence[Row]) -> View | None:
    """None for no rows. It is stopped, so that the library does not keep it: nobody waits on it."""
    if not rows:
        return None
    view = View(timeout=None)
    for index, row in enumerate(rows):
        match row:
            case ButtonRow(buttons):
                for button in buttons:
                    view.add_item(PressButton(button.label, button.payload, index))
            case ChoiceList(buttons):
                options = [
                    discord.SelectOption(
                        label=shortened(button.label, LONGEST_OPTION), value=button.payload
                    )
                    for button in buttons
                ]
                view.add_item(ChoiceSelect(options, index))
    view.stop()
    return view


def shortened(text: str, units: int) -> str:
    """Never empty, which Discord refuses."""
    text = sendable(text).strip() or "…"
    if units_of(text) <= units:
        return text
    while units_of(text) > units - 1:
        text = text[:-1]
    return text.rstrip() + "…"


def _client_of(interaction: discord.Interaction[Any]) -> TakesPresses:
    client: TakesPresses = interaction.client
    return client
