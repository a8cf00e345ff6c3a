"""The graph: interpret -> act | model | clarify; model <-> act (DESIGN, section 5)."""

from langgraph.graph import START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from bot.agent import nodes
from bot.agent.interpreter.interpreter import Interpreter
from bot.agent.model import Model, ModelSettings
from bot.agent.nodes import Hearing, State
from bot.agent.outcomes import Outcome
from bot.agent.tools import Tools
from core.turns.desk import Turn

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
    return graph.compile()
