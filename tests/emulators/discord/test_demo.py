"""The demo, with the smallest bot in the place of the program."""

import sys
from pathlib import Path

from rich.console import Console

from tests.emulators.discord import DiscordServer, Message
from tests.emulators.discord.demo_screen import DemoScreen
from tests.emulators.piped_demo import talk
from tests.frontends.terminal_session import TerminalSession

DEMO = "tests.emulators.discord.demo"
ECHO_BOT = "tests.emulators.discord.echo_bot"


def test_a_person_talks_presses_and_sends_a_picture(tmp_path: Path) -> None:
    photo = tmp_path / "a lamp.jpg"
    photo.write_bytes(b"\xff\xd8 a lamp")

    code, shown = talk(
        DEMO,
        ECHO_BOT,
        "bought a *grey* hoodie",
        "1",
        f"/photo '{photo}' my lamp",
        "/photo nowhere.jpg",
        "exit",
        "never said",
    )

    assert code == 0
    assert "bought a *grey* hoodie\n[1] ✅ Keep" in shown
    assert "(edited)\nkept" in shown
    assert "my lamp\n[a lamp.jpg, 9 bytes]" in shown
    assert "That is no picture that could be sent" in shown
    assert "never said" not in shown


def test_a_person_uses_commands_lists_and_forms() -> None:
    code, shown = talk(
        DEMO,
        ECHO_BOT,
        "/echo words='a lamp'",
        "/pick",
        "2",
        "/name",
        "",
        "from Ann",
        "/forget everything",
        "/echo it's",
        "exit",
    )

    assert code == 0
    assert "▌ a lamp" in shown
    assert "Which? [1] Lamp  [2] Mug" in shown
    assert "(only you can see this)\npicked Mug" in shown
    assert "— Name it —\nName (empty keeps “lamp”, - clears it)\nNote (may stay empty)" in shown
    assert "named lamp, from Ann" in shown
    assert "Ann is not offered 'forget' here" in shown
    assert "No closing quotation" in shown


def test_a_bot_that_does_not_start_is_told_of() -> None:
    code, shown = talk(DEMO, "tests.emulators.discord.no_such_bot", "hello")

    assert code == 1
    assert "The bot has ended:" in shown
    assert "no_such_bot" in shown


def test_a_message_on_the_screen(server: DiscordServer) -> None:
    console = Console(record=True, width=60, force_terminal=True, file=sys.stdout)
    screen = DemoScreen(console)
    ann = server.person("Ann")
    embed = {
        "title": "Lamp",
        "description": "Since <t:1772539200:d> at <t:1772539200:t>",
        "fields": [{"name": "Goal", "value": "1 year"}],
        "footer": {"text": "Bronze"},
        "thumbnail": {"url": "https://example.org/lamp.jpg"},
    }
    link = {"type": 2, "style": 5, "label": "Read", "url": "https://example.org"}
    keep = {"type": 2, "style": 1, "label": "Keep", "custom_id": "keep"}
    message = Message(
        1,
        ann.direct,
        server.bot,
        "Your \\*lamp\\*\x1b[2J",
        embeds=[embed],
        components=[{"type": 1, "components": [link, keep]}],
    )

    screen.show(message)
    message.deleted = True
    screen.show(message)

    shown = console.export_text()
    assert "Your *lamp*␛[2J\n▌ (picture)\n▌ Lamp\n▌ Since 03 Mar 2026 at 12:00 UTC\n" in shown
    assert "▌ Goal: 1 year\n▌ Bronze\n[Read] https://example.org  [1] Keep" in shown
    assert "(deleted: Your" in shown


def test_a_person_sits_at_the_terminal() -> None:
    with TerminalSession([DEMO, ECHO_BOT], {}) as session:
        session.wait_for("›")
        session.say("bought a hoodie", "[1] ✅ Keep")
        session.say("1", "kept")
        session.type("exit\r")

        assert session.end() == 0
