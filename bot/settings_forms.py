"""The forms that settings are given in.

Each function returns what the program works with, or raises ValueError with what is expected,
never with what it was given: that may be a secret.
"""

import re
from collections.abc import Callable, Iterable
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from bot.http.routes import OWN_PATHS


def text(value: str) -> str:
    return value


def whole_number(least: int, most: int) -> Callable[[str], int]:
    def parse(value: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", value) or not least <= int(value) <= most:
            raise ValueError(f"a whole number from {least} to {most}")
        return int(value)

    return parse


def address(*schemes: str) -> Callable[[str], str]:
    def parse(value: str) -> str:
        if not value.startswith(tuple(f"{scheme}://" for scheme in schemes)):
            raise ValueError(f"an address that starts with {either(f'{s}://' for s in schemes)}")
        return value

    return parse


def server_address(value: str) -> str:
    """Of a server that paths are appended to: without the slash at its end."""
    parts = _web_address(value)
    if parts is None or parts.query or parts.fragment:
        raise ValueError("the address of a server such as https://api.example.org")
    return value.rstrip("/")


def gateway_address(value: str) -> str:
    """Of a WebSocket server: without the slash at its end."""
    if not re.match(r"wss?://[^/?#\s]+", value) or re.search(r"[?#\s]", value):
        raise ValueError("an address that starts with wss:// or ws://")
    return value.rstrip("/")


def webhook_url(value: str) -> str:
    """Encrypted, unless it does not leave the machine. Its path is one that our HTTP server can
    serve beside its own."""
    parts = _web_address(value)
    if parts is None or (parts.scheme == "http" and not _is_loopback(parts.hostname or "")):
        raise ValueError("an address that starts with https://")
    if parts.path in OWN_PATHS:
        raise ValueError(f"an address with another path than {either(OWN_PATHS)}")
    if not re.fullmatch(r"(/[\w.~-]+)*/?", parts.path, re.ASCII) or parts.query or parts.fragment:
        raise ValueError("an address with a path of letters, digits and .~_- and nothing behind it")
    return value


def public_url(value: str) -> str:
    """Encrypted, unless it does not leave the machine; without the slash at its end."""
    parts = _web_address(value)
    if parts is None or (parts.scheme == "http" and not _is_loopback(parts.hostname or "")):
        raise ValueError("an address that starts with https://")
    if not re.fullmatch(r"(/[\w.~-]+)*/?", parts.path, re.ASCII) or parts.query or parts.fragment:
        raise ValueError("an address such as https://minnow.example.org")
    if parts.username is not None or parts.password is not None:
        raise ValueError("an address without a user or a password")
    return value.rstrip("/")


def api_key(value: str) -> str:
    """Goes into an HTTP header."""
    if not re.fullmatch(r"[!-~]+", value):
        raise ValueError("a key without spaces, accents and the like")
    return value


def webhook_secret(value: str) -> str:
    """Bot API, setWebhook, secret_token."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value):
        raise ValueError("1 to 256 of A-Z, a-z, 0-9, _ and -")
    return value


def telegram_token(value: str) -> str:
    if not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", value):
        raise ValueError("a token as @BotFather gives it: digits, a colon, letters")
    return value


def pictures_url(value: str) -> str:
    if not re.fullmatch(r"file:///[^?#]+|s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[^?#]*)?", value):
        raise ValueError("file:///path/to/folder or s3://bucket/prefix")
    return value


def encryption_keys(value: str) -> tuple[str, ...]:
    """Fernet keys: 32 bytes each, in the alphabet of base64 for URLs."""
    keys = tuple(key.strip() for key in value.split(","))
    if not all(re.fullmatch(r"[A-Za-z0-9_-]{43}=", key) for key in keys):
        raise ValueError("keys as `minnow db new-key` prints them, with commas between them")
    return keys


def database_url(value: str) -> str:
    forms = (
        ("sqlite+aiosqlite:///path/to/file",)
        if value.startswith("sqlite")
        else ("postgresql+asyncpg://…", "postgresql+psycopg://…")
        if value.startswith("postgres")
        else ("sqlite+aiosqlite:///…", "postgresql+asyncpg://…", "postgresql+psycopg://…")
    )
    if not re.match(r"sqlite\+aiosqlite:///.|postgresql\+(asyncpg|psycopg)://", value):
        raise ValueError(f"an address with its driver: {either(forms)}")
    return value


def admins(value: str) -> frozenset[tuple[str, str]]:
    """(platform, platform user id)."""
    found = re.findall(r"(?:^|,)\s*(telegram|discord|terminal):([^\s,:]+)\s*(?=,|$)", value)
    if len(found) != value.count(",") + 1:
        raise ValueError("a list of platform:id such as telegram:123,discord:456")
    return frozenset(found)


def log_level(value: str) -> str:
    levels = ("DEBUG", "INFO", "WARNING", "ERROR")
    if value.upper() not in levels:
        raise ValueError(either(levels))
    return value.upper()


def either(words: Iterable[str]) -> str:
    """ "a, b or c"."""
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def _web_address(value: str) -> SplitResult | None:
    """None where it is not one."""
    try:
        parts = urlsplit(value)
        usable = parts.port != 0 and bool(parts.hostname)  # a port that is no number raises
    except ValueError:
        return None
    if not usable or parts.scheme not in ("http", "https") or re.search(r"\s", value):
        return None
    return parts


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
