"""Which kind of thing a noun names: its type and its picture, by the lists of a language."""

import re
import tomllib
import unicodedata
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from core.items.emoji import EMOJI
from storage.vocabulary import ItemType

_APOSTROPHES = re.compile(r"['’]s\b|['’]")
_WORDS = re.compile(r"[^\W_]+")

# Letters: a short word is one letter away from too many others ("store" and "stove"), and so are
# short words in a row.
_SHORTEST_WITH_A_TYPO = 6
_SHORTEST_WITH_TWO_TYPOS = 10
_SHORTEST_ROW_WITH_A_TYPO = 10


@dataclass(frozen=True, slots=True)
class Category:
    item_type: ItemType
    picture: str
    """One emoji."""
    known: bool
    """False: no list has the noun."""


@dataclass(frozen=True, slots=True)
class ThingSpan:
    """A noun in a sentence: the words from start up to, and without, end."""

    start: int
    end: int
    category: Category


class Categories:
    """Built once from a language's folder: `categories.toml` and the lists it names.

    A list has a noun a line: `noun`, its emoji (empty: that of the type), and the word `weak`
    where the noun means something else in most sentences ("watch", "light"), parted by tabs.
    Raises OSError where a file is missing, and ValueError or KeyError where one is malformed.
    """

    def __init__(self, language: Path) -> None:
        settings = tomllib.loads((language / "categories.toml").read_text(encoding="utf-8"))
        reading = settings["reading"]
        self._prepositions = frozenset[str](reading["prepositions"])
        self._measures = frozenset[str](reading["measures"])
        self._never_joined = frozenset[str](reading["never_joined"])
        self._fillers = frozenset[str](reading["fillers"])
        self._irregular_plurals: dict[str, str] = reading["irregular_plurals"]
        self._plural_endings: list[tuple[str, str]] = [
            (plural, singular) for plural, singular in reading["plural_endings"]
        ]
        self._any_plural_ending = tuple(plural for plural, _ in self._plural_endings)
        self._never_modified = frozenset(ItemType(name) for name in reading["never_modified"])
        self._nouns: dict[str, Category] = {}
        self._spaced: dict[str, str] = {}
        self._weak: set[str] = set()
        self._most_words = 1
        self._modifiers: dict[str, ItemType] = {}
        self._type_names: dict[str, ItemType] = {}
        for name, kind in settings["types"].items():
            item_type = ItemType(name)
            default = Category(item_type, EMOJI[item_type], known=True)
            self._modifiers |= dict.fromkeys(kind.get("modifiers", ()), item_type)
            self._type_names |= dict.fromkeys(
                ("".join(_words_of(words)) for words in (name, *kind["names"])), item_type
            )
            if "things" in kind:
                self._read(language / "things" / kind["things"], default)
        self._unknown = Category(ItemType.OTHER, EMOJI[ItemType.OTHER], known=False)

    def classify(self, name: str) -> Category:
        """What a name such as "grey hoodie" or "box of comics" is, by its head noun.

        The longest known noun at the end decides (a desk lamp is a lamp, a lamp desk a desk), or
        before a preposition ("lamp for the desk"); without one there, the last one anywhere. A
        word before it that says whose it is may move it to another type ("dog bed", "toy car").
        Small typing errors in long nouns are forgiven. Other and a parcel where nothing is known.
        """
        words = _words_of(name)
        cut = self._end_of_head(words)
        while words[cut : cut + 1] == ["of"] and self._singular_in(words[cut - 1], self._measures):
            words = words[cut + 1 :]
            cut = self._end_of_head(words)
        if cut == len(words):
            return self._ending(words) or self._anywhere(words) or self._unknown
        return (
            self._ending(words, fewest=len(words) - cut + 1)
            or self._ending(words[:cut])
            or self._ending(words)
            or self._anywhere(words)
            or self._unknown
        )

    def find_things(self, words: Sequence[str], *, weak: bool = False) -> tuple[ThingSpan, ...]:
        """The longest known nouns of a sentence in words, left to right, not overlapping.

        Singular or plural, but without typing errors; weak nouns only where asked for. An element
        without letters and digits parts nouns, so punctuation is to stand apart or be left out.
        """
        joined = ["".join(_words_of(word)) for word in words]
        forms = [self._singulars(word) for word in joined]
        spans = []
        start = 0
        while start < len(joined):
            found = self._longest_at(start, joined, forms, weak)
            if found is not None:
                spans.append(found)
            start = found.end if found is not None else start + 1
        return tuple(spans)

    def spelled(self, words: Sequence[str]) -> tuple[str, ...] | None:
        """The words with a typing error in their noun put right, as the lists have the noun; None
        where the noun is known, or none is near."""
        for start in range(max(0, len(words) - self._most_words), len(words)):
            noun = _words_of(" ".join(words[start:]))
            if self._known_key(noun) is not None:
                return None
            key = self._mistyped_key(noun)
            if key is not None:
                return (*words[:start], *self._spaced.get(key, key).split(" "))
        return None

    def type_named(self, phrase: str) -> ItemType | None:
        """The type that a phrase such as "my gadgets" or "stuff for pets" names, if any."""
        words = _words_of(phrase)
        while words and "".join(words) not in self._type_names:
            if words[0] in self._fillers:
                words = words[1:]
            elif words[-1] in self._fillers:
                words = words[:-1]
            else:
                break
        joined = "".join(words)
        return self._type_names.get(joined) or self._type_names.get(joined + "s")

    def _longest_at(
        self, start: int, words: list[str], forms: list[list[str]], weak: bool
    ) -> ThingSpan | None:
        found = None
        if words[start] in self._never_joined:
            return None
        before = before_singular = ""
        for at in range(start, min(start + self._most_words, len(words))):
            if not words[at]:
                break
            for form in forms[at]:
                key = before + form
                if key not in self._nouns:
                    key = before_singular + form
                if key in self._nouns and (weak or key not in self._weak):
                    found = ThingSpan(start, at + 1, self._nouns[key])
                    break
                if key in self._weak:
                    break
            before += words[at]
            before_singular += _without_s(words[at])
        return found

    def _read(self, path: Path, default: Category) -> None:
        # Start-up pays for every line: nearly all are plain words, which need no reading.
        nouns = self._nouns
        categories = {"": default}
        for line in path.read_text(encoding="utf-8").splitlines():
            noun, picture, *mark = line.split("\t")
            category = categories.get(picture)
            if category is None:
                category = categories[picture] = replace(default, picture=picture)
            key = noun.replace(" ", "")
            if not key.isascii() or not key.isalnum() or "s " in noun:
                words = _words_of(noun)
                noun, key = " ".join(words), "".join(words)
                nouns[_inner_singular(words)] = category
                if mark:
                    self._weak.add(_inner_singular(words))
            nouns[key] = category
            if mark:
                self._weak.add(key)
            if " " in noun:
                self._spaced[key] = noun
            if len(noun) - len(key) >= self._most_words:
                self._most_words = len(noun) - len(key) + 1

    def _end_of_head(self, words: list[str]) -> int:
        return next(
            (i for i, word in enumerate(words) if i and word in self._prepositions), len(words)
        )

    def _ending(self, words: list[str], fewest: int = 1) -> Category | None:
        """The longest noun of at least so many words that the words end with."""
        for start in range(max(0, len(words) - self._most_words), len(words) - fewest + 1):
            if words[start] in self._never_joined:
                continue
            key = self._known_key(words[start:]) or self._mistyped_key(words[start:])
            if key is not None:
                return self._modified(self._nouns[key], words[:start])
        return None

    def _anywhere(self, words: list[str]) -> Category | None:
        """The last of the longest nouns, weak ones only where there is no other."""
        spans = self.find_things(words) or self.find_things(words, weak=True)
        return self._modified(spans[-1].category, words[: spans[-1].start]) if spans else None

    def _modified(self, category: Category, before: list[str]) -> Category:
        if category.item_type in self._never_modified:
            return category
        for word in reversed(before):
            modifier = self._singular_in(word, self._modifiers)
            if modifier is not None:
                return replace(category, item_type=self._modifiers[modifier])
        return category

    def _singular_in(self, word: str, words: Container[str]) -> str | None:
        return next((form for form in self._singulars(word) if form in words), None)

    def _known_key(self, words: Sequence[str]) -> str | None:
        return next((key for key in self._keys(words) if key in self._nouns), None)

    @cached_property
    def _keys_alike(self) -> dict[tuple[str, int], list[str]]:
        """By first letter and length; built for the first unknown word, not for start-up."""
        alike: dict[tuple[str, int], list[str]] = {}
        for key in self._nouns:
            alike.setdefault((key[0], len(key)), []).append(key)
        return alike

    def _mistyped_key(self, words: Sequence[str]) -> str | None:
        from rapidfuzz import process  # Late: nothing before the first unknown word pays for it.
        from rapidfuzz.distance import OSA

        shortest = _SHORTEST_WITH_A_TYPO if len(words) == 1 else _SHORTEST_ROW_WITH_A_TYPO
        for key in self._keys(words):
            if len(key) < shortest:
                continue
            most = 2 if len(words) == 1 and len(key) >= _SHORTEST_WITH_TWO_TYPOS else 1
            alike = [
                known
                for length in range(len(key) - most, len(key) + most + 1)
                for known in self._keys_alike.get((key[0], length), ())
            ]
            best = process.extractOne(key, alike, scorer=OSA.distance, score_cutoff=most)
            if best is not None:
                return best[0]
        return None

    def _keys(self, words: Sequence[str]) -> Iterator[str]:
        """How the lists may have the words: as they are, or in the singular."""
        singulars = self._singulars(words[-1])
        before = "".join(words[:-1])
        for form in singulars:
            yield before + form
        before_singular = "".join(map(_without_s, words[:-1]))
        if before_singular != before:
            for form in singulars:
                yield before_singular + form

    def _singulars(self, word: str) -> list[str]:
        """The word itself first, then what it might be the plural of."""
        forms = [word]
        if word in self._irregular_plurals:
            forms.append(self._irregular_plurals[word])
        if word.endswith(self._any_plural_ending):
            forms += [
                word[: -len(plural)] + singular
                for plural, singular in self._plural_endings
                if word.endswith(plural) and len(word) > len(plural) + 1
            ]
        return forms


def _words_of(text: str) -> list[str]:
    """In lower case, without accents, possessives and punctuation."""
    text = text.casefold().replace("&", " and ")
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _WORDS.findall(_APOSTROPHES.sub("", text))


def _without_s(word: str) -> str:
    return word[:-1] if word[-1:] == "s" and word[-2:] != "ss" else word


def _inner_singular(words: Sequence[str]) -> str:
    """Joined, each word but the last without a final s: kids', kid's and kid bike are one."""
    return "".join((*map(_without_s, words[:-1]), words[-1]))
