"""Where log records go: a file beside the data, since the terminal belongs to the conversation."""

import logging
import logging.handlers
import os
import traceback
from pathlib import Path

LARGEST_BYTES = 1_000_000
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
OURS = ("bot", "core", "storage")


def log_to_file(folder: Path, level: str) -> None:
    """Send records of this level and above to `minnow.log` in the folder, readable for its owner
    only. Where the folder can not be written they are dropped: a log is no reason not to start.

    Libraries are heard from WARNING on, whatever the level: below it several of them tell what
    people wrote, or tokens in addresses.
    """
    file = folder / "minnow.log"
    handler: logging.Handler
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
        handler = logging.handlers.RotatingFileHandler(
            file, maxBytes=LARGEST_BYTES, backupCount=1, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter(FORMAT))
    logging.basicConfig(level="ERROR" if level == "ERROR" else "WARNING", handlers=[handler])
    for package in OURS:
        logging.getLogger(package).setLevel(level)


def log_to_stderr() -> None:
    """Send the records there as well: a service is watched by its output."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(FORMAT))
    logging.getLogger().addHandler(handler)


def places_of(failure: BaseException) -> str:
    """Its kind and the places it went through, for the log. Not its message: that may quote what
    a person wrote."""
    return f"{type(failure).__qualname__}\n{''.join(traceback.format_tb(failure.__traceback__))}"
