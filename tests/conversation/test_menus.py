"""What platforms show of the bot before anybody has written: menus and profile."""

import re

import pytest

from bot.conversation.commands import COMMANDS
from bot.conversation.menus import Scope, menu
from bot.conversation.wording.language import language, translations
from bot.conversation.wording.profile import (
    profile_description,
    profile_name,
    profile_short_description,
)

LOCALES = ["en", *translations()]


@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize("locale", LOCALES)
def test_a_menu_is_one_that_telegram_takes(locale: str, scope: Scope) -> None:
    entries = menu(language(locale), scope)
    assert 0 < len(entries) <= 100
    for name, summary in entries:
        assert re.fullmatch(r"[a-z0-9_]{1,32}", name)
        assert 1 <= len(summary) <= 256


def test_the_private_menu_has_every_command() -> None:
    names = [name for name, _summary in menu(language("en"), Scope.PRIVATE)]
    assert names == [command.name for command in COMMANDS]


@pytest.mark.parametrize("scope", [Scope.GROUP, Scope.GROUP_ADMINS])
def test_the_menu_of_a_group_has_nothing_private(scope: Scope) -> None:
    names = {name for name, _summary in menu(language("en"), scope)}
    assert {"start", "help", "privacy", "add", "items", "undo"} <= names
    assert not names & {"settings", "timezone", "reminders", "export", "checkups", "deletemydata"}


def test_a_menu_speaks_the_language_it_is_for() -> None:
    assert dict(menu(language("de"), Scope.PRIVATE))["help"] == "diese Liste"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_profile_fits(locale: str) -> None:
    assert 0 < len(profile_name(language(locale))) <= 64
    assert 100 < len(profile_description(language(locale))) <= 512
    assert 20 < len(profile_short_description(language(locale))) <= 120
