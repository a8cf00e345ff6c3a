"""The emoji of each kind of thing."""

from collections.abc import Mapping

from storage.vocabulary import ItemType

EMOJI: Mapping[ItemType, str] = {
    ItemType.CLOTHING: "👕",
    ItemType.PERSONAL_CARE: "🧴",
    ItemType.FURNITURE: "🛋️",
    ItemType.DECOR: "🖼️",
    ItemType.SUBSCRIPTIONS: "🎟️",
    ItemType.TECHNOLOGY: "💻",
    ItemType.VEHICLES: "🚗",
    ItemType.TOOLS: "🔧",
    ItemType.OUTDOOR: "🏕️",
    ItemType.FITNESS: "🏋️",
    ItemType.TOYS: "🧸",
    ItemType.PETS: "🐾",
    ItemType.BOOKS: "📚",
    ItemType.MISCELLANEOUS: "🗃️",
    ItemType.OTHER: "📦",
}


def emoji_of(picture: str, item_type: ItemType) -> str:
    """What stands for a thing in a line: its picture if that is an emoji; the emoji of its kind
    for an address and a stored picture, which do not fit there."""
    return EMOJI[item_type] if picture.isascii() else picture
