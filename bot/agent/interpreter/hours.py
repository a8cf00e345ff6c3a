"""Hours of the day as people write them: "8", "18:00", "6 pm"."""

import re

HOUR = r"\d{1,2}(?:[:.]\d\d)?(?: ?[ap]\.?m\b\.?)?"
"""What may be one; without a group."""
_HOUR = re.compile(r"(\d{1,2})(?:[:.](\d\d))?(?: ?([ap])\.?m\.?)?", re.IGNORECASE)


def whole_hour(text: str) -> int | None:
    """0 to 23; None for what is none, or not a whole one. 24 is midnight, as is 12 am."""
    found = _HOUR.fullmatch(text.strip())
    if found is None or int(found[2] or 0):
        return None
    hour, half = int(found[1]), (found[3] or "").lower()
    if half:
        return hour % 12 + 12 * (half == "p") if 1 <= hour <= 12 else None
    return hour % 24 if hour <= 24 else None
