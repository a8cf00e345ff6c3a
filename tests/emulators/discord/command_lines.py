"""Slash commands written as a line, for demos and transcripts: `/give thing=lamp to='my niece'`."""

import shlex


def parsed(line: str) -> tuple[str, dict[str, str]]:
    """The names of the command and what is below it, and the options. Raises ValueError."""
    words = shlex.split(line.removeprefix("/"))
    name = " ".join(word for word in words if "=" not in word)
    return name, dict(word.split("=", 1) for word in words if "=" in word)
