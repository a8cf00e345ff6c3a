"""States as JSON and back: what history keeps, and what an export is made of. Pure."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from core.checkups.rules import CheckupState
from core.items.results import DEFAULT_PICTURE
from core.items.state import ItemState
from core.people.rules import SettingsState
from storage.vocabulary import CheckupType, ItemStatus, ItemType

Snapshot = Mapping[str, Any]
"""JSON-ready: days as YYYY-MM-DD, instants as ISO 8601 in UTC."""


def item_snapshot(item: ItemState) -> dict[str, Any]:
    return {
        "id": str(item.id),
        "owner_id": str(item.owner_id),
        "name": item.name,
        "picture_url": item.picture,
        "item_type": item.item_type.value,
        "status": item.status.value,
        "item_received_date": item.received.isoformat(),
        "last_used": item.last_used.isoformat(),
        "ownership_duration_goal_months": item.goal_months,
        "recipient": item.recipient,
        "parted_on": item.parted_on.isoformat() if item.parted_on else None,
        "created_at": instant_text(item.created_at),
    }


def without_picture(snapshot: Snapshot | None, picture: str) -> dict[str, Any] | None:
    """The item's snapshot with the default picture in place of this one."""
    if snapshot is None:
        return None
    is_shown = snapshot.get("picture_url") == picture
    return {**snapshot, "picture_url": DEFAULT_PICTURE} if is_shown else dict(snapshot)


def item_from(snapshot: Snapshot) -> ItemState:
    parted_on = snapshot["parted_on"]
    return ItemState(
        id=UUID(snapshot["id"]),
        owner_id=UUID(snapshot["owner_id"]),
        name=snapshot["name"],
        picture=snapshot["picture_url"],
        item_type=ItemType(snapshot["item_type"]),
        status=ItemStatus(snapshot["status"]),
        received=date.fromisoformat(snapshot["item_received_date"]),
        last_used=date.fromisoformat(snapshot["last_used"]),
        goal_months=snapshot["ownership_duration_goal_months"],
        recipient=snapshot["recipient"],
        parted_on=date.fromisoformat(parted_on) if parted_on else None,
        created_at=datetime.fromisoformat(snapshot["created_at"]),
    )


def checkup_snapshot(checkup: CheckupState) -> dict[str, Any]:
    return {
        "checkup_type": checkup.checkup_type.value,
        "checkup_interval_months": checkup.interval_months,
        "last_checkup_date": instant_text(checkup.last_checkup_date),
        "snoozed_until": instant_text(checkup.snoozed_until) if checkup.snoozed_until else None,
    }


def checkup_from(snapshot: Snapshot) -> CheckupState:
    snoozed_until = snapshot["snoozed_until"]
    return CheckupState(
        checkup_type=CheckupType(snapshot["checkup_type"]),
        last_checkup_date=datetime.fromisoformat(snapshot["last_checkup_date"]),
        interval_months=snapshot["checkup_interval_months"],
        snoozed_until=datetime.fromisoformat(snoozed_until) if snoozed_until else None,
    )


def settings_snapshot(settings: SettingsState) -> dict[str, Any]:
    verified = settings.email_verified_at
    return {
        "display_name": settings.display_name,
        "locale": settings.locale,
        "timezone": settings.timezone,
        "email": settings.email,
        "email_verified_at": instant_text(verified) if verified else None,
        "email_notifications": settings.email_notifications,
        "reminder_hour": settings.reminder_hour,
        "quiet_from": settings.quiet_from,
        "quiet_until": settings.quiet_until,
        "reminder_channel": settings.reminder_channel,
    }


def settings_from(snapshot: Snapshot) -> SettingsState:
    """Snapshots of before there were reminders know nothing of these."""
    verified = snapshot["email_verified_at"]
    return SettingsState(
        display_name=snapshot["display_name"],
        locale=snapshot["locale"],
        timezone=snapshot["timezone"],
        email=snapshot["email"],
        email_verified_at=datetime.fromisoformat(verified) if verified else None,
        email_notifications=snapshot["email_notifications"],
        reminder_hour=snapshot.get("reminder_hour"),
        quiet_from=snapshot.get("quiet_from"),
        quiet_until=snapshot.get("quiet_until"),
        reminder_channel=snapshot.get("reminder_channel"),
    )


def instant_text(instant: datetime) -> str:
    """As in 2026-03-10T12:00:00+00:00."""
    return instant.astimezone(UTC).isoformat()
