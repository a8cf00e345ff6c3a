"""The short version of `make proof`: a round for each step at which workers are killed."""

from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from tests.proof.__main__ import prove
from tests.proof.kills import Step


@pytest.mark.parametrize(("kind", "workers"), [("sqlite_url", 1), ("postgres_url", 3)])
async def test_whenever_workers_are_killed_every_reminder_comes_and_none_twice_unexplained(
    kind: str, workers: int, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    database: URL = request.getfixturevalue(kind)
    proof = await prove(database, tmp_path, workers=workers, rounds=len(Step), seed=7)
    meant = set(Step) - {Step.ANY_MOMENT}  # that may be a moment too late
    assert all(proof.kills[step] for step in meant), proof.kills
    assert proof.lost == []
    assert proof.unlogged == []
    assert not proof.unexplained
