"""The graph: interpret -> act | model | clarify; model <-> act (DESIGN, section 5)."""

from typing import Literal

from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.runtime import Runtime

from bot.agent import nodes
from bot.agent.interpreter.interpreter import Interpreter
from bot.agent.interpreter.understanding import Answered, Nothing, Understood
from bot.agent.model import Model, ModelSettings
from bot.agent.nodes import Hearing, State
from bot.agent.outcomes import Outcome
from bot.agent.tools import Tools
from core.turns.desk import Turn

LONGEST_FOR_MODEL = 4_000
"""Characters. Nobody says more than this about their things; it would cost and help nobody."""

Graph = CompiledStateGraph[State, Hearing, State, State]


class GraphAgent:
    """The Agent that runs the graph. Compiled once, without a checkpointer: what must survive
    lives in our own tables."""

    def __init__(
        self, interpreter: Interpreter, tools: Tools, model: ModelSettings | None = None
    ) -> None:
        self._interpreter = interpreter
        self._tools = tools
        self._model = None if model is None else Model(model)
        self._graph = compile_graph()

    async def hear(self, turn: Turn, chat_id: str, text: str) -> tuple[Outcome, ...]:
        hearing = Hearing(turn, chat_id, self._interpreter, self._tools, self._model)
        end = await self._graph.ainvoke({"text": text}, context=hearing)
        outcomes: tuple[Outcome, ...] = end["outcomes"]
        return outcomes

    async def close(self) -> None:
        if self._model is not None:
            await self._model.close()


def compile_graph() -> Graph:
    graph = StateGraph(State, context_schema=Hearing)
    for node in (nodes.interpret, nodes.act, nodes.model, nodes.clarify):
        graph.add_node(node.__name__, node)
    graph.add_edge(START, "interpret")
    graph.add_conditional_edges("interpret", _after_interpret)
    graph.add_conditional_edges("act", _after_act)
    graph.add_conditional_edges("model", _after_model)
    graph.add_edge("clarify", END)
    return graph.compile()


def _after_interpret(state: State, runtime: Runtime[Hearing]) -> Literal["act", "model", "clarify"]:
    match state["understanding"]:
        case Understood() | Answered():
            return "act"
        case Nothing(code=code) if code != "not_understood":
            return "clarify"
    short_enough = len(state["text"]) <= LONGEST_FOR_MODEL
    return "model" if runtime.context.model is not None and short_enough else "clarify"


def _after_act(state: State) -> Literal["model", "clarify", "__end__"]:
    if "exchange" not in state:
        return "__end__"
    return "clarify" if state["exchange"].is_over else "model"


def _after_model(state: State) -> Literal["act", "clarify"]:
    exchange = state["exchange"]
    return "act" if exchange.wants_calls and not exchange.is_over else "clarify"
