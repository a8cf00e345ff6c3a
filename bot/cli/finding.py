"""What `minnow doctor` has found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    well: bool
    text: str
    """One line; tells what to do where it is not well. Without secrets."""
