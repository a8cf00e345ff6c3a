"""A meter that remembers what became of messages."""

from bot.metrics import NoMeter, SendResult


class CountingMeter(NoMeter):
    def __init__(self) -> None:
        self.messages: list[SendResult] = []

    def message(self, platform: str, result: SendResult) -> None:
        self.messages.append(result)
