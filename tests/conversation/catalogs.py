"""How the message catalogs are made. `python -m tests.conversation.catalogs` renews them: new
messages are added to each catalog, without a translation yet, and all are compiled."""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from bot.conversation.wording.language import DOMAIN, LOCALES

SOURCES = LOCALES.parent
TEMPLATE = LOCALES / f"{DOMAIN}.pot"
KEYWORDS = {**DEFAULT_KEYWORDS, "N_": None}


def extracted() -> Catalog:
    """All messages of the sources."""
    catalog = Catalog(project="minnow", charset="utf-8")
    for _file, _line, message, comments, context in extract_from_dir(SOURCES, keywords=KEYWORDS):
        catalog.add(message, auto_comments=comments, context=context)
    return catalog


def po_files() -> list[Path]:
    return sorted(LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def read(file: Path) -> Catalog:
    """The catalog as it is written, for a template or a translation."""
    with file.open("rb") as source:
        return read_po(source, locale=None if file == TEMPLATE else file.parent.parent.name)


def compiled(catalog: Catalog) -> bytes:
    target = BytesIO()
    write_mo(target, catalog)
    return target.getvalue()


def renew() -> None:
    template = extracted()
    _write(TEMPLATE, template)
    for file in po_files():
        catalog = read(file)
        catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
        catalog.obsolete.clear()
        _write(file, catalog)
        file.with_suffix(".mo").write_bytes(compiled(catalog))


def _write(file: Path, catalog: Catalog) -> None:
    target = BytesIO()
    write_po(target, catalog, omit_header=file == TEMPLATE, no_location=True, sort_output=True)
    file.write_bytes(target.getvalue())


if __name__ == "__main__":
    renew()
