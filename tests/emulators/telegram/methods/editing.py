"""Methods that change or remove messages (Bot API, Updating messages)."""

from collections.abc import Mapping
from typing import Any

from tests.emulators.telegram.errors import NOT_MODIFIED, Refusal, bad_request
from tests.emulators.telegram.messages import Message
from tests.emulators.telegram.methods.sending import captioned, markup_of, media_of
from tests.emulators.telegram.requests import Request
from tests.emulators.telegram.texts import LONGEST_TEXT, formatted
from tests.emulators.telegram.world import World

Json = dict[str, Any]

MEDIA = ("photo", "document")
TEXT_FIELDS = ("text", "entities")
CAPTION_FIELDS = ("caption", "caption_entities")
MOST_DELETIONS = 100


def edit_text(world: World, request: Request) -> Json:
    said = formatted(request.parameters, "text", "entities", LONGEST_TEXT, "message")
    if not said.text:
        raise bad_request("message text is empty")
    message = _editable(world, request.parameters)
    if "text" not in message.json:
        raise bad_request("there is no text in the message to edit")
    content: Json = {"text": said.text}
    if said.entities:
        content["entities"] = said.entities
    return _edited(
        world, message, TEXT_FIELDS, content | markup_of(request.parameters), said.source
    )


def edit_caption(world: World, request: Request) -> Json:
    caption, source = captioned(request.parameters)
    message = _editable(world, request.parameters)
    if not set(MEDIA) & set(message.json):
        raise bad_request("there is no caption in the message to edit")
    content = caption | markup_of(request.parameters)
    return _edited(world, message, CAPTION_FIELDS, content, source)


def edit_media(world: World, request: Request) -> Json:
    media = request.parameters["media"]
    content, data = media_of(world, request, media["type"], media["media"])
    caption, source = captioned(media)
    message = _editable(world, request.parameters)
    message.data = data
    fields = (*MEDIA, *TEXT_FIELDS, *CAPTION_FIELDS)
    return _edited(
        world, message, fields, content | caption | markup_of(request.parameters), source
    )


def edit_markup(world: World, request: Request) -> Json:
    markup = markup_of(request.parameters)
    message = _editable(world, request.parameters)
    return _edited(world, message, (), markup, message.source)


def delete_message(world: World, request: Request) -> bool:
    parameters = request.parameters
    chat = world.chat(parameters["chat_id"])
    chat.check_access()
    message = chat.message(parameters["message_id"])
    if message is None:
        raise bad_request("message to delete not found")
    if message.old:
        raise bad_request("message can't be deleted for everyone")
    if not message.from_bot and chat.kind != "private" and chat.bot_status != "administrator":
        raise bad_request("message can't be deleted")
    message.deleted = True
    world.changes.tell()
    return True


def delete_messages(world: World, request: Request) -> bool:
    """What is not found is skipped."""
    ids = request.parameters["message_ids"]
    if not 1 <= len(ids) <= MOST_DELETIONS:
        raise bad_request("wrong number of message identifiers: 1-100 are allowed")
    chat = world.chat(request.parameters["chat_id"])
    chat.check_access()
    for message_id in ids:
        if (message := chat.message(message_id)) is not None:
            message.deleted = True
    world.changes.tell()
    return True


def _editable(world: World, parameters: Mapping[str, Any]) -> Message:
    if "inline_message_id" in parameters:
        raise Refusal(501, "Not Implemented: the emulator has no inline messages")
    if "chat_id" not in parameters:
        raise bad_request("chat_id is empty")
    if "message_id" not in parameters:
        raise bad_request("message identifier is not specified")
    chat = world.chat(parameters["chat_id"])
    chat.check_access()
    message = chat.message(parameters["message_id"])
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot or message.old:
        raise bad_request("message can't be edited")
    return message


def _edited(
    world: World, message: Message, fields: tuple[str, ...], content: Json, source: str
) -> Json:
    """A keyboard that is not sent again goes."""
    replaced = {*fields, "reply_markup"}
    before = {name: message.json[name] for name in replaced if name in message.json}
    if before == content:
        raise bad_request(NOT_MODIFIED)
    kept = {name: value for name, value in message.json.items() if name not in replaced}
    message.json = {**kept, **content, "edit_date": int(world.now())}
    message.source = source
    message.edits += 1
    world.changes.tell()
    return message.json
