"""Every button, pressed."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select

from bot.agent.calls import AddItems, FindItems, ThingToAdd
from bot.conversation.button_payloads import ShowPage, encode
from storage.tables import AccountRow, TurnRow
from storage.vocabulary import ItemStatus
from tests.conversation.conftest import World
from tests.fakes.talker import Talker


async def has(world: World, talker: Talker, *things: ThingToAdd) -> None:
    world.agent.will_run(AddItems(things=things))
    await talker.say("add them")


def gifts(count: int) -> tuple[ThingToAdd, ...]:
    return tuple(
        ThingToAdd(name=f"Lamp {number:02}", status=ItemStatus.GIVE) for number in range(count)
    )


async def test_the_tour_has_three_steps_and_ends(ann: Talker) -> None:
    assert (await ann.say("/start")).startswith("1/3")
    assert ann.labels() == ["▶️ Next", "⏭️ Skip"]
    assert (await ann.press("Next")).startswith("2/3")
    assert ann.replies[0].edits
    assert (await ann.press("Next")).startswith("3/3")
    assert (await ann.press("Back")).startswith("2/3")
    await ann.press("Next")
    assert "let us begin" in await ann.press("Done")


async def test_the_tour_goes_on_where_it_was_left_and_starts_again_once_skipped(
    world: World, ann: Talker
) -> None:
    await ann.say("/start")
    await ann.press("Next")
    ann.conversation = world.restarted().conversation
    assert (await ann.say("/start")).startswith("2/3")
    await ann.press("Skip")
    assert (await ann.say("/start anything")).startswith("1/3")


async def test_a_list_is_paged_with_buttons(world: World, ann: Talker) -> None:
    await has(world, ann, *gifts(23))
    world.agent.will_run(FindItems(statuses=(ItemStatus.GIVE,), order="name"))
    text = await ann.say("what did I give away?")
    assert text.startswith("1–10 of 23:\n1. 📱 Lamp 00 · given away on 10 Mar 2026")
    assert ann.labels()[-1] == "▶️ Next"
    text = await ann.press("Next")
    assert text.startswith("11–20 of 23:\n11. 📱 Lamp 10")
    assert ann.replies[0].edits
    assert ann.labels()[-2:] == ["◀️ Back", "▶️ Next"]
    ann.conversation = world.restarted().conversation
    assert (await ann.press("Next")).startswith("21–23 of 23:\n21. 📱 Lamp 20")
    assert ann.labels()[-1] == "◀️ Back"
    assert (await ann.press("Back")).startswith("11–20 of 23:")


async def test_a_page_of_a_forgotten_list_says_so(world: World, ann: Talker) -> None:
    await has(world, ann, *gifts(11))
    world.agent.will_run(FindItems(statuses=(ItemStatus.GIVE,)))
    await ann.say("what did I give away?")
    async with world.database.engine.begin() as connection:
        await connection.execute(delete(TurnRow))
    assert "too old to turn its pages" in await ann.press("Next")


async def test_a_page_after_the_last_says_that_nothing_is_there(world: World, ann: Talker) -> None:
    await has(world, ann, *gifts(11))
    world.agent.will_run(FindItems(statuses=(ItemStatus.GIVE,)))
    await ann.say("what did I give away?")
    next_page = ann.button("Next")
    await ann.say("/undo")
    assert "Nothing on your list fits that" in await ann.press_payload(next_page.payload)


async def test_another_persons_page_cannot_be_seen_with_a_forged_button(
    world: World, ann: Talker
) -> None:
    await has(world, ann, *gifts(11))
    world.agent.will_run(FindItems(statuses=(ItemStatus.GIVE,)))
    await ann.say("what did I give away?")
    bob = world.talker("bob")
    await has(world, bob, ThingToAdd(name="Drum"))
    async with world.database.engine.begin() as connection:
        turn_ids = list(await connection.scalars(select(TurnRow.id)))
        bobs_id = await connection.scalar(
            select(AccountRow.person_id).where(AccountRow.platform_user_id == "bob")
        )
    assert bobs_id is not None
    for turn_id in turn_ids:
        assert "Lamp" not in await bob.press_payload(encode(ShowPage(turn_id, 0), bobs_id))


async def test_the_name_in_a_list_opens_the_card(world: World, ann: Talker) -> None:
    await has(world, ann, ThingToAdd(name="Harp", received=date(2024, 1, 1)))
    await ann.say("/items")
    assert "Owned: 2 years, 2 months, since 1 Jan 2024" in await ann.press("Harp")
    assert not ann.replies[0].edits, "the list stays"
    assert ann.labels() == [
        *("✅ Used it today", "🎁 Give", "🤝 Donate", "🎯 Goal", "✏️ Edit", "🗑️ Remove"),
    ]


async def test_a_card_of_what_went_tells_where_and_can_only_be_removed(
    world: World, ann: Talker
) -> None:
    gift = ThingToAdd(name="Harp", status=ItemStatus.GIVE, recipient="Eve")
    await has(world, ann, gift)
    assert "Went: given to Eve on 10 Mar 2026" in await ann.say("/item harp")
    assert ann.labels() == ["🗑️ Remove"]


@pytest.mark.parametrize(
    ("label", "receipt"),
    [
        ("Used it today", "📱 Harp: last used 1 Jan 2024 → 10 Mar 2026"),
        ("Give", "Gave 📱 Harp away"),
        ("Donate", "Donated 📱 Harp"),
    ],
)
async def test_a_quick_action_gives_a_receipt_in_place_with_the_card_and_undo(
    world: World, ann: Talker, label: str, receipt: str
) -> None:
    await has(
        world, ann, ThingToAdd(name="Harp", received=date(2024, 1, 1), last_used=date(2024, 1, 1))
    )
    before = await ann.say("/item harp")
    assert (await ann.press(label)).startswith(receipt + "\n\n📱 Harp\n")
    assert ann.replies[0].edits
    await ann.press("Undo")
    assert await ann.say("/item harp") == before


async def test_a_goal_is_chosen_from_buttons(world: World, ann: Talker) -> None:
    await has(world, ann, ThingToAdd(name="Harp"))
    await ann.say("/item harp")
    assert "How long do you want to keep 📱 Harp?" in await ann.press("Goal")
    await ann.press("Back")
    assert "Goal 1 year" in ann.replies[0].plain()
    assert ann.replies[0].edits
    await ann.press("Goal")
    assert (await ann.press("2 years")).startswith("📱 Harp: goal 1 year → 2 years")


async def test_remove_on_a_card_asks_first(world: World, ann: Talker) -> None:
    await has(world, ann, ThingToAdd(name="Harp"))
    await ann.say("/item harp")
    assert await ann.press("Remove") == "Remove Harp from your list?"
    assert await ann.press("Yes") == "Removed 📱 Harp"


async def test_yes_pressed_twice_acts_once(world: World, ann: Talker) -> None:
    await has(world, ann, ThingToAdd(name="Harp"))
    await ann.say("/remove harp")
    yes = ann.button("Yes")
    await ann.press_payload(yes.payload)
    assert "answered already" in await ann.press_payload(yes.payload)
    assert not ann.replies[0].edits, "the receipt stays"


async def test_a_question_is_answered_after_a_restart_but_not_after_a_week(
    world: World, ann: Talker
) -> None:
    await has(world, ann, ThingToAdd(name="Harp"))
    await ann.say("/remove harp")
    yes = ann.button("Yes")
    world.clock.set(world.clock.now() + timedelta(days=8))
    assert "too old" in await ann.press_payload(yes.payload)
    await ann.say("/remove harp")
    ann.conversation = world.restarted().conversation
    assert await ann.press("Yes") == "Removed 📱 Harp"


async def test_a_press_on_a_thing_that_is_gone_says_so(world: World, ann: Talker) -> None:
    await has(world, ann, ThingToAdd(name="Harp"))
    await ann.say("/items")
    opener = ann.button("Harp")
    await ann.press("Harp")
    buttons = [button for reply in ann.replies for button in reply.all_buttons()]
    await ann.say("/remove harp")
    await ann.press("Yes")
    for button in (opener, *buttons):
        assert "cannot find that" in await ann.press_payload(button.payload)


async def test_a_swap_at_the_item_limit_parts_and_adds_in_one_turn(
    world: World, ann: Talker
) -> None:
    await has(world, ann, *(ThingToAdd(name=f"Lamp {number}") for number in range(10)))
    text = await ann.say("/add Harp")
    assert text == (
        "You own 10 things, and 10 is the limit. What should go, so that Harp may come?"
    )
    assert (await ann.press("Donate")).splitlines() == [
        "Donated 📱 Lamp 0",
        "Added 📱 Harp · received 10 Mar 2026 · goal 1 year",
    ]
    assert len(ann.labels()) == 1
    await ann.press("Undo")
    assert "You own 10 of 10" not in await ann.say("/stats")
    assert "You own 10 things and the limit is 10" in await ann.say("/stats")


async def test_the_answers_to_a_swap_are_in_the_language_of_the_person(world: World) -> None:
    otto = world.talker("otto", "de")
    await has(world, otto, *(ThingToAdd(name=f"Lamp {number}") for number in range(10)))
    await otto.say("/add Harp")
    assert otto.labels() == [
        *("🎁 Lamp 0 verschenken", "🤝 Lamp 0 spenden"),
        *("🎁 Lamp 1 verschenken", "🤝 Lamp 1 spenden"),
        *("🎁 Lamp 2 verschenken", "🤝 Lamp 2 spenden"),
        "✖️ Nein",
    ]


async def test_a_name_with_braces_is_no_template(world: World, ann: Talker) -> None:
    await has(world, ann, *(ThingToAdd(name=f"{{subject}} {number}") for number in range(10)))
    await ann.say("/add {0} {x")
    assert ann.labels()[0] == "🎁 Give {subject} 0"
    assert "Added 📱 {0} {x" in await ann.press("Give {subject} 0")


async def test_a_due_checkup_asks_its_question_and_is_done_with_a_press(
    world: World, ann: Talker
) -> None:
    await ann.say("/stats")
    world.clock.set(world.clock.now() + timedelta(days=40))
    text = await ann.say("/checkups")
    assert text.splitlines() == [
        "Keep checkup: due since 10 Apr 2026. Does everything you keep still earn its place?",
        "Give checkup: due since 10 Apr 2026. What could make somebody else happy?",
    ]
    assert await ann.press("Keep checkup: Done") == "Keep checkup done · next on 19 May 2026"
    assert ann.replies[0].edits
    assert await ann.press("Undo") == (
        "Taken back:\nKeep checkup: as before, every month, next on 10 Apr 2026"
    )


async def test_the_interval_of_a_checkup_is_chosen_from_buttons(ann: Talker) -> None:
    await ann.say("/checkups")
    assert await ann.press("Give checkup: every month") == "Give checkup: how often shall it come?"
    assert await ann.press("every 3 months") == (
        "Give checkup: every month → every 3 months · next on 10 Jun 2026"
    )


async def test_what_a_press_meets_comes_as_a_notice(world: World, ann: Talker) -> None:
    await has(world, ann, ThingToAdd(name="Harp"))
    await ann.say("/remove harp")
    yes = ann.button("Yes").payload
    await ann.press_payload(yes)
    assert "answered already" in await ann.press_payload(yes)
    assert ann.replies[0].notice, "refused by an outcome"
    await ann.press_payload("nonsense")
    assert ann.replies[0].notice, "refused by an error"


async def test_what_a_press_meets_stays_a_message_where_it_leads_on(
    world: World, ann: Talker
) -> None:
    await has(world, ann, ThingToAdd(name="Harp"))
    await has(world, ann, ThingToAdd(name="Drum"))
    undo = ann.button("Undo").payload
    await ann.press_payload(undo)
    assert "undone already" in await ann.press_payload(undo)
    assert ann.labels() == ["↩️ Undo the change before"]
    assert not ann.replies[0].notice


async def test_a_question_asks_for_an_answer_and_a_receipt_does_not(
    world: World, ann: Talker
) -> None:
    await has(world, ann, ThingToAdd(name="Harp"))
    assert not ann.replies[0].asks
    await ann.say("/remove harp")
    assert ann.replies[0].asks
