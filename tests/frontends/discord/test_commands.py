"""The commands as Discord registers them."""

import re

import pytest

from bot.conversation.command import Place
from bot.conversation.commands import COMMANDS
from bot.conversation.options import OptionKind
from bot.conversation.wording.command_names import COMMAND_NAMES, LOCALES, OPTION_NAMES
from bot.conversation.wording.language import language
from bot.frontends.discord.commands import Definition, definitions, differ

DEFINITIONS = {definition["name"]: definition for definition in definitions(COMMANDS)}
NAME = re.compile(r"[-_\w]{1,32}")


def test_every_command_of_the_conversation_is_offered() -> None:
    assert {command.name for command in COMMANDS} <= DEFINITIONS.keys()
    assert DEFINITIONS["Add to my things"]["type"] == 3


@pytest.mark.parametrize("definition", DEFINITIONS.values(), ids=lambda each: each["name"])
def test_everything_is_offered_to_servers_and_people(definition: Definition) -> None:
    assert definition["integration_types"] == [0, 1]
    assert 1 in definition["contexts"]


def test_what_is_about_a_person_alone_is_offered_in_private() -> None:
    for command in COMMANDS:
        offered_in_servers = 0 in DEFINITIONS[command.name]["contexts"]
        assert offered_in_servers == (command.place is not Place.PRIVATE)


def test_every_name_is_known_in_every_language_and_there_only_once() -> None:
    assert {command.name for command in COMMANDS} == set(COMMAND_NAMES)
    options = {option.name for command in COMMANDS for option in command.options}
    assert options == set(OPTION_NAMES)
    for locale in LOCALES:
        translate = language(locale).gettext
        for names in (COMMAND_NAMES, *(_option_names(command.name) for command in COMMANDS)):
            translated = [translate(name).lower() for name in names]
            assert all(NAME.fullmatch(name) for name in translated)
            assert len(set(translated)) == len(translated)


def _option_names(command: str) -> list[str]:
    return [option["name"] for option in DEFINITIONS[command]["options"]]


def test_names_and_descriptions_are_within_discords_limits() -> None:
    for definition in (DEFINITIONS[command.name] for command in COMMANDS):
        assert len(definition["options"]) <= 25
        described = [definition, *definition["options"]]
        for each in described:
            texts = [each["description"], *each["description_localizations"].values()]
            assert all(len(text) <= 100 for text in texts)
        required = [option["required"] for option in definition["options"]]
        assert required == sorted(required, reverse=True)


def test_options_are_made_after_their_kind() -> None:
    for command in COMMANDS:
        for option, made in zip(command.options, DEFINITIONS[command.name]["options"], strict=True):
            assert bool(made.get("autocomplete")) == option.kind.is_suggested
            is_choice = option.kind is OptionKind.CHOICE
            assert [each["value"] for each in made.get("choices", [])] == [
                choice.value for choice in option.choices
            ]
            assert bool(made.get("choices")) == is_choice


def test_adding_without_a_word_is_possible_since_it_opens_a_form() -> None:
    assert not DEFINITIONS["add"]["options"][0]["required"]
    assert DEFINITIONS["item"]["options"][0]["required"]


def test_what_discord_adds_is_no_difference() -> None:
    wanted = list(DEFINITIONS.values())
    registered = [
        {key: value for key, value in each.items() if value not in (None, {}, [], False)}
        | {"id": "1", "version": "2", "application_id": "3", "dm_permission": True}
        for each in wanted
    ]

    assert not differ(wanted, registered)


@pytest.mark.parametrize(
    "change", [{"description": "else"}, {"contexts": [0]}, {"nsfw": True}, {"name": "other"}]
)
def test_what_is_different_is_seen(change: Definition) -> None:
    wanted = list(DEFINITIONS.values())
    registered = [wanted[0] | change, *wanted[1:]]

    assert differ(wanted, registered)
    assert differ(wanted, wanted[1:])
