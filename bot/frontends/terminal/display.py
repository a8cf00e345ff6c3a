"""Untrusted text made safe to show: what steers a terminal becomes visible instead."""

import re

_STEERING = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but tab and newline
    r"\u2028\u2029"  # line and paragraph separators
    r"\u202a-\u202e"  # what reorders the letters after it (isolates, which end, may stay)
    r"\ud800-\udfff]"  # halves of characters, which no encoding takes
)
_PICTURES_OF_CONTROLS = 0x2400
_DELETE = 0x7F


def displayable(text: str) -> str:
    """The text with tabs widened and every control character shown as a picture of itself."""
    return _STEERING.sub(_picture, text.replace("\r\n", "\n").expandtabs(4))


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code == _DELETE:
        return "␡"
    return chr(_PICTURES_OF_CONTROLS + code) if code < 0x20 else "�"
