"""`minnow db`: the schema, and data to begin with."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.exits import DONE, FAILED, Stop

if TYPE_CHECKING:
    from storage.store import Store

Result = TypeVar("Result")
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]

app = typer.Typer(help="The schema of the database, and data to begin with.", no_args_is_help=True)


@app.command()
def upgrade() -> None:
    """Bring the schema to the newest revision. Starting the program does so as well.

    Example: minnow db upgrade
    """
    _with_store(lambda store: store.upgrade())
    typer.echo("The schema is the newest.")


@app.command()
def downgrade(
    revision: Annotated[str, typer.Argument(help="-1 for one step, base for all of them.")] = "-1",
    yes: Yes = False,
) -> None:
    """Take the schema back, and lose what only the newer one can hold.

    Example: minnow db downgrade -- -1
    """
    _ask(f"Take the schema back to {revision}? What only the newer one can hold is lost.", yes)
    _with_store(lambda store: store.downgrade(revision))
    typer.echo("Done.")


@app.command()
def status() -> None:
    """Tell which schema the database has. Exit code 1 if it is not the newest.

    Example: minnow db status
    """
    found = _with_store(lambda store: store.status())
    current = found.current or "none yet"
    typer.echo(f"{found.state}: the schema is {current}, the newest is {found.newest}.")
    raise typer.Exit(DONE if found.current == found.newest else FAILED)


@app.command()
def seed(
    demo: Annotated[bool, typer.Option("--demo", help="Ann and Ben, with two years of things.")],
) -> None:
    """Add people to look around with. Refuses where they are already.

    Example: minnow db seed --demo && minnow chat --as ann
    """
    if not demo:
        raise typer.BadParameter("--demo is all there is.")
    _with_store(_seed_demo)
    typer.echo("Ann and Ben are here: minnow chat --as ann")


@app.command("new-key")
def new_key() -> None:
    """Print a new key for MINNOW_ENCRYPTION_KEYS. Keep it apart from the database and its copies.

    Example: minnow db new-key
    """
    from cryptography.fernet import Fernet

    typer.echo(Fernet.generate_key().decode())


@app.command()
def encrypt() -> None:
    """Encrypt all that is there with the first key of MINNOW_ENCRYPTION_KEYS.

    After the first key was set, and after a new one was put before it: then the old one can be
    taken away. Restart what runs with the new keys before. What was begun and not finished is
    finished by running it again.

    Example: minnow db encrypt
    """
    from bot.cli.running import own_settings

    if not own_settings().encryption_keys:
        raise Stop("Set MINNOW_ENCRYPTION_KEYS first: `minnow db new-key` prints a key.")
    _with_store(_encrypt)
    typer.echo("Everything is encrypted with the first key.")


@app.command()
def reset(yes: Yes = False) -> None:
    """Delete everything about everybody, and begin with an empty database.

    Example: minnow db reset
    """
    _ask("Delete everything about everybody?", yes)
    _with_store(_reset)
    typer.echo("The database is empty.")


async def _seed_demo(store: "Store") -> None:
    from bot.cli.progress import progress_bar
    from core.demo.seed import demo_people_here, seed_demo

    await store.upgrade()
    here = await demo_people_here(store.database)
    if here:
        raise Stop(f"Nothing was added. Here already: {', '.join(here)}.")
    with progress_bar("Living two years") as show_progress:
        await seed_demo(store.database, show_progress)


async def _encrypt(store: "Store") -> None:
    from bot.cli.progress import progress_bar
    from bot.cli.running import own_settings
    from bot.composition import picture_store

    with progress_bar("Encrypting") as show_progress:
        await store.encrypt(picture_store(own_settings()), show_progress)


async def _reset(store: "Store") -> None:
    """Whatever was encrypted goes first: no step back has to decrypt it."""
    await store.upgrade()
    await store.empty()
    await store.downgrade("base")
    await store.upgrade()


def _with_store(work: "Callable[[Store], Awaitable[Result]]") -> Result:
    from bot.cli.running import own_settings
    from bot.composition import open_store

    settings = own_settings()

    async def run() -> Result:
        async with open_store(settings) as store:
            return await work(store)

    return asyncio.run(run())


def _ask(question: str, yes: bool) -> None:
    """Go on only with a yes: typed by a person, or given as --yes."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise typer.BadParameter(f"{question} Nobody is here to ask: add --yes.")
    typer.confirm(question, abort=True)
