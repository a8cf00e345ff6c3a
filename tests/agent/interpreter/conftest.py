import pytest

from bot.agent.interpreter.interpreter import Interpreter


@pytest.fixture(scope="session")
def interpreter() -> Interpreter:
    return Interpreter()
