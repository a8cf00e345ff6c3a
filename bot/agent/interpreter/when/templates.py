"""Templates of phrases, all in one tree, so that a sentence is read once whatever their number.

A template is a line of words, alternatives (one|two), classes ({month}) and parts in brackets that
may be missing. Every way to read it becomes a path of the tree.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from bot.agent.interpreter.when.sentence import Sentence
from bot.agent.interpreter.when.values import Captured, Sort, Value

_PIECE = re.compile(r"\[|\]|[^\s\[\]]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a template means, and when it counts."""

    meaning: str
    sort: Sort
    led: bool = False
    """Only after a lead."""
    weak: bool = False
    """Without a lead it may be part of a name."""
    ends: bool = False
    """Before another word it may be part of a name."""


@dataclass(frozen=True, slots=True)
class Match:
    end: int
    """The token after it."""
    rule: Rule
    captured: Captured


@dataclass(slots=True)
class _Node:
    words: dict[str, "_Node"] = field(default_factory=dict)
    classes: dict[str, "_Node"] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)


class Templates:
    def __init__(self) -> None:
        self._root = _Node()

    def add(self, template: str, rule: Rule) -> None:
        """ValueError for brackets that do not pair."""
        pieces = _PIECE.findall(template)
        lines, rest = _lines(pieces)
        if rest:
            raise ValueError(f"unpaired bracket in template {template!r}")
        for line in lines:
            node = self._root
            for piece in line:
                if piece.startswith("{"):
                    node = node.classes.setdefault(piece.strip("{}"), _Node())
                else:
                    node = node.words.setdefault(piece, _Node())
            if rule not in node.rules:
                node.rules.append(rule)

    def begins_with(self, word: str) -> bool:
        """Whether a template begins with this very word."""
        return word in self._root.words

    def matches(self, sentence: Sentence, index: int) -> Iterator[Match]:
        """Every reading that begins at this token."""
        return _walk(self._root, sentence, index, {})


def _walk(
    node: _Node, sentence: Sentence, index: int, captured: dict[str, Value]
) -> Iterator[Match]:
    for rule in node.rules:
        yield Match(index, rule, Captured(captured))
    if index >= len(sentence.tokens):
        return
    if node.words:
        following = node.words.get(sentence.tokens[index].word)
        if following is not None:
            yield from _walk(following, sentence, index + 1, captured)
    ways = sentence.ways[index]
    if ways and node.classes:
        for name, found in ways.items():
            following = node.classes.get(name)
            if following is not None:
                for end, value in found:
                    yield from _walk(following, sentence, end, {**captured, name: value})


def _lines(pieces: list[str]) -> tuple[list[list[str]], list[str]]:
    """All readings up to the bracket that closes, and the pieces after it."""
    lines: list[list[str]] = [[]]
    while pieces:
        piece, *pieces = pieces
        if piece == "]":
            return lines, ["]", *pieces]
        if piece == "[":
            inner, rest = _lines(pieces)
            if not rest:
                raise ValueError("a bracket is not closed")
            pieces = rest[1:]
            choices = [[], *inner]
        else:
            choices = [[one] for one in piece.split("|")]
        lines = [line + choice for line, choice in product(lines, choices)]
    return lines, []
