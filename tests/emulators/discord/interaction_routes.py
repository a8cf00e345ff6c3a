"""Responses to interactions, and what follows them, over HTTP.

https://discord.com/developers/docs/interactions/receiving-and-responding
"""

from collections.abc import Mapping
from typing import Any

from tests.emulators.discord import posting
from tests.emulators.discord.components import modal_faults
from tests.emulators.discord.errors import (
    ALREADY_ACKNOWLEDGED,
    INVALID_WEBHOOK_TOKEN,
    TOO_MANY_FOLLOWUPS,
    UNKNOWN_INTERACTION,
    UNKNOWN_MESSAGE,
    UNKNOWN_WEBHOOK,
    fault,
    invalid_form,
    refusal,
)
from tests.emulators.discord.interactions import Callback, Interaction, Kind
from tests.emulators.discord.messages import EPHEMERAL, LOADING, Message
from tests.emulators.discord.requests import Handler, Request
from tests.emulators.discord.world import JSON, World
from tests.emulators.discord.writing import composed, message_payload, rewrite

RESPOND_WITHIN = 3.0
"""Seconds."""
FOLLOW_UP_WITHIN = 15 * 60.0
"""Seconds."""
MOST_FOLLOWUPS = 5
"""Where the bot is installed by the person alone."""

NEW_MESSAGE = frozenset({Callback.MESSAGE, Callback.DEFERRED_MESSAGE})
OLD_MESSAGE = frozenset({Callback.UPDATE, Callback.DEFERRED_UPDATE})
ALLOWED: Mapping[Kind, frozenset[Callback]] = {
    Kind.COMMAND: NEW_MESSAGE | {Callback.MODAL},
    Kind.COMPONENT: NEW_MESSAGE | OLD_MESSAGE | {Callback.MODAL},
    Kind.AUTOCOMPLETE: frozenset({Callback.CHOICES}),
    Kind.MODAL: NEW_MESSAGE,
}


def respond(world: World, request: Request) -> object:
    interaction = world.interactions.get(request.values["interaction_token"])
    if interaction is None or interaction.id != request.id("interaction_id"):
        raise refusal(UNKNOWN_INTERACTION)
    if interaction.callback is not None:
        raise refusal(ALREADY_ACKNOWLEDGED)
    if interaction.age > RESPOND_WITHIN:
        raise refusal(UNKNOWN_INTERACTION)
    callback = Callback(int(request.body["type"]))
    if callback not in _allowed(interaction):
        message = f"Not in response to an interaction of type {int(interaction.kind)}"
        raise invalid_form({"type": fault("INTERACTION_RESPONSE_TYPE_INVALID", message)})
    data = request.body.get("data") or {}
    _take(world, interaction, callback, data, request)
    interaction.callback = callback
    interaction.responded_after = interaction.age
    interaction.settled = callback not in {Callback.DEFERRED_MESSAGE, Callback.DEFERRED_UPDATE}
    if request.query.get("with_response", "").lower() not in {"1", "true"}:
        return None
    return _callback_answer(world, interaction, callback)


def follow_up(world: World, request: Request) -> object:
    """The first one after a deferral fills the message that says the bot is thinking."""
    interaction = _acknowledged(world, request)
    body = request.body or {}
    waiting = interaction.response
    if waiting is not None and waiting.loading:
        rewrite(world, waiting, body, request.files)
        message = waiting
    else:
        if "0" not in interaction.owners and len(interaction.followups) >= MOST_FOLLOWUPS:
            raise refusal(TOO_MANY_FOLLOWUPS)
        message = _answer(world, interaction, body, request)
        interaction.followups.append(message)
    interaction.settled = True
    waits = request.query.get("wait", "").lower() in {"1", "true"}
    return message_payload(world, message) if waits else None


def show_answer(world: World, request: Request) -> object:
    return message_payload(world, _own(world, request))


def edit_answer(world: World, request: Request) -> object:
    message = _own(world, request)
    rewrite(world, message, request.body or {}, request.files)
    _acknowledged(world, request).settled = True
    return message_payload(world, message)


def delete_answer(world: World, request: Request) -> None:
    posting.delete(world, _own(world, request))
    _acknowledged(world, request).settled = True


def _allowed(interaction: Interaction) -> frozenset[Callback]:
    """A modal that a component has opened can change the component's message."""
    allowed = ALLOWED[interaction.kind]
    if interaction.kind == Kind.MODAL and interaction.message is not None:
        return allowed | OLD_MESSAGE
    return allowed


def _take(
    world: World,
    interaction: Interaction,
    callback: Callback,
    data: Mapping[str, Any],
    request: Request,
) -> None:
    match callback:
        case Callback.MESSAGE:
            interaction.response = _answer(world, interaction, data, request)
        case Callback.DEFERRED_MESSAGE:
            interaction.response = _thinking(world, interaction, data)
        case Callback.DEFERRED_UPDATE:
            interaction.response = interaction.message
        case Callback.UPDATE:
            assert interaction.message is not None
            rewrite(world, interaction.message, data, request.files)
            interaction.response = interaction.message
        case Callback.CHOICES:
            interaction.choices = data.get("choices") or []
        case Callback.MODAL:
            if found := modal_faults(data["components"]):
                raise invalid_form({"data": {"components": found}})
            interaction.modal = dict(data)


def _answer(
    world: World, interaction: Interaction, data: Mapping[str, Any], request: Request
) -> Message:
    message = composed(world, interaction.channel, data, request.files)
    return _post(world, interaction, message, data)


def _thinking(world: World, interaction: Interaction, data: Mapping[str, Any]) -> Message:
    message = Message(world.next_id(), interaction.channel, world.bot, flags=LOADING)
    return _post(world, interaction, message, data)


def _post(
    world: World, interaction: Interaction, message: Message, data: Mapping[str, Any]
) -> Message:
    message.interaction = interaction.metadata()
    if (data.get("flags") or 0) & EPHEMERAL:
        message.flags |= EPHEMERAL
        message.seen_by = interaction.person
    return posting.post(world, message)


def _acknowledged(world: World, request: Request) -> Interaction:
    """Of the token. Raises the refusals of tokens that are not, not yet or no longer valid."""
    interaction = world.interactions.get(request.values["webhook_token"])
    known = request.id("webhook_id") == world.bot.id
    if interaction is None or not known or interaction.callback is None:
        raise refusal(UNKNOWN_WEBHOOK)
    if interaction.age > FOLLOW_UP_WITHIN:
        raise refusal(INVALID_WEBHOOK_TOKEN)
    return interaction


def _own(world: World, request: Request) -> Message:
    """The message of the interaction that is named: the first one, or one by its id."""
    interaction = _acknowledged(world, request)
    if "message_id" not in request.values:
        found = interaction.response
    else:
        message_id = request.id("message_id")
        found = next((it for it in interaction.messages if it.id == message_id), None)
    if found is None or found.deleted:
        raise refusal(UNKNOWN_MESSAGE)
    return found


def _callback_answer(world: World, interaction: Interaction, callback: Callback) -> JSON:
    about: JSON = {"id": str(interaction.id), "type": int(interaction.kind)}
    message = interaction.response
    if message is None:
        return {"interaction": about}
    about["response_message_id"] = str(message.id)
    about["response_message_loading"] = message.loading
    about["response_message_ephemeral"] = message.ephemeral
    if callback not in {Callback.MESSAGE, Callback.UPDATE}:
        return {"interaction": about}
    resource = {"type": int(callback), "message": message_payload(world, message)}
    return {"interaction": about, "resource": resource}


_BY_TOKEN = "/webhooks/{webhook_id}/{webhook_token}"
ROUTES: Mapping[str, Handler] = {
    "POST /interactions/{interaction_id}/{interaction_token}/callback": respond,
    f"POST {_BY_TOKEN}": follow_up,
    f"GET {_BY_TOKEN}/messages/@original": show_answer,
    f"PATCH {_BY_TOKEN}/messages/@original": edit_answer,
    f"DELETE {_BY_TOKEN}/messages/@original": delete_answer,
    f"GET {_BY_TOKEN}/messages/{{message_id}}": show_answer,
    f"PATCH {_BY_TOKEN}/messages/{{message_id}}": edit_answer,
    f"DELETE {_BY_TOKEN}/messages/{{message_id}}": delete_answer,
}
