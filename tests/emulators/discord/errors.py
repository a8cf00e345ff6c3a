"""How Discord refuses.

https://discord.com/developers/docs/topics/opcodes-and-status-codes and
https://discord.com/developers/docs/reference#error-messages
"""

from collections.abc import Mapping
from typing import Any

UNKNOWN_CHANNEL = 10003
UNKNOWN_GUILD = 10004
UNKNOWN_MEMBER = 10007
UNKNOWN_MESSAGE = 10008
UNKNOWN_USER = 10013
UNKNOWN_WEBHOOK = 10015
UNKNOWN_INTERACTION = 10062
UNKNOWN_COMMAND = 10063
TOO_LARGE = 40005
ALREADY_ACKNOWLEDGED = 40060
TOO_MANY_FOLLOWUPS = 40094
MISSING_ACCESS = 50001
NOT_THE_AUTHOR = 50005
EMPTY_MESSAGE = 50006
CANNOT_MESSAGE_THIS_USER = 50007
MISSING_PERMISSIONS = 50013
INVALID_WEBHOOK_TOKEN = 50027
INVALID_FORM = 50035
CANNOT_REPLY = 160002

REASONS: Mapping[int, tuple[int, str]] = {
    UNKNOWN_CHANNEL: (404, "Unknown Channel"),
    UNKNOWN_GUILD: (404, "Unknown Guild"),
    UNKNOWN_MEMBER: (404, "Unknown Member"),
    UNKNOWN_MESSAGE: (404, "Unknown Message"),
    UNKNOWN_USER: (404, "Unknown User"),
    UNKNOWN_WEBHOOK: (404, "Unknown Webhook"),
    UNKNOWN_INTERACTION: (404, "Unknown interaction"),
    UNKNOWN_COMMAND: (404, "Unknown application command"),
    TOO_LARGE: (413, "Request entity too large"),
    ALREADY_ACKNOWLEDGED: (400, "Interaction has already been acknowledged."),
    TOO_MANY_FOLLOWUPS: (400, "Maximum number of follow up messages reached"),
    MISSING_ACCESS: (403, "Missing Access"),
    NOT_THE_AUTHOR: (403, "Cannot edit a message authored by another user"),
    EMPTY_MESSAGE: (400, "Cannot send an empty message"),
    CANNOT_MESSAGE_THIS_USER: (403, "Cannot send messages to this user"),
    MISSING_PERMISSIONS: (403, "Missing Permissions"),
    INVALID_WEBHOOK_TOKEN: (401, "Invalid Webhook Token"),
    INVALID_FORM: (400, "Invalid Form Body"),
    CANNOT_REPLY: (400, "Cannot reply without permission to read message history"),
}

Errors = dict[str, Any]
"""A tree like the body, with `_errors` where something is wrong."""


class Refusal(Exception):
    """An answer other than success; `body` is what goes over the wire."""

    def __init__(
        self,
        status: int,
        body: Mapping[str, object],
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"{status} {body}")
        self.status = status
        self.body = body
        self.headers = headers or {}


def refusal(code: int) -> Refusal:
    status, message = REASONS[code]
    return Refusal(status, {"message": message, "code": code})


def invalid_form(errors: Errors) -> Refusal:
    status, message = REASONS[INVALID_FORM]
    return Refusal(status, {"message": message, "code": INVALID_FORM, "errors": errors})


def status_refusal(status: int, reason: str) -> Refusal:
    """What has no code of its own, such as 401 or 404 for a route that is not there."""
    return Refusal(status, {"message": f"{status}: {reason}", "code": 0})


def too_many_requests(retry_after: float, everywhere: bool) -> Refusal:
    """https://discord.com/developers/docs/topics/rate-limits; `Via` tells it from Cloudflare's."""
    headers = {
        "Retry-After": str(max(1, round(retry_after))),
        "Via": "1.1 google",
        "X-RateLimit-Scope": "global" if everywhere else "user",
    }
    if everywhere:
        headers["X-RateLimit-Global"] = "true"
    body = {
        "message": "You are being rate limited.",
        "retry_after": retry_after,
        "global": everywhere,
    }
    return Refusal(429, body, headers)


def fault(code: str, message: str) -> Errors:
    """The leaf of a tree."""
    return {"_errors": [{"code": code, "message": message}]}


def at(path: tuple[str | int, ...], leaf: Errors) -> Errors:
    """The tree that has the leaf at that place."""
    for step in reversed(path):
        leaf = {str(step): leaf}
    return leaf


def merged(left: Errors, right: Errors) -> Errors:
    tree = dict(left)
    for key, value in right.items():
        tree[key] = merged(tree[key], value) if key in tree and key != "_errors" else value
    return tree
