"""What is left of somebody: every value in every table, every byte in the files."""

from pathlib import Path

from sqlalchemy import select

from storage.tables import metadata
from storage.transactions import Database


async def dump(database: Database) -> str:
    """Every value of every table."""
    lines: list[str] = []
    async with database.engine.connect() as connection:
        for table in metadata.sorted_tables:
            rows = await connection.execute(select(table))
            lines += [f"{table.name} {tuple(map(str, row))}" for row in rows]
    return "\n".join(lines)


def bytes_of(path: Path) -> bytes:
    """The file, and what lies beside it."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))
