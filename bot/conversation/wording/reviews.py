"""A review, from how much of it there is time for to what came of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.conversation.button_payloads import OfferIntervals
from bot.conversation.messages import Button, Card, Reply
from bot.conversation.review_buttons import (
    AllGood,
    AnswerStep,
    FinishReview,
    Size,
    StartReview,
    StartSized,
    StepBack,
    UndoReview,
)
from bot.conversation.wording.items import in_rows, item_card, last_used_row, owned_row, went_row
from bot.conversation.wording.labels import badge_label, checkup_label, emoji_of, named
from bot.conversation.wording.language import N_
from bot.conversation.wording.reader import Reader
from bot.conversation.wording.receipts import change_lines
from bot.conversation.wording.reminders import (
    first_things,
    snoozing_buttons,
    start_button,
)
from bot.conversation.wording.review_reasons import reason_text
from core.badges.results import BadgeProgress
from core.checkups.results import Checkup
from core.items.results import Thing
from core.receipts import Receipt
from core.reviews.actions import MOST_THINGS
from core.reviews.results import ANSWERS, Candidate, Reason, ReviewStep, ReviewSummary
from storage.vocabulary import CheckupType, ItemStatus, ReviewAnswer

FEW = 3
"""Things that two minutes are enough for."""
MOST_NAMED = 10
"""Things of one line of a summary."""
_BUTTONS = {
    ReviewAnswer.USED: ("✅", N_("Used it")),
    ReviewAnswer.KEEP: ("📦", N_("Keep, not lately")),
    ReviewAnswer.GIVE: ("🎁", N_("Give")),
    ReviewAnswer.DONATE: ("🤝", N_("Donate")),
    ReviewAnswer.NOT_TODAY: ("⏭️", N_("Not today")),
    ReviewAnswer.DONE: ("✅", N_("Done")),
    ReviewAnswer.STILL_HERE: ("🏠", N_("Still here")),
    ReviewAnswer.CHANGED_MIND: ("💛", N_("Changed my mind")),
}
_OUTCOMES = {
    ReviewAnswer.USED: N_("Used: {things}"),
    ReviewAnswer.KEEP: N_("Kept: {things}"),
    ReviewAnswer.GIVE: N_("Given: {things}"),
    ReviewAnswer.DONATE: N_("Donated: {things}"),
    ReviewAnswer.NOT_TODAY: N_("Put off: {things}"),
    ReviewAnswer.DONE: N_("Gone: {things}"),
    ReviewAnswer.STILL_HERE: N_("Still here: {things}"),
    ReviewAnswer.CHANGED_MIND: N_("Kept after all: {things}"),
}
"""What was said of things, in a summary."""


def offer_reply(
    reader: Reader, checkup: Checkup, cycle: datetime, candidates: Sequence[Candidate]
) -> Reply:
    """Where the checkup stands, what there is to go through, and Start."""
    _ = reader.language.gettext
    checkup_type = checkup.checkup_type
    start = reader.button(_("Start"), StartReview(checkup_type), "▶️")
    good = reader.button(_("All still good"), AllGood(checkup_type, cycle), "✅")
    interval = reader.button(_("Change interval"), OfferIntervals(checkup_type), "🗓️")
    rows: list[tuple[Button, ...]] = [(start, good) if candidates else (good,)]
    if checkup.is_due:
        rows.append(snoozing_buttons(reader, checkup_type, cycle))
    text = _("{checkup}: due since {due}.") if checkup.is_due else _("{checkup}: next on {due}.")
    heading = text.format(
        checkup=checkup_label(reader.language, checkup_type),
        due=reader.day_of(checkup.next_due_at),
    )
    return Reply(
        "\n".join(
            [heading, *first_things(reader, checkup_type, candidates[:FEW], len(candidates))]
        ),
        buttons=(*rows, (interval,)),
        instants=(reader.day_instant(checkup.next_due_at),),
    )


def left_reply(reader: Reader, offer: Reply) -> Reply:
    """For who has left before the first answer: nothing is done, and the offer stands."""
    return replace(offer, text=f"{_another_day(reader)}\n{offer.text}")


def size_question(reader: Reader, checkup_type: CheckupType, total: int) -> Reply:
    """For where there are more than FEW."""
    _ = reader.language.gettext
    words = reader.language
    few = words.ngettext("2 minutes: {count} thing", "2 minutes: {count} things", FEW)
    if total > MOST_THINGS:
        everything = _("The first {count} things").format(count=MOST_THINGS)
    else:
        everything = words.ngettext("All {count} thing", "All {count} things", total)
    return Reply(
        _("{checkup}: how much time do you have?").format(
            checkup=checkup_label(words, checkup_type)
        ),
        buttons=(
            (reader.button(few, StartSized(checkup_type, Size.FEW), "⏱️"),),
            (reader.button(everything, StartSized(checkup_type, Size.ALL), "📋"),),
        ),
    )


def step_reply(reader: Reader, step: ReviewStep, noted: Receipt | None = None) -> Reply:
    """The thing with its facts; above it, what the press before has changed."""
    _ = reader.language.gettext
    is_keep = step.checkup_type is CheckupType.KEEP
    question = _("Does it still earn its place?") if is_keep else _("Has it left the house?")
    lines = [] if noted is None else _noted(reader, noted)
    where = _("{number} of {total}").format(number=step.step + 1, total=step.total)
    return Reply(
        "\n".join([*lines, f"{where} · {question}"]),
        cards=(_card(reader, step.candidate),),
        buttons=_step_buttons(reader, step),
    )


def summary_reply(
    reader: Reader,
    summary: ReviewSummary,
    badge: BadgeProgress | None = None,
    also_due: CheckupType | None = None,
) -> Reply:
    """What became of the things, a badge or a kind word, and when the next one is."""
    _ = reader.language.gettext
    done = _("{checkup} done · next on {day}").format(
        checkup=checkup_label(reader.language, summary.checkup_type),
        day=reader.day_of(summary.next_due_at),
    )
    if badge is None:
        praise = _kind_word(reader, summary)
    else:
        praise = _("Your badge for it: {badge}").format(badge=badge_label(reader.language, badge))
    buttons: list[tuple[Button, ...]] = []
    if also_due is not None:
        buttons.append((start_button(reader, also_due),))
    if summary.can_be_undone:
        buttons.append((reader.button(_("Undo"), UndoReview(summary.review_id), "↩️"),))
    return Reply(
        "\n".join([done, *_outcome_lines(reader, summary), praise]),
        buttons=tuple(buttons),
        instants=(reader.day_instant(summary.next_due_at),),
    )


def _noted(reader: Reader, receipt: Receipt) -> list[str]:
    return [
        line for change in receipt.changes for line in change_lines(reader, change, receipt.undo)
    ]


def _card(reader: Reader, candidate: Candidate) -> Card:
    """With its emoji in any case: a message that becomes a photo could not be edited."""
    thing = candidate.thing
    card = replace(item_card(reader, thing), picture=emoji_of(thing))
    rows = [_why_row(reader, candidate), owned_row(reader, thing)]
    if thing.status is ItemStatus.KEEP:
        rows.append(last_used_row(reader, thing))
        if candidate.reason is Reason.UNUSED and not thing.unused.whole_months:
            del rows[0]  # it says no more
        return replace(card, rows=tuple(rows))
    if candidate.reason is not Reason.PARTED_LATELY:  # which says so
        rows.append(went_row(reader, thing))
    return replace(card, rows=tuple(rows), progress=None)


def _why_row(reader: Reader, candidate: Candidate) -> tuple[str, str]:
    return reader.language.gettext("Why"), reason_text(reader, candidate)


def _step_buttons(reader: Reader, step: ReviewStep) -> tuple[tuple[Button, ...], ...]:
    _ = reader.language.gettext
    answers = []
    for answer in ANSWERS[step.checkup_type]:
        emoji, label = _BUTTONS[answer]
        pressed = AnswerStep(step.review_id, step.step, answer)
        answers.append(reader.button(_(label), pressed, emoji))
    enough = reader.button(_("That's enough"), FinishReview(step.review_id), "🏁")
    back = reader.button(_("Back"), StepBack(step.review_id, step.step), "◀️")
    return (*in_rows(answers, 2), (back, enough) if step.answered else (enough,))


def _outcome_lines(reader: Reader, summary: ReviewSummary) -> list[str]:
    lines = []
    for answer, text in _OUTCOMES.items():
        things = [thing for thing, said in summary.answers if said is answer]
        if things:
            emoji, _label = _BUTTONS[answer]
            named_things = _named(reader, things)
            lines.append(f"{emoji} {reader.language.gettext(text).format(things=named_things)}")
    return lines


def _named(reader: Reader, things: Sequence[Thing | None]) -> str:
    """Those that are still there by name, the others by number."""
    words = reader.language
    names = [named(thing) for thing in things if thing is not None]
    gone = len(things) - len(names)
    rest = len(names) - MOST_NAMED
    return ", ".join(
        [
            *names[:MOST_NAMED],
            *([words.and_more(rest)] if rest > 0 else []),
            *([words.ngettext("{count} removed", "{count} removed", gone)] if gone else []),
        ]
    )


def _kind_word(reader: Reader, summary: ReviewSummary) -> str:
    _ = reader.language.gettext
    said = {answer for _thing, answer in summary.answers}
    if said & {ReviewAnswer.GIVE, ReviewAnswer.DONATE, ReviewAnswer.DONE}:
        return _("Somebody else will be glad. Well done!")
    if said & {ReviewAnswer.USED, ReviewAnswer.KEEP, ReviewAnswer.CHANGED_MIND}:
        return _("It is good to know what earns its place.")
    return _another_day(reader)


def _another_day(reader: Reader) -> str:
    return reader.language.gettext("All right, another day then.")
