"""Everything about a person out into one document, and back."""

from collections.abc import Mapping
from typing import Any

from core.receipts import Receipt
from core.work import Work

FORMAT = "minnow-export"
VERSION = 1


async def export_person(work: Work) -> dict[str, Any]:
    """A JSON-ready document: format, version, person, checkups, items (all, in order), history."""
    raise NotImplementedError


async def import_person(work: Work, document: Mapping[str, Any], undoable: bool = True) -> Receipt:
    """All of the document or nothing: items are added (those that are here already, by id, are
    brought to the document's values), checkups and settings are set.

    Importing an export changes nothing. Not undoable: nothing is written into the history, for
    the start of a new person. Raises InvalidImport, ItemLimitReached.
    """
    raise NotImplementedError
