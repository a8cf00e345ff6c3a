"""The program where streams, files and settings are not as they should be."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.conftest import Minnow
from tests.end_to_end.chatty import PROJECT


def shell(
    command: str, arguments: Sequence[str], data: Path, **environment: str
) -> tuple[int, str]:
    """The exit code, and what was written to standard error; `$minnow` stands for the program."""
    ran = subprocess.run(
        ["sh", "-c", command.replace("$minnow", f"{sys.executable} -m bot $*"), "sh", *arguments],
        cwd=PROJECT,
        env={"XDG_DATA_HOME": str(data), "LANG": "C.UTF-8", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return ran.returncode, ran.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is full")
def test_where_the_output_does_not_fit_one_line_says_so(tmp_path: Path) -> None:
    told = "minnow: There is no space left to write to.\n"

    assert shell("$minnow >/dev/full", ["say", "/help"], tmp_path) == (1, told)


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_an_empty_one(tmp_path: Path, closed: str) -> None:
    assert shell(f"$minnow {closed}", ["say", "/stats"], tmp_path) == (0, "")


def test_a_failure_before_the_log_is_open_shows_no_traceback(tmp_path: Path) -> None:
    breaks = (
        "import typer.main as main; main.get_command = None; import bot.__main__ as b; b.main()"
    )
    code, told = shell(f'{sys.executable} -c "{breaks}" $*', ["say", "hi"], tmp_path)

    assert (code, told) == (1, "minnow: Something went wrong; the log tells what.\n")
    log = (tmp_path / "minnow" / "minnow.log").read_text(encoding="utf-8")
    assert "TypeError" in log
    assert "bot/__main__.py" in log
    assert "not callable" not in log, "a message may quote what a person wrote"


@pytest.mark.parametrize("folder", ["a b", "a?b", "a#b", "a%20b", "a:b@c", "ü", "\udcff"])
def test_the_data_directory_may_have_any_name(
    minnow: Minnow, home: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(home / folder))

    assert minnow("say", "/stats").code == 0
    assert (home / folder / "minnow" / "minnow.sqlite3").is_file()


@pytest.mark.parametrize(
    ("address", "result"),
    [
        ("sqlite+aiosqlite:///", (2, "MINNOW_DATABASE_URL must be")),
        ("sqlite+aiosqlite:///x.sqlite3?mode=ro", (2, "MINNOW_DATABASE_URL is not")),
        ("sqlite+aiosqlite:///{home}", (1, "can not be opened")),
        ("sqlite+aiosqlite:////proc/no/such/folder", (1, "can not be opened")),
        ("sqlite+aiosqlite:////proc/\x1b[31m/red", (1, "␛[31m")),
        ("postgresql+asyncpg://ann@127.0.0.1:1/x?color=red", (2, "MINNOW_DATABASE_URL is not")),
        ("postgresql+psycopg://ann@127.0.0.1:1/x?color=red", (2, "MINNOW_DATABASE_URL is not")),
    ],
)
def test_an_address_that_can_not_be_right_is_told_and_makes_no_file(
    minnow: Minnow,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    address: str,
    result: tuple[int, str],
) -> None:
    monkeypatch.setenv("MINNOW_DATABASE_URL", address.format(home=home))
    ran = minnow("say", "/stats")

    code, told = result
    assert (ran.code, ran.out) == (code, "")
    assert told in ran.err
    assert ran.err.count("\n") == 1
    assert not list(home.glob("x*"))


def test_a_redis_that_is_away_blocks_nobody(
    minnow: Minnow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINNOW_REDIS_URL", "redis://:hunter2@127.0.0.1:1/0")
    ran = minnow("say", "/stats")

    assert (ran.code, ran.err) == (0, "")
    assert "0 of 10" in ran.out


def test_a_model_that_is_away_leaves_what_the_rules_understand(
    minnow: Minnow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINNOW_MODEL", "emulated")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    ran = minnow(typed="bought a lamp\nflummox the grue sideways\n")

    assert (ran.code, ran.err) == (0, "")
    assert "Added 💡 Lamp" in ran.out
    assert "cannot be reached now. Nothing was changed" in ran.out


@pytest.mark.parametrize("locale", ["de_DE.UTF-8", "de_AT@euro", "../../etc", "tlh_XX", "C", ""])
def test_any_locale_gets_an_answer(
    minnow: Minnow, monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LANG", locale)
    out = minnow("say", "/stats").out

    assert ("Du besitzt" if locale.startswith("de") else "You own") in out
