"""One turn at a time per address."""

import asyncio

import pytest

from bot.conversation.address_locks import AddressLocks
from bot.conversation.messages import Address

HERE, THERE = Address("test", "here"), Address("test", "there")


async def test_the_same_address_waits_another_does_not() -> None:
    locks = AddressLocks()
    entered = []

    async def enter(address: Address, name: str) -> None:
        async with locks.hold(address):
            entered.append(name)
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            entered.append(name)

    await asyncio.gather(enter(HERE, "a"), enter(HERE, "b"), enter(THERE, "c"))
    assert [name for name in entered if name != "c"] == ["a", "a", "b", "b"]
    assert entered.index("c") < entered.index("b")


async def test_nothing_is_kept_of_idle_addresses() -> None:
    locks = AddressLocks()
    for number in range(100):
        async with locks.hold(Address("test", str(number))):
            assert len(locks) == 1
    assert len(locks) == 0


async def test_nothing_is_kept_when_the_turn_fails_or_the_wait_is_given_up() -> None:
    locks = AddressLocks()

    async def fail() -> None:
        async with locks.hold(HERE):
            waiting = asyncio.create_task(wait())
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
            raise ValueError

    async def wait() -> None:
        async with locks.hold(HERE):
            raise AssertionError

    with pytest.raises(ValueError):  # noqa: PT011 - raised right here
        await fail()
    assert len(locks) == 0
