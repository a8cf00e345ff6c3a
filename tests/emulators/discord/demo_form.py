"""A modal in a terminal: its fields are asked for one by one."""

from tests.emulators.discord.filling import STRING_SELECT
from tests.emulators.discord.interactions import Interaction
from tests.emulators.discord.messages import controls
from tests.emulators.discord.world import JSON

CLEARED = "-"


class DemoForm:
    def __init__(self, opener: Interaction) -> None:
        """`opener` is the interaction whose modal it is."""
        assert opener.modal is not None
        self.opener = opener
        self.title: str = opener.modal["title"]
        self.values: dict[str, str | list[str]] = {}
        """What was put in, by the custom_ids of the fields."""
        self._fields = list(_fields(opener.modal))
        self._place = 0

    @property
    def is_complete(self) -> bool:
        return self._place == len(self._fields)

    @property
    def question(self) -> str:
        """For the next field."""
        label, field = self._fields[self._place]
        if field["type"] == STRING_SELECT:
            options = ", ".join(option["label"] for option in field["options"])
            return f"{label} (one of {options})"
        if field.get("value"):
            return f"{label} (empty keeps “{field['value']}”, {CLEARED} clears it)"
        return label if field.get("required", True) else f"{label} (may stay empty)"

    def answer(self, line: str) -> None:
        """Fill in the field that was asked for."""
        _, field = self._fields[self._place]
        self._place += 1
        if line:
            text = "" if line == CLEARED else line
            self.values[field["custom_id"]] = (
                [text] if field["type"] == STRING_SELECT and text else text
            )


def _fields(modal: JSON) -> list[tuple[str, JSON]]:
    """With their labels, which stand around them or in them."""
    found: list[tuple[str, JSON]] = []
    label = ""
    for each in controls(modal["components"]):
        label = each.get("label") or label
        if "custom_id" in each:
            found.append((label, each))
    return found
