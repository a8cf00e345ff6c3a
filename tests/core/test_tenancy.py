"""Every use case is tried with what belongs to somebody else."""

import contextlib
import importlib
import inspect
import pkgutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta
from types import ModuleType
from uuid import UUID, uuid4

import pytest

import core
from core.badges.actions import show_badges
from core.checkups.actions import (
    complete_checkups,
    set_checkup_interval,
    show_checkups,
    snooze_checkups,
)
from core.clock import StandingClock
from core.errors import MinNowError, NotInPrivate
from core.history.actions import receipt_of_turn, show_history, undo
from core.households.actions import open_household, show_household
from core.items.actions import (
    add_items,
    change_items,
    find_items,
    get_item,
    get_items,
    known_things,
    part_with_items,
    remove_items,
    statistics,
)
from core.items.results import ItemFilter, NewThing, ThingEdit
from core.people.actions import (
    change_settings,
    chosen_locale,
    set_onboarding_step,
    show_reminder_settings,
    show_settings,
)
from core.people.results import SettingsEdit
from core.pictures.actions import keep_picture
from core.pictures.preparation import PreparedPicture
from core.reminders.actions import mark_read
from core.reviews.actions import (
    answer_step,
    complete_cycle,
    finish_review,
    open_review,
    present_state,
    snooze_cycle,
    start_review,
    step_back,
    to_review,
    undo_review,
)
from core.transfer.actions import export_person, import_person
from core.turns.questions import Option, ask, claim_answer, open_question
from core.work import Work
from storage.transactions import Database
from storage.vocabulary import CheckupType, ItemStatus, ReviewAnswer
from tests.conftest import NOON
from tests.core.acting import Person
from tests.core.grouping import in_group, opened

SECRET = "zephyr"
PICTURE = PreparedPicture(b"jpeg", 4, 3)
BOTH = (CheckupType.KEEP, CheckupType.GIVE)


@dataclass(frozen=True)
class Anns:
    """What bob gets hold of."""

    item: UUID
    gift: UUID
    turn: UUID
    question: UUID
    picture: str
    review: UUID
    document: dict[str, object]


Attempt = Callable[[Work, Anns], Awaitable[object]]

ATTEMPTS: dict[Callable[..., object], Attempt] = {
    add_items: lambda work, anns: add_items(work, [NewThing("bob's", picture=anns.picture)]),
    change_items: lambda work, anns: change_items(work, [anns.item], ThingEdit(name="mine")),
    part_with_items: lambda work, anns: part_with_items(work, [anns.item], ItemStatus.GIVE, "bob"),
    remove_items: lambda work, anns: remove_items(work, [anns.item]),
    get_item: lambda work, anns: get_item(work, anns.item),
    get_items: lambda work, anns: get_items(work, [anns.item, anns.gift]),
    find_items: lambda work, _: find_items(work, ItemFilter(), limit=500),
    known_things: lambda work, _: known_things(work),
    statistics: lambda work, _: statistics(work),
    show_badges: lambda work, _: show_badges(work),
    show_checkups: lambda work, _: show_checkups(work),
    complete_checkups: lambda work, _: complete_checkups(work, BOTH),
    set_checkup_interval: lambda work, _: set_checkup_interval(work, BOTH, 7),
    snooze_checkups: lambda work, _: snooze_checkups(work, BOTH, NOON + timedelta(days=9)),
    show_settings: lambda work, _: show_settings(work),
    show_reminder_settings: lambda work, _: show_reminder_settings(work),
    chosen_locale: lambda work, _: chosen_locale(work),
    change_settings: lambda work, _: change_settings(work, SettingsEdit(timezone="Asia/Tokyo")),
    set_onboarding_step: lambda work, _: set_onboarding_step(work, 2),
    show_history: lambda work, _: show_history(work, limit=100),
    undo: lambda work, anns: undo(work, anns.turn),
    receipt_of_turn: lambda work, anns: receipt_of_turn(work, anns.turn),
    export_person: lambda work, _: export_person(work),
    import_person: lambda work, anns: import_person(work, anns.document),
    keep_picture: lambda work, _: keep_picture(work, uuid4(), PICTURE),
    mark_read: lambda work, _: mark_read(work, CheckupType.KEEP),
    ask: lambda work, _: ask(work, "ann", [Option("Yes", ())]),
    open_household: lambda work, _: open_household(work),
    show_household: lambda work, _: show_household(work),
    open_question: lambda work, _: open_question(work, "ann"),
    claim_answer: lambda work, anns: claim_answer(work, anns.question, 0),
    to_review: lambda work, _: to_review(work, CheckupType.KEEP),
    start_review: lambda work, _: start_review(work, CheckupType.KEEP),
    open_review: lambda work, _: open_review(work, CheckupType.KEEP),
    present_state: lambda work, anns: present_state(work, anns.review),
    answer_step: lambda work, anns: answer_step(work, anns.review, 1, ReviewAnswer.DONATE),
    step_back: lambda work, anns: step_back(work, anns.review, 1),
    finish_review: lambda work, anns: finish_review(work, anns.review),
    undo_review: lambda work, anns: undo_review(work, anns.review),
    complete_cycle: lambda work, _: complete_cycle(work, CheckupType.KEEP, NOON),
    snooze_cycle: lambda work, _: snooze_cycle(
        work, CheckupType.KEEP, NOON, NOON + timedelta(days=9)
    ),
}


def use_cases() -> set[Callable[..., object]]:
    """Everything public that takes a unit of work, in the modules of use cases."""
    found: set[Callable[..., object]] = set()
    for module in use_case_modules():
        for _, function in inspect.getmembers(module, inspect.iscoroutinefunction):
            is_own = function.__module__ == module.__name__
            if is_own and not function.__name__.startswith("_"):
                found.add(function)
    return found


def use_case_modules() -> list[ModuleType]:
    names = [module.name for module in pkgutil.walk_packages(core.__path__, "core.")]
    return [
        importlib.import_module(name)
        for name in names
        if name.rpartition(".")[2] in ("actions", "questions")
    ]


def test_every_use_case_is_tried() -> None:
    assert len(use_case_modules()) >= 7
    assert use_cases() == set(ATTEMPTS)


async def ann_lives(ann: Person) -> Anns:
    picture = await ann.does(lambda work: keep_picture(work, uuid4(), PICTURE))
    item, gift = await ann.adds(
        NewThing(f"{SECRET} hat", picture=picture, received=date(2020, 1, 1)),
        NewThing(f"{SECRET} desk", status=ItemStatus.GIVE, recipient=SECRET),
    )
    receipt = await ann.does(
        lambda work: change_items(work, [item.id], ThingEdit(name=f"{SECRET} cap"))
    )
    question = await ann.does(lambda work: ask(work, "ann", [Option(SECRET, ({"tool": "undo"},))]))
    review = uuid4()
    with contextlib.suppress(NotInPrivate):
        review = await ann.does(review_one_of_two)
    stolen = await ann.export()
    stolen["items"] = [entry | {"name": "bob's copy"} for entry in stolen["items"]]
    stolen["items"] = [entry | {"recipient": None} for entry in stolen["items"]]
    return Anns(item.id, gift.id, receipt.turn_id, question.id, picture, review, stolen)


async def review_one_of_two(work: Work) -> UUID:
    """The id of a review with a step that is answered, and one to come."""
    await add_items(work, [NewThing(f"{SECRET} hood")])
    begun = await start_review(work, CheckupType.KEEP)
    assert begun is not None
    await answer_step(work, begun.review_id, 0, ReviewAnswer.KEEP)
    return begun.review_id


@pytest.mark.parametrize("use_case", ATTEMPTS, ids=lambda use_case: use_case.__name__)
async def test_nobody_reaches_what_is_another_households(
    use_case: Callable[..., object], ann: Person, bob: Person
) -> None:
    anns = await ann_lives(ann)
    before = await ann.export()
    answer: object = None
    with contextlib.suppress(MinNowError):
        answer = await bob.does(lambda work: ATTEMPTS[use_case](work, anns))
    assert SECRET not in repr(answer)
    assert str(anns.item) not in repr(answer)
    assert anns.picture not in repr(answer)
    assert await ann.export() == before
    question = await ann.does(lambda work: open_question(work, "ann"))
    assert question is not None
    assert question.id == anns.question


OWN_BUSINESS = {
    show_checkups,
    complete_checkups,
    set_checkup_interval,
    snooze_checkups,
    change_settings,
    import_person,
}
"""What is the person's own wherever they are; the conversation refuses it in groups."""


@pytest.mark.parametrize(
    "use_case",
    [one for one in ATTEMPTS if one not in OWN_BUSINESS],
    ids=lambda use_case: use_case.__name__,
)
@pytest.mark.parametrize("lives_in_group", [False, True], ids=["from_the_group", "from_private"])
async def test_private_and_shared_lists_know_nothing_of_each_other(
    use_case: Callable[..., object],
    lives_in_group: bool,
    ann: Person,
    database: Database,
    clock: StandingClock,
) -> None:
    here, there = ann, in_group(database, clock, "ann")
    await opened(there)
    if lives_in_group:
        here, there = there, here
    anns = await ann_lives(here)
    before = await here.things()
    answer: object = None
    with contextlib.suppress(MinNowError):
        answer = await there.does(lambda work: ATTEMPTS[use_case](work, anns))
    assert SECRET not in repr(answer)
    assert str(anns.item) not in repr(answer)
    assert await here.things() == before
    question = await here.does(lambda work: open_question(work, "ann"))
    assert question is not None
    assert question.id == anns.question


@pytest.mark.parametrize(
    "use_case",
    [
        get_item,
        get_items,
        find_items,
        known_things,
        show_badges,
        show_history,
        export_person,
        to_review,
        start_review,
        open_review,
        present_state,
        finish_review,
    ],
)
async def test_an_attempt_on_ones_own_is_answered(
    use_case: Callable[..., object], ann: Person
) -> None:
    """Otherwise the attempts above would prove nothing."""
    anns = await ann_lives(ann)
    assert SECRET in repr(await ann.does(lambda work: ATTEMPTS[use_case](work, anns)))


@pytest.mark.parametrize(
    "use_case", [change_items, part_with_items, remove_items, undo, answer_step]
)
async def test_an_attempt_on_ones_own_changes_it(
    use_case: Callable[..., object], ann: Person
) -> None:
    anns = await ann_lives(ann)
    before = await ann.state()
    await ann.does(lambda work: ATTEMPTS[use_case](work, anns))
    assert await ann.state() != before
