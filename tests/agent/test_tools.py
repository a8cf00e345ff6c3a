"""Calls, run on a real database."""

from datetime import date, datetime
from uuid import UUID, uuid4

import pytest

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
    ShowHistory,
    ShowSettings,
    ShowStatistics,
    SnoozeCheckup,
    ThingToAdd,
    Undo,
)
from bot.agent.outcomes import Asked, Changed, Found, NothingDone, Outcome, Refused, Shown
from bot.agent.tools import find
from core.badges.actions import BadgeBoard
from core.checkups.results import Checkup
from core.errors import (
    InvalidGoal,
    InvalidInterval,
    ItemLimitReached,
    ItemNotFound,
    NothingToUndo,
    QuestionGone,
)
from core.history.actions import HistoryPage
from core.items.results import Statistics
from core.people.results import Settings
from core.receipts import CheckupChange, ItemChange
from storage.vocabulary import CheckupType, ItemStatus, ItemType
from tests.agent.world import CHAT, World, kinds
from tests.statements import sent_statements

KEEP, GIVE, DONATE = ItemStatus.KEEP, ItemStatus.GIVE, ItemStatus.DONATE


def add(*names: str) -> AddItems:
    return AddItems(things=tuple(ThingToAdd(name=name) for name in names))


def give(*items: str) -> PartWithItems:
    return PartWithItems(items=items, status=GIVE)


def asked(outcomes: tuple[Outcome, ...]) -> Asked:
    (outcome,) = outcomes
    assert isinstance(outcome, Asked)
    return outcome


def labels(outcome: Asked) -> list[str]:
    return [option.text for option in outcome.question.options]


def refusal(outcomes: tuple[Outcome, ...]) -> type[Exception]:
    (outcome,) = outcomes
    assert isinstance(outcome, Refused)
    return type(outcome.error)


async def press(world: World, question: Asked, label: str) -> tuple[Outcome, ...]:
    async with world.turn() as turn:
        return await world.tools.answer(
            await turn.work(), CHAT, question.question.id, labels(question).index(label)
        )


async def test_a_thing_added_by_name_alone_gets_its_type_and_picture(world: World) -> None:
    (outcome,) = await world.run(add("desk lamp"))

    assert isinstance(outcome, Changed)
    (change,) = outcome.receipt.changes
    assert isinstance(change, ItemChange)
    assert change.before is None
    assert change.after is not None
    assert (change.after.item_type, change.after.picture) == (ItemType.DECOR, "💡")


async def test_a_type_and_picture_that_were_told_are_kept(world: World) -> None:
    call = AddItems(things=(ThingToAdd(name="lamp", item_type=ItemType.TECHNOLOGY, picture="🔦"),))
    (outcome,) = await world.run(call)

    assert isinstance(outcome, Changed)
    (change,) = outcome.receipt.changes
    assert isinstance(change, ItemChange)
    assert change.after is not None
    assert (change.after.item_type, change.after.picture) == (ItemType.TECHNOLOGY, "🔦")


@pytest.mark.parametrize("picture", ["lamp", "", "💡 and more", "<b>", "💡" * 40])
async def test_a_picture_that_is_no_emoji_is_replaced(world: World, picture: str) -> None:
    (outcome,) = await world.run(AddItems(things=(ThingToAdd(name="lamp", picture=picture),)))

    assert isinstance(outcome, Changed)
    (change,) = outcome.receipt.changes
    assert isinstance(change, ItemChange)
    assert change.after is not None
    assert change.after.picture == "💡"


async def test_words_are_resolved_against_the_list(world: World) -> None:
    await world.has("Grey hoodie", "Kettle")

    (outcome,) = await world.run(give("hoodie"))

    assert isinstance(outcome, Changed)
    assert await world.things() == {"Grey hoodie": GIVE, "Kettle": KEEP}


async def test_an_unknown_name_is_refused_and_changes_nothing(world: World) -> None:
    await world.has("Kettle")

    assert refusal(await world.run(give("spaceship"))) is ItemNotFound
    assert await world.things() == {"Kettle": KEEP}


async def test_a_thing_of_another_household_is_not_found_even_by_its_id(world: World) -> None:
    (kettle,) = await world.has("Kettle", who="bert")

    for call in (
        give(str(kettle.id)),
        RemoveItems(items=(str(kettle.id),)),
        ChangeItems(items=(str(kettle.id),), name="Mine"),
        FindItems(items=(str(kettle.id),)),
    ):
        assert refusal(await world.run(call)) is ItemNotFound
    assert await world.things("bert") == {"Kettle": KEEP}


async def test_an_ambiguous_name_asks_and_changes_nothing(world: World) -> None:
    await world.has("Floor lamp", "Desk lamp", "Kettle")

    question = asked(await world.run(give("lamp")))

    assert (question.code, question.subject) == ("which", "lamp")
    assert labels(question) == ["Floor lamp", "Desk lamp", "None of these"]
    assert [thing.name for thing in question.things] == ["Floor lamp", "Desk lamp"]
    assert set((await world.things()).values()) == {KEEP}


async def test_the_answer_to_which_one_runs_the_whole_sentence(world: World) -> None:
    await world.has("Floor lamp", "Desk lamp", "Kettle")
    question = asked(await world.run(add("Rug"), give("lamp"), give("kettle")))

    outcomes = await press(world, question, "Desk lamp")

    assert kinds(outcomes) == ["Changed", "Changed", "Changed"]
    assert await world.things() == {
        "Floor lamp": KEEP,
        "Desk lamp": GIVE,
        "Kettle": GIVE,
        "Rug": KEEP,
    }


async def test_two_ambiguous_names_are_asked_one_after_the_other(world: World) -> None:
    await world.has("Floor lamp", "Desk lamp", "Red mug", "Blue mug")

    first = asked(await world.run(give("lamp", "mug")))
    second = asked(await press(world, first, "Desk lamp"))
    await press(world, second, "Blue mug")

    assert (first.subject, second.subject) == ("lamp", "mug")
    assert await world.things() == {
        "Floor lamp": KEEP,
        "Desk lamp": GIVE,
        "Red mug": KEEP,
        "Blue mug": GIVE,
    }


async def test_namesakes_are_told_apart_by_the_day_they_came(world: World) -> None:
    await world.run(
        AddItems(
            things=(
                ThingToAdd(name="Mug", received=date(2020, 1, 2)),
                ThingToAdd(name="Mug", received=date(2021, 3, 4)),
            )
        )
    )

    question = asked(await world.run(give("mug")))

    assert labels(question) == ["Mug (2020-01-02)", "Mug (2021-03-04)", "None of these"]


async def test_none_of_these_does_nothing_and_closes_the_question(world: World) -> None:
    await world.has("Floor lamp", "Desk lamp")
    question = asked(await world.run(give("lamp")))

    assert await press(world, question, "None of these") == (NothingDone("declined"),)
    assert refusal(await press(world, question, "Desk lamp")) is QuestionGone
    assert set((await world.things()).values()) == {KEEP}


async def test_an_answer_is_taken_once(world: World) -> None:
    await world.has("Kettle")
    question = asked(await world.run(RemoveItems(items=("kettle",))))

    assert kinds(await press(world, question, "Yes")) == ["Changed"]
    assert refusal(await press(world, question, "Yes")) is QuestionGone


async def test_an_answer_of_somebody_else_is_refused(world: World) -> None:
    await world.has("Kettle")
    question = asked(await world.run(RemoveItems(items=("kettle",))))

    async with world.turn("bert") as turn:
        outcomes = await world.tools.answer(await turn.work(), CHAT, question.question.id, 0)

    assert refusal(outcomes) is QuestionGone
    assert await world.things() == {"Kettle": KEEP}


async def test_removing_asks_first_and_names_the_thing(world: World) -> None:
    await world.has("Kettle", "Rug")

    question = asked(await world.run(RemoveItems(items=("kettle",))))

    assert (question.code, question.subject) == ("confirm", "Kettle")
    assert labels(question) == ["Yes", "No"]
    assert await world.things() == {"Kettle": KEEP, "Rug": KEEP}

    await press(world, question, "Yes")

    assert await world.things() == {"Rug": KEEP}


async def test_changing_more_than_five_things_asks_first(world: World) -> None:
    names = [f"Mug {number}" for number in range(6)]
    things = await world.has(*names)
    ids = [str(thing.id) for thing in things]

    assert kinds(await world.run(ChangeItems(items=tuple(ids[:5]), goal_months=24))) == ["Changed"]
    question = asked(await world.run(give(*ids)))
    assert set((await world.things()).values()) == {KEEP}

    await press(world, question, "Yes")
    assert set((await world.things()).values()) == {GIVE}


async def test_no_calls_are_not_silence(world: World) -> None:
    assert await world.run() == (NothingDone("not_understood"),)


async def test_adding_many_things_does_not_ask(world: World) -> None:
    assert kinds(await world.run(add(*[f"Mug {number}" for number in range(8)]))) == ["Changed"]
    assert len(await world.things()) == 8


async def test_a_sentence_is_done_completely_or_not_at_all(world: World) -> None:
    await world.has("Kettle")

    outcomes = await world.run(
        give("kettle"), ChangeSettings(timezone="Europe/Berlin"), add("x" * 300)
    )

    assert kinds(outcomes) == ["Refused"]
    assert await world.things() == {"Kettle": KEEP}
    (shown,) = await world.run(ShowSettings())
    assert isinstance(shown, Shown)
    assert isinstance(shown.what, Settings)
    assert shown.what.timezone == "UTC"


async def test_after_a_refused_sentence_the_turn_goes_on(world: World) -> None:
    await world.has("Kettle")
    async with world.turn() as turn:
        work = await turn.work()
        refused = await world.tools.run_all(
            work, CHAT, (give("kettle"), ChangeItems(items=("kettle",), goal_months=-5))
        )
        changed = await world.tools.run(work, CHAT, give("kettle"))

    assert refusal(refused) is InvalidGoal
    assert isinstance(changed, Changed)
    assert await world.things() == {"Kettle": GIVE}


async def test_what_must_be_confirmed_waits_alone(world: World) -> None:
    await world.has("Kettle", "Rug")

    outcomes = await world.run(give("kettle"), RemoveItems(items=("rug",)))

    assert kinds(outcomes) == ["Changed", "Asked"]
    assert await world.things() == {"Kettle": GIVE, "Rug": KEEP}


async def test_at_the_limit_what_leaves_makes_room_for_what_comes(world: World) -> None:
    await world.has(*[f"Mug {number}" for number in range(10)])

    outcomes = await world.run(add("Rug"), give("Mug 3"))

    assert kinds(outcomes) == ["Changed", "Changed"]
    things = await world.things()
    assert (things["Rug"], things["Mug 3"]) == (KEEP, GIVE)


async def fill(world: World) -> None:
    """Ten things, "Mug 0" the longest without use."""
    await world.run(
        AddItems(
            things=tuple(
                ThingToAdd(
                    name=f"Mug {number}",
                    received=date(2020, 1, 1),
                    last_used=date(2024, 1, number + 1),
                )
                for number in range(10)
            )
        )
    )


async def test_at_the_limit_a_swap_is_offered_and_nothing_added(world: World) -> None:
    await fill(world)

    question = asked(await world.run(add("Rug")))

    assert (question.code, question.subject) == ("swap", "Rug")
    assert isinstance(question.because, ItemLimitReached)
    assert labels(question) == [
        "Give Mug 0",
        "Donate Mug 0",
        "Give Mug 1",
        "Donate Mug 1",
        "Give Mug 2",
        "Donate Mug 2",
        "No",
    ]
    assert "Rug" not in await world.things()


async def test_a_swap_gives_one_and_adds_the_other(world: World) -> None:
    await fill(world)
    question = asked(await world.run(add("Rug")))

    assert kinds(await press(world, question, "Donate Mug 1")) == ["Changed", "Changed"]

    things = await world.things()
    assert (things["Mug 1"], things["Rug"]) == (DONATE, KEEP)


async def test_a_swap_for_two_things_lets_two_go(world: World) -> None:
    await fill(world)
    question = asked(await world.run(add("Rug", "Chair")))

    assert labels(question) == ["Give Mug 0, Mug 1", "Donate Mug 0, Mug 1", "No"]
    await press(world, question, "Give Mug 0, Mug 1")

    things = await world.things()
    assert [name for name, status in things.items() if status is GIVE] == ["Mug 0", "Mug 1"]
    assert things["Chair"] is KEEP


async def test_far_beyond_the_limit_it_is_refused(world: World) -> None:
    await fill(world)

    assert refusal(await world.run(add("a", "b", "c", "d"))) is ItemLimitReached


async def test_taking_back_beyond_the_limit_is_refused(world: World) -> None:
    await world.has("Rug")
    await world.run(give("rug"))
    await fill(world)

    assert refusal(await world.run(ChangeItems(items=("rug",), status=KEEP))) is ItemLimitReached


async def test_a_thing_given_before_it_was_listed_is_added_as_given(world: World) -> None:
    call = AddItems(
        things=(
            ThingToAdd(
                name="Switch", status=GIVE, recipient="my brother", parted_on=date(2026, 3, 1)
            ),
        )
    )

    await world.run(call)

    assert await world.things() == {"Switch": GIVE}


async def test_every_state_can_be_shown(world: World) -> None:
    expected: list[tuple[AnyCall, type]] = [
        (ShowStatistics(), Statistics),
        (ShowStatistics(about="badges"), BadgeBoard),
        (ShowSettings(), Settings),
        (ShowHistory(), HistoryPage),
    ]
    for call, kind in expected:
        (outcome,) = await world.run(call)
        assert isinstance(outcome, Shown)
        assert isinstance(outcome.what, kind)


async def test_only_the_checkups_asked_for_are_shown(world: World) -> None:
    (outcome,) = await world.run(ShowCheckups(types=(CheckupType.GIVE,)))

    assert isinstance(outcome, Shown)
    assert isinstance(outcome.what, tuple)
    (checkup,) = outcome.what
    assert isinstance(checkup, Checkup)
    assert checkup.checkup_type is CheckupType.GIVE


async def test_checkups_are_completed_scheduled_and_snoozed(world: World) -> None:
    both = (CheckupType.KEEP, CheckupType.GIVE)
    await world.run(ChangeSettings(timezone="Europe/Berlin"))

    outcomes = await world.run(
        CompleteCheckup(types=both),
        SetCheckupInterval(types=(CheckupType.KEEP,), months=3),
        SnoozeCheckup(types=(CheckupType.GIVE,), until=datetime(2026, 3, 20, 9, 0)),  # noqa: DTZ001
    )

    assert kinds(outcomes) == ["Changed", "Changed", "Changed"]
    snoozed = outcomes[2]
    assert isinstance(snoozed, Changed)
    (change,) = snoozed.receipt.changes
    assert isinstance(change, CheckupChange)
    assert change.after.snoozed_until == datetime.fromisoformat("2026-03-20T09:00:00+01:00")


async def test_an_impossible_interval_is_refused(world: World) -> None:
    call = SetCheckupInterval(types=(CheckupType.KEEP,), months=61)

    assert refusal(await world.run(call)) is InvalidInterval


async def test_undo_takes_the_last_turn_back(world: World) -> None:
    await world.has("Kettle")
    await world.run(give("kettle"))

    (outcome,) = await world.run(Undo())

    assert isinstance(outcome, Changed)
    assert outcome.receipt.undo
    assert await world.things() == {"Kettle": KEEP}


async def test_undoing_what_is_no_turn_is_refused(world: World) -> None:
    assert refusal(await world.run(Undo(turn_id="'; drop table items"))) is NothingToUndo
    assert refusal(await world.run(Undo(turn_id=str(uuid4())))) is NothingToUndo


def found_names(outcome: Outcome) -> list[str]:
    assert isinstance(outcome, Found)
    return [thing.name for thing in outcome.page.things]


async def test_looking_up_an_ambiguous_name_shows_all_that_fit(world: World) -> None:
    await world.has("Floor lamp", "Desk lamp", "Kettle")

    (outcome,) = await world.run(FindItems(items=("lamp",), aspect="owned"))

    assert found_names(outcome) == ["Floor lamp", "Desk lamp"]
    assert isinstance(outcome, Found)
    assert all(UUID(item) for item in outcome.query.items)


async def test_only_so_many_are_found_as_were_asked_for(world: World) -> None:
    await fill(world)

    (outcome,) = await world.run(FindItems(order="longest_unused", most=3))

    assert found_names(outcome) == ["Mug 0", "Mug 1", "Mug 2"]
    assert isinstance(outcome, Found)
    assert outcome.page.total == 3


async def test_pages_follow_one_another(world: World) -> None:
    await world.run(
        AddItems(
            things=tuple(ThingToAdd(name=f"Mug {number}", status=GIVE) for number in range(14))
        )
    )
    things = await world.has()
    everything = FindItems(statuses=(GIVE,))
    named = FindItems(items=tuple(str(thing.id) for thing in things))
    few = FindItems(statuses=(GIVE,), most=12)

    async with world.turn() as turn:
        work = await turn.work()
        for query, total in ((everything, 14), (named, 14), (few, 12)):
            page = await find(work, query, offset=10)
            assert isinstance(page, Found)
            assert found_names(page) == [f"Mug {number}" for number in range(10, total)]
            assert page.page.total == total
            beyond = await find(work, query, offset=20)
            assert found_names(beyond) == []


async def test_things_that_are_named_are_read_together(world: World) -> None:
    things = await world.has(*(f"Mug {number}" for number in range(8)))
    named = tuple(str(thing.id) for thing in things)

    async with world.turn() as turn:
        work = await turn.work()
        with sent_statements(world.database) as statements:
            await find(work, FindItems(items=named))
            question = await world.tools.run(work, CHAT, give(*named))

    assert isinstance(question, Asked)
    assert len(statements) == 2, statements


async def test_a_thing_that_is_gone_is_left_out_of_a_named_list(world: World) -> None:
    kettle, rug = await world.has("Kettle", "Rug")
    await world.run(RemoveItems(items=(str(rug.id),)), confirmed=True)

    (outcome,) = await world.run(FindItems(items=(str(kettle.id), str(rug.id))))

    assert found_names(outcome) == ["Kettle"]
