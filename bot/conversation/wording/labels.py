"""Short names: of things, types, badges, checkups."""

import unicodedata
from collections.abc import Mapping

from bot.conversation.wording.language import N_, Language
from core.badges.results import BadgeProgress, Tier
from core.items import emoji
from core.items.results import Thing
from storage.vocabulary import CheckupType, ItemType

LONGEST_LABEL = 40
"""Characters of a button's label: what fits beside another on a phone."""
MEDALS: Mapping[Tier, str] = {"bronze": "🥉", "silver": "🥈", "gold": "🥇"}

TYPE_LABELS: Mapping[ItemType, str] = {
    ItemType.CLOTHING: N_("Clothing"),
    ItemType.PERSONAL_CARE: N_("Personal Care"),
    ItemType.FURNITURE: N_("Furniture"),
    ItemType.DECOR: N_("Decor"),
    ItemType.SUBSCRIPTIONS: N_("Subscriptions"),
    ItemType.TECHNOLOGY: N_("Technology"),
    ItemType.VEHICLES: N_("Vehicles"),
    ItemType.TOOLS: N_("Tools"),
    ItemType.OUTDOOR: N_("Outdoor"),
    ItemType.FITNESS: N_("Fitness"),
    ItemType.TOYS: N_("Toys"),
    ItemType.PETS: N_("Pets"),
    ItemType.BOOKS: N_("Books"),
    ItemType.MISCELLANEOUS: N_("Miscellaneous"),
    ItemType.OTHER: N_("Other"),
}
_BADGES: Mapping[tuple[Tier, str], str] = {
    ("bronze", "keep"): N_("Bronze {type} Keeper"),
    ("silver", "keep"): N_("Silver {type} Keeper"),
    ("gold", "keep"): N_("Gold {type} Keeper"),
    ("bronze", "give"): N_("Bronze {type} Giver"),
    ("silver", "give"): N_("Silver {type} Giver"),
    ("gold", "give"): N_("Gold {type} Giver"),
}
CHECKUP_LABELS: Mapping[CheckupType, str] = {
    CheckupType.KEEP: N_("Keep checkup"),
    CheckupType.GIVE: N_("Give checkup"),
}


def type_label(language: Language, item_type: ItemType) -> str:
    """As in "Clothing"."""
    return language.gettext(TYPE_LABELS[item_type])


def badge_label(language: Language, badge: BadgeProgress) -> str:
    """As in "🥇 Gold Clothing Keeper"."""
    name = language.gettext(_BADGES[badge.tier, badge.kind])
    return f"{MEDALS[badge.tier]} {name.format(type=type_label(language, badge.item_type))}"


def checkup_label(language: Language, checkup_type: CheckupType) -> str:
    return language.gettext(CHECKUP_LABELS[checkup_type])


def emoji_of(thing: Thing) -> str:
    """Its picture where that fits into a line; an URL or a stored picture does not."""
    return emoji.emoji_of(thing.picture, thing.item_type)


def named(thing: Thing) -> str:
    """As in "👕 Grey Hoodie"."""
    return f"{emoji_of(thing)} {isolated(thing.name)}"


def on_button(thing: Thing) -> str:
    return f"{emoji_of(thing)} {shortened(thing.name)}"


def shortened(text: str, longest: int = LONGEST_LABEL) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def isolated(text: str) -> str:
    """Fenced off (Unicode's isolates) where it runs from right to left, so that it does not
    reorder the line around it."""
    if any(unicodedata.bidirectional(char) in ("R", "AL") for char in text):
        return f"\u2068{text}\u2069"
    return text
