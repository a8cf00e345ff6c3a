"""Updates as they come from Telegram, in whatever shape."""

import logging
from typing import Any

from telegram import Update
from telegram.request import HTTPXRequest

from bot.logging import places_of

logger = logging.getLogger(__name__)

Json = dict[str, Any]


class UpdatesRequest(HTTPXRequest):
    """For getUpdates. An empty update takes the place of one that the library can not read.

    The library raises for the whole batch, and Telegram delivers that until it is confirmed: one
    field that changed its shape would be the end of all conversations.
    """

    @staticmethod
    def parse_json_payload(payload: bytes) -> Json:
        """Raises TelegramError where it is no JSON."""
        answer = HTTPXRequest.parse_json_payload(payload)
        if isinstance(answer.get("result"), list):
            answer["result"] = [readable(update) for update in answer["result"]]
        return answer


def readable(update: Json) -> Json:
    """The update; where the library can not read it, an empty one of its id. Raises TypeError and
    KeyError for what has no update_id."""
    update_id = update["update_id"]
    try:
        Update.de_json(update)
    # It may be anything: the library reads fields without looking.
    except Exception as failure:
        logger.error("Update %s can not be read: %s", update_id, places_of(failure))
        return {"update_id": update_id}
    return update
