"""What the `picture` of an item may be: an emoji, an address, or a reference to a picture that is
kept. Pure."""

from uuid import UUID

PREFIX = "picture:"
DEFAULT_PICTURE = "📦"


def reference_to(picture_id: UUID) -> str:
    """As in "picture:01a1f9cb-882b-7698-b342-f18661343fe1"."""
    return f"{PREFIX}{picture_id}"


def is_reference(picture: str) -> bool:
    """Whether it claims to be a kept picture, well-formed or not."""
    return picture.startswith(PREFIX)


def stored_id(picture: str) -> UUID | None:
    """The id in a reference as reference_to() writes it; None for anything else."""
    if not is_reference(picture):
        return None
    try:
        found = UUID(picture.removeprefix(PREFIX))
    except ValueError:
        return None
    return found if reference_to(found) == picture else None
