"""`minnow replay`: plays conversation cases."""

import asyncio
import json
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.exits import DONE, FAILED, Stop

if TYPE_CHECKING:
    from bot.replay.cases import Case
    from bot.settings import Settings


def replay(
    file: Annotated[
        Path,
        typer.Argument(metavar="CASES.jsonl", exists=True, dir_okay=False, help="A case a line."),
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a line of JSON for each case.")
    ] = False,
) -> None:
    """Play conversation cases, each for a new person at the time that the case names.

    Asks no model and touches nobody's data. Exit code 1 if a case crashes.

    Example: minnow replay cases.jsonl --json > results.jsonl
    """
    from bot.cli.running import own_settings
    from bot.replay.cases import InvalidCase, read_cases

    try:
        cases = list(read_cases(file))
    except (InvalidCase, OSError) as error:
        raise Stop(str(error)) from error
    raise typer.Exit(asyncio.run(_play(cases, own_settings(), as_json)))


async def _play(cases: list["Case"], settings: "Settings", as_json: bool) -> int:
    from bot.cli.progress import progress_bar
    from bot.replay.player import open_player
    from bot.replay.results import json_line, transcript

    code = DONE
    quiet = nullcontext(lambda _done, _total: None)
    async with open_player(settings) as player:
        with quiet if as_json else progress_bar("Playing") as show_progress:
            for done, case in enumerate(cases, start=1):
                played = await player.play(case)
                typer.echo(json.dumps(json_line(played)) if as_json else transcript(played))
                if played.crash is not None:
                    code = FAILED
                    typer.echo(f"{case.id} crashed: {type(played.crash).__name__}", err=True)
                show_progress(done, len(cases))
    return code
