"""What an incoming message or press is answered with, within its turn."""

from collections.abc import Callable
from dataclasses import replace

from bot.agent.agent import Agent
from bot.agent.senses.senses import Senses
from bot.agent.tools import Tools
from bot.conversation.answer import Answer
from bot.conversation.button_payloads import AnswerQuestion, decode
from bot.conversation.cleaning import LONGEST_TEXT, cleaned, says_something
from bot.conversation.emails import enter_typed_code, prove_new_address
from bot.conversation.groups import offer, welcome
from bot.conversation.messages import (
    Incoming,
    Invoked,
    Joined,
    Other,
    Picture,
    Press,
    Reply,
    Text,
    Voice,
)
from bot.conversation.picture_names import as_a_name
from bot.conversation.pictures import receive
from bot.conversation.presses import press
from bot.conversation.privacy_facts import PrivacyFacts
from bot.conversation.running_commands import run_command, run_invoked
from bot.conversation.turn_context import SentenceReader, TurnContext
from bot.conversation.typed_codes import without_code
from bot.conversation.voice import Unheard, listen
from bot.conversation.waiting_pictures import settled, waiting_picture
from bot.conversation.wording import service
from bot.conversation.wording.media import transcript_text
from bot.conversation.wording.others import other_text
from bot.conversation.wording.outcomes import replies_to
from bot.conversation.wording.reader import Reader
from bot.conversation.zones import ZoneFinder
from bot.counters import Counters
from bot.mail.mail import Mailer
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
        senses: Senses,
        privacy: PrivacyFacts,
        mailer: Mailer,
        counters: Counters,
    ) -> None:
        """`load_interpreter` is called when the first command needs it, not before."""
        self._agent = agent
        self._tools = tools
        self._load_interpreter = load_interpreter
        self._zones = zones
        self._pictures = pictures
        self._senses = senses
        self._privacy = privacy
        self._mailer = mailer
        self._counters = counters

    async def answer(self, turn: Turn, incoming: Incoming, chat_id: str) -> Answer:
        """Raises MinNowError; what was not committed by then is to be rolled back."""
        context = await self._context(turn, chat_id)
        return await prove_new_address(context, await self._answer(context, incoming))

    async def _answer(self, context: TurnContext, incoming: Incoming) -> Answer:
        said = said_in(incoming)
        match incoming.content:
            case Press(payload):
                return await self._press(context, payload)
            case Text() if said is not None and said.startswith("/"):
                return await self._written(context, said)
            case Invoked() if said is None:
                return Answer((Reply(service.too_long_text(context.reader.language)),))
            case Invoked() as invoked:
                return await self._invoked(context, invoked)
            case _ if not context.work.actor.is_open:
                return offer(context)
            case Text():
                entered = None if said is None else await enter_typed_code(context, said)
                return entered or await self._written(context, said)
            case Picture() as picture:
                return await receive(context, picture, self._senses.sight, self._hear)
            case Voice() as voice:
                return await self._voice(context, voice)
            case Joined():
                return await welcome(context)
            case Other(kind):
                return Answer((Reply(other_text(context.reader.language, kind)),))

    async def _press(self, context: TurnContext, payload: str) -> Answer:
        pressed = decode(payload, context.work.actor.person_id)
        answer = await press(context, pressed)
        if not isinstance(pressed, AnswerQuestion):
            return answer
        waiting = await waiting_picture(context.turn)
        if waiting is None:
            return answer
        return await settled(context, answer, waiting, str(pressed.question_id))

    async def _written(self, context: TurnContext, text: str | None) -> Answer:
        """A text, and what comes of it for a picture that waits."""
        waiting = await waiting_picture(context.turn)
        if waiting is None or text is None:
            return await self._hear(context, text)
        named = await as_a_name(context, text, waiting.reference)
        answer = named or await self._hear(context, text)
        question = waiting.question if waiting.just_asked else None
        return await settled(context, answer, waiting, question)

    async def _invoked(self, context: TurnContext, invoked: Invoked) -> Answer:
        """A command with its options, and what comes of it for a picture that waits."""
        waiting = await waiting_picture(context.turn)
        answer = await run_invoked(context, invoked)
        if waiting is None:
            return answer
        question = waiting.question if waiting.just_asked else None
        return await settled(context, answer, waiting, question)

    async def _voice(self, context: TurnContext, voice: Voice) -> Answer:
        """What is said is shown, and is then a text like any other, but never a command or the
        code that proves an address: that is typed."""
        try:
            heard = without_code(await listen(context, self._senses.transcriber, voice))
        except Unheard as unheard:
            return Answer((Reply(unheard.text),))
        said = cleaned(heard).lstrip("/ ")
        context = await context.anew()
        answer = await self._written(context, said if len(said) <= LONGEST_TEXT else None)
        shown = Reply(transcript_text(context.reader.language, heard))
        return replace(answer, replies=(shown, *answer.replies), said=said[:LONGEST_TEXT])

    async def _hear(self, context: TurnContext, text: str | None) -> Answer:
        """A sentence or a command, as if no picture waited."""
        if text is None:
            return Answer((Reply(service.too_long_text(context.reader.language)),))
        if text.startswith("/"):
            return await run_command(context, text)
        if not says_something(text):
            return Answer((Reply(service.no_words_text(context.reader.language)),))
        outcomes = await self._agent.hear(context.turn, context.chat_id, text)
        return Answer(replies_to(Reader.of(await context.turn.work()), outcomes), outcomes)

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
            self._mailer,
            self._counters,
        )


def said_in(incoming: Incoming) -> str | None:
    """The cleaned text, command or caption; None where there is none, and for what is too long to
    be read."""
    match incoming.content:
        case Text(text) | Picture(caption=text):
            pass
        case Invoked() as invoked:
            text = invoked.plain()
        case _:
            return None
    return cleaned(text) if len(text) <= LONGEST_TEXT else None
