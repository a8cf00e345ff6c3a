"""The README's conversation on Discord is answered as it is printed there."""

import re
from typing import Any

from tests.emulators.discord import Message, Person
from tests.emulators.discord.command_lines import parsed
from tests.end_to_end.discord.serving import Serving
from tests.end_to_end.transcripts import printed


def shown(message: Message) -> list[str]:
    buttons = " ".join(f"[{label}]" for label in message.buttons)
    return [*message.text.splitlines(), *([buttons] if buttons else [])]


async def test_the_readme_is_answered_as_printed(minnow: Serving, ann: Person) -> None:
    message: Message | None = None
    for who, lines in printed("On Discord"):
        if who == "MinNow":
            assert message is not None
            assert shown(message) == lines
        elif found := re.fullmatch(r"presses \[(.+)\]", lines[0]):
            assert message is not None
            message = (await ann.press(message, found[1])).response
        elif lines[0].startswith("/"):
            name, filled = parsed(lines[0])
            options: dict[str, Any] = dict(filled)
            message = (await ann.command(name, **options)).response
        else:
            await ann.write(lines[0])
            message = await ann.answer(within=20)
