"""The code that proves an e-mail address, as people type it. It is read, and kept nowhere."""

import re
import unicodedata

DIGITS = 8
MASK = "·" * DIGITS

_GAP = r"[\s.\-–]?"
_CODE = re.compile(rf"(?<!\d)\d{{4}}{_GAP}\d{{4}}(?!\d)")
_COMMAND = re.compile(r"/email(?:@\S*)?(?:\s+(?P<words>.*))?", re.IGNORECASE | re.DOTALL)
_DIGITS_ALONE = re.compile(r"[\d\s.\-–]*\d[\d\s.\-–]*")
_LONG_NUMBER = re.compile(rf"\d(?:{_GAP}\d){{3,}}")


def typed_code(text: str) -> str | None:
    """The eight digits, where they are all there is, as in "1234 5678", or are called a code; None
    for everything else."""
    found = _CODE.search(text)
    if found is None or (found[0] != text and "code" not in text.casefold()):
        return None
    return digits_in(found[0])


def digits_in(text: str) -> str:
    """Of any script, as 0 to 9."""
    return "".join(str(unicodedata.decimal(char)) for char in text if char.isdecimal())


def is_digits_alone(text: str) -> bool:
    """Whether it can not be meant as anything but a code, though perhaps a mistyped one."""
    return _DIGITS_ALONE.fullmatch(text) is not None


def without_code(said: str) -> str:
    """What was said, fit to be kept: a code, or what is nearly one, is masked."""
    command = _COMMAND.fullmatch(said)
    if command is not None and command["words"] and is_digits_alone(command["words"]):
        return f"/email {MASK}"
    if typed_code(said) is not None:
        return _LONG_NUMBER.sub(MASK, said)
    return said
