"""`minnow` and `python -m bot`."""

import errno
import logging
import os
import sys
from pathlib import Path

from bot.exits import DONE, FAILED, Stop

INTERRUPTED = 130
"""What shells report of a program ended by Ctrl-C."""


def main() -> None:
    _mend_streams()
    try:
        code = _run(sys.argv[1:])
        sys.stdout.flush()
    except Stop as stop:
        _tell(str(stop))
        code = stop.code
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:
        _let_go_of_stdout()
        code = FAILED
    except Exception as failure:
        _log(failure)
        if isinstance(failure, OSError) and failure.errno == errno.ENOSPC:
            _let_go_of_stdout()
            _tell("There is no space left to write to.")
        else:
            _tell("Something went wrong; the log tells what.")
        code = FAILED
    sys.exit(code)


def _run(arguments: list[str]) -> int:
    """The bare command goes without the command-line library: a chat starts the faster."""
    if not arguments:
        from bot.cli.start import start

        start()
        return DONE
    from bot.cli.app import app

    app(args=arguments, prog_name="minnow", standalone_mode=True)
    return DONE


def _mend_streams() -> None:
    """A stream that the caller has closed is an empty one. What the encoding of a pipe or terminal
    can not hold is replaced, not fatal."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            empty = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - never closed
            setattr(sys, name, empty)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _tell(sentence: str) -> None:
    """Names of files and settings may hold anything: nothing of it steers the terminal."""
    from bot.frontends.terminal.display import displayable

    sys.stderr.write(f"minnow: {displayable(sentence)}\n")


def _log(failure: Exception) -> None:
    """Into the file, also where the program failed before it had opened its log."""
    from bot.logging import log_to_file, places_of

    if not logging.getLogger().hasHandlers():
        from platformdirs import user_data_path

        log_to_file(user_data_path("minnow", appauthor=False), "WARNING")
    logging.getLogger(__name__).error("The program failed: %s", places_of(failure))


def _let_go_of_stdout() -> None:
    """Nothing more is written, not even at exit: the reader has left (`| head`), or there is no
    space."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
