"""A message in parts: days and lengths of time marked, sentences cut where they may be."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto

from bot.agent.interpreter.when import DaySpan, LengthSpan, When

_DAY, _LENGTH = 0xE000, 0xE400
_LAST = chr(0xE7FF)
_MARKS = re.compile("[\ue000-\ue7ff]")
_BULLET = re.compile(r"^\s*(?:[-*+·>#]+|\d{1,2}[.)]|\[[ x]?\])\s+", re.MULTILINE)
LENGTH_SIGN = "§"


class Opener(Enum):
    """What stands between a part and the one before."""

    SENTENCE = auto()
    LINE = auto()
    COMMA = auto()
    AND = auto()
    BUT = auto()
    COLON = auto()
    DASH = auto()
    ASIDE = auto()


@dataclass(slots=True)
class Part:
    text: str
    """Without its days and lengths, in one line."""
    opener: Opener
    days: list[DaySpan] = field(default_factory=list)
    lengths: list[LengthSpan] = field(default_factory=list)
    signed: str = ""
    """As the text, with a LENGTH_SIGN where each length stood."""
    listed: bool = False
    """In a row of parts that "and" completes, or on a line of its own."""
    leads: bool = False
    """A colon or a dash follows."""

    @property
    def future(self) -> bool:
        return any(day.kind == "future" for day in self.days)

    @property
    def day(self) -> DaySpan | None:
        return next((day for day in self.days if day.kind != "future"), None)

    @property
    def newest_day(self) -> DaySpan | None:
        past = (day for day in self.days if day.kind != "future")
        return max(past, key=lambda day: day.day, default=None)


class Marked:
    """A message whose days and lengths of time are single signs."""

    def __init__(self, text: str, when: When, today: date, locale: str) -> None:
        self.days = when.find_days(text, today, locale)
        taken = [(span.start, span.end) for span in self.days]
        self.lengths = tuple(
            span
            for span in when.find_lengths(text)
            if not any(span.start < end and start < span.end for start, end in taken)
        )
        self.text = _mark(text, self.days, self.lengths)

    def part(self, text: str, opener: Opener) -> Part:
        """This stretch of the marked text, its signs resolved."""
        days = [self.days[ord(c) - _DAY] for c in text if _DAY <= ord(c) < _LENGTH]
        lengths = [
            self.lengths[ord(c) - _LENGTH] for c in text if ord(c) >= _LENGTH and _is_mark(c)
        ]
        signed = "".join(LENGTH_SIGN if _is_mark(c) and ord(c) >= _LENGTH else c for c in text)
        return Part(
            tidy(_MARKS.sub(" ", text)),
            opener,
            days,
            lengths,
            tidy(_MARKS.sub(" ", signed)),
        )


class Cutter:
    """Built once from the joints of a language's `statements.toml`."""

    def __init__(self, joints: dict[str, list[str]]) -> None:
        titles = "".join(rf"(?<!\b{re.escape(title)})" for title in joints["titles"])
        self._sentence = re.compile(rf"\n+|{titles}(?P<end>[.!?]+)(?=[\s)\"']|$)|;\s*")
        self._inner = re.compile(
            rf",?\s+(?P<and>{'|'.join(joints['and'])})\s+"
            rf"|(?:^|,?\s+)(?P<but>{'|'.join(joints['but'])})(?=\s|$)\s*"
            r"|(?P<comma>,(?!\d)\s*)|(?P<open>\s*[(\[]\s*)|(?P<close>\s*[)\]]\s*)"
            r"|(?P<colon>:(?=\s|$)(?!\s*[\ue400-\ue7ff])\s*)|(?P<dash>\s+-+\s+)|(?P<plus>\s+\+\s*)"
        )
        day, length = f"[{chr(_DAY)}-{chr(_LENGTH - 1)}]", f"[{chr(_LENGTH)}-{_LAST}]"
        no = "|".join(joints["not"])
        self._rejected = re.compile(
            rf"(?<={day}),?\s*[(]?(?:{no})\s+{day}[)]?|\b(?:{no})\s+{day},?\s+but\s+(?={day})"
            rf"|(?<={length}),?\s*(?:{no})\s+(?:\d+|{length})"
        )
        self._moment = re.compile(rf"\s+\b(?:{'|'.join(joints['moment'])})\b.*")
        self._reason = re.compile(rf"\s+\b(?:{'|'.join(joints['reason'])})\b.*")

    def sentences(self, marked: Marked) -> Iterator[tuple[str, Opener, bool]]:
        """Each sentence or line, what opens it, and whether it asks."""
        text = _BULLET.sub("", marked.text)
        start = 0
        opener = Opener.SENTENCE
        for match in self._sentence.finditer(text):
            asks = "?" in (match["end"] or "")
            if text[start : match.start()].strip():
                yield text[start : match.start()], opener, asks
            start = match.end()
            opener = Opener.LINE if match[0][0] in "\n;" else Opener.SENTENCE
        if text[start:].strip():
            yield text[start:], opener, False

    def parts(self, marked: Marked, sentence: str, opener: Opener) -> Iterator[Part]:
        """The sentence in parts, each with its place among the others."""
        pieces = list(self.pieces(sentence, opener))
        openers = [how for _, how in pieces]
        for index, (text, how) in enumerate(pieces):
            part = marked.part(self.without_reason(text), how)
            part.listed = _is_listed(openers[index:])
            part.leads = openers[index + 1 : index + 2] in ([Opener.COLON], [Opener.DASH])
            yield part

    def pieces(self, sentence: str, opener: Opener) -> Iterator[tuple[str, Opener]]:
        """The sentence cut at commas, joints, colons, dashes and brackets."""
        start = 0
        within = 0
        for match in self._inner.finditer(sentence):
            piece = sentence[start : match.start()]
            if piece.strip():
                yield piece, opener
                opener = Opener.AND
            kind = match.lastgroup or "and"
            within += {"open": 1, "close": -1}.get(kind, 0)
            joined = _OPENERS.get(kind, Opener.AND)
            opener = Opener.ASIDE if within > 0 else joined
            start = match.end()
        if sentence[start:].strip():
            yield sentence[start:], opener

    def without_rejected(self, text: str) -> str:
        """Without the second time of "from 1994, not 2004" and "5 years, not 4"."""
        return self._rejected.sub(" ", text)

    def without_reason(self, text: str) -> str:
        """Without "because …" at its end, and of "since we moved in" only the day."""
        text = self._reason.sub("", text)
        return self._moment.sub(lambda match: " " + " ".join(_MARKS.findall(match[0])), text)


_OPENERS = {
    "comma": Opener.COMMA,
    "colon": Opener.COLON,
    "dash": Opener.DASH,
    "plus": Opener.AND,
    "but": Opener.BUT,
    "close": Opener.COMMA,
}


def _is_listed(openers: Sequence[Opener]) -> bool:
    """Whether a row of parts from the first opener on ends with "and"."""
    for opener in openers:
        if opener in (Opener.AND, Opener.LINE):
            return True
        if opener not in (Opener.COMMA, Opener.COLON):
            return False
    return False


def tidy(text: str) -> str:
    """In one line, without marks at its ends."""
    return re.sub(r"\s+", " ", text).strip(" ,.;:=~-*!?()[]<>|/")


def _is_mark(character: str) -> bool:
    return _MARKS.match(character) is not None


def _mark(text: str, days: Sequence[DaySpan], lengths: Sequence[LengthSpan]) -> str:
    spans = [(span.start, span.end, chr(_DAY + i)) for i, span in enumerate(days)]
    spans += [(span.start, span.end, chr(_LENGTH + i)) for i, span in enumerate(lengths)]
    for start, end, sign in sorted(spans, reverse=True):
        text = f"{text[:start]} {sign} {text[end:]}"
    return text
