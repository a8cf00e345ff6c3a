"""The conversations that the README prints."""

import re
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"
NAME = re.compile(r"(Ann|MinNow)? {3,9}(.*)")


def printed(heading: str) -> list[tuple[str, list[str]]]:
    """Who, and the lines they say, in order: the transcript under a heading."""
    section = README.read_text(encoding="utf-8").split(f"## {heading}")[1]
    transcript = section.split("```text\n")[1].split("```")[0]
    said: list[tuple[str, list[str]]] = []
    for line in transcript.splitlines():
        match = NAME.fullmatch(line)
        assert match is not None, line
        if match[1]:
            said.append((match[1], []))
        said[-1][1].append(match[2])
    return said
