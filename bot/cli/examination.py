"""What `minnow doctor` looks at."""

import asyncio
from typing import TYPE_CHECKING

from bot.cli.finding import Finding
from bot.exits import Stop

if TYPE_CHECKING:
    from bot.settings import Settings

PATIENCE_SECONDS = 10


async def examine() -> list[Finding]:
    """In the order in which one thing rests on another."""
    from bot.cli.running import own_settings

    try:
        settings = own_settings()
    except Stop as wrong:
        return [Finding(False, f"settings: {wrong}")]
    findings = [Finding(True, "settings"), *await _database(settings), await _pictures(settings)]
    findings += _encryption(settings)
    findings.append(await _mail(settings))
    if settings.telegram_token is not None:
        from bot.cli.telegram_examination import examine_telegram
        from bot.composition import telegram_settings

        findings += await examine_telegram(telegram_settings(settings, settings.telegram_token))
    if settings.discord_token is not None:
        from bot.cli.discord_examination import examine_discord
        from bot.composition import discord_settings

        findings += await examine_discord(discord_settings(settings, settings.discord_token))
    if settings.model is not None:
        findings.append(await _model(settings, settings.model))
    if settings.redis_url is not None:
        findings.append(await _redis(settings.redis_url))
    return findings


async def _database(settings: "Settings") -> list[Finding]:
    from bot.composition import open_store

    try:
        async with open_store(settings) as store:
            found = await store.status()
            where = store.where
            if found.current == found.newest:
                await store.check_keys()
    except Stop as problem:
        return [Finding(False, f"database: {problem}")]
    database = Finding(True, f"database {where}")
    if found.current is None:
        return [database, Finding(True, "schema: none yet, the first start makes it")]
    if found.current == found.newest:
        return [database, Finding(True, f"schema {found.current}")]
    advice = f"schema {found.current} is {found.state}: the newest is {found.newest}"
    return [database, Finding(False, f"{advice}; run `minnow db upgrade`")]


async def _pictures(settings: "Settings") -> Finding:
    from bot.problems import pictures_stop
    from core.pictures.store import PictureStore, PictureStoreUnusable

    try:
        await PictureStore(settings.pictures_url).check()
    except PictureStoreUnusable as error:
        return Finding(False, str(pictures_stop(error)))
    return Finding(True, "pictures")


def _encryption(settings: "Settings") -> list[Finding]:
    """Whoever chats at a terminal needs none."""
    if settings.encryption_keys:
        return [Finding(True, "encryption at rest")]
    if settings.telegram_token is None and settings.discord_token is None:
        return []
    advice = "set MINNOW_ENCRYPTION_KEYS to what `minnow db new-key` prints"
    return [
        Finding(False, f"encryption at rest, as the platforms ask: {advice}; `minnow db encrypt`")
    ]


async def _mail(settings: "Settings") -> Finding:
    from bot.cli.mail_examination import examine_mail

    return await examine_mail(settings)


async def _model(settings: "Settings", name: str) -> Finding:
    """Asks for the list of models, which costs nothing."""
    import openai

    client = openai.AsyncOpenAI(
        api_key=settings.openai_api_key or "none",
        base_url=settings.openai_base_url,
        timeout=PATIENCE_SECONDS,
        max_retries=0,
    )
    try:
        async with client:
            known = {model.id async for model in client.models.list()}
    except openai.NotFoundError:
        return Finding(True, f"model {name}: the service answers, but lists no models")
    # What stands at the address may be no model service, and answer with anything.
    except Exception as error:
        return Finding(False, f"model {name}: {_reason(error)}; the rules answer without it")
    if name not in known:
        return Finding(False, f"model {name}: the service answers, but does not list it")
    return Finding(True, f"model {name}")


async def _redis(url: str) -> Finding:
    from redis import Redis
    from redis.exceptions import RedisError

    def ping() -> None:
        with Redis.from_url(
            url, socket_timeout=PATIENCE_SECONDS, socket_connect_timeout=PATIENCE_SECONDS
        ) as redis:
            redis.ping()

    try:
        await asyncio.to_thread(ping)
    except (RedisError, OSError, ValueError) as error:
        return Finding(False, f"Redis: {_reason(error)}; each process counts for itself")
    return Finding(True, "Redis")


def _reason(error: Exception) -> str:
    """The kind of error only: its message may quote an address with a password."""
    return type(error).__name__
