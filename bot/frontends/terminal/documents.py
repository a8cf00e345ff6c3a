"""A file that a reply hands over, put where the person is."""

import os
from itertools import count
from pathlib import Path

from bot.conversation.messages import Document


def save(document: Document, folder: Path) -> Path:
    """Write it into the folder, readable for its owner only, over no file that is there.

    Raises OSError.
    """
    name = Path(document.name).name
    for number in count(1):
        path = folder / (name if number == 1 else _numbered(name, number))
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        with os.fdopen(handle, "wb") as file:
            file.write(document.content)
        return path
    raise AssertionError("count() never ends")


def _numbered(name: str, number: int) -> str:
    path = Path(name)
    return f"{path.stem}-{number}{path.suffix}"
