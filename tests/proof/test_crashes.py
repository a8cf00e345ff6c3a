"""The short version of `make proof`: a round for each step at which workers are killed."""

from pathlib import Path

from sqlalchemy.engine import URL

from tests.proof.__main__ import prove
from tests.proof.kills import Step

WORKERS = {"sqlite": 1, "postgresql": 3}


async def test_whenever_workers_are_killed_every_reminder_comes_and_none_twice_unexplained(
    any_url: URL, tmp_path: Path
) -> None:
    workers = WORKERS[any_url.get_backend_name()]
    proof = await prove(any_url, tmp_path, workers=workers, rounds=len(Step), seed=7)
    meant = set(Step) - {Step.ANY_MOMENT}  # that may be a moment too late
    assert all(proof.kills[step] for step in meant), proof.kills
    assert proof.lost == []
    assert proof.unlogged == []
    assert not proof.unexplained
