"""What tests run in processes of their own."""

import asyncio
import sys
from pathlib import Path
from uuid import UUID

from storage.engine import make_engine
from storage.schema import upgrade
from storage.transactions import Database

PROJECT = Path(__file__).parents[2]


async def increase(database: Database, household_id: UUID, item_id: UUID) -> None:
    """Read, change and write in one transaction."""
    async with database.writing() as transaction:
        [row] = await transaction.items(household_id).get([item_id])
        goal = row.ownership_duration_goal_months
        await asyncio.sleep(0)
        row.ownership_duration_goal_months = goal + 1


async def increase_often(
    database: Database, household_id: UUID, item_id: UUID, tasks: int, times: int
) -> None:
    async def some() -> None:
        for _ in range(times):
            await increase(database, household_id, item_id)

    await asyncio.gather(*(some() for _ in range(tasks)))


async def run(url: str, what: str, *arguments: str) -> None:
    database = Database(make_engine(url))
    if what == "upgrade":
        await upgrade(database.engine)
    else:
        household_id, item_id, tasks, times = arguments
        await increase_often(database, UUID(household_id), UUID(item_id), int(tasks), int(times))
    await database.close()


async def in_other_processes(number: int, url: str, what: str, *arguments: str) -> None:
    """Start processes that do the same at once. Raises AssertionError if one fails."""
    command = [sys.executable, "-m", "tests.storage.other_process", url, what, *arguments]
    processes = [
        await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE, cwd=PROJECT)
        for _ in range(number)
    ]
    for process in processes:
        _, complaint = await process.communicate()
        assert process.returncode == 0, complaint.decode()


if __name__ == "__main__":
    asyncio.run(run(*sys.argv[1:]))
