"""What an incoming message or press is answered with, within its turn."""

from collections.abc import Callable

from bot.agent.agent import Agent
from bot.agent.tools import Tools
from bot.conversation.answer import Answer
from bot.conversation.cleaning import LONGEST_TEXT, cleaned, says_something
from bot.conversation.commands import run_command
from bot.conversation.groups import offer, welcome
from bot.conversation.messages import Incoming, Joined, Other, Press, Reply, Text
from bot.conversation.presses import press
from bot.conversation.privacy_facts import PrivacyFacts
from bot.conversation.turn_context import SentenceReader, TurnContext
from bot.conversation.wording import service
from bot.conversation.wording.others import other_text
from bot.conversation.wording.outcomes import replies_to
from bot.conversation.wording.reader import Reader
from bot.conversation.zones import ZoneFinder
from core.pictures.store import PictureStore
from core.turns.desk import Turn


class Answerer:
    """Sends each kind of content where it is dealt with."""

    def __init__(
        self,
        agent: Agent,
        tools: Tools,
        *,
        load_interpreter: Callable[[], SentenceReader],
        zones: ZoneFinder,
        pictures: PictureStore,
        privacy: PrivacyFacts,
    ) -> None:
        """`load_interpreter` is called when the first command needs it, not before."""
        self._agent = agent
        self._tools = tools
        self._load_interpreter = load_interpreter
        self._zones = zones
        self._pictures = pictures
        self._privacy = privacy

    async def answer(self, turn: Turn, incoming: Incoming, chat_id: str) -> Answer:
        """Raises MinNowError; what was not committed by then is to be rolled back."""
        context = await self._context(turn, chat_id)
        said = said_in(incoming)
        match incoming.content:
            case Press(payload):
                return await press(context, payload)
            case Text() if said is not None and said.startswith("/"):
                return await run_command(context, said)
            case _ if not context.work.actor.is_open:
                return offer(context)
            case Text():
                return await self._text(context, said)
            case Joined():
                return await welcome(context)
            case Other(kind):
                return Answer((Reply(other_text(context.reader.language, kind)),))
            case _:
                return Answer((Reply(service.no_words_text(context.reader.language)),))

    async def _text(self, context: TurnContext, text: str | None) -> Answer:
        if text is None:
            return Answer((Reply(service.too_long_text(context.reader.language)),))
        if not says_something(text):
            return Answer((Reply(service.no_words_text(context.reader.language)),))
        return await self._sentence(context.turn, context.chat_id, text)

    async def _sentence(self, turn: Turn, chat_id: str, text: str) -> Answer:
        outcomes = await self._agent.hear(turn, chat_id, text)
        return Answer(replies_to(Reader.of(await turn.work()), outcomes), outcomes)

    async def _context(self, turn: Turn, chat_id: str) -> TurnContext:
        work = await turn.work()
        return TurnContext(
            turn,
            work,
            chat_id,
            Reader.of(work),
            self._tools,
            self._load_interpreter,
            self._zones,
            self._pictures,
            self._privacy,
        )


def said_in(incoming: Incoming) -> str | None:
    """The cleaned text; None where there is none, and for what is too long to be read."""
    if not isinstance(incoming.content, Text) or len(incoming.content.text) > LONGEST_TEXT:
        return None
    return cleaned(incoming.content.text)
