"""People talk to MinNow in direct messages and in servers."""

from tests.emulators.discord import Channel, DiscordServer, Guild, Person
from tests.end_to_end.discord.serving import Serving
from tests.end_to_end.discord.talking import answer_to, asked, opened, pressed


async def test_a_sentence_is_understood_and_can_be_taken_back(minnow: Serving, ann: Person) -> None:
    receipt = await asked(ann, "bought a grey hoodie on 3 May 2024, want to keep it two years")
    assert receipt.text == "Added 🧥 Grey Hoodie · received 3 May 2024 · goal 2 years"

    await pressed(ann, receipt, "Undo")
    assert receipt.text.startswith("Taken back:")
    assert receipt.buttons == []
    assert receipt.edited is not None
    assert ann.direct.said_by_bot == [receipt]


async def test_a_button_works_after_a_restart(minnow: Serving, ann: Person) -> None:
    receipt = await asked(ann, "bought a bike")
    await minnow.restart()

    await pressed(ann, receipt, "Undo")
    assert receipt.text == "Taken back:\n🚲 Bike is off your list again"


async def test_in_a_server_a_mention_and_a_reply_are_answered_with_a_reply(
    minnow: Serving, general: Channel, ann: Person, bob: Person
) -> None:
    await opened(ann, general)
    written = await ann.write("bought a bike", at=general, mention=True)
    receipt = await answer_to(written)
    assert receipt.text.startswith("Added 🚲 Bike")
    assert receipt.reply_to is written
    assert receipt.mentions == []

    replied = await bob.write("bought a lamp", at=general, reply_to=receipt)
    answer = await answer_to(replied)
    assert answer.text.startswith("Added 💡 Lamp")
    assert answer.reply_to is replied


async def test_what_in_a_server_is_not_meant_for_the_bot_is_met_with_silence(
    minnow: Serving, discord: DiscordServer, general: Channel, ann: Person, bob: Person
) -> None:
    await opened(ann, general)
    own = await bob.write("bought a bike", at=general)
    await ann.write("bought a bike", at=general, reply_to=own)
    await ann.write(f"<@{bob.id}> bought a bike", at=general)
    await ann.write("@everyone bought a bike", at=general)
    await ann.write("/add bike", at=general)
    await ann.write("joined", at=general, kind=7)

    await discord.quiet()
    assert (await asked(bob, "/items", general)).text.startswith("Your list is empty.")


async def test_other_bots_and_webhooks_are_met_with_silence(
    minnow: Serving, discord: DiscordServer, flat: Guild, general: Channel
) -> None:
    robot = discord.person("Robot", bot=True)
    flat.add(robot)
    await robot.write("bought a bike", at=general, mention=True)
    await robot.write("bought a bike")
    discord.post_by_webhook(general, "News", f"<@{discord.bot_id}> bought a bike")

    await discord.quiet()


async def test_an_event_that_comes_twice_is_answered_once(
    minnow: Serving, discord: DiscordServer, ann: Person
) -> None:
    message = await ann.write("bought a bike")
    discord.deliver_again(message)
    receipt = await ann.answer()
    discord.deliver_again(message)
    await discord.quiet()
    await minnow.restart()
    discord.deliver_again(message)
    await discord.quiet()

    assert ann.direct.said_by_bot == [receipt]
    assert (await asked(ann, "/items")).text.startswith("1 thing:")


async def test_a_command_that_comes_twice_is_carried_out_once(
    minnow: Serving, discord: DiscordServer, ann: Person
) -> None:
    added = await ann.command("add", thing="bike")
    discord.deliver_again(added)
    await discord.quiet()
    await minnow.restart()
    discord.deliver_again(added)
    await discord.quiet()

    assert (await asked(ann, "/items")).text.startswith("1 thing:")


async def test_an_edited_message_is_no_new_one(
    minnow: Serving, discord: DiscordServer, ann: Person
) -> None:
    message = await ann.write("bought a bike")
    await ann.answer()
    await ann.edit(message, "bought a lamp")

    await discord.quiet()
    assert (await asked(ann, "/items")).text.startswith("1 thing:\n1. 🚲 Bike")


async def test_who_has_not_written_is_never_written_to(
    minnow: Serving, discord: DiscordServer, flat: Guild, ann: Person, bob: Person
) -> None:
    await asked(ann, "bought a bike")
    await minnow.restart()

    await discord.quiet()
    assert bob.messages == []
