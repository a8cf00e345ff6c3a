"""Context from turn to turn: what is remembered of one, what the next is heard against."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from bot.agent.calls import AnyCall, FindItems, ShowCheckups
from bot.agent.outcomes import Asked, Changed, Found, Outcome, Shown
from bot.agent.scene import Scene
from core.items.actions import known_things
from core.items.results import Thing
from core.pictures.references import is_reference
from core.receipts import ItemChange, Receipt
from core.turns import questions
from core.turns.desk import PastTurn, Turn
from core.work import Work

MOST_IDS = 50
MOST_CALL_CHARACTERS = 4_000


async def scene_of(turn: Turn, chat_id: str) -> Scene:
    """The scene of a sentence said in this turn."""
    work = await turn.work()
    meanings = [past.meaning for past in await turn.past() if past.meaning]
    return Scene(
        now=work.now.astimezone(work.actor.zone),
        locale=work.actor.locale,
        things=await known_things(work),
        focus=tuple(_newest(meanings, "focus")),
        last_calls=tuple(_newest(meanings, "calls")),
        options=await _options_just_asked(work, chat_id, meanings),
    )


async def _options_just_asked(
    work: Work, chat_id: str, meanings: Sequence[Mapping[str, Any]]
) -> tuple[str, ...]:
    """The answers of the question that came last. An older one is answered by its buttons only:
    a bare "yes" is about what came last."""
    if not meanings or "question" not in meanings[0]:
        return ()
    question = await questions.open_question(work, chat_id)
    if question is None or meanings[0]["question"] != str(question.id):
        return ()
    return tuple(option.text for option in question.options)


def meaning_of(outcomes: Sequence[Outcome]) -> Mapping[str, Any]:
    """What is kept of a turn, JSON-ready: focus, calls, the query whose pages follow, the
    question. What there is none of is left out; nothing grows beyond a few kilobytes."""
    meaning: dict[str, Any] = {}
    if focus := [id_ for outcome in outcomes for id_ in _ids_in(outcome)]:
        meaning["focus"] = list(dict.fromkeys(focus))[:MOST_IDS]
    calls = [_as_json(call) for outcome in outcomes for call in _calls_in(outcome)]
    if calls and len(json.dumps(calls)) <= MOST_CALL_CHARACTERS:
        meaning["calls"] = calls
    for outcome in outcomes:
        if isinstance(outcome, Found) and len(outcome.query.items) <= MOST_IDS:
            meaning["query"] = _as_json(outcome.query)
        if isinstance(outcome, Asked):
            meaning["question"] = str(outcome.question.id)
    return meaning


def query_of(past: PastTurn | None) -> FindItems | None:
    """The query whose pages a past turn began to show; None if it showed no list."""
    if past is None or not past.meaning or "query" not in past.meaning:
        return None
    try:
        return FindItems.model_validate(past.meaning["query"])
    except ValidationError:
        return None


def _newest(meanings: Sequence[Mapping[str, Any]], key: str) -> Sequence[Any]:
    return next((meaning[key] for meaning in meanings if key in meaning), ())


def _calls_in(outcome: Outcome) -> tuple[AnyCall, ...]:
    """Of checkups that were shown, the due ones: "did it" is about these."""
    match outcome:
        case Changed():
            return (outcome.call,)
        case Found():
            return (outcome.query,)
        case Shown(what=tuple() as checkups):
            due = tuple(one.checkup_type for one in checkups if one.is_due)
            types = due or tuple(one.checkup_type for one in checkups)
            return (ShowCheckups(types=types),)
    return ()


def _ids_in(outcome: Outcome) -> list[str]:
    match outcome:
        case Changed():
            return _ids_changed(outcome.receipt)
        case Found():
            return [str(thing.id) for thing in outcome.page.things]
        case Asked():
            return [str(thing.id) for thing in outcome.things]
        case Shown(what=Thing() as thing):
            return [str(thing.id)]
    return []


def _ids_changed(receipt: Receipt) -> list[str]:
    """Without what was removed: nobody can mean it any more, except by undoing."""
    return [
        str(change.after.id)
        for change in receipt.changes
        if isinstance(change, ItemChange) and change.after is not None
    ]


def _as_json(call: AnyCall) -> dict[str, Any]:
    """Without stored pictures: "and the same for…" is never about these."""
    return _without_stored_picture(call.model_dump(mode="json", exclude_none=True))


def _without_stored_picture(fields: dict[str, Any]) -> dict[str, Any]:
    kept = {
        key: value
        for key, value in fields.items()
        if key != "picture" or not is_reference(str(value))
    }
    if "things" in kept:
        kept["things"] = [_without_stored_picture(thing) for thing in kept["things"]]
    return kept
