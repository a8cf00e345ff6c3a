"""The README's conversation on Telegram is answered as it is printed there."""

import re

from tests.emulators.telegram import Message, Person, TelegramServer
from tests.emulators.telegram.conftest import picture
from tests.end_to_end.running import Running
from tests.end_to_end.transcripts import printed


def shown(message: Message) -> list[str]:
    buttons = " ".join(f"[{button.label}]" for button in message.buttons)
    return [*message.text.splitlines(), *([buttons] if buttons else [])]


async def test_the_readme_is_answered_as_printed(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    message: Message | None = None
    for who, lines in printed("On Telegram"):
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
