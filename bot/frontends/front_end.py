"""What a front end is that serves many people, as far as the program runs it."""

import asyncio
from collections.abc import Sequence
from typing import Protocol

from bot.http.routes import Route
from bot.posting import Post


class FrontEnd(Protocol):
    @property
    def name(self) -> str:
        """As in "telegram"."""
        ...

    @property
    def routes(self) -> Sequence[Route]:
        """What our HTTP server is to serve for it."""
        ...

    @property
    def post(self) -> Post:
        """Carries what nobody asked for, while it runs; before and after, all is postponed."""
        ...

    async def is_well(self) -> bool:
        """Whether people are heard."""
        ...

    async def run(self, stopping: asyncio.Event) -> None:
        """Serve until told to stop, then finish what is in hand. Raises Stop where it can not go
        on."""
        ...
