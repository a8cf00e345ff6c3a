"""Which replies are for the eyes of who asked alone, where others read along.

| about                                                            | told to          |
|------------------------------------------------------------------|------------------|
| the private list, checkups, settings: all in a private household | who asked        |
| the policy, the list of commands, how a command is written       | who asked        |
| errors, refusals, and what led to nothing                        | who asked        |
| a shared list: receipts, lists, questions, history               | everybody there  |
"""

from dataclasses import replace

from bot.agent.outcomes import ModelAway, NothingDone, Refused
from bot.conversation.answer import Answer
from bot.conversation.messages import Reply

_FOR_ONE = (ModelAway, NothingDone, Refused)


def for_one(replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """The same, to be shown to who asked alone."""
    return tuple(replace(reply, private=True) for reply in replies)


def discreet(answer: Answer) -> Answer:
    """The answer of a turn in a shared household, with what is for one marked so."""
    led_to_nothing = bool(answer.outcomes) and all(
        isinstance(outcome, _FOR_ONE) for outcome in answer.outcomes
    )
    if not answer.is_for_one and not led_to_nothing:
        return answer
    return replace(answer, replies=for_one(answer.replies))
