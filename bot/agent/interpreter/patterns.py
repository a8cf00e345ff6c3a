"""Patterns of a language's files: {class} and <group> spelled out, compiled."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_CLASS = re.compile(r"\{([a-z_]+)\}")
_LOOK_AHEAD = re.compile(r"\(\?[!=][^)]*\)")
_GROUP = re.compile(r"(?<!\(\?P)<([a-z]+)>")


class Patterns:
    """The word classes of `words.toml`, and whatever a file adds to them.

    In a pattern, {name} stands for any word of the class and <name> for a group of that name that
    takes as few characters as it can.
    """

    def __init__(self, language: Path, classes: Mapping[str, list[str]] | None = None) -> None:
        self._language = language
        if classes is None:
            classes = read(language / "words.toml")["classes"]
        self._classes = dict(classes)
        self._spelled: dict[str, str] = {}

    def of_file(self, name: str) -> tuple["Patterns", dict[str, Any]]:
        """The contents of a file of the language, and patterns that know its classes too."""
        data = read(self._language / name)
        return Patterns(self._language, {**self._classes, **data.get("classes", {})}), data

    def words(self, name: str) -> frozenset[str]:
        """The entries of a class as they are written."""
        return frozenset(self._classes[name])

    def compile(self, pattern: str) -> re.Pattern[str]:
        """Raises KeyError for an unknown class and re.error for a malformed pattern."""
        return re.compile(self._spell(pattern))

    def any_of(self, patterns: Iterable[str]) -> re.Pattern[str]:
        """One pattern for all of them."""
        return self.compile("|".join(f"(?:{pattern})" for pattern in patterns))

    def _spell(self, pattern: str) -> str:
        pattern = _CLASS.sub(lambda match: self._class(match[1]), pattern)
        return _GROUP.sub(r"(?P<\1>.+?)", pattern)

    def _class(self, name: str) -> str:
        spelled = self._spelled.get(name)
        if spelled is None:
            longest_first = sorted(self._classes[name], key=_length, reverse=True)
            spelled = "(?:" + "|".join(map(self._spell, longest_first)) + ")"
            self._spelled[name] = spelled
        return spelled


def _length(entry: str) -> int:
    """Of what an entry matches, about: looking ahead takes nothing."""
    return len(_LOOK_AHEAD.sub("", entry))


def read(path: Path) -> dict[str, Any]:
    """Raises OSError where the file is missing, tomllib.TOMLDecodeError where it is malformed."""
    return tomllib.loads(path.read_text(encoding="utf-8"))
