"""Answers to the open question: yes, no, a label by part or by number."""

import re
from collections.abc import Iterable, Sequence

from bot.agent.interpreter.patterns import Patterns
from bot.agent.interpreter.understanding import Answered
from bot.agent.references import is_typo_of, name_words

_LONGEST = 10
"""Words; more than that is a sentence of its own."""


class Answers:
    """Built once from a language's `answers.toml`."""

    def __init__(self, patterns: Patterns) -> None:
        known, data = patterns.of_file("answers.toml")
        answers = data["answers"]
        self._yes = known.compile(answers["yes"])
        self._no = known.compile(answers["no"])
        self._ordinal = known.compile(answers["ordinal"])
        self._ordinals: list[list[str]] = answers["ordinals"]
        self._last = frozenset[str](answers["last"])
        self._yes_labels = frozenset[str](answers["yes_labels"])
        self._no_labels = frozenset[str](answers["no_labels"])
        self._pieces = known.compile(answers["pieces"])
        self._rejected = known.compile(answers["rejected"])
        self._or = known.compile(answers["or"])
        self._refused = known.compile(answers["refused"])
        self._noise = frozenset[str](answers["noise"])

    def read(self, text: str, options: Sequence[str]) -> Answered | None:
        """Which option the text chooses; None where it is no answer, or not a clear one."""
        text = re.sub(r"[.!?,]+$", "", re.sub(r"\s+", " ", text)).strip()
        if not options or not text or len(text.split()) > _LONGEST:
            return None
        labels = [label.casefold() for label in options]
        refusing = next((i for i, label in enumerate(labels) if label in self._no_labels), None)
        agreeing = next((i for i, label in enumerate(labels) if label in self._yes_labels), None)
        if text in labels:
            return Answered(labels.index(text))
        if refusing is not None and self._no.fullmatch(text):
            return Answered(refusing)
        if agreeing is not None:
            return Answered(agreeing) if self._yes.fullmatch(text) else None
        others = [i for i in range(len(options)) if i != refusing]
        chosen = self._chosen(text, options, others)
        return None if chosen is None else Answered(chosen)

    def _chosen(self, text: str, options: Sequence[str], others: Sequence[int]) -> int | None:
        """The option that is named; or the one that is left where the others are turned down."""
        said = []
        left = list(others)
        for piece in filter(None, (one.strip() for one in self._pieces.split(text))):
            rejected = self._rejected.fullmatch(piece)
            if rejected is not None:
                for words in self._or.split(rejected["what"]):
                    turned_down = self._labelled(words, options, others)
                    left = [i for i in left if i != turned_down]
            elif self._no.fullmatch(piece) is None:
                said.append(self._refused.sub("", piece))
        if not said:
            return left[0] if len(left) == 1 < len(others) else None
        words = " ".join(said)
        numbered = self._numbered(words, others) if len(others) > 1 else None
        return self._labelled(words, options, left) if numbered is None else numbered

    def _numbered(self, text: str, others: Sequence[int]) -> int | None:
        match = self._ordinal.fullmatch(text)
        if match is None:
            return None
        said = match["ordinal"]
        if said in self._last:
            return others[-1]
        for index, words in enumerate(self._ordinals):
            if said in words and index < len(others):
                return others[index]
        return None

    def _labelled(self, text: str, options: Sequence[str], others: Sequence[int]) -> int | None:
        """The one label that has all the words that are not noise, or most of them."""
        labels = {i: name_words(options[i]) for i in others}
        said = [word for word in name_words(text) if self._tells(word, labels.values())]
        if not said:
            return None
        scores = {i: _common(said, label) for i, label in labels.items()}
        best = max(scores.values())
        fitting = [i for i, score in scores.items() if score == best]
        if len(fitting) != 1 or best * 2 < len(said) * 2 - 1:
            return None
        return fitting[0]

    def _tells(self, word: str, labels: Iterable[Sequence[str]]) -> bool:
        """Whether the word is no mere filler: "remove" is one, unless it tells two labels apart."""
        return word not in self._noise or sum(_common([word], label) > 0 for label in labels) == 1


def _common(said: Sequence[str], label: Sequence[str]) -> float:
    exact = sum(word in label for word in said)
    near = sum(
        word not in label and any(is_typo_of(word, other) for other in label) for word in said
    )
    return exact + near * 0.9
