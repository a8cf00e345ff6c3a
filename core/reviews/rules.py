"""What is worth asking about first, and why. Pure."""

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from dateutil.relativedelta import relativedelta

from core.items.results import Thing
from core.reviews.results import ANSWERS, Candidate, Reason
from storage.vocabulary import CheckupType, ItemType, ReviewAnswer

UNUSED_MONTHS = 6
"""From when on a thing counts as long unused."""
NEW_MONTHS = 1
"""How long a thing that was listed just now is not asked to be confirmed."""
WAITING_MONTHS = 12
"""How long a thing that went to nobody in particular is taken to wait for being handed over."""

_AHEAD = timedelta(hours=14)
"""How far the latest zone on earth is ahead of UTC."""
_NO_DAY = date.min


@dataclass(frozen=True, slots=True)
class Said:
    """What was last said of a thing in a review, and not taken back."""

    answer: ReviewAnswer
    answered_at: datetime
    review_id: UUID


def keep_candidates(
    things: Sequence[Thing], said: Mapping[UUID, Said], today: date
) -> tuple[Candidate, ...]:
    """All of these kept things. First those whose goal is reached, then those unused for six
    months or more, then those no review has asked about that are listed for a month, then those
    of which there are several alike, then all others; the longest unused first among each.

    What the last review found used, or kept all the same, comes after everything else.
    """
    kinds = Counter(kind for thing in things if (kind := kind_of(thing)) is not None)
    confirmed = _confirmed_lately(said)

    def ranked(thing: Thing) -> tuple[int, Candidate]:
        kind = kind_of(thing)
        alike = 1 if kind is None else kinds[kind]
        reason = _keep_reason(thing, thing.id in said, alike, today)
        if reason is None:
            return len(_KEEP_REASONS), Candidate(thing, Reason.UNUSED, alike)
        return _KEEP_REASONS.index(reason), Candidate(thing, reason, alike)

    def order(entry: tuple[int, Candidate]) -> tuple[bool, int, date, datetime, UUID]:
        rank, candidate = entry
        thing = candidate.thing
        return (thing.id in confirmed, rank, thing.last_used, thing.created_at, thing.id)

    return tuple(candidate for _, candidate in sorted(map(ranked, things), key=order))


def give_candidates(
    things: Sequence[Thing], said: Mapping[UUID, Said], since: date, today: date
) -> tuple[Candidate, ...]:
    """Those of these parted things that may not have left the house: what was still here when last
    asked, then what was put aside to be handed over, then what else was parted with since that
    day, the last checkup; the longest parted first among each."""
    asked: list[Candidate] = []
    for thing in things:
        reason = _give_reason(thing, said.get(thing.id), since, today)
        if reason is not None:
            asked.append(Candidate(thing, reason))

    def order(candidate: Candidate) -> tuple[int, date, datetime, UUID]:
        thing = candidate.thing
        rank = _GIVE_REASONS.index(candidate.reason)
        return (rank, thing.parted_on or _NO_DAY, thing.created_at, thing.id)

    return tuple(sorted(asked, key=order))


def kind_of(thing: Thing) -> tuple[ItemType, str] | None:
    """What it has in common with things alike: its type, and the last word of its name, whatever
    its case, and without a plural s. None for a name without a word."""
    for word in reversed(thing.name.casefold().split()):
        bare = _without_marks(word)
        if any(character.isalpha() for character in bare):
            is_plural = len(bare) > 2 and bare.endswith("s") and not bare.endswith("ss")
            return thing.item_type, bare[:-1] if is_plural else bare
    return None


def _without_marks(word: str) -> str:
    """The word without punctuation and symbols around it."""
    inside = [
        index
        for index, character in enumerate(word)
        if unicodedata.category(character)[0] in ("L", "M", "N")
    ]
    return word[inside[0] : inside[-1] + 1] if inside else ""


def _confirmed_lately(said: Mapping[UUID, Said]) -> set[UUID]:
    """What was said to be used or kept in the last review of that type."""
    of_keep = {id_: one for id_, one in said.items() if one.answer in ANSWERS[CheckupType.KEEP]}
    if not of_keep:
        return set()
    last = max(of_keep.values(), key=lambda one: one.answered_at).review_id
    return {
        id_
        for id_, one in of_keep.items()
        if one.review_id == last and one.answer in (ReviewAnswer.USED, ReviewAnswer.KEEP)
    }


_KEEP_REASONS = (Reason.GOAL_REACHED, Reason.UNUSED, Reason.NEVER_CONFIRMED, Reason.ALIKE)
"""The strongest first."""


def _keep_reason(thing: Thing, was_asked: bool, alike: int, today: date) -> Reason | None:
    """The strongest one; None for what there is no reason to ask about now."""
    if thing.goal_progress >= 1.0:
        return Reason.GOAL_REACHED
    if thing.unused.whole_months >= UNUSED_MONTHS:
        return Reason.UNUSED
    is_new = thing.created_at.date() > today - relativedelta(months=NEW_MONTHS)
    if not was_asked and not is_new:
        return Reason.NEVER_CONFIRMED
    return Reason.ALIKE if alike > 1 else None


_GIVE_REASONS = (Reason.STILL_HERE, Reason.TO_HAND_OVER, Reason.PARTED_LATELY)


def _give_reason(thing: Thing, said: Said | None, since: date, today: date) -> Reason | None:
    answer = None if said is None else said.answer
    if said is not None and answer is ReviewAnswer.DONE:
        if not _was_parted_after(thing, said.answered_at):
            return None
    elif answer is ReviewAnswer.STILL_HERE:
        return Reason.STILL_HERE
    elif answer in (ReviewAnswer.GIVE, ReviewAnswer.DONATE):
        return Reason.TO_HAND_OVER
    if thing.parted_on is None:
        return None
    waits_since = today - relativedelta(months=WAITING_MONTHS)
    if thing.recipient is None and thing.parted_on >= waits_since:
        return Reason.TO_HAND_OVER
    return Reason.PARTED_LATELY if thing.parted_on >= since else None


def _was_parted_after(thing: Thing, instant: datetime) -> bool:
    """Whether it was parted with again on a later day than that, wherever on earth the person
    was. On the same day nobody can tell, and is not asked twice."""
    return thing.parted_on is not None and thing.parted_on > (instant + _AHEAD).date()
