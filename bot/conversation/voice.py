"""What is said in a voice message, as text."""

import logging

from bot.agent.senses.transcription import (
    LARGEST_BYTES,
    LONGEST_SECONDS,
    NothingSaid,
    Transcriber,
    TranscriptionFailed,
)
from bot.conversation.messages import AttachmentUnreachable, Voice
from bot.conversation.turn_context import TurnContext
from bot.conversation.wording.media import VoiceFault, voice_fault_text
from core.people.actions import chosen_locale

logger = logging.getLogger(__name__)


class Unheard(Exception):
    """There is no text. `text` tells the person why, and what to do."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


async def listen(context: TurnContext, transcriber: Transcriber | None, voice: Voice) -> str:
    """The transcript. The turn is paused; nothing is fetched that can not be listened to.

    Raises Unheard.
    """
    if transcriber is None:
        raise _unheard(context, "deaf")
    if voice.seconds > LONGEST_SECONDS:
        raise _unheard(context, "too_long")
    if (voice.file.size or 0) > LARGEST_BYTES:
        raise _unheard(context, "too_large")
    spoken = await chosen_locale(context.work)
    await context.turn.pause()
    try:
        audio = await voice.file.read()
        if not audio:
            raise _unheard(context, "silent")
        if len(audio) > LARGEST_BYTES:
            raise _unheard(context, "too_large")
        return await transcriber.transcribe(audio, voice.file.media_type, spoken)
    except AttachmentUnreachable as failure:
        logger.warning("A voice message could not be fetched: %s", failure.reason)
        raise _unheard(context, "unreachable") from failure
    except NothingSaid as failure:
        raise _unheard(context, "silent") from failure
    except TranscriptionFailed as failure:
        logger.warning("A voice message could not be transcribed: %s", failure.reason)
        raise _unheard(context, "failed") from failure


def _unheard(context: TurnContext, fault: VoiceFault) -> Unheard:
    return Unheard(voice_fault_text(context.reader.language, fault, LONGEST_SECONDS // 60))
