"""Names of one thing that have "and" in them."""

from collections.abc import Sequence

from bot.agent.interpreter.categories import Categories
from core.items.results import Thing


def keep_joined(text: str, categories: Categories, things: Sequence[Thing]) -> str:
    """With "&" for "and" inside the name of one thing: "salt & pepper shakers"."""
    words = text.split(" ")
    for index in range(1, len(words) - 1):
        if words[index] == "and" and _is_one_name(words, index, categories, things):
            words[index] = "&"
    return " ".join(words)


def _is_one_name(
    words: Sequence[str], index: int, categories: Categories, things: Sequence[Thing]
) -> bool:
    start = max(0, index - 2)
    spans = categories.find_things(words[start : index + 4])
    if any(span.start < index - start < span.end - 1 for span in spans):
        return True
    joint = " ".join(words[index - 1 : index + 2]).strip(" .,!?")
    return any(joint in thing.name.lower() for thing in things)
