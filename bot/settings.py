"""The settings: read once at start from the environment and `.env`, then frozen.

The table SETTINGS is the list of them (DESIGN, section 6); `.env.example` tells what each is for.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bot.exits import WRONG_USAGE, Stop

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

    def __str__(self) -> str:
        return f"{self.turns}/{self.seconds}s"


@dataclass(frozen=True, slots=True, repr=False)
class Settings:
    data_dir: Path
    """Where the program keeps its own files for this user."""
    database_url: str
    telegram_token: str | None
    discord_token: str | None
    openai_api_key: str | None
    openai_base_url: str | None
    model: str | None
    """None: no model is asked, ever."""
    redis_url: str | None
    admins: frozenset[tuple[str, str]]
    """(platform, platform user id)."""
    item_limit: int
    rate_limit: RateLimit
    log_level: str

    def __repr__(self) -> str:
        shown = ((row.field, getattr(self, row.field)) for row in SETTINGS if not row.secret)
        return f"Settings({', '.join(f'{field}={value!r}' for field, value in shown)}, …)"


def _text(value: str) -> str:
    return value


def _whole_number(least: int, most: int) -> Callable[[str], int]:
    def parse(value: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", value) or not least <= int(value) <= most:
            raise ValueError(f"a whole number from {least} to {most}")
        return int(value)

    return parse


def _address(*schemes: str) -> Callable[[str], str]:
    def parse(value: str) -> str:
        if not value.startswith(tuple(f"{scheme}://" for scheme in schemes)):
            raise ValueError(f"an address that starts with {_either(f'{s}://' for s in schemes)}")
        return value

    return parse


def _either(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def _database_url(value: str) -> str:
    forms = (
        ("sqlite+aiosqlite:///path/to/file",)
        if value.startswith("sqlite")
        else ("postgresql+asyncpg://…", "postgresql+psycopg://…")
        if value.startswith("postgres")
        else ("sqlite+aiosqlite:///…", "postgresql+asyncpg://…", "postgresql+psycopg://…")
    )
    if not re.match(r"sqlite\+aiosqlite:///.|postgresql\+(asyncpg|psycopg)://", value):
        raise ValueError(f"an address with its driver: {_either(forms)}")
    return value


def _admins(value: str) -> frozenset[tuple[str, str]]:
    found = re.findall(r"(?:^|,)\s*(telegram|discord|terminal):([^\s,:]+)\s*(?=,|$)", value)
    if len(found) != value.count(",") + 1:
        raise ValueError("a list of platform:id such as telegram:123,discord:456")
    return frozenset(found)


def _rate_limit(value: str) -> RateLimit:
    found = re.fullmatch(r"([1-9][0-9]{0,5})/([1-9][0-9]{0,5})s", value)
    if found is None:
        raise ValueError("turns per seconds such as 100/60s")
    return RateLimit(int(found[1]), int(found[2]))


def _log_level(value: str) -> str:
    levels = ("DEBUG", "INFO", "WARNING", "ERROR")
    if value.upper() not in levels:
        raise ValueError(_either(levels))
    return value.upper()


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table: a field of Settings, and the name and form it is given in."""

    field: str
    name: str
    parse: Callable[[str], Any]
    """Raises ValueError with what is expected, never with what it was given."""
    default: Any = None
    secret: bool = False


SETTINGS = (
    Setting("database_url", "MINNOW_DATABASE_URL", _database_url, secret=True),
    Setting("telegram_token", "MINNOW_TELEGRAM_TOKEN", _text, secret=True),
    Setting("discord_token", "MINNOW_DISCORD_TOKEN", _text, secret=True),
    Setting("openai_api_key", "OPENAI_API_KEY", _text, secret=True),
    Setting("openai_base_url", "OPENAI_BASE_URL", _address("https", "http"), secret=True),
    Setting("model", "MINNOW_MODEL", _text),
    Setting("redis_url", "MINNOW_REDIS_URL", _address("redis", "rediss", "unix"), secret=True),
    Setting("admins", "MINNOW_ADMINS", _admins, frozenset()),
    Setting("item_limit", "MINNOW_ITEM_LIMIT", _whole_number(1, 100_000), 10),
    Setting("rate_limit", "MINNOW_RATE_LIMIT", _rate_limit, RateLimit(100, 60)),
    Setting("log_level", "MINNOW_LOG_LEVEL", _log_level, "WARNING"),
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
    values = {row.field: _value(row, given.get(row.name, "").strip()) for row in SETTINGS}
    values["database_url"] = (
        values["database_url"] or f"sqlite+aiosqlite:///{_in_an_url(data_dir / 'minnow.sqlite3')}"
    )
    settings = Settings(data_dir=data_dir, **values)
    if settings.model and not (settings.openai_api_key or settings.openai_base_url):
        raise WrongSetting("MINNOW_MODEL is set: set OPENAI_API_KEY or OPENAI_BASE_URL as well.")
    return settings


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
