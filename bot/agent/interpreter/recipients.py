"""Who got a thing: a person, or an organisation."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from bot.agent.interpreter.patterns import Patterns, read

_DETERMINER = re.compile(
    r"^(?:(?:my|our|the|a|an|some|this|that|his|her|their|one of my|one of our) )+"
)


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
        self._person = patterns.compile(r"(?:.* )?{person}(?:'s)?(?: (?:in law|of mine|of ours))?")
        self._titled = patterns.compile(
            r"(?:.* )?(?:mr|mrs|ms|miss|dr|little|old|young|uncle|aunt|auntie|aunty|granny|grandma|grandpa|sir|lady|cousin|coach|father|sister|brother|captain|professor)\.? \w+"
        )
        self._leading = patterns.compile(
            r"(?P<who>(?:(?:my|our|the|a|an|his|her|their) )?(?:\w+ )??{person}(?: in law| of mine)?) (?P<obj>.+)"
        )
        self._charity = patterns.compile(r"(?:.* )?\b{charity}(?: .*)?")
        self._place = patterns.compile(r"(?:.* )?{place}s?")
        self._first_names = frozenset(read(language / "people.toml")["first_names"])
        self._cut = patterns.compile(
            r"\s(?:at|from|in|as|because|who|which|for|since|when|so|with|on|now|this|that|and|instead|today|yesterday|already|too|after|to|down|across|next|by|via|near|please|thanks|free|gratis|over|last|before|during|finally|around|out)\b.*"
        )

    def read(self, words: str, raw: str) -> Recipient:
        """Who the words mean; the name as the person wrote it."""
        words = words.strip(" .,;:!-")
        whole = self._charity.fullmatch(words)
        noun = words if whole else self._cut.sub("", words)
        noun = _DETERMINER.sub("", noun).strip() or words
        return Recipient(_as_written(noun, raw), self._kind(noun, words))

    def _kind(self, noun: str, words: str) -> Kind:
        if self._person.fullmatch(noun) or self._titled.fullmatch(noun):
            return Kind.PERSON
        if self._charity.fullmatch(words):
            return Kind.CHARITY
        if self._place.fullmatch(noun):
            return Kind.PLACE
        if noun.split()[0] in self._first_names:
            return Kind.PERSON
        return Kind.UNKNOWN

    def is_person(self, words: str) -> bool:
        """Whether the words name a person: by a noun for one, or by a common first name."""
        noun = _DETERMINER.sub("", words.strip(" .,'"))
        return bool(noun) and self._kind(noun, noun) is Kind.PERSON

    def first_person(self, words: str) -> tuple[str, str] | None:
        """The person that the words begin with, and what follows: "my sister", "the lamp"."""
        head, _, rest = words.partition(" ")
        if rest and head in self._first_names:
            return head, rest
        match = self._leading.fullmatch(words)
        return None if match is None else (match["who"], match["obj"])


def _as_written(noun: str, raw: str) -> str:
    found = re.search(re.escape(noun), raw, re.IGNORECASE)
    written = raw[found.start() : found.end()] if found and not raw.isupper() else noun
    return written[:1].upper() + written[1:]
