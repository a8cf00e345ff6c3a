"""Somebody who guesses codes, also in a process of its own."""

import asyncio
import sys
from pathlib import Path

from core.clock import StandingClock
from core.people.emails import CodeEntry, WrongCode, enter_code
from storage.engine import make_engine
from storage.transactions import Database
from tests.conftest import NOON
from tests.core.acting import Person

PROJECT = Path(__file__).parents[2]


async def guesses(person: Person, codes: list[str]) -> list[CodeEntry]:
    """All at once, a turn each."""

    async def guess(code: str) -> CodeEntry:
        return await person.does(lambda work: enter_code(work, code))

    return await asyncio.gather(*(guess(code) for code in codes))


async def run(url: str, name: str, codes: list[str]) -> int:
    """How many guesses were compared with the code."""
    database = Database(make_engine(url))
    entries = await guesses(Person(database, StandingClock(NOON), name), codes)
    await database.close()
    return sum(isinstance(entry, WrongCode) for entry in entries)


async def in_other_processes(number: int, url: str, name: str, codes: list[str]) -> int:
    """As run(), by so many processes at once."""
    command = [sys.executable, "-m", "tests.core.guessing", url, name, *codes]
    processes = [
        await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, cwd=PROJECT)
        for _ in range(number)
    ]
    return sum([int((await process.communicate())[0]) for process in processes])


if __name__ == "__main__":
    sys.stdout.write(str(asyncio.run(run(sys.argv[1], sys.argv[2], sys.argv[3:]))))
