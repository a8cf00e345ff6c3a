"""What was changed, told from the committed change alone: one line a change."""

from collections.abc import Sequence
from datetime import datetime

from bot.conversation.button_payloads import UndoTurn
from bot.conversation.messages import Reply
from bot.conversation.wording.labels import checkup_label, emoji_of, isolated, named, type_label
from bot.conversation.wording.reader import Reader
from bot.conversation.wording.rhythm import channel_text, hour_text, quiet_text
from core.checkups.results import Checkup
from core.items.results import Thing
from core.people.results import Settings
from core.pictures.references import is_reference
from core.receipts import Change, CheckupChange, ItemChange, Receipt, SettingsChange
from storage.vocabulary import ItemStatus

MOST_LINES = 10


def receipt_reply(reader: Reader, receipts: Sequence[Receipt]) -> Reply:
    """One receipt for all that a turn changed, with one Undo for all of it."""
    _ = reader.language.gettext
    lines = [
        line
        for receipt in receipts
        for change in receipt.changes
        for line in change_lines(reader, change, receipt.undo)
    ]
    instants = tuple(
        reader.day_instant(_moment_told(change, receipt.undo))
        for receipt in receipts
        for change in receipt.changes
        if isinstance(change, CheckupChange)
    )
    undoing = any(receipt.undo for receipt in receipts)
    if not lines:
        if undoing:
            return Reply(_("There was nothing left to take back."))
        return Reply(_("That was so already. Nothing had to be changed."))
    if len(lines) > MOST_LINES:
        rest = len(lines) - MOST_LINES
        lines[MOST_LINES:] = [reader.language.and_more(rest)]
    if undoing:
        return Reply("\n".join([_("Taken back:"), *lines]), instants=instants)
    undo = reader.button(_("Undo"), UndoTurn(receipts[0].turn_id), "↩️")
    return Reply("\n".join(lines), buttons=((undo,),), instants=instants)


def change_lines(reader: Reader, change: Change, undo: bool = False) -> list[str]:
    """The lines of one change; `undo`: it took an earlier one back. Empty if there is nothing a
    person would see."""
    match change:
        case ItemChange(before=None, after=Thing() as after):
            return [_back(reader, after) if undo else _added(reader, after)]
        case ItemChange(before=Thing() as before, after=None):
            return [_gone(reader, before, undo)]
        case ItemChange(before=Thing() as before, after=Thing() as after):
            if before.status != after.status:
                return [_moved(reader, after)]
            return _edited(reader, before, after)
        case CheckupChange():
            return [_checkup(reader, change.before, change.after, undo)]
        case SettingsChange():
            return _settings(reader, change.before, change.after)
    return []


def _added(reader: Reader, thing: Thing) -> str:
    _ = reader.language.gettext
    added = _("Added {thing}").format(thing=named(thing))
    if is_reference(thing.picture):
        added += " · " + _("picture added")
    if thing.status is not ItemStatus.KEEP:
        return f"{added} · {where_it_went(reader, thing)}"
    received = _("received {day}").format(day=reader.language.day(thing.received))
    goal = _("goal {months}").format(months=reader.language.months(thing.goal_months))
    return f"{added} · {received} · {goal}"


def _back(reader: Reader, thing: Thing) -> str:
    return reader.language.gettext("{thing} is on your list again").format(thing=named(thing))


def _gone(reader: Reader, thing: Thing, undo: bool) -> str:
    _ = reader.language.gettext
    text = _("{thing} is off your list again") if undo else _("Removed {thing}")
    return text.format(thing=named(thing))


def _moved(reader: Reader, thing: Thing) -> str:
    """Kept, given or donated, where it was something else before."""
    _ = reader.language.gettext
    if thing.status is ItemStatus.KEEP:
        return _("{thing} is yours again").format(thing=named(thing))
    if thing.status is ItemStatus.GIVE:
        text = _("Gave {thing} to {recipient}") if thing.recipient else _("Gave {thing} away")
    else:
        text = _("Donated {thing} to {recipient}") if thing.recipient else _("Donated {thing}")
    line = text.format(thing=named(thing), recipient=isolated(thing.recipient or ""))
    if thing.parted_on is not None and thing.parted_on != reader.today:
        line += f" · {reader.language.day(thing.parted_on)}"
    return line


def where_it_went(reader: Reader, thing: Thing) -> str:
    """As in "given to my brother on 3 Mar 2026"; for what is not kept."""
    _ = reader.language.gettext
    if thing.status is ItemStatus.GIVE:
        text = _("given to {recipient}") if thing.recipient else _("given away")
    else:
        text = _("donated to {recipient}") if thing.recipient else _("donated")
    went = text.format(recipient=isolated(thing.recipient or ""))
    if thing.parted_on is None:
        return went
    return _("{went} on {day}").format(went=went, day=reader.language.day(thing.parted_on))


def _edited(reader: Reader, before: Thing, after: Thing) -> list[str]:
    _ = reader.language.gettext
    words = reader.language
    edits = [
        (_("type"), type_label(words, before.item_type), type_label(words, after.item_type)),
        (_("received"), words.day(before.received), words.day(after.received)),
        (_("last used"), words.day(before.last_used), words.day(after.last_used)),
        (_("goal"), words.months(before.goal_months), words.months(after.goal_months)),
        (_("went to"), _who(reader, before), _who(reader, after)),
        (_("went on"), _when(reader, before), _when(reader, after)),
    ]
    lines = []
    if before.name != after.name:
        renamed = _("Renamed {thing} to {name}")
        lines.append(renamed.format(thing=named(before), name=isolated(after.name)))
    told = [f"{field} {old} → {new}" for field, old, new in edits if old != new]
    if before.picture != after.picture:
        told.insert(0, _picture(reader, before, after))
    if told:
        shown = before if is_reference(after.picture) else after
        lines.append(f"{emoji_of(shown)} {isolated(after.name)}: {'; '.join(told)}")
    return lines


def _picture(reader: Reader, before: Thing, after: Thing) -> str:
    """Only an emoji fits into the line."""
    _ = reader.language.gettext
    if is_reference(after.picture):
        return _("picture changed") if is_reference(before.picture) else _("picture added")
    if is_reference(before.picture):
        return _("picture taken away")
    if after.picture.isascii():
        return _("new picture")
    field = _("picture")
    return f"{field} {emoji_of(before)} → {emoji_of(after)}"


def _who(reader: Reader, thing: Thing) -> str:
    return isolated(thing.recipient or reader.language.gettext("nobody"))


def _when(reader: Reader, thing: Thing) -> str:
    return reader.language.day(thing.parted_on) if thing.parted_on else "–"


def _checkup(reader: Reader, before: Checkup, after: Checkup, undo: bool) -> str:
    _ = reader.language.gettext
    name = checkup_label(reader.language, after.checkup_type)
    due = reader.day_of(after.next_due_at)
    if undo:
        every = reader.language.every(after.interval_months)
        text = _("{checkup}: as before, {every}, next on {day}")
        return text.format(checkup=name, every=every, day=due)
    if before.last_checkup_date != after.last_checkup_date:
        return _("{checkup} done · next on {day}").format(checkup=name, day=due)
    if before.interval_months != after.interval_months:
        old, new = (reader.language.every(side.interval_months) for side in (before, after))
        text = _("{checkup}: {old} → {new} · next on {day}")
        return text.format(checkup=name, old=old, new=new, day=due)
    if after.snoozed_until is not None:
        until = reader.day_of(after.snoozed_until)
        text = _("{checkup}: I will not remind you before {until}")
        return text.format(checkup=name, until=until)
    return _("{checkup}: next on {day}").format(checkup=name, day=due)


def _moment_told(change: CheckupChange, undo: bool) -> datetime:
    """When the checkup is due, unless its line tells until when it waits."""
    before, after = change.before, change.after
    is_as_it_was = (before.last_checkup_date, before.interval_months) == (
        after.last_checkup_date,
        after.interval_months,
    )
    if is_as_it_was and not undo and after.snoozed_until is not None:
        return after.snoozed_until
    return after.next_due_at


def _settings(reader: Reader, before: Settings, after: Settings) -> list[str]:
    _ = reader.language.gettext
    on_off = {True: _("on"), False: _("off")}
    edits = [
        (_("Name"), before.display_name, after.display_name),
        (_("Language"), before.locale, after.locale),
        (_("Time zone"), before.timezone, after.timezone),
        (_("E-mail"), before.email or _("none"), after.email or _("none")),
        (
            _("E-mail notifications"),
            on_off[before.email_notifications],
            on_off[after.email_notifications],
        ),
        (_("Reminders"), hour_text(before.reminder_hour), hour_text(after.reminder_hour)),
        (
            _("Quiet hours"),
            quiet_text(reader.language, before.quiet),
            quiet_text(reader.language, after.quiet),
        ),
        (
            _("Reminders on"),
            channel_text(reader.language, before.reminder_channel),
            channel_text(reader.language, after.reminder_channel),
        ),
    ]
    lines = [f"{field}: {old} → {new}" for field, old, new in edits if old != new]
    if after.email == before.email and after.email_verified != before.email_verified:
        text = _("{address}: verified") if after.email_verified else _("{address}: not verified")
        lines.insert(0, text.format(address=after.email))
    return lines
