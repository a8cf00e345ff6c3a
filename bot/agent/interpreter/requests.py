"""Removal, undo, instructions aimed at the program, small talk."""

import re
from collections.abc import Sequence

from bot.agent.calls import RemoveItems, Undo
from bot.agent.interpreter.choices import which
from bot.agent.interpreter.mentions import kept
from bot.agent.interpreter.names import Names
from bot.agent.interpreter.parts import LENGTH_SIGN, Cutter, Marked
from bot.agent.interpreter.patterns import Patterns
from bot.agent.interpreter.story import Story
from bot.agent.interpreter.understanding import Nothing, NothingCode, Understanding, Understood
from bot.agent.references import resolve
from core.items.results import Thing

_TALK: tuple[NothingCode, ...] = ("erasure", "greeting", "thanks", "help", "small_talk")
_TALK_AS_A_WHOLE: tuple[NothingCode, ...] = ("erasure", "help")
"""What may have an "and" in it."""


class Requests:
    """Built once from a language's `requests.toml`."""

    def __init__(self, patterns: Patterns, names: Names, cutter: Cutter) -> None:
        known, data = patterns.of_file("requests.toml")
        self._names = names
        self._cutter = cutter
        removal = data["removal"]
        self._removals = [known.compile(pattern) for pattern in removal["patterns"]]
        self._mistakes = [known.compile(pattern) for pattern in removal["mistakes"]]
        self._stays = [known.compile(pattern) for pattern in removal["stays"]]
        self._everything = known.any_of(removal["everything"])
        self._undo = known.any_of(data["undo"]["patterns"])
        self._instructions = known.any_of(data["instructions"]["patterns"])
        self._pronoun = known.compile(r"{pronoun}")
        self._joint = known.compile(data["removal"]["joint"])
        self._filler = known.compile(r"(?:(?:{filler})(?=$|[\s,!.:-])[\s,!.:-]*)+")
        self._talk = {code: known.compile(data["smalltalk"][code]) for code in _TALK}

    def instruction(self, text: str) -> Nothing | None:
        """Something that is aimed at the program, not at one's things."""
        return Nothing("instruction") if self._instructions.search(text) else None

    def undo(self, marked: Marked) -> Understanding | None:
        """A sentence, or a part of one, that is nothing but "undo"."""
        for sentence, opener, asks in self._cutter.sentences(marked):
            if asks and marked.text.strip().startswith("how"):
                return None
            pieces = [sentence, *(text for text, _ in self._cutter.pieces(sentence, opener))]
            if any(self._undo.fullmatch(self._bare(piece)) for piece in pieces):
                return Understood((Undo(),))
        return None

    def talk(self, marked: Marked) -> Nothing | None:
        """A greeting, thanks, a cry for help, small talk, all through; or the wish to be
        forgotten."""
        codes = []
        for sentence, opener, _ in self._cutter.sentences(marked):
            for piece, _ in self._cutter.pieces(sentence, opener):
                text = piece.strip(" .,!?-")
                code = next((c for c in _TALK if self._talk[c].fullmatch(text)), None)
                if code is None and text:
                    return self._as_a_whole(marked)
                if code is not None:
                    codes.append(code)
        return (
            Nothing(min(codes, key=_TALK.index))
            if codes and "help" not in codes
            else (Nothing("help") if codes else None)
        )

    def _as_a_whole(self, marked: Marked) -> Nothing | None:
        whole = marked.text.strip(" .,!?-")
        code = next((c for c in _TALK_AS_A_WHOLE if self._talk[c].fullmatch(whole)), None)
        return None if code is None else Nothing(code)

    def removal(self, marked: Marked, story: Story) -> Understanding | None:
        """Things to delete; what stays is named too ("the trailer one, tractor stays")."""
        meant: list[Thing] = []
        unknown = ""
        ambiguous: tuple[str, tuple[Thing, ...]] | None = None
        found = False
        noted: list[Thing] = []
        for text in self._texts(marked):
            bare = self._bare(text)
            mistaken = self._thing_of(self._mistakes, bare)
            if mistaken is not None:
                noted += [t for group in self._refer(mistaken, story) for t in group]
            if (
                self._thing_of(self._stays, bare) is not None
                and self._thing_of(self._removals, bare) is None
            ):
                continue
            words = self._thing_of(self._removals, bare)
            if words is None:
                continue
            if self._everything.fullmatch(words):
                things = kept(story.scene.things)
                return Understood((_removal(things),)) if things else Nothing("not_found", words)
            groups = self._refer(words, story, tuple(noted))
            if not groups and not self._pronoun.fullmatch(words):
                unknown = unknown or words
                continue
            found = True
            for group in groups:
                if len(group) > 1:
                    ambiguous = (words, group)
                elif group[0] not in meant:
                    meant.append(group[0])
        if ambiguous is not None:
            words, group = ambiguous
            return which(words, group, lambda thing: (_removal((*meant, thing)),))
        if meant:
            return Understood((_removal(meant),))
        if not found and unknown and self._names.phrase(unknown) is not None:
            return Nothing("not_found", unknown)
        return None

    def _texts(self, marked: Marked) -> list[str]:
        """Sentences as wholes where one is a removal as such, else their parts."""
        texts: list[str] = []
        for sentence, opener, _ in self._cutter.sentences(marked):
            whole = marked.part(sentence, opener).signed.replace(LENGTH_SIGN, "").strip()
            pieces = [
                marked.part(text, how).text for text, how in self._cutter.pieces(sentence, opener)
            ]
            fits = (self._removals, self._mistakes)
            if (
                len(pieces) > 1
                and any(self._thing_of(p, self._bare(whole)) for p in fits)
                and not any(
                    self._thing_of(self._removals, self._bare(piece))
                    or self._thing_of(self._stays, self._bare(piece))
                    for piece in pieces[1:]
                )
            ):
                texts.append(whole)
            else:
                texts += pieces
        return texts

    def _bare(self, text: str) -> str:
        text = text.strip(" .,!?-:")
        match = self._filler.match(text)
        return text if match is None or match.end() == len(text) else text[match.end() :]

    def _thing_of(self, patterns: Sequence[re.Pattern[str]], text: str) -> str | None:
        for pattern in patterns:
            match = pattern.fullmatch(text)
            if match is not None:
                return match["thing"]
        return None

    def _refer(
        self, words: str, story: Story, noted: tuple[Thing, ...] = ()
    ) -> list[tuple[Thing, ...]]:
        """The known things of the words, a group for each noun; none if one noun is unknown."""
        if self._pronoun.fullmatch(words):
            return [(thing,) for thing in noted or story.focus()]
        groups = []
        for one in self._joint.split(words):
            phrase = self._names.phrase(one)
            things = resolve(phrase.said if phrase else one, story.scene.things)
            if not things or (phrase is not None and phrase.rest):
                return []
            groups.append(things)
        return groups


def _removal(things: Sequence[Thing]) -> RemoveItems:
    return RemoveItems(items=tuple(str(thing.id) for thing in things))
