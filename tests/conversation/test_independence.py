"""The conversation knows no platform, and loads nothing heavy before it is needed."""

import re
import subprocess
import sys
from pathlib import Path

import bot.conversation

SOURCES = sorted(Path(bot.conversation.__file__).parent.rglob("*.py"))
PLATFORMS = re.compile(r"import (telegram|discord|rich|typer|prompt_toolkit)|bot\.frontends")
HEAVY = ("langgraph", "langchain_core", "openai", "limits", "redis", "babel")


def test_no_module_of_the_conversation_knows_a_platform() -> None:
    assert len(SOURCES) > 30
    for source in SOURCES:
        assert not PLATFORMS.search(source.read_text()), source


def test_modules_stay_small() -> None:
    for source in SOURCES:
        assert len(source.read_text().splitlines()) < 300, source


def test_what_commands_and_presses_need_loads_nothing_heavy() -> None:
    program = (
        "import sys, bot.agent.model, bot.conversation.conversation\n"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
