"""How the bot presents itself where a platform shows it before anybody has written."""

from bot.conversation.wording.language import Language


def profile_name(language: Language) -> str:
    """At most 64 characters (Bot API, setMyName)."""
    return language.gettext("MinNow")


def profile_description(language: Language) -> str:
    """What is shown in an empty chat: at most 512 characters (Bot API, setMyDescription)."""
    return language.gettext(
        "MinNow helps you to own less, on purpose.\n\n"
        "Tell me in your own words what you own, what you gave away and what you last used. I keep "
        "the list, ask once a month whether your things still earn their place, and celebrate "
        "what you keep for long and what you give.\n\n"
        "Every change can be undone. /privacy says what I keep."
    )


def profile_short_description(language: Language) -> str:
    """What is shown beside the name: at most 120 characters (Bot API, setMyShortDescription)."""
    return language.gettext(
        "Keeps the list of your things, asks if they still earn their place, cheers when you give."
    )
