"""Back and Next below what has pages."""

from bot.conversation.button_payloads import Pressed
from bot.conversation.messages import Button
from bot.conversation.wording.reader import Reader


def pager(
    reader: Reader, back: Pressed | None, following: Pressed | None
) -> tuple[tuple[Button, ...], ...]:
    """One row; none where there is a single page."""
    _ = reader.language.gettext
    buttons = []
    if back is not None:
        buttons.append(reader.button(_("Back"), back, "◀️"))
    if following is not None:
        buttons.append(reader.button(_("Next"), following, "▶️"))
    return (tuple(buttons),) if buttons else ()
