"""What the program counts. Labels are words from short lists: never a person, a chat or a text."""

from enum import StrEnum
from typing import Protocol


class ContentKind(StrEnum):
    TEXT = "text"
    COMMAND = "command"
    PRESS = "press"
    PICTURE = "picture"
    VOICE = "voice"
    OTHER = "other"


class TurnResult(StrEnum):
    ANSWERED = "answered"
    REFUSED = "refused"
    """What was asked for can not be done, and the person was told why."""
    FAILED = "failed"
    LIMITED = "limited"
    """Over the rate limit."""
    REPEATED = "repeated"
    """An update that was handled before."""


class SendResult(StrEnum):
    SENT = "sent"
    RETRIED = "retried"
    """One attempt that is made again."""
    REFUSED = "refused"
    """The platform does not accept the message."""
    UNREACHABLE = "unreachable"
    """The person has blocked the bot, or the chat is gone."""
    FAILED = "failed"


class ReminderResult(StrEnum):
    """What became of one attempt at a reminder."""

    SENT = "sent"
    POSTPONED = "postponed"
    UNKNOWN = "unknown"
    """Perhaps sent."""
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    NOTHING = "nothing"
    """There was nothing to remind of any more, or it is not the hour."""


class ModelResult(StrEnum):
    ANSWERED = "answered"
    FAILED = "failed"


class Meter(Protocol):
    """Told what happens. A platform is `telegram`, `discord` or `terminal`."""

    def turn(
        self, platform: str, content: ContentKind, result: TurnResult, seconds: float
    ) -> None: ...

    def message(self, platform: str, result: SendResult) -> None:
        """One attempt to send a message to a chat."""

    def reminder(self, channel: str, result: ReminderResult) -> None:
        """One attempt. A channel is a platform or `email`."""

    def model_call(self, result: ModelResult) -> None: ...

    def updates_waiting(self, platform: str, count: int) -> None:
        """So many have come and are not handled yet, as of now."""


class NoMeter:
    """Counts nothing: where nobody can ask for it."""

    def turn(self, platform: str, content: ContentKind, result: TurnResult, seconds: float) -> None:
        pass

    def message(self, platform: str, result: SendResult) -> None:
        pass

    def reminder(self, channel: str, result: ReminderResult) -> None:
        pass

    def model_call(self, result: ModelResult) -> None:
        pass

    def updates_waiting(self, platform: str, count: int) -> None:
        pass


TURN_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""From a press, which takes milliseconds, to a model that is given up."""


class PrometheusMeter:
    """Counts on a registry of its own, from which the HTTP server reads."""

    def __init__(self, version: str) -> None:
        """`version` of the program. Loads the metrics library."""
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info

        registry = self.registry = CollectorRegistry()
        self._turns = Counter(
            "minnow_turns",
            "Messages and presses, by how they ended.",
            ("platform", "content", "result"),
            registry=registry,
        )
        self._turn_seconds = Histogram(
            "minnow_turn_seconds",
            "From a message or press to the end of its turn.",
            ("platform",),
            buckets=TURN_SECONDS,
            registry=registry,
        )
        self._messages = Counter(
            "minnow_messages",
            "Attempts to send a message.",
            ("platform", "result"),
            registry=registry,
        )
        self._reminders = Counter(
            "minnow_reminders",
            "Attempts to send a reminder.",
            ("channel", "result"),
            registry=registry,
        )
        self._model_calls = Counter(
            "minnow_model_calls", "Questions to a model.", ("result",), registry=registry
        )
        self._updates_waiting = Gauge(
            "minnow_updates_waiting",
            "Updates that have come and are not handled yet.",
            ("platform",),
            registry=registry,
        )
        Info("minnow_build", "The program that runs.", registry=registry).info({"version": version})

    def turn(self, platform: str, content: ContentKind, result: TurnResult, seconds: float) -> None:
        self._turns.labels(platform, content, result).inc()
        self._turn_seconds.labels(platform).observe(seconds)

    def message(self, platform: str, result: SendResult) -> None:
        self._messages.labels(platform, result).inc()

    def reminder(self, channel: str, result: ReminderResult) -> None:
        self._reminders.labels(channel, result).inc()

    def model_call(self, result: ModelResult) -> None:
        self._model_calls.labels(result).inc()

    def updates_waiting(self, platform: str, count: int) -> None:
        self._updates_waiting.labels(platform).set(count)
