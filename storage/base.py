"""The declarative base: named constraints, aware UTC instants, ids that sort by time."""

import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

import uuid_utils
from sqlalchemy import JSON, CheckConstraint, DateTime, ForeignKey, MetaData, String, Text, Uuid
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from storage.sealing import at_rest

NAMING_CONVENTION: Mapping[str, str] = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, in UTC on the way in and on the way out, on every database.

    SQLite keeps no offset; PostgreSQL answers in the session's zone. A naive datetime is
    refused: it names no instant.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its offset")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Json = JSON(none_as_null=True)
"""Kept as written: we never look into it by SQL, so PostgreSQL's JSONB, which forgets the order of
keys, would gain nothing, and naming it here costs every start 60 ms of imports."""


class Sealed(TypeDecorator[str]):
    """Text that is encrypted at rest where the engine has a cipher: nothing to be compared, sorted
    or measured by SQL."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else at_rest(dialect).seal(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else at_rest(dialect).open(value)


class SealedJson(TypeDecorator[Any]):
    """An object or a list, encrypted at rest as Sealed is: then the column holds a JSON string."""

    impl = Json
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        kept = at_rest(dialect)
        if value is None or kept.cipher is None:
            return value
        return kept.seal(json.dumps(value, ensure_ascii=False))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return json.loads(at_rest(dialect).open(value)) if isinstance(value, str) else value


def new_id() -> UUID:
    """A fresh UUIDv7 (RFC 9562): sorts by the time it was made."""
    return UUID(int=uuid_utils.uuid7().int)


def first_id_of(instant: datetime) -> UUID:
    """Smaller than every id that was made since, larger than those before (RFC 9562, 5.7)."""
    milliseconds = int(instant.timestamp() * 1000)
    return UUID(int=milliseconds << 80)


def folded(text: str) -> str:
    """The text as it is compared: alike for upper and lower case and for composed letters.

    Not for SQL: databases fold differently (SQLite only ASCII, PostgreSQL by its locale),
    and what is encrypted they can not compare at all.
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def reference(column: str) -> ForeignKey:
    """A foreign key whose row goes with the row it names.

    Checked at the commit: the unit of work sorts what it sends by class, not by key, so a person
    and their account may arrive in any order.
    """
    return ForeignKey(column, ondelete="CASCADE", deferrable=True, initially="DEFERRED")


def one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    """The column holds one of the words."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=dict(NAMING_CONVENTION))
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime(),
        UUID: Uuid(),
        str: String(255),
        dict[str, Any]: SealedJson(),
        list[Any]: SealedJson(),
    }
