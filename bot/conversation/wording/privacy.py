"""The policy in plain words, and the question before everything is deleted."""

from bot.conversation.button_payloads import EraseEverything, KeepEverything
from bot.conversation.messages import Reply
from bot.conversation.privacy_facts import PrivacyFacts
from bot.conversation.wording.language import Language
from bot.conversation.wording.reader import Reader
from core.people.erasing import Holdings


def policy_text(language: Language, facts: PrivacyFacts) -> str:
    """What is kept, where, who else sees it, how long, and what the person can do about it."""
    _ = language.gettext
    return "\n\n".join(
        [
            _(
                "What I keep: your things and their pictures, what you changed and when, your "
                "checkups and settings, your name as this chat shows it, your e-mail address if "
                "you gave me one, and what you wrote to me, so that I know what “it” means. I use "
                "it for your list and for nothing else."
            ),
            _where(language, facts),
            "\n".join(
                [
                    _("Who else sees it: a shared list in a group is seen by all its members."),
                    *_services(language, facts),
                ]
            ),
            _("How long: until you delete it."),
            _(
                "What you can do: /export hands you everything as a file, /deletemydata deletes "
                "it all. You need no reason for either."
            ),
            _("Reminders of your checkups are the only messages you get without asking."),
        ]
    )


def erasure_question(reader: Reader, asked_in: int, going: Holdings) -> Reply:
    """Names what goes. The Yes carries the minute of the question."""
    _ = reader.language.gettext
    things = reader.language.ngettext("{count} thing", "{count} things", going.things)
    lists = reader.language.ngettext(
        "your place in {count} shared list",
        "your place in {count} shared lists",
        going.shared_lists,
    )
    rest = _("your history, your checkups and your settings")
    what = ", ".join([things, *([lists] if going.shared_lists else []), rest])
    text = _(
        "Delete everything I keep about you? {what} go for good, on every platform. There is no "
        "Undo; /export gives you a copy first."
    )
    yes = reader.button(_("Yes, delete everything"), EraseEverything(asked_in), "🗑️")
    no = reader.button(_("No, keep it"), KeepEverything(), "✖️")
    return Reply(text.format(what=what), buttons=((yes,), (no,)))


def nothing_erased_text(language: Language) -> str:
    return language.gettext("All right, everything stays as it is.")


def _where(language: Language, facts: PrivacyFacts) -> str:
    _ = language.gettext
    if facts.encrypted:
        return _(
            "Where: with whoever runs this bot, encrypted, with the key kept apart from the data."
        )
    return _("Where: in the database of whoever runs this bot.")


def _services(language: Language, facts: PrivacyFacts) -> list[str]:
    _ = language.gettext
    services = [
        (
            facts.model_host,
            _(
                "What I cannot understand by myself goes to the language model at {host}, with "
                "the names of your things and your last messages."
            ),
        ),
        (facts.voice_host, _("Voice messages go to {host}, to be put into words.")),
        (facts.mail_host, _("Mails, which you get only if you ask for them, go by {host}.")),
        (facts.picture_host, _("Pictures without words go to {host}, to be recognised.")),
    ]
    told = [text.format(host=host) for host, text in services if host is not None]
    return told or [_("No other service gets any of it.")]
