"""One exchange with the model within a turn: what was said and called, and when it ends. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from langchain_core.messages import AIMessage, BaseMessage, ToolMessage

from bot.agent.calls import AnyCall
from bot.agent.outcomes import Asked, Changed, ModelAway, Outcome

MOST_ROUNDS = 4
MOST_CALLS = 8
MOST_MISTAKES = 1
"""A round with malformed calls is answered once with what is wrong; then it is enough."""


@dataclass(frozen=True, slots=True)
class CallResult:
    """One call of the model: call None, it was malformed; outcome None, it was not run."""

    message: ToolMessage
    call: AnyCall | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    messages: tuple[BaseMessage, ...]
    rounds: tuple[tuple[Outcome, ...], ...] = ()
    """What the calls of each round led to."""
    done: tuple[AnyCall, ...] = ()
    """The calls that changed something, in the words of the model."""
    calls: int = 0
    mistakes: int = 0
    failed: str | None = None
    """Why there will be no further answer; for the log."""

    @property
    def answer(self) -> AIMessage:
        """The model's last one; empty where it has not spoken, or its calls were run since."""
        last = self.messages[-1]
        return last if isinstance(last, AIMessage) else AIMessage("")

    @property
    def wants_calls(self) -> bool:
        return bool(self.answer.tool_calls or self.answer.invalid_tool_calls)

    @property
    def is_over(self) -> bool:
        """Nothing is to be hoped for any more, or the person has been asked."""
        return self.failed is not None or any(
            isinstance(outcome, Asked) for round_ in self.rounds for outcome in round_
        )

    def answered(self, answer: AIMessage) -> "Exchange":
        return replace(self, messages=(*self.messages, answer))

    def given_up(self, reason: str) -> "Exchange":
        return replace(self, failed=reason)

    def called(self, results: Sequence[CallResult]) -> "Exchange":
        """After the calls of a round were run."""
        outcomes = tuple(result.outcome for result in results if result.outcome is not None)
        done = tuple(
            result.call
            for result in results
            if result.call is not None and isinstance(result.outcome, Changed)
        )
        after = replace(
            self,
            messages=(*self.messages, *(result.message for result in results)),
            rounds=(*self.rounds, outcomes),
            done=(*self.done, *done),
            calls=self.calls + len(results),
            mistakes=self.mistakes + any(result.call is None for result in results),
        )
        if after.mistakes > MOST_MISTAKES:
            return after.given_up("malformed calls")
        if len(after.rounds) >= MOST_ROUNDS or after.calls >= MOST_CALLS:
            return after.given_up("too many calls")
        return after

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What the person is shown: every change and question; what was merely looked up, or
        refused and then mended, only if nothing came after it."""
        shown = [
            outcome
            for number, round_ in enumerate(self.rounds, start=1)
            for outcome in round_
            if isinstance(outcome, Changed | Asked) or number == len(self.rounds)
        ]
        if self.failed is not None:
            shown.append(ModelAway(self.failed, unfinished=bool(shown)))
        return tuple(shown)
