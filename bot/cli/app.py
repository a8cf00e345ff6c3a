"""The command line: what there is to type, and its help. Each command loads its work when run."""

import typer

from bot.cli import database, reminding, replay, talking, transfer, upkeep

app = typer.Typer(
    help="Own less, on purpose. Without a command: start talking.\n\n"
    "Exit codes: 0 done, 1 could not be done, 2 wrong usage or a wrong setting.",
    epilog="Example: minnow say 'bought a grey hoodie yesterday'",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(talking.chat)
app.command()(talking.say)
app.command()(replay.replay)
app.command()(reminding.remind)
app.command("export")(transfer.export)
app.command("import")(transfer.import_)
app.add_typer(database.app, name="db")
app.add_typer(upkeep.backfill, name="backfill")
app.command()(upkeep.doctor)
