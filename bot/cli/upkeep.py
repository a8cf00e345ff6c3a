"""`minnow backfill`, `minnow doctor`: keeping an installation well."""

import typer

backfill = typer.Typer(help="Mend data of earlier days.", no_args_is_help=True)


@backfill.callback()
def _group() -> None:
    """Mend data of earlier days."""


@backfill.command()
def checkups() -> None:
    """Give people the checkups they miss.

    Example: minnow backfill checkups
    """
    from bot.cli import upkeep_work

    upkeep_work.backfill_checkups()


def doctor() -> None:
    """Check settings, database, schema, model and Redis: a line each, exit code 1 if any fails.

    Example: minnow doctor
    """
    from bot.cli import upkeep_work

    raise typer.Exit(upkeep_work.doctor())
