"""`minnow export`, `minnow import`: everything about a person out into a file, and back."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.talking import As


class ExportFormat(StrEnum):
    JSON = "json"
    CSV = "csv"


def export(
    who: Annotated[
        str,
        typer.Option("--person", metavar="WHO", help="A name here, or platform:id elsewhere."),
    ],
    form: Annotated[
        ExportFormat, typer.Option("--format", help="csv holds the things only.")
    ] = ExportFormat.JSON,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Without it: standard output.")
    ] = None,
) -> None:
    """Everything that is kept about a person.

    Example: minnow export --person ann --out ann.json

    Example: minnow export --person telegram:123 --format csv
    """
    from bot.cli import transfer_work

    transfer_work.export(who, as_csv=form is ExportFormat.CSV, out=out)


def import_(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="What minnow export has written.")
    ],
    name: As = None,
) -> None:
    """Bring an export back: all of it or, where something is wrong with it, nothing.

    Example: minnow import ann.json --as ann
    """
    from bot.cli import transfer_work

    transfer_work.import_file(file, name)
