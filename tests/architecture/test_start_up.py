"""What is not loaded before it is needed."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT
from tests.frontends.terminal_session import TerminalSession

MODEL_STACK = ("langgraph", "langchain_core", "langchain_openai", "openai")
OTHER_FRONT_ENDS = ("telegram", "discord")
PICTURES = ("PIL", "obstore")
MAIL = ("jinja2", "mailersend", "aiosmtplib")
SAYING = """
import sys
from bot.__main__ import main
sys.argv = ["minnow", *sys.argv[1:]]
try:
    main()
finally:
    print("LOADED", *{name.partition(".")[0] for name in sys.modules})
"""


@pytest.fixture
def environment(tmp_path: Path, migrated_file: Path) -> dict[str, str]:
    """No setting at all, and data of its own, with the newest schema."""
    database = tmp_path / "minnow" / "minnow.sqlite3"
    database.parent.mkdir()
    shutil.copyfile(migrated_file, database)
    return {"XDG_DATA_HOME": str(tmp_path), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}


def loaded_by(environment: dict[str, str], *arguments: str) -> set[str]:
    """The packages that the program has loaded at its end."""
    ran = subprocess.run(
        [sys.executable, "-c", SAYING, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=100,
    )
    *answer, loaded = ran.stdout.splitlines()
    assert "".join(answer).strip()
    assert "sqlalchemy" in loaded
    return set(loaded.split())


def test_a_command_loads_no_front_end_no_model_stack_and_no_migrations(
    environment: dict[str, str],
) -> None:
    loaded = loaded_by(environment, "say", "/help")

    assert loaded.isdisjoint(
        ("alembic", "cryptography", *MODEL_STACK, *OTHER_FRONT_ENDS, *PICTURES, *MAIL)
    )


def test_a_sentence_without_a_model_loads_no_client_of_models(environment: dict[str, str]) -> None:
    loaded = loaded_by(environment, "say", "bought a grey hoodie yesterday")

    assert "langgraph" in loaded
    assert loaded.isdisjoint(("openai", "langchain_openai", *OTHER_FRONT_ENDS))


def test_the_prompt_is_there_before_the_graph_which_loads_while_the_person_types(
    environment: dict[str, str], tmp_path: Path
) -> None:
    imports = tmp_path / "imports"
    slow = ("langgraph.graph", "sqlalchemy.ext.asyncio", "pydantic", "typer", "alembic")
    with (
        imports.open("wb") as errors,
        TerminalSession(
            ["bot"], environment | {"PYTHONPROFILEIMPORTTIME": "1"}, errors.fileno()
        ) as chat,
    ):
        chat.wait_for("›")
        before = _imported(imports)
        chat.wait_for("1/3")
        while "langgraph.graph" not in _imported(imports):
            time.sleep(0.05)
        chat.type("exit\r")
        assert chat.end() == 0

    assert "prompt_toolkit" in before
    assert before.isdisjoint(slow)


def _imported(log: Path) -> set[str]:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return {line.rpartition("|")[2].strip() for line in lines}
