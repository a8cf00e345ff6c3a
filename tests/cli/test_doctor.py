"""`minnow doctor`: a line each, and an exit code."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.cli.conftest import Minnow

NOBODY = "127.0.0.1:1"


class ModelList(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        known = self.path == "/v1/models"
        self.send_response(200 if known else 404)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps({"object": "list", "data": [{"id": "small"}]}).encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        pass


ModelService = Callable[[str, str], None]


@pytest.fixture
def model_service(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelService]:
    """Sets the model and the path below which a service with one model is asked for it."""

    def ask_for(model: str, path: str) -> None:
        monkeypatch.setenv("MINNOW_MODEL", model)
        monkeypatch.setenv("OPENAI_BASE_URL", f"http://127.0.0.1:{server.server_port}{path}")

    with HTTPServer(("127.0.0.1", 0), ModelList) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield ask_for
        server.shutdown()
        thread.join()


def lines(out: str) -> list[str]:
    return out.splitlines()


def test_a_fresh_installation_is_well(minnow: Minnow) -> None:
    ran = minnow("doctor")

    assert ran.code == 0
    assert [line[0] for line in lines(ran.out)] == ["✓", "✓", "✓", "✓", "✓"]


def test_looking_makes_no_database(minnow: Minnow, home: Path) -> None:
    minnow("doctor")

    assert not (home / "data" / "minnow" / "minnow.sqlite3").exists()


def test_the_schema_is_looked_at(minnow: Minnow, home: Path) -> None:
    minnow("db", "upgrade")
    assert minnow("doctor").code == 0

    with sqlite3.connect(home / "data" / "minnow" / "minnow.sqlite3") as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'ffffffffffff'")
    connection.close()
    ran = minnow("doctor")
    assert ran.code == 1
    assert lines(ran.out)[2].startswith("✗ schema")


def test_a_wrong_setting_is_found(minnow: Minnow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINNOW_RATE_LIMIT", "fast")
    ran = minnow("doctor")

    assert ran.code == 1
    assert ran.out.startswith("✗ settings: MINNOW_RATE_LIMIT")


def test_what_does_not_answer_is_found_without_telling_secrets(
    minnow: Minnow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINNOW_DATABASE_URL", f"postgresql+asyncpg://ann:hunter2@{NOBODY}/db")
    monkeypatch.setenv("MINNOW_REDIS_URL", f"redis://:hunter2@{NOBODY}")
    monkeypatch.setenv("MINNOW_MODEL", "small")
    monkeypatch.setenv("OPENAI_API_KEY", "hunter2")
    monkeypatch.setenv("OPENAI_BASE_URL", f"http://{NOBODY}/v1")
    ran = minnow("doctor")

    assert ran.code == 1
    assert [line[0] for line in lines(ran.out)] == ["✓", "✗", "✓", "✓", "✗", "✗"]
    assert "hunter2" not in ran.out + ran.err


@pytest.mark.parametrize(
    ("model", "path", "expected"),
    [
        ("small", "/v1", (0, "✓ model small")),
        ("large", "/v1", (1, "✗ model large: the service answers, but does not list it")),
        ("large", "/other", (0, "✓ model large: the service answers, but lists no models")),
    ],
)
def test_the_model_is_looked_for(
    minnow: Minnow, model_service: ModelService, model: str, path: str, expected: tuple[int, str]
) -> None:
    model_service(model, path)
    ran = minnow("doctor")

    assert (ran.code, ran.out.splitlines()[-1]) == expected
