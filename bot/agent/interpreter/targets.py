"""What the things of an event turned out to be."""

from dataclasses import dataclass
from datetime import date

from bot.agent.interpreter.events import Event, Named
from bot.agent.interpreter.known import Known
from bot.agent.interpreter.mentions import kept
from bot.agent.interpreter.story import Story
from bot.agent.interpreter.when import DaySpan
from core.items.results import Thing


@dataclass(frozen=True, slots=True)
class Target:
    """Known things that were meant, several where it is not clear which; none: a new noun."""

    named: Named
    things: tuple[Thing, ...]

    @property
    def said(self) -> str:
        return self.named.phrase.said if self.named.phrase else ""


def targets_of(event: Event, known: Known, story: Story) -> list[Target]:
    """Of what is parted with or used, what is kept goes first."""
    targets = []
    for named in event.named:
        things = known.things(named, story)
        if event.act in ("parted", "seems_parted", "used", "last_used"):
            things = kept(things) or things
        targets.append(Target(named, things))
    return targets


def by_today(day: DaySpan | None, story: Story) -> date | None:
    """The day to store: nothing told of as done is later than today."""
    return None if day is None else min(day.day, story.scene.now.date())
