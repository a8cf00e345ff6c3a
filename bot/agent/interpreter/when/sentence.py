"""Text into tokens, and tokens into what they may stand for."""

import re
from dataclasses import dataclass

from bot.agent.interpreter.when.values import Number, Value, Written, Year

_TOKEN = re.compile(
    r"""
      (?<![\w.,/-])\d{1,4}([-./])\d{1,2}\1(?:\d{4}|\d{1,2})(?![\d/])   # 3/5/2019, 2019-05-03
    | (?<![\w.,/-])(?:\d{4}[-/]\d{2}|\d{1,2}[./]\d{4})(?![\d/.-])      # 2019-05, 5/2019
    | (?<![\w.,/-])\d{1,2}[./]\d{1,2}(?![\d/])                         # 3/5, 3.5
    | (?<!\w)['’‘]?(?:\d\d)?\d0['’]?s(?!\w)                            # 90s, 2010s
    | (?<!\w)['’‘]\d\d(?!\w)                                           # '19
    | \d+(?:[.,]\d+)?
    | [^\W\d_]+(?:['’][^\W\d_]+)*
    | \S
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(r"\d+(?:[.,]\d{1,2})?|\d{1,3}(?:[.,]\d{3})+")
_MAX_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Token:
    word: str
    """In lower case, with straight apostrophes."""
    start: int
    end: int
    glued: bool
    """No space before it."""


def tokens_of(text: str) -> list[Token]:
    found = []
    end = -1
    for match in _TOKEN.finditer(text):
        word = match[0].lower().replace("’", "'").replace("‘", "'")
        found.append(Token(word, match.start(), match.end(), match.start() == end))
        end = match.end()
    return found


Way = tuple[int, Value]
"""The token after it, and what it stands for."""
Ways = dict[str, list[Way]]
"""By class."""


@dataclass(frozen=True, slots=True)
class Sentence:
    tokens: list[Token]
    ways: list[Ways | None]
    """For each token, what begins there; None for a word that is no word of time."""

    def at(self, index: int, kind: str) -> list[Way]:
        if index >= len(self.ways):
            return []
        ways = self.ways[index]
        return ways.get(kind, []) if ways else []

    def word(self, index: int) -> str:
        """Empty outside of the sentence."""
        return self.tokens[index].word if 0 <= index < len(self.tokens) else ""

    def glued(self, index: int) -> bool:
        return index < len(self.tokens) and self.tokens[index].glued

    def is_word(self, index: int) -> bool:
        """Not punctuation, not an end of the sentence."""
        return self.word(index)[:1].isalnum()


@dataclass(frozen=True, slots=True)
class Suffixes:
    """What may be glued to digits without hiding them."""

    ordinal: frozenset[str]
    year: frozenset[str]


def numeric_ways(tokens: list[Token], index: int, suffixes: Suffixes) -> Ways:
    """What a token of digits may stand for."""
    token = tokens[index]
    word = token.word
    ways: Ways = {}
    after = index + 1
    if _NUMBER.fullmatch(word) and len(word) <= _MAX_DIGITS:
        ways["number"] = [(after, Number.exact(_number(word)))]
    if word.isdecimal():
        next_word = tokens[after].word if after < len(tokens) and tokens[after].glued else ""
        _add_day(ways, word, after, next_word, suffixes)
        if len(word) == 4 and not (token.glued and tokens[index - 1].word[-1:].isalnum()):
            _add_year(ways, int(word), after, next_word, suffixes)
    elif word[:1] == "'" and word[1:].isdecimal():
        year = Year(_century(int(word[1:])) + int(word[1:]))
        ways["year"] = ways["short_year"] = [(after, year)]
    elif word[-1:] == "s":
        _add_decade(ways, word.strip("'s"), after)
    else:
        _add_written(ways, word, after)
    return ways


def _number(word: str) -> float:
    whole, separator, rest = word.replace(",", ".").partition(".")
    if len(rest) == 3:
        return float(whole + rest)
    return float(f"{whole}.{rest}") if separator else float(whole)


def _century(two_digits: int) -> int:
    return 2000 if two_digits < 50 else 1900


def _add_day(ways: Ways, word: str, after: int, next_word: str, suffixes: Suffixes) -> None:
    if len(word) > 2 or not 1 <= int(word) <= 31:
        return
    if next_word in suffixes.ordinal:
        ways["day"] = ways["nth"] = [(after + 1, int(word))]
    elif not next_word[:1].isalnum():
        ways["day"] = [(after, int(word))]


def _add_year(ways: Ways, year: int, after: int, next_word: str, suffixes: Suffixes) -> None:
    if next_word in suffixes.year:
        after += 1
    elif next_word[:1].isalnum():
        return
    if 1000 <= year < 3000:
        ways["year"] = [(after, Year(year))]
        if 1900 <= year < 2100:
            ways["plain_year"] = ways["year"]


def _add_decade(ways: Ways, digits: str, after: int) -> None:
    if len(digits) == 4:
        ways["decade"] = ways["long_decade"] = [(after, int(digits))]
    else:
        decade = int(digits)
        ways["decade"] = [(after, (2000 if decade < 30 else 1900) + decade)]


def _add_written(ways: Ways, word: str, after: int) -> None:
    separator = next((one for one in "-./" if one in word), "")
    if not separator:
        return
    numbers = tuple(word.split(separator))
    if len(numbers) == 3 and (len(numbers[0]) == 4 or len(numbers[2]) in (2, 4)):
        kind = "written"
    elif len(numbers) == 2:
        kind = "written_month" if 4 in map(len, numbers) else "short_written"
    else:
        return
    ways[kind] = [(after, Written(numbers, separator))]
