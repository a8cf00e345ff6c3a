"""`minnow remind`: one sweep by hand, or by a timer of the system."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.exits import DONE, FAILED, WRONG_USAGE, Stop
from bot.frontends.terminal.display import displayable

if TYPE_CHECKING:
    from bot.composition import Program
    from bot.posting import Post
    from bot.reminders.tally import Tally
    from bot.settings import Settings
    from core.clock import Clock
    from core.reminders.results import Preview


def remind(
    now: Annotated[
        str | None,
        typer.Option(
            metavar="INSTANT",
            help="As if it were then, as in 2026-03-01T09:00 (local) or 2026-03-01T09:00+01:00.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only list what would go to whom.")
    ] = False,
) -> None:
    """Send all reminders that are due, on every platform that has a token, and by mail.

    A running MinNow does so by itself; beside one, use no --now, since both would go by different
    clocks. Exit code 1 if some are still to be sent or could not be:
    those that wait are tried again by the next sweep.

    Example: minnow remind

    Example: minnow remind --now 2026-12-24T09:00 --dry-run
    """
    from bot.cli.running import own_settings

    settings, clock = own_settings(), _clock_at(now)
    raise typer.Exit(asyncio.run(_remind(settings, clock, dry_run=dry_run)))


async def _remind(settings: "Settings", clock: "Clock", *, dry_run: bool) -> int:
    async with _opened(settings, clock) as program:
        if dry_run:
            await _list(program)
            return DONE
        if not (settings.telegram_token or settings.discord_token):
            typer.echo(
                "No platform has a token: only mails are sent. Reminders for the terminal are "
                "shown in the chat.",
                err=True,
            )
        from bot.composition import open_posts

        async with open_posts(settings, program) as posts:
            tally = await _sweep(settings, program, posts)
    typer.echo(str(tally))
    return DONE if tally.is_all_sent else FAILED


@asynccontextmanager
async def _opened(settings: "Settings", clock: "Clock") -> "AsyncIterator[Program]":
    from bot.composition import open_mind, open_with
    from bot.frontends.terminal.person import local_timezone

    async with (
        open_mind(settings) as mind,
        open_with(mind, settings, clock, local_timezone()) as program,
    ):
        yield program


async def _sweep(settings: "Settings", program: "Program", posts: "Sequence[Post]") -> "Tally":
    """Told to stop by a signal, it finishes what is in hand."""
    from bot.cli.progress import progress_bar
    from bot.cli.stopping import told_by_signals
    from bot.composition import couriers
    from bot.metrics import ReminderResult
    from bot.reminders.tally import Tally
    from core.reminders.planning import plan_due

    tally, stopping = Tally(), asyncio.Event()
    with told_by_signals(stopping), progress_bar("Reminding") as show_progress:

        def report(channel: str, result: ReminderResult, reason: str) -> None:
            tally.report(channel, result, reason)
            show_progress(tally.done, max(total, tally.done))

        carrying = couriers(settings, program, posts, report)
        channels = [courier.channel for courier in carrying]
        while not stopping.is_set():
            if not (await plan_due(program.database, program.clock, program.policy)).more:
                break
        total = await program.outbox.count_due(channels)
        show_progress(0, total)
        went_elsewhere = -1
        while went_elsewhere != tally.unreachable:  # who is blocked here may be reached there
            went_elsewhere = tally.unreachable
            await asyncio.gather(*(courier.deliver(stopping) for courier in carrying))
        tally.leave(await program.outbox.count_due(channels))
    return tally


async def _list(program: "Program") -> None:
    from core.reminders.preview import MOST_SHOWN, preview

    shown = await preview(program.database, program.clock, program.policy)
    for one in shown:
        typer.echo(_line(one))
    most = "" if len(shown) < MOST_SHOWN else f" More than {MOST_SHOWN} are due."
    typer.echo(f"To be sent: {len(shown)}. Nothing was changed.{most}")


def _line(one: "Preview") -> str:
    from bot.frontends.terminal.person import PLATFORM

    who = displayable(f"{one.account or 'no account'} ({one.display_name})")
    checkups = " and ".join(one.checkup_types)
    since = one.due_since.astimezone()
    how = "in the chat, once it is open" if one.channel == PLATFORM else f"by {one.channel}"
    return f"{who}: {checkups}, due since {since:%Y-%m-%d %H:%M}, {how}"


def _clock_at(now: str | None) -> "Clock":
    """Raises Stop where that is no instant."""
    from core.clock import StandingClock, SystemClock

    if now is None:
        return SystemClock()
    try:
        instant = datetime.fromisoformat(now)
        return StandingClock(instant)  # without an offset: local to the machine
    except (ValueError, OverflowError) as error:
        raise Stop(
            f"--now {displayable(now)} is no instant: 2026-03-01T09:00 is one.", WRONG_USAGE
        ) from error
