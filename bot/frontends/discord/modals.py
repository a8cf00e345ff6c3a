"""Forms as modals. They outlive a restart: what a form is about is in its custom_id."""

from collections.abc import Iterable, Mapping
from typing import Any

import discord
from discord.ui import Label, Modal, TextInput

from bot.conversation.form import Field, Form
from bot.conversation.forms import submitted
from bot.conversation.messages import Invoked
from bot.frontends.discord.pressing import shortened

PREFIX = "mn-form:"
LONGEST_TITLE = 45
LONGEST_LABEL = 45


def modal_of(form: Form) -> Modal:
    """It is stopped, so that the library does not keep it: what is put in comes to the client."""
    modal = Modal(
        title=shortened(form.title, LONGEST_TITLE),
        custom_id=f"{PREFIX}{form.name}:{form.about}",
        timeout=None,
    )
    for field in form.fields:
        modal.add_item(
            Label(text=shortened(field.label, LONGEST_LABEL), component=_input_of(field))
        )
    modal.stop()
    return modal


def invoked_by(data: Mapping[str, Any]) -> Invoked:
    """What a modal that was sent asks for; `data` is as Discord sends it (Interactions, Modal
    Submit Data)."""
    name, _, about = str(data["custom_id"]).removeprefix(PREFIX).partition(":")
    filled = {field["custom_id"]: field["value"] for field in _inputs(data["components"])}
    return submitted(name, about, filled)


def _input_of(field: Field) -> TextInput[Modal]:
    return TextInput(
        custom_id=field.option,
        style=discord.TextStyle.paragraph if field.long else discord.TextStyle.short,
        default=field.value[: field.longest] or None,
        required=field.required,
        max_length=field.longest,
    )


def _inputs(components: Iterable[Mapping[str, Any]]) -> Iterable[Mapping[str, Any]]:
    """Each stands in a label of its own."""
    for component in components:
        yield component["component"]
