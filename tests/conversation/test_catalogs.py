"""The catalogs hold exactly what the sources say, translated in full, compiled."""

import re
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo

from bot.conversation.wording.language import Language, translations
from tests.conversation import catalogs

TRANSLATIONS = catalogs.po_files()
_PLACEHOLDER = re.compile(r"\{\w+\}")


def texts(message_ids: object) -> tuple[str, ...]:
    return tuple(message_ids) if isinstance(message_ids, list | tuple) else (str(message_ids),)


def test_the_template_lists_the_messages_of_the_sources() -> None:
    expected = {texts(message.id) for message in catalogs.extracted() if message.id}
    listed = {texts(message.id) for message in catalogs.read(catalogs.TEMPLATE) if message.id}
    assert len(expected) > 100
    assert listed == expected, "run python -m tests.conversation.catalogs"


def test_no_message_hides_in_an_f_string_where_extraction_cannot_see_it() -> None:
    sources = list(catalogs.SOURCES.rglob("*.py"))
    assert len(sources) > 20
    for source in sources:
        assert not re.search(r"""\{_\(['"]""", source.read_text()), source


@pytest.mark.parametrize("file", TRANSLATIONS, ids=lambda file: file.parent.parent.name)
def test_a_catalog_translates_every_message_and_keeps_its_placeholders(file: Path) -> None:
    catalog = catalogs.read(file)
    expected = {texts(message.id) for message in catalogs.extracted() if message.id}
    assert {texts(message.id) for message in catalog if message.id} == expected
    for message in catalog:
        if message.id:
            assert all(texts(message.string)), message.id
            wanted = set(_PLACEHOLDER.findall(texts(message.id)[-1]))
            assert set(_PLACEHOLDER.findall(texts(message.string)[-1])) == wanted, message.id


@pytest.mark.parametrize("file", TRANSLATIONS, ids=lambda file: file.parent.parent.name)
def test_the_compiled_catalog_is_that_of_the_written_one(file: Path) -> None:
    with file.with_suffix(".mo").open("rb") as source:
        compiled = {texts(message.id): texts(message.string) for message in read_mo(source)}
    written = {texts(message.id): texts(message.string) for message in catalogs.read(file)}
    header = texts("")
    assert {**compiled, header: ()} == {**written, header: ()}


def test_there_is_a_german_catalog() -> None:
    assert [file.parent.parent.name for file in TRANSLATIONS] == ["de"]
    assert translations() == ("de",)
    assert Language("de-AT").gettext("Yes") == "Ja"


@pytest.mark.parametrize("locale", ["en", "xx", "", "../de", "de\x00", "d" * 200])
def test_a_locale_without_a_catalog_reads_english(locale: str) -> None:
    assert Language(locale).gettext("Yes") == "Yes"
