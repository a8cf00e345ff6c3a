"""`minnow db new-key` and `minnow db encrypt`, and what is told where a key is missing."""

from pathlib import Path

import pytest

from tests.cli.conftest import Minnow
from tests.traces import bytes_of


@pytest.fixture
def file(home: Path) -> Path:
    return home / "data" / "minnow" / "minnow.sqlite3"


def new_key(minnow: Minnow) -> str:
    return minnow("db", "new-key").out.strip()


def test_what_was_plain_is_encrypted_and_still_told(
    minnow: Minnow, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    minnow("say", "/add Candelabra", "--as", "ann")
    assert b"Candelabra" in bytes_of(file)

    monkeypatch.setenv("MINNOW_ENCRYPTION_KEYS", new_key(minnow))
    ran = minnow("db", "encrypt")

    assert (ran.code, ran.out) == (0, "Everything is encrypted with the first key.\n")
    assert b"Candelabra" not in bytes_of(file)
    assert "Candelabra" in minnow("say", "/items", "--as", "ann").out
    assert "✓ encryption at rest" in minnow("doctor").out
    assert "encrypted, with the key kept apart" in minnow("say", "/privacy", "--as", "ann").out


def test_a_rotation_needs_the_old_key_until_all_is_encrypted_anew(
    minnow: Minnow, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = new_key(minnow), new_key(minnow)
    for keys in (old, f"{new},{old}"):
        monkeypatch.setenv("MINNOW_ENCRYPTION_KEYS", keys)
        assert minnow("say", "/add Candelabra", "--as", "ann").code == 0
    assert minnow("db", "encrypt").code == 0

    monkeypatch.setenv("MINNOW_ENCRYPTION_KEYS", new)
    assert "Candelabra" in minnow("say", "/items", "--as", "ann").out


def test_a_start_with_another_key_or_none_is_told_in_one_line(
    minnow: Minnow, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINNOW_ENCRYPTION_KEYS", new_key(minnow))
    minnow("say", "/add Candelabra", "--as", "ann")

    for keys in (new_key(minnow), ""):
        monkeypatch.setenv("MINNOW_ENCRYPTION_KEYS", keys)
        ran = minnow("say", "/items", "--as", "ann")
        assert ran.code == 1
        assert "✗ database: " in minnow("doctor").out
        assert ran.err == (
            f"minnow: The database {file} was encrypted with another key: "
            "check MINNOW_ENCRYPTION_KEYS.\n"
        )


def test_a_reset_needs_no_key(minnow: Minnow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINNOW_ENCRYPTION_KEYS", new_key(minnow))
    minnow("say", "/add Candelabra", "--as", "ann")
    monkeypatch.delenv("MINNOW_ENCRYPTION_KEYS")

    assert minnow("db", "reset", "--yes").code == 0
    assert minnow("say", "/items", "--as", "ann").code == 0


def test_without_a_key_there_is_nothing_to_encrypt_with(minnow: Minnow) -> None:
    ran = minnow("db", "encrypt")

    assert ran.code == 1
    assert (
        ran.err == "minnow: Set MINNOW_ENCRYPTION_KEYS first: `minnow db new-key` prints a key.\n"
    )
