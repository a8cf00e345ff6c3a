"""What sees and hears, together."""

from dataclasses import dataclass

from bot.agent.senses.sight import Sight
from bot.agent.senses.transcription import Transcriber


@dataclass(frozen=True, slots=True)
class Senses:
    """Each is None where no model is configured for it."""

    sight: Sight | None = None
    transcriber: Transcriber | None = None

    async def close(self) -> None:
        """Let go of connections."""
        for sense in (self.sight, self.transcriber):
            if sense is not None:
                await sense.close()
