"""Answers to one question about things: a natural sentence each, with the name and the date."""

from datetime import date

from dateutil.relativedelta import relativedelta

from bot.agent.calls import FindItems
from bot.agent.outcomes import Found
from bot.conversation.button_payloads import OpenItem
from bot.conversation.messages import Reply
from bot.conversation.wording.items import (
    BUTTONS_A_ROW,
    badge_on_the_way,
    in_rows,
    item_list,
    item_reply,
    next_badge,
)
from bot.conversation.wording.labels import badge_label, isolated, named, on_button, type_label
from bot.conversation.wording.reader import Reader
from bot.conversation.wording.receipts import where_it_went
from core.items.results import ItemPage, Thing
from storage.vocabulary import ItemStatus


def found_reply(reader: Reader, found: Found) -> Reply:
    """A list, a card, or the one fact that was asked for."""
    page, query = found.page, found.query
    if query.aspect == "count":
        return Reply(_count(reader, page, query))
    if query.aspect == "exists" and query.text and not page.things:
        no_such = reader.language.gettext("No, nothing on your list is called “{text}”.")
        return Reply(no_such.format(text=isolated(query.text)))
    if query.aspect == "list" or not page.things:
        return item_list(reader, page, query)
    if query.aspect == "card":
        if len(page.things) == 1:
            return item_reply(reader, page.things[0])
        return item_list(reader, page, query)
    openers = [reader.button(on_button(thing), OpenItem(thing.id)) for thing in page.things]
    lines = [_sentence(reader, thing, query) for thing in page.things]
    return Reply("\n".join(lines), buttons=in_rows(openers, BUTTONS_A_ROW))


def _sentence(reader: Reader, thing: Thing, query: FindItems) -> str:
    match query.aspect:
        case "exists":
            return _exists(reader, thing)
        case "received":
            return _received(reader, thing)
        case "last_used":
            return _last_used(reader, thing)
        case "goal":
            return _goal(reader, thing)
        case "badge":
            return _badge(reader, thing)
        case "recipient":
            return _recipient(reader, thing)
        case _:
            return _owned(reader, thing)


def _count(reader: Reader, page: ItemPage, query: FindItems) -> str:
    words = reader.language
    total = page.total
    match query.statuses:
        case (ItemStatus.KEEP,) | ():
            text = words.ngettext("You own {count} thing", "You own {count} things", total)
        case (ItemStatus.GIVE,):
            text = words.ngettext(
                "You gave away {count} thing", "You gave away {count} things", total
            )
        case (ItemStatus.DONATE,):
            text = words.ngettext("You donated {count} thing", "You donated {count} things", total)
        case statuses if ItemStatus.KEEP not in statuses:
            text = words.ngettext(
                "You parted with {count} thing", "You parted with {count} things", total
            )
        case _:
            text = words.ngettext(
                "There is {count} thing on your list",
                "There are {count} things on your list",
                total,
            )
    if query.item_types:
        kinds = ", ".join(type_label(words, item_type) for item_type in query.item_types)
        text += f" ({kinds})"
    if query.text:
        text += f" (“{isolated(query.text)}”)"
    return f"{text}."


def _exists(reader: Reader, thing: Thing) -> str:
    _ = reader.language.gettext
    words = reader.language
    if thing.status is not ItemStatus.KEEP:
        text = _("Not any more: {thing} was {went}.")
        return text.format(thing=named(thing), went=where_it_went(reader, thing))
    text = _("Yes, you have {thing}, since {day} ({duration}).")
    return text.format(
        thing=named(thing), day=words.day(thing.received), duration=words.duration(thing.owned)
    )


def _owned(reader: Reader, thing: Thing) -> str:
    _ = reader.language.gettext
    words = reader.language
    if thing.status is ItemStatus.KEEP:
        text = _("You have owned {thing} for {duration}, since {day}.")
    else:
        text = _("You owned {thing} for {duration}, from {day} on. It was {went}.")
    return text.format(
        thing=named(thing),
        duration=words.duration(thing.owned),
        day=words.day(thing.received),
        went=where_it_went(reader, thing),
    )


def _received(reader: Reader, thing: Thing) -> str:
    text = reader.language.gettext("You got {thing} on {day}.")
    return text.format(thing=named(thing), day=reader.language.day(thing.received))


def _last_used(reader: Reader, thing: Thing) -> str:
    words = reader.language
    text = words.gettext("You last used {thing} on {day} ({ago}).")
    ago = words.ago(thing.unused)
    return text.format(thing=named(thing), day=words.day(thing.last_used), ago=ago)


def _goal(reader: Reader, thing: Thing) -> str:
    _ = reader.language.gettext
    if thing.goal_progress >= 1:
        text = _("Yes, the goal of {months} for {thing} is reached, since {day}.")
    elif thing.status is ItemStatus.KEEP:
        text = _("Not yet: the goal for {thing} is {months}, {percent}% done. It ends on {day}.")
    else:
        text = _("The goal for {thing} was {months}; it went at {percent}%.")
    return text.format(
        thing=named(thing),
        months=reader.language.months(thing.goal_months),
        percent=int(thing.goal_progress * 100),
        day=reader.language.day(_after(thing.received, thing.goal_months)),
    )


def _badge(reader: Reader, thing: Thing) -> str:
    _ = reader.language.gettext
    words = reader.language
    if thing.status is not ItemStatus.KEEP:
        text = _("{thing} was {went}. Keeper badges are for what you keep.")
        return text.format(thing=named(thing), went=where_it_went(reader, thing))
    earned = [badge for badge in thing.badges if badge.achieved]
    following = next_badge(thing)
    parts = []
    if earned:
        has = _("{thing} has {badge}.")
        parts.append(has.format(thing=named(thing), badge=badge_label(words, earned[-1])))
    if following is not None:
        text = _("Next for {thing}: {progress}, on {day}.")
        parts.append(
            text.format(
                thing=named(thing),
                progress=badge_on_the_way(reader, thing, following),
                day=words.day(_after(thing.received, following.needed)),
            )
        )
    return " ".join(parts)


def _recipient(reader: Reader, thing: Thing) -> str:
    _ = reader.language.gettext
    if thing.status is ItemStatus.KEEP:
        return _("You still have {thing}.").format(thing=named(thing))
    if thing.recipient is None:
        text = _("{thing} was {went}. You did not tell me who got it.")
    else:
        text = _("{thing} was {went}.")
    return text.format(thing=named(thing), went=where_it_went(reader, thing))


def _after(start: date, months: int) -> date:
    return start + relativedelta(months=months)
