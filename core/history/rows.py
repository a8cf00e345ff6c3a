"""From change rows to what the history says."""

from collections.abc import Iterable

from core.history.entries import LoggedChange
from storage.tables import ChangeRow
from storage.vocabulary import Cause, Subject


def logged_changes(rows: Iterable[ChangeRow]) -> list[LoggedChange]:
    """In the order given."""
    return [
        LoggedChange(
            id=row.id,
            turn_id=row.turn_id,
            happened_at=row.happened_at,
            platform=row.platform,
            cause=Cause(row.cause),
            subject=Subject(row.subject),
            subject_id=row.subject_id,
            before=row.before,
            after=row.after,
            undone_by=row.undone_by,
            undoes=row.undoes,
        )
        for row in rows
    ]
