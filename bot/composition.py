"""The one composition root: everything is built, opened and closed here, in reverse order."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from urllib.parse import urlsplit
from uuid import UUID

from bot.agent.agent import ClosableAgent, LateAgent
from bot.agent.model import OPENAI_URL
from bot.agent.senses.senses import Senses
from bot.agent.senses.sight import Sight
from bot.agent.senses.transcription import PATIENCE_SECONDS, Transcriber
from bot.agent.tools import Tools
from bot.conversation.answering import Answerer
from bot.conversation.conversation import Conversation
from bot.conversation.messages import Incoming, Reply
from bot.conversation.privacy_facts import PrivacyFacts
from bot.conversation.rate_limit import RateLimiter
from bot.conversation.suggestions import Suggester
from bot.counters import Counters
from bot.exits import WRONG_USAGE, Stop
from bot.frontends.front_end import FrontEnd
from bot.language import Language
from bot.mail.folder import FolderMailer
from bot.mail.links import unsubscribe_url
from bot.mail.mail import Mailer
from bot.mail.mailersend import MailerSendMailer
from bot.mail.nowhere import NowhereMailer
from bot.mail.smtp import SmtpMailer
from bot.metrics import Meter, NoMeter, PrometheusMeter, ReminderResult
from bot.posting import Post
from bot.problems import database_stop, pictures_stop
from bot.reminders.alarm_clock import AlarmClock
from bot.reminders.channels import ChatChannel, MailChannel
from bot.reminders.courier import Courier, Report, Whose
from bot.reminders.jobs import jobs_of
from bot.settings import Settings
from bot.settings_by_part import discord_settings, model_settings, telegram_settings
from core.clock import Clock, SystemClock
from core.households.places import Places
from core.items.suggesting import ThingsInSight
from core.people.operating import person_at
from core.people.unsubscribing import Unsubscriber
from core.reminders.outbox import Outbox
from core.reminders.planning import plan_due
from core.turns.desk import TurnDesk, TurnPolicy
from core.upkeep import Upkeep
from storage import schema
from storage.cipher import Cipher
from storage.engine import make_engine
from storage.errors import DatabaseUnusable
from storage.pictures import PictureStore, PictureStoreUnusable
from storage.schema import NoSuchRevision
from storage.store import Store
from storage.transactions import Database

LOOKS_A_TURN = 10
"""How many suggestions somebody may ask for where they may write once."""


@dataclass(frozen=True, slots=True)
class Program:
    """What front ends and commands work with, open and ready."""

    store: Store
    database: Database
    clock: Clock
    policy: TurnPolicy
    desk: TurnDesk
    outbox: Outbox
    conversation: Conversation
    agent: LateAgent
    meter: Meter
    pictures: PictureStore
    upkeep: Upkeep
    counters: Counters
    mailer: Mailer

    async def handle(self, incoming: Incoming) -> Sequence[Reply]:
        return await self.conversation.handle(incoming)

    async def is_database_well(self) -> bool:
        return await schema.current_revision(self.database.engine) is not None

    async def knows(self, platform: str, user_id: str) -> bool:
        return await self.person_at(platform, user_id) is not None

    async def person_at(self, platform: str, user_id: str) -> UUID | None:
        return await person_at(self.database, platform, user_id)


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


@asynccontextmanager
async def open_program(settings: Settings, default_timezone: str = "UTC") -> AsyncIterator[Program]:
    """The program on the database of the settings, its schema brought to the newest.

    `default_timezone` is that of new people. Raises Stop where the database can not be used, now
    or while the body runs.
    """
    async with (
        open_mind(settings) as mind,
        open_with(mind, settings, SystemClock(), default_timezone) as program,
    ):
        yield program


@asynccontextmanager
async def open_with(
    mind: Mind, settings: Settings, clock: Clock, default_timezone: str
) -> AsyncIterator[Program]:
    """As open_program, with a mind and a clock of the caller."""
    limit = settings.rate_limit
    async with AsyncExitStack() as opened:
        store = await opened.enter_async_context(open_store(settings))
        await store.make_ready()
        database = store.database
        policy = TurnPolicy(
            settings.item_limit, settings.admins, default_timezone, settings.reminder_hour
        )
        desk = TurnDesk(database, clock, policy)
        counters = Counters(settings.redis_url)
        opened.push_async_callback(counters.close)
        limiter = RateLimiter(limit.turns, limit.seconds, counters)
        pictures = picture_store(settings)
        carrier = mailer(settings, clock)
        opened.push_async_callback(carrier.close)
        answerer = Answerer(
            mind.agent,
            mind.tools,
            load_interpreter=mind.language.interpreter,
            zones=mind.language.zones,
            pictures=pictures,
            senses=mind.senses,
            privacy=_privacy_facts(settings),
            mailer=carrier,
            counters=counters,
        )
        meter = _meter(settings)
        upkeep = Upkeep(database, clock, pictures)
        suggester = _suggester(mind, settings, database, clock)
        conversation = Conversation(desk, answerer, limiter, meter, upkeep, suggester=suggester)
        try:
            yield Program(
                store=store,
                database=database,
                clock=clock,
                policy=policy,
                desk=desk,
                outbox=Outbox(database, clock, policy),
                conversation=conversation,
                agent=mind.agent,
                meter=meter,
                pictures=pictures,
                upkeep=upkeep,
                counters=counters,
                mailer=carrier,
            )
        except PictureStoreUnusable as error:
            raise pictures_stop(error) from error


def open_front_ends(settings: Settings, program: Program) -> tuple[FrontEnd, ...]:
    """Those that have a token. They open nothing before they run."""
    front_ends: list[FrontEnd] = []
    places = Places(program.database, program.clock)
    if settings.telegram_token:
        # Loads the library, which only people on Telegram need.
        from bot.frontends.telegram.front_end import TelegramFrontEnd
        from bot.frontends.telegram.post import pace_of as telegram_pace

        front_ends.append(
            TelegramFrontEnd(
                telegram_settings(settings, settings.telegram_token),
                program.conversation,
                places,
                program.pictures.get,
                program.meter,
                pace=telegram_pace(settings.telegram_token, program.counters),
            )
        )
    if settings.discord_token:
        from bot.frontends.discord.front_end import DiscordFrontEnd
        from bot.frontends.discord.post import pace_of as discord_pace

        front_ends.append(
            DiscordFrontEnd(
                discord_settings(settings, settings.discord_token),
                program.conversation,
                places,
                program.pictures.get,
                program.meter,
                pace=discord_pace(settings.discord_token, program.counters),
            )
        )
    return tuple(front_ends)


@asynccontextmanager
async def open_posts(settings: Settings, program: Program) -> AsyncIterator[tuple[Post, ...]]:
    """The ways to send on the platforms that have a token, without listening there. Raises Stop
    where one refuses it."""
    read, counters, meter = program.pictures.get, program.counters, program.meter
    async with AsyncExitStack() as opened:
        posts: list[Post] = []
        if token := settings.telegram_token:
            from bot.frontends.telegram import post as telegram

            there, pace = telegram_settings(settings, token), telegram.pace_of(token, counters)
            opening = telegram.open_telegram_post(there, read, pace, meter)
            posts.append(await opened.enter_async_context(opening))
        if token := settings.discord_token:
            from bot.frontends.discord import post as discord

            where, pace = discord_settings(settings, token), discord.pace_of(token, counters)
            entering = discord.open_discord_post(where, read, pace, meter)
            posts.append(await opened.enter_async_context(entering))
        yield tuple(posts)


def couriers(
    settings: Settings,
    program: Program,
    posts: Sequence[Post],
    report: Report,
    whose: Whose | None = None,
) -> tuple[Courier, ...]:
    """One for each post, and one for mail. `whose`: of whom alone the posts carry reminders."""
    links = {post.name: post for post in posts}
    unsubscribing = None
    if settings.public_url is not None:
        unsubscribing = partial(unsubscribe_url, settings.public_url)
    mail = MailChannel(program.mailer, links, unsubscribing)
    return (
        *(Courier(program.outbox, ChatChannel(post), report, whose) for post in posts),
        Courier(program.outbox, mail, report),
    )


def alarm_clock(
    settings: Settings, program: Program, posts: Sequence[Post], whose: Whose | None = None
) -> AlarmClock:
    """Does what has its hours, once it is entered; see couriers()."""

    async def plan() -> bool:
        return (await plan_due(program.database, program.clock, program.policy)).more

    def report(channel: str, result: ReminderResult, _reason: str) -> None:
        program.meter.reminder(channel, result)

    return AlarmClock(
        jobs_of(plan, couriers(settings, program, posts, report, whose), program.upkeep)
    )


@asynccontextmanager
async def open_service(
    settings: Settings, program: Program, front_ends: Sequence[FrontEnd]
) -> AsyncIterator[None]:
    """What others see of the running program: health, metrics and webhooks, where a port is set.
    Raises Stop."""
    if settings.http_port is None or not isinstance(program.meter, PrometheusMeter):
        yield
        return
    from bot.http.server import open_server
    from bot.mail.unsubscribing import unsubscribe_routes

    checks = {"database": program.is_database_well}
    checks |= {front_end.name: front_end.is_well for front_end in front_ends}
    routes = [route for front_end in front_ends for route in front_end.routes]
    routes += unsubscribe_routes(Unsubscriber(program.database, program.clock))
    async with open_server(settings.http_port, checks, program.meter.registry, routes):
        yield


@asynccontextmanager
async def open_store(settings: Settings) -> AsyncIterator[Store]:
    """Connects to nothing yet. Raises Stop where the database can not be used or has no such
    revision, now or while the body runs."""
    try:
        database = Database(make_engine(settings.database_url, _cipher(settings)))
        try:
            yield Store(database)
        finally:
            await database.close()
    except NoSuchRevision as error:
        raise Stop(f"There is no revision {str(error)!r} to go back to.", WRONG_USAGE) from error
    except DatabaseUnusable as error:
        raise database_stop(error) from error


def picture_store(settings: Settings) -> PictureStore:
    """Opens nothing yet."""
    return PictureStore(settings.pictures_url, _cipher(settings))


def mailer(settings: Settings, clock: Clock) -> Mailer:
    """Opens nothing yet."""
    key, sender = settings.mailersend_api_key, settings.mail_from
    if key is not None:
        return MailerSendMailer(key, settings.mailersend_api_url, sender, clock)
    if settings.smtp is not None:
        return SmtpMailer(settings.smtp, sender, clock)
    if settings.mail_dir is None:
        return NowhereMailer()
    return FolderMailer(settings.mail_dir, sender, clock)


def _cipher(settings: Settings) -> Cipher | None:
    """Loads the library, which only those with keys need."""
    return Cipher(settings.encryption_keys) if settings.encryption_keys else None


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


def _suggester(mind: Mind, settings: Settings, database: Database, clock: Clock) -> Suggester:
    """Its looks are counted by this process alone: every few letters are one."""
    limit = settings.rate_limit
    limiter = RateLimiter(limit.turns * LOOKS_A_TURN, limit.seconds)
    return Suggester(ThingsInSight(database, clock), mind.language.zones, limiter)


def _meter(settings: Settings) -> Meter:
    """Counts only where somebody can ask."""
    return NoMeter() if settings.http_port is None else PrometheusMeter(version("minnow"))


def _privacy_facts(settings: Settings) -> PrivacyFacts:
    host = urlsplit(settings.openai_base_url or OPENAI_URL).hostname
    mailersend = settings.mailersend_api_key and urlsplit(settings.mailersend_api_url).hostname
    return PrivacyFacts(
        model_host=host if settings.model else None,
        voice_host=host if settings.transcription_model else None,
        picture_host=host if settings.vision_model else None,
        mail_host=mailersend or (settings.smtp.host if settings.smtp else None),
        encrypted=bool(settings.encryption_keys),
    )
