"""`make bench`: the figures of the README (DESIGN, section 8), as ratios within one run."""

import argparse
import asyncio
from datetime import UTC, datetime
from statistics import median
from time import perf_counter

from rich.console import Console
from rich.table import Table

from bot.agent.scene import Scene
from bot.language import Language
from tests.bench import discord, memory, morning, reminders, service, start_up, telegram, turns

SENTENCES = (
    "bought a grey hoodie yesterday, want to keep it two years",
    "gave my Switch to my brother",
    "what have I not used since spring?",
    "Log an axe from 2014 and a hedge trimmer from 2022",
    "donated the old filing cabinet to a charity",
    "good morning! nice weather today",
    "every half year is plenty for the keep review",
    "I would love to own a boat one day",
)


A_MILLION = 1_000_000
SECONDLY = 25
"""Messages that leave unasked, of the 30 that Telegram takes (Bots FAQ, broadcasting)."""
WORLD = (
    "Pacific/Auckland",
    "Asia/Tokyo",
    "Asia/Kolkata",
    "Europe/Berlin",
    "America/New_York",
    "America/Los_Angeles",
)


def interpreter_ms(rounds: int) -> float:
    """Median milliseconds for a sentence, over the sentences above."""
    interpreter = Language().interpreter()
    scene = Scene(now=datetime(2026, 3, 10, 12, 0, tzinfo=UTC), locale="en", things=())
    times = []
    for _ in range(rounds):
        for sentence in SENTENCES:
            began = perf_counter()
            interpreter.interpret(sentence, scene)
            times.append(perf_counter() - began)
    return median(times) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=300, help="of each turn (default 300)")
    parser.add_argument("--messages", type=int, default=60, help="on each platform (default 60)")
    parser.add_argument("--turns", type=int, default=5000, help="of the memory row (default 5000)")
    parser.add_argument("--starts", type=int, default=7, help="of the terminal (default 7)")
    parser.add_argument(
        "--checkups", type=int, default=1_000_000, help="that sweeps go over (default 1000000)"
    )
    options = parser.parse_args()

    table = Table("what", "measured", "target")
    times = asyncio.run(turns.against_the_floor(options.rounds))
    floor = times["echo"] + times["orm"]
    table.add_row(
        "the floor: echo of a chat library + one ORM transaction",
        f"{times['echo']:.2f} + {times['orm']:.2f} = {floor:.2f} ms",
        "",
    )
    for name, what, target in (
        ("press", "a press, whole turn", 1.5),
        ("sentence", "a sentence understood offline, whole turn", 2.5),
    ):
        ratio = times[name] / floor
        table.add_row(what, f"{times[name]:.2f} ms = {ratio:.2f} x floor", f"<= {target} x")
    for platform, against_an_echo in (
        ("Telegram", telegram.against_an_echo),
        ("Discord", discord.against_an_echo),
    ):
        through = asyncio.run(against_an_echo(options.messages))
        for name, what in (("sentence", "a sentence"), ("press", "a press")):
            echo, ours = through[name]
            table.add_row(
                f"{what} through {platform}, against an echo bot there",
                f"{ours:.1f} ms = {ours / echo:.2f} x {echo:.1f} ms",
                "",
            )
    table.add_row("interpreter alone", f"{interpreter_ms(options.rounds):.2f} ms", "<= 1 ms")
    ready, imports = start_up.medians(options.starts)
    table.add_row(
        "terminal ready",
        f"{ready:.2f} s = {ready / imports:.2f} x `{start_up.FLOOR}` ({imports:.2f} s)",
        "<= 1.5 x",
    )
    early, late = memory.measure(options.turns)
    table.add_row(
        f"memory with the graph, after {options.turns // 10:,} and {options.turns:,} turns",
        f"{early:.0f} MiB, {late:.0f} MiB",
        "flat",
    )
    without, with_graph = asyncio.run(service.resident(options.messages))
    table.add_row(
        f"memory, both front ends without the model stack: {options.messages} commands on each",
        f"{without:.0f} MiB",
        "<= 130 MiB",
    )
    table.add_row(
        f"the same with the graph, after {options.messages} sentences on each",
        f"{with_graph:.0f} MiB",
        "",
    )
    for name, measured in (
        ("SQLite", reminders.on_sqlite(options.checkups)),
        ("PostgreSQL", reminders.on_postgres(options.checkups)),
    ):
        over = f"{options.checkups:,} checkups on {name}"
        table.add_row(
            f"a sweep with nothing due over {over}", f"{measured.empty_plan:.2f} ms", "<= 1 ms"
        )
        table.add_row("a look into its outbox", f"{measured.empty_claim:.2f} ms", "")
        table.add_row(f"planning for {reminders.A_CLAIM} people", f"{measured.planning:.0f} ms", "")
        table.add_row(
            f"claiming {reminders.A_CLAIM} messages, of that the statement",
            f"{measured.claiming:.1f} ms, {measured.claim_alone:.1f} ms",
            "<= 10 ms on PostgreSQL",
        )
        table.add_row(
            "a message claimed, put together and marked; memory, over 500 of them",
            f"{measured.telling:.1f} ms; + {measured.grown} KiB",
            "flat",
        )
    for where, zones in (("in one zone", ("Europe/Berlin",)), ("all over the world", WORLD)):
        told = morning.told(A_MILLION, SECONDLY, zones)
        table.add_row(
            f"{A_MILLION:,} due the same morning {where}, {SECONDLY} a second (reckoned)",
            f"half within {told.half_within}, all within {told.last_within}, "
            f"{told.next_morning} the next morning, {told.in_quiet_hours} in quiet hours",
            "",
        )
    Console().print(table)


if __name__ == "__main__":
    main()
