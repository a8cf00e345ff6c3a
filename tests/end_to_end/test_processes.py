"""What holds when processes die, and when two of them work on one database."""

import asyncio
import random
import time
from subprocess import Popen
from typing import IO, cast

from sqlalchemy import text
from sqlalchemy.engine import URL

from storage.engine import make_engine
from tests.end_to_end.chatty import READY, chatty

HALF_DONE = {
    "things that the history does not know": """
        SELECT count(*) FROM items
        WHERE NOT EXISTS (SELECT 1 FROM changes WHERE changes.subject_id = items.id)""",
    "changes without their thing": """
        SELECT count(*) FROM changes
        WHERE NOT EXISTS (SELECT 1 FROM items WHERE items.id = changes.subject_id)""",
    "changes without their turn": """
        SELECT count(*) FROM changes
        WHERE NOT EXISTS (SELECT 1 FROM turns WHERE turns.id = changes.turn_id)""",
    "updates without an answered turn": """
        SELECT count(*) FROM handled_updates WHERE NOT EXISTS (
            SELECT 1 FROM turns
            WHERE turns.id = handled_updates.turn_id AND turns.replies IS NOT NULL)""",
    "turns without their update": """
        SELECT count(*) FROM turns WHERE NOT EXISTS (
            SELECT 1 FROM handled_updates WHERE handled_updates.turn_id = turns.id)""",
    "people without both checkups": """
        SELECT count(*) FROM people WHERE 2 <> (
            SELECT count(*) FROM checkups WHERE checkups.person_id = people.id)""",
}


def counted(url: URL, **queries: str) -> dict[str, int]:
    async def count() -> dict[str, int]:
        engine = make_engine(url)
        async with engine.connect() as connection:
            found = {
                what: (await connection.execute(text(query))).scalar_one()
                for what, query in queries.items()
            }
        await engine.dispose()
        return found

    return asyncio.run(count())


def answers(process: "Popen[str]") -> IO[str]:
    """What it answers, once it has begun."""
    stdin, stdout = cast("IO[str]", process.stdin), cast("IO[str]", process.stdout)
    assert stdout.readline() == f"{READY}\n"
    stdin.write("go\n")
    return stdout


def test_a_process_killed_at_any_moment_leaves_nothing_half_done(any_url: URL) -> None:
    """Each process delivers all updates again from the first on, and gets a bit further."""
    moments = random.Random(7)  # noqa: S311
    for kill_after in (1, 20):
        with chatty(any_url, "ann", 40) as process:
            told = answers(process)
            for _ in range(kill_after):
                assert "Added" in told.readline()
            time.sleep(moments.uniform(0, 0.01))
            process.kill()
        assert counted(any_url, **HALF_DONE) == dict.fromkeys(HALF_DONE, 0)

    with chatty(any_url, "ann", 40) as process:
        assert answers(process).read().count("Added") == 40
        assert process.wait() == 0
    assert counted(any_url, **HALF_DONE) == dict.fromkeys(HALF_DONE, 0)
    assert counted(
        any_url,
        things="SELECT count(*) FROM items",
        names="SELECT count(DISTINCT name) FROM items",
        changes="SELECT count(*) FROM changes",
        people="SELECT count(*) FROM people",
    ) == {"things": 40, "names": 40, "changes": 40, "people": 1}


def test_two_processes_add_no_more_than_the_limit_together(any_url: URL) -> None:
    with (
        chatty(any_url, "one", 20, MINNOW_ITEM_LIMIT="10") as one,
        chatty(any_url, "two", 20, MINNOW_ITEM_LIMIT="10") as two,
    ):
        both = [answers(one), answers(two)]
        said = "".join(told.read() for told in both).splitlines()
        assert (one.wait(), two.wait()) == (0, 0)

    assert sum(line.startswith("Added") for line in said) == 10
    assert sum("10 is the limit" in line for line in said) == 30
    assert counted(any_url, **HALF_DONE) == dict.fromkeys(HALF_DONE, 0)
    assert counted(any_url, things="SELECT count(*) FROM items") == {"things": 10}
