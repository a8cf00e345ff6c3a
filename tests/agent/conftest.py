import pytest

from core.clock import StandingClock
from storage.transactions import Database
from tests.agent.world import World


@pytest.fixture
def world(database: Database, clock: StandingClock) -> World:
    return World(database, clock)
