"""People who send pictures and voice messages, to a program with the real interpreter."""

from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from uuid import UUID

from PIL import Image

from bot.agent.graph import GraphAgent
from bot.agent.model import ModelSettings
from bot.agent.senses.senses import Senses
from bot.agent.tools import Tools
from bot.conversation.answering import Answerer
from bot.conversation.conversation import Conversation
from bot.conversation.messages import (
    Attachment,
    AttachmentUnreachable,
    Content,
    Group,
    Incoming,
    Picture,
    Voice,
)
from bot.conversation.privacy_facts import PrivacyFacts
from bot.conversation.rate_limit import RateLimiter
from bot.conversation.suggestions import Suggester
from bot.counters import Counters
from bot.language import Language
from bot.mail.nowhere import NowhereMailer
from bot.metrics import NoMeter
from core.clock import StandingClock
from core.items.suggesting import ThingsInSight
from core.pictures.references import stored_id
from core.pictures.store import PictureStore
from core.turns.desk import TurnDesk, TurnPolicy
from core.upkeep import Upkeep
from storage.transactions import Database
from tests.emulators.openai import OpenAIServer
from tests.fakes.talker import Talker

LANGUAGE = Language()


def photo(colour: str = "blue", size: tuple[int, int] = (32, 24)) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG")
    return file.getvalue()


@dataclass
class File:
    """What a platform would hand over; counts how often it is asked."""

    content: bytes = field(default_factory=photo)
    media_type: str = "image/jpeg"
    size: int | None = None
    unreachable: bool = False
    reads: int = 0

    async def read(self) -> bytes:
        self.reads += 1
        if self.unreachable:
            raise AttachmentUnreachable("404 Not Found")
        return self.content

    @property
    def attachment(self) -> Attachment:
        return Attachment(self.media_type, self.size, self.read)


class Sender(Talker):
    """Sends pictures and voice messages too; in the group, if there is one."""

    group: Group | None = None
    last: Incoming | None = None
    """The newest that was sent."""

    async def send(self, incoming: Incoming) -> str:
        self.last = incoming
        return await super().send(incoming)

    def sending(self, content: Content) -> Incoming:
        sent = super().sending(content)
        if self.group is None:
            return sent
        address = replace(sent.address, chat_id=self.group.chat_id)
        return replace(sent, address=address, group=self.group)

    def showing(
        self, caption: str = "", file: File | None = None, album: str | None = None
    ) -> Incoming:
        return self.sending(Picture((file or File()).attachment, caption, album))

    async def show(
        self, caption: str = "", file: File | None = None, album: str | None = None
    ) -> str:
        return await self.send(self.showing(caption, file, album))

    async def speak(self, file: File | None = None, seconds: int = 5) -> str:
        file = file or File(b"OggS", "audio/ogg")
        return await self.send(self.sending(Voice(file.attachment, seconds)))


@dataclass
class Studio:
    """A program, and what a test looks at behind its back."""

    database: Database
    clock: StandingClock
    conversation: Conversation
    pictures: PictureStore
    desk: TurnDesk

    def sender(self, name: str = "ann") -> Sender:
        return Sender(self.conversation, name)

    async def flatmates(self, *names: str) -> list[Sender]:
        """In a group with a shared list."""
        senders = [self.sender(name) for name in names]
        for sender in senders:
            sender.group = Group("flat", "Our flat")
        await senders[0].say("/start")
        await senders[0].press("Yes")
        return senders

    async def picture_of(self, name: str) -> str:
        """The picture of the one thing of this name, of anybody's."""
        async with self.database.engine.connect() as connection:
            found = await connection.exec_driver_sql(
                "SELECT picture FROM items WHERE name = ?", (name,)
            )
            return str(found.scalar_one())

    async def stored(self, name: str) -> bytes | None:
        """The bytes of its stored picture; None if it has none."""
        picture_id = stored_id(await self.picture_of(name))
        return None if picture_id is None else await self.pictures.get(picture_id)

    async def colour_of(self, name: str) -> str | None:
        """What colour its stored picture is: "red", "green" or "blue"; None if it has none."""
        content = await self.stored(name)
        if content is None:
            return None
        pixel = Image.open(BytesIO(content)).convert("RGB").getpixel((5, 5))
        assert isinstance(pixel, tuple)
        return ("red", "green", "blue")[pixel.index(max(pixel))]

    async def kept(self) -> list[UUID]:
        """The ids of all pictures there is a row of."""
        return await self._ids("SELECT id FROM pictures")

    async def discarded(self) -> list[UUID]:
        """The ids of those whose bytes are to be removed."""
        return await self._ids("SELECT picture_id FROM discarded_pictures")

    async def _ids(self, statement: str) -> list[UUID]:
        async with self.database.engine.connect() as connection:
            found = await connection.exec_driver_sql(statement)
            return [UUID(hex=id_) for id_ in found.scalars()]


def studio(database: Database, clock: StandingClock, server: OpenAIServer | None = None) -> Studio:
    """With a server, a model sees and hears; there is none for sentences."""
    tools = Tools(LANGUAGE)
    agent = GraphAgent(LANGUAGE.interpreter(), tools)
    pictures = PictureStore(Path(f"{database.engine.url.database}.pictures").as_uri())
    answerer = Answerer(
        agent,
        tools,
        load_interpreter=LANGUAGE.interpreter,
        zones=LANGUAGE.zones,
        pictures=pictures,
        privacy=PrivacyFacts(),
        mailer=NowhereMailer(),
        counters=Counters(),
        senses=Senses() if server is None else senses(server),
    )
    desk = TurnDesk(database, clock, TurnPolicy())
    limiter = RateLimiter(10_000, 60)
    suggester = Suggester(ThingsInSight(database, clock), LANGUAGE.zones, limiter)
    upkeep = Upkeep(database, clock, pictures)
    conversation = Conversation(desk, answerer, limiter, NoMeter(), upkeep, suggester=suggester)
    return Studio(database, clock, conversation, pictures, desk)


def senses(server: OpenAIServer) -> Senses:
    from bot.agent.senses.sight import Sight
    from bot.agent.senses.transcription import Transcriber

    def model(name: str) -> ModelSettings:
        return ModelSettings(name, server.api_key, server.base_url, max_retries=0)

    return Senses(Sight(model("emulated-1")), Transcriber(model("whisper-1")))
