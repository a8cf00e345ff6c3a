"""The steps of the graph, one function each, and where each leads.

What is live comes in by the runtime context; the state holds values only. A step names the next
one itself: conditional edges would cost a quarter of the graph's time in every sentence.
"""

import logging
from dataclasses import dataclass
from typing import Literal, TypedDict, cast

from langchain_core.messages import ToolMessage
from langgraph.runtime import Runtime
from langgraph.types import Command

from bot.agent import prompts
from bot.agent.exchange import MOST_CALLS, CallResult, Exchange
from bot.agent.interpreter.interpreter import Interpreter
from bot.agent.interpreter.understanding import (
    Answered,
    Nothing,
    Understanding,
    Understood,
    Unsure,
)
from bot.agent.memory import scene_of
from bot.agent.model import Model, ModelFailed
from bot.agent.outcomes import (
    Asked,
    Changed,
    Found,
    NothingDone,
    Outcome,
    Refused,
    Shown,
)
from bot.agent.prose import spoken
from bot.agent.scene import Scene
from bot.agent.schemas import MalformedArguments, UnknownTool, parse_call
from bot.agent.tools import Tools, ask
from core.errors import QuestionGone
from core.turns.desk import Turn
from core.turns.questions import open_question

_log = logging.getLogger(__name__)

LONGEST_FOR_MODEL = 4_000
"""Characters. Nobody says more than this about their things; it would cost and help nobody."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """The runtime context: one sentence of one turn, and what it takes to act on it."""

    turn: Turn
    chat_id: str
    interpreter: Interpreter
    tools: Tools
    model: Model | None


class State(TypedDict, total=False):
    text: str
    scene: Scene
    understanding: Understanding
    exchange: Exchange
    """Only where a model is asked."""
    outcomes: tuple[Outcome, ...]


async def interpret(
    state: State, runtime: Runtime[Hearing]
) -> Command[Literal["act", "model", "clarify"]]:
    """Only what was not understood, or not for sure, is worth a model's time."""
    hearing = runtime.context
    scene = await scene_of(hearing.turn, hearing.chat_id)
    understanding = hearing.interpreter.interpret(state["text"], scene)
    heard: State = {"scene": scene, "understanding": understanding}
    if isinstance(understanding, Understood | Answered):
        return Command(update=heard, goto="act")
    is_clear = isinstance(understanding, Nothing) and understanding.code != "not_understood"
    if is_clear or hearing.model is None or len(state["text"]) > LONGEST_FOR_MODEL:
        return Command(update=heard, goto="clarify")
    return Command(update=heard, goto="model")


async def act(
    state: State, runtime: Runtime[Hearing]
) -> Command[Literal["model", "clarify", "__end__"]]:
    """What the interpreter understood is one transaction; so is each single call of a model."""
    hearing = runtime.context
    if "exchange" in state:
        exchange = await _act_for_model(hearing, state["exchange"])
        acted: State = {"exchange": exchange}
        return Command(update=acted, goto="clarify" if exchange.is_over else "model")
    done: State = {"outcomes": await _act_on(state["understanding"], hearing)}
    return Command(update=done, goto="__end__")


async def model(state: State, runtime: Runtime[Hearing]) -> Command[Literal["act", "clarify"]]:
    """The next answer of the model. No transaction is open meanwhile."""
    hearing = runtime.context
    if "exchange" in state:
        exchange = state["exchange"]
    else:
        past = await hearing.turn.past()
        exchange = Exchange(prompts.opening(state["text"], state["scene"], past))
    await hearing.turn.pause()
    asked = cast("Model", hearing.model)  # no path leads here without one
    try:
        exchange = exchange.answered(await asked.answer(exchange.messages))
    except ModelFailed as failure:
        _log.warning("no answer of the model: %s", failure.reason)
        exchange = exchange.given_up(failure.reason)
    answered: State = {"exchange": exchange}
    goes_on = exchange.wants_calls and not exchange.is_over
    return Command(update=answered, goto="act" if goes_on else "clarify")


async def clarify(state: State, runtime: Runtime[Hearing]) -> State:
    """The end of everything that was not simply done: what a model did or said, or the
    interpreter's own question or answer."""
    hearing = runtime.context
    understanding = state["understanding"]
    exchange = state.get("exchange")
    told = exchange.outcomes if exchange is not None else ()
    if isinstance(understanding, Unsure) and not any(map(_settles, told)):
        question = await ask(
            await hearing.turn.work(),
            hearing.chat_id,
            understanding.code,
            understanding.subject,
            understanding.choices,
        )
        return {"outcomes": (question,)}
    if told:
        return {"outcomes": told}
    if exchange is not None:
        return {"outcomes": spoken(exchange.answer.text)}
    nothing = cast("Nothing", understanding)  # all else was acted or asked upon
    return {"outcomes": (NothingDone(nothing.code, nothing.subject),)}


async def _act_on(understanding: Understanding, hearing: Hearing) -> tuple[Outcome, ...]:
    work = await hearing.turn.work()
    match understanding:
        case Understood(calls=calls):
            return await hearing.tools.run_all(work, hearing.chat_id, calls)
        case Answered(option=option):
            question = await open_question(work, hearing.chat_id)
            if question is not None:
                return await hearing.tools.answer(work, hearing.chat_id, question.id, option)
    return (Refused(QuestionGone()),)


async def _act_for_model(hearing: Hearing, exchange: Exchange) -> Exchange:
    answer = exchange.answer
    results: list[CallResult] = []
    for wanted in answer.tool_calls[: MOST_CALLS - exchange.calls]:
        id_ = wanted["id"] or ""
        try:
            call = parse_call(wanted["name"], wanted["args"])
        except (UnknownTool, MalformedArguments) as fault:
            results.append(CallResult(_fault(type(fault).__name__, str(fault), id_)))
            continue
        if call in exchange.done:  # a mended round often repeats what went well
            results.append(CallResult(ToolMessage("done already", tool_call_id=id_), call))
            continue
        outcome = await hearing.tools.run(await hearing.turn.work(), hearing.chat_id, call)
        await hearing.turn.pause()
        message = ToolMessage(prompts.told(outcome), tool_call_id=id_)
        results.append(CallResult(message, call, outcome))
    results += [
        CallResult(_fault("MalformedArguments", "not JSON", broken["id"] or ""))
        for broken in answer.invalid_tool_calls
    ]
    return exchange.called(results)


def _fault(kind: str, text: str, id_: str) -> ToolMessage:
    return ToolMessage(f"{kind}: {text}", tool_call_id=id_, status="error")


def _settles(outcome: Outcome) -> bool:
    return isinstance(outcome, Changed | Asked | Found | Shown)
