"""What the log holds, and what never gets there."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.logging import OURS, log_to_file


@contextmanager
def logging_as_at_a_start() -> Iterator[None]:
    """Without the handlers of the tests, which come back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    root.handlers = []
    try:
        yield
    finally:
        for handler in root.handlers:
            handler.close()
        root.handlers = handlers
        root.setLevel(level)
        for package in OURS:
            logging.getLogger(package).setLevel(logging.NOTSET)


def logged(folder: Path, level: str) -> str:
    with logging_as_at_a_start():
        log_to_file(folder, level)
        for name in ("bot.conversation", "aiosqlite", "httpx"):
            for each in (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR):
                logging.getLogger(name).log(each, "heard")
    return (folder / "minnow.log").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("level", "of_ours", "of_others"), [("DEBUG", 4, 2), ("WARNING", 2, 2), ("ERROR", 1, 1)]
)
def test_libraries_are_heard_from_warnings_on_at_most(
    tmp_path: Path, level: str, of_ours: int, of_others: int
) -> None:
    """They would tell messages and tokens."""
    log = logged(tmp_path / "data", level)

    assert log.count("bot.conversation: heard") == of_ours
    assert log.count("aiosqlite: heard") == log.count("httpx: heard") == of_others


def test_only_its_owner_may_read_the_log(tmp_path: Path) -> None:
    logged(tmp_path / "data", "INFO")

    assert (tmp_path / "data" / "minnow.log").stat().st_mode & 0o077 == 0


def test_a_folder_that_can_not_be_written_keeps_nobody_from_starting(tmp_path: Path) -> None:
    (tmp_path / "data").touch()

    with logging_as_at_a_start():
        log_to_file(tmp_path / "data", "INFO")
        logging.getLogger("bot").error("heard by nobody")
