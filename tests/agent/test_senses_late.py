"""The senses load no client before somebody speaks or shows a picture, and then only one."""

import asyncio
import time

import pytest

from bot.agent.clients import Late
from tests.agent.test_imports import loaded_after


def test_building_the_senses_loads_no_client() -> None:
    code = """
from bot.agent.model import ModelSettings
from bot.agent.senses.sight import Sight
from bot.agent.senses.transcription import Transcriber
Sight(ModelSettings("m", "sk-key"))
Transcriber(ModelSettings("m", "sk-key"))
"""
    assert loaded_after(code) == set()


async def test_all_who_ask_at_once_get_the_one_that_is_built() -> None:
    built: list[object] = []

    def build() -> object:
        time.sleep(0.02)
        built.append(object())
        return built[-1]

    late = Late(build)
    got = await asyncio.gather(*[late.get() for _ in range(8)])

    assert got == built * 8
    assert len(built) == 1


async def test_what_could_not_be_built_is_built_when_asked_for_again() -> None:
    faults = [OSError("out of files")]

    def build() -> str:
        if faults:
            raise faults.pop()
        return "client"

    late = Late(build)
    with pytest.raises(OSError, match="out of files"):
        await late.get()

    assert await late.get() == "client"
