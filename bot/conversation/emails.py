"""/email: the address for mails, the code that proves it, and switching mails on and off.

A mail is sent when all that led to it is committed, with no transaction open meanwhile.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.agent.calls import ChangeSettings
from bot.agent.errors import PrivateMatter
from bot.agent.outcomes import Changed, Outcome
from bot.conversation.answer import Answer
from bot.conversation.email_buttons import EmailWish
from bot.conversation.errors import WordsMissing
from bot.conversation.messages import Reply
from bot.conversation.option_values import Values
from bot.conversation.options import ENTRY
from bot.conversation.turn_context import TurnContext
from bot.conversation.typed_codes import DIGITS, digits_in, is_digits_alone, typed_code
from bot.conversation.wording import emails as wording
from bot.conversation.wording.errors import error_text
from bot.conversation.wording.receipts import receipt_reply
from bot.counters import Limit
from core.errors import MinNowError, NothingToVerify
from core.people.actions import show_settings
from core.people.emails import (
    CodeExpired,
    WrongCode,
    begin_verification,
    enter_code,
    was_code_sent,
)
from core.receipts import Receipt, SettingsChange

COMMAND = "email"
MAILS = Limit("mails", 10, 3600)
"""That a chat may ask for: codes and tests."""


async def email(context: TurnContext, words: str) -> Answer:
    """An address, a code or a wish; without words, how things stand. Raises WordsMissing, and
    what manage_email() raises."""
    if not words:
        return await _status(context)
    if "@" in words:
        return await _set_address(context, words)
    if is_digits_alone(words):
        return await _enter(context, digits_in(words))
    try:
        wish = EmailWish(words.casefold())
    except ValueError:
        raise WordsMissing from None
    return await manage_email(context, wish)


async def email_invoked(context: TurnContext, values: Values) -> Answer:
    return await email(context, values.text(ENTRY.name) or "")


async def manage_email(context: TurnContext, wish: EmailWish) -> Answer:
    """Raises PrivateMatter in a group; NothingToVerify and TooManyCodes where a code is wished
    for that can not be had."""
    if context.work.actor.is_shared:
        raise PrivateMatter(COMMAND)
    match wish:
        case EmailWish.CODE:
            return Answer((Reply(await _send_code(context)),))
        case EmailWish.TEST:
            return Answer((Reply(await _send_test(context)),))
        case EmailWish.ON:
            return await _turn_on(context)
        case EmailWish.OFF:
            return await context.run(ChangeSettings(email_notifications=False))
        case EmailWish.REMOVE:
            return await context.run(ChangeSettings(email="", email_notifications=False))


async def enter_typed_code(context: TurnContext, text: str) -> Answer | None:
    """What comes of a text that is a code; None where it is none, or none was sent lately. Raises
    PrivateMatter in a group: nobody is to read it there, and no model either."""
    code = typed_code(text)
    if code is None or not await was_code_sent(context.work):
        return None
    if context.work.actor.is_shared:
        raise PrivateMatter(COMMAND)
    return await _enter(context, code)


async def prove_new_address(context: TurnContext, answer: Answer) -> Answer:
    """The answer, and where it tells of a new address that nobody has proven yet, what became of
    the code that is sent there. However the address was set, this is what follows."""
    if not _sets_address(answer.outcomes):
        return answer
    context = await context.anew()
    try:
        told = await _send_code(context)
    except NothingToVerify:
        return answer
    except MinNowError as error:
        told = error_text(context.reader.language, error)
    *others, last = answer.replies
    return replace(answer, replies=(*others, replace(last, text=f"{last.text}\n{told}")))


def _sets_address(outcomes: Sequence[Outcome]) -> bool:
    """Not by taking something back: who does that asks for no mail."""
    return any(
        isinstance(change, SettingsChange)
        and change.after.email not in (None, change.before.email)
        and not change.after.email_verified
        for outcome in outcomes
        if isinstance(outcome, Changed) and not outcome.receipt.undo
        for change in outcome.receipt.changes
    )


async def _status(context: TurnContext) -> Answer:
    settings = await show_settings(context.work)
    return Answer((wording.status_reply(context.reader, settings),))


async def _set_address(context: TurnContext, address: str) -> Answer:
    """The code follows by prove_new_address(); here only where the address is set already."""
    answer = await context.run(ChangeSettings(email=address))
    match answer.outcomes:
        case (Changed(receipt=Receipt(changes=())),):
            pass
        case _:
            return answer
    if (await show_settings(context.work)).email_verified:
        return await _status(context)
    return Answer((Reply(await _send_code(context)),))


async def _turn_on(context: TurnContext) -> Answer:
    settings = await show_settings(context.work)
    if settings.email is None:
        return await _status(context)
    if not settings.email_verified:
        return Answer((Reply(await _send_code(context)),))
    return await context.run(ChangeSettings(email_notifications=True))


async def _enter(context: TurnContext, digits: str) -> Answer:
    reader = context.reader
    if len(digits) != DIGITS:
        return Answer((Reply(wording.malformed_code_text(reader.language)),))
    match await enter_code(context.work, digits):
        case Receipt(changes=()):
            return await _status(context)
        case Receipt() as receipt:
            told = receipt_reply(reader, [receipt])
            thanks = wording.verified_text(reader.language)
            return Answer((replace(told, text=f"{told.text}\n{thanks}"),))
        case WrongCode(tries_left):
            return Answer((wording.wrong_code_reply(reader, tries_left),))
        case CodeExpired():
            return Answer((wording.code_expired_reply(reader),))


async def _send_code(context: TurnContext) -> str:
    """What became of it. Raises NothingToVerify, TooManyCodes; nothing is sent then."""
    from bot.mail.code_mail import code_mail  # loads the templates' library

    language, actor = context.reader.language, context.work.actor
    if not await _may_send(context):
        return wording.too_many_mails_text(language)
    code = await begin_verification(context.work)
    mail = code_mail(language, code.address, actor.display_name, code.digits)
    await context.turn.pause()
    outcome = await context.mailer.send(mail)
    return wording.code_text(language, outcome, code.address, context.mailer.where)


async def _send_test(context: TurnContext) -> str:
    """What became of it."""
    from bot.mail.trial_mail import trial_mail  # loads the templates' library

    language, actor = context.reader.language, context.work.actor
    settings = await show_settings(context.work)
    if settings.email is None or not settings.email_verified:
        return wording.no_test_text(language)
    if not await _may_send(context):
        return wording.too_many_mails_text(language)
    await context.turn.pause()
    outcome = await context.mailer.send(trial_mail(language, settings.email, actor.display_name))
    return wording.trial_text(language, outcome, settings.email, context.mailer.where)


async def _may_send(context: TurnContext) -> bool:
    """By the chat, which stays the same for who deletes everything and begins anew: otherwise
    that were a way to have mails sent without end."""
    return await context.counters.within_any(MAILS, f"{context.work.platform}:{context.chat_id}")
