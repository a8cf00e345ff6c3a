"""The message that checkups are due, and what it offers."""

from collections.abc import Sequence
from datetime import datetime

from bot.conversation.button_payloads import OfferIntervals
from bot.conversation.messages import Button, Reply
from bot.conversation.review_buttons import (
    AllGood,
    BothGood,
    SnoozeBoth,
    SnoozeReminder,
    StartReview,
    Until,
)
from bot.conversation.wording.labels import isolated
from bot.conversation.wording.language import language
from bot.conversation.wording.reader import Reader
from bot.conversation.wording.review_reasons import candidate_line
from core.reminders.results import DueCheckup, Notice
from core.reviews.results import Candidate
from storage.vocabulary import CheckupType

Rows = tuple[tuple[Button, ...], ...]


def reader_of(notice: Notice) -> Reader:
    """Whoever is reminded, without a turn of theirs."""
    return Reader(
        language=language(notice.locale),
        person_id=notice.claimed.person_id,
        turn_id=notice.claimed.lease,
        today=notice.today,
        zone=notice.zone,
    )


def reminder_reply(reader: Reader, notice: Notice) -> Reply:
    """One message about all that is due."""
    _ = reader.language.gettext
    greeting = _("Hello {name}!").format(name=isolated(notice.display_name))
    if notice.is_late:
        away = _("I was away for a while; this is what is still due.")
        greeting = f"{greeting} {away}"
    due = notice.checkups
    sections = [
        "\n".join(
            [
                _due_line(reader, checkup),
                *first_things(reader, checkup.checkup_type, checkup.first, checkup.total),
            ]
        )
        for checkup in due
    ]
    return Reply(
        "\n\n".join([f"{greeting} {sections[0]}", *sections[1:]]),
        buttons=_of_one(reader, due[0]) if len(due) == 1 else _of_two(reader, *due),
        instants=tuple(
            reader.day_instant(checkup.due_at) for checkup in due if _is_overdue(reader, checkup)
        ),
    )


def first_things(
    reader: Reader, checkup_type: CheckupType, first: Sequence[Candidate], total: int
) -> list[str]:
    """Lines: the question, what it is about first, and how much more there is."""
    if not total:
        return [nothing_to_review_text(reader, checkup_type)]
    rest = total - len(first)
    return [
        _question(reader, checkup_type),
        *(candidate_line(reader, candidate) for candidate in first),
        *([reader.language.and_more(rest)] if rest else []),
    ]


def nothing_to_review_text(reader: Reader, checkup_type: CheckupType) -> str:
    _ = reader.language.gettext
    if checkup_type is CheckupType.KEEP:
        return _("There is nothing on your list to go through. What do you own? Just tell me.")
    return _(
        "Nothing waits to be handed over. What could make somebody else happy? Tell me once it "
        "is gone, as in “gave my Switch to my brother”."
    )


def start_button(reader: Reader, checkup_type: CheckupType) -> Button:
    """For where Start alone would not tell which."""
    _ = reader.language.gettext
    is_keep = checkup_type is CheckupType.KEEP
    label = _("Start keep checkup") if is_keep else _("Start give checkup")
    return reader.button(label, StartReview(checkup_type), "▶️")


def snoozing_buttons(
    reader: Reader, checkup_type: CheckupType, cycle: datetime
) -> tuple[Button, ...]:
    return tuple(
        reader.button(label, SnoozeReminder(checkup_type, cycle, until), "💤")
        for label, until in _delays(reader)
    )


def _question(reader: Reader, checkup_type: CheckupType) -> str:
    _ = reader.language.gettext
    if checkup_type is CheckupType.KEEP:
        return _("Does everything you keep still earn its place?")
    return _("What waits to be handed over, or went lately:")


def _due_line(reader: Reader, checkup: DueCheckup) -> str:
    _ = reader.language.gettext
    is_keep = checkup.checkup_type is CheckupType.KEEP
    if _is_overdue(reader, checkup):
        text = (
            _("Your keep checkup has been due since {day}.")
            if is_keep
            else _("Your give checkup has been due since {day}.")
        )
        line = text.format(day=reader.day_of(checkup.due_at))
    else:
        line = _("Your keep checkup is due.") if is_keep else _("Your give checkup is due.")
    if not checkup.is_nudge:
        return line
    last = _("I ask about it for the second and last time.")
    return f"{line} {last}"


def _is_overdue(reader: Reader, checkup: DueCheckup) -> bool:
    return checkup.due_at.astimezone(reader.zone).date() < reader.today


def _of_one(reader: Reader, checkup: DueCheckup) -> Rows:
    _ = reader.language.gettext
    checkup_type, cycle = checkup.checkup_type, checkup.cycle
    start = reader.button(_("Start"), StartReview(checkup_type), "▶️")
    good = reader.button(_("All still good"), AllGood(checkup_type, cycle), "✅")
    interval = reader.button(_("Change interval"), OfferIntervals(checkup_type), "🗓️")
    return (
        (start, good) if checkup.total else (good,),
        snoozing_buttons(reader, checkup_type, cycle),
        (interval,),
    )


def _of_two(reader: Reader, keep: DueCheckup, give: DueCheckup) -> Rows:
    _ = reader.language.gettext
    cycles = keep.cycle, give.cycle
    starts = tuple(
        (start_button(reader, checkup.checkup_type),) for checkup in (keep, give) if checkup.total
    )
    return (
        *starts,
        (reader.button(_("All still good"), BothGood(*cycles), "✅"),),
        tuple(
            reader.button(label, SnoozeBoth(*cycles, until), "💤")
            for label, until in _delays(reader)
        ),
    )


def _delays(reader: Reader) -> tuple[tuple[str, Until], ...]:
    _ = reader.language.gettext
    return ((_("Tomorrow morning"), Until.TOMORROW), (_("In a week"), Until.WEEK))
