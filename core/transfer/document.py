"""Reading a document that comes from outside: the whole of it is checked before anything is
written. Importing this module loads pydantic."""

from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    StrictBool,
    StrictInt,
    StrictStr,
    ValidationError,
    ValidationInfo,
)

from core.checkups.rules import MAX_INTERVAL_MONTHS
from core.errors import InvalidImport, MinNowError
from core.items.results import DEFAULT_GOAL_MONTHS, DEFAULT_PICTURE
from core.items.rules import (
    EARLIEST_DAY,
    MAX_GOAL_MONTHS,
    checked_name,
    checked_picture,
    checked_recipient,
)
from core.people.results import SettingsEdit
from core.people.rules import (
    checked_channel,
    checked_display_name,
    checked_email,
    checked_locale,
    checked_timezone,
)
from core.transfer.export import FORMAT, VERSION
from storage.vocabulary import CheckupType, ItemStatus, ItemType

MAX_ITEMS = 10_000

_AHEAD = timedelta(hours=14)
"""How far the latest zone on earth is ahead of UTC: an exported day may be "today" there."""
_FAR = 100
"""Years from now that no instant is beyond."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """What days and instants are read against."""

    zone: ZoneInfo
    now: datetime


def _by(rule: Callable[[str], str | None]) -> AfterValidator:
    """The rule of the use cases, its refusal told to pydantic."""

    def check(value: str) -> str | None:
        try:
            return rule(value)
        except MinNowError as error:
            raise ValueError(error.code) from error

    return AfterValidator(check)


def _read_day(value: object, info: ValidationInfo) -> date:
    """A day, or an instant that stands for one: exactly midnight UTC for the day as written, any
    other for the day in the person's zone."""
    frame = _frame(info)
    moment = _parsed(value)
    if isinstance(moment, datetime):
        _check_year(moment, frame)
        in_utc = moment.astimezone(UTC)
        is_midnight = (in_utc.hour, in_utc.minute, in_utc.second, in_utc.microsecond) == (0,) * 4
        day = (in_utc if is_midnight else moment.astimezone(frame.zone)).date()
    else:
        day = moment
    if not EARLIEST_DAY <= day <= (frame.now + _AHEAD).date():
        raise ValueError("not a day of the past")
    return day


def _read_instant(value: object, info: ValidationInfo) -> datetime:
    """An instant; a day stands for its beginning in the person's zone."""
    frame = _frame(info)
    moment = _parsed(value)
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, tzinfo=frame.zone)
    _check_year(moment, frame)
    return moment.astimezone(UTC)


def _read_past_instant(value: object, info: ValidationInfo) -> datetime:
    instant = _read_instant(value, info)
    if instant > _frame(info).now + _AHEAD:
        raise ValueError("not in the past")
    return instant


def _parsed(value: object) -> date | datetime:
    if not isinstance(value, str):
        raise ValueError("not an ISO 8601 text")
    if len(value) == len("2026-03-10"):
        return date.fromisoformat(value)
    instant = datetime.fromisoformat(value)
    if instant.tzinfo is None:
        raise ValueError("an instant needs its offset")
    return instant


def _check_year(moment: datetime, frame: _Frame) -> None:
    if not EARLIEST_DAY.year <= moment.year <= frame.now.year + _FAR:
        raise ValueError("out of range")


def _frame(info: ValidationInfo) -> _Frame:
    if not isinstance(info.context, _Frame):
        raise TypeError("days are read against a frame")
    return info.context


Day = Annotated[date, PlainValidator(_read_day)]
Instant = Annotated[datetime, PlainValidator(_read_instant)]
PastInstant = Annotated[datetime, PlainValidator(_read_past_instant)]


def _read_base64(value: object) -> bytes:
    if not isinstance(value, str):
        raise ValueError("not a text")
    return b64decode(value, validate=True)


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class ImportedItem(_Part):
    id: UUID | None = None
    name: Annotated[StrictStr, _by(checked_name)]
    picture_url: Annotated[StrictStr, _by(checked_picture)] = DEFAULT_PICTURE
    item_type: ItemType
    status: ItemStatus
    item_received_date: Day
    last_used: Day
    ownership_duration_goal_months: Annotated[StrictInt, Field(ge=0, le=MAX_GOAL_MONTHS)] = (
        DEFAULT_GOAL_MONTHS
    )
    recipient: Annotated[StrictStr, _by(checked_recipient)] | None = None
    parted_on: Day | None = None
    created_at: PastInstant | None = None


class ImportedCheckup(_Part):
    checkup_type: CheckupType
    checkup_interval_months: Annotated[StrictInt, Field(ge=1, le=MAX_INTERVAL_MONTHS)]
    last_checkup_date: PastInstant
    snoozed_until: Instant | None = None


class ImportedPicture(_Part):
    id: UUID
    content: Annotated[bytes, PlainValidator(_read_base64)]


Hour = Annotated[StrictInt, Field(ge=0, le=23)]


class _ImportedPerson(_Part):
    display_name: Annotated[StrictStr, _by(checked_display_name)] | None = None
    locale: Annotated[StrictStr, _by(checked_locale)] | None = None
    timezone: Annotated[StrictStr, _by(checked_timezone)] | None = None
    email: Annotated[StrictStr, _by(checked_email)] | None = None
    email_notifications: StrictBool | None = None
    reminder_hour: Hour | None = None
    quiet_from: Hour | None = None
    quiet_until: Hour | None = None
    reminder_channel: Annotated[StrictStr, _by(checked_channel)] | None = None


class _Head(_Part):
    person: _ImportedPerson


class _Body(_Part):
    checkups: tuple[ImportedCheckup, ...] = Field(max_length=len(CheckupType))
    items: tuple[ImportedItem, ...] = Field(max_length=MAX_ITEMS)


class _Pictures(_Part):
    pictures: tuple[ImportedPicture, ...] = Field((), max_length=MAX_ITEMS)


Part = TypeVar("Part", bound=_Part)


@dataclass(frozen=True, slots=True)
class ImportedDocument:
    settings: SettingsEdit
    checkups: tuple[ImportedCheckup, ...]
    items: tuple[ImportedItem, ...]


def read_document(document: object, zone: ZoneInfo, now: datetime) -> ImportedDocument:
    """A whole document but for its pictures, checked. `zone` holds where the document names none.

    Raises InvalidImport.
    """
    if not isinstance(document, Mapping) or document.get("format") != FORMAT:
        raise InvalidImport("format")
    if document.get("version") != VERSION:
        raise InvalidImport("version")
    head = _read(_Head, document)
    timezone = head.person.timezone
    frame = _Frame(zone if timezone is None else ZoneInfo(timezone), now)
    body = _read(_Body, document, frame)
    _refuse_twins("checkups", "checkup_type", [c.checkup_type for c in body.checkups])
    _refuse_twins("items", "id", [item.id for item in body.items])
    return ImportedDocument(_edit(head.person), body.checkups, body.items)


def read_pictures(document: Mapping[str, Any]) -> tuple[ImportedPicture, ...]:
    """The pictures of a document, which may have none. Raises InvalidImport."""
    pictures = _read(_Pictures, document).pictures
    _refuse_twins("pictures", "id", [picture.id for picture in pictures])
    return pictures


def _read(model: type[Part], document: Mapping[str, Any], frame: _Frame | None = None) -> Part:
    try:
        return model.model_validate(dict(document), context=frame)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors(include_url=False)[0]["loc"])
        raise InvalidImport(where) from error


def _edit(person: _ImportedPerson) -> SettingsEdit:
    given = person.model_fields_set
    takes_email_away = "email" in given and person.email is None
    takes_channel_away = "reminder_channel" in given and person.reminder_channel is None
    return SettingsEdit(
        display_name=person.display_name,
        locale=person.locale,
        timezone=person.timezone,
        email="" if takes_email_away else person.email,
        email_notifications=person.email_notifications,
        reminder_hour=person.reminder_hour,
        quiet_from=person.quiet_from,
        quiet_until=person.quiet_until,
        reminder_channel="" if takes_channel_away else person.reminder_channel,
    )


def _refuse_twins(part: str, field: str, keys: list[Any]) -> None:
    seen = set()
    for index, key in enumerate(keys):
        if key is not None and key in seen:
            raise InvalidImport(f"{part}.{index}.{field}")
        seen.add(key)
