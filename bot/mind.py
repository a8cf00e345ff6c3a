"""All that understands people."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from bot.agent.agent import ClosableAgent, LateAgent
from bot.agent.senses.senses import Senses
from bot.agent.senses.sight import Sight
from bot.agent.senses.transcription import PATIENCE_SECONDS, Transcriber
from bot.agent.tools import Tools
from bot.language import Language
from bot.settings import Settings
from bot.settings_by_part import model_settings


@dataclass(frozen=True, slots=True)
class Mind:
    """What understands people, whatever database it serves."""

    language: Language
    tools: Tools
    agent: LateAgent
    senses: Senses


@asynccontextmanager
async def open_mind(settings: Settings) -> AsyncIterator[Mind]:
    """Nothing of it is loaded before it is needed."""
    language = Language()
    tools = Tools(language)
    agent = LateAgent(lambda: _graph_agent(language, tools, settings))
    senses = _senses(settings)
    try:
        yield Mind(language, tools, agent, senses)
    finally:
        await senses.close()
        await agent.close()


def _graph_agent(language: Language, tools: Tools, settings: Settings) -> ClosableAgent:
    from bot.agent.graph import GraphAgent  # loads langgraph

    return GraphAgent(language.interpreter(), tools, model_settings(settings, settings.model))


def _senses(settings: Settings) -> Senses:
    seeing = model_settings(settings, settings.vision_model)
    hearing = model_settings(settings, settings.transcription_model)
    return Senses(
        None if seeing is None else Sight(seeing),
        None if hearing is None else Transcriber(replace(hearing, timeout=PATIENCE_SECONDS)),
    )
