"""Parts of a message that are nothing but a noun: one more of what was told, or only named."""

from collections.abc import Sequence

from bot.agent.interpreter.events import CHANGES, Event, Named
from bot.agent.interpreter.giving import Giving
from bot.agent.interpreter.lexis import Lexis
from bot.agent.interpreter.mentions import mentions_in
from bot.agent.interpreter.names import Phrase
from bot.agent.interpreter.parts import Opener, Part
from bot.agent.interpreter.story import Story
from bot.agent.interpreter.using import Using

_CLOSED = CHANGES | {"parted", "seems_parted", "used"}
"""After these, a word that is no known noun is not one more thing."""

_LISTING = ("named", "announced", "recorded")
"""Acts that another sentence may go on with by a mere noun."""


class Lists:
    """`headers` are the words that announce things: "haul", "new"."""

    def __init__(self, lexis: Lexis, headers: Sequence[str], giving: Giving, using: Using) -> None:
        patterns = lexis.patterns
        self._known = lexis.known
        self._names = lexis.names
        self._recipients = lexis.recipients
        self._categories = lexis.categories
        self._giving = giving
        self._using = using
        announcing = "|".join(headers)
        self._header = patterns.compile(
            rf"(?:(?:{{my}}|{{header_lead}})(?: |$))*(?:{announcing})(?: {{header_tail}})?"
        )
        self._occasion = patterns.compile(r"(?:[\w'-]+ ){0,4}?{occasion}(?: {occasion_tail})?")
        self._verbal = patterns.compile(r"\w+(?:ed|ing)")
        self._activity = patterns.compile(r"{activity}")
        self._me = patterns.compile(r"{me}\b.*")

    def announces(self, text: str, part: Part, goal: int | None, story: Story) -> bool:
        """Whether the part says that things follow: "my birthday haul", "ikea trip on Friday:"."""
        announced = self._header.fullmatch(text) is not None
        last = story.last
        if announced and last is not None and last.named and part.opener is not Opener.LINE:
            announced = part.leads
        if part.leads and not announced and not part.future:
            announced = self._occasion.fullmatch(text) is not None
        if announced:
            story.begin(Event("announced", day=part.day, goal=goal))
        return announced

    def read(self, text: str, part: Part, goal: int | None, story: Story) -> bool:
        """Whether the part is one; the story then has it."""
        gone = self._giving.announced(text, story)
        if gone is not None and not (story.last and story.last.named):
            story.begin(gone).day = part.day
            return True
        if self._giving.recipient_told(text, story):
            return True
        phrase = self._names.phrase(text)
        if phrase is None:
            return False
        if self._using.also(phrase, part, story):
            return True
        if not self._is_thing(phrase, story):
            return False
        if not (
            self._stands_for_itself(text, part, goal, phrase, story)
            or self._continues(part, phrase, story)
        ):
            return False
        event = self._event_for(part, story)
        event.named += [Named(one, (), part.day, goal) for one in self._names.several(phrase)]
        self._follow(phrase, event, story)
        return True

    def is_likely(self, phrase: Phrase, story: Story) -> bool:
        """Whether a phrase alone is likely to name a thing."""
        return (
            phrase.known
            or (phrase.determined and not phrase.rest)
            or bool(self._known.refer(phrase, story))
            or self._categories.classify(phrase.name).known
        )

    def _is_thing(self, phrase: Phrase, story: Story) -> bool:
        """Whether it may be one at all: nobody, nobody else's, and no clause about one."""
        first = phrase.words[0]
        if phrase.foreign or self._recipients.is_person(phrase.name):
            return False
        if self._recipients.is_person(first) and "'" not in first:
            return False
        if not self._names.stands_alone(phrase) or (
            self._activity.fullmatch(first) and not (phrase.known and not phrase.rest)
        ):
            return False
        named = bool(mentions_in(phrase.words, story.scene.things))
        return phrase.known or not named or bool(self._known.refer(phrase, story))

    def _is_noun(self, phrase: Phrase, story: Story) -> bool:
        """Whether it is surely the name of a thing: known as such, or on the list."""
        return (
            phrase.known
            or bool(self._known.refer(phrase, story))
            or (self._names.is_plain(phrase) and self._categories.classify(phrase.name).known)
        )

    def _stands_for_itself(
        self, text: str, part: Part, goal: int | None, phrase: Phrase, story: Story
    ) -> bool:
        """Whether it names a thing wherever it stands: a known noun, or one with its own day."""
        if self._is_noun(phrase, story):
            return part.opener is not Opener.ASIDE
        if not self._names.is_plain(phrase) or self._verbal.fullmatch(text):
            return False
        if phrase.determined and not phrase.rest and part.opener is Opener.SENTENCE:
            return True
        last = story.last
        if part.opener is Opener.SENTENCE and last is not None and last.act not in _LISTING:
            return False
        return part.opener is not Opener.ASIDE and (part.day is not None or goal is not None)

    def _continues(self, part: Part, phrase: Phrase, story: Story) -> bool:
        """Whether the part goes on with a list."""
        last = story.last
        if last is None or part.opener is Opener.BUT:
            return False
        if last.act == "announced" and (part.opener is not Opener.SENTENCE or last.status is None):
            return self._is_noun(phrase, story) or self._names.is_plain(phrase)
        if part.opener in (Opener.SENTENCE, Opener.ASIDE) or last.act == "doubted":
            return False
        if not last.named or last.act in _CLOSED or not part.listed:
            return False
        return self._names.is_plain(phrase) and (phrase.determined or not phrase.rest)

    def _event_for(self, part: Part, story: Story) -> Event:
        last = story.last
        if last is not None and last.act == "announced":
            last.act = "acquired" if last.status is None else "parted"
            return last
        joined = part.opener not in (Opener.SENTENCE, Opener.BUT)
        if last is not None and joined and last.act not in CHANGES | {"used"}:
            if last.act == "doubted" and part.opener is not Opener.LINE:
                return last
            if last.act != "doubted" and last.named:
                return last
        return story.begin(Event("named"))

    def _follow(self, phrase: Phrase, event: Event, story: Story) -> None:
        """What follows the noun: "… to my sister", "… I bought"."""
        if not phrase.rest:
            return
        if event.act == "parted" and event.recipient is None:
            self._giving.recipient_told(phrase.rest, story)
        elif event.act == "named" and self._me.fullmatch(self._names.relative(phrase.rest)):
            event.act = "acquired"
