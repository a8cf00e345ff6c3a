"""Words in calls become ids, or a question."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.agent.calls import ChangeItems, FindItems, PartWithItems, Undo
from bot.agent.resolving import MOST_CHOICES, Unclear, name_things, settle
from core.errors import ItemNotFound
from core.items.results import Thing
from storage.vocabulary import ItemStatus
from tests.agent.things import thing

A_THING = thing("", received=date(2024, 1, 1))


def things(*names: str) -> tuple[Thing, ...]:
    return tuple(
        replace(A_THING, id=UUID(int=number), name=name)
        for number, name in enumerate(names, start=1)
    )


def id_(number: int) -> str:
    return str(UUID(int=number))


def test_ids_and_calls_without_things_stay_as_they_are() -> None:
    calls = (ChangeItems(items=(id_(7),), goal_months=1), Undo(), FindItems())

    assert not name_things(calls)
    assert settle(calls, ()) == calls


def test_words_that_fit_nothing_are_not_found() -> None:
    with pytest.raises(ItemNotFound):
        settle((FindItems(items=("kettle",)),), things("Rug"))


def test_a_question_offers_no_more_than_one_can_read() -> None:
    gift = PartWithItems(items=("mug",), status=ItemStatus.GIVE)

    unclear = settle((gift,), things(*[f"mug {number}" for number in range(20)]))

    assert isinstance(unclear, Unclear)
    assert len(unclear.choices) == MOST_CHOICES + 1


some_things = things("Floor lamp", "Desk lamp", "Grey hoodie", "Kettle", "Red mug", "Blue mug")
words = st.sampled_from(["lamp", "hoodie", "kettle", "mug", "red mug", "Desk lamp", id_(4)])
some_calls = st.lists(
    st.lists(words, min_size=1, max_size=3).map(
        lambda items: PartWithItems(items=tuple(items), status=ItemStatus.GIVE)
    ),
    min_size=1,
    max_size=3,
)


@given(some_calls, st.integers(0, 5))
def test_answering_every_question_names_every_thing(
    calls: list[PartWithItems], picked: int
) -> None:
    settled = settle(calls, some_things)
    while isinstance(settled, Unclear):
        choice = settled.choices[picked % len(settled.things)]
        assert len(choice.calls) == len(calls)
        settled = settle(choice.calls, some_things)

    assert not name_things(settled)
    assert [len(call.items) for call in calls] == [
        len(call.items) for call in settled if isinstance(call, PartWithItems)
    ]


def test_no_two_answers_read_alike() -> None:
    gift = PartWithItems(items=("lamp",), status=ItemStatus.GIVE)
    later = replace(A_THING, id=UUID(int=9), name="Lamp", received=date(2024, 5, 1))
    unclear = settle((gift,), (*things("Lamp", "Lamp"), later))

    assert isinstance(unclear, Unclear)
    assert [choice.label for choice in unclear.choices] == [
        "Lamp (2024-01-01) 1",
        "Lamp (2024-01-01) 2",
        "Lamp (2024-05-01)",
        "None of these",
    ]
