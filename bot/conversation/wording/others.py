"""A friendly sentence for each kind of message that is not read."""

from collections.abc import Mapping

from bot.conversation.messages import OtherKind
from bot.conversation.wording.language import N_, Language

_SENTENCES: Mapping[OtherKind, str] = {
    OtherKind.STICKER: N_("Nice sticker! Tell me in words what you got, gave away or last used."),
    OtherKind.ANIMATION: N_("Fun to watch! Tell me in words what you got, gave away or last used."),
    OtherKind.VIDEO: N_("I cannot watch videos. A photo with a few words works well."),
    OtherKind.AUDIO: N_("I do not listen to audio files. Write it to me in a few words, please."),
    OtherKind.DOCUMENT: N_(
        "I do not read files. A photo or a few words work well, as in “bought a grey hoodie "
        "yesterday”."
    ),
    OtherKind.LOCATION: N_("I keep track of things, not of places. Your location is not kept."),
    OtherKind.CONTACT: N_(
        "I do not keep contacts. If something went to somebody, tell me in words: “gave my Switch "
        "to my brother”."
    ),
    OtherKind.POLL: N_("I do not vote. Tell me in words what you got, gave away or last used."),
    OtherKind.DICE: N_("Good throw! I only keep track of things, so nothing was changed."),
    OtherKind.FORWARDED: N_(
        "I note only what you tell me yourself, so that nobody else's words change your list. "
        "Please write it in your own words."
    ),
    OtherKind.ANONYMOUS: N_(
        "I cannot tell who you are. Please switch off “Remain anonymous” in the group's settings, "
        "or write to me in private."
    ),
    OtherKind.UNKNOWN: N_("I cannot read that. Tell me in words, please; /help shows examples."),
}


def other_text(language: Language, kind: OtherKind) -> str:
    return language.gettext(_SENTENCES[kind])
