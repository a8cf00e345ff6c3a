"""`minnow` and `python -m bot`."""

import logging
import os
import sys

from bot.exits import DONE, FAILED, Stop

INTERRUPTED = 130
"""What shells report of a program ended by Ctrl-C."""


def main() -> None:
    _never_fail_on_characters()
    try:
        code = _run(sys.argv[1:])
        sys.stdout.flush()
    except Stop as stop:
        sys.stderr.write(f"minnow: {stop}\n")
        code = stop.code
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:
        _let_go_of_stdout()
        code = FAILED
    except Exception:
        logging.getLogger(__name__).exception("The program failed")
        sys.stderr.write("minnow: Something went wrong; the log tells what.\n")
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


def _never_fail_on_characters() -> None:
    """What the encoding of a pipe or terminal can not hold is replaced, not fatal."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _let_go_of_stdout() -> None:
    """The reader has left (`| head`): nothing more is written, not even at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
