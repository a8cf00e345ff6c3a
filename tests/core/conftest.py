"""Two people who know nothing of each other."""

import pytest

from core.clock import StandingClock
from storage.transactions import Database
from tests.core.acting import Person


@pytest.fixture
def ann(database: Database, clock: StandingClock) -> Person:
    return Person(database, clock, "ann")


@pytest.fixture
def bob(database: Database, clock: StandingClock) -> Person:
    return Person(database, clock, "bob")
