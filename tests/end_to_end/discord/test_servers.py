"""A server and its shared list, from the first hello to the last."""

from tests.emulators.discord import Channel, DiscordServer, Guild, Permission, Person
from tests.end_to_end.discord.serving import Serving
from tests.end_to_end.discord.talking import answer_to, asked, opened, pressed

SOMEBODY_ELSES = "That button is somebody else's. Write to me, and you get your own."


async def test_a_server_is_offered_a_list_where_it_greets_newcomers(
    minnow: Serving, discord: DiscordServer, ann: Person
) -> None:
    flat = discord.guild("Flat 7", owner=ann, bot=False)
    flat.system_channel = hall = flat.channel("hall")
    flat.channel("general")
    await discord.settled(0.3)  # what is told at once counts as known at the start
    flat.add_bot()
    offer = await ann.answer(at=hall)
    assert "This group can have one shared list" in offer.text
    await minnow.restart()
    await pressed(ann, offer, "Yes, start a shared list")
    assert offer.text.startswith("The shared list of “Flat 7” is started")
    assert offer.buttons == []
    await discord.quiet()
    assert hall.said_by_bot == [offer], "nobody is greeted again at a start"


async def test_who_declines_is_asked_again_only_when_they_ask(
    minnow: Serving, general: Channel, ann: Person
) -> None:
    offer = await asked(ann, "hello", general)
    await pressed(ann, offer, "No, thanks")
    assert offer.text.startswith("All right, no list here.")
    again = await ann.command("start", at=general)
    assert "Shall I start one?" in again.text


async def test_the_list_is_that_of_all_channels_threads_and_posts(
    minnow: Serving, flat: Guild, general: Channel, ann: Person, bob: Person
) -> None:
    await opened(ann, general)
    kitchen, thread = flat.channel("kitchen"), general.thread("Tools")
    post = await bob.open_post(flat.forum("things"), "A bike", "we got a bike", mention=True)
    assert "Added 🚲 Bike" in (await bob.answer(at=post)).text
    assert "Added 🍞 Toaster" in (await asked(ann, "we got a toaster", kitchen)).text
    assert "Drill" in (await bob.command("add", at=thread, thing="drill")).text
    listed = await ann.command("items", at=general)
    assert listed.text.startswith("3 things:")
    assert not listed.ephemeral


async def test_each_channel_keeps_its_own_talk(
    minnow: Serving, flat: Guild, general: Channel, ann: Person
) -> None:
    await opened(ann, general)
    kitchen, garage = general.thread("Kitchen"), general.thread("Garage")
    await asked(ann, "we got a toaster", kitchen)
    await asked(ann, "we got a bike", garage)
    changed = await asked(ann, "I want to keep it for 5 years", kitchen)
    assert "🍞 Toaster: goal 1 year → 5 years" in changed.text
    garage.delete()
    assert "2 things" in (await asked(ann, "/items", kitchen)).text


async def test_private_things_are_never_shown_in_a_server(
    minnow: Serving, general: Channel, ann: Person, bob: Person
) -> None:
    await opened(ann, general)
    await asked(ann, "/add Diary")
    await asked(ann, "/timezone Paris")
    await ann.command("add", at=general, thing="toaster")
    for name in ("items", "stats", "badges", "history", "undo"):
        await bob.command(name, at=general)
    assert [each["value"] for each in await ann.autocomplete("item", at=general, thing="D")] == []
    for text in ("what do I own?", "/settings", "/export", "/checkups"):
        await asked(ann, text, general)
    for message in general.said_by_bot:
        assert "Diary" not in message.text
        assert "Paris" not in message.text
    assert (await ann.command("items")).text.startswith("1 thing:\n1. 📒 Diary")
    assert (await bob.command("items")).text.startswith("Your list is empty.")


async def test_somebody_elses_press_gets_a_notice_for_them_alone_and_changes_nothing(
    minnow: Serving, discord: DiscordServer, general: Channel, ann: Person, bob: Person
) -> None:
    await opened(ann, general)
    receipt = await asked(ann, "bought a bike", general)
    question = (await ann.command("remove", at=general, thing="bike")).response
    assert question is not None
    said = len(general.said_by_bot)
    for message, label in ((receipt, "Undo"), (question, "Yes")):
        press = await pressed(bob, message, label)
        assert press.text == SOMEBODY_ELSES
        assert press.ephemeral
        assert message.edited is None
    await discord.settled()
    assert len(general.said_by_bot) == said
    await pressed(ann, question, "Yes")
    assert question.text == "Removed 🚲 Bike"


async def test_after_its_removal_the_bot_is_silent_and_brought_back_it_goes_on(
    minnow: Serving, discord: DiscordServer, flat: Guild, general: Channel, ann: Person
) -> None:
    flat.system_channel = general
    await opened(ann, general)
    receipt = await asked(ann, "bought a bike", general)
    flat.remove_bot()
    await discord.settled()
    said = len(general.said_by_bot)
    await minnow.restart()
    await discord.quiet()
    assert len(general.said_by_bot) == said
    assert receipt.edited is None

    flat.add_bot()
    await discord.until(lambda: len(general.said_by_bot) > said)
    back = general.said_by_bot[-1]
    assert back.text == "I am back, and the shared list of “Flat 7” is still here: 1 thing."
    assert "Lamp" in (await asked(ann, "we got a lamp", general)).text


async def test_an_outage_of_a_server_is_no_removal(
    minnow: Serving, discord: DiscordServer, flat: Guild, general: Channel, ann: Person
) -> None:
    flat.system_channel = general
    await opened(ann, general)
    said = len(general.said_by_bot)
    await discord.invalidate_session(resumable=True)
    await discord.quiet()
    assert len(general.said_by_bot) == said
    assert (await ann.command("items", at=general)).text.startswith("Your list is empty.")


async def test_who_has_left_keeps_their_private_things(
    minnow: Serving, flat: Guild, general: Channel, ann: Person, bob: Person
) -> None:
    await opened(ann, general)
    await asked(bob, "bought a diary")
    await asked(bob, "we got a sofa", general)
    flat.remove(bob)
    assert (await bob.command("items")).text.startswith("1 thing:\n1. 📒 Diary")
    assert "Sofa" in (await ann.command("items", at=general)).text
    question = (await ann.command("remove", at=general, thing="sofa")).response
    assert question is not None
    await pressed(ann, question, "Yes")
    assert question.text == "Removed 🛋️ Sofa"


async def test_where_the_bot_may_not_write_it_says_in_private_what_it_needs(
    minnow: Serving, discord: DiscordServer, flat: Guild, general: Channel, ann: Person
) -> None:
    await opened(ann, general)
    quiet = flat.channel("announcements", bot_may_write=False)
    await ann.write("we got a bike", at=quiet, mention=True)
    told = await ann.answer()
    assert told.text == (
        "I may not answer you in #announcements. Whoever runs that server can let me: "
        "there I need the permission “Send Messages”."
    )
    assert quiet.said_by_bot == []
    await ann.write("we got a bike", at=quiet.thread("News"), mention=True)
    assert "the permission “Send Messages in Threads”." in (await ann.answer()).text
    ann.closes_dms()
    await ann.write("/items", at=quiet, mention=True)
    await discord.quiet()
    added = await ann.command("add", at=quiet, thing="lamp")
    assert "Added 💡 Lamp" in added.text


async def test_where_embeds_are_not_allowed_cards_come_in_words(
    minnow: Serving, flat: Guild, general: Channel, ann: Person
) -> None:
    await opened(ann, general)
    await ann.command("add", at=general, thing="bike")
    plain = flat.channel("plain", denied=Permission.EMBED_LINKS)
    card = await answer_to(await ann.write("/item bike", at=plain, mention=True))
    assert card.embeds == []
    assert card.text.startswith("🚲 Bike")
    assert card.buttons
