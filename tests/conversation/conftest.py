"""A conversation on a real database, with an agent and an interpreter that do as they are told."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.agent.interpreter.interpreter import ENGLISH
from bot.agent.interpreter.zones import Zones
from bot.agent.senses.senses import Senses
from bot.agent.tools import Tools
from bot.conversation.answering import Answerer
from bot.conversation.conversation import Conversation
from bot.conversation.privacy_facts import PrivacyFacts
from bot.conversation.rate_limit import RateLimiter
from bot.conversation.suggestions import Suggester
from bot.counters import Counters
from bot.metrics import NoMeter
from core.clock import StandingClock
from core.items.suggesting import ThingsInSight
from core.pictures.store import PictureStore
from core.turns.desk import TurnDesk, TurnPolicy
from core.upkeep import Upkeep
from storage.transactions import Database
from tests.fakes.agent import QueuedAgent
from tests.fakes.language import OneKindClassifier, PhraseBook
from tests.fakes.mailer import FakeMailer
from tests.fakes.talker import Talker


@dataclass
class World:
    """What a test of the conversation plays with."""

    database: Database
    clock: StandingClock
    tools: Tools
    agent: QueuedAgent
    phrases: PhraseBook
    conversation: Conversation
    pictures: PictureStore
    mailer: FakeMailer

    def talker(self, name: str = "ann", locale: str | None = "en") -> Talker:
        return Talker(self.conversation, name, locale)

    def restarted(self) -> "World":
        """The same database, everything else anew."""
        return make_world(self.database, self.clock)


def make_world(
    database: Database, clock: StandingClock, limiter: RateLimiter | None = None
) -> World:
    tools = Tools(OneKindClassifier())
    agent = QueuedAgent(tools)
    phrases = PhraseBook()
    mailer = FakeMailer()
    pictures = PictureStore(Path(f"{database.engine.url.database}.pictures").as_uri())
    answerer = Answerer(
        agent,
        tools,
        load_interpreter=lambda: phrases,
        zones=Zones(ENGLISH),
        pictures=pictures,
        senses=Senses(),
        privacy=PrivacyFacts(model_host="model.example"),
        mailer=mailer,
        counters=Counters(),
    )
    conversation = Conversation(
        desk=TurnDesk(database, clock, TurnPolicy()),
        answerer=answerer,
        limiter=limiter or RateLimiter(10_000, 60),
        meter=NoMeter(),
        upkeep=Upkeep(database, clock, pictures),
        suggester=Suggester(
            ThingsInSight(database, clock), Zones(ENGLISH), RateLimiter(10_000, 60)
        ),
    )
    return World(database, clock, tools, agent, phrases, conversation, pictures, mailer)


async def has_opened(talker: Talker) -> None:
    """The group where the talker speaks has a shared list by now."""
    await talker.say("/start")
    await talker.press("Yes")


@pytest.fixture
def world(database: Database, clock: StandingClock) -> World:
    return make_world(database, clock)


@pytest.fixture
def ann(world: World) -> Talker:
    return world.talker()
