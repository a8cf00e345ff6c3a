"""`make proof`: workers are killed hundreds of times on each database, and nothing is lost."""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlalchemy.engine import URL

from storage.engine import make_engine
from storage.schema import upgrade
from tests.databases import running_postgres
from tests.emulators.mailersend.server import MailerSendServer
from tests.emulators.telegram import TelegramServer
from tests.proof.kills import Step
from tests.proof.proving import Proof, Proving


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=140, help="on each database (default 140)")
    parser.add_argument("--seed", type=int, default=11, help="of what is left to chance")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, running_postgres() as server:
        file = URL.create("sqlite+aiosqlite", database=str(Path(folder) / "proof.sqlite3"))
        proofs = {
            "SQLite, one worker": _proof(file, 1, options),
            "PostgreSQL, three workers": _proof(server.url(server.create_database()), 3, options),
        }
    Console(width=110).print(_table(proofs))
    for where, proof in proofs.items():
        for message in (*proof.lost, *proof.unexplained, *proof.unlogged):
            sys.stderr.write(f"{where}: {message}\n")
    sys.exit(0 if all(proof.holds for proof in proofs.values()) else 1)


def _proof(database: URL, workers: int, options: argparse.Namespace) -> Proof:
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(
            prove(database, Path(folder), workers=workers, rounds=options.rounds, seed=options.seed)
        )


async def prove(database: URL, folder: Path, *, workers: int, rounds: int, seed: int) -> Proof:
    """Over a database that is brought to the newest schema, and emulators of its own."""
    engine = make_engine(database)
    await upgrade(engine)
    await engine.dispose()
    async with TelegramServer() as telegram, MailerSendServer() as mailersend:
        proving = Proving(telegram, mailersend, database, folder, workers=workers, seed=seed)
        return await proving.prove(rounds)


def _table(proofs: dict[str, Proof]) -> Table:
    table = Table("", *proofs, title="Killed with SIGKILL")
    for step in Step:
        table.add_row(step.value, *(str(proof.kills[step]) for proof in proofs.values()))
    table.add_section()
    for what, count in (
        ("people with due checkups", lambda proof: proof.people),
        ("messages, mails that arrived", lambda proof: f"{proof.messages}, {proof.mails}"),
        ("lost", lambda proof: len(proof.lost)),
        ("came once more", lambda proof: len(proof.repeated)),
        ("kills between acceptance and mark", lambda proof: len(proof.windows)),
        ("of these not seen in the log", lambda proof: len(proof.unlogged)),
        ("came once more without such a kill", lambda proof: proof.unexplained.total()),
    ):
        table.add_row(what, *(str(count(proof)) for proof in proofs.values()))
    return table


if __name__ == "__main__":
    main()
