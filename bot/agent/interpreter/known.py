"""Which of the person's things some words of a message point at."""

import re

from bot.agent.interpreter.events import Named
from bot.agent.interpreter.names import Names, Phrase
from bot.agent.interpreter.patterns import Patterns
from bot.agent.interpreter.story import Story
from bot.agent.references import resolve
from core.items.results import Thing


class Known:
    """Pronouns by what was said before, nouns by the names on the list."""

    def __init__(self, patterns: Patterns, names: Names) -> None:
        self._names = names
        self._pronoun = patterns.compile(
            r"(?:{adverb} )*{pronoun}(?: (?:{adverb}|all|too|as well|again))?"
        )
        self._plural = patterns.compile(r"\b{plural}\b")

    def is_pronoun(self, words: str) -> bool:
        return self._pronoun.fullmatch(words) is not None

    def is_plural(self, words: str) -> bool:
        """Whether the words have a pronoun that means several things."""
        return self._plural.search(words) is not None

    def is_definite(self, word: str) -> bool:
        """Whether the word is one like "the" and "my"."""
        return self._names.is_definite(word)

    def refer(self, phrase: Phrase, story: Story) -> tuple[Thing, ...]:
        """Every thing that the phrase may mean: by all that was said, else by its noun."""
        things = story.scene.things
        return resolve(phrase.said, things) or resolve(phrase.name, things)

    def all_of(self, words: str, story: Story) -> list[Named]:
        """The known things that the words name; none if a single one is unknown."""
        words = words.strip(" \"',")
        if self.is_pronoun(words):
            pointed = story.pointed_at(self.is_plural(words))
            return [named for named in pointed if self.things(named, story)]
        found = []
        for one in re.split(r",? and |, ", words):
            phrase = self._names.phrase(one)
            if phrase is None or phrase.rest or not self.refer(phrase, story):
                return []
            found.append(Named(phrase))
        return found

    def things(self, named: Named, story: Story) -> tuple[Thing, ...]:
        return named.things or (self.refer(named.phrase, story) if named.phrase else ())
