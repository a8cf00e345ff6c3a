"""What a press meets where it cannot be done."""

from dataclasses import replace

from bot.conversation.messages import Reply


def as_notice(reply: Reply) -> Reply:
    """A short word for the presser alone; a reply that leads on by a button or link stays a
    message, as a notice has room for neither."""
    return reply if reply.buttons or reply.links else replace(reply, notice=True)
