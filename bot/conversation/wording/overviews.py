"""Where a person stands: statistics, badges, checkups, settings."""

from collections.abc import Sequence

from bot.conversation.button_payloads import FinishCheckup, OfferIntervals, SetInterval
from bot.conversation.messages import Button, Instant, Reply
from bot.conversation.review_buttons import OfferReview
from bot.conversation.wording.items import badge_on_the_way, in_rows, next_badge
from bot.conversation.wording.labels import badge_label, checkup_label, isolated, named, type_label
from bot.conversation.wording.language import Language
from bot.conversation.wording.reader import Reader
from bot.conversation.wording.reminders import start_button
from core.badges.actions import BadgeBoard
from core.badges.results import BadgeProgress
from core.checkups.results import Checkup
from core.items.results import Statistics
from core.people.results import Settings
from storage.vocabulary import CheckupType

INTERVALS_OFFERED = (1, 2, 3, 6, 12)
"""Months."""
MOST_LINES = 10


def statistics_reply(reader: Reader, figures: Statistics) -> Reply:
    _ = reader.language.gettext
    words = reader.language
    if figures.limit is None:
        room = words.ngettext(
            "You own {count} thing; there is no limit for you ({remaining} remaining).",
            "You own {count} things; there is no limit for you ({remaining} remaining).",
            figures.owned,
            remaining=figures.remaining,
        )
    elif figures.can_add:
        text = _("You own {kept} of {limit} things; there is room for {remaining} more.")
        room = text.format(kept=figures.owned, limit=figures.limit, remaining=figures.remaining)
    else:
        room = words.ngettext(
            "You own {count} thing and the limit is {limit}: something must go first.",
            "You own {count} things and the limit is {limit}: something must go first.",
            figures.owned,
            limit=figures.limit,
        )
    parted = _("Given away: {given} · Donated: {donated}")
    by_type = [f"{type_label(words, item_type)}: {count}" for item_type, count in figures.by_type]
    return Reply(
        "\n".join(
            [
                *_list_lines(words, figures, room),
                parted.format(given=figures.given, donated=figures.donated),
                *by_type,
            ]
        )
    )


def _list_lines(words: Language, figures: Statistics, room: str) -> list[str]:
    """What the list holds and what the person owns, where these are not the same."""
    if figures.is_shared:
        here = words.ngettext(
            "{count} thing is kept on this list.",
            "{count} things are kept on this list.",
            figures.kept,
        )
        return [here, room]
    if figures.owned == figures.kept:
        return [room]
    elsewhere = words.ngettext(
        "{count} of them is on a shared list.",
        "{count} of them are on shared lists.",
        figures.owned - figures.kept,
    )
    return [room, elsewhere]


def badges_reply(reader: Reader, board: BadgeBoard) -> Reply:
    """What is earned, then what comes next; the best badge of each thing and each type."""
    _ = reader.language.gettext
    words = reader.language
    earned, coming = [], []
    for thing in board.keepers:
        reached = [badge for badge in thing.badges if badge.achieved]
        if reached:
            earned.append(f"{badge_label(words, reached[-1])} · {named(thing)}")
        following = next_badge(thing)
        if following is not None:
            progress = badge_on_the_way(reader, thing, following)
            coming.append((following.progress, f"{named(thing)}: {progress}"))
    for badges in _by_type(board.givers):
        reached = [badge for badge in badges if badge.achieved]
        if reached:
            earned.append(badge_label(words, reached[-1]))
        coming += [
            (badge.progress, _giver_progress(reader, badge))
            for badge in badges
            if not badge.achieved
        ][:1]
    nearest = [line for _progress, line in sorted(coming, key=lambda entry: -entry[0])]
    if not earned and not nearest:
        return Reply(_("No badges yet. Keep a thing for a year, or give one away, for the first."))
    sections = [
        *([_("Your badges:"), *_few(reader, earned)] if earned else [_("No badges yet.")]),
        *([_("Coming next:"), *_few(reader, nearest)] if nearest else []),
    ]
    return Reply("\n".join(sections))


def checkups_reply(reader: Reader, checkups: Sequence[Checkup]) -> Reply:
    """How each stands, with Start, Done and the interval."""
    _ = reader.language.gettext
    rows: list[tuple[Button, ...]] = []
    for checkup in checkups:
        label = checkup_label(reader.language, checkup.checkup_type)
        every = reader.language.every(checkup.interval_months)
        done, interval = FinishCheckup(checkup.checkup_type), OfferIntervals(checkup.checkup_type)
        rows.append((start_button(reader, checkup.checkup_type),))
        rows.append(
            (
                reader.button(_("{checkup}: Done").format(checkup=label), done, "✅"),
                reader.button(f"{label}: {every}", interval, "🗓️"),
            )
        )
    return Reply(
        "\n".join(_checkup_line(reader, checkup) for checkup in checkups),
        buttons=tuple(rows),
        instants=tuple(
            instant for checkup in checkups for instant in _checkup_instants(reader, checkup)
        ),
    )


def interval_question(reader: Reader, checkup_type: CheckupType) -> Reply:
    _ = reader.language.gettext
    buttons = [
        reader.button(reader.language.every(months), SetInterval(checkup_type, months))
        for months in INTERVALS_OFFERED
    ]
    text = _("{checkup}: how often shall it come?")
    label = checkup_label(reader.language, checkup_type)
    back = reader.button(_("Back"), OfferReview(checkup_type), "◀️")
    return Reply(text.format(checkup=label), buttons=(*in_rows(buttons, 2), (back,)))


def settings_reply(reader: Reader, settings: Settings) -> Reply:
    _ = reader.language.gettext
    on_off = _("on") if settings.email_notifications else _("off")
    if settings.email is None:
        email = _("none")
    elif settings.email_verified:
        email = settings.email
    else:
        email = _("{address} (not verified)").format(address=settings.email)
    rows = [
        (_("Name"), isolated(settings.display_name)),
        (_("Language"), settings.locale),
        (_("Time zone"), settings.timezone),
        (_("E-mail"), email),
        (_("E-mail notifications"), on_off),
    ]
    hint = _("Change the time zone with /timezone, as in /timezone Berlin.")
    return Reply("\n".join([*(f"{name}: {value}" for name, value in rows), hint]))


def _checkup_line(reader: Reader, checkup: Checkup) -> str:
    _ = reader.language.gettext
    if checkup.is_due:
        text = _("{checkup}: due since {due}. {question}")
    else:
        text = _("{checkup}: next on {due}, {every}.")
    questions = {
        CheckupType.KEEP: _("Does everything you keep still earn its place?"),
        CheckupType.GIVE: _("What could make somebody else happy?"),
    }
    line = text.format(
        checkup=checkup_label(reader.language, checkup.checkup_type),
        due=reader.day_of(checkup.next_due_at),
        every=reader.language.every(checkup.interval_months),
        question=questions[checkup.checkup_type],
    )
    if checkup.snoozed_until is not None:
        until = _("No reminder before {day}.").format(day=reader.day_of(checkup.snoozed_until))
        line = f"{line} {until}"
    return line


def _checkup_instants(reader: Reader, checkup: Checkup) -> list[Instant]:
    """Of _checkup_line()."""
    told = (checkup.next_due_at, checkup.snoozed_until)
    return [reader.day_instant(moment) for moment in told if moment is not None]


def _giver_progress(reader: Reader, badge: BadgeProgress) -> str:
    text = reader.language.gettext("{badge}: {given} of {needed} given")
    return text.format(
        badge=badge_label(reader.language, badge),
        given=round(badge.progress * badge.needed),
        needed=badge.needed,
    )


def _by_type(badges: Sequence[BadgeProgress]) -> list[list[BadgeProgress]]:
    groups: dict[str, list[BadgeProgress]] = {}
    for badge in sorted(badges, key=lambda badge: badge.needed):
        groups.setdefault(badge.item_type, []).append(badge)
    return list(groups.values())


def _few(reader: Reader, lines: list[str]) -> list[str]:
    if len(lines) <= MOST_LINES:
        return lines
    rest = len(lines) - MOST_LINES
    return [
        *lines[:MOST_LINES],
        reader.language.and_more(rest),
    ]
