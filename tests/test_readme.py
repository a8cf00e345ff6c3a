"""The README's first conversation, typed as printed, answers as printed."""

import os
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"
PROMPT = "› "


def test_the_first_conversation_of_the_readme_is_what_the_program_prints(tmp_path: Path) -> None:
    conversation = README.read_text(encoding="utf-8").split("```text\n")[1].split("```")[0]
    lines = conversation.splitlines()
    typed = [line.removeprefix(PROMPT) for line in lines if line.startswith(PROMPT)]
    printed = [line for line in lines if not line.startswith(PROMPT)]
    assert len(typed) > 5

    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MINNOW_", "OPENAI_"))
    }
    chat = subprocess.run(
        [sys.executable, "-m", "bot"],
        input="\n".join(typed),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        cwd=tmp_path,
        env=environment
        | {
            "MINNOW_DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path / 'minnow.sqlite3'}",
            "XDG_DATA_HOME": str(tmp_path),
            "HOME": str(tmp_path),
            "PYTHONPATH": str(README.parent),
            "LC_ALL": "C.UTF-8",
        },
    )
    assert chat.stdout.splitlines() == printed
