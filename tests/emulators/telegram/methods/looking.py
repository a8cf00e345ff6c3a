"""Methods that look something up, and leaveChat."""

from typing import Any

from tests.emulators.telegram.chats import PRESENT
from tests.emulators.telegram.errors import bad_request
from tests.emulators.telegram.files import LARGEST_DOWNLOAD
from tests.emulators.telegram.requests import Request
from tests.emulators.telegram.world import World

Json = dict[str, Any]

GIFTS = {
    "unlimited_gifts": True,
    "limited_gifts": True,
    "unique_gifts": True,
    "premium_subscription": True,
    "gifts_from_channels": True,
}
RIGHTS = [
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
]


def get_file(world: World, request: Request) -> Json:
    file = world.files.find(request.parameters["file_id"])
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if file.size > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return {**file.json, "file_path": file.path}


def get_chat(world: World, request: Request) -> Json:
    chat = world.chat(request.parameters["chat_id"])
    chat.check_access()
    return {
        **chat.json,
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": GIFTS,
    }


def get_chat_member(world: World, request: Request) -> Json:
    chat = world.chat(request.parameters["chat_id"])
    chat.check_access()
    user_id = request.parameters["user_id"]
    if user_id == world.bot["id"]:
        return member(world.sender, chat.bot_status)
    if user_id not in chat.members:
        raise bad_request("member not found")
    return member(*chat.members[user_id])


def get_chat_administrators(world: World, request: Request) -> list[Json]:
    """Without other bots."""
    chat = world.chat(request.parameters["chat_id"])
    chat.check_access()
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    everybody = [*chat.members.values(), (world.sender, chat.bot_status)]
    return [member(*each) for each in everybody if each[1] in {"administrator", "creator"}]


def get_chat_member_count(world: World, request: Request) -> int:
    chat = world.chat(request.parameters["chat_id"])
    chat.check_access()
    return 1 + sum(status in PRESENT for _, status in chat.members.values())


def leave_chat(world: World, request: Request) -> bool:
    chat = world.chat(request.parameters["chat_id"])
    chat.check_access()
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    chat.bot_status = "left"
    world.changes.tell()
    return True


def member(user: Json, status: str) -> Json:
    """A ChatMember."""
    common: Json = {"user": user, "status": status}
    match status:
        case "creator":
            return {**common, "is_anonymous": False}
        case "administrator":
            return {**common, **dict.fromkeys(RIGHTS, False)}
        case "kicked":
            return {**common, "until_date": 0}
    return common
