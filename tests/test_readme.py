"""The README tells the truth: the conversations it shows are what the program prints."""

import os
import re
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"
PROMPT = "› "
DAY = re.compile(r"\d{1,2} [A-Z][a-z]{2} \d{4}")
LENGTH = re.compile(r"\d+ (?:year|month)s?(?:, \d+ months?)?")


def conversation(heading: str) -> tuple[list[str], list[str]]:
    """What is typed and what is printed in the first conversation under a heading."""
    section = README.read_text(encoding="utf-8").split(f"## {heading}\n")[1]
    lines = section.split("```text\n")[1].split("```")[0].splitlines()
    typed = [line.removeprefix(PROMPT) for line in lines if line.startswith(PROMPT)]
    return typed, [line for line in lines if not line.startswith(PROMPT)]


def answered(typed: list[str], folder: Path) -> list[str]:
    """What a fresh terminal chat prints."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MINNOW_", "OPENAI_", "MAILERSEND_"))
    }
    chat = subprocess.run(
        [sys.executable, "-m", "bot"],
        input="\n".join(typed),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        cwd=folder,
        env=environment
        | {
            "MINNOW_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'minnow.sqlite3'}",
            "XDG_DATA_HOME": str(folder),
            "HOME": str(folder),
            "PYTHONPATH": str(README.parent),
            "LC_ALL": "C.UTF-8",
        },
    )
    return chat.stdout.splitlines()


def test_the_first_conversation_of_the_readme_is_what_the_program_prints(tmp_path: Path) -> None:
    typed, printed = conversation("Start")
    assert len(typed) > 5
    assert answered(typed, tmp_path) == printed


def test_the_review_of_the_readme_goes_as_it_is_printed_on_whatever_day(tmp_path: Path) -> None:
    typed, printed = conversation("Reminders and reviews")
    assert len(typed) > 4
    assert list(map(_on_any_day, answered(typed, tmp_path))) == list(map(_on_any_day, printed))


def _on_any_day(line: str) -> str:
    return LENGTH.sub("so long", DAY.sub("that day", line))
