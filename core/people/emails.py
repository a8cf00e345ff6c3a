"""Proving that an address is somebody's own, by a code that is sent there and nowhere else.

Who asks for mails by entering the code has them switched on by it. The use cases hold the person
as every turn does, so tries and codes of one person come one after the other in all processes.
"""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime
from secrets import token_urlsafe
from typing import TypeAlias

from core.errors import NothingToVerify, TooManyCodes
from core.people.codes import (
    A_WHILE,
    TRIES,
    VALID_FOR,
    address_bucket,
    fresh_code,
    fresh_salt,
    hashed_code,
    is_same_address,
    is_the_code,
    wait_for_next,
)
from core.people.writing import put_settings
from core.receipts import Receipt
from core.work import Work
from storage.base import new_id
from storage.tables import OneTimeCodeRow

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Code:
    """For a mail to its address, and for nothing else."""

    address: str
    digits: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class WrongCode:
    tries_left: int


@dataclass(frozen=True, slots=True)
class CodeExpired:
    """There is no code to compare with: none was sent to the present address, or it is used up,
    too old or tried too often."""


CodeEntry: TypeAlias = Receipt | WrongCode | CodeExpired


async def begin_verification(work: Work) -> Code:
    """A fresh code for the present address, which ends all earlier ones. To be sent once this is
    committed.

    Of the address itself nothing is kept that could be guessed at: what may have gone to the same
    one is found by one byte of its hash, opened, and compared here. The bucket is held until the
    commit, so that two people who ask at once do not both count as the third.

    Raises NothingToVerify, TooManyCodes; nothing is changed then.
    """
    person_id, now = work.actor.person_id, work.now
    person = await work.transaction.person(person_id).get()
    if person.email is None or person.email_verified_at is not None:
        raise NothingToVerify
    codes, all_codes = (
        work.transaction.one_time_codes(person_id),
        work.transaction.all_one_time_codes,
    )
    bucket = address_bucket(person.email)
    await all_codes.hold(bucket)
    there = await all_codes.sent_since(bucket, now - A_WHILE)
    to_address = [sent.created_at for sent in there if is_same_address(sent.address, person.email)]
    to_person = await codes.times_since(now - A_WHILE)
    wait = max(wait_for_next(sent, now) for sent in (to_address, to_person))
    if wait:
        raise TooManyCodes(wait)
    digits, salt = fresh_code(), fresh_salt()
    row = OneTimeCodeRow(
        id=new_id(),
        person_id=person_id,
        address=person.email,
        address_bucket=bucket,
        salt=salt,
        hashed=await asyncio.to_thread(hashed_code, digits, salt),
        tries_left=TRIES,
        created_at=now,
        expires_at=now + VALID_FOR,
    )
    codes.add(row)
    return Code(row.address, digits, row.expires_at)


async def was_code_sent(work: Work) -> bool:
    """Whether eight digits that the person types now are likely to be a code."""
    newest = await work.transaction.one_time_codes(work.actor.person_id).newest()
    return newest is not None and newest.created_at > work.now - A_WHILE


async def enter_code(work: Work, digits: str) -> CodeEntry:
    """Verifies the present address where the code is right, and switches mails on: asking for a
    code and entering it is the consent. A receipt without changes where it is verified already.

    A wrong code is a result, not an error: an error takes back what its turn has done, and a try
    must count.
    """
    person = await work.transaction.person(work.actor.person_id).get()
    if person.email is not None and person.email_verified_at is not None:
        return Receipt(work.turn_id, ())
    codes = work.transaction.one_time_codes(work.actor.person_id)
    sent = await codes.newest()
    if sent is None or sent.address != person.email:
        return CodeExpired()
    tries_left = await codes.take_try(sent.id, work.now)
    if tries_left is None:
        return CodeExpired()
    if not await asyncio.to_thread(is_the_code, digits, sent.salt, sent.hashed):
        return WrongCode(tries_left)
    sent.used_at = work.now
    if person.unsubscribe_key is None:
        person.unsubscribe_key = token_urlsafe(KEY_BYTES)
    changes = await put_settings(
        work,
        lambda settings: replace(settings, email_verified_at=work.now, email_notifications=True),
    )
    return Receipt(work.turn_id, changes)
