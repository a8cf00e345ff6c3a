"""Reminders and reviews, pressed through from the first button to the last."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert, select

from bot.agent.calls import AddItems, ThingToAdd
from bot.conversation.deep_links import ToCheckup, start_of
from bot.conversation.wording.reminders import reader_of, reminder_reply
from core.clock import StandingClock
from core.reminders.outbox import Outbox
from core.reminders.planning import plan_due
from core.turns.arrival import TurnPolicy
from storage.tables import AccountRow, CheckupRow, ReminderRow
from storage.transactions import Database
from storage.vocabulary import CheckupType, ItemStatus
from tests.conversation.conftest import World, has_opened
from tests.conversation.media import studio
from tests.fakes.talker import Talker

A_MONTH = timedelta(days=32)
A_MONTH_LATER = datetime(2026, 4, 11, 12, 0, tzinfo=UTC)
HARP = ThingToAdd(name="Harp", received=date(2023, 1, 1), last_used=date(2025, 1, 10))
DRUM = ThingToAdd(name="Drum", received=date(2024, 1, 1), last_used=date(2025, 6, 1))
LUTE = ThingToAdd(name="Lute", received=date(2026, 3, 1))
OBOE = ThingToAdd(name="Oboe", received=date(2026, 3, 2))
LAMP = ThingToAdd(name="Lamp", status=ItemStatus.GIVE, parted_on=date(2026, 3, 9))
VASE = ThingToAdd(name="Vase", status=ItemStatus.GIVE, recipient="Eve", parted_on=date(2026, 3, 10))


@pytest.fixture
def ann(world: World) -> Talker:
    return Talker(world.conversation, platform="telegram")


async def has(world: World, talker: Talker, *things: ThingToAdd) -> None:
    world.agent.will_run(AddItems(things=things))
    await talker.say("add them")


async def is_reminded(world: World, talker: Talker) -> str:
    """A month later what the outbox has for them on Telegram arrives: they have it before them."""
    world.clock.set(max(world.clock.now(), A_MONTH_LATER))
    policy = TurnPolicy()
    await plan_due(world.database, world.clock, policy)
    outbox = Outbox(world.database, world.clock, policy)
    (claimed,) = await outbox.claim(["telegram"], 1)
    notice = await outbox.notice(claimed)
    assert notice is not None
    reply = reminder_reply(reader_of(notice), notice)
    assert await outbox.sent(claimed, notice.address, "1")
    talker.replies = (reply,)
    return reply.plain()


async def read_reminders(world: World) -> list[str]:
    """The types of those that count as read."""
    async with world.database.engine.connect() as connection:
        types = await connection.scalars(
            select(CheckupRow.checkup_type)
            .join(ReminderRow, ReminderRow.checkup_id == CheckupRow.id)
            .where(ReminderRow.read_at.is_not(None))
            .order_by(CheckupRow.checkup_type)
        )
        return list(types)


async def on_discord(world: World, talker: Talker) -> Talker:
    """The same person, from their account there."""
    await talker.say("/help")
    async with world.database.engine.begin() as connection:
        person_id = await connection.scalar(
            select(AccountRow.person_id).where(AccountRow.platform == "telegram")
        )
        await connection.execute(
            insert(AccountRow).values(
                platform="discord", platform_user_id="ann", person_id=person_id
            )
        )
    return Talker(world.conversation, platform="discord")


async def test_a_keep_review_goes_from_thing_to_thing_in_one_message(
    world: World, ann: Talker
) -> None:
    await has(world, ann, HARP, DRUM, LUTE)
    text = await ann.say("/review keep")
    assert text == (
        "1 of 3 · Does it still earn its place?\n\n"
        "📱 Harp\n"
        "Why: goal of 1 year reached\n"
        "Owned: 3 years, 2 months, since 1 Jan 2023\n"
        "Last used: 10 Jan 2025 (1 year, 2 months ago)\n"
        "Goal 1 year ██████████ 100%\n"
        "🥉 Bronze Technology Keeper"
    )
    assert ann.labels() == [
        *("✅ Used it", "📦 Keep, not lately", "🎁 Give", "🤝 Donate", "⏭️ Not today"),
        "🏁 That's enough",
    ]
    text = await ann.press("Used it")
    assert text.startswith(
        "📱 Harp: last used 10 Jan 2025 → 10 Mar 2026\n"
        "2 of 3 · Does it still earn its place?\n\n📱 Drum\n"
    )
    assert ann.replies[0].edits
    assert ann.labels()[-2:] == ["◀️ Back", "🏁 That's enough"]
    text = await ann.press("Give")
    assert text.startswith("Gave 📱 Drum away\n3 of 3 · ")
    assert await ann.press("Not today") == (
        "Keep checkup done · next on 10 Apr 2026\n"
        "✅ Used: 📱 Harp\n"
        "🎁 Given: 📱 Drum\n"
        "⏭️ Put off: 📱 Lute\n"
        "Your badge for it: 🥉 Bronze Technology Giver"
    )
    assert ann.labels() == ["↩️ Undo"]
    assert "Keep checkup: next on 10 Apr 2026" in await ann.say("/checkups")


async def test_who_leaves_before_the_first_answer_has_done_no_checkup(
    world: World, ann: Talker
) -> None:
    await has(world, ann, HARP, DRUM)
    before = await ann.say("/checkups")
    await ann.say("/review keep")
    told = await ann.press("That's enough")
    assert told.startswith(
        "All right, another day then.\nKeep checkup: next on 10 Apr 2026.\n"
        "Does everything you keep still earn its place?\n📱 Harp · goal of 1 year reached\n"
    )
    assert ann.replies[0].edits
    assert ann.labels() == ["▶️ Start", "✅ All still good", "🗓️ Change interval"]
    assert await ann.say("/checkups") == before


async def test_a_give_review_walks_through_what_waits_and_what_went(
    world: World, ann: Talker
) -> None:
    await has(world, ann, LAMP, VASE)
    assert await ann.say("/review give") == (
        "1 of 2 · Has it left the house?\n\n"
        "📱 Lamp\n"
        "Why: waits to be handed over\n"
        "Owned: less than a day, since 9 Mar 2026\n"
        "Went: given away on 9 Mar 2026"
    )
    assert ann.labels() == [
        *("✅ Done", "🏠 Still here", "💛 Changed my mind", "🏁 That's enough"),
    ]
    assert "Why: given to Eve on 10 Mar 2026" in await ann.press("Done")
    assert await ann.press("Changed my mind") == (
        "Give checkup done · next on 10 Apr 2026\n"
        "✅ Gone: 📱 Lamp\n"
        "💛 Kept after all: 📱 Vase\n"
        "Your badge for it: 🥉 Bronze Technology Giver"
    )
    assert "Vase" in await ann.say("/items")


async def test_the_size_is_asked_where_there_is_a_choice(world: World, ann: Talker) -> None:
    await has(world, ann, HARP, DRUM, LUTE, OBOE)
    assert await ann.say("/review keep") == "Keep checkup: how much time do you have?"
    assert ann.labels() == ["⏱️ 2 minutes: 3 things", "📋 All 4 things"]
    few, everything = ann.button("2 minutes"), ann.button("All 4")
    assert (await ann.press_payload(everything.payload)).startswith("1 of 4 · ")
    assert ann.replies[0].edits
    await ann.press("enough")
    assert (await ann.press_payload(few.payload)).startswith("1 of 3 · ")


async def test_back_takes_the_answer_back_with_what_it_changed(world: World, ann: Talker) -> None:
    await has(world, ann, HARP, DRUM)
    await ann.say("/review")
    await ann.press("Donate")
    text = await ann.press("Back")
    assert text.startswith("📱 Harp is yours again\n1 of 2 · ")
    assert "◀️ Back" not in ann.labels()
    await ann.press("Keep, not lately")
    await ann.press("Keep, not lately")
    assert ann.replies[0].text.splitlines()[1:] == [
        "📦 Kept: 📱 Harp, 📱 Drum",
        "Your badge for it: 🥉 Bronze Technology Keeper",
    ]


async def test_enough_ends_the_review_and_completes_the_checkup(world: World, ann: Talker) -> None:
    await has(world, ann, LUTE, OBOE)
    await ann.say("/review")
    later(world)
    await ann.press("Used it")
    assert await ann.press("enough") == (
        "Keep checkup done · next on 10 Apr 2026\n"
        "✅ Used: 📱 Lute\n"
        "It is good to know what earns its place."
    )
    assert "done" in (await ann.say("/history")).casefold()


async def test_a_second_press_changes_nothing_and_brings_the_message_up_to_date(
    world: World, ann: Talker
) -> None:
    await has(world, ann, HARP, DRUM, LUTE)
    await ann.say("/review")
    give = ann.button("Give")
    after = await ann.press_payload(give.payload)
    history = await ann.say("/history")
    again = await ann.press_payload(give.payload)
    here, why = ann.replies
    assert here.edits
    assert here.plain() in after
    assert "2 of 3" in here.text
    assert why.notice
    assert why.text == "You have answered that one already. Here is where we are."
    assert again.endswith(why.text)
    assert await ann.say("/history") == history


async def test_old_buttons_lead_to_where_the_review_stands(world: World, ann: Talker) -> None:
    await has(world, ann, HARP, DRUM, LUTE)
    await ann.say("/review")
    await ann.press("Used it")
    old_back, old_answer = ann.button("Back"), ann.button("Donate")
    await ann.press("Keep, not lately")
    assert "3 of 3" in await ann.press_payload(old_back.payload)
    await ann.press("Not today")
    for old in (old_back, old_answer):
        text = await ann.press_payload(old.payload)
        assert text.startswith("Keep checkup done · ")
        assert ann.replies[1].notice


async def test_yesterdays_buttons_work_after_a_restart_but_not_after_weeks(
    world: World, ann: Talker
) -> None:
    await has(world, ann, HARP, DRUM, LUTE)
    await ann.say("/review")
    world.clock.set(world.clock.now() + timedelta(days=1))
    ann.conversation = world.restarted().conversation
    assert (await ann.press("Used it")).splitlines()[1].startswith("2 of 3 · ")
    used = ann.button("Used it")
    world.clock.set(world.clock.now() + timedelta(days=30))
    assert await ann.press_payload(used.payload) == (
        "That review is over, or too old to go on with. /review begins a new one."
    )
    assert ann.replies[0].notice


async def test_a_review_begun_on_one_platform_goes_on_on_another(world: World, ann: Talker) -> None:
    await has(world, ann, HARP, DRUM, LUTE, OBOE)
    await ann.say("/review keep")
    await ann.press("2 minutes")
    await ann.press("Used it")
    left_behind = ann.button("Used it")
    elsewhere = await on_discord(world, ann)
    assert (await elsewhere.say("/review")).startswith("2 of 3 · ")
    await elsewhere.press("Keep, not lately")
    assert "3 of 3" in await ann.press_payload(left_behind.payload)
    assert ann.replies[1].notice
    await ann.press("Not today")
    assert (await elsewhere.press("Used it")).startswith("Keep checkup done · ")


async def test_a_whole_review_is_undone_once(world: World, ann: Talker) -> None:
    await has(world, ann, HARP, DRUM)
    things, checkups = await ann.say("/items"), await ann.say("/checkups")
    later(world)
    await ann.say("/review")
    await ann.press("Give")
    later(world)
    await ann.press("Used it")
    undo = ann.button("Undo")
    text = await ann.press("Undo")
    assert text.startswith("Taken back:\nKeep checkup: as before")
    assert "📱 Harp is yours again" in text
    assert ann.replies[0].edits
    assert ann.labels() == ["▶️ Start keep checkup"]
    assert "undone already" in await ann.press_payload(undo.payload)
    assert ann.replies[0].notice
    assert await ann.say("/items") == things
    assert await ann.say("/checkups") == checkups


async def test_a_word_of_undo_takes_the_last_answer_back(world: World, ann: Talker) -> None:
    await has(world, ann, HARP, DRUM)
    await ann.say("/review")
    await ann.press("Give")
    assert "📱 Harp is yours again" in await ann.say("/undo")


async def test_a_sentence_about_it_is_about_the_thing_that_is_asked_about(
    database: Database, clock: StandingClock
) -> None:
    ann = Talker(studio(database, clock).conversation)
    for name in ("harp", "drum"):
        await ann.say(f"/add {name}, got it on 3 May 2024")
    await ann.say("/review keep")
    await ann.press("Keep, not lately")
    assert (await ann.say("gave it to Bob")).startswith("Gave 🥁 Drum to Bob")


async def test_what_was_removed_meanwhile_is_not_asked_about(world: World, ann: Talker) -> None:
    await has(world, ann, HARP, DRUM, LUTE)
    await ann.say("/review")
    await ann.press("Used it")
    step = ann.replies
    await ann.say("/remove drum")
    await ann.press("Yes")
    await ann.say("/remove lute")
    await ann.press("Yes")
    ann.replies = step
    assert (await ann.press("Used it")).startswith("Keep checkup done · ")


async def test_at_the_item_limit_nobody_changes_their_mind(world: World, ann: Talker) -> None:
    await has(world, ann, *(ThingToAdd(name=f"Box {number}") for number in range(10)), LAMP)
    await ann.say("/review give")
    assert "10 is the limit" in await ann.press("Changed my mind")
    assert ann.replies[0].notice
    assert (await ann.say("/review give")).startswith("1 of 1 · ")


@pytest.mark.parametrize(
    ("checkup", "text"),
    [
        ("keep", "There is nothing on your list to go through."),
        ("give", "What could make somebody else happy?"),
    ],
)
async def test_without_anything_to_go_through_there_is_a_word_and_no_start(
    ann: Talker, checkup: str, text: str
) -> None:
    assert text in await ann.say(f"/review {checkup}")
    assert ann.labels() == ["✅ All still good", "🗓️ Change interval"]


async def test_the_command_alone_goes_on_with_what_was_begun_or_takes_what_is_due(
    world: World, ann: Talker
) -> None:
    await has(world, ann, HARP, LAMP)
    assert "📱 Harp" in await ann.say("/review")
    await ann.press("Keep, not lately")
    assert "📱 Lamp" in await ann.say("/review give")
    assert "📱 Lamp" in await ann.say("/review")
    await ann.press("Still here")
    world.clock.set(world.clock.now() + A_MONTH)
    await ann.say("/review keep")
    await ann.press("Keep, not lately")
    assert "📱 Lamp" in await ann.say("/review")


async def test_a_checkup_there_is_none_of_is_asked_for_again(ann: Talker) -> None:
    assert "nothing to choose here" in await ann.say("/review tomorrow")


async def test_start_in_the_overview_begins(world: World, ann: Talker) -> None:
    await has(world, ann, HARP)
    await ann.say("/checkups")
    assert (await ann.press("Start keep checkup")).startswith("1 of 1 · ")
    assert ann.replies[0].edits


async def test_a_link_shows_what_there_is_to_review_with_start(world: World, ann: Talker) -> None:
    await has(world, ann, LAMP)
    assert await ann.say(f"/start {start_of(ToCheckup(CheckupType.GIVE))}") == (
        "Give checkup: next on 10 Apr 2026.\n"
        "What waits to be handed over, or went lately:\n"
        "📱 Lamp · waits to be handed over"
    )
    assert ann.labels() == ["▶️ Start", "✅ All still good", "🗓️ Change interval"]
    assert (await ann.press("Start")).startswith("1 of 1 · ")


async def test_a_reminder_is_started_goes_on_to_the_other_checkup_and_is_read(
    world: World, ann: Talker
) -> None:
    await has(world, ann, HARP, LAMP)
    text = await is_reminded(world, ann)
    assert "📱 Harp · goal of 1 year reached" in text
    assert "📱 Lamp · waits to be handed over" in text
    assert await read_reminders(world) == []
    assert (await ann.press("Start keep checkup")).startswith("1 of 1 · ")
    assert ann.replies[0].edits
    assert await read_reminders(world) == ["keep"]
    await ann.press("Used it")
    assert ann.labels() == ["▶️ Start give checkup", "↩️ Undo"]
    await ann.press("Start give checkup")
    assert await read_reminders(world) == ["give", "keep"]


async def test_all_still_good_completes_what_the_message_is_about(
    world: World, ann: Talker
) -> None:
    await has(world, ann, HARP, LAMP)
    await is_reminded(world, ann)
    good = ann.button("All still good")
    assert await ann.press("All still good") == (
        "Keep checkup done · next on 11 May 2026\nGive checkup done · next on 11 May 2026"
    )
    assert ann.replies[0].edits
    assert ann.labels() == ["↩️ Undo"]
    assert await read_reminders(world) == ["give", "keep"]
    later(world)
    assert await ann.press_payload(good.payload) == (
        "Keep checkup: that was done on 11 Apr 2026; the next is on 11 May 2026.\n"
        "Give checkup: that was done on 11 Apr 2026; the next is on 11 May 2026."
    )
    assert ann.replies[0].edits
    assert len(ann.replies[0].instants) == 4


async def test_all_still_good_tells_of_the_one_that_was_done_meanwhile(
    world: World, ann: Talker
) -> None:
    await has(world, ann, HARP)
    await is_reminded(world, ann)
    reminder = ann.replies
    await ann.say("/review keep")
    await ann.press("Keep, not lately")
    ann.replies = reminder
    assert await ann.press("All still good") == (
        "Give checkup done · next on 11 May 2026\n"
        "Keep checkup: that was done on 11 Apr 2026; the next is on 11 May 2026."
    )


@pytest.mark.parametrize(
    ("label", "day"), [("Tomorrow morning", "12 Apr 2026"), ("In a week", "18 Apr 2026")]
)
async def test_a_snooze_moves_the_reminder_and_never_the_schedule(
    world: World, ann: Talker, label: str, day: str
) -> None:
    await has(world, ann, HARP)
    await is_reminded(world, ann)
    assert await ann.press(label) == (
        f"Keep checkup: I will not remind you before {day}\n"
        f"Give checkup: I will not remind you before {day}"
    )
    assert ann.replies[0].edits
    assert "Keep checkup: due since 10 Apr 2026" in await ann.say("/checkups")


async def test_the_buttons_of_one_checkup_read_it_and_say_once_it_is_over(
    world: World, ann: Talker
) -> None:
    await has(world, ann, HARP)
    world.clock.set(world.clock.now() + timedelta(days=10))
    await ann.say("/review give")
    await ann.press("All still good")
    world.clock.set(world.clock.now() + timedelta(days=22))
    assert (await is_reminded(world, ann)).startswith("Hello Ann! Your keep checkup")
    assert ann.labels()[0] == "▶️ Start"
    week, good = ann.button("In a week"), ann.button("All still good")
    assert "how often shall it come?" in await ann.press("Change interval")
    assert await read_reminders(world) == ["keep"]
    assert "next on 11 May 2026" in await ann.press_payload(good.payload)
    assert await ann.press_payload(week.payload) == (
        "Keep checkup: that was done on 11 Apr 2026; the next is on 11 May 2026."
    )


async def test_another_interval_is_chosen_or_the_reminder_comes_back(
    world: World, ann: Talker
) -> None:
    await has(world, ann, HARP)
    await ann.say(f"/start {start_of(ToCheckup(CheckupType.KEEP))}")
    offer = ann.replies[0].plain()
    await ann.press("Change interval")
    assert await ann.press("Back") == offer
    assert ann.replies[0].edits
    await ann.press("Change interval")
    assert "every month → every 3 months" in await ann.press("every 3 months")


@pytest.mark.parametrize("has_a_list", [False, True])
async def test_in_a_group_a_button_of_a_review_leads_to_the_private_chat(
    world: World, ann: Talker, has_a_list: bool
) -> None:
    await has(world, ann, HARP, DRUM)
    await ann.say("/review")
    flat = ann.in_group()
    if has_a_list:
        await has_opened(flat)
    for label in ("Used it", "enough"):
        flat.replies = ann.replies
        assert "between the two of us" in await flat.press(label)
        assert [link.start for link in flat.replies[0].links] == ["review"]
    assert (await ann.say("/review")).startswith("1 of 2 · ")


async def test_the_link_of_a_group_begins_the_review(world: World, ann: Talker) -> None:
    await has(world, ann, HARP)
    assert (await ann.say("/start review")).startswith("1 of 1 · ")


async def test_nobody_goes_on_with_somebody_elses_review(world: World, ann: Talker) -> None:
    await has(world, ann, HARP)
    await ann.say("/review")
    bob = world.talker("bob")
    bob.replies = ann.replies
    assert "somebody else's" in await bob.press("Used it")


async def test_long_reviews_name_ten_things_of_each_answer(world: World, ann: Talker) -> None:
    gone = [ThingToAdd(name=f"Box {number:02}", status=ItemStatus.GIVE) for number in range(13)]
    await has(world, ann, *gone)
    await ann.say("/review give")
    await ann.press("All 13")
    for _thing in gone:
        text = await ann.press("Still here")
    kept = text.splitlines()[1]
    assert kept.startswith("🏠 Still here: 📱 Box 00, 📱 Box 01, ")
    assert kept.endswith("📱 Box 09, … and 3 more")


def later(world: World) -> None:
    world.clock.set(world.clock.now() + timedelta(minutes=1))
