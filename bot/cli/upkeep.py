"""`minnow backfill`, `minnow doctor`: keeping an installation well."""

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from bot.composition import Program

backfill = typer.Typer(help="Mend data of earlier days.", no_args_is_help=True)


@backfill.callback()
def _group() -> None:
    """Mend data of earlier days."""


@backfill.command()
def checkups() -> None:
    """Give people the checkups they lack.

    Example: minnow backfill checkups
    """
    from bot.cli.running import with_program

    typer.echo(f"Checkups added: {with_program(_backfill_checkups)}")


async def _backfill_checkups(program: "Program") -> int:
    from core.people.operating import backfill_checkups

    return await backfill_checkups(program.database, program.clock, program.policy)


def doctor() -> None:
    """Check settings, database, schema, tokens, model and Redis: a line each, exit 1 if any fails.

    Example: minnow doctor
    """
    import asyncio

    from bot.cli.examination import examine

    healthy = True
    for finding in asyncio.run(examine()):
        healthy &= finding.well
        typer.echo(f"{'✓' if finding.well else '✗'} {finding.text}")
    raise typer.Exit(0 if healthy else 1)
