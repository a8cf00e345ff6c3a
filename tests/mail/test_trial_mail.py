"""The mail that somebody asks for to see whether mails arrive."""

from bot.conversation.wording.language import language
from bot.mail.trial_mail import trial_mail
from tests.mail.reading import Page


def test_it_says_that_mails_arrive() -> None:
    mail = trial_mail(language("en"), "ann@example.com", "Ann")

    assert (mail.to, mail.to_name, mail.subject) == ("ann@example.com", "Ann", "A test from MinNow")
    assert [line for line in mail.text.splitlines() if line] == [
        "Hello Ann!",
        "This is the test you asked for in the chat. Mails to this address arrive.",
    ]


def test_html_says_the_same_and_loads_nothing() -> None:
    mail = trial_mail(language("de"), "ann@example.com", "Ann <b>")
    page = Page(mail.html)

    assert page.text == " ".join(mail.text.split())
    assert page.loaded == []
