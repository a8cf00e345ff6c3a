"""Replies for programs: text and the labels of the buttons."""

from typing import TypedDict

from bot.conversation.messages import Reply


class JsonReply(TypedDict):
    text: str
    buttons: list[list[str]]
    """Rows of labels."""


def reply_as_json(reply: Reply) -> JsonReply:
    return {
        "text": reply.plain(),
        "buttons": [[button.label for button in row] for row in reply.buttons],
    }
