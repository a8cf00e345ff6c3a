"""Settings: read once, checked, and never telling a secret."""

import re
from pathlib import Path

import pytest

from bot.settings import SETTINGS, RateLimit, Settings, WrongSetting, read_settings

EXAMPLE = Path(__file__).parent.parent.parent / ".env.example"


def read(folder: Path, env_file: str = "", **environment: str) -> Settings:
    file = folder / ".env"
    file.write_text(env_file, encoding="utf-8")
    return read_settings(environment, file, folder)


def refusal(folder: Path, env_file: str = "", **environment: str) -> str:
    with pytest.raises(WrongSetting) as wrong:
        read(folder, env_file, **environment)
    assert wrong.value.code == 2
    return str(wrong.value)


def test_without_any_setting_things_live_in_the_data_directory(tmp_path: Path) -> None:
    settings = read(tmp_path)

    assert settings.database_url == f"sqlite+aiosqlite:///{tmp_path}/minnow.sqlite3"
    assert settings.model is None
    assert settings.item_limit == 10
    assert settings.rate_limit == RateLimit(100, 60)


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    settings = read(
        tmp_path, "MINNOW_ITEM_LIMIT=20\nMINNOW_LOG_LEVEL=INFO\n", MINNOW_ITEM_LIMIT="30"
    )

    assert (settings.item_limit, settings.log_level) == (30, "INFO")


def test_an_empty_value_counts_as_none(tmp_path: Path) -> None:
    assert read(tmp_path, MINNOW_REDIS_URL="", MINNOW_ITEM_LIMIT=" ").item_limit == 10


def test_admins_are_read_as_accounts(tmp_path: Path) -> None:
    settings = read(tmp_path, MINNOW_ADMINS="telegram:123, discord:456")

    assert settings.admins == {("telegram", "123"), ("discord", "456")}


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("MINNOW_ITEM_LIMIT", "many", "whole number"),
        ("MINNOW_ITEM_LIMIT", "0", "whole number"),
        ("MINNOW_ITEM_LIMIT", "-3", "whole number"),
        ("MINNOW_RATE_LIMIT", "100", "100/60s"),
        ("MINNOW_RATE_LIMIT", "0/60s", "100/60s"),
        ("MINNOW_ADMINS", "ann", "platform:id"),
        ("MINNOW_ADMINS", "telegram:1,", "platform:id"),
        ("MINNOW_LOG_LEVEL", "LOUD", "DEBUG"),
        ("MINNOW_REDIS_URL", "localhost:6379", "redis://"),
        ("OPENAI_BASE_URL", "localhost", "https://"),
    ],
)
def test_a_wrong_value_is_told_in_one_line_that_names_the_setting(
    tmp_path: Path, name: str, value: str, expected: str
) -> None:
    message = refusal(tmp_path, **{name: value})

    assert message.startswith(name)
    assert expected in message
    assert "\n" not in message


def test_an_unknown_setting_is_told_with_the_nearest_known_one(tmp_path: Path) -> None:
    assert "Did you mean MINNOW_ITEM_LIMIT?" in refusal(tmp_path, MINNOW_ITEM_LIMT="5")
    assert "Did you mean" not in refusal(tmp_path, MINNOW_ZZZ="5")
    assert "MINNOW_MODL" in refusal(tmp_path, "MINNOW_MODL=x")


def test_other_programs_settings_are_none_of_ours(tmp_path: Path) -> None:
    read(tmp_path, "PATH_TO_SOMETHING=1", HOME="/", OPENAI_ORG="x")


@pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
def test_postgresql_without_a_driver_is_refused_with_the_forms_that_work(
    tmp_path: Path, scheme: str
) -> None:
    message = refusal(tmp_path, MINNOW_DATABASE_URL=f"{scheme}://ann:hunter2@db/minnow")

    assert "postgresql+asyncpg://" in message
    assert "postgresql+psycopg://" in message
    assert "hunter2" not in message


def test_a_model_needs_somebody_to_ask(tmp_path: Path) -> None:
    assert "OPENAI_API_KEY" in refusal(tmp_path, MINNOW_MODEL="gpt-5-mini")
    assert read(tmp_path, MINNOW_MODEL="m", OPENAI_BASE_URL="http://localhost:1/v1").model == "m"


def test_a_key_alone_means_no_model(tmp_path: Path) -> None:
    assert read(tmp_path, OPENAI_API_KEY="sk-1").model is None


def test_secrets_are_in_no_representation(tmp_path: Path) -> None:
    secrets = {
        "MINNOW_DATABASE_URL": "postgresql+asyncpg://ann:hunter2@db/minnow",
        "MINNOW_TELEGRAM_TOKEN": "hunter2",
        "MINNOW_DISCORD_TOKEN": "hunter2",
        "OPENAI_API_KEY": "hunter2",
        "OPENAI_BASE_URL": "https://ann:hunter2@example.org",
        "MINNOW_REDIS_URL": "redis://:hunter2@localhost",
    }
    settings = read(tmp_path, **secrets)

    assert {row.name for row in SETTINGS if row.secret} == set(secrets)
    assert "hunter2" not in repr(settings)
    assert "item_limit=10" in repr(settings)


def test_a_line_of_the_file_that_is_no_setting_is_named(tmp_path: Path) -> None:
    assert "Line 2" in refusal(tmp_path, "MINNOW_ITEM_LIMIT=5\n'broken\n")


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(WrongSetting, match="can not be read"):
        read_settings({}, file, tmp_path)


def test_the_example_file_lists_every_setting_with_a_value_that_works(tmp_path: Path) -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    commented = [line.removeprefix("#") for line in lines if re.match(r"#[A-Z_]+=", line)]

    assert [line.partition("=")[0] for line in commented] == [row.name for row in SETTINGS]
    assert all(" # " in line for line in commented)
    read(tmp_path, "\n".join(commented))
