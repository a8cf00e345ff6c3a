"""What is loaded when: start-up pays for nothing that is not used."""

import subprocess
import sys

SLOW = ("langgraph", "langchain_core", "langchain_openai", "openai")


def loaded_after(code: str) -> set[str]:
    """Which of the slow packages a fresh interpreter has loaded."""
    script = f"import sys\n{code}\nprint(*[name for name in {SLOW!r} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_a_late_agent_loads_the_graph_when_warmed_up_and_no_client() -> None:
    code = """
from bot.agent.agent import LateAgent
def build():
    from bot.agent.graph import GraphAgent
    from bot.agent.interpreter.interpreter import Interpreter
    from bot.agent.model import ModelSettings
    return GraphAgent(None, None, ModelSettings("m", "sk-key"))
agent = LateAgent(build)
assert "langgraph" not in sys.modules
agent.warm_up()
"""
    assert loaded_after(code) == {"langgraph", "langchain_core"}
