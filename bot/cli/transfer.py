"""`minnow export`, `minnow import`: everything about a person out into a file, and back."""

import csv
import io
import json
import os
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.talking import As
from bot.exits import Stop
from bot.frontends.terminal.display import displayable

if TYPE_CHECKING:
    from bot.composition import Program
    from core.transfer.pictures import BroughtPicture
    from core.turns.desk import Arrival

LARGEST_BYTES = 100_000_000
"""Of a file to import: a busy life with some three hundred pictures."""

_COLUMNS = (
    "id",
    "name",
    "picture_url",
    "item_type",
    "status",
    "item_received_date",
    "last_used",
    "ownership_duration_goal_months",
    "recipient",
    "parted_on",
    "created_at",
)


class ExportFormat(StrEnum):
    JSON = "json"
    CSV = "csv"


def export(
    who: Annotated[
        str,
        typer.Option("--person", metavar="WHO", help="A name, or platform:id where it is shared."),
    ],
    form: Annotated[
        ExportFormat, typer.Option("--format", help="csv has the things only.")
    ] = ExportFormat.JSON,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Without it: standard output.")
    ] = None,
) -> None:
    """Write down everything that is kept about a person.

    Example: minnow export --person ann --out ann.json

    Example: minnow export --person telegram:123 --format csv
    """
    from bot.cli.running import with_program

    document = with_program(lambda program: _exported(program, who, form))
    content = _as_csv(document) if form is ExportFormat.CSV else _as_json(document)
    if out is None:
        sys.stdout.write(content)
    else:
        _write(out, content)
        typer.echo(f"Saved as {out}")


def import_(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="What minnow export has written.")
    ],
    name: As = None,
) -> None:
    """Bring an export back: all of it or, where something is wrong with it, nothing.

    Example: minnow import ann.json --as ann
    """
    from bot.cli.running import arrival_of, with_program
    from bot.frontends.terminal.person import person_at

    document = _read(file)
    arrival = arrival_of(person_at(name).account)
    changes = with_program(lambda program: _imported(program, arrival, document))
    typer.echo(f"{changes} changed; /undo takes it back." if changes else "It is all here already.")


async def _exported(program: "Program", who: str, form: ExportFormat) -> Mapping[str, Any]:
    from bot.cli.running import arrival_of
    from bot.conversation.messages import Account
    from core.people.operating import find_accounts
    from core.transfer.actions import export_person
    from core.transfer.pictures import with_pictures

    found = await find_accounts(program.database, who) if _is_text(who) else ()
    if not found:
        raise Stop(f"Nobody is called {displayable(who)!r} here.")
    if len(found) > 1:
        names = ", ".join(f"{account.platform}:{account.platform_user_id}" for account in found)
        raise Stop(f"Several people fit: {displayable(names)}. Say --person platform:id.")
    account = Account(found[0].platform, found[0].platform_user_id, found[0].display_name)
    async with program.desk.turn(arrival_of(account)) as turn:
        document = await export_person(await turn.work())
    return document if form is ExportFormat.CSV else await with_pictures(document, program.pictures)


async def _imported(program: "Program", arrival: "Arrival", document: object) -> int:
    from bot.conversation.wording.errors import error_text
    from bot.conversation.wording.reader import Reader
    from core.errors import InvalidImport, MinNowError
    from core.transfer.actions import import_person
    from core.transfer.pictures import bring, lacking_pictures

    brought: Sequence[BroughtPicture] = ()
    try:
        async with program.desk.turn(arrival) as turn:
            work = await turn.work()
            try:
                if not isinstance(document, Mapping):
                    raise InvalidImport("format")
                lacking = await lacking_pictures(work, document)
                if lacking:
                    await turn.pause()
                    brought = await bring(lacking, program.pictures)
                receipt = await import_person(await turn.work(), document, pictures=brought)
                return len(receipt.changes)
            except MinNowError as error:
                raise Stop(error_text(Reader.of(work).language, error)) from error
    except Stop:
        await program.pictures.remove(picture.id for picture in brought)
        raise


def _is_text(argument: str) -> bool:
    """Whether its bytes were text: what was not comes as halves of characters."""
    return not any("\ud800" <= sign <= "\udfff" for sign in argument)


def _read(file: Path) -> object:
    try:
        with file.open("rb") as stream:
            content = stream.read(LARGEST_BYTES + 1)
        if len(content) > LARGEST_BYTES:
            raise Stop(f"{file} is too large to be an export. Nothing was imported.")
        return json.loads(content.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise Stop(
            f"{file} is not a complete export (line {error.lineno}, column {error.colno}). "
            "Nothing was imported."
        ) from error
    except (ValueError, RecursionError) as error:  # bytes that are no text, numbers without end
        raise Stop(f"{file} is not an export. Nothing was imported.") from error
    except OSError as error:
        raise Stop(f"{file} can not be read: {error.strerror}.") from error


def _write(file: Path, content: str) -> None:
    """Readable for its owner only: it is everything about somebody."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(content)
    except OSError as error:
        raise Stop(f"{file} can not be written: {error.strerror}.") from error


def _as_json(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _as_csv(document: Mapping[str, Any]) -> str:
    rows = io.StringIO(newline="")
    writer = csv.DictWriter(rows, _COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(document["items"])
    return rows.getvalue()
