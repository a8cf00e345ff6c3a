"""Days and lengths of time in what people write.

text -> tokens and what each may stand for (sentence, lexicon, lengths) -> phrases, by the
templates of the language's dates.toml (templates, phrases) -> days as seen from today (meanings,
calendar) -> spans (when).
"""

from bot.agent.interpreter.when.spans import DayKind, DaySpan, LengthSpan, Span
from bot.agent.interpreter.when.values import Role
from bot.agent.interpreter.when.when import When

__all__ = ["DayKind", "DaySpan", "LengthSpan", "Role", "Span", "When"]
