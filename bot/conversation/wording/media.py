"""What is said about pictures and voice messages."""

from collections.abc import Mapping
from typing import Literal

from bot.conversation.wording.labels import isolated, shortened
from bot.conversation.wording.language import N_, Language

LONGEST_SHOWN = 500
"""Characters of a transcript, which is as long as somebody likes to talk."""

VoiceFault = Literal["deaf", "too_long", "too_large", "unreachable", "silent", "failed"]

_VOICE_FAULTS: Mapping[VoiceFault, str] = {
    "deaf": N_("I cannot listen to voice messages here. Please write it to me in a few words."),
    "too_long": N_(
        "That is too long for me: I listen to up to {minutes} minutes. Please say it shorter, or "
        "write it to me."
    ),
    "too_large": N_("That file is too large for me. Please say it shorter, or write it to me."),
    "unreachable": N_("I could not fetch your voice message. Please send it again."),
    "silent": N_("I could not hear any words. Please say it again, or write it to me."),
    "failed": N_("I could not make out what you said. Please try again, or write it to me."),
}


def what_is_this_text(language: Language, *, is_guess: bool) -> str:
    """A guess is put in for {subject}."""
    _ = language.gettext
    if is_guess:
        return _(
            "Could this be: {subject}?\nIf not, write me what it is, as in “a grey hoodie, got it "
            "yesterday”."
        )
    return _("What is this? Write me what it is, as in “a grey hoodie, got it yesterday”.")


def then_tell_text(language: Language) -> str:
    return language.gettext("Then write me what it is, as in “a grey hoodie, got it yesterday”.")


def waits_text(language: Language) -> str:
    return language.gettext(
        "I hold on to your picture for a while. Write me which thing it shows, as in “my grey "
        "hoodie”."
    )


def one_picture_text(language: Language) -> str:
    return language.gettext("One picture for each thing, please: I took one of these.")


def picture_unreachable_text(language: Language) -> str:
    return language.gettext("I could not fetch your picture. Please send it again.")


def transcript_text(language: Language, transcript: str) -> str:
    shown = isolated(shortened(transcript, LONGEST_SHOWN))
    return language.gettext("🎙 “{transcript}”").format(transcript=shown)


def voice_fault_text(language: Language, fault: VoiceFault, minutes: int) -> str:
    """`minutes`: how long a voice message may be."""
    return language.gettext(_VOICE_FAULTS[fault]).format(minutes=minutes)
