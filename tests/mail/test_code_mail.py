"""The mail that proves an address, as a person reads it."""

import pytest

from bot.conversation.wording.language import language
from bot.mail.code_mail import code_mail
from tests.mail.reading import Page


def test_it_shows_the_code_and_what_to_do_with_it() -> None:
    mail = code_mail(language("en"), "ann@example.com", "Ann", "12345678")

    assert (mail.to, mail.to_name, mail.tag) == ("ann@example.com", "Ann", "code")
    assert mail.subject == "Your code for MinNow"
    assert [line for line in mail.text.splitlines() if line] == [
        "Hello Ann!",
        "With this code you show that this address is yours:",
        "    1234 5678",
        "Type it in your private chat with MinNow within 15 minutes. Nobody else needs it.",
        "If you did not ask for it, ignore this mail: nothing will happen.",
    ]


def test_html_says_the_same_and_loads_nothing() -> None:
    mail = code_mail(language("de"), "ann@example.com", "Ann", "00340078")
    page = Page(mail.html)

    assert page.text == " ".join(mail.text.split())
    assert "0034 0078" in page.text
    assert page.loaded == []


def test_the_code_is_not_in_the_subject_that_a_locked_screen_shows() -> None:
    assert "1234" not in code_mail(language("en"), "ann@example.com", "Ann", "12345678").subject


def test_it_has_no_link() -> None:
    mail = code_mail(language("en"), "ann@example.com", "Ann", "12345678")

    assert Page(mail.html).links == []
    assert "http" not in mail.text
    assert mail.headers == ()


@pytest.mark.parametrize("name", ["Ann", "Jean-Luc O’Neill", "Анна", "आन्या", "李明"])
def test_a_name_is_greeted(name: str) -> None:
    mail = code_mail(language("en"), "ann@example.com", name, "12345678")

    assert mail.text.startswith(f"Hello {name}!\n")
    assert mail.to_name == name


@pytest.mark.parametrize(
    "name", ["Visit evil.example", "https://evil.example", "call 555 1234", "A" * 41, "a@b", ""]
)
def test_a_stranger_gets_no_message_hidden_in_a_name(name: str) -> None:
    mail = code_mail(language("en"), "ann@example.com", name, "12345678")

    assert mail.text.startswith("Hello!\n")
    assert mail.to_name == ""
    assert not name or name not in mail.html
