"""The fixed words of the data (DESIGN, sections 1 and 3), shared by tables and rules."""

from enum import StrEnum


class ItemType(StrEnum):
    CLOTHING = "Clothing_Accessories"
    PERSONAL_CARE = "Personal_Care_Items"
    FURNITURE = "Furniture_Appliances"
    DECOR = "Decor_Art"
    SUBSCRIPTIONS = "Subscriptions_Licenses"
    TECHNOLOGY = "Technology"
    VEHICLES = "Vehicles"
    TOOLS = "Tools_Equipment"
    OUTDOOR = "Outdoor_Gear"
    FITNESS = "Fitness_Equipment"
    TOYS = "Toys_Games"
    PETS = "Pet_Supplies"
    BOOKS = "Books_Media"
    MISCELLANEOUS = "Miscellaneous"
    OTHER = "Other"


class ItemStatus(StrEnum):
    """Keep: still owned. Give: went to a person. Donate: went to an organisation."""

    KEEP = "Keep"
    GIVE = "Give"
    DONATE = "Donate"


class CheckupType(StrEnum):
    KEEP = "keep"
    GIVE = "give"


class HouseholdKind(StrEnum):
    PRIVATE = "private"
    SHARED = "shared"


class MemberRole(StrEnum):
    OWNER = "owner"
    ADMIN = "admin"
    MEMBER = "member"


class PersonRole(StrEnum):
    USER = "user"
    ADMIN = "admin"


class Cause(StrEnum):
    """What brought a change about."""

    SENTENCE = "sentence"
    BUTTON = "button"
    COMMAND = "command"
    IMPORT = "import"


class Subject(StrEnum):
    """What kind of row a change is about."""

    ITEM = "item"
    CHECKUP = "checkup"
    PERSON = "person"


class ReminderState(StrEnum):
    """Where a row of the outbox stands."""

    PENDING = "pending"
    """To be sent, or in hand: whoever has it holds its lease."""
    WAITING = "waiting"
    """The person can be reached nowhere: it is pending again when they write."""
    SENT = "sent"
    UNKNOWN = "unknown"
    """It may have arrived, and is not sent again: of a mail, whose server did not answer."""
    OVERTAKEN = "overtaken"
    """There was nothing to remind of any more when it was to be sent."""
    DEAD = "dead"
    """It can not be sent, for a reason that stands beside it."""


EMAIL = "email"
"""The channel of a reminder by mail; every other channel is a platform."""


class ReviewAnswer(StrEnum):
    """What a person says of a thing in a review."""

    USED = "used"
    KEEP = "keep"
    """Kept, though not used lately."""
    GIVE = "give"
    DONATE = "donate"
    DONE = "done"
    """It has left the house."""
    STILL_HERE = "still_here"
    CHANGED_MIND = "changed_mind"
    """It is kept after all."""
    NOT_TODAY = "not_today"
