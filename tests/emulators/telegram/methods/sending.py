"""Methods that send (Bot API, Available methods)."""

from collections.abc import Mapping
from typing import Any

from tests.emulators.telegram.chats import Chat
from tests.emulators.telegram.errors import bad_request
from tests.emulators.telegram.files import StoredFile, check_photo, check_upload, mime_type
from tests.emulators.telegram.keyboards import check_inline_keyboard
from tests.emulators.telegram.messages import Message
from tests.emulators.telegram.requests import Request
from tests.emulators.telegram.texts import LONGEST_CAPTION, LONGEST_TEXT, formatted
from tests.emulators.telegram.world import Action, World

Json = dict[str, Any]

ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}
SERVED_ADDRESSES = ("http://", "https://")


def send_message(world: World, request: Request) -> Json:
    parameters = request.parameters
    said = formatted(parameters, "text", "entities", LONGEST_TEXT, "message")
    if not said.text:
        raise bad_request("message text is empty")
    content: Json = {"text": said.text}
    if said.entities:
        content["entities"] = said.entities
    return _sent(world, parameters, content, said.source).json


def send_photo(world: World, request: Request) -> Json:
    return _send_file(world, request, "photo")


def send_document(world: World, request: Request) -> Json:
    return _send_file(world, request, "document")


def send_media_group(world: World, request: Request) -> list[Json]:
    media = request.parameters["media"]
    if not 2 <= len(media) <= 10:
        raise bad_request("wrong number of messages in the album: 2-10 are allowed")
    files = [media_of(world, request, each["type"], each["media"]) for each in media]
    captions = [captioned(each) for each in media]
    group = {"media_group_id": str(world.next_number())}
    return [
        _sent(world, request.parameters, content | caption | group, source, data).json
        for (content, data), (caption, source) in zip(files, captions, strict=True)
    ]


def send_chat_action(world: World, request: Request) -> bool:
    parameters = request.parameters
    if parameters["action"] not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = world.chat(parameters["chat_id"])
    chat.check_access()
    thread = parameters.get("message_thread_id")
    chat.check_thread(thread)
    world.actions.append(Action(chat.id, parameters["action"], thread))
    world.changes.tell()
    return True


def media_of(world: World, request: Request, kind: str, value: str) -> tuple[Json, bytes]:
    """The photo or document that a parameter names: as a message has it. Raises Refusal."""
    if value.startswith(SERVED_ADDRESSES):
        raise bad_request("failed to get HTTP URL content")
    if kind not in {"photo", "document"}:
        raise bad_request(f"the emulator sends no {kind}")
    upload = request.upload(value)
    if upload is None:
        return _known(world, kind, value)
    if kind == "photo":
        check_photo(upload.data)
        return {"photo": world.files.photo_sizes(upload.data)}, upload.data
    check_upload(upload.data)
    return _document(world.files.add("documents", upload.name, upload.data))


def _known(world: World, kind: str, file_id: str) -> tuple[Json, bytes]:
    """A file that was sent before, by whomever."""
    file, sizes = world.files.find(file_id), world.files.sizes_of(file_id)
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if kind == "photo":
        if sizes is None:
            raise bad_request("can't use file of type Document as Photo")
        return {"photo": sizes}, file.data
    if sizes is not None:
        raise bad_request("can't use file of type Photo as Document")
    return _document(file)


def _document(file: StoredFile) -> tuple[Json, bytes]:
    told = {**file.json, "file_name": file.name, "mime_type": mime_type(file.name)}
    return {"document": told}, file.data


def captioned(parameters: Mapping[str, Any]) -> tuple[Json, str]:
    """The fields of a caption, and it as HTML. Raises Refusal."""
    said = formatted(parameters, "caption", "caption_entities", LONGEST_CAPTION, "message caption")
    content: Json = {"caption": said.text} if said.text else {}
    if said.entities:
        content["caption_entities"] = said.entities
    return content, said.source


def markup_of(parameters: Mapping[str, Any]) -> Json:
    """The reply_markup as the message has it: only inline keyboards show. Raises Refusal."""
    markup = parameters.get("reply_markup")
    if markup is None or "inline_keyboard" not in markup:
        return {}
    kept = check_inline_keyboard(markup)
    return {"reply_markup": kept} if kept else {}


def _send_file(world: World, request: Request, kind: str) -> Json:
    content, data = media_of(world, request, kind, request.parameters[kind])
    caption, source = captioned(request.parameters)
    return _sent(world, request.parameters, content | caption, source, data).json


def _sent(
    world: World,
    parameters: Mapping[str, Any],
    content: Json,
    source: str,
    data: bytes | None = None,
) -> Message:
    chat = world.chat(parameters["chat_id"])
    chat.check_access()
    thread = parameters.get("message_thread_id")
    chat.check_thread(thread)
    answered = _answered(chat, parameters.get("reply_parameters"))
    sender = {"sender_chat": chat.json} if chat.kind == "channel" else {"from": world.sender}
    message = chat.admit(
        sender,
        content | markup_of(parameters),
        thread=thread,
        reply_to=answered,
        from_bot=True,
        source=source,
        data=data,
    )
    message.forces_reply = (parameters.get("reply_markup") or {}).get("force_reply", False)
    return message


def _answered(chat: Chat, reply: Mapping[str, Any] | None) -> Message | None:
    if reply is None:
        return None
    found = chat.message(reply["message_id"])
    if found is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return found
