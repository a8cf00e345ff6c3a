"""The address for mails: how it stands, the code that proves it, and what became of a mail."""

from dataclasses import dataclass

from bot.conversation.email_buttons import EmailWish, ManageEmail
from bot.conversation.messages import Button, Reply
from bot.conversation.wording.labels import isolated
from bot.conversation.wording.language import Language
from bot.conversation.wording.reader import Reader
from bot.posting import Outcome, Postponed, Sent, Unknown
from core.people.results import Settings


@dataclass(frozen=True, slots=True)
class TrialWords:
    """Of a mail."""

    subject: str
    greeting: str
    lead: str
    language: str
    """BCP 47."""


def status_reply(reader: Reader, settings: Settings) -> Reply:
    """How things stand, with what can be done about it."""
    _ = reader.language.gettext
    if settings.email is None:
        return Reply(
            _(
                "I have no e-mail address of yours. For reminders by mail write /email and your "
                "address, as in /email ann@example.org. I send a code there first."
            )
        )
    remove = _button(reader, EmailWish.REMOVE)
    if not settings.email_verified:
        text = _(
            "{address} is not verified yet: type the 8-digit code from my mail here. No mail goes "
            "there before that."
        )
        rows: tuple[tuple[Button, ...], ...] = ((_button(reader, EmailWish.CODE), remove),)
    elif settings.email_notifications:
        text = _("Reminders also go to {address}.")
        switch = _button(reader, EmailWish.OFF)
        rows = ((_button(reader, EmailWish.TEST), switch), (remove,))
    else:
        text = _("{address} is verified, and no reminders go there.")
        switch = _button(reader, EmailWish.ON)
        rows = ((_button(reader, EmailWish.TEST), switch), (remove,))
    return Reply(text.format(address=settings.email), buttons=rows)


def code_text(language: Language, outcome: Outcome, address: str, where: str) -> str:
    """What became of the mail with the code."""
    _ = language.gettext
    match outcome:
        case Sent():
            text = _(
                "I have sent an 8-digit code to {address} (by {where}). Type it here within 15 "
                "minutes, and reminders come there too."
            )
        case Unknown():
            text = _(
                "I am not sure that my mail with the code got through to {address} (by {where}). "
                "It may have arrived: then type the 8 digits here within 15 minutes. If not, "
                "/email sends another."
            )
        case Postponed():
            text = _(
                "I could not send the code to {address} just now ({where} does not take it). "
                "Please ask for another in a few minutes: /email."
            )
        case _:
            text = _(
                "My mail with the code was refused for {address} (by {where}). Is the address "
                "right? Write /email and the right one."
            )
    return text.format(address=masked(address), where=where)


def trial_text(language: Language, outcome: Outcome, address: str, where: str) -> str:
    """What became of a mail that was asked for to see whether it arrives."""
    _ = language.gettext
    match outcome:
        case Sent():
            text = _("I have sent a test to {address}, by {where}. Is it there?")
        case Unknown():
            text = _(
                "I am not sure that my test got through to {address}, by {where}. Is it there?"
            )
        case Postponed():
            text = _(
                "My test to {address} did not leave: {where} does not take it just now. Please "
                "try again in a few minutes."
            )
        case _:
            text = _(
                "My test to {address} was refused by {where}. Is the address right? Whoever runs "
                "this bot can see why in its log."
            )
    return text.format(address=address, where=where)


def trial_words(language: Language, name: str) -> TrialWords:
    _ = language.gettext
    return TrialWords(
        subject=_("A test from MinNow"),
        greeting=_("Hello {name}!").format(name=isolated(name)),
        lead=_("This is the test you asked for in the chat. Mails to this address arrive."),
        language=language.tag,
    )


def no_test_text(language: Language) -> str:
    return language.gettext(
        "A test goes to a verified address only. /email shows how yours stands."
    )


def too_many_mails_text(language: Language) -> str:
    return language.gettext("I have sent you many mails already. Please try again in an hour.")


def verified_text(language: Language) -> str:
    return language.gettext(
        "Your address is verified, and reminders come there too from now on. /email turns them off."
    )


def malformed_code_text(language: Language) -> str:
    return language.gettext("A code has 8 digits, as in 1234 5678. Please type it once more.")


def wrong_code_reply(reader: Reader, tries_left: int) -> Reply:
    if tries_left:
        return Reply(
            reader.language.ngettext(
                "That is not the code. You have {count} try left.",
                "That is not the code. You have {count} tries left.",
                tries_left,
            )
        )
    text = reader.language.gettext("That is not the code, and it was the last try for it.")
    return Reply(text, buttons=((_button(reader, EmailWish.CODE),),))


def code_expired_reply(reader: Reader) -> Reply:
    text = reader.language.gettext("That code is used, too old or for another address.")
    return Reply(text, buttons=((_button(reader, EmailWish.CODE),),))


def masked(address: str) -> str:
    """As in "a…@example.org"."""
    name, _at, domain = address.rpartition("@")
    return f"{name[:1]}…@{domain}"


def _button(reader: Reader, wish: EmailWish) -> Button:
    _ = reader.language.gettext
    match wish:
        case EmailWish.CODE:
            label, emoji = _("Send a new code"), "✉️"
        case EmailWish.TEST:
            label, emoji = _("Send a test"), "✉️"
        case EmailWish.ON:
            label, emoji = _("Turn on"), "🔔"
        case EmailWish.OFF:
            label, emoji = _("Turn off"), "🔕"
        case EmailWish.REMOVE:
            label, emoji = _("Remove"), "🗑️"
    return reader.button(label, ManageEmail(wish), emoji)
