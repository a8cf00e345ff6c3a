"""Noun phrases: what a thing is called, without what is merely said of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.agent.interpreter.categories import Categories
from bot.agent.interpreter.patterns import read

_LONGEST = 255
_TOKEN = re.compile(r"\"[^\"]+\"|[^\s,;:!?()\"]+")
_INNER_CAPITAL = re.compile(r"\w.*[A-Z]|\d")


@dataclass(frozen=True, slots=True)
class Phrase:
    words: tuple[str, ...]
    """What the thing is called, in lower case; never empty."""
    said: str
    """All that was said of it, for telling it from others: "old red bike"."""
    definite: bool
    """Said with "the" or "my"."""
    indefinite: bool
    """Said with "a" or "another", or as new."""
    known: bool
    """A list of things has the noun."""
    foreign: bool
    """Said to be somebody else's: "her harp"."""
    rest: str
    """What follows in the sentence."""

    @property
    def name(self) -> str:
        return " ".join(self.words)

    @property
    def determined(self) -> bool:
        return self.definite or self.indefinite


class Names:
    """Built once from a language's `names.toml`."""

    def __init__(self, language: Path, categories: Categories) -> None:
        data = read(language / "names.toml")
        words = partial(_word_set, data)
        self.headers: list[str] = data["headers"]
        self._determiners = words("determiners")
        self._definite = words("definite")
        self._indefinite = words("indefinite")
        self._judgements = words("judgements")
        self._measures = words("measures")
        self._measured_by = words("measured_by")
        self._stops = words("stops")
        self._links = words("links")
        self._empty = words("empty")
        self._not_things = words("not_things")
        self._small = words("small")
        self._after = words("after")
        self._circumstances = words("circumstances")
        self._comments = words("comments")
        self._intensifiers = words("intensifiers")
        self._comment_endings = tuple(data["comment_endings"])
        self._relatives = words("relatives")
        self._others = words("others")
        self._categories = categories

    def phrase(self, text: str) -> Phrase | None:
        """The noun phrase that the text begins with; None if it begins with none, or with one
        that names nothing ("things", "it") or nothing to keep ("a cold")."""
        tokens = list(_TOKEN.finditer(text))
        words = [_trim(match[0]) for match in tokens]
        if not words:
            return None
        start, definite, indefinite = self._skip(words)
        quoted = start < len(words) and tokens[start][0].startswith('"')
        end = start + 1 if quoted else self._end(words, start)
        end = self._unlink(words, start, end)
        name = tuple(words[start:end])
        if not name or self._is_empty(name):
            return None
        found = self._categories.find_things(name, weak=True)
        known = bool(found) and found[-1].end == len(name)
        rest = text[tokens[end - 1].end() :].strip(" ,;:!?()")
        said = " ".join(words[:end])
        name = (*name[:-1], name[-1].removesuffix("'s"))
        foreign = words[0] in self._others
        return Phrase(name, said, definite, indefinite, known, foreign, rest)

    def relative(self, rest: str) -> str:
        """What follows a noun, without "that" and "which"."""
        first, _, more = rest.partition(" ")
        return more if first in self._relatives else rest

    def is_definite(self, word: str) -> bool:
        """Whether the word is one like "the" and "my"."""
        return word in self._definite

    def stands_alone(self, phrase: Phrase) -> bool:
        """Whether nothing but circumstances follows the noun: "the lamp from my aunt"."""
        return not phrase.rest or phrase.rest.split()[0].strip(".,") in self._after

    def is_plain(self, phrase: Phrase) -> bool:
        """Whether a phrase without a known noun may still be the name of a thing: no comment
        ("lovely one", "super soft"), and followed by nothing but circumstances."""
        last = phrase.words[-1]
        if last in self._comments or phrase.words[0] in self._comments:
            return False
        if phrase.said.split(" ", 1)[0] in self._intensifiers:
            return False
        if not phrase.determined and last.endswith(self._comment_endings):
            return False
        return not phrase.rest or phrase.rest.split()[0].strip(".,") in self._circumstances

    def several(self, phrase: Phrase) -> tuple[Phrase, ...]:
        """The things of a list without commas, three or more known nouns in a row; else the one."""
        spans = self._categories.find_things(phrase.words, weak=True)
        covered = sum(span.end - span.start for span in spans)
        if len(spans) < 3 or covered < len(phrase.words):
            return (phrase,)
        return tuple(
            Phrase(phrase.words[s.start : s.end], "", False, phrase.indefinite, True, False, "")
            for s in spans
        )

    def is_nothing_to_keep(self, text: str) -> bool:
        """Whether the text begins with a noun that cannot be a thing of somebody: "a cold"."""
        words = [_trim(word) for word in _TOKEN.findall(text)]
        start, _, _ = self._skip(words)
        end = self._end(words, start)
        return (
            end > start and words[end - 1] in self._not_things and not self._known(words[start:end])
        )

    def known_inside(self, text: str) -> Phrase | None:
        """The last known noun anywhere in the text, with the words that describe it."""
        words = [_trim(word) for word in _TOKEN.findall(text)]
        spans = self._categories.find_things(words)
        if not spans:
            return None
        start = spans[-1].start
        while start and words[start - 1] not in self._stops | self._determiners:
            start -= 1
        return self.phrase(" ".join(words[start : spans[-1].end]))

    def title(self, phrase: Phrase, raw: str) -> str:
        """The name as it is shown: each word with a capital, acronyms as the person wrote them."""
        shouted = raw.isupper()
        written = {} if shouted else {word.lower(): word for word in _TOKEN.findall(raw)}
        return " ".join(
            self._capital(word, written.get(word, word), first=not i)
            for i, word in enumerate(phrase.words)
        )

    def given(self, name: str, raw: str) -> str:
        """A name that the person gives, shown as they wrote it where they used capitals."""
        name = name.strip("\"'")
        found = re.search(re.escape(name), raw, re.IGNORECASE)
        if found is not None and not found[0].islower() and not raw.isupper():
            return found[0][:_LONGEST]
        words = tuple(name.split())
        return self.title(Phrase(words, name, False, False, False, False, ""), raw)[:_LONGEST]

    def _capital(self, word: str, written: str, *, first: bool) -> str:
        if word == "&":
            return "and"
        if _INNER_CAPITAL.search(written[1:]):
            return written
        if word in self._small and not first:
            return word
        return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))

    def _skip(self, words: Sequence[str]) -> tuple[int, bool, bool]:
        """Where the name begins, after determiners, judgements and measures."""
        start = 0
        definite = indefinite = False
        while start < len(words):
            word = words[start]
            measured = self._after_measure(words, start)
            if measured > start:
                start = measured
                continue
            if word not in self._determiners and word not in self._judgements:
                break
            if word in self._judgements and self._named_with_judgement(words, start):
                break
            definite = definite or word in self._definite
            indefinite = indefinite or word in self._indefinite
            start += 1
            if words[start - 1 : start + 1] == ["second", "hand"]:
                start += 1
        return start, definite, indefinite

    def _named_with_judgement(self, words: Sequence[str], start: int) -> bool:
        """Whether a judgement is part of a known name ("big wheel", "spare tyre") or all of it."""
        spans = self._categories.find_things(words[start : start + 5], weak=True)
        if spans and spans[0].start == 0 and spans[0].end > 1:
            return True
        return start + 1 >= len(words) or words[start + 1] in self._stops

    def _after_measure(self, words: Sequence[str], start: int) -> int:
        """Where "box of", or "plastic bag of", ends; start where there is none."""
        end = start
        if words[start] not in self._measures and words[start + 1 : start + 2]:
            end += words[start + 1] in self._measures and words[start] not in self._determiners
        while end < len(words) and words[end] in self._measures:
            end += 1
        after = end
        while after < len(words) and words[after] in self._measured_by:
            after += 1
        return after if start < end < after < len(words) else start

    def _end(self, words: Sequence[str], start: int) -> int:
        spans = self._categories.find_things(words[start:], weak=True)
        inside = {i + start for span in spans for i in range(span.start + 1, span.end)}
        end = start
        while end < len(words) and (words[end] not in self._stops or end in inside):
            if words[end] != "&" and not any(c.isalnum() for c in words[end]) and end not in inside:
                break
            end += 1
        return end

    def _unlink(self, words: Sequence[str], start: int, end: int) -> int:
        while end > start and words[end - 1] in self._links | self._determiners - {"one"}:
            end -= 1
        return end

    def _is_empty(self, name: tuple[str, ...]) -> bool:
        if all(word in self._empty or word in self._judgements for word in name):
            return True
        if self._known(name):
            return False
        return name[-1] in self._not_things or name[0] in self._not_things

    def _known(self, words: Sequence[str]) -> bool:
        spans = self._categories.find_things(words)
        return bool(spans) and spans[-1].end == len(words)


def _word_set(data: dict[str, list[str]], key: str) -> frozenset[str]:
    return frozenset(data[key])


def _trim(word: str) -> str:
    return word.strip("\"'.*~") if len(word) > 1 else word
