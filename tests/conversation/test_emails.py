"""/email: mails are asked for, proven by a code, and switched off by one tap."""

import logging
from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import select

from bot import posting
from bot.agent.calls import ChangeSettings, ShowSettings, Undo
from bot.agent.interpreter.understanding import Choice
from bot.agent.labels import NO, YES
from bot.agent.outcomes import Outcome
from bot.agent.tools import ask
from bot.conversation.messages import Invoked
from bot.conversation.typed_codes import MASK, typed_code, without_code
from bot.conversation.wording.emails import masked
from bot.posting import Blocked, Postponed, Refused, Sent, Unknown
from core.turns.desk import Turn
from storage.tables import ChangeRow, OneTimeCodeRow, TurnRow
from tests.conversation.conftest import World, has_opened
from tests.fakes.talker import Talker

ADDRESS = "ann@example.org"


async def verifies(world: World, talker: Talker, address: str = ADDRESS) -> str:
    await talker.say(f"/email {address}")
    return await talker.say(f"/email {world.mailer.code()}")


def other_than(digits: str) -> str:
    return f"{(int(digits) + 1) % 10**8:08d}"


async def kept(world: World) -> str:
    """All that is stored of turns and changes."""
    async with world.database.engine.connect() as connection:
        rows: list[Sequence[object]] = []
        for table in (TurnRow, ChangeRow, OneTimeCodeRow):
            rows += (await connection.execute(select(table.__table__))).all()
    return " ".join(str(tuple(row)) for row in rows)


async def said(world: World) -> list[str | None]:
    async with world.database.engine.connect() as connection:
        return list(await connection.scalars(select(TurnRow.said).order_by(TurnRow.id)))


async def test_an_address_is_set_by_a_command_and_gets_a_code(world: World, ann: Talker) -> None:
    text = await ann.say(f"/email {ADDRESS}")
    assert text.startswith(f"E-mail: none → {ADDRESS}\n")
    assert "I have sent an 8-digit code to a…@example.org (by mail.example)." in text
    (mail,) = world.mailer.mails
    assert (mail.to, mail.to_name, mail.tag) == (ADDRESS, "Ann", "code")
    assert ann.labels() == ["↩️ Undo"]
    assert f"{ADDRESS} (not verified)" in await ann.say("/settings")


@pytest.mark.parametrize(
    "typed",
    ["/email {0}{1}", "/email {0} {1}", "{0}{1}", "{0} {1}", "{0}-{1}", "my code is {0}{1}"],
)
async def test_the_code_switches_mails_on_however_it_is_typed(
    world: World, ann: Talker, typed: str
) -> None:
    await ann.say(f"/email {ADDRESS}")
    code = world.mailer.code()
    text = await ann.say(typed.format(code[:4], code[4:]))
    assert f"{ADDRESS}: verified\nE-mail notifications: off → on" in text
    assert "/email turns them off" in text
    assert world.agent.heard == []
    await ann.press("Undo")
    settings = await ann.say("/settings")
    assert "(not verified)" in settings
    assert "E-mail notifications: off" in settings


async def test_an_address_in_a_sentence_gets_a_code_too(world: World, ann: Talker) -> None:
    world.agent.will_run(ChangeSettings(email=ADDRESS))
    text = await ann.say("my email is ann@example.org")
    assert text.startswith(f"E-mail: none → {ADDRESS}\nI have sent an 8-digit code")
    assert len(ann.replies) == 1
    assert "verified" in await ann.say(world.mailer.code())


async def test_an_address_that_had_to_be_confirmed_gets_its_code_after_the_yes(
    world: World, ann: Talker
) -> None:
    async def asks(turn: Turn, chat_id: str, text: str) -> tuple[Outcome, ...]:
        choices = (Choice(YES, (ChangeSettings(email=ADDRESS),)), Choice(NO, ()))
        return (await ask(await turn.work(), chat_id, "confirm", ADDRESS, choices),)

    world.agent.will(asks)
    await ann.say(f"{ADDRESS} is a nice address")
    assert world.mailer.mails == []
    assert "I have sent an 8-digit code" in await ann.press("Yes")


async def test_who_takes_an_address_back_or_sets_something_else_asks_for_no_mail(
    world: World, ann: Talker
) -> None:
    await ann.say(f"/email {ADDRESS}")
    await ann.say("/email other@example.org")
    await ann.press("Undo")
    assert f"{ADDRESS} (not verified)" in await ann.say("/settings")
    world.agent.will_run(ChangeSettings(timezone="Europe/Berlin"))
    await ann.say("I live in Berlin")
    assert len(world.mailer.mails) == 2


async def test_undo_brings_a_verified_address_back_without_a_code(
    world: World, ann: Talker
) -> None:
    await verifies(world, ann)
    await ann.say("/email remove")
    await ann.press("Undo")
    assert "Reminders also go to ann@example.org." in await ann.say("/email")
    await ann.say("/email other@example.org")
    world.agent.will_run(Undo())
    await ann.say("undo")
    assert [mail.tag for mail in world.mailer.mails] == ["code", "code"]
    assert "Reminders also go to ann@example.org." in await ann.say("/email")


async def test_no_code_is_kept_logged_or_told(
    world: World, ann: Talker, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    told = await ann.say(f"/email {ADDRESS}")
    code = world.mailer.code()
    wrong = other_than(code)
    for typed in (f"/email {wrong}", wrong, f"the code is {wrong[:4]} {wrong[4:]}"):
        told += await ann.say(typed)
    told += await ann.send(ann.sending(Invoked("email", (("entry", wrong),))))
    told += await ann.in_group().say(f"/email {code}")
    told += await ann.in_group().say(code)
    told += await ann.say(f"/email {code}")
    everything = await kept(world) + told + caplog.text
    for secret in (code, wrong, wrong[4:], code[4:]):
        assert secret not in everything
    assert f"/email {MASK}" in everything


async def test_what_was_typed_is_kept_masked(world: World, ann: Talker) -> None:
    await ann.say(f"/email {ADDRESS}")
    code = world.mailer.code()
    await ann.say(f"/email {code[:7]}")
    await ann.say(f"{code} is the code")
    assert await said(world) == [f"/email {ADDRESS}", f"/email {MASK}", f"{MASK} is the code"]


async def test_wrong_codes_are_counted_down_and_the_last_offers_a_new_one(
    world: World, ann: Talker
) -> None:
    await ann.say(f"/email {ADDRESS}")
    code = world.mailer.code()
    wrong = other_than(code)
    answers = [await ann.say(f"/email {wrong}") for _ in range(5)]
    assert answers[0] == "That is not the code. You have 4 tries left."
    assert answers[3] == "That is not the code. You have 1 try left."
    assert "last try" in answers[4]
    assert "used, too old" in await ann.say(f"/email {code}")
    await ann.press("Send a new code")
    assert "verified" in await ann.say(world.mailer.code())


async def test_what_is_no_code_costs_no_try(world: World, ann: Talker) -> None:
    await ann.say(f"/email {ADDRESS}")
    for _ in range(6):
        assert "A code has 8 digits" in await ann.say("/email 123 4567")
    assert "verified" in await ann.say(world.mailer.code())


async def test_a_code_that_comes_too_late_says_so_and_not_that_it_is_no_sentence(
    world: World, ann: Talker
) -> None:
    await ann.say(f"/email {ADDRESS}")
    world.clock.set(world.clock.now() + timedelta(minutes=16))
    assert "used, too old" in await ann.say(world.mailer.code())
    assert world.agent.heard == []


async def test_eight_digits_are_a_sentence_where_no_code_was_sent(
    world: World, ann: Talker
) -> None:
    await ann.say("12345678")
    await verifies(world, ann)
    await world.talker("bob").say("12345678")
    assert world.agent.heard == ["12345678", "12345678"]


async def test_a_code_that_is_typed_into_a_group_does_nothing_there(
    world: World, ann: Talker
) -> None:
    flat = ann.in_group()
    await has_opened(flat)
    await ann.say(f"/email {ADDRESS}")
    code = world.mailer.code()
    assert "between the two of us" in await flat.say(code)
    assert all(reply.private for reply in flat.replies)
    assert world.agent.heard == []
    assert "(not verified)" in await ann.say("/settings")
    assert "verified" in await ann.say(code)


async def test_the_code_of_another_person_does_nothing(world: World, ann: Talker) -> None:
    await ann.say(f"/email {ADDRESS}")
    code = world.mailer.code()
    bob = world.talker("bob")
    assert "used, too old" in await bob.say(f"/email {code}")
    assert "verified" in await ann.say(f"/email {code}")


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        (Sent(), "I have sent an 8-digit code to a…@example.org"),
        (Unknown("timeout"), "It may have arrived"),
        (Postponed("down"), "ask for another in a few minutes"),
        (Refused("no such address"), "Is the address right?"),
        (Blocked("blocked"), "Is the address right?"),
    ],
)
async def test_what_became_of_the_mail_is_told(
    world: World, ann: Talker, outcome: posting.Outcome, told: str
) -> None:
    world.mailer.outcome = outcome
    assert told in await ann.say(f"/email {ADDRESS}")
    assert "(not verified)" in await ann.say("/settings")
    assert "verified" in await ann.say(world.mailer.code())


async def test_no_transaction_is_open_while_a_mail_is_sent(world: World, ann: Talker) -> None:
    bob = world.talker("bob")

    async def look() -> None:
        assert "Nothing has changed" in await bob.say("/history")

    world.mailer.meanwhile = look
    assert "I have sent" in await ann.say(f"/email {ADDRESS}")
    assert "verified" in await ann.say(world.mailer.code())
    assert "by mail.example" in await ann.say("/email test")


async def test_the_same_address_again_sends_a_new_code_until_it_is_too_much(
    world: World, ann: Talker
) -> None:
    for _ in range(3):
        assert "I have sent" in await ann.say(f"/email {ADDRESS}")
    assert await ann.say(f"/email {ADDRESS}") == (
        "Enough codes went out for now. You can have another in 60 minutes."
    )
    world.agent.will_run(ChangeSettings(email="other@example.org"))
    text = await ann.say("my mail is other@example.org")
    assert text.startswith(f"E-mail: {ADDRESS} → other@example.org\nEnough codes went out")
    assert len(world.mailer.mails) == 3
    assert "other@example.org (not verified)" in await ann.say("/settings")


async def test_who_deletes_everything_can_not_have_more_mails_sent_by_it(
    world: World, ann: Talker
) -> None:
    for _ in range(4):
        for _ in range(3):
            await ann.say(f"/email {ADDRESS}")
        await ann.say("/deletemydata")
        await ann.press("Yes")
    assert len(world.mailer.mails) == 10
    assert "many mails already" in await ann.say(f"/email {ADDRESS}")


async def test_the_state_is_shown_with_what_can_be_done(world: World, ann: Talker) -> None:
    assert "I have no e-mail address of yours" in await ann.say("/email")
    assert ann.labels() == []
    await ann.say(f"/email {ADDRESS}")
    assert "is not verified yet" in await ann.say("/email")
    assert ann.labels() == ["✉️ Send a new code", "🗑️ Remove"]
    await ann.say(world.mailer.code())
    assert await ann.say("/email") == f"Reminders also go to {ADDRESS}."
    assert ann.labels() == ["✉️ Send a test", "🔕 Turn off", "🗑️ Remove"]
    assert "E-mail notifications: on → off" in await ann.press("Turn off")
    assert "no reminders go there" in await ann.say("/email")
    assert ann.labels() == ["✉️ Send a test", "🔔 Turn on", "🗑️ Remove"]
    assert "E-mail notifications: off → on" in await ann.press("Turn on")
    await ann.say("/email")
    assert f"E-mail: {ADDRESS} → none" in await ann.press("Remove")
    assert "E-mail notifications: off" in await ann.say("/settings")


@pytest.mark.parametrize("command", ["/email {0}", "/email {1}"])
async def test_a_verified_address_needs_no_second_code(
    world: World, ann: Talker, command: str
) -> None:
    await verifies(world, ann)
    text = await ann.say(command.format(ADDRESS, world.mailer.code()))
    assert text == f"Reminders also go to {ADDRESS}."
    assert len(world.mailer.mails) == 1


async def test_on_before_the_address_is_verified_sends_the_code(world: World, ann: Talker) -> None:
    assert "I have no e-mail address of yours" in await ann.say("/email on")
    await ann.say(f"/email {ADDRESS}")
    assert "I have sent an 8-digit code" in await ann.say("/email ON")
    assert "E-mail notifications: off" in await ann.say("/settings")


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        (Sent(), f"I have sent a test to {ADDRESS}, by mail.example."),
        (Unknown("timeout"), "I am not sure"),
        (Postponed("down"), "did not leave: mail.example does not take it"),
        (Refused("rejected"), "was refused by mail.example"),
    ],
)
async def test_a_test_says_where_it_went_or_why_not(
    world: World, ann: Talker, outcome: posting.Outcome, told: str
) -> None:
    await verifies(world, ann)
    world.mailer.outcome = outcome
    assert told in await ann.say("/email test")
    assert [mail.tag for mail in world.mailer.mails] == ["code", "test"]
    assert world.mailer.mails[-1].to == ADDRESS


async def test_a_test_goes_to_no_address_that_nobody_has_proven(world: World, ann: Talker) -> None:
    assert "verified address only" in await ann.say("/email test")
    await ann.say(f"/email {ADDRESS}")
    assert "verified address only" in await ann.say("/email test")
    assert [mail.tag for mail in world.mailer.mails] == ["code"]


async def test_tests_come_to_an_end(world: World, ann: Talker) -> None:
    await verifies(world, ann)
    answers = [await ann.say("/email test") for _ in range(10)]
    assert "many mails already" in answers[-1]
    assert len(world.mailer.mails) == 10


async def test_a_code_that_nothing_waits_for_is_not_sent(world: World, ann: Talker) -> None:
    await ann.say(f"/email {ADDRESS}")
    await ann.say("/email")
    button = ann.button("Send a new code").payload
    await ann.say(world.mailer.code())
    assert "no address that waits for a code" in await ann.press_payload(button)
    assert ann.replies[0].notice


async def test_an_address_that_can_not_be_is_refused(world: World, ann: Talker) -> None:
    assert "does not look like an e-mail address" in await ann.say("/email ann@example")
    assert world.mailer.mails == []


async def test_other_words_get_the_usage(ann: Talker) -> None:
    text = await ann.say("/email please")
    assert text.startswith("Please write /email [ADDRESS, CODE, on, off, test or remove], as in")


async def test_in_a_group_it_is_a_private_matter(world: World, ann: Talker) -> None:
    await verifies(world, ann)
    await ann.say("/email")
    off = ann.button("Turn off").payload
    flat = ann.in_group()
    await has_opened(flat)
    for text in ("/email", f"/email {ADDRESS}", "/email off", "/email test", "/email 12345678"):
        assert "between the two of us" in await flat.say(text)
        assert [link.start for link in flat.replies[0].links] == ["email"]
    assert "between the two of us" in await flat.press_payload(off)
    world.agent.will_run(ChangeSettings(email="flat@example.org"))
    assert "between the two of us" in await flat.say("my mail is flat@example.org")
    assert len(world.mailer.mails) == 1
    assert "Reminders also go to" in await ann.say("/start email")


async def test_the_option_of_the_command_takes_the_same(world: World, ann: Talker) -> None:
    async def invokes(*entry: str) -> str:
        values = tuple(("entry", one) for one in entry)
        return await ann.send(ann.sending(Invoked("email", values)))

    assert "I have no e-mail address" in await invokes()
    assert "I have sent" in await invokes(ADDRESS)
    assert "verified" in await invokes(world.mailer.code())
    assert "on → off" in await invokes("off")


async def test_it_speaks_german(world: World) -> None:
    anna = world.talker("anna", "de")
    text = await anna.say(f"/email {ADDRESS}")
    assert "Ich habe einen Code mit 8 Ziffern an a…@example.org geschickt" in text
    assert world.mailer.mails[0].subject == "Dein Code für MinNow"
    assert f"{ADDRESS}: bestätigt" in await anna.say(f"Code {world.mailer.code()}")
    assert "Erinnerungen gehen auch an" in await anna.say("/email")
    assert "🔕 Ausschalten" in anna.labels()


async def test_an_update_that_comes_again_sends_no_second_mail(world: World, ann: Talker) -> None:
    update = ann.saying(f"/email {ADDRESS}")
    first = await ann.send(update)
    assert await ann.send(update) == first
    assert len(world.mailer.mails) == 1


async def test_settings_that_are_only_shown_send_nothing(world: World, ann: Talker) -> None:
    await ann.say(f"/email {ADDRESS}")
    world.agent.will_run(ShowSettings())
    await ann.say("my settings")
    world.agent.will_run(ChangeSettings(email_notifications=True))
    await ann.say("notify me by mail")
    assert len(world.mailer.mails) == 1


DIGITS = some.text("0123456789", min_size=8, max_size=8)


@given(DIGITS, some.sampled_from(["", " ", "-", ".", "\u00a0"]))
def test_eight_digits_are_read_and_masked(digits: str, gap: str) -> None:
    typed = f"{digits[:4]}{gap}{digits[4:]}"
    for text in (typed, f"code: {typed}", f"Mein Code ist {typed}!"):
        assert typed_code(text) == digits
        assert digits[:4] + digits[4:] not in without_code(text)
        assert not any(char.isdecimal() for char in without_code(text))
    assert without_code(f"/email {typed}") == f"/email {MASK}"
    assert without_code(f"/EMAIL@minnow_bot  {typed[:-1]}") == f"/email {MASK}"


@given(some.text())
def test_nothing_but_digits_is_masked(text: str) -> None:
    masked_text = without_code(text)
    if not any(char.isdecimal() for char in text):
        assert masked_text == text
        assert typed_code(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-10",
        "bought 12345678 yesterday",
        "123456789",
        "code 123456789",
        "1234567",
        "the barcode reader",
        "used my 1234 5678 lamp",
    ],
)
def test_other_numbers_are_no_codes(text: str) -> None:
    assert typed_code(text) is None
    assert without_code(text) == text


def test_digits_of_other_scripts_are_read() -> None:
    assert typed_code("١٢٣٤ ٥٦٧٨") == "12345678"


@given(some.emails())
def test_of_an_address_its_first_letter_and_its_host_are_told(address: str) -> None:
    name, _, host = address.rpartition("@")
    assert masked(address) == f"{name[0]}…@{host}"
