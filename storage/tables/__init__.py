"""One module per concept. Importing this package registers every table on the metadata."""

from storage.base import Base
from storage.tables.changes import ChangeRow
from storage.tables.checkups import CheckupRow
from storage.tables.households import HouseholdRow, MembershipRow
from storage.tables.items import ItemRow
from storage.tables.one_time_codes import OneTimeCodeRow
from storage.tables.pending_actions import PendingActionRow
from storage.tables.people import AccountRow, PersonRow
from storage.tables.pictures import DiscardedPictureRow, PictureRow
from storage.tables.reminders import ReminderRow
from storage.tables.reviews import ReviewAnswerRow, ReviewRow
from storage.tables.turns import HandledUpdateRow, TurnRow

__all__ = [
    "AccountRow",
    "ChangeRow",
    "CheckupRow",
    "DiscardedPictureRow",
    "HandledUpdateRow",
    "HouseholdRow",
    "ItemRow",
    "MembershipRow",
    "OneTimeCodeRow",
    "PendingActionRow",
    "PersonRow",
    "PictureRow",
    "ReminderRow",
    "ReviewAnswerRow",
    "ReviewRow",
    "TurnRow",
    "metadata",
]

metadata = Base.metadata
"""All tables, to be compared with or made in a database."""
