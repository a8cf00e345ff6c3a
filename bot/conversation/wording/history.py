"""What changed lately, newest first."""

from bot.conversation.button_payloads import ShowHistoryFrom
from bot.conversation.messages import Reply
from bot.conversation.wording.pager import pager
from bot.conversation.wording.reader import Reader
from bot.conversation.wording.receipts import change_lines
from core.history.actions import HistoryPage
from core.receipts import HistoryEntry

MOST_LINES_A_TURN = 3


def history_reply(reader: Reader, page: HistoryPage) -> Reply:
    _ = reader.language.gettext
    if not page.entries:
        return Reply(_("Nothing has changed yet."))
    back = ShowHistoryFrom(max(0, page.offset - page.limit)) if page.offset else None
    following = ShowHistoryFrom(page.offset + len(page.entries)) if page.more else None
    return Reply(
        "\n".join(_entry(reader, entry) for entry in page.entries),
        buttons=pager(reader, back, following),
        instants=tuple(reader.local_instant(entry.happened_at) for entry in page.entries),
    )


def _entry(reader: Reader, entry: HistoryEntry) -> str:
    _ = reader.language.gettext
    lines = [line for change in entry.changes for line in change_lines(reader, change, entry.undo)]
    if len(lines) > MOST_LINES_A_TURN:
        rest = len(lines) - MOST_LINES_A_TURN
        more = reader.language.and_more(rest)
        lines[MOST_LINES_A_TURN:] = [more]
    told = "; ".join(lines)
    if entry.undo:
        told = _("Undo: {changes}").format(changes=told)
    elif entry.undone:
        told = _("{changes} (taken back)").format(changes=told)
    return f"{reader.local(entry.happened_at)} · {told}"
