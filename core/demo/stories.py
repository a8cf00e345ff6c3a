"""Two made-up people and the things that passed through their homes in two years."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from storage.vocabulary import ItemStatus, ItemType

FIRST_DAY = date(2024, 11, 16)
LAST_DAY = date(2026, 11, 15)


@dataclass(frozen=True, slots=True)
class ThingStory:
    """A thing from the day it came. What came before FIRST_DAY is listed on FIRST_DAY."""

    name: str
    item_type: ItemType
    picture: str
    received: date
    goal_months: int
    gone: date | None
    parting: ItemStatus | None
    """How it went; None for a thing that is gone: its entry is removed."""
    recipient: str | None


@dataclass(frozen=True, slots=True)
class PersonStory:
    name: str
    display_name: str
    timezone: str
    interval_months: int
    """Of the give checkup; the keep checkup stays monthly."""
    renamed: tuple[str, str]
    """A thing and its better name, found after a year."""
    mistaken: str
    """A thing that is given away by mistake, and taken back with undo."""
    things: tuple[ThingStory, ...]


def read_stories() -> tuple[PersonStory, ...]:
    """Ann and Ben."""
    return (
        PersonStory(
            name="ann",
            display_name="Ann",
            timezone="Europe/Berlin",
            interval_months=3,
            renamed=("Coffee machine", "Espresso machine"),
            mistaken="Violin",
            things=_things_of("ann"),
        ),
        PersonStory(
            name="ben",
            display_name="Ben",
            timezone="America/Chicago",
            interval_months=2,
            renamed=("Bike", "Touring bike"),
            mistaken="Cast-iron pan",
            things=_things_of("ben"),
        ),
    )


def _things_of(person: str) -> tuple[ThingStory, ...]:
    with Path(__file__).with_name("things.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_thing(row) for row in csv.DictReader(file) if row["person"] == person)


def _thing(row: dict[str, str]) -> ThingStory:
    return ThingStory(
        name=row["name"],
        item_type=ItemType(row["item_type"]),
        picture=row["picture"],
        received=date.fromisoformat(row["received"]),
        goal_months=int(row["goal_months"]),
        gone=date.fromisoformat(row["gone"]) if row["gone"] else None,
        parting=ItemStatus(row["how"]) if row["how"] not in ("", "remove") else None,
        recipient=row["to"] or None,
    )
