"""The README's conversation on Telegram is answered as it is printed there."""

import re
from pathlib import Path

from tests.emulators.telegram import Message, Person, TelegramServer
from tests.emulators.telegram.conftest import picture
from tests.end_to_end.running import Running

README = Path(__file__).parents[3] / "README.md"
NAME = re.compile(r"(Ann|MinNow)? {3,9}(.*)")


def printed() -> list[tuple[str, list[str]]]:
    """Who, and the lines they say, in order."""
    section = README.read_text(encoding="utf-8").split("## On Telegram")[1]
    transcript = section.split("```text\n")[1].split("```")[0]
    said: list[tuple[str, list[str]]] = []
    for line in transcript.splitlines():
        match = NAME.fullmatch(line)
        assert match is not None, line
        if match[1]:
            said.append((match[1], []))
        said[-1][1].append(match[2])
    return said


def shown(message: Message) -> list[str]:
    buttons = " ".join(f"[{button.label}]" for button in message.buttons)
    return [*message.text.splitlines(), *([buttons] if buttons else [])]


async def test_the_readme_is_answered_as_printed(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    message: Message | None = None
    for who, lines in printed():
        if who == "MinNow":
            assert message is not None
            assert shown(message) == lines
        elif found := re.fullmatch(r"presses \[(.+)\]", lines[0]):
            assert message is not None
            pressed, edits = message, message.edits
            await ann.press(pressed, found[1])
            await telegram.until(lambda: pressed.edits > edits)  # noqa: B023 - waited for here
        elif found := re.fullmatch(r"\(a photo\) ?(.*)", lines[0]):
            await ann.send_photo(picture(), found[1] or None)
            message = await ann.answer()
        else:
            await ann.write(lines[0])
            message = await ann.answer()
