"""`minnow chat`, `minnow say`: talking to MinNow."""

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.composition import Program
    from bot.conversation.messages import Reply

As = Annotated[
    str | None,
    typer.Option("--as", metavar="NAME", help="Whose things; without it, your login name's."),
]


def chat(name: As = None) -> None:
    """Talk in this terminal. Ctrl-D or "exit" leaves.

    Example: minnow chat --as ann
    """
    from bot.cli import start
    from bot.cli.running import own_settings
    from bot.frontends.terminal.person import person_at

    start.chat(own_settings(), person_at(name))


def say(
    text: Annotated[str, typer.Argument(help="What to say; - reads it from standard input.")],
    name: As = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the replies as JSON.")] = False,
) -> None:
    """Say one thing, get one answer.

    Example: minnow say "gave my Switch to my brother" --as ann

    Example: cat list.txt | minnow say - --json
    """
    from bot.cli.running import with_program
    from bot.conversation.messages import Text
    from bot.frontends.terminal.choices import unnumbered
    from bot.frontends.terminal.json_replies import reply_as_json
    from bot.frontends.terminal.person import person_at
    from bot.frontends.terminal.pictures import with_places
    from bot.frontends.terminal.screens import ColourScreen, PlainScreen, at_terminal

    incoming = person_at(name).incoming(Text(sys.stdin.read() if text == "-" else text))

    async def handled(program: "Program") -> "Sequence[Reply]":
        return await with_places(await program.handle(incoming), program.pictures)

    replies = with_program(handled)
    if as_json:
        typer.echo(json.dumps({"replies": [reply_as_json(reply) for reply in replies]}))
        return
    screen = ColourScreen() if at_terminal() else PlainScreen()
    for reply in replies:
        screen.show(reply, unnumbered(reply))
