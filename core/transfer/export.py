"""The shape of an export. Pure."""

from collections.abc import Sequence
from typing import Any

from core.checkups.rules import CheckupState
from core.history.entries import LoggedChange
from core.history.snapshots import (
    Snapshot,
    checkup_snapshot,
    instant_text,
    item_snapshot,
    settings_snapshot,
)
from core.items.state import ItemState
from core.people.rules import SettingsState
from core.reminders.results import ReminderRecord
from core.reviews.past import PastReview

FORMAT = "minnow-export"
VERSION = 1

_NOT_EXPORTED = frozenset({"owner_id", "email_verified_at"})
"""What means nothing elsewhere: who somebody is in this database, what was proven to it."""


def export_document(
    settings: SettingsState,
    checkups: Sequence[CheckupState],
    items: Sequence[ItemState],
    history: Sequence[LoggedChange],
    *,
    reviews: Sequence[PastReview],
    reminders: Sequence[ReminderRecord],
) -> dict[str, Any]:
    """JSON-ready; days as YYYY-MM-DD, instants as ISO 8601 in UTC. The history, the
    reviews and the reminders are there to be read; they are not imported."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "person": _exported(settings_snapshot(settings)),
        "checkups": [_exported(checkup_snapshot(checkup)) for checkup in checkups],
        "items": [_exported(item_snapshot(item)) for item in items],
        "history": [_history_entry(logged) for logged in history],
        "reviews": [_review(review) for review in reviews],
        "reminders": [_reminder(record) for record in reminders],
    }


def _history_entry(logged: LoggedChange) -> dict[str, Any]:
    return {
        "turn_id": str(logged.turn_id),
        "happened_at": instant_text(logged.happened_at),
        "platform": logged.platform,
        "cause": logged.cause.value,
        "subject": logged.subject.value,
        "before": None if logged.before is None else _exported(logged.before),
        "after": None if logged.after is None else _exported(logged.after),
        "undone": logged.undone_by is not None,
        "undo": logged.undoes is not None,
    }


def _review(review: PastReview) -> dict[str, Any]:
    finished_at = review.finished_at
    return {
        "checkup_type": review.checkup_type.value,
        "begun_at": instant_text(review.begun_at),
        "finished_at": None if finished_at is None else instant_text(finished_at),
        "things": [
            {"item_id": str(item_id), "reason": reason.value} for item_id, reason in review.asked
        ],
        "answers": [
            {
                "item_id": str(answer.item_id),
                "answer": answer.answer.value,
                "answered_at": instant_text(answer.answered_at),
                "turn_id": str(answer.turn_id),
            }
            for answer in review.answers
        ],
    }


def _reminder(record: ReminderRecord) -> dict[str, Any]:
    return {
        "checkup_type": record.checkup_type.value,
        "channel": record.channel,
        "state": record.state.value,
        "planned_for": instant_text(record.planned_for),
        "sent_at": None if record.sent_at is None else instant_text(record.sent_at),
        "read_at": None if record.read_at is None else instant_text(record.read_at),
    }


def _exported(snapshot: Snapshot) -> dict[str, Any]:
    return {key: value for key, value in snapshot.items() if key not in _NOT_EXPORTED}
