"""The typed tools: few, named as a person would say it (DESIGN, section 5).

One vocabulary for everything that asks core to do something: sentences, the model, buttons,
commands and confirmations all end in these calls. An item is named by its id, or, by a model, in
words that are then resolved. Who acts is never part of a call.
"""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from core.items.results import ItemOrder
from storage.vocabulary import CheckupType, ItemStatus, ItemType

ItemRef = str
"""The thing's name, or its id."""


class Call(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ThingToAdd(Call):
    name: str
    item_type: ItemType | None = None
    picture: str | None = Field(None, description="one emoji")
    status: ItemStatus = ItemStatus.KEEP
    received: date | None = None
    last_used: date | None = None
    goal_months: int | None = None
    recipient: str | None = None
    parted_on: date | None = None


class AddItems(Call):
    """Add things they own, or gave or donated before these were listed."""

    tool: Literal["add_items"] = "add_items"
    things: tuple[ThingToAdd, ...] = Field(min_length=1)


class ChangeItems(Call):
    """Change name, type, received date, last use, goal; status Keep takes a thing back."""

    tool: Literal["change_items"] = "change_items"
    items: tuple[ItemRef, ...] = Field(min_length=1)
    name: str | None = None
    picture: str | None = None
    item_type: ItemType | None = None
    status: Literal[ItemStatus.KEEP] | None = None
    received: date | None = None
    last_used: date | None = None
    goal_months: int | None = None
    recipient: str | None = None


class PartWithItems(Call):
    """Things went to a person (Give) or an organisation (Donate)."""

    tool: Literal["part_with_items"] = "part_with_items"
    items: tuple[ItemRef, ...] = Field(min_length=1)
    status: Literal[ItemStatus.GIVE, ItemStatus.DONATE]
    recipient: str | None = None
    on: date | None = None


class RemoveItems(Call):
    """Delete entries for good. The person is always asked first."""

    tool: Literal["remove_items"] = "remove_items"
    items: tuple[ItemRef, ...] = Field(min_length=1)


Aspect = Literal[
    "list",
    "count",
    "exists",
    "owned",
    "received",
    "last_used",
    "goal",
    "badge",
    "recipient",
    "card",
]


class FindItems(Call):
    """Show things, or answer one question about them (aspect). Days are inclusive."""

    tool: Literal["find_items"] = "find_items"
    aspect: Aspect = "list"
    items: tuple[ItemRef, ...] = ()
    statuses: tuple[ItemStatus, ...] = ()
    item_types: tuple[ItemType, ...] = ()
    text: str | None = None
    recipient: str | None = None
    received_from: date | None = None
    received_to: date | None = None
    parted_from: date | None = None
    parted_to: date | None = None
    unused_since: date | None = None
    order: ItemOrder = "added"
    most: int | None = Field(None, description="only so many, as in 'the three oldest'")


class ShowCheckups(Call):
    tool: Literal["show_checkups"] = "show_checkups"
    types: tuple[CheckupType, ...] = (CheckupType.KEEP, CheckupType.GIVE)


class CompleteCheckup(Call):
    """The person has done the review."""

    tool: Literal["complete_checkup"] = "complete_checkup"
    types: tuple[CheckupType, ...]


class SetCheckupInterval(Call):
    tool: Literal["set_checkup_interval"] = "set_checkup_interval"
    types: tuple[CheckupType, ...]
    months: int


class SnoozeCheckup(Call):
    """Hold reminders back; the schedule stays."""

    tool: Literal["snooze_checkup"] = "snooze_checkup"
    types: tuple[CheckupType, ...]
    until: datetime


class ShowStatistics(Call):
    """How many things there are and may be, or the badges."""

    tool: Literal["show_statistics"] = "show_statistics"
    about: Literal["items", "badges"] = "items"


class ChangeSettings(Call):
    tool: Literal["change_settings"] = "change_settings"
    timezone: str | None = Field(None, description="IANA name")
    locale: str | None = None
    display_name: str | None = None
    email: str | None = None
    email_notifications: bool | None = None
    reminder_hour: int | None = None
    quiet_from: int | None = None
    quiet_until: int | None = None
    reminder_channel: str | None = None


class ShowSettings(Call):
    tool: Literal["show_settings"] = "show_settings"


class ShowHistory(Call):
    tool: Literal["show_history"] = "show_history"


class Undo(Call):
    """Take back everything the last turn changed."""

    tool: Literal["undo"] = "undo"
    turn_id: str | None = None
    """An earlier turn."""


AnyCall = Annotated[
    AddItems
    | ChangeItems
    | PartWithItems
    | RemoveItems
    | FindItems
    | ShowCheckups
    | CompleteCheckup
    | SetCheckupInterval
    | SnoozeCheckup
    | ShowStatistics
    | ChangeSettings
    | ShowSettings
    | ShowHistory
    | Undo,
    Field(discriminator="tool"),
]
