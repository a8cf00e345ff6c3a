"""What wakes the sweeps, again and again, until the program stops."""

import asyncio
import importlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta
from types import TracebackType
from typing import Protocol, Self

from bot.logging import places_of
from core.clock import SystemClock

logger = logging.getLogger(__name__)

STOPPING_SECONDS = 5.0
"""How long what runs may take to end before it is cancelled: those who stop a service wait for
about ten."""
JITTER = 0.1
"""Of the interval, on top of it: several processes do not stay in step."""

Work = Callable[[asyncio.Event], Awaitable[None]]
"""Told to stop by the event, it begins nothing more and ends soon."""


@dataclass(frozen=True, slots=True)
class Job:
    name: str
    every: float
    """Seconds."""
    work: Work
    after: float = 0.0
    """Seconds from the start to the first time."""


class _Scheduler(Protocol):
    """What we use of the library's, which has no types."""

    def add_job(self, func: object, trigger: object, **options: object) -> object: ...

    def start(self) -> None: ...

    def shutdown(self, wait: bool) -> None: ...


class AlarmClock:
    """Runs each job at its interval from __aenter__ to __aexit__, none of them twice at a time.

    A job that fails is logged and comes again. At the end no job begins any more, and those that
    run are told and have `patience` seconds, none where the body was cancelled; then they are
    cancelled.
    """

    def __init__(self, jobs: Sequence[Job], patience: float = STOPPING_SECONDS) -> None:
        self._jobs = jobs
        self._patience = patience
        self._stopping = asyncio.Event()
        self._running: set[asyncio.Task[None]] = set()
        self._scheduler: _Scheduler | None = None

    async def __aenter__(self) -> Self:
        # Loads the library, for which those who write meanwhile do not have to wait.
        triggers = await asyncio.to_thread(importlib.import_module, _TRIGGERS)
        library = await asyncio.to_thread(importlib.import_module, _SCHEDULERS)
        scheduler: _Scheduler = library.AsyncIOScheduler(timezone=UTC, logger=_quiet())
        now = SystemClock().now()  # the library knows no other
        for job in self._jobs:
            scheduler.add_job(
                self._run,
                triggers.IntervalTrigger(
                    seconds=job.every, jitter=job.every * JITTER, timezone=UTC
                ),
                args=[job],
                id=job.name,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,  # a late job is not a lost one
                next_run_time=now + timedelta(seconds=job.after),
            )
        scheduler.start()
        self._scheduler = scheduler
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stopping.set()
        if self._running:
            patience = 0.0 if isinstance(error, asyncio.CancelledError) else self._patience
            _, late = await asyncio.wait(self._running, timeout=patience)
            for task in late:
                logger.warning("%s did not end in time", task.get_name())
                task.cancel()
            if late:
                await asyncio.wait(late)
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            await asyncio.sleep(0)  # it does so when the loop comes round

    async def _run(self, job: Job) -> None:
        if self._stopping.is_set():
            return
        task = asyncio.create_task(self._guarded(job), name=job.name)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        await asyncio.wait({task})

    async def _guarded(self, job: Job) -> None:
        try:
            await job.work(self._stopping)
        except Exception as failure:
            logger.error("%s failed: %s", job.name, places_of(failure))


def repeated(sweep: Callable[[], Awaitable[bool]]) -> Work:
    """Sweeps as long as each says that there may be more to do."""

    async def work(stopping: asyncio.Event) -> None:
        while not stopping.is_set() and await sweep():
            pass

    return work


def _quiet() -> logging.Logger:
    """The library warns each time that a job still runs when it is due again, which is as it
    should be here: a job goes on until it is done."""
    log = logger.getChild("library")
    log.setLevel(logging.ERROR)
    return log


_SCHEDULERS = "apscheduler.schedulers.asyncio"
_TRIGGERS = "apscheduler.triggers.interval"
