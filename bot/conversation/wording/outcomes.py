"""Every outcome of a turn, worded."""

from collections.abc import Sequence

from bot.agent.outcomes import (
    Asked,
    Changed,
    Found,
    ModelAway,
    ModelSaid,
    NothingDone,
    Outcome,
    Refused,
    Shown,
)
from bot.conversation.messages import Reply
from bot.conversation.wording.answers import found_reply
from bot.conversation.wording.errors import error_reply
from bot.conversation.wording.history import history_reply
from bot.conversation.wording.items import item_reply
from bot.conversation.wording.nothing import model_away_text, nothing_text
from bot.conversation.wording.overviews import (
    badges_reply,
    checkups_reply,
    settings_reply,
    statistics_reply,
)
from bot.conversation.wording.questions import question_reply
from bot.conversation.wording.reader import Reader
from bot.conversation.wording.receipts import receipt_reply
from core.badges.actions import BadgeBoard
from core.history.actions import HistoryPage
from core.items.results import Statistics, Thing
from core.people.results import Settings


def replies_to(reader: Reader, outcomes: Sequence[Outcome]) -> tuple[Reply, ...]:
    """A reply an outcome, in order; all that was changed stands in one receipt."""
    receipts = [outcome.receipt for outcome in outcomes if isinstance(outcome, Changed)]
    replies: list[Reply] = []
    told = False
    for outcome in outcomes:
        if not isinstance(outcome, Changed):
            replies.append(_reply(reader, outcome))
        elif not told:
            replies.append(receipt_reply(reader, receipts))
            told = True
    return tuple(replies)


def _reply(reader: Reader, outcome: Outcome) -> Reply:
    match outcome:
        case Changed():
            return receipt_reply(reader, [outcome.receipt])
        case Found():
            return found_reply(reader, outcome)
        case Shown():
            return _shown(reader, outcome)
        case Asked():
            return question_reply(reader, outcome)
        case Refused():
            return error_reply(reader, outcome.error)
        case NothingDone():
            return Reply(nothing_text(reader, outcome))
        case ModelSaid():
            return Reply(outcome.text)
        case ModelAway():
            return Reply(model_away_text(reader, outcome.unfinished))


def _shown(reader: Reader, shown: Shown) -> Reply:
    match shown.what:
        case Statistics():
            return statistics_reply(reader, shown.what)
        case BadgeBoard():
            return badges_reply(reader, shown.what)
        case Settings():
            return settings_reply(reader, shown.what)
        case HistoryPage():
            return history_reply(reader, shown.what)
        case Thing():
            return item_reply(reader, shown.what)
        case checkups:
            return checkups_reply(reader, checkups)
