"""What Discord refuses in messages beyond what its description says.

https://discord.com/developers/docs/resources/message#create-message: the description allows 4,000
characters, which bots do not have.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.emulators.discord.components import message_faults
from tests.emulators.discord.errors import EMPTY_MESSAGE, Errors, fault, invalid_form, refusal
from tests.emulators.discord.messages import COMPONENTS_V2

MOST_CONTENT = 2000
MOST_IN_EMBEDS = 6000


def check_message(body: Mapping[str, Any], *, files: int, kept: int = 0) -> None:
    """Raise the refusal of a message that is to be like this in the end.

    files is how many are uploaded with it, kept how many it has already.
    """
    v2 = bool((body.get("flags") or 0) & COMPONENTS_V2)
    components = body.get("components") or []
    errors: Errors = {}
    if len(body.get("content") or "") > MOST_CONTENT:
        message = f"Must be {MOST_CONTENT} or fewer in length."
        errors["content"] = fault("BASE_TYPE_MAX_LENGTH", message)
    if sum(map(len, _texts(body.get("embeds") or []))) > MOST_IN_EMBEDS:
        message = f"Embed size exceeds maximum size of {MOST_IN_EMBEDS}"
        errors["embeds"] = fault("MAX_EMBED_SIZE_EXCEEDED", message)
    if found := _mention_faults(body.get("allowed_mentions") or {}):
        errors["allowed_mentions"] = found
    if found := message_faults(components, v2=v2):
        errors["components"] = found
    if v2:
        errors |= _legacy_faults(body)
    if errors:
        raise invalid_form(errors)
    says = (body.get("content") or "").strip() or any(map(_shows, body.get("embeds") or []))
    carries = files or kept or body.get("poll") or body.get("sticker_ids")
    if not (says or carries or (v2 and components)):
        raise refusal(EMPTY_MESSAGE)


def _texts(embeds: list[Mapping[str, Any]]) -> Iterator[str]:
    """What counts: titles, descriptions, fields, footers and names of authors."""
    for embed in embeds:
        yield embed.get("title") or ""
        yield embed.get("description") or ""
        yield (embed.get("footer") or {}).get("text") or ""
        yield (embed.get("author") or {}).get("name") or ""
        for each in embed.get("fields") or []:
            yield from (each["name"], each["value"])


def _shows(embed: Mapping[str, Any]) -> bool:
    return any(value for name, value in embed.items() if name not in {"type", "color", "flags"})


def _mention_faults(allowed: Mapping[str, Any]) -> Errors:
    parsed = allowed.get("parse") or []
    for kind in ("users", "roles"):
        if kind in parsed and allowed.get(kind):
            message = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            return fault("MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message)
    return {}


def _legacy_faults(body: Mapping[str, Any]) -> Errors:
    message = "The field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
    return {
        name: fault("MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message)
        for name in ("content", "embeds", "poll")
        if body.get(name)
    }
