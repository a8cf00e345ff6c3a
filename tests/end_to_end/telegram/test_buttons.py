"""Each kind of button once; a restart of the program between a message and its press is nothing."""

from pathlib import Path

from sqlalchemy.engine import URL

from tests.emulators.telegram import Person, TelegramServer
from tests.end_to_end.running import Running
from tests.end_to_end.telegram.serving import settings_for
from tests.end_to_end.telegram.talking import asked, pressed


async def test_undo_works_once_and_then_says_so(minnow: Running, ann: Person) -> None:
    receipt = await asked(ann, "/add Bike")
    await minnow.restart()
    await pressed(ann, receipt, "Undo")
    assert receipt.text == "Taken back:\n🚲 Bike is off your list again"
    assert receipt.labels == []


async def test_removing_asks_and_only_yes_removes(minnow: Running, ann: Person) -> None:
    await asked(ann, "/add Bike")
    question = await asked(ann, "/remove bike")
    assert question.labels == ["✅ Yes", "✖️ No"]
    await pressed(ann, question, "No")
    assert question.text == "All right, nothing was changed."
    assert "1 thing" in (await asked(ann, "/items")).text

    question = await asked(ann, "/remove bike")
    await minnow.restart()
    await pressed(ann, question, "Yes")
    assert question.text == "Removed 🚲 Bike"
    assert question.labels == ["↩️ Undo"]


async def test_a_choice_between_things_is_the_thing_itself(minnow: Running, ann: Person) -> None:
    await asked(ann, "/add Red Bike")
    await asked(ann, "/add Blue Bike")
    question = await asked(ann, "gave my bike to Bob")
    assert question.text.startswith("Which one do you mean")
    await minnow.restart()
    await pressed(ann, question, "Blue Bike")
    assert question.text == "Gave 🚲 Blue Bike to Bob"


async def test_pages_of_a_list_turn_in_place(minnow: Running, ann: Person) -> None:
    await asked(
        ann, "/add a lamp, a bike, a sofa, a desk, a vase, a rug, a book, a drill and a pan"
    )
    await asked(ann, "/add a tent, a kite, a harp and a globe")
    page = await asked(ann, "/items")
    assert page.text.startswith("1–10 of 13:")
    await minnow.restart()
    await pressed(ann, page, "Next")
    assert page.text.startswith("11–13 of 13:")
    await pressed(ann, page, "Back")
    assert page.text.startswith("1–10 of 13:")
    assert page.edits == 2


async def test_pages_of_the_history_turn_in_place(minnow: Running, ann: Person) -> None:
    for number in range(11):
        await asked(ann, f"/add thing {number}")
    page = await asked(ann, "/history")
    assert "Thing 0" not in page.text
    await minnow.restart()
    await pressed(ann, page, "Next")
    assert "Thing 0" in page.text
    await pressed(ann, page, "Back")
    assert "Thing 10" in page.text


async def test_a_card_offers_what_can_be_done_with_its_thing(minnow: Running, ann: Person) -> None:
    await asked(ann, "/add Bike, got it on 3 May 2024")
    listed = await asked(ann, "/items")
    await pressed(ann, listed, "Bike")
    card = await ann.answer()
    assert card.html.startswith("🚲 <b>Bike</b>")
    await minnow.restart()

    await pressed(ann, card, "Goal")
    assert card.text.startswith("How long do you want to keep 🚲 Bike?")
    await pressed(ann, card, "Back")
    assert card.text.startswith("🚲 Bike\nType:")
    await pressed(ann, card, "Goal")
    await pressed(ann, card, "3 years")
    assert card.text.startswith("🚲 Bike: goal 1 year → 3 years\n\n🚲 Bike\nType:")
    await pressed(ann, card, "Used it today")
    assert card.text.startswith("That was so already.")
    await pressed(ann, card, "Give")
    assert card.text.startswith("Gave 🚲 Bike away")
    assert card.labels == ["↩️ Undo", "🗑️ Remove"]
    await pressed(ann, card, "Undo")
    assert card.text.startswith("Taken back:\n🚲 Bike is yours again")
    assert len(ann.private.from_bot) == 3  # the receipt, the list, the card


async def test_a_card_donates_and_removes(minnow: Running, ann: Person) -> None:
    await asked(ann, "/add Bike")
    card = await asked(ann, "/item bike")
    await pressed(ann, card, "Donate")
    assert card.text.startswith("Donated 🚲 Bike")
    await pressed(ann, card, "Remove")
    assert card.text == "Remove Bike from your list?"
    await pressed(ann, card, "Yes")
    assert card.text == "Removed 🚲 Bike"


async def test_the_tour_goes_forward_back_and_ends(minnow: Running, ann: Person) -> None:
    tour = await asked(ann, "/start")
    await minnow.restart()
    for label, begins in (("Next", "2/3"), ("Next", "3/3"), ("Back", "2/3"), ("Skip", "Then let")):
        await pressed(ann, tour, label)
        assert tour.text.startswith(begins)
    assert tour.labels == []
    assert len(ann.private.from_bot) == 1


async def test_checkups_are_done_and_get_another_interval(minnow: Running, ann: Person) -> None:
    checkups = await asked(ann, "/checkups")
    await minnow.restart()
    await pressed(ann, checkups, "Keep checkup: Done")
    assert checkups.text.startswith("Keep checkup done · next on")
    checkups = await asked(ann, "/checkups")
    await pressed(ann, checkups, "Give checkup: every month")
    assert checkups.text == "Give checkup: how often shall it come?"
    await pressed(ann, checkups, "every 3 months")
    assert checkups.text.startswith("Give checkup: every month → every 3 months · next on")


async def test_at_the_limit_a_thing_may_go_for_another(
    telegram: TelegramServer, sqlite_url: URL, tmp_path: Path, ann: Person
) -> None:
    settings = settings_for(telegram, sqlite_url, tmp_path, MINNOW_ITEM_LIMIT="2")
    async with Running(settings) as minnow:
        await asked(ann, "/add a bike and a sofa")
        question = await asked(ann, "bought a lamp")
        assert question.text.startswith("You own 2 things, and 2 is the limit.")
        await minnow.restart()
        await pressed(ann, question, "Give Sofa")
        assert "Added 💡 Lamp" in question.text
        assert "2. 💡 Lamp" in (await asked(ann, "/items")).text


async def test_a_review_is_gone_through_in_one_message(minnow: Running, ann: Person) -> None:
    for name in ("Bike", "Harp", "Sofa", "Drum"):
        await asked(ann, f"/add {name}")
    review = await asked(ann, "/review keep")
    said = len(ann.private.from_bot)
    assert review.text == "Keep checkup: how much time do you have?"
    await pressed(ann, review, "2 minutes: 3 things")
    assert review.text.startswith("1 of 3 · Does it still earn its place?\n\n🚲 Bike\n")
    await minnow.restart()
    await pressed(ann, review, "Give")
    assert review.text.startswith("Gave 🚲 Bike away\n2 of 3 · ")
    await pressed(ann, review, "Back")
    assert review.text.startswith("🚲 Bike is yours again\n1 of 3 · ")
    await pressed(ann, review, "Keep, not lately")
    await pressed(ann, review, "That's enough")
    assert review.text.startswith("Keep checkup done · next on")
    await pressed(ann, review, "Undo")
    assert review.labels == ["▶️ Start keep checkup"]
    assert len(ann.private.from_bot) == said
