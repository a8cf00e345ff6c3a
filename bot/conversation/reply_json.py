"""Replies as JSON and back: how the answer to an update is kept, to be sent again unchanged."""

import base64
from collections.abc import Mapping, Sequence
from typing import Any

from bot.conversation.messages import Button, Card, DeepLink, Document, Reply


def replies_to_json(replies: Sequence[Reply]) -> list[dict[str, Any]]:
    """Only what differs from an empty reply is written."""
    return [_reply_to_json(reply) for reply in replies]


def replies_from_json(stored: Sequence[Mapping[str, Any]]) -> tuple[Reply, ...]:
    """The inverse of replies_to_json. Raises KeyError or ValueError on anything else."""
    return tuple(_reply_from_json(entry) for entry in stored)


def _reply_to_json(reply: Reply) -> dict[str, Any]:
    entry: dict[str, Any] = {"text": reply.text}
    if reply.cards:
        entry["cards"] = [_card_to_json(card) for card in reply.cards]
    if reply.buttons:
        entry["buttons"] = [
            [[button.label, button.payload] for button in row] for row in reply.buttons
        ]
    if reply.document is not None:
        entry["document"] = {
            "name": reply.document.name,
            "media_type": reply.document.media_type,
            "content": base64.b64encode(reply.document.content).decode("ascii"),
        }
    for mark in ("edits", "notice", "asks"):
        if getattr(reply, mark):
            entry[mark] = True
    if reply.links:
        entry["links"] = [[link.label, link.start] for link in reply.links]
    return entry


def _reply_from_json(entry: Mapping[str, Any]) -> Reply:
    document = entry.get("document")
    return Reply(
        text=entry["text"],
        cards=tuple(_card_from_json(card) for card in entry.get("cards", ())),
        buttons=tuple(
            tuple(Button(label, payload) for label, payload in row)
            for row in entry.get("buttons", ())
        ),
        document=None
        if document is None
        else Document(
            name=document["name"],
            media_type=document["media_type"],
            content=base64.b64decode(document["content"], validate=True),
        ),
        edits=entry.get("edits", False),
        notice=entry.get("notice", False),
        asks=entry.get("asks", False),
        links=tuple(DeepLink(label, start) for label, start in entry.get("links", ())),
    )


def _card_to_json(card: Card) -> dict[str, Any]:
    return {
        "title": card.title,
        "picture": card.picture,
        "rows": [list(row) for row in card.rows],
        "progress": card.progress,
        "progress_label": card.progress_label,
        "badges": list(card.badges),
    }


def _card_from_json(entry: Mapping[str, Any]) -> Card:
    return Card(
        title=entry["title"],
        picture=entry["picture"],
        rows=tuple((label, value) for label, value in entry["rows"]),
        progress=entry["progress"],
        progress_label=entry["progress_label"],
        badges=tuple(entry["badges"]),
    )
