"""Each kind of button once; a restart of the program between a message and its press is nothing."""

from pathlib import Path
from typing import Any

from sqlalchemy.engine import URL

from tests.emulators.discord import DiscordServer, Message, Person
from tests.end_to_end.discord.serving import Serving, settings_for
from tests.end_to_end.discord.talking import asked, pressed


async def shown(person: Person, command: str, **options: Any) -> Message:
    """The message with which a slash command is answered."""
    (message,) = (await person.command(command, **options)).messages
    return message


async def chosen(person: Person, message: Message, label: str) -> Message:
    """What comes of the option of a list whose label has these words."""
    full = next(each for each in message.options if label in each)
    return (await person.choose(message, full)).messages[-1]


async def test_undo_works_once_and_then_says_so(
    minnow: Serving, discord: DiscordServer, ann: Person
) -> None:
    receipt = await shown(ann, "add", thing="bike")
    label = receipt.buttons[0]
    components = receipt.components
    await minnow.restart()
    await ann.press(receipt, label)
    assert receipt.text == "Taken back:\n🚲 Bike is off your list again"
    assert receipt.buttons == []

    receipt.components = components  # as in a client that was not told of the edit yet
    again = await ann.press(receipt, label)
    assert again.messages[-1].text == "That is undone already. /history shows what changed."
    assert receipt.text.startswith("Taken back:")


async def test_removing_asks_and_only_yes_removes(minnow: Serving, ann: Person) -> None:
    await asked(ann, "/add Bike")
    question = await shown(ann, "remove", thing="bike")
    assert question.buttons == ["✅ Yes", "✖️ No"]
    await pressed(ann, question, "No")
    assert question.text == "All right, nothing was changed."
    assert "1 thing" in (await ann.command("items")).text

    question = await asked(ann, "/remove bike")
    await minnow.restart()
    await pressed(ann, question, "Yes")
    assert question.text == "Removed 🚲 Bike"
    assert question.buttons == ["↩️ Undo"]


async def test_a_choice_between_things_is_the_thing_itself(minnow: Serving, ann: Person) -> None:
    await asked(ann, "/add Red Bike")
    await asked(ann, "/add Blue Bike")
    question = await asked(ann, "gave my bike to Bob")
    assert question.text.startswith("Which one do you mean")
    await minnow.restart()
    await pressed(ann, question, "Blue Bike")
    assert question.text == "Gave 🚲 Blue Bike to Bob"


async def test_pages_turn_in_place(minnow: Serving, ann: Person) -> None:
    for number in range(11):
        await asked(ann, f"/add thing {number}")
    things = await shown(ann, "items")
    history = await shown(ann, "history")
    assert things.text.startswith("1–10 of 11:")
    assert "Thing 0" not in history.text
    await minnow.restart()
    await chosen(ann, things, "Next")
    assert things.text.startswith("11–11 of 11:")
    await pressed(ann, things, "Back")
    assert things.text.startswith("1–10 of 11:")
    await pressed(ann, history, "Next")
    assert "Thing 0" in history.text


async def test_a_card_offers_what_can_be_done_with_its_thing(minnow: Serving, ann: Person) -> None:
    await asked(ann, "/add Bike, got it on 3 May 2024")
    listed = await shown(ann, "items")
    card = (await pressed(ann, listed, "Bike")).messages[-1]
    assert card.embeds[0]["title"] == "🚲 Bike"
    assert "█" in card.embeds[0]["description"]
    await minnow.restart()

    await pressed(ann, card, "Goal")
    assert card.text.startswith("How long do you want to keep 🚲 Bike?")
    assert card.embeds == []
    await pressed(ann, card, "Back")
    assert card.embeds[0]["title"] == "🚲 Bike"
    await pressed(ann, card, "Goal")
    await pressed(ann, card, "3 years")
    assert card.content.startswith("🚲 Bike: goal 1 year → 3 years")
    await pressed(ann, card, "Used it today")
    await pressed(ann, card, "Give")
    assert card.content.startswith("Gave 🚲 Bike away")
    assert card.buttons == ["↩️ Undo", "🗑️ Remove"]
    await pressed(ann, card, "Undo")
    assert card.content.startswith("Taken back:\n🚲 Bike is yours again")
    assert len(ann.direct.said_by_bot) == 3  # the receipt, the list, the card


async def test_the_tour_goes_forward_back_and_ends(minnow: Serving, ann: Person) -> None:
    tour = await shown(ann, "start")
    await minnow.restart()
    for label, begins in (("Next", "2/3"), ("Next", "3/3"), ("Back", "2/3"), ("Skip", "Then let")):
        await pressed(ann, tour, label)
        assert tour.text.startswith(begins)
    assert tour.buttons == []
    assert ann.direct.said_by_bot == [tour]


async def test_checkups_are_done_and_get_another_interval(minnow: Serving, ann: Person) -> None:
    checkups = await shown(ann, "checkups")
    await minnow.restart()
    await pressed(ann, checkups, "Keep checkup: Done")
    assert checkups.text.startswith("Keep checkup done · next on")
    checkups = await shown(ann, "checkups")
    await pressed(ann, checkups, "Give checkup: every month")
    assert checkups.text == "Give checkup: how often shall it come?"
    await pressed(ann, checkups, "every 3 months")
    assert checkups.text.startswith("Give checkup: every month → every 3 months · next on")


async def test_days_and_times_are_shown_in_the_zone_of_the_reader(
    minnow: Serving, ann: Person
) -> None:
    checkups = await shown(ann, "checkups")
    assert ":D> (<t:" in checkups.text
    assert ":R>)" in checkups.text
    await asked(ann, "/add Bike")
    assert ":f>" in (await shown(ann, "history")).text


async def test_at_the_limit_a_thing_may_go_for_another(
    discord: DiscordServer, sqlite_url: URL, tmp_path: Path, ann: Person
) -> None:
    settings = settings_for(discord, sqlite_url, tmp_path, MINNOW_ITEM_LIMIT="2")
    async with Serving(discord, settings) as minnow:
        await asked(ann, "/add a bike and a sofa")
        question = await asked(ann, "bought a lamp")
        assert question.text.startswith("You own 2 things, and 2 is the limit.")
        await minnow.restart()
        await pressed(ann, question, "Give Sofa")
        assert "Added 💡 Lamp" in question.text


async def test_everything_is_deleted_on_request(
    minnow: Serving, discord: DiscordServer, ann: Person
) -> None:
    await asked(ann, "/add Bike")
    question = await shown(ann, "deletemydata")
    assert question.text.startswith("Delete everything I keep about you? 1 thing")
    await minnow.restart()
    await ann.press(question, question.buttons[0])
    assert (await ann.command("items")).text.startswith("Your list is empty.")


async def test_a_review_is_gone_through_in_one_message(minnow: Serving, ann: Person) -> None:
    for name in ("Bike", "Harp", "Sofa", "Drum"):
        await asked(ann, f"/add {name}")
    review = await shown(ann, "review", checkup="Keep checkup")
    said = len(ann.direct.said_by_bot)
    assert review.text == "Keep checkup: how much time do you have?"
    await pressed(ann, review, "2 minutes: 3 things")
    assert review.text.startswith("1 of 3 · Does it still earn its place?\n🚲 Bike\n")
    await minnow.restart()
    await pressed(ann, review, "Give")
    assert review.text.startswith("Gave 🚲 Bike away\n2 of 3 · ")
    await pressed(ann, review, "Back")
    assert review.text.startswith("🚲 Bike is yours again\n1 of 3 · ")
    await pressed(ann, review, "Keep, not lately")
    await pressed(ann, review, "That's enough")
    assert review.text.startswith("Keep checkup done · next on")
    await pressed(ann, review, "Undo")
    assert review.buttons == ["▶️ Start keep checkup"]
    assert len(ann.direct.said_by_bot) == said
