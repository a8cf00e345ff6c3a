"""Running calls: references are resolved, what asks first asks first, core does the rest."""

from collections.abc import Sequence
from functools import cache
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from bot.agent import labels
from bot.agent.calls import (
    AddItems,
    AnyCall,
    ChangeItems,
    ChangeSettings,
    CompleteCheckup,
    FindItems,
    PartWithItems,
    RemoveItems,
    SetCheckupInterval,
    ShowCheckups,
    ShowSettings,
    SnoozeCheckup,
)
from bot.agent.dispatch import Classifier, dispatch, look_up
from bot.agent.errors import PrivateMatter
from bot.agent.interpreter.understanding import Choice, QuestionCode
from bot.agent.outcomes import Asked, Found, NothingDone, Outcome, Refused
from bot.agent.resolving import Unclear, name_things, references_of, settle, settle_query
from core.errors import ItemLimitReached, ItemNotFound, MinNowError, QuestionGone
from core.items.actions import find_items, get_items, known_things
from core.items.results import ItemFilter, Thing
from core.turns import questions
from core.turns.questions import Option
from core.work import Work
from storage.vocabulary import ItemStatus

ASKS_ABOVE = 5
"""More things than this are not changed without asking (DESIGN, section 4)."""

SWAPS_OFFERED = 3


class Tools:
    """Runs calls with what it takes to fill them in."""

    def __init__(self, classifier: Classifier) -> None:
        self._classifier = classifier

    def emoji_for(self, name: str) -> str:
        """What stands before a thing of this name that has no picture of its own."""
        return self._classifier.classify(name).picture

    async def run(
        self, work: Work, chat_id: str, call: AnyCall, confirmed: bool = False
    ) -> Outcome:
        """Do what the call says in this unit of work.

        Removing, and changing more than ASKS_ABOVE things, becomes a kept question unless
        confirmed. A name that fits several things becomes a question; one that fits none is
        Refused. At the item limit a swap is offered. Errors of core become Refused; nothing was
        changed then.
        """
        return (await self.run_all(work, chat_id, (call,), confirmed))[0]

    async def run_all(
        self, work: Work, chat_id: str, calls: Sequence[AnyCall], confirmed: bool = False
    ) -> tuple[Outcome, ...]:
        """Do what one sentence says, all of it or nothing, an outcome a call.

        A single outcome for all of them if any is refused, names a thing that is not clear or
        exceeds the item limit: then nothing was changed. A call that must be confirmed waits
        alone; the others are done. In a group, what is about a person alone is refused.
        """
        if not calls:
            return (NothingDone("not_understood"),)
        try:
            _require_public(work, calls)
            settled = await _settle(work, calls)
            if isinstance(settled, Unclear):
                return (await _ask_which(work, chat_id, settled),)
            if len(settled) == 1:
                return (await self._run_settled(work, chat_id, settled[0], confirmed),)
            async with work.all_or_nothing():
                return tuple(
                    [
                        await self._run_settled(work, chat_id, call, confirmed)
                        for call in sorted(settled, key=_adds)
                    ]
                )
        except ItemLimitReached as error:
            return (await _offer_swap(work, chat_id, calls, error),)
        except MinNowError as error:
            return (Refused(error),)

    async def answer(
        self, work: Work, chat_id: str, question_id: UUID, option: int
    ) -> tuple[Outcome, ...]:
        """Claim this answer of a kept question and run exactly its calls, once."""
        try:
            answer = await questions.claim_answer(work, question_id, option)
            calls = _calls_adapter().validate_python(answer.calls)
        except MinNowError as error:
            return (Refused(error),)
        except ValidationError:
            return (Refused(QuestionGone()),)
        if not calls:
            return (NothingDone("declined"),)
        return await self.run_all(work, chat_id, calls, confirmed=True)

    async def _run_settled(
        self, work: Work, chat_id: str, call: AnyCall, confirmed: bool
    ) -> Outcome:
        if not confirmed and _asks_first(call):
            things = await _all_named(work, call)
            choices = (Choice(labels.YES, (call,)), Choice(labels.NO, ()))
            return await ask(work, chat_id, "confirm", labels.names(things), choices)
        return await dispatch(work, call, self._classifier)


async def find(work: Work, query: FindItems, offset: int = 0) -> Found | Refused:
    """One page of what the query describes, from this offset on."""
    try:
        if name_things((query,)):
            query = settle_query(query, await known_things(work))
        return await look_up(work, query, offset)
    except MinNowError as error:
        return Refused(error)


async def ask(
    work: Work,
    chat_id: str,
    code: QuestionCode,
    subject: str,
    choices: Sequence[Choice],
    *,
    things: tuple[Thing, ...] = (),
    because: MinNowError | None = None,
) -> Asked:
    """Keep a question with its exact calls."""
    question = await questions.ask(work, chat_id, [_option(choice) for choice in choices])
    return Asked(code, subject, question, things, because)


def _require_public(work: Work, calls: Sequence[AnyCall]) -> None:
    """Settings and checkups belong to the person, not to the household. Raises PrivateMatter."""
    if not work.actor.is_shared:
        return
    for call in calls:
        match call:
            case ShowSettings() | ChangeSettings():
                raise PrivateMatter("settings")
            case ShowCheckups() | CompleteCheckup() | SetCheckupInterval() | SnoozeCheckup():
                raise PrivateMatter("checkups")


def _option(choice: Choice) -> Option:
    calls = tuple(call.model_dump(mode="json", exclude_none=True) for call in choice.calls)
    if isinstance(choice.label, labels.About):
        return Option(choice.label.message, calls, choice.label.subject)
    return Option(choice.label, calls)


async def _settle(work: Work, calls: Sequence[AnyCall]) -> tuple[AnyCall, ...] | Unclear:
    if not name_things(calls):
        return tuple(calls)
    return settle(calls, await known_things(work))


async def _all_named(work: Work, call: AnyCall) -> tuple[Thing, ...]:
    """Raises ItemNotFound if one of the things is not there."""
    ids = dict.fromkeys(UUID(reference) for reference in references_of(call))
    things = await get_items(work, list(ids))
    if len(things) < len(ids):
        raise ItemNotFound
    return things


async def _ask_which(work: Work, chat_id: str, unclear: Unclear) -> Asked:
    return await ask(work, chat_id, "which", unclear.words, unclear.choices, things=unclear.things)


async def _offer_swap(
    work: Work, chat_id: str, calls: Sequence[AnyCall], error: ItemLimitReached
) -> Outcome:
    """Ask what should go so that the new may come: the person's own things that are longest
    without use."""
    new = [thing for call in calls if isinstance(call, AddItems) for thing in call.things]
    too_many = error.kept + error.wanted - error.limit
    own = ItemFilter(statuses=(ItemStatus.KEEP,), owner_id=work.actor.person_id)
    kept = await find_items(work, own, "longest_unused", limit=SWAPS_OFFERED)
    if not new or error.owner is not None or not 0 < too_many <= len(kept.things):
        return Refused(error)
    groups = [(thing,) for thing in kept.things] if too_many == 1 else [kept.things[:too_many]]
    choices: list[Choice] = []
    for group in groups:
        ids = tuple(str(thing.id) for thing in group)
        gift = PartWithItems(items=ids, status=ItemStatus.GIVE)
        donation = PartWithItems(items=ids, status=ItemStatus.DONATE)
        choices.append(Choice(labels.give(group), (gift, *calls)))
        choices.append(Choice(labels.donate(group), (donation, *calls)))
    choices.append(Choice(labels.NO, ()))
    subject = ", ".join(thing.name for thing in new)
    return await ask(work, chat_id, "swap", subject, choices, because=error)


def _asks_first(call: AnyCall) -> bool:
    """What is added needs no question: there is room for few, and Undo."""
    if isinstance(call, RemoveItems):
        return True
    return isinstance(call, ChangeItems | PartWithItems) and len(set(call.items)) > ASKS_ABOVE


def _adds(call: AnyCall) -> bool:
    """Sorts what leaves before what comes, so that at the limit there is room for it."""
    return isinstance(call, AddItems)


@cache
def _calls_adapter() -> TypeAdapter[tuple[AnyCall, ...]]:
    return TypeAdapter(tuple[AnyCall, ...])
