"""What is offered while somebody types into an option of a command."""

import logging
from collections.abc import Sequence

from rapidfuzz import fuzz, process, utils

from bot.agent.references import resolve
from bot.conversation.cleaning import cleaned
from bot.conversation.commands import COMMANDS
from bot.conversation.messages import Incoming
from bot.conversation.option_values import as_suggested
from bot.conversation.options import Option, OptionKind
from bot.conversation.rate_limit import Admission, RateLimiter
from bot.conversation.zones import ZoneFinder, find_zones
from bot.logging import places_of
from core.items.results import Thing
from core.items.suggesting import ThingsInSight
from core.zones import zone_names
from storage.vocabulary import ItemStatus

logger = logging.getLogger(__name__)

MOST_SUGGESTIONS = 25
"""Discord, application command autocomplete."""
LONGEST_TYPED = 255
"""Characters: nothing is called more than that."""
LEAST_LIKENESS = 60
"""Of 100."""


class Suggester:
    def __init__(self, things: ThingsInSight, zones: ZoneFinder, limiter: RateLimiter) -> None:
        """`limiter` counts these looks alone: they use up nothing of what a person may write."""
        self._things = things
        self._zones = zones
        self._limiter = limiter

    async def suggest(
        self, incoming: Incoming, command: str, option: str, typed: str
    ) -> tuple[str, ...]:
        """At most 25 of 1 to 100 characters, best first, each fit to be the value of the option.
        Empty for what is not suggested, for garbage, for who asks too often. Never raises."""
        try:
            wanted = _option(command, option)
            if wanted is None or not wanted.kind.is_suggested or len(typed) > LONGEST_TYPED:
                return ()
            account = incoming.account
            who = f"suggest:{account.platform}:{account.user_id}"
            if await self._limiter.admit(who) is not Admission.ADMITTED:
                return ()
            if wanted.kind is OptionKind.ZONE:
                return zones_like(cleaned(typed), self._zones)
            group = incoming.group
            things = await self._things.of(
                account.platform, account.user_id, None if group is None else group.chat_id
            )
            return things_like(cleaned(typed), things)
        except MemoryError:
            raise
        except Exception as failure:
            logger.error("Nothing could be suggested: %s", places_of(failure))
            return ()


def things_like(typed: str, things: Sequence[Thing]) -> tuple[str, ...]:
    """What the words mean, as references resolve, then what is written like them; the newest of
    what is kept before what has gone where nothing is typed yet."""
    newest = [thing for thing in reversed(things) if thing.status is ItemStatus.KEEP]
    newest += [thing for thing in reversed(things) if thing.status is not ItemStatus.KEEP]
    if not typed:
        return _distinct(newest)
    written = {place: as_suggested(thing) for place, thing in enumerate(newest)}
    near = process.extract(
        typed,
        written,
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        limit=MOST_SUGGESTIONS,
        score_cutoff=LEAST_LIKENESS,
    )
    begun = [one for one in newest if as_suggested(one).casefold().startswith(typed.casefold())]
    likely = [newest[place] for _name, _score, place in near]
    return _distinct([*begun, *resolve(typed, newest), *likely])


def zones_like(typed: str, finder: ZoneFinder) -> tuple[str, ...]:
    """What the words mean, then the zones that are written like them."""
    if not typed:
        return ()
    found = find_zones(typed, finder)
    meant = [found.meant] if found.meant is not None else list(found.near)
    near = process.extract(
        typed,
        sorted(zone_names()),
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        limit=MOST_SUGGESTIONS,
        score_cutoff=LEAST_LIKENESS,
    )
    zones = dict.fromkeys([*meant, *(name for name, _score, _place in near)])
    return tuple(zones)[:MOST_SUGGESTIONS]


def _distinct(things: Sequence[Thing]) -> tuple[str, ...]:
    written = dict.fromkeys(filter(None, map(as_suggested, things)))
    return tuple(written)[:MOST_SUGGESTIONS]


def _option(command: str, option: str) -> Option | None:
    for known in COMMANDS:
        if known.name == command:
            return next((one for one in known.options if one.name == option), None)
    return None
