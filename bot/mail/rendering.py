"""Templates of mails, each in text and HTML."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"


def rendered(template: str, words: Mapping[str, object]) -> tuple[str, str]:
    """The text and the HTML of a template, in which everything is escaped. `words` are all that
    it names."""
    environment = _environment()
    text = environment.get_template(f"{template}.txt").render(words)
    return f"{text.strip()}\n", environment.get_template(f"{template}.html").render(words)


@cache
def _environment() -> "Environment":
    """Loads the library, which only mails need."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
