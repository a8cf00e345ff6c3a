"""Posts and mailers that remember what they were given."""

import asyncio
from collections import deque
from collections.abc import Sequence

from bot.conversation.messages import Reply
from bot.mail.mail import Mail
from bot.posting import Outcome, Sent


class FakePost:
    """Takes every message, but for what is arranged with a chat."""

    def __init__(self, name: str = "telegram") -> None:
        self.name = name
        self.sent: list[tuple[str, Reply]] = []
        self.keys: list[str] = []
        self.answers: dict[str, deque[Outcome | Exception]] = {}
        self.slow: dict[str, asyncio.Event] = {}
        """Chats that take nothing before their event is set."""
        self.at_once = 0
        self.most_at_once = 0

    def answers_with(self, chat_id: str, *outcomes: Outcome | Exception) -> None:
        self.answers[chat_id] = deque(outcomes)

    @property
    def chats(self) -> list[str]:
        """Who got something, in the order in which they got it."""
        return [chat_id for chat_id, _ in self.sent]

    async def send(self, chat_id: str, replies: Sequence[Reply], *, key: str) -> Outcome:
        self.keys.append(key)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await asyncio.sleep(0)
            if chat_id in self.slow:
                await self.slow[chat_id].wait()
            if self.answers.get(chat_id):
                outcome = self.answers[chat_id].popleft()
                if isinstance(outcome, Exception):
                    raise outcome
                if not isinstance(outcome, Sent):
                    return outcome
            [reply] = replies
            self.sent.append((chat_id, reply))
            return Sent(str(len(self.sent)))
        finally:
            self.at_once -= 1

    def link(self, chat_id: str, start: str) -> str | None:
        return f"https://{self.name}.example/{chat_id}?start={start}"


class FakeMailer:
    """Takes every mail, or answers as it is told."""

    where = "here"

    def __init__(self, *outcomes: Outcome) -> None:
        self.sent: list[Mail] = []
        self._outcomes = deque(outcomes)

    async def send(self, mail: Mail) -> Outcome:
        self.sent.append(mail)
        return self._outcomes.popleft() if self._outcomes else Sent("1")

    async def close(self) -> None:
        """Nothing is open."""
