"""Things: one at large, many as a list with pages."""

from bot.agent.calls import FindItems
from bot.conversation.button_payloads import (
    BackToItem,
    EditItem,
    OpenItem,
    Quick,
    QuickAction,
    SetGoal,
    ShowPage,
)
from bot.conversation.messages import Button, Card, Reply
from bot.conversation.wording.labels import (
    badge_label,
    emoji_of,
    isolated,
    named,
    on_button,
    type_label,
)
from bot.conversation.wording.pager import pager
from bot.conversation.wording.reader import Reader
from bot.conversation.wording.receipts import where_it_went
from core.badges.results import BadgeProgress
from core.items.results import ItemPage, Thing
from storage.vocabulary import ItemStatus

GOALS_OFFERED = (6, 12, 24, 36, 60, 120)
"""Months."""
BUTTONS_A_ROW = 2


def item_card(reader: Reader, thing: Thing) -> Card:
    """Picture, how long owned, last used, goal as a bar, badges; who got it, if it went."""
    _ = reader.language.gettext
    words = reader.language
    rows = [(_("Type"), type_label(words, thing.item_type)), owned_row(reader, thing)]
    if thing.status is ItemStatus.KEEP:
        rows.append(last_used_row(reader, thing))
        following = next_badge(thing)
        if following is not None:
            rows.append((_("Next badge"), badge_on_the_way(reader, thing, following)))
    else:
        rows.append(went_row(reader, thing))
    return Card(
        title=isolated(thing.name),
        picture=thing.picture,
        rows=tuple(rows),
        progress=thing.goal_progress,
        progress_label=_("Goal {months}").format(months=words.months(thing.goal_months)),
        stand_in=emoji_of(thing),
        badges=tuple(badge_label(words, badge) for badge in thing.badges if badge.achieved),
    )


def owned_row(reader: Reader, thing: Thing) -> tuple[str, str]:
    _ = reader.language.gettext
    words = reader.language
    since = _("{duration}, since {day}")
    return _("Owned"), since.format(
        duration=words.duration(thing.owned), day=words.day(thing.received)
    )


def last_used_row(reader: Reader, thing: Thing) -> tuple[str, str]:
    words = reader.language
    day, ago = words.day(thing.last_used), words.ago(thing.unused)
    return words.gettext("Last used"), f"{day} ({ago})"


def went_row(reader: Reader, thing: Thing) -> tuple[str, str]:
    return reader.language.gettext("Went"), where_it_went(reader, thing)


def item_reply(reader: Reader, thing: Thing) -> Reply:
    """The card with what can be done about the thing."""
    return Reply("", cards=(item_card(reader, thing),), buttons=quick_actions(reader, thing))


def quick_actions(reader: Reader, thing: Thing) -> tuple[tuple[Button, ...], ...]:
    _ = reader.language.gettext

    def button(emoji: str, label: str, action: Quick) -> Button:
        return reader.button(label, QuickAction(thing.id, action), emoji)

    remove = button("🗑️", _("Remove"), Quick.REMOVE)
    if thing.status is not ItemStatus.KEEP:
        return ((remove,),)
    return (
        (button("✅", _("Used it today"), Quick.USED),),
        (button("🎁", _("Give"), Quick.GIVE), button("🤝", _("Donate"), Quick.DONATE)),
        (
            button("🎯", _("Goal"), Quick.GOAL),
            reader.button(_("Edit"), EditItem(thing.id), "✏️"),
        ),
        (remove,),
    )


def goal_question(reader: Reader, thing: Thing) -> Reply:
    """The goals to choose from."""
    _ = reader.language.gettext
    buttons = [
        reader.button(reader.language.months(months), SetGoal(thing.id, months))
        for months in GOALS_OFFERED
    ]
    back = reader.button(_("Back"), BackToItem(thing.id), "◀️")
    text = _("How long do you want to keep {thing}? The goal is {months} now.")
    return Reply(
        text.format(thing=named(thing), months=reader.language.months(thing.goal_months)),
        buttons=(*in_rows(buttons, 3), (back,)),
    )


def item_list(reader: Reader, page: ItemPage, query: FindItems) -> Reply:
    """Numbered lines with one fact each, a button to open each card, Next and Back."""
    _ = reader.language.gettext
    if not page.things:
        return _nothing_found(reader, query)
    lines = [
        f"{number}. {named(thing)} · {_fact(reader, thing, query)}"
        for number, thing in enumerate(page.things, start=page.offset + 1)
    ]
    if page.total > len(page.things):
        heading = _("{first}–{last} of {total}").format(
            first=page.offset + 1, last=page.offset + len(page.things), total=page.total
        )
    else:
        heading = reader.language.ngettext("{count} thing", "{count} things", page.total)
    openers = [reader.button(on_button(thing), OpenItem(thing.id)) for thing in page.things]
    return Reply(
        "\n".join([f"{heading}:", *lines]),
        buttons=(*in_rows(openers, BUTTONS_A_ROW), *_pager(reader, page)),
    )


def in_rows(buttons: list[Button], width: int) -> tuple[tuple[Button, ...], ...]:
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))


def next_badge(thing: Thing) -> BadgeProgress | None:
    """The lowest keep badge the thing does not have yet."""
    return next((badge for badge in thing.badges if not badge.achieved), None)


def badge_on_the_way(reader: Reader, thing: Thing, badge: BadgeProgress) -> str:
    """As in "🥇 Gold Clothing Keeper in 1 year (90%)"."""
    left = max(1, badge.needed - thing.owned.whole_months)
    text = reader.language.gettext("{badge} in about {months} ({percent}%)")
    return text.format(
        badge=badge_label(reader.language, badge),
        months=reader.language.months(left),
        percent=int(badge.progress * 100),
    )


def _pager(reader: Reader, page: ItemPage) -> tuple[tuple[Button, ...], ...]:
    shown_up_to = page.offset + len(page.things)
    back = max(0, page.offset - page.limit) if page.offset else None
    following = shown_up_to if shown_up_to < page.total else None
    return pager(
        reader,
        None if back is None else ShowPage(reader.turn_id, back),
        None if following is None else ShowPage(reader.turn_id, following),
    )


def _fact(reader: Reader, thing: Thing, query: FindItems) -> str:
    """The one fact that answers what was asked."""
    _ = reader.language.gettext
    if thing.status is not ItemStatus.KEEP:
        return where_it_went(reader, thing)
    if query.unused_since is not None or query.order == "longest_unused":
        return _("last used {day}").format(day=reader.language.day(thing.last_used))
    if query.received_from or query.received_to or query.order in ("newest", "oldest"):
        return _("received {day}").format(day=reader.language.day(thing.received))
    return _("owned {duration}").format(duration=reader.language.duration(thing.owned))


def _nothing_found(reader: Reader, query: FindItems) -> Reply:
    _ = reader.language.gettext
    asked = query.model_dump(exclude_defaults=True, exclude={"tool", "order", "most", "aspect"})
    if asked.get("statuses") == (ItemStatus.KEEP,):
        del asked["statuses"]
    if query.unused_since is not None and set(asked) == {"unused_since"}:
        used = _("Everything you own was used since {day}.")
        return Reply(used.format(day=reader.language.day(query.unused_since)))
    if asked:
        return Reply(_("Nothing on your list fits that. /items shows everything you own."))
    return Reply(
        _("Your list is empty. Tell me what you own, as in “bought a grey hoodie yesterday”.")
    )
