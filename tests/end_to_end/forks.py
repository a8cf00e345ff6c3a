"""The program in a process that has loaded it already: loading takes longer than all the rest."""

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path

PRELOADED = [
    "anyio._backends._asyncio",
    "h11",
    "mailersend",
    "pytest",
    "bot.__main__",
    "bot.agent.graph",
    "bot.cli.reminding",
    "bot.cli.serving",
    "bot.composition",
    "bot.frontends.telegram.front_end",
    "bot.frontends.telegram.post",
    "bot.mail.checkup_mail",
    "bot.mail.mailersend",
]


def _nothing() -> None:
    pass


def serve(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    output: str,
    prepare: Callable[[], None],
) -> None:
    """`minnow` with these arguments."""
    from bot.__main__ import main

    os.environ.clear()
    os.environ.update(environment)
    os.chdir(Path(output).parent)
    sys.stdout = sys.stderr = Path(output).open("a", encoding="utf-8")  # noqa: SIM115
    sys.argv = ["minnow", *arguments]
    prepare()
    main()


@contextmanager
def forked(
    environment: Mapping[str, str],
    output: Path,
    arguments: Sequence[str] = (),
    prepare: Callable[[], None] = _nothing,
) -> Iterator[BaseProcess]:
    """Killed at the end, if it still runs. `prepare` is called in it before the program begins,
    and can be pickled."""
    forks = multiprocessing.get_context("forkserver")
    forks.set_forkserver_preload(PRELOADED)
    process = forks.Process(target=serve, args=(arguments, environment, str(output), prepare))
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()
        process.close()
