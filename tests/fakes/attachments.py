"""Files that come with messages."""

from bot.conversation.messages import Attachment, AttachmentUnreachable


def no_file(media_type: str = "audio/ogg") -> Attachment:
    """One that the platform does not hand over."""

    async def read() -> bytes:
        raise AttachmentUnreachable("there is none")

    return Attachment(media_type, None, read)
