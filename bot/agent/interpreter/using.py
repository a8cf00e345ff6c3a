"""Parts of a message that tell that a known thing was used."""

from collections.abc import Sequence

from bot.agent.interpreter.events import Event, Named
from bot.agent.interpreter.lexis import Lexis
from bot.agent.interpreter.mentions import Mention, mentions_in
from bot.agent.interpreter.names import Phrase
from bot.agent.interpreter.parts import Opener, Part
from bot.agent.interpreter.story import Story
from bot.agent.references import name_words


class Using:
    def __init__(self, lexis: Lexis) -> None:
        patterns = lexis.patterns
        self._known = lexis.known
        self._names = lexis.names
        self._recipients = lexis.recipients
        self._idiom = patterns.compile(r"(?:an? )?(?:\w+ )*{use_noun}(?: .*)?")
        self._it = patterns.compile(
            r"{lead}{used}(?: (?:up|in|on|with|for|to|at|it out))? (?:it|them|that|this)\b(?: .*)?"
        )
        self._surely_it = patterns.compile(
            r"{lead}(?:used|wore|rode|drove|played) (?:it|them|that|this)\b(?: .*)?"
        )
        self._did = patterns.compile(r"{lead}{used}\b.*")

    def did(self, text: str, part: Part, story: Story) -> bool:
        """Any activity and a known thing: "bounced on the pogo stick" was use of it. The day may
        follow with another thing: "wore the coat and the scarf yesterday"."""
        if self._did.fullmatch(text) is None:
            return False
        told = story.last is not None and bool(story.last.named)
        if (
            part.day is not None
            and (self._it if told else self._surely_it).fullmatch(text) is not None
        ):
            named = story.pointed_at(plural=False)
            known = [one for one in named if self._known.things(one, story)]
            if known:
                story.begin(Event("used", known, day=part.newest_day))
            return bool(known)
        words = text.split()
        mention = next(iter(mentions_in(words, story.scene.things)), None)
        if mention is None or not self._is_used(words, mention):
            return False
        if self._recipients.is_person(" ".join(words[: mention.start])):
            return False
        phrase = self._names.phrase(" ".join(words[mention.start : mention.end]))
        if phrase is None:
            return False
        story.begin(Event("used", [Named(phrase)], day=part.newest_day))
        return True

    def also(self, phrase: Phrase, part: Part, story: Story) -> bool:
        """One more known thing that was used."""
        last = story.last
        if last is None or last.act != "used" or part.opener not in (Opener.AND, Opener.COMMA):
            return False
        if phrase.rest or not self._known.refer(phrase, story):
            return False
        last.named.append(Named(phrase))
        story.modify(part, None)
        return True

    def things(self, words: str, part: Part, story: Story) -> bool:
        """The words name what was used."""
        named = self._known.all_of(words, story)
        if not named or part.day is None:
            return False
        story.begin(Event("used", named, day=part.newest_day))
        return True

    def instead_of_giving(self, words: str, part: Part, story: Story) -> bool | None:
        """ "Gave the mower a good run" is use, if the mower is known. None: it is giving."""
        phrase = self._names.phrase(words)
        if phrase is None or not phrase.rest or self._idiom.fullmatch(phrase.rest) is None:
            return None
        return self.things(phrase.said, part, story)

    def _is_used(self, words: Sequence[str], mention: Mention) -> bool:
        """Football is not the football table: said without "the" or "my", a name needs its noun."""
        if mention.start and self._names.is_definite(words[mention.start - 1]):
            return True
        last = name_words(words[mention.end - 1])[-1:]
        return all(name_words(thing.name)[-1:] == last for thing in mention.things)
