"""Refusals of Telegram after which the program can not go on."""

from bot.exits import Stop


def refused_token() -> Stop:
    """With a sentence for whoever started the program."""
    return Stop(
        "Telegram refuses MINNOW_TELEGRAM_TOKEN: it was revoked or mistyped. "
        "@BotFather shows the right one."
    )
