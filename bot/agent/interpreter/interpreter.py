"""Sentences into calls: deterministic, offline, about a millisecond; no guessing."""

from datetime import date
from pathlib import Path

from bot.agent.calls import AddItems, ChangeItems, PartWithItems
from bot.agent.interpreter.additions import Additions
from bot.agent.interpreter.answers import Answers
from bot.agent.interpreter.categories import Categories
from bot.agent.interpreter.checkups import Checkups
from bot.agent.interpreter.corrections import Corrections
from bot.agent.interpreter.edits import Edits
from bot.agent.interpreter.known import Known
from bot.agent.interpreter.lexis import Lexis
from bot.agent.interpreter.meaning import Meaning
from bot.agent.interpreter.names import Names
from bot.agent.interpreter.normalise import Normaliser
from bot.agent.interpreter.partings import Partings
from bot.agent.interpreter.parts import Cutter, Marked
from bot.agent.interpreter.patterns import Patterns
from bot.agent.interpreter.preferences import Preferences
from bot.agent.interpreter.questions import Questions
from bot.agent.interpreter.recipients import Recipients
from bot.agent.interpreter.requests import Requests
from bot.agent.interpreter.single import day_alone, months_alone
from bot.agent.interpreter.story import Story
from bot.agent.interpreter.teller import Teller
from bot.agent.interpreter.understanding import (
    Choice,
    Nothing,
    Understanding,
    Understood,
    Unsure,
)
from bot.agent.interpreter.when import When
from bot.agent.labels import NO, WITHOUT_A_DAY
from bot.agent.scene import Scene

_DATED = (AddItems, ChangeItems, PartWithItems)

ENGLISH = Path(__file__).parent.parent / "language" / "en"


class Interpreter:
    """Built once (it reads its language's data), then called for every sentence."""

    def __init__(self, language: Path = ENGLISH, categories: Categories | None = None) -> None:
        """`categories` are those of the language, where they are loaded already."""
        patterns = Patterns(language)
        known, statements = patterns.of_file("statements.toml")
        self._when = When(language)
        categories = categories or Categories(language)
        self._normaliser = Normaliser(language)
        names = Names(language, categories)
        reach = Known(known, names)
        recipients = Recipients(patterns, language)
        lexis = Lexis(known, categories, names, reach, recipients)
        cutter = Cutter(statements["joints"])
        additions = Additions(names, categories)
        self._answers = Answers(patterns)
        self._requests = Requests(patterns, names, cutter)
        self._corrections = Corrections(patterns, names, categories)
        self._preferences = Preferences(patterns, language)
        self._checkups = Checkups(patterns)
        self._questions = Questions(patterns, categories)
        self._teller = Teller(lexis, statements, cutter, names.headers)
        self._meaning = Meaning(reach, additions, Partings(additions), Edits(names))

    def interpret(self, text: str, scene: Scene) -> Understanding:
        """What the sentence means, heard against the scene. Never raises for any text."""
        normal = self._normaliser.normalise(text)
        answer = self._answers.read(normal, scene.options)
        if answer is not None:
            return answer
        if not normal:
            return Nothing("not_understood")
        marked = Marked(normal, self._when, scene.now.date(), scene.locale)
        story = Story(scene, text, normal)
        understanding = self._read(normal, marked, story) or Nothing("not_understood")
        if isinstance(understanding, Understood) and not marked.days:
            return self._without_impossible_day(normal, scene, understanding)
        return understanding

    def day_alone(self, text: str, today: date, locale: str) -> date | None:
        """The day that the whole text names. Never raises for any text."""
        return day_alone(self._when, self._normaliser.normalise(text), today, locale)

    def months_alone(self, text: str) -> int | None:
        """The months that the whole text names; "24" is 24. Never raises for any text."""
        return months_alone(self._when, self._normaliser.normalise(text))

    def _without_impossible_day(
        self, normal: str, scene: Scene, understood: Understood
    ) -> Understanding:
        """ "On 31 February" is not today: whoever names a day that does not exist is asked."""
        days = self._when.impossible_days(normal, scene.now.date(), scene.locale)
        if not days or not any(isinstance(call, _DATED) for call in understood.calls):
            return understood
        said = normal[days[0].start : days[0].end]
        return Unsure("which_date", said, (Choice(WITHOUT_A_DAY, understood.calls), Choice(NO, ())))

    def _read(self, normal: str, marked: Marked, story: Story) -> Understanding | None:
        """The first that recognises it."""
        asks = self._questions.is_question(normal, asks=normal.rstrip(" )\"'").endswith("?"))
        understanding = (
            self._requests.instruction(normal)
            or self._requests.talk(marked)
            or self._requests.undo(marked)
            or self._preferences.read(normal, story, asks=asks)
            or self._checkups.read(normal, marked, story.scene, asks=asks)
        )
        if understanding is None and asks:
            understanding = self._questions.read(normal, marked, story) or Nothing("not_understood")
        if understanding is None:
            understanding = self._requests.removal(marked, story) or self._corrections.read(
                marked, story
            )
        if understanding is None:
            self._teller.tell(marked, story)
            understanding = self._meaning.of(story)
        return understanding
