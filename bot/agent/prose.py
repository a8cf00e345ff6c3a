"""What becomes of a model's own words in a turn that changed nothing. Pure.

No list of words can tell every claim from small talk, in every language. So the words are never
left alone: it is always said that nothing was saved. The list below only keeps the two from
contradicting each other.
"""

import re

from bot.agent.outcomes import ModelSaid, NothingDone, Outcome

LONGEST = 1_500
"""Characters; a chat bot that says more has lost the thread."""

_DONE = (
    r"(?:added|saved|recorded|noted|logged|listed|stored|created|updated|changed|set|marked|moved|"
    r"removed|deleted|gave|given|donated|completed|snoozed|undone|reverted|registered|entered|"
    r"put|done|kept|included|taken)"
)
_DONE_ANYWHERE = re.compile(rf"\b{_DONE}\b", re.IGNORECASE)
_DONE_BY_ME = re.compile(rf"^\W*{_DONE}\b|\bI(?:['’]ve| have)?(?: \w+)? {_DONE}\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")


def spoken(text: str) -> tuple[Outcome, ...]:
    """What the person is told where a model answered with words alone."""
    if any(_claims(sentence) for sentence in _SENTENCE.findall(text)):
        return (NothingDone("nothing_saved"),)
    return (ModelSaid(_shortened(text.strip())), NothingDone("nothing_saved"))


def _claims(sentence: str) -> bool:
    """A question may speak of what was done ("Which one was given away?")."""
    asks = sentence.rstrip().endswith("?")
    return bool((_DONE_BY_ME if asks else _DONE_ANYWHERE).search(sentence))


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
