"""Reminders and reviews, pressed through from the first button to the last."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select

from bot.agent.calls import AddItems, ThingToAdd
from bot.conversation.deep_links import ToCheckup, start_of
from bot.conversation.wording.reminders import reader_of, reminder_reply
from core.reminders.outbox import Outbox
from core.reminders.planning import plan_due
from core.turns.arrival import TurnPolicy
from storage.tables import AccountRow, ReminderRow
from storage.vocabulary import CheckupType, ItemStatus
from tests.conversation.conftest import World, has_opened
from tests.fakes.talker import Talker

A_MONTH = timedelta(days=31)
HARP = ThingToAdd(name="Harp", received=date(2023, 1, 1), last_used=date(2025, 1, 10))
DRUM = ThingToAdd(name="Drum", received=date(2024, 1, 1), last_used=date(2025, 6, 1))
LUTE = ThingToAdd(name="Lute", received=date(2026, 3, 1))
OBOE = ThingToAdd(name="Oboe", received=date(2026, 3, 2))
LAMP = ThingToAdd(name="Lamp", status=ItemStatus.GIVE, parted_on=date(2026, 3, 9))
VASE = ThingToAdd(
    name="Vase", status=ItemStatus.GIVE, recipient="Eve", parted_on=date(2026, 3, 10)
)


@pytest.fixture
def ann(world: World) -> Talker:
    return Talker(world.conversation, platform="telegram")


async def has(world: World, talker: Talker, *things: ThingToAdd) -> None:
    world.agent.will_run(AddItems(things=things))
    await talker.say("add them")


async def is_reminded(world: World, talker: Talker) -> str:
    """What the outbox has for her on Telegram arrives; she has it before her."""
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
    """The checkups whose reminders count as read."""
    async with world.database.engine.connect() as connection:
        rows = await connection.scalars(
            select(ReminderRow.channel).where(ReminderRow.read_at.is_not(None))
        )
        return list(rows)


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
        "🏁 That’s enough",
    ]
    text = await ann.press("Used it")
    assert text.startswith(
        "📱 Harp: last used 10 Jan 2025 → 10 Mar 2026\n"
        "2 of 3 · Does it still earn its place?\n\n📱 Drum\n"
    )
    assert ann.replies[0].edits
    assert ann.labels()[-2:] == ["◀️ Back", "🏁 That’s enough"]
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


async def test_a_give_review_walks_through_what_waits_and_what_went(
    world: World, ann: Talker
) -> None:
    await has(world, ann, LAMP, VASE, replace_name(LAMP, "Rug"))
    text = await ann.say("/review give")
    assert text.startswith("1 of 3 · Has it left the house?\n\n📱 Lamp\nWhy: waits to be handed over\n")
    assert ann.labels()[:3] == ["✅ Done", "🏠 Still here", "💛 Changed my mind"]
    await ann.press("Done")
    assert "Rug" in await ann.press("Back")
