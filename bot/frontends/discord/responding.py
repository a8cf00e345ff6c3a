"""The answers to one interaction: the first within 3 seconds, the others within 15 minutes
(Interactions, Responding)."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from enum import Enum
from types import TracebackType
from typing import Any, Self

import discord

from bot.conversation.form import Form
from bot.frontends.delivery_failed import DeliveryFailed
from bot.frontends.discord.attempts import Sleep, persistently
from bot.frontends.discord.files import Ready
from bot.frontends.discord.modals import modal_of
from bot.frontends.discord.outcomes import TOKEN_GONE, Refusal
from bot.frontends.discord.rendering import ELLIPSIS

logger = logging.getLogger(__name__)

PATIENCE = 1.2
"""Seconds in which an answer is the first response itself; then the interaction is deferred."""
PATIENCE_FOR_A_FORM = 2.3
"""The same where the answer may be a form, which can be nothing but the first response."""


class State(Enum):
    OPEN = "open"
    """Nobody has responded."""
    THINKING = "thinking"
    """A message is there that says that the bot is thinking; an answer takes its place."""
    HELD = "held"
    """It is known that we have heard: answers follow, and the pressed message can be edited."""
    ANSWERED = "answered"
    """Further answers follow; the pressed message can not be edited any more."""
    LOST = "lost"
    """Discord takes no answer (any more)."""


class Responder:
    """To be entered when the interaction comes in: whatever happens, it is responded to in time,
    exactly once, and nothing is left thinking when this is left."""

    def __init__(
        self,
        interaction: discord.Interaction[Any],
        *,
        thinks_privately: bool,
        patience: float = PATIENCE,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        """`thinks_privately`: whether only the person sees that the bot is thinking."""
        self._interaction = interaction
        self._thinks_privately = thinks_privately
        self._patience = patience
        self._sleep = sleep
        self._state = State.OPEN
        self._lock = asyncio.Lock()
        self._can_edit = interaction.message is not None

    async def __aenter__(self) -> Self:
        self._in_time = asyncio.create_task(self._hold_in_time())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._in_time.cancel()
        await asyncio.gather(self._in_time, return_exceptions=True)
        await self.hold()
        if self._state is State.THINKING:
            await self._remove_first()

    @property
    def is_lost(self) -> bool:
        """Whether Discord takes no answer (any more)."""
        return self._state is State.LOST

    async def hold(self) -> None:
        """Show that the interaction was heard, unless it was responded to. Never raises."""
        async with self._lock:
            if self._state is not State.OPEN:
                return
            held = State.HELD if self._can_edit else State.THINKING
            try:
                await self._first(self._defer, held)
            except (discord.HTTPException, DeliveryFailed) as error:
                logger.warning("An interaction is not deferred: %s", type(error).__name__)

    async def edit(self, ready: Ready) -> bool:
        """Whether the message of the pressed button shows this now. Raises discord.HTTPException
        and DeliveryFailed."""
        async with self._lock:
            if not self._can_edit:
                return False
            try:
                if self._state is State.OPEN:
                    return await self._first(
                        lambda: self._interaction.response.edit_message(**ready.to_edit()),
                        State.HELD,
                    )
                if self._state is State.HELD:
                    return await self._later(
                        lambda: self._interaction.edit_original_response(**ready.to_edit())
                    )
            except discord.HTTPException as error:
                if error.code != Refusal.UNKNOWN_MESSAGE:
                    raise
        return False

    async def send(self, ready: Ready, *, privately: bool) -> bool:
        """Whether Discord has taken it as an answer; it does not where it is too late for one.
        Raises discord.HTTPException and DeliveryFailed."""
        async with self._lock:
            if self._state is State.OPEN and await self._first(
                lambda: self._interaction.response.send_message(
                    **ready.to_send(), ephemeral=privately
                ),
                State.ANSWERED,
            ):
                return True
            if self._state is State.THINKING:
                return await self._in_place_of_thinking(ready, privately)
            if self._state is State.LOST:
                return False
            return await self._follow_up(ready, privately)

    async def show(self, form: Form) -> bool:
        """Whether the person sees the form: only a first response can be one, and none to a form
        (Interactions, Interaction Callback Type). Raises discord.HTTPException and
        DeliveryFailed."""
        if self._interaction.type is discord.InteractionType.modal_submit:
            return False
        async with self._lock:
            return self._state is State.OPEN and await self._first(
                lambda: self._interaction.response.send_modal(modal_of(form)), State.ANSWERED
            )

    async def _hold_in_time(self) -> None:
        await asyncio.sleep(self._patience)
        await self.hold()

    async def _defer(self) -> object:
        return await self._interaction.response.defer(
            thinking=not self._can_edit, ephemeral=self._thinks_privately
        )

    async def _first(self, respond: Callable[[], Awaitable[object]], state: State) -> bool:
        """Whether this is the first response. What was acknowledged already, by an attempt of which
        we did not see the end, is held."""
        try:
            await persistently(respond, self._sleep)
        except discord.HTTPException as error:
            if error.code in TOKEN_GONE:
                self._state = State.LOST
            elif error.code == Refusal.ALREADY_ACKNOWLEDGED:
                self._state = State.HELD
                self._can_edit = False
            else:
                raise
            return False
        self._state = state
        return True

    async def _later(self, respond: Callable[[], Awaitable[object]]) -> bool:
        try:
            await persistently(respond, self._sleep)
        except discord.HTTPException as error:
            if error.code not in TOKEN_GONE:
                raise
            self._state = State.LOST
            return False
        return True

    async def _in_place_of_thinking(self, ready: Ready, privately: bool) -> bool:
        """What thinks in private can not become public, nor the other way round. A message can
        only follow once nothing is thinking (Interactions, Create Followup Message); what thought
        is removed then."""
        fits = privately == self._thinks_privately
        in_its_place = ready.to_edit if fits else _nothing
        if not await self._later(
            lambda: self._interaction.edit_original_response(**in_its_place())
        ):
            return False
        self._state = State.ANSWERED
        if fits:
            return True
        followed = await self._follow_up(ready, privately)
        await self._remove_first()
        return followed

    async def _remove_first(self) -> None:
        with suppress(discord.HTTPException, DeliveryFailed):
            await persistently(self._interaction.delete_original_response, self._sleep)

    async def _follow_up(self, ready: Ready, privately: bool) -> bool:
        return await self._later(
            lambda: self._interaction.followup.send(
                **ready.to_send(), ephemeral=privately, wait=True
            )
        )


def _nothing() -> dict[str, Any]:
    return {"content": ELLIPSIS}
