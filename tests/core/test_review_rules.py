from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from core.items.results import Thing
from core.items.rules import thing_of
from core.items.state import ItemState
from core.reviews.results import Candidate, Reason
from core.reviews.rules import Said, give_candidates, keep_candidates, kind_of
from storage.base import new_id
from storage.vocabulary import ItemStatus, ItemType, ReviewAnswer

TODAY = date(2026, 3, 10)
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
LAST_CHECKUP = date(2026, 2, 10)
REVIEW = UUID(int=1)
EARLIER_REVIEW = UUID(int=2)


def kept(
    name: str,
    *,
    last_used: date = TODAY,
    received: date = date(2025, 9, 1),
    goal_months: int = 60,
    listed_days_ago: int = 0,
    item_type: ItemType = ItemType.CLOTHING,
) -> Thing:
    """Nothing about it is worth asking about unless said so."""
    state = ItemState(
        id=new_id(),
        owner_id=UUID(int=7),
        name=name,
        picture="📦",
        item_type=item_type,
        status=ItemStatus.KEEP,
        received=received,
        last_used=last_used,
        goal_months=goal_months,
        recipient=None,
        parted_on=None,
        created_at=NOON - timedelta(days=listed_days_ago),
    )
    return thing_of(state, TODAY)


def gone(
    name: str, parted_on: date | None = TODAY, recipient: str | None = None, days_ago: int = 0
) -> Thing:
    state = ItemState(
        id=new_id(),
        owner_id=UUID(int=7),
        name=name,
        picture="📦",
        item_type=ItemType.CLOTHING,
        status=ItemStatus.GIVE,
        received=date(2020, 1, 1),
        last_used=date(2020, 1, 1),
        goal_months=12,
        recipient=recipient,
        parted_on=parted_on,
        created_at=NOON - timedelta(days=days_ago),
    )
    return thing_of(state, TODAY)


def said(
    answer: ReviewAnswer, at: datetime = NOON - timedelta(days=30), review: UUID = REVIEW
) -> Said:
    return Said(answer, at, review)


def told(candidates: tuple[Candidate, ...]) -> list[tuple[str, Reason]]:
    return [(candidate.thing.name, candidate.reason) for candidate in candidates]


def keep_order(*things: Thing, answers: dict[UUID, Said] | None = None) -> list[tuple[str, Reason]]:
    return told(keep_candidates(things, answers or {}, TODAY))


def give_order(*things: Thing, answers: dict[UUID, Said] | None = None) -> list[tuple[str, Reason]]:
    return told(give_candidates(things, answers or {}, LAST_CHECKUP, TODAY))


def test_the_strongest_reasons_come_first() -> None:
    assert keep_order(
        kept("lamp"),
        kept("blue hoodie"),
        kept("grey hoodie"),
        kept("bike", listed_days_ago=60),
        kept("tent", last_used=date(2025, 9, 10)),
        kept("desk", received=date(2015, 1, 1)),
    ) == [
        ("desk", Reason.GOAL_REACHED),
        ("tent", Reason.UNUSED),
        ("bike", Reason.NEVER_CONFIRMED),
        ("blue hoodie", Reason.ALIKE),
        ("grey hoodie", Reason.ALIKE),
        ("lamp", Reason.UNUSED),
    ]


def test_a_thing_has_one_reason_the_strongest() -> None:
    everything = kept(
        "hoodie", last_used=date(2015, 1, 1), received=date(2015, 1, 1), listed_days_ago=900
    )
    assert keep_order(everything, kept("hoodies")) == [
        ("hoodie", Reason.GOAL_REACHED),
        ("hoodies", Reason.ALIKE),
    ]


def test_the_longest_unused_comes_first_among_equals() -> None:
    days = [date(2026, 1, 5), date(2025, 12, 1), date(2026, 2, 1)]
    things = [kept(f"thing{day.month}x", last_used=day) for day in days]
    assert [name for name, _ in keep_order(*things)] == ["thing12x", "thing1x", "thing2x"]


def test_six_months_without_use_are_long() -> None:
    assert keep_order(
        kept("bike", last_used=date(2025, 9, 10)), kept("tent", last_used=date(2025, 9, 11))
    ) == [("bike", Reason.UNUSED), ("tent", Reason.UNUSED)]
    assert keep_order(
        kept("bike", last_used=date(2025, 9, 11)), kept("tent", listed_days_ago=40)
    ) == [("tent", Reason.NEVER_CONFIRMED), ("bike", Reason.UNUSED)]


def test_what_was_listed_just_now_need_not_be_confirmed() -> None:
    assert keep_order(kept("new", listed_days_ago=27), kept("old", listed_days_ago=28)) == [
        ("old", Reason.NEVER_CONFIRMED),
        ("new", Reason.UNUSED),
    ]


def test_what_a_review_has_asked_about_is_no_longer_never_confirmed() -> None:
    lamp = kept("lamp", listed_days_ago=90)
    answers = {lamp.id: said(ReviewAnswer.NOT_TODAY)}
    assert keep_order(lamp, answers=answers) == [("lamp", Reason.UNUSED)]


@pytest.mark.parametrize("answer", [ReviewAnswer.USED, ReviewAnswer.KEEP])
def test_what_the_last_review_confirmed_comes_last(answer: ReviewAnswer) -> None:
    desk, lamp = kept("desk", received=date(2015, 1, 1)), kept("lamp")
    assert keep_order(desk, lamp, answers={desk.id: said(answer)}) == [
        ("lamp", Reason.UNUSED),
        ("desk", Reason.GOAL_REACHED),
    ]


def test_what_only_an_earlier_review_confirmed_is_asked_again() -> None:
    desk, lamp = kept("desk", received=date(2015, 1, 1)), kept("lamp")
    answers = {
        desk.id: said(ReviewAnswer.KEEP, NOON - timedelta(days=60), EARLIER_REVIEW),
        lamp.id: said(ReviewAnswer.KEEP),
    }
    assert [name for name, _ in keep_order(desk, lamp, answers=answers)] == ["desk", "lamp"]


def test_a_give_review_since_does_not_make_a_keep_review_an_earlier_one() -> None:
    desk, lamp, vase = kept("desk", received=date(2015, 1, 1)), kept("lamp"), kept("vase")
    answers = {
        desk.id: said(ReviewAnswer.KEEP),
        vase.id: said(ReviewAnswer.CHANGED_MIND, NOON, EARLIER_REVIEW),
    }
    assert [name for name, _ in keep_order(desk, lamp, vase, answers=answers)][-1] == "desk"


def test_several_alike_tell_how_many_they_are() -> None:
    things = [kept("Grey Hoodie"), kept("blue hoodies"), kept("hoodie!"), kept("lamp")]
    alike = {c.thing.name: c.alike for c in keep_candidates(things, {}, TODAY)}
    assert alike == {"Grey Hoodie": 3, "blue hoodies": 3, "hoodie!": 3, "lamp": 1}


def test_things_of_another_type_are_not_alike() -> None:
    assert keep_order(kept("table", item_type=ItemType.FURNITURE), kept("table")) == [
        ("table", Reason.UNUSED),
        ("table", Reason.UNUSED),
    ]


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("grey hoodie", "hoodie"),
        ("Grey HOODIES", "hoodie"),
        ("“Dune”", "dune"),
        ("iPhone 12", "iphone"),
        ("PS5", "ps5"),
        ("dress", "dress"),
        ("CDs", "cd"),
        ("shoes 👟", "shoe"),
        ("हरी कमीज़", "कमीज़"),
        ("T-shirts", "t-shirt"),
        ("42", None),
        ("🎩", None),
    ],
)
def test_the_kind_is_the_last_word_of_the_name(name: str, word: str | None) -> None:
    kind = kind_of(kept(name))
    assert kind == (None if word is None else (ItemType.CLOTHING, word))


def test_a_give_review_asks_for_what_is_still_here_then_for_what_waits_then_for_the_rest() -> None:
    sofa = gone("sofa", recipient="Tom", parted_on=date(2026, 2, 1))
    assert give_order(
        gone("book", recipient="Kim"),
        gone("vase"),
        sofa,
        answers={sofa.id: said(ReviewAnswer.STILL_HERE)},
    ) == [
        ("sofa", Reason.STILL_HERE),
        ("vase", Reason.TO_HAND_OVER),
        ("book", Reason.PARTED_LATELY),
    ]


def test_what_was_put_aside_in_a_review_waits_whoever_gets_it() -> None:
    sofa = gone("sofa", recipient="Tom", parted_on=date(2024, 2, 1))
    assert give_order(sofa, answers={sofa.id: said(ReviewAnswer.DONATE)}) == [
        ("sofa", Reason.TO_HAND_OVER)
    ]


def test_the_longest_parted_waits_first() -> None:
    assert [name for name, _ in give_order(gone("new"), gone("old", date(2026, 1, 1)))] == [
        "old",
        "new",
    ]


def test_what_went_to_somebody_before_the_last_checkup_is_not_asked_about() -> None:
    assert give_order(
        gone("before", LAST_CHECKUP - timedelta(days=1), "Tom"),
        gone("on", LAST_CHECKUP, "Tom"),
    ) == [("on", Reason.PARTED_LATELY)]


def test_nobody_waits_for_longer_than_a_year() -> None:
    assert give_order(gone("old", date(2025, 3, 9)), gone("unknown", None)) == []
    assert give_order(gone("old", date(2025, 3, 10))) == [("old", Reason.TO_HAND_OVER)]


def test_what_is_done_does_not_come_again() -> None:
    sofa = gone("sofa", parted_on=date(2026, 3, 8))
    done_then = said(ReviewAnswer.DONE, datetime(2026, 3, 8, 9, tzinfo=UTC))
    assert give_order(sofa, answers={sofa.id: done_then}) == []


def test_what_is_done_does_not_come_again_east_of_greenwich() -> None:
    """Parted with and done in the morning of the 8th in Auckland: in UTC it is the 7th."""
    sofa = gone("sofa", parted_on=date(2026, 3, 8))
    done_then = said(ReviewAnswer.DONE, datetime(2026, 3, 7, 20, tzinfo=UTC))
    assert give_order(sofa, answers={sofa.id: done_then}) == []


def test_what_was_done_and_then_parted_with_anew_comes_again() -> None:
    sofa = gone("sofa", parted_on=TODAY)
    done_then = said(ReviewAnswer.DONE, datetime(2026, 2, 12, 9, tzinfo=UTC))
    assert give_order(sofa, answers={sofa.id: done_then}) == [("sofa", Reason.TO_HAND_OVER)]


def test_what_was_kept_after_all_and_then_given_to_somebody_is_parted_with_lately() -> None:
    sofa = gone("sofa", recipient="Tom")
    answers = {sofa.id: said(ReviewAnswer.CHANGED_MIND)}
    assert give_order(sofa, answers=answers) == [("sofa", Reason.PARTED_LATELY)]


def test_nothing_to_ask_about_is_no_review() -> None:
    assert keep_order() == []
    assert give_order() == []
