"""Methods about updates and presses (Bot API, Getting updates; answerCallbackQuery)."""

import re
from typing import Any

from tests.emulators.telegram.errors import STALE_QUERY, Refusal, bad_request
from tests.emulators.telegram.requests import Request
from tests.emulators.telegram.webhook import Webhook
from tests.emulators.telegram.world import CallbackAnswer, World

Json = dict[str, Any]

LONGEST_ANSWER = 200
SECRET = re.compile(r"[A-Za-z0-9_-]+")
LONGEST_SECRET = 256
MOST_CONNECTIONS = 100


async def get_updates(world: World, request: Request) -> list[Json]:
    parameters = request.parameters
    world.updates.allow(parameters.get("allowed_updates"))
    return await world.updates.get(
        parameters.get("offset", 0), parameters.get("limit", 100), parameters.get("timeout", 0)
    )


def set_webhook(world: World, request: Request) -> bool:
    parameters = request.parameters
    url, secret = parameters["url"], parameters.get("secret_token", "")
    if not url:
        return delete_webhook(world, request)
    _check_address(url, world.plain_http)
    if len(secret) > LONGEST_SECRET:
        raise bad_request("secret token is too long")
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = parameters.get("max_connections", 40)
    if not 1 <= connections <= MOST_CONNECTIONS:
        raise bad_request("bad webhook: max_connections must be 1-100")
    if parameters.get("drop_pending_updates"):
        world.updates.drop()
    world.updates.allow(parameters.get("allowed_updates"))
    world.webhook.set(Webhook(url, secret, connections))
    return True


def delete_webhook(world: World, request: Request) -> bool:
    if request.parameters.get("drop_pending_updates"):
        world.updates.drop()
    world.webhook.set(None)
    return True


def get_webhook_info(world: World, request: Request) -> Json:
    return world.webhook.info


def answer_callback_query(world: World, request: Request) -> bool:
    parameters = request.parameters
    text = parameters.get("text", "")
    if len(text) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    query = world.queries.get(parameters["callback_query_id"])
    if query is None or query.answer is not None or query.too_old:
        raise bad_request(STALE_QUERY)
    query.answer = CallbackAnswer(text, parameters.get("show_alert", False), parameters.get("url"))
    world.changes.tell()
    return True


def _check_address(url: str, plain_http: bool) -> None:
    if url.startswith("https://") or (plain_http and url.startswith("http://")):
        return
    raise _bad_webhook("An HTTPS URL must be provided for webhook")


def _bad_webhook(why: str) -> Refusal:
    return bad_request(f"bad webhook: {why}")
