"""One turn at a time per address."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.conversation.messages import Address


class AddressLocks:
    """A lock for each address that is in use; nothing is kept of an idle one."""

    def __init__(self) -> None:
        self._locks: dict[Address, asyncio.Lock] = {}
        self._users: dict[Address, int] = {}

    def __len__(self) -> int:
        """How many addresses are in use."""
        return len(self._locks)

    @asynccontextmanager
    async def hold(self, address: Address) -> AsyncIterator[None]:
        """First come, first served."""
        lock = self._locks.setdefault(address, asyncio.Lock())
        self._users[address] = self._users.get(address, 0) + 1
        try:
            async with lock:
                yield
        finally:
            self._users[address] -= 1
            if not self._users[address]:
                del self._users[address], self._locks[address]
