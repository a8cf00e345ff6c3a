"""Settings: read once, checked, and never telling a secret."""

import re
from pathlib import Path

import pytest

from bot.mail.smtp_server import SmtpServer
from bot.settings import SETTINGS, RateLimit, Settings, Shards, WrongSetting, read_settings

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
    assert settings.pictures_url == f"file://{tmp_path}/pictures"
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert settings.model is None
    assert settings.http_port is None
    assert settings.item_limit == 10
    assert settings.reminder_hour == 9
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
        ("MINNOW_REMINDER_HOUR", "24", "whole number"),
        ("MINNOW_RATE_LIMIT", "100", "100/60s"),
        ("MINNOW_RATE_LIMIT", "0/60s", "100/60s"),
        ("MINNOW_ADMINS", "ann", "platform:id"),
        ("MINNOW_ADMINS", "telegram:1,", "platform:id"),
        ("MINNOW_LOG_LEVEL", "LOUD", "DEBUG"),
        ("MINNOW_REDIS_URL", "localhost:6379", "redis://"),
        ("OPENAI_BASE_URL", "localhost", "https://"),
        ("MINNOW_HTTP_PORT", "0", "whole number"),
        ("MINNOW_HTTP_PORT", "65536", "whole number"),
        ("MINNOW_TELEGRAM_TOKEN", "hunter2", "@BotFather"),
        ("MINNOW_TELEGRAM_TOKEN", "123:hunter2 ,", "@BotFather"),
        ("MINNOW_TELEGRAM_API_URL", "api.telegram.org", "https://"),
        ("MINNOW_TELEGRAM_API_URL", "ftp://hunter2@example.org", "https://"),
        ("MINNOW_TELEGRAM_API_URL", "https://", "https://"),
        ("MINNOW_TELEGRAM_API_URL", "https://example.org:port", "https://"),
        ("MINNOW_TELEGRAM_API_URL", "https://[hunter2", "https://"),
        ("MINNOW_TELEGRAM_API_URL", "https://example.org/?hunter2", "https://"),
        ("MINNOW_DISCORD_GATEWAY_URL", "https://hunter2.example.org", "wss://"),
        ("MINNOW_DISCORD_GATEWAY_URL", "wss://example.org/?hunter2", "wss://"),
        ("MINNOW_DISCORD_SHARDS", "0,1", "0,1/4"),
        ("MINNOW_DISCORD_SHARDS", "4/4", "0,1/4"),
        ("MINNOW_DISCORD_SHARDS", "1,1/4", "0,1/4"),
        ("MINNOW_TELEGRAM_WEBHOOK_URL", "http://example.org/hunter2", "https://"),
        ("MINNOW_TELEGRAM_WEBHOOK_URL", "http://8.8.8.8/hunter2", "https://"),
        ("MINNOW_TELEGRAM_WEBHOOK_URL", "https://example.org/hunter2 ?", "https://"),
        ("MINNOW_TELEGRAM_WEBHOOK_URL", "https://example.org/{hunter2}", "path of letters"),
        ("MINNOW_TELEGRAM_WEBHOOK_URL", "https://example.org/a?hunter2", "path of letters"),
        ("MINNOW_TELEGRAM_WEBHOOK_URL", "https://example.org/metrics", "another path"),
        ("MINNOW_TELEGRAM_WEBHOOK_SECRET", "hunter2!", "A-Z"),
        ("MINNOW_TELEGRAM_WEBHOOK_SECRET", "x" * 257, "A-Z"),
        ("MINNOW_ENCRYPTION_KEYS", "hunter2", "minnow db new-key"),
        ("MINNOW_ENCRYPTION_KEYS", f"{'A' * 43}=,hunter2", "minnow db new-key"),
        ("MAILERSEND_API_KEY", "hunter2 ü", "without spaces"),
        ("MINNOW_MAILERSEND_API_URL", "api.mailersend.com", "https://"),
        ("MINNOW_SMTP_URL", "mail.example.org", "smtp://user:password@host:587"),
        ("MINNOW_SMTP_URL", "http://ann:hunter2@example.org", "smtp://"),
        ("MINNOW_SMTP_URL", "smtp://ann:hunter2@", "smtp://"),
        ("MINNOW_SMTP_URL", "smtp://ann:hunter2@example.org:port", "smtp://"),
        ("MINNOW_SMTP_URL", "smtp://hunter2@example.org", "smtp://"),
        ("MINNOW_SMTP_URL", "smtp://ann:hunter2@example.org/path", "smtp://"),
        ("MINNOW_SMTP_URL", "smtp://ann:#hunter2@example.org", "as in URLs"),
        ("MINNOW_MAIL_FROM", "MinNow", "MinNow <minnow@example.org>"),
        ("MINNOW_PUBLIC_URL", "http://example.org", "https://"),
        ("MINNOW_PUBLIC_URL", "https://ann:hunter2@example.org", "without a user"),
        ("MINNOW_PUBLIC_URL", "https://example.org/?hunter2", "https://minnow.example.org"),
        ("MINNOW_PICTURES_URL", "/home/ann/pictures", "file:///"),
        ("MINNOW_PICTURES_URL", "file://pictures", "file:///"),
        ("MINNOW_PICTURES_URL", "s3://ann:hunter2@bucket/", "s3://"),
        ("MINNOW_PICTURES_URL", "https://bucket.example.org", "s3://"),
    ],
)
def test_a_wrong_value_is_told_in_one_line_that_names_the_setting(
    tmp_path: Path, name: str, value: str, expected: str
) -> None:
    message = refusal(tmp_path, **{name: value})

    assert message.startswith(name)
    assert expected in message
    assert "\n" not in message
    assert "hunter2" not in message


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


@pytest.mark.parametrize("kind", ["MODEL", "VISION_MODEL", "TRANSCRIPTION_MODEL"])
def test_a_model_needs_somebody_to_ask(tmp_path: Path, kind: str) -> None:
    name = f"MINNOW_{kind}"
    message = refusal(tmp_path, **{name: "m"})

    assert message == f"{name} is set: set OPENAI_API_KEY or OPENAI_BASE_URL as well."
    read(tmp_path, **{name: "m"}, OPENAI_BASE_URL="http://localhost:1/v1")
    read(tmp_path, **{name: "m"}, OPENAI_API_KEY="sk-1")


@pytest.mark.parametrize("missing", ["MINNOW_TELEGRAM_WEBHOOK_SECRET", "MINNOW_HTTP_PORT"])
def test_a_webhook_needs_its_secret_and_a_port_to_be_served_on(
    tmp_path: Path, missing: str
) -> None:
    given = {
        "MINNOW_TELEGRAM_WEBHOOK_URL": "https://example.org/hunter2",
        "MINNOW_TELEGRAM_WEBHOOK_SECRET": "hunter2",
        "MINNOW_HTTP_PORT": "8080",
    }
    settings = read(tmp_path, **given)
    message = refusal(tmp_path, **{name: given[name] for name in given if name != missing})

    assert (settings.telegram_webhook_secret, settings.http_port) == ("hunter2", 8080)
    assert message == f"MINNOW_TELEGRAM_WEBHOOK_URL is set: set {missing} as well."


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "https://example.org:8443/",
        "https://example.org/telegram/a-B_c.9~",
        "http://localhost:8080/telegram",
        "http://127.0.0.1:8080/telegram",
        "http://[::1]:8080/telegram",
    ],
)
def test_a_webhook_is_encrypted_or_stays_on_the_machine(tmp_path: Path, url: str) -> None:
    settings = read(
        tmp_path,
        MINNOW_TELEGRAM_WEBHOOK_URL=url,
        MINNOW_TELEGRAM_WEBHOOK_SECRET="x",
        MINNOW_HTTP_PORT="8080",
    )

    assert settings.telegram_webhook_url == url


def test_shards_are_numbers_and_how_many_there_are(tmp_path: Path) -> None:
    assert read(tmp_path).discord_shards is None
    assert read(tmp_path, MINNOW_DISCORD_SHARDS="0,2/4").discord_shards == Shards((0, 2), 4)


@pytest.mark.parametrize("url", ["http://localhost:8081", "http://localhost:8081/"])
def test_the_address_of_a_bot_api_server_has_no_slash_at_its_end(tmp_path: Path, url: str) -> None:
    settings = read(tmp_path, MINNOW_TELEGRAM_API_URL=url)

    assert settings.telegram_api_url == "http://localhost:8081"


@pytest.mark.parametrize("url", ["file:///srv/pictures", "s3://bucket", "s3://my.bucket-1/a/b"])
def test_pictures_live_in_a_folder_or_a_bucket(tmp_path: Path, url: str) -> None:
    assert read(tmp_path, MINNOW_PICTURES_URL=url).pictures_url == url


def test_the_folder_of_pictures_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "50 % off? #1"
    folder.mkdir()

    assert read(folder).pictures_url.endswith("/50%20%25%20off%3F%20%231/pictures")


def test_a_key_alone_means_no_model(tmp_path: Path) -> None:
    assert read(tmp_path, OPENAI_API_KEY="sk-1").model is None


def test_secrets_are_in_no_representation(tmp_path: Path) -> None:
    secrets = {
        "MINNOW_DATABASE_URL": "postgresql+asyncpg://ann:hunter2@db/minnow",
        "MINNOW_TELEGRAM_TOKEN": "123:hunter2",
        "MINNOW_TELEGRAM_API_URL": "https://ann:hunter2@example.org",
        "MINNOW_TELEGRAM_WEBHOOK_URL": "https://example.org/hunter2",
        "MINNOW_TELEGRAM_WEBHOOK_SECRET": "hunter2",
        "MINNOW_DISCORD_TOKEN": "hunter2",
        "MINNOW_DISCORD_API_URL": "https://ann:hunter2@example.org",
        "MINNOW_DISCORD_GATEWAY_URL": "wss://ann:hunter2@example.org",
        "OPENAI_API_KEY": "hunter2",
        "OPENAI_BASE_URL": "https://ann:hunter2@example.org",
        "MINNOW_PICTURES_URL": "s3://bucket/hunter2",
        "MAILERSEND_API_KEY": "hunter2",
        "MINNOW_PUBLIC_URL": "https://hunter2.example.org",
        "MINNOW_MAILERSEND_API_URL": "https://ann:hunter2@example.org",
        "MINNOW_REDIS_URL": "redis://:hunter2@localhost",
        "MINNOW_ENCRYPTION_KEYS": f"hunter2{'A' * 36}=",
    }
    others = {"MINNOW_HTTP_PORT": "8080", "MINNOW_MAIL_FROM": "minnow@example.org"}
    settings = read(tmp_path, **others, **secrets)
    smtp = "MINNOW_SMTP_URL"  # not beside MailerSend
    secret_smtp = read(tmp_path, **others, **{smtp: "smtp://ann:hunter2@example.org"})

    assert {row.name for row in SETTINGS if row.secret} == {*secrets, smtp}
    assert "hunter2" not in repr(settings) + repr(secret_smtp) + repr(secret_smtp.smtp)
    assert "item_limit=10" in repr(settings)


def test_without_a_service_mails_go_to_the_data_directory(tmp_path: Path) -> None:
    settings = read(tmp_path)

    assert settings.mail_dir == tmp_path / "mail"
    assert str(settings.mail_from) == "MinNow <minnow@localhost>"


@pytest.mark.parametrize(
    ("service", "value"),
    [("MAILERSEND_API_KEY", "mlsn.1"), ("MINNOW_SMTP_URL", "smtp://example.org")],
)
def test_a_mail_service_needs_to_know_whom_mails_are_from(
    tmp_path: Path, service: str, value: str
) -> None:
    message = refusal(tmp_path, **{service: value})

    assert message == f"{service} is set: set MINNOW_MAIL_FROM as well."


def test_mails_go_one_way_only(tmp_path: Path) -> None:
    message = refusal(
        tmp_path,
        MAILERSEND_API_KEY="mlsn.1",
        MINNOW_SMTP_URL="smtp://example.org",
        MINNOW_MAIL_FROM="minnow@example.org",
    )

    assert message.startswith("MAILERSEND_API_KEY and MINNOW_SMTP_URL are both set")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://example.org", SmtpServer("example.org", 587, False)),
        ("smtps://example.org", SmtpServer("example.org", 465, True)),
        (
            "smtp://ann%40x:a%23b@mail.example.org:25/",
            SmtpServer("mail.example.org", 25, False, "ann@x", "a#b"),
        ),
        ("smtp://[::1]:2525", SmtpServer("::1", 2525, False)),
    ],
)
def test_an_smtp_server_is_given_as_an_address(
    tmp_path: Path, url: str, expected: SmtpServer
) -> None:
    settings = read(tmp_path, MINNOW_SMTP_URL=url, MINNOW_MAIL_FROM="minnow@example.org")

    assert settings.smtp == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://minnow.example.org/", "https://minnow.example.org"),
        ("https://example.org:8443/minnow", "https://example.org:8443/minnow"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
    ],
)
def test_browsers_come_encrypted_or_from_this_machine(
    tmp_path: Path, url: str, expected: str
) -> None:
    assert read(tmp_path, MINNOW_PUBLIC_URL=url, MINNOW_HTTP_PORT="1").public_url == expected
    message = refusal(tmp_path, MINNOW_PUBLIC_URL=url)
    assert message == "MINNOW_PUBLIC_URL is set: set MINNOW_HTTP_PORT as well."


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
    services = ("MAILERSEND_API_KEY=", "MINNOW_SMTP_URL=")  # one of them at a time
    for service in services:
        chosen = [line for line in commented if line.startswith(service)]
        others = [line for line in commented if not line.startswith(services)]
        assert read(tmp_path, "\n".join(others + chosen)).mail_from.name == "MinNow"
