"""What reading a statement takes of a language, built once."""

from dataclasses import dataclass

from bot.agent.interpreter.categories import Categories
from bot.agent.interpreter.known import Known
from bot.agent.interpreter.names import Names
from bot.agent.interpreter.patterns import Patterns
from bot.agent.interpreter.recipients import Recipients


@dataclass(frozen=True, slots=True)
class Lexis:
    patterns: Patterns
    """With the classes of `statements.toml`."""
    categories: Categories
    names: Names
    known: Known
    recipients: Recipients
