"""Plays a case: a fresh database in memory, the clock of the case, the real conversation."""

import unicodedata
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.composition import Program, open_mind, open_with
from bot.conversation.messages import Account, Address, Incoming, Press, Reply, Text
from bot.replay.cases import Case, PressLabel, Say
from bot.settings import Settings
from bot.settings_by_part import in_memory
from core.clock import StandingClock
from core.transfer.actions import export_person, import_person
from core.turns.desk import Arrival
from storage.vocabulary import Cause

PLATFORM = "replay"
WHO = "1"

_EMOJI_PARTS = ("So", "Sk", "Cf", "Me")
"""Categories of pictures, skin tones, joiners and key caps."""
_EMOJI_STYLE = "\ufe0f"


@dataclass(slots=True)
class Played:
    """What came of a case, as far as it went."""

    case: Case
    turns: list[Sequence[Reply]] = field(default_factory=list)
    export: Mapping[str, Any] = field(default_factory=dict)
    """The person afterwards; empty if the case crashed."""
    crash: Exception | None = None


class Player:
    """Plays cases one after the other, on one database that is emptied before each: a new one
    would have to compile every statement anew."""

    def __init__(self, program: Program, clock: StandingClock) -> None:
        self._program = program
        self._clock = clock

    async def play(self, case: Case) -> Played:
        """Never raises for what a case does: `crash` has it."""
        played = Played(case)
        self._clock.set(case.now)
        try:
            await self._program.store.empty()
            await self._furnish(case)
            for turn in case.turns:
                newest = played.turns[-1] if played.turns else ()
                content = _content(turn, newest)
                played.turns.append(
                    () if content is None else await self._program.handle(_incoming(case, content))
                )
            played.export = await self._export(case)
        except Exception as crash:
            played.crash = crash
        return played

    async def _furnish(self, case: Case) -> None:
        async with self._program.desk.turn(_arrival(case)) as turn:
            await import_person(await turn.work(), case.document, undoable=False)

    async def _export(self, case: Case) -> Mapping[str, Any]:
        async with self._program.desk.turn(_arrival(case)) as turn:
            return await export_person(await turn.work())


@asynccontextmanager
async def open_player(settings: Settings) -> AsyncIterator[Player]:
    """The settings give the rules for people; their database, model and rate limit stay unused."""
    quiet = in_memory(settings)
    clock = StandingClock(datetime.min.replace(tzinfo=UTC))
    async with (
        open_mind(quiet) as mind,
        open_with(mind, quiet, clock, "UTC") as program,
    ):
        yield Player(program, clock)


def _incoming(case: Case, content: Text | Press) -> Incoming:
    return Incoming(Address(PLATFORM, WHO), Account(PLATFORM, WHO, "Me"), content, case.locale)


def _arrival(case: Case) -> Arrival:
    return Arrival(
        platform=PLATFORM,
        platform_user_id=WHO,
        display_name="Me",
        chat_id=WHO,
        private=True,
        cause=Cause.IMPORT,
        locale=case.locale,
    )


def _content(turn: Say | PressLabel, newest: Sequence[Reply]) -> Text | Press | None:
    return Text(turn.text) if isinstance(turn, Say) else pressed(turn.label, newest)


def pressed(label: str, newest: Sequence[Reply]) -> Press | None:
    """The first button of the newest reply whose label contains the text, ignoring case and
    emoji; None if there is none."""
    wanted = _letters(label)
    if not newest:
        return None
    for button in newest[-1].all_buttons():
        if wanted in _letters(button.label):
            return Press(button.payload)
    return None


def _letters(label: str) -> str:
    """Without case and emoji."""
    normal = unicodedata.normalize("NFKC", label)
    kept = (c for c in normal if c != _EMOJI_STYLE and unicodedata.category(c) not in _EMOJI_PARTS)
    return " ".join("".join(kept).casefold().split())
