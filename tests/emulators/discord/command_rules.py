"""What Discord refuses in commands beyond what its description says.

https://discord.com/developers/docs/interactions/application-commands
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from tests.emulators.discord.errors import Errors, at, fault, merged

CHAT_INPUT = 1
SUBCOMMAND, GROUP = 1, 2
MOST_OF_TYPE = {1: 100, 2: 15, 3: 15}
MOST_IN_COMMAND = 8000
LANGUAGES = "id da de fr hr it lt hu nl no pl ro fi vi tr cs el bg ru uk hi th ja ko ar he"
REGIONAL = ("en-GB", "en-US", "es-ES", "es-419", "pt-BR", "sv-SE", "zh-CN", "zh-TW")
LOCALES = frozenset((*LANGUAGES.split(), *REGIONAL))
"""https://discord.com/developers/docs/reference#locales"""


def set_faults(commands: list[Mapping[str, Any]]) -> Errors:
    """Of all the commands of one scope, below their places."""
    errors: Errors = {}
    seen = set()
    for place, command in enumerate(commands):
        if found := command_faults(command):
            errors = merged(errors, {str(place): found})
        key = (_type(command), command["name"])
        if key in seen:
            message = "Application command names must be unique"
            leaf = fault("APPLICATION_COMMANDS_DUPLICATE_NAME", message)
            errors = merged(errors, {str(place): leaf})
        seen.add(key)
    for kind, count in Counter(map(_type, commands)).items():
        if count > MOST_OF_TYPE.get(kind, 1):
            message = f"Maximum number of application commands reached ({MOST_OF_TYPE[kind]})."
            errors = merged(errors, fault("APPLICATION_COMMANDS_MAX", message))
    return errors


def command_faults(command: Mapping[str, Any]) -> Errors:
    errors = _locale_faults(command)
    if _type(command) == CHAT_INPUT:
        errors = merged(errors, _name_faults(command))
        if not command.get("description"):
            errors["description"] = fault("BASE_TYPE_REQUIRED", "This field is required")
        errors = merged(errors, _options_faults(command.get("options") or [], 0))
    else:
        for name in ("description", "options"):
            if command.get(name):
                message = "Context menu commands cannot have this field"
                errors[name] = fault(f"APPLICATION_COMMAND_CONTEXT_MENU_{name.upper()}", message)
    if size_of(command) > MOST_IN_COMMAND:
        message = f"Command exceeds maximum size ({MOST_IN_COMMAND})"
        errors = merged(errors, fault("APPLICATION_COMMAND_TOO_LARGE", message))
    return errors


def size_of(part: Mapping[str, Any]) -> int:
    """Characters of names, descriptions and values, of each the longest localisation."""
    size = _longest(part, "name") + _longest(part, "description")
    size += len(part["value"]) if isinstance(part.get("value"), str) else 0
    parts = (*(part.get("options") or []), *(part.get("choices") or []))
    return size + sum(map(size_of, parts))


def _longest(part: Mapping[str, Any], name: str) -> int:
    texts = (part.get(name) or "", *(part.get(f"{name}_localizations") or {}).values())
    return max(map(len, texts))


def _type(command: Mapping[str, Any]) -> int:
    return command.get("type") or CHAT_INPUT


def _options_faults(options: list[Mapping[str, Any]], depth: int) -> Errors:
    errors: Errors = {}
    for place, option, leaf in _each_option(options, depth):
        if leaf:
            errors = merged(errors, at(("options", place), leaf))
        inner = _options_faults(option.get("options") or [], depth + 1)
        if inner:
            errors = merged(errors, at(("options", place), inner))
    if len({option["type"] <= GROUP for option in options}) > 1:
        message = "Sub-command and sub-command group option types are mutually exclusive to others"
        leaf = fault("APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message)
        errors = merged(errors, {"options": leaf})
    return errors


def _each_option(
    options: list[Mapping[str, Any]], depth: int
) -> Iterator[tuple[int, Mapping[str, Any], Errors]]:
    names: set[str] = set()
    optional_before = False
    for place, option in enumerate(options):
        errors = merged(_locale_faults(option), _name_faults(option))
        if option["name"] in names:
            message = "Option names must be unique"
            errors["name"] = fault("APPLICATION_COMMAND_OPTIONS_NAME_INVALID", message)
        names.add(option["name"])
        if option.get("required") and optional_before:
            message = "Required options must be placed before non-required options"
            errors["required"] = fault("APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)
        optional_before = optional_before or not option.get("required")
        if option.get("choices") and option.get("autocomplete"):
            message = "Autocomplete and choices are mutually exclusive"
            errors["autocomplete"] = fault("APPLICATION_COMMAND_AUTOCOMPLETE_INVALID", message)
        if (option["type"] == GROUP and depth) or (option["type"] == SUBCOMMAND and depth > 1):
            message = "Subcommands cannot be nested this deep"
            errors["type"] = fault("APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message)
        yield place, option, errors


def _name_faults(part: Mapping[str, Any]) -> Errors:
    """Letters, digits, `-`, `_` and `'`, and no capitals, in every language."""
    errors: Errors = {}
    if not _is_name(part["name"]):
        errors["name"] = _invalid_name(part["name"])
    for locale, name in (part.get("name_localizations") or {}).items():
        if not _is_name(name):
            errors = merged(errors, {"name_localizations": {locale: _invalid_name(name)}})
    return errors


def _invalid_name(name: str) -> Errors:
    return fault("APPLICATION_COMMAND_INVALID_NAME", f"Command name {name} is invalid")


def _is_name(name: str) -> bool:
    known = all(each in "-_'" or unicodedata.category(each)[0] in "LNM" for each in name)
    return known and name == name.lower()


def _locale_faults(part: Mapping[str, Any]) -> Errors:
    errors: Errors = {}
    for name in ("name_localizations", "description_localizations"):
        for locale in part.get(name) or {}:
            if locale not in LOCALES:
                leaf = fault("LOCALE_INVALID", f"{locale} is not a valid locale")
                errors = merged(errors, {name: {locale: leaf}})
    return errors
