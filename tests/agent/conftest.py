from collections.abc import Iterator

import pytest

from bot.agent.model import ModelSettings
from core.clock import StandingClock
from storage.transactions import Database
from tests.agent.world import World
from tests.emulators.openai import OpenAIServer

KEY = "sk-very-secret"


@pytest.fixture
def world(database: Database, clock: StandingClock) -> World:
    return World(database, clock)


@pytest.fixture
def server() -> Iterator[OpenAIServer]:
    with OpenAIServer(KEY) as server:
        yield server


@pytest.fixture
def settings(server: OpenAIServer) -> ModelSettings:
    return ModelSettings("emulated-1", KEY, server.base_url, max_retries=0)
