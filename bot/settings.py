"""The settings: read once at start from the environment and `.env`, then frozen.

The table SETTINGS is the list of them (DESIGN, section 6); `.env.example` tells what each is for.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from bot import settings_forms as forms
from bot.exits import WRONG_USAGE, Stop
from bot.mail.sender import Sender
from bot.mail.smtp_server import SmtpServer

PREFIX = "MINNOW_"


class WrongSetting(Stop):
    """A setting that is unknown or has a value that can not be used. Never quotes a secret."""

    def __init__(self, message: str) -> None:
        super().__init__(message, WRONG_USAGE)


@dataclass(frozen=True, slots=True)
class RateLimit:
    """So many turns in so many seconds, for one person."""

    turns: int
    seconds: int

    @classmethod
    def parse(cls, value: str) -> Self:
        """Raises ValueError with what is expected."""
        found = re.fullmatch(r"([1-9][0-9]{0,5})/([1-9][0-9]{0,5})s", value)
        if found is None:
            raise ValueError("turns per seconds such as 100/60s")
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        return f"{self.turns}/{self.seconds}s"


@dataclass(frozen=True, slots=True)
class Shards:
    """The part of Discord's servers that a process serves (Gateway, sharding)."""

    ids: tuple[int, ...]
    count: int
    """Of all processes together."""

    @classmethod
    def parse(cls, value: str) -> Self:
        """Raises ValueError with what is expected."""
        expected = "shard numbers and how many there are in all, such as 0,1/4"
        found = re.fullmatch(r"([0-9]{1,5}(?:,[0-9]{1,5})*)/([1-9][0-9]{0,4})", value)
        if found is None:
            raise ValueError(expected)
        ids, count = tuple(map(int, found[1].split(","))), int(found[2])
        if len(set(ids)) < len(ids) or max(ids) >= count:
            raise ValueError(expected)
        return cls(ids, count)

    def __str__(self) -> str:
        return f"{','.join(map(str, self.ids))}/{self.count}"


@dataclass(frozen=True, slots=True, repr=False)
class Settings:
    data_dir: Path
    """Where the program keeps its own files for this user."""
    mail_dir: Path | None
    """Where mails go while no service carries them; None: nowhere at all."""
    database_url: str
    telegram_token: str | None
    telegram_api_url: str
    """Without a slash at its end."""
    telegram_webhook_url: str | None
    """None: polling. Its path is what our HTTP server serves."""
    telegram_webhook_secret: str | None
    """Set where telegram_webhook_url is."""
    discord_token: str | None
    discord_api_url: str
    """Without a slash at its end."""
    discord_gateway_url: str
    """Without a slash at its end."""
    discord_shards: Shards | None
    """None: this process serves all."""
    openai_api_key: str | None
    openai_base_url: str | None
    model: str | None
    """None: no model is asked, ever."""
    vision_model: str | None
    """Sees what is on a picture."""
    transcription_model: str | None
    """Hears what is said in a voice note."""
    pictures_url: str
    """`file:///folder`, or `s3://bucket/prefix` with credentials from the AWS_* environment."""
    encryption_keys: tuple[str, ...]
    """Of what is kept about people: the first encrypts, all decrypt; none: it is kept plain."""
    mailersend_api_key: str | None
    """None, or smtp is."""
    mailersend_api_url: str
    """Without a slash at its end."""
    smtp: SmtpServer | None
    mail_from: Sender
    public_url: str | None
    """Where browsers reach our HTTP server; without a slash at its end."""
    redis_url: str | None
    admins: frozenset[tuple[str, str]]
    """(platform, platform user id)."""
    item_limit: int
    reminder_hour: int
    """The local hour of reminders, where a person has chosen none."""
    rate_limit: RateLimit
    http_port: int | None
    """None: no HTTP server. Set where telegram_webhook_url or public_url is."""
    log_level: str

    def __repr__(self) -> str:
        shown = ((row.field, getattr(self, row.field)) for row in SETTINGS if not row.secret)
        return f"Settings({', '.join(f'{field}={value!r}' for field, value in shown)}, …)"


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table: a field of Settings, and the name and form it is given in."""

    field: str
    name: str
    parse: Callable[[str], Any]
    """Raises ValueError with what is expected, never with what it was given."""
    default: Any = None
    secret: bool = False
    needs: tuple[tuple[str, ...], ...] = ()
    """What it is no use without: of each, one is to be set as well."""


MODEL_SERVICE = ("OPENAI_API_KEY", "OPENAI_BASE_URL")
MAIL_SERVICES = ("MAILERSEND_API_KEY", "MINNOW_SMTP_URL")

SETTINGS = (
    Setting("database_url", "MINNOW_DATABASE_URL", forms.database_url, secret=True),
    Setting("telegram_token", "MINNOW_TELEGRAM_TOKEN", forms.telegram_token, secret=True),
    Setting(
        "telegram_api_url",
        "MINNOW_TELEGRAM_API_URL",
        forms.server_address,
        "https://api.telegram.org",
        secret=True,
    ),
    Setting(
        "telegram_webhook_url",
        "MINNOW_TELEGRAM_WEBHOOK_URL",
        forms.webhook_url,
        secret=True,
        needs=(("MINNOW_TELEGRAM_WEBHOOK_SECRET",), ("MINNOW_HTTP_PORT",)),
    ),
    Setting(
        "telegram_webhook_secret",
        "MINNOW_TELEGRAM_WEBHOOK_SECRET",
        forms.webhook_secret,
        secret=True,
    ),
    Setting("discord_token", "MINNOW_DISCORD_TOKEN", forms.text, secret=True),
    Setting(
        "discord_api_url",
        "MINNOW_DISCORD_API_URL",
        forms.server_address,
        "https://discord.com/api/v10",
        secret=True,
    ),
    Setting(
        "discord_gateway_url",
        "MINNOW_DISCORD_GATEWAY_URL",
        forms.gateway_address,
        "wss://gateway.discord.gg",
        secret=True,
    ),
    Setting("discord_shards", "MINNOW_DISCORD_SHARDS", Shards.parse),
    Setting("openai_api_key", "OPENAI_API_KEY", forms.text, secret=True),
    Setting("openai_base_url", "OPENAI_BASE_URL", forms.address("https", "http"), secret=True),
    Setting("model", "MINNOW_MODEL", forms.text, needs=(MODEL_SERVICE,)),
    Setting("vision_model", "MINNOW_VISION_MODEL", forms.text, needs=(MODEL_SERVICE,)),
    Setting(
        "transcription_model", "MINNOW_TRANSCRIPTION_MODEL", forms.text, needs=(MODEL_SERVICE,)
    ),
    Setting("pictures_url", "MINNOW_PICTURES_URL", forms.pictures_url, secret=True),
    Setting("encryption_keys", "MINNOW_ENCRYPTION_KEYS", forms.encryption_keys, (), secret=True),
    Setting(
        "mailersend_api_key",
        "MAILERSEND_API_KEY",
        forms.api_key,
        secret=True,
        needs=(("MINNOW_MAIL_FROM",),),
    ),
    Setting(
        "mailersend_api_url",
        "MINNOW_MAILERSEND_API_URL",
        forms.server_address,
        "https://api.mailersend.com/v1",
        secret=True,
    ),
    Setting(
        "smtp",
        "MINNOW_SMTP_URL",
        SmtpServer.parse,
        secret=True,
        needs=(("MINNOW_MAIL_FROM",),),
    ),
    Setting("mail_from", "MINNOW_MAIL_FROM", Sender.parse, Sender("MinNow", "minnow@localhost")),
    Setting(
        "public_url",
        "MINNOW_PUBLIC_URL",
        forms.public_url,
        secret=True,
        needs=(("MINNOW_HTTP_PORT",),),
    ),
    Setting("redis_url", "MINNOW_REDIS_URL", forms.address("redis", "rediss", "unix"), secret=True),
    Setting("admins", "MINNOW_ADMINS", forms.admins, frozenset()),
    Setting("item_limit", "MINNOW_ITEM_LIMIT", forms.whole_number(1, 100_000), 10),
    Setting("reminder_hour", "MINNOW_REMINDER_HOUR", forms.whole_number(0, 23), 9),
    Setting("rate_limit", "MINNOW_RATE_LIMIT", RateLimit.parse, RateLimit(100, 60)),
    Setting("http_port", "MINNOW_HTTP_PORT", forms.whole_number(1, 65_535)),
    Setting("log_level", "MINNOW_LOG_LEVEL", forms.log_level, "WARNING"),
)


def read_settings(environment: Mapping[str, str], env_file: Path, data_dir: Path) -> Settings:
    """The environment wins over the file; an empty value counts as none.

    Raises WrongSetting.
    """
    given = {**_read_env_file(env_file), **environment}
    known = {row.name for row in SETTINGS}
    for name in sorted(given):
        if name.startswith(PREFIX) and name not in known:
            raise WrongSetting(f"There is no setting {name}.{_hint(name, known)}")
    texts = {row.name: given.get(row.name, "").strip() for row in SETTINGS}
    values = {row.field: _value(row, texts[row.name]) for row in SETTINGS}
    _check_needs(texts)
    if all(texts[name] for name in MAIL_SERVICES):
        raise WrongSetting(f"{' and '.join(MAIL_SERVICES)} are both set: mails need one of them.")
    values["database_url"] = (
        values["database_url"] or f"sqlite+aiosqlite:///{_in_an_url(data_dir / 'minnow.sqlite3')}"
    )
    values["pictures_url"] = values["pictures_url"] or (data_dir / "pictures").absolute().as_uri()
    return Settings(data_dir=data_dir, mail_dir=data_dir / "mail", **values)


def _check_needs(given: Mapping[str, str]) -> None:
    for row in SETTINGS:
        for names in row.needs:
            if given[row.name] and not any(given[name] for name in names):
                wanted = forms.either(names)
                raise WrongSetting(f"{row.name} is set: set {wanted} as well.")


def _in_an_url(path: Path) -> str:
    """The path with what would end it there, or stand for something else, made harmless."""
    return re.sub("[%?#]", lambda found: quote(found[0]), str(path))


def _value(row: Setting, given: str) -> Any:
    if not given:
        return row.default
    try:
        return row.parse(given)
    except ValueError as wrong:
        found = "" if row.secret else f", not {given[:80]!r}"
        raise WrongSetting(f"{row.name} must be {wrong}{found}.") from None


def _hint(name: str, known: set[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, sorted(known), n=1, cutoff=0.8)
    return f" Did you mean {near[0]}?" if near else " `.env.example` lists them all."


def _read_env_file(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    from dotenv.parser import parse_stream

    try:
        with path.open(encoding="utf-8") as stream:
            bindings = list(parse_stream(stream))
    except (OSError, UnicodeDecodeError):
        raise WrongSetting(f"The settings file {path} can not be read.") from None
    for binding in bindings:
        if binding.error:
            raise WrongSetting(f"Line {binding.original.line} of {path} is not NAME=value.")
    return {binding.key: binding.value or "" for binding in bindings if binding.key}
