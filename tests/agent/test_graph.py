"""Sentences through the graph, without a model."""

import pytest

from bot.agent.calls import AddItems, PartWithItems, RemoveItems, ThingToAdd
from bot.agent.graph import GraphAgent
from bot.agent.interpreter.understanding import (
    Answered,
    Choice,
    Nothing,
    NothingCode,
    Understanding,
    Understood,
    Unsure,
)
from bot.agent.outcomes import Asked, NothingDone, Refused
from core.errors import QuestionGone
from storage.vocabulary import ItemStatus
from tests.agent.world import Prepared, World, kinds

KEEP, GIVE = ItemStatus.KEEP, ItemStatus.GIVE


def add(name: str) -> AddItems:
    return AddItems(things=(ThingToAdd(name=name),))


async def test_what_is_understood_is_done_in_order(world: World) -> None:
    calls = (add("Rug"), add("Kettle"))
    agent = GraphAgent(Prepared({"got a rug and a kettle": Understood(calls)}), world.tools)

    outcomes = await world.hear(agent, "got a rug and a kettle")

    assert kinds(outcomes) == ["Changed", "Changed"]
    assert list(await world.things()) == ["Rug", "Kettle"]


async def test_an_answer_runs_exactly_the_calls_of_its_option(world: World) -> None:
    await world.has("Kettle", "Rug")
    understandings: dict[str, Understanding] = {
        "bin the rug": Understood((RemoveItems(items=("rug",)),)),
        "ya": Answered(0),
    }
    agent = GraphAgent(Prepared(understandings), world.tools)

    assert kinds(await world.hear(agent, "bin the rug")) == ["Asked"]
    assert kinds(await world.hear(agent, "ya")) == ["Changed"]
    assert await world.things() == {"Kettle": KEEP}
    assert kinds(await world.hear(agent, "ya")) == ["Refused"]


async def test_an_answer_to_no_question_is_refused(world: World) -> None:
    agent = GraphAgent(Prepared({"yes": Answered(0)}), world.tools)

    (outcome,) = await world.hear(agent, "yes")

    assert isinstance(outcome, Refused)
    assert isinstance(outcome.error, QuestionGone)


async def test_no_is_an_answer_too(world: World) -> None:
    await world.has("Rug")
    understandings: dict[str, Understanding] = {
        "bin the rug": Understood((RemoveItems(items=("rug",)),)),
        "no": Answered(1),
    }
    agent = GraphAgent(Prepared(understandings), world.tools)
    await world.hear(agent, "bin the rug")

    assert await world.hear(agent, "no") == (NothingDone("declined"),)
    assert await world.things() == {"Rug": KEEP}


async def test_unsure_asks_and_the_choice_is_what_it_says(world: World) -> None:
    (rug,) = await world.has("Rug")
    gift = PartWithItems(items=(str(rug.id),), status=GIVE)
    unsure = Unsure("what_to_do", "Rug", (Choice("Given away", (gift,)), Choice("Nothing", ())))
    agent = GraphAgent(Prepared({"rug": unsure, "given": Answered(0)}), world.tools)

    (question,) = await world.hear(agent, "rug")
    assert isinstance(question, Asked)
    assert (question.code, question.subject) == ("what_to_do", "Rug")
    assert await world.things() == {"Rug": KEEP}

    await world.hear(agent, "given")
    assert await world.things() == {"Rug": GIVE}


@pytest.mark.parametrize(
    "code", ["greeting", "thanks", "wish", "negation", "others", "instruction", "not_understood"]
)
async def test_where_nothing_is_to_be_done_it_says_why(world: World, code: NothingCode) -> None:
    agent = GraphAgent(Prepared({"hm": Nothing(code, "it")}), world.tools)

    assert await world.hear(agent, "hm") == (NothingDone(code, "it"),)


async def test_a_sentence_is_heard_against_the_turn_before(world: World) -> None:
    interpreter = Prepared({"got a rug": Understood((add("Rug"),))})
    agent = GraphAgent(interpreter, world.tools)
    await world.hear(agent, "got a rug")

    await world.hear(agent, "and now?")

    scene = interpreter.scenes[-1]
    assert scene.focus == (str(scene.things[0].id),)
    assert scene.last_calls[0]["tool"] == "add_items"


async def test_text_of_any_size_is_heard(world: World) -> None:
    agent = GraphAgent(Prepared(), world.tools)

    assert await world.hear(agent, "x" * 100_000) == (NothingDone("not_understood"),)
    assert await world.hear(agent, "") == (NothingDone("not_understood"),)
