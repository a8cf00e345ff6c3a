"""Short mails of a few sentences each: a code, a test."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from bot.mail.mail import Mail

if TYPE_CHECKING:
    from jinja2 import Environment


def note(to: str, to_name: str, subject: str, paragraphs: Sequence[str], tag: str) -> Mail:
    """The same in text and HTML."""
    words = {"subject": subject, "paragraphs": paragraphs}
    return Mail(
        to=to,
        to_name=to_name,
        subject=subject,
        text=_templates().get_template("note.txt").render(words),
        html=_templates().get_template("note.html").render(words),
        tag=tag,
    )


@cache
def _templates() -> "Environment":
    from jinja2 import Environment, PackageLoader, select_autoescape

    return Environment(
        loader=PackageLoader("bot.mail"),
        autoescape=select_autoescape(("html",)),
        trim_blocks=True,
    )
