"""A loopback server that speaks OpenAI's Chat Completions and audio transcriptions, as far as a
client of ours does."""

from tests.emulators.openai.answers import ToolCall
from tests.emulators.openai.server import OpenAIServer

__all__ = ["OpenAIServer", "ToolCall"]
