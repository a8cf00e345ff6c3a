"""What Telegram tells, in the words of the conversation. Pure: nothing is asked or sent."""

from telegram import (
    CallbackQuery,
    ChatMember,
    ChatMemberRestricted,
    ChatMemberUpdated,
    Message,
    Update,
    User,
)

from bot.conversation.messages import (
    Account,
    Content,
    Incoming,
    Joined,
    Other,
    OtherKind,
    Picture,
    Press,
    Text,
    Voice,
)
from bot.frontends.telegram.addressing import is_for, without_name
from bot.frontends.telegram.attachments import attachment_of, largest_that_fits
from bot.frontends.telegram.chats import (
    PLATFORM,
    account_of,
    address_of,
    group_of,
    is_group,
    is_heard,
    thread_of,
)
from bot.frontends.telegram.seconds import seconds_of

_KINDS = {
    "sticker": OtherKind.STICKER,
    "animation": OtherKind.ANIMATION,  # before "document", which it has too
    "video": OtherKind.VIDEO,
    "video_note": OtherKind.VIDEO,
    "audio": OtherKind.AUDIO,
    "document": OtherKind.DOCUMENT,
    "venue": OtherKind.LOCATION,
    "location": OtherKind.LOCATION,
    "contact": OtherKind.CONTACT,
    "poll": OtherKind.POLL,
    "dice": OtherKind.DICE,
    "story": OtherKind.UNKNOWN,
    "game": OtherKind.UNKNOWN,
    "invoice": OtherKind.UNKNOWN,
    "paid_media": OtherKind.UNKNOWN,
    "live_photo": OtherKind.UNKNOWN,
    "checklist": OtherKind.UNKNOWN,
    "giveaway": OtherKind.UNKNOWN,
    "api_kwargs": OtherKind.UNKNOWN,  # what is newer than the library
}
"""By the field of the message, the first that is there."""


def incoming_of(update: Update, me: User) -> Incoming | None:
    """What is to be answered; None where silence is right.

    Silence is right about channel posts, edited messages, messages of bots, service messages,
    and whatever in a group is neither a command, nor a mention of the bot, nor a reply to it. The
    files of what comes out are fetched through the bot that the update was read with.
    """
    if update.message is not None:
        return _from_message(update.update_id, update.message, me)
    if update.callback_query is not None:
        return _from_press(update.update_id, update.callback_query)
    if update.my_chat_member is not None:
        return _from_joining(update.update_id, update.my_chat_member)
    return None


def is_in(member: ChatMember) -> bool:
    """Whether the member is in the chat and not merely known to it."""
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status in (ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER)


def _from_message(update_id: int, message: Message, me: User) -> Incoming | None:
    chat, user = message.chat, message.from_user
    if user is None or not is_heard(chat) or message.is_automatic_forward:
        return None
    if user.is_bot and message.sender_chat is None:
        return None
    if is_group(chat) and (message.forward_origin is not None or not is_for(message, me)):
        return None
    content = _content(message, me)
    if content is None:
        return None
    account = account_of(user)
    if message.sender_chat is not None:
        # Telegram names a bot of its own as the sender (Bot API, Message, sender_chat).
        content = Other(OtherKind.ANONYMOUS)
        sender = message.sender_chat
        account = Account(PLATFORM, str(sender.id), sender.effective_name or "")
    return Incoming(
        address_of(chat, thread_of(message)),
        account,
        content,
        user.language_code,
        str(update_id),
        group_of(chat),
    )


def _content(message: Message, me: User) -> Content | None:
    if message.forward_origin is not None:
        return Other(OtherKind.FORWARDED)
    words = message.text or message.caption or ""
    if is_group(message.chat):
        words = without_name(message, me)
    if message.text is not None:
        return Text(words)
    if message.photo:
        photo = attachment_of(largest_that_fits(message.photo), "image/jpeg")
        return Picture(photo, words, message.media_group_id)
    if message.voice is not None:
        file = attachment_of(message.voice, message.voice.mime_type or "audio/ogg")
        return Voice(file, int(seconds_of(message.voice.duration)))
    document = message.document
    if document is not None and message.animation is None:
        media_type = document.mime_type or ""
        if media_type.startswith("image/"):
            return Picture(attachment_of(document, media_type), words, message.media_group_id)
    kind = next((kind for field, kind in _KINDS.items() if getattr(message, field)), None)
    return None if kind is None else Other(kind)


def _from_press(update_id: int, query: CallbackQuery) -> Incoming | None:
    message = query.message
    if query.data is None or message is None or not is_heard(message.chat):
        return None
    return Incoming(
        address_of(message.chat, thread_of(message) if isinstance(message, Message) else None),
        account_of(query.from_user),
        Press(query.data),
        query.from_user.language_code,
        str(update_id),
        group_of(message.chat),
    )


def _from_joining(update_id: int, change: ChatMemberUpdated) -> Incoming | None:
    if not is_group(change.chat) or is_in(change.old_chat_member):
        return None
    if not is_in(change.new_chat_member):
        return None
    user = change.from_user
    return Incoming(
        address_of(change.chat),
        account_of(user),
        Other(OtherKind.ANONYMOUS) if user.is_bot else Joined(),
        user.language_code,
        str(update_id),
        group_of(change.chat),
    )
