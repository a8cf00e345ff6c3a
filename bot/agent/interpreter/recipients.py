"""Who got a thing: a person, or an organisation."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from bot.agent.interpreter.patterns import Patterns


class Kind(Enum):
    PERSON = auto()
    CHARITY = auto()
    """Takes donations and does nothing else: a thing that is there was donated."""
    PLACE = auto()
    """May have a thing for other reasons: a school, a shop."""
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Recipient:
    name: str
    kind: Kind


class Recipients:
    """Built once from a language's words and its `people.toml`."""

    def __init__(self, patterns: Patterns, language: Path) -> None:
        known, data = patterns.of_file("people.toml")
        self._person = known.compile(r"(?:.* )?{person}(?:'s)?(?: (?:{mine}))?")
        self._titled = known.compile(r"(?:.* )?{title}\.? \w+")
        self._leading = known.compile(
            r"(?P<who>(?:{whose} )?(?:\w+ )??{person}(?: {mine})?) (?P<obj>.+)"
        )
        self._charity = known.compile(r"(?:.* )?\b{charity}(?: .*)?")
        self._place = known.compile(r"(?:.* )?{place}s?")
        self._determiner = known.compile(r"^(?:{whose} )+")
        self._cut = known.compile(r"\s(?!{mine}\b){after}\b.*")
        self._first_names = frozenset(data["first_names"])

    def read(self, words: str, raw: str) -> Recipient:
        """Who the words mean; the name as the person wrote it."""
        words = words.strip(" .,;:!-")
        whole = self._charity.fullmatch(words)
        noun = words if whole else self._cut.sub("", words)
        bare = self._determiner.sub("", noun).strip() or words
        return Recipient(self._as_written(noun, raw), self._kind(bare, words))

    def _as_written(self, noun: str, raw: str) -> str:
        """As the person wrote it; only a first name gets its capital."""
        found = re.search(rf"\b{re.escape(noun)}\b", raw, re.IGNORECASE)
        written = raw[found.start() : found.end()] if found and not raw.isupper() else noun
        if noun.split(maxsplit=1)[0] in self._first_names:
            return written[:1].upper() + written[1:]
        return written

    def _kind(self, noun: str, words: str, *, first_names: bool = True) -> Kind:
        if self._person.fullmatch(noun) or self._titled.fullmatch(noun):
            return Kind.PERSON
        if self._charity.fullmatch(words):
            return Kind.CHARITY
        if self._place.fullmatch(noun):
            return Kind.PLACE
        if first_names and noun.split(maxsplit=1)[0] in self._first_names:
            return Kind.PERSON
        return Kind.UNKNOWN

    def is_person(self, words: str, *, first_names: bool = True) -> bool:
        """Whether the words name a person: by a noun for one, or by a common first name."""
        noun = self._determiner.sub("", words.strip(" .,'"))
        kind = self._kind(noun, noun, first_names=first_names) if noun else Kind.UNKNOWN
        return kind is Kind.PERSON

    def first_person(self, words: str) -> tuple[str, str] | None:
        """The person that the words begin with, and what follows: "my sister", "the lamp"."""
        head, _, rest = words.partition(" ")
        if rest and head in self._first_names:
            return head, rest
        match = self._leading.fullmatch(words)
        return None if match is None else (match["who"], match["obj"])
