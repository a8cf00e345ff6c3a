"""Replies as JSON and back: how the answer to an update is kept, to be sent again. All of it but
the content of a file: that would hold everything about a person a second time."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.conversation.form import Field, Form
from bot.conversation.messages import Button, Card, DeepLink, Instant, Reply
from bot.conversation.wording.language import Language
from bot.conversation.wording.service import file_not_kept_text


def replies_to_json(replies: Sequence[Reply]) -> list[dict[str, Any]]:
    """Only what differs from an empty reply is written."""
    return [_reply_to_json(reply) for reply in replies]


def replies_from_json(stored: Sequence[Mapping[str, Any]], language: Language) -> tuple[Reply, ...]:
    """The inverse of replies_to_json, but that a line in this language, which says how to get
    it, stands for a file. Raises KeyError or ValueError on anything else."""
    return tuple(_reply_from_json(entry, language) for entry in stored)


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
        }
    for mark in ("edits", "notice", "asks", "private"):
        if getattr(reply, mark):
            entry[mark] = True
    if reply.links:
        entry["links"] = [[link.label, link.start] for link in reply.links]
    if reply.form is not None:
        entry["form"] = asdict(reply.form)
    if reply.instants:
        entry["instants"] = [
            [instant.words, instant.at.isoformat(), instant.is_day] for instant in reply.instants
        ]
    return entry


def _reply_from_json(entry: Mapping[str, Any], language: Language) -> Reply:
    text: str = entry["text"]
    if "document" in entry:
        text = f"{text}\n{file_not_kept_text(language)}".lstrip()
    return Reply(
        text=text,
        cards=tuple(_card_from_json(card) for card in entry.get("cards", ())),
        buttons=tuple(
            tuple(Button(label, payload) for label, payload in row)
            for row in entry.get("buttons", ())
        ),
        edits=entry.get("edits", False),
        notice=entry.get("notice", False),
        asks=entry.get("asks", False),
        links=tuple(DeepLink(label, start) for label, start in entry.get("links", ())),
        form=_form_from_json(entry["form"]) if "form" in entry else None,
        private=entry.get("private", False),
        instants=tuple(
            Instant(words, datetime.fromisoformat(at), is_day)
            for words, at, is_day in entry.get("instants", ())
        ),
    )


def _form_from_json(entry: Mapping[str, Any]) -> Form:
    return Form(
        title=entry["title"],
        name=entry["name"],
        fields=tuple(Field(**field) for field in entry["fields"]),
        about=entry["about"],
    )


def _card_to_json(card: Card) -> dict[str, Any]:
    return {
        "title": card.title,
        "picture": card.picture,
        "rows": [list(row) for row in card.rows],
        "progress": card.progress,
        "progress_label": card.progress_label,
        "badges": list(card.badges),
        "stand_in": card.stand_in,
    }


def _card_from_json(entry: Mapping[str, Any]) -> Card:
    return Card(
        title=entry["title"],
        picture=entry["picture"],
        rows=tuple((label, value) for label, value in entry["rows"]),
        progress=entry["progress"],
        progress_label=entry["progress_label"],
        badges=tuple(entry["badges"]),
        stand_in=entry["stand_in"],
    )
