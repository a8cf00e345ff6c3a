"""`minnow db`: the schema, and data to begin with."""

import sys
from typing import Annotated

import typer

app = typer.Typer(help="The schema of the database, and data to begin with.", no_args_is_help=True)
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


@app.command()
def upgrade() -> None:
    """Bring the schema to the newest revision. Starting the program does so as well.

    Example: minnow db upgrade
    """
    from bot.cli import database_work

    database_work.upgrade()


@app.command()
def downgrade(
    revision: Annotated[str, typer.Argument(help="A revision, -1 for one step, or base.")] = "-1",
    yes: Yes = False,
) -> None:
    """Take the schema back, and lose what only the newer one can hold.

    Example: minnow db downgrade -- -1
    """
    from bot.cli import database_work

    _ask(f"Take the schema back to {revision}? What only the newer one holds is lost.", yes)
    database_work.downgrade(revision)


@app.command()
def status() -> None:
    """Which schema the database has. Exit code 1 if it is not the newest.

    Example: minnow db status
    """
    from bot.cli import database_work

    raise typer.Exit(database_work.status())


@app.command()
def seed(
    demo: Annotated[bool, typer.Option("--demo", help="Two people with two years of things.")],
) -> None:
    """Add data to look around in: ann and ben.

    Example: minnow db seed --demo && minnow chat --as ann
    """
    from bot.cli import database_work

    if not demo:
        raise typer.BadParameter("--demo is the only data there is.")
    database_work.seed_demo()


@app.command()
def reset(yes: Yes = False) -> None:
    """Delete everything about everybody and begin with an empty database.

    Example: minnow db reset
    """
    from bot.cli import database_work

    _ask("Delete everything about everybody?", yes)
    database_work.reset()


def _ask(question: str, yes: bool) -> None:
    """Go on only with a yes: typed by a person, or given as --yes."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise typer.BadParameter(f"{question} Nobody is here to ask: add --yes.")
    typer.confirm(question, abort=True)
