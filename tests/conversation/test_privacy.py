"""What is kept, and how everything is deleted."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.agent.calls import AddItems, ThingToAdd
from bot.agent.outcomes import NothingDone
from bot.conversation.button_payloads import EraseEverything, encode
from bot.conversation.privacy_facts import PrivacyFacts
from bot.conversation.short_ids import read_short_id
from bot.conversation.wording.language import language, translations
from bot.conversation.wording.privacy import policy_text
from storage.tables import HandledUpdateRow, PersonRow, TurnRow
from storage.vocabulary import ItemStatus
from tests.conversation.conftest import World, has_opened
from tests.fakes.talker import Talker

THINGS = AddItems(
    things=(
        ThingToAdd(name="Harp"),
        ThingToAdd(name="Drum", status=ItemStatus.GIVE, recipient="Eve"),
        ThingToAdd(name="Lute", status=ItemStatus.DONATE),
    )
)


async def has_things(world: World, talker: Talker) -> None:
    world.agent.will_run(THINGS)
    await talker.say("add them")


async def people(world: World) -> int:
    async with world.database.engine.begin() as connection:
        return await connection.scalar(select(func.count()).select_from(PersonRow)) or 0


async def test_the_policy_says_what_is_kept_and_how_to_take_and_delete_it(ann: Talker) -> None:
    text = await ann.say("/privacy")
    for part in (
        "your things",
        "what you wrote to me",
        "in the database of whoever runs this bot",
        "a shared list in a group is seen by all its members",
        "/export",
        "/deletemydata",
        "Reminders of your checkups are the only messages",
    ):
        assert part in text


async def test_the_policy_names_the_host_of_the_model(ann: Talker) -> None:
    assert "the language model at model.example" in await ann.say("/privacy")


@pytest.mark.parametrize("locale", ["en", *translations()])
def test_the_policy_names_other_services_only_where_there_are_any(locale: str) -> None:
    alone = policy_text(language(locale), PrivacyFacts())
    hosts = PrivacyFacts("model.example", "voice.example", "picture.example", "mail.example")
    with_hosts = policy_text(language(locale), hosts)
    for host in ("model.example", "voice.example", "picture.example", "mail.example"):
        assert host not in alone
        assert host in with_hosts
    nobody = language(locale).gettext("No other service gets any of it.")
    assert nobody in alone
    assert nobody not in with_hosts
    assert len(with_hosts) < 4_096, "one message on every platform"


@pytest.mark.parametrize("locale", ["en", *translations()])
def test_the_policy_says_encrypted_only_where_it_is(locale: str) -> None:
    plain = policy_text(language(locale), PrivacyFacts())
    encrypted = policy_text(language(locale), PrivacyFacts(encrypted=True))
    for word in ("encrypted", "verschlüsselt"):
        assert word not in plain
    assert ("verschlüsselt" if locale == "de" else "encrypted") in encrypted


async def test_deleting_asks_first_and_names_what_goes(world: World, ann: Talker) -> None:
    await has_things(world, ann)
    text = await ann.say("/deletemydata")
    assert text.startswith("Delete everything I keep about you? 3 things, your history, your")
    assert "There is no Undo; /export gives you a copy first." in text
    assert ann.labels() == ["🗑️ Yes, delete everything", "✖️ No, keep it"]
    assert "Harp" in await ann.say("/items")


async def test_shared_lists_and_what_one_owns_there_are_named_among_what_goes(
    world: World, ann: Talker
) -> None:
    flat = ann.in_group()
    await flat.say("hello")
    assert "shared list" not in await ann.say("/deletemydata"), "none is open yet"
    await has_opened(flat)
    await has_things(world, flat)
    await has_things(world, ann)
    assert "6 things, your place in 1 shared list, your" in await ann.say("/deletemydata")


async def test_yes_deletes_everything_and_the_next_message_makes_a_new_person(
    world: World, ann: Talker
) -> None:
    await has_things(world, ann)
    await world.talker("bob").say("/stats")
    await ann.say("/deletemydata")
    assert await ann.press("Yes") == "Everything I kept about you is deleted."
    assert ann.replies[0].edits
    assert await people(world) == 1
    assert "Your list is empty" in await ann.say("/items")
    assert await people(world) == 2


async def test_the_deletion_leaves_no_turn_and_comes_once(world: World, ann: Talker) -> None:
    await has_things(world, ann)
    await ann.say("/deletemydata")
    update = ann.pressing(ann.button("Yes").payload)
    await ann.send(update)
    async with world.database.engine.begin() as connection:
        assert await connection.scalar(select(func.count()).select_from(TurnRow)) == 0
        handled = await connection.scalars(select(HandledUpdateRow.update_id))
        assert update.update_id in list(handled)
    assert await ann.send(update) == "Everything I kept about you is deleted."
    assert await people(world) == 0


async def test_no_keeps_everything(world: World, ann: Talker) -> None:
    await has_things(world, ann)
    await ann.say("/deletemydata")
    assert await ann.press("No") == "All right, everything stays as it is."
    assert ann.replies[0].edits
    assert "Harp" in await ann.say("/items")


@pytest.mark.parametrize(("minutes", "is_erased"), [(10, True), (11, False), (60 * 24, False)])
async def test_the_yes_is_good_for_ten_minutes(
    world: World, ann: Talker, minutes: int, is_erased: bool
) -> None:
    await has_things(world, ann)
    await ann.say("/deletemydata")
    world.clock.set(world.clock.now() + timedelta(minutes=minutes))
    text = await ann.press("Yes")
    assert ("is deleted" in text) == is_erased
    assert ann.replies[0].notice != is_erased
    assert ("Harp" in await ann.say("/items")) != is_erased


async def test_nobody_else_can_say_yes(world: World, ann: Talker) -> None:
    await has_things(world, ann)
    await ann.say("/deletemydata")
    bob = world.talker("bob")
    assert "somebody else's" in await bob.press_payload(ann.button("Yes").payload)
    assert "Harp" in await ann.say("/items")


async def test_a_yes_from_the_future_or_in_a_group_deletes_nothing(
    world: World, ann: Talker
) -> None:
    await has_things(world, ann)
    await ann.say("/deletemydata")
    yes = ann.button("Yes").payload
    later = EraseEverything(int(world.clock.now().timestamp()) // 60 + 1)
    assert "too old" in await ann.press_payload(encode(later, read_short_id(yes[3:25])))
    flat = ann.in_group()
    assert "between the two of us" in await flat.press_payload(yes)
    await has_opened(flat)
    assert "between the two of us" in await flat.press_payload(yes)
    assert "Harp" in await ann.say("/items")


async def test_who_wants_to_be_forgotten_is_led_to_the_command(world: World, ann: Talker) -> None:
    world.agent.will_say(NothingDone("erasure"))
    assert "/deletemydata" in await ann.say("forget me")
