"""Answers where nothing was done, and why."""

from collections.abc import Mapping

from bot.agent.interpreter.understanding import NothingCode
from bot.agent.outcomes import NothingDone
from bot.conversation.wording.errors import error_text
from bot.conversation.wording.labels import isolated, shortened
from bot.conversation.wording.language import N_
from bot.conversation.wording.reader import Reader
from core.errors import ItemNotFound

_PLAIN: Mapping[NothingCode, str] = {
    "greeting": N_("Hello! Tell me what you got or gave away, or ask what you own."),
    "thanks": N_("You are welcome!"),
    "small_talk": N_("I am best with your things: tell me what you got, gave away or last used."),
    "wish": N_("Nothing was changed. Tell me once it has happened, and I note it."),
    "negation": N_("All right, then everything stays as it is."),
    "others": N_("I keep track of your own things only, so nothing was changed."),
    "instruction": N_("I only look after your list of things. Nothing was changed."),
    "erasure": N_("/deletemydata deletes everything I keep about you. I ask once more first."),
    "declined": N_("All right, nothing was changed."),
    "nothing_saved": N_("Nothing was saved. Tell me in one plain sentence what happened, please."),
    "whole_hours": N_("Reminders come on the hour. Tell me a whole one, as in “remind me at 8”."),
    "not_understood": N_(
        "I did not understand that, so nothing was changed. Try “bought a grey hoodie "
        "yesterday” or “gave my Switch to my brother”. /help shows more."
    ),
}


def nothing_text(reader: Reader, outcome: NothingDone) -> str:
    match outcome.code:
        case "help":
            return help_text(reader)
        case "not_found":
            return _not_found(reader, outcome.subject)
        case code:
            return reader.language.gettext(_PLAIN[code])


def help_text(reader: Reader) -> str:
    """What a person can say, in short."""
    return reader.language.gettext(
        "Just tell me, in your own words:\n"
        "“bought a grey hoodie yesterday, want to keep it two years”\n"
        "“gave my Switch to my brother”\n"
        "“what have I not used since spring?”\n"
        "/help lists all commands, /undo takes the last change back."
    )


def model_away_text(reader: Reader, unfinished: bool) -> str:
    _ = reader.language.gettext
    if unfinished:
        return _(
            "I could not finish that: what I told you is done, more is not. Say the rest again."
        )
    return _(
        "I did not understand that by myself, and the language model that helps me cannot be "
        "reached now. Nothing was changed. Try it in simpler words, or /help."
    )


def _not_found(reader: Reader, subject: str) -> str:
    _ = reader.language.gettext
    if not subject:
        return error_text(reader.language, ItemNotFound())
    name = isolated(shortened(subject))
    text = _("“{name}” is not on your list. To put it there, write: /add {name}")
    return text.format(name=name)
