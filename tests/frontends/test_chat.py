"""The real front end at a pseudo-terminal and at pipes, with a room that needs no database."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.frontends.terminal_session import PROMPT, TerminalSession

CTRL_C, CTRL_D, UP = "\x03", "\x04", "\x1b[A"
ROOM = "tests.frontends.fake_room"


@pytest.fixture
def chat(tmp_path: Path) -> Iterator[TerminalSession]:
    with TerminalSession([ROOM, str(tmp_path / "history")], {}) as session:
        session.wait_for_answer("heard '/start'")
        yield session


def test_somebody_new_is_shown_the_tour(chat: TerminalSession) -> None:
    assert "heard '/start'" in chat.text


def test_a_line_gets_an_answer(chat: TerminalSession) -> None:
    chat.say("hello", "heard 'hello'")


def test_a_number_presses_a_button(chat: TerminalSession) -> None:
    seen = chat.say("buttons", "[3] All")
    assert "[1] Undo" in seen

    chat.say("2", "pressed s1")
    chat.say("2", "heard '2'")


def test_a_pasted_list_is_one_message(chat: TerminalSession) -> None:
    chat.say("\x1b[200~a lamp\na bike\n\x1b[201~", "heard 'a lamp\\na bike")


def test_ctrl_c_clears_the_line(chat: TerminalSession) -> None:
    chat.type("bought a" + CTRL_C)
    chat.say("hello", "heard 'hello'")


def test_ctrl_c_gives_up_waiting_for_an_answer_and_no_more(chat: TerminalSession) -> None:
    chat.type("slow\r")
    chat.wait_for("thinking")
    chat.type(CTRL_C)
    chat.wait_for("Stopped.", seconds=20)
    chat.say("hello", "heard 'hello'")


def test_ctrl_c_gives_up_a_line_that_waits_for_the_room_and_no_more(tmp_path: Path) -> None:
    with TerminalSession([ROOM, str(tmp_path / "history"), "2"], {}) as chat:
        chat.wait_for(PROMPT)
        chat.type("hello\r")
        chat.wait_for("\n")
        time.sleep(0.2)
        chat.type(CTRL_C)
        chat.wait_for_answer("Stopped.")
        chat.say("again", "heard 'again'")
        assert "heard 'hello'" not in chat.text


def test_ctrl_c_on_leaving_does_not_wait_for_the_room(tmp_path: Path) -> None:
    with TerminalSession([ROOM, str(tmp_path / "history"), "30"], {}) as chat:
        chat.wait_for(PROMPT)
        chat.type(CTRL_D)
        time.sleep(0.2)
        chat.type(CTRL_C)

        assert chat.end() == 0
        assert "Goodbye" in chat.text
        assert "Traceback" not in chat.text


@pytest.mark.parametrize("leaving", ["exit\r", "QUIT \r", CTRL_D])
def test_one_leaves_with_a_goodbye(chat: TerminalSession, leaving: str) -> None:
    chat.type(leaving)

    assert chat.end() == 0
    assert "Goodbye" in chat.text


def test_what_was_typed_is_remembered_for_its_owner_only(
    chat: TerminalSession, tmp_path: Path
) -> None:
    chat.say("hello there", "heard 'hello there'")
    chat.type(CTRL_D)
    chat.end()

    file = tmp_path / "history"
    assert file.stat().st_mode & 0o077 == 0
    with TerminalSession([ROOM, str(file)], {}) as again:
        again.wait_for_answer("heard '/start'")
        again.say(UP, "heard 'hello there'")


def test_a_card_has_a_frame_and_a_bar(chat: TerminalSession) -> None:
    seen = chat.say("card", "╰")

    assert "🎻 Violin" in seen
    assert "█████░░░░░ 50%" in seen
    assert "Bronze Keeper" in seen


def test_a_card_tells_where_its_picture_is(chat: TerminalSession) -> None:
    seen = chat.say("photo", "╰")

    assert "📦 Violin" in seen
    assert "/pictures/00000000-0000-0000-0000-000000000007.jpg" in seen


def test_markup_and_escapes_are_shown_as_they_are(chat: TerminalSession) -> None:
    before = len(chat.shown)
    chat.say("nasty", "[red]not red[/red] ␛[2J ␇")

    assert "\x1b[2J" not in chat.shown[before:]
    assert "\x07" not in chat.shown[before:]


def test_no_color_is_respected(tmp_path: Path) -> None:
    with TerminalSession([ROOM, str(tmp_path / "history")], {"NO_COLOR": "1"}) as chat:
        chat.wait_for_answer("heard '/start'")
        before = len(chat.shown)
        chat.say("card", "╰")

    assert "\x1b[36m" not in chat.shown[before:]


def test_a_reminder_is_shown_while_somebody_types(chat: TerminalSession) -> None:
    chat.type("remind me\rbought a")
    seen = chat.wait_for_answer("[2] Start")
    assert "[1] Yes" in seen
    assert "A checkup is due." in seen

    chat.say(" lamp", "heard 'bought a lamp'")
    chat.say("2", "pressed r1")


def test_a_reminder_takes_no_number_away_from_the_buttons_there_are(
    chat: TerminalSession,
) -> None:
    chat.type("remind me\r")
    chat.wait_for_answer("[2] Start")
    chat.say("1", "pressed y1")


def test_what_is_for_somebody_else_is_not_shown(chat: TerminalSession) -> None:
    chat.type("remind bob\r")
    chat.wait_for_answer("kept: Postponed(reason='not here'")
    assert "A checkup is due." not in chat.text


def piped(tmp_path: Path, typed: bytes) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", ROOM, str(tmp_path / "history")],
        input=typed,
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_a_pipe_gets_plain_lines_and_a_clean_end(tmp_path: Path) -> None:
    ran = piped(tmp_path, b"hello\n\nbuttons\n3\ncard\nphoto\nnasty\r\nlast without an end")

    assert ran.returncode == 0
    assert b"\x1b" not in ran.stdout
    assert ran.stdout.decode().splitlines() == [
        "heard 'hello'",
        "Choose",
        "[1] Undo  [2] Show",
        "[3] All",
        "pressed a1",
        "🎻 Violin",
        "Owned: 2 years",
        "Goal █████░░░░░ 50%",
        "Bronze Keeper",
        "📦 Violin",
        "Owned: 2 years",
        "Picture: /pictures/00000000-0000-0000-0000-000000000007.jpg",
        "[red]not red[/red] ␛[2J ␇ �abc",
        "heard 'last without an end'",
    ]
    assert ran.stderr == b""
    assert not (tmp_path / "history").exists()


def test_a_pipe_that_is_closed_at_the_other_end_is_left_quietly(tmp_path: Path) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "bot"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"PATH": "", "XDG_DATA_HOME": str(tmp_path), "LANG": "C.UTF-8"},
    )
    assert program.stdin is not None
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.close()
    program.stdin.write(b"/help\n/help\n")
    program.stdin.close()

    assert program.stderr.read() == b""
    assert program.wait(60) == 1
    program.stderr.close()
