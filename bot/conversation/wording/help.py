"""The list of commands, and what to say about one that is unknown or incomplete."""

from collections.abc import Sequence
from itertools import groupby

from bot.conversation.command import Command
from bot.conversation.messages import Reply
from bot.conversation.wording.nothing import help_text
from bot.conversation.wording.reader import Reader


def help_reply(reader: Reader, commands: Sequence[Command], *, in_group: bool) -> Reply:
    """These commands under their headings, with an example each where there is one."""
    _ = reader.language.gettext
    parts = [help_text(reader)]
    if in_group:
        parts.append(_("In a group, mention me or reply to me: I hear nothing else."))
    for group, members in groupby(commands, key=lambda command: command.group):
        lines = [_(group), *(_line(reader, command) for command in members)]
        parts.append("\n".join(lines))
    return Reply("\n\n".join(parts))


def usage_reply(reader: Reader, command: Command) -> Reply:
    _ = reader.language.gettext
    text = _("Please write {usage}, as in {example}.")
    example = f"/{command.name} {command.example}"
    return Reply(text.format(usage=_usage(reader, command), example=example))


def unknown_command_reply(reader: Reader, name: str, near: Sequence[str]) -> Reply:
    _ = reader.language.gettext
    if near:
        text = _("I do not know /{name}. Did you mean {near}? /help lists all commands.")
    else:
        text = _("I do not know /{name}. /help lists all commands.")
    return Reply(text.format(name=name, near=", ".join(f"/{one}" for one in near)))


def _line(reader: Reader, command: Command) -> str:
    _ = reader.language.gettext
    line = f"{_usage(reader, command)} – {_(command.summary)}"
    if command.example:
        example = _("as in {example}").format(example=f"/{command.name} {command.example}")
        line = f"{line}, {example}"
    return line


def _usage(reader: Reader, command: Command) -> str:
    usage = f" {reader.language.gettext(command.usage)}" if command.usage else ""
    return f"/{command.name}{usage}"
