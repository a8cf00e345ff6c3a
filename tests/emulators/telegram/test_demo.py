"""The demo, with the smallest bot in the place of the program."""

import sys
from pathlib import Path

from rich.console import Console

from tests.emulators.piped_demo import talk
from tests.emulators.telegram import TelegramServer
from tests.emulators.telegram.conftest import picture
from tests.emulators.telegram.demo_screen import DemoScreen
from tests.frontends.terminal_session import TerminalSession

DEMO = "tests.emulators.telegram.demo"


def test_a_person_talks_presses_and_sends_a_picture(tmp_path: Path) -> None:
    photo = tmp_path / "a lamp.jpg"
    photo.write_bytes(picture(320, 200))

    code, shown = talk(
        DEMO,
        "tests.emulators.telegram.echo_bot",
        "bought a hoodie",
        "1",
        f"/photo '{photo}' my lamp",
        "/photo nowhere.jpg",
        "exit",
        "never said",
    )

    assert code == 0
    assert "bought a hoodie\n[1] ✅ Keep" in shown
    assert "(Kept)" in shown
    assert "(edited)\nkept" in shown
    assert "[photo 320 × 200, " in shown
    assert "my lamp" in shown
    assert "That is no picture that could be sent" in shown
    assert "never said" not in shown


def test_a_bot_that_does_not_start_is_told_of() -> None:
    code, shown = talk(DEMO, "tests.emulators.telegram.no_such_bot", "hello")

    assert code == 1
    assert "The bot has ended:" in shown
    assert "no_such_bot" in shown


async def test_a_message_on_the_screen(server: TelegramServer) -> None:
    console = Console(record=True, width=60, force_terminal=True, file=sys.stdout)
    screen = DemoScreen(console)
    ann = server.person("Ann")
    message = ann.private.admit(
        {"from": server.world.sender},
        {
            "text": "😀 Lamp\x1b[2J",
            "entities": [{"type": "bold", "offset": 3, "length": 4}],
            "reply_markup": {
                "inline_keyboard": [
                    [{"text": "Read", "url": "https://example.org"}],
                    [{"text": "Keep", "callback_data": "keep"}],
                ]
            },
        },
        from_bot=True,
    )

    screen.show(message)
    message.deleted = True
    screen.show(message)

    shown = console.export_text(clear=False)
    assert "😀 Lamp␛[2J\n[Read] https://example.org" in shown
    assert "[1] Keep" in shown
    assert "(deleted: 😀 Lamp" in shown
    assert "\x1b[1mLamp\x1b[0m" in console.export_text(styles=True)


def test_a_person_sits_at_the_terminal() -> None:
    with TerminalSession([DEMO, "tests.emulators.telegram.echo_bot"], {}) as session:
        session.wait_for("Keep")
        session.say("bought a hoodie", "[1] ✅ Keep")
        session.say("1", "kept")
        session.type("exit\r")

        assert session.end() == 0
