"""What people type, in one spelling: lower case, plain marks, no emoji, no chat slang."""

import re
import tomllib
import unicodedata
from pathlib import Path

LONGEST = 4000
"""Characters that are looked at; nobody says more in one sentence."""

_PLAIN = str.maketrans(
    {
        "’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "–": "-", "—": " - ", "‐": "-", "‑": "-", "−": "-", "…": ". ", "\u00a0": " ", "\t": " ",
        "•": "\n", "◦": "\n", "▪": "\n", "→": " -> ", "➡": " -> ", "➔": " -> ", "×": "x",
    }
)  # fmt: skip
_UNSEEN = frozenset({"So", "Sk", "Cs", "Cf", "Co", "Cn", "Mn", "Me", "Cc"})
_FACES = re.compile(r"(?<!\S)(?:[:;=8xX]['-]?[dDpPoO3)(/\\|*]+|<3|\^\^|\^_\^|[xX]D+|-_-|T_T)(?!\w)")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_WORD = re.compile(r"[^\s,;:!?()\"\[\]]+")


class Normaliser:
    """Built once from a language's `spelling.toml`."""

    def __init__(self, language: Path) -> None:
        data = tomllib.loads((language / "spelling.toml").read_text(encoding="utf-8"))
        self._words: dict[str, str] = data["words"]
        self._rewrites = [(re.compile(p), to) for p, to in data["rewrites"].items()]

    def normalise(self, text: str) -> str:
        """The text as the frames of the language expect it; lines stay lines."""
        text = plain(text).lower()
        text = _STRETCHED.sub(r"\1", text)
        text = _WORD.sub(self._standard, text)
        for pattern, to in self._rewrites:
            text = pattern.sub(to, text)
        text = re.sub(r" *\n[ \n]*", "\n", re.sub(r" {2,}", " ", text))
        return text.strip()

    def _standard(self, match: re.Match[str]) -> str:
        word = match[0]
        standard = self._words.get(word)
        if standard is not None:
            return standard
        end = word.rstrip(".'*~")
        if end != word and end in self._words:
            return self._words[end] + word[len(end) :].strip("'*~")
        return word.strip("*~") or word


def plain(text: str) -> str:
    """Without emoji, control characters and typographic marks; the case as it was."""
    text = text[:LONGEST].translate(_PLAIN)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text = "".join(
            c if c in "\n" or unicodedata.category(c) not in _UNSEEN else " " for c in text
        )
    return _FACES.sub(" ", text)
