"""Which lengths of time a sentence names, and how they are meant: as a goal, until now, every."""

from dataclasses import dataclass, field

from bot.agent.interpreter.when.lengths import length_of, numbers_at
from bot.agent.interpreter.when.sentence import Sentence
from bot.agent.interpreter.when.values import Amount, Cue, Length, Number, Role, Unit

_WINDOW = 14
"""How many tokens before a length may say how it is meant."""
_NEAR = 3
"""How near that word must be where the length could be something else."""
_LONGEST_LEAD = 4
_LONGEST_CUE = 3
_LONGEST_LINK = 3
_CLAUSE_ENDS = frozenset(".!?;\n()")


@dataclass(frozen=True, slots=True)
class RoleWords:
    between: frozenset[str]
    """Words that do not count as distance between a cue and its length."""
    link: frozenset[str]
    """Words that may stand between a length and the cue after it."""
    rated: frozenset[str]
    """Words that make a price or a frequency of "a month" after them."""


@dataclass(frozen=True, slots=True)
class FoundLength:
    """Tokens from start to end, with the words that belong to it ("for", "every", "now")."""

    start: int
    end: int
    length: Length
    role: Role | None


def lengths_in(
    sentence: Sentence, taken: list[tuple[int, int]], words: RoleWords
) -> tuple[FoundLength, ...]:
    """All lengths outside of the taken token ranges, left to right."""
    blocked = {index for start, end in taken for index in range(start, end)}
    reader = _Reader(sentence, words)
    index = 0
    while index < len(sentence.tokens):
        found = None if index in blocked else reader.read(index)
        if found is None or blocked.intersection(range(found.start, found.end)):
            index += 1
        else:
            reader.found.append(found)
            index = found.end
    return tuple(reader.found)


@dataclass(slots=True)
class _Reader:
    sentence: Sentence
    words: RoleWords
    found: list[FoundLength] = field(default_factory=list)

    def read(self, index: int) -> FoundLength | None:
        """The length that begins here."""
        if self.sentence.ways[index] is None:
            return None
        named = self._interval_word(index) or self._every_unit(index)
        if named is not None:
            return named
        ways = [
            (end, one) for end, one in self.sentence.at(index, "length") if isinstance(one, Length)
        ]
        if not ways:
            return self._without_unit(index)
        end, length = max(ways, key=lambda way: way[0])
        if length.usual == Amount() or self._is_phrase(index, end):
            return None
        found = self._with_role(index, end, length)
        if found.role is None and (length.tight or (length.article and self._rated(index))):
            return None
        if found.role == "goal" and self._is_negative(index):
            return FoundLength(found.start - 1, found.end, length.negative(), "goal")
        return found

    def _rated(self, index: int) -> bool:
        """ "12 a month", "twice a year"."""
        before = self.sentence.word(index - 1)
        return before[:1].isdecimal() or before in self.words.rated

    def _is_negative(self, index: int) -> bool:
        """ "goal: -5 months"; not "goal - 5 months"."""
        return (
            self.sentence.word(index - 1) == "-"
            and self.sentence.glued(index)
            and not self.sentence.glued(index - 1)
        )

    def _interval_word(self, index: int) -> FoundLength | None:
        for end, unit in self.sentence.at(index, "interval"):
            if isinstance(unit, Unit):
                length = length_of(Number.exact(1), unit)
                return FoundLength(index, end, length, "interval")
        return None

    def _every_unit(self, index: int) -> FoundLength | None:
        """ "every month", "every other month"; before a number the cue does it."""
        for kind, number in (("every_other", 2), ("every", 1)):
            for end, _ in self.sentence.at(index, kind):
                for unit_end, unit in self.sentence.at(end, "unit"):
                    if isinstance(unit, Unit) and unit.total_days:
                        length = length_of(Number.exact(number), unit)
                        return FoundLength(index, unit_end, length, "interval")
        return None

    def _without_unit(self, index: int) -> FoundLength | None:
        """ "had the tractor for 3 years and the trailer for 2": the unit of the length before."""
        if not self.found or self.found[-1].role not in ("owned", "for"):
            return None
        before = self.found[-1]
        if any(self.sentence.word(one) in _CLAUSE_ENDS for one in range(before.end, index)):
            return None
        for end, _ in self.sentence.at(index, "for"):
            for number_end, number in numbers_at(self.sentence, end):
                if not self.sentence.is_word(number_end):
                    length = length_of(number, before.length.unit)
                    return FoundLength(index, number_end, length, before.role)
        return None

    def _is_phrase(self, start: int, end: int) -> bool:
        """ "one day" is no length of one day."""
        return any(phrase_end >= end for phrase_end, _ in self.sentence.at(start, "not_time"))

    def _with_role(self, start: int, end: int, length: Length) -> FoundLength:
        for_start = self._led_from(start, "for")
        first = start if for_start is None else for_start
        after = self._cue_after(end)
        if after is not None:
            cue_end, role = after
            return FoundLength(first, cue_end if role == "owned" else end, length, role)
        if self.found and self._joined(self.found[-1].end, start):
            return FoundLength(first, end, length, self.found[-1].role)
        every_start = self._led_from(start, "every")
        if every_start is not None:
            return FoundLength(every_start, end, length, "interval")
        cue = self._cue_before(start)
        if cue is not None:
            before_role, distance = cue
            near = distance <= _NEAR
            if near or (not length.tight and (before_role == "goal" or for_start is not None)):
                return FoundLength(first, end, length, before_role)
        return FoundLength(first, end, length, None if for_start is None else "for")

    def _cue_after(self, index: int) -> tuple[int, Role] | None:
        """Not one that belongs to what follows: "2 years, goal: 5"."""
        for start in range(index, index + _LONGEST_LINK + 1):
            for end, cue in self.sentence.at(start, "cue_after"):
                if not isinstance(cue, Cue) or self.sentence.word(end) in (":", "="):
                    continue
                if start == index or cue.role == "goal":
                    return end, cue.role
            if self.sentence.word(start) not in self.words.link:
                break
        return None

    def _cue_before(self, index: int) -> tuple[Role, int] | None:
        """The nearest word of the clause that gives a role, and how many words lie between."""
        border = max(0, index - _WINDOW, self.found[-1].end if self.found else 0)
        distance = 0
        for last in range(index - 1, border - 1, -1):
            if self.sentence.word(last) in _CLAUSE_ENDS:
                return None
            for start in range(max(border, last + 1 - _LONGEST_CUE), last + 1):
                for end, cue in self.sentence.at(start, "cue_before"):
                    if end == last + 1 and isinstance(cue, Cue):
                        return cue.role, distance
            if self.sentence.word(last) not in self.words.between:
                distance += 1
        return None

    def _joined(self, start: int, end: int) -> bool:
        """ "3 yrs or 36 months": only a joining word between two lengths."""
        ways = [*self.sentence.at(start, "join"), *self.sentence.at(start, "either")]
        return any(joined == end for joined, _ in ways)

    def _led_from(self, index: int, kind: str) -> int | None:
        """Where the longest phrase of that class begins that ends right before index."""
        for start in range(max(0, index - _LONGEST_LEAD), index):
            if any(end == index for end, _ in self.sentence.at(start, kind)):
                return start
        return None
