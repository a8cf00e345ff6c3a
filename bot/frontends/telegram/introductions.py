"""The bot's introduction in every language there is, in the conversation's words."""

from collections.abc import Sequence

from bot.conversation.menus import Scope, menu
from bot.conversation.wording.language import Language, language, translations
from bot.conversation.wording.profile import (
    profile_description,
    profile_name,
    profile_short_description,
)
from bot.frontends.telegram.menu import Audience, Introduction

_SCOPES = {
    Audience.ALL: Scope.PRIVATE,
    Audience.PRIVATE_CHATS: Scope.PRIVATE,
    Audience.GROUPS: Scope.GROUP,
    Audience.GROUP_ADMINISTRATORS: Scope.GROUP_ADMINS,
}


def introductions() -> Sequence[Introduction]:
    """English for all, and then each translation for its own."""
    translated = [_introduction(language(locale), locale[:2]) for locale in translations()]
    return [_introduction(language(None), None), *translated]


def _introduction(words: Language, code: str | None) -> Introduction:
    return Introduction(
        code,
        profile_name(words),
        profile_description(words),
        profile_short_description(words),
        {audience: menu(words, scope) for audience, scope in _SCOPES.items()},
    )
