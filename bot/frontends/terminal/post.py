"""What nobody asked for, shown to the person who sits at the terminal."""

from collections.abc import Awaitable, Callable, Sequence

from bot.conversation.messages import Reply
from bot.frontends.terminal.person import PLATFORM
from bot.posting import Outcome, Postponed, Sent


class TerminalPost:
    """Reaches that one person while the chat runs, and nobody else. See bot.posting.Post."""

    name = PLATFORM

    def __init__(self, chat_id: str, show: Callable[[Sequence[Reply]], Awaitable[bool]]) -> None:
        """`chat_id`: theirs. `show` says whether they can see it."""
        self._chat_id = chat_id
        self._show = show

    async def send(self, chat_id: str, replies: Sequence[Reply], *, key: str) -> Outcome:
        if chat_id != self._chat_id or not await self._show(replies):
            return Postponed("not here")
        return Sent()

    def link(self, chat_id: str, start: str) -> str | None:
        """There are no addresses of terminals."""
        return None
