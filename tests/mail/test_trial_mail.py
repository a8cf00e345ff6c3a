"""The mail that is asked for to see whether mails arrive."""

import pytest

from bot.conversation.wording.language import language
from bot.mail.trial_mail import trial_mail
from tests.mail.reading import Page


@pytest.mark.parametrize(
    ("locale", "subject", "greeting"),
    [("en", "A test from MinNow", "Hello Ann!"), ("de", "Ein Test von MinNow", "Hallo Ann!")],
)
def test_it_says_the_same_in_text_and_html(locale: str, subject: str, greeting: str) -> None:
    mail = trial_mail(language(locale), "ann@example.com", "Ann")
    page = Page(mail.html)

    assert (mail.to, mail.to_name, mail.subject) == ("ann@example.com", "Ann", subject)
    assert mail.text.startswith(f"{greeting}\n\n")
    assert page.text == " ".join(mail.text.split())
    assert (page.links, page.loaded) == ([], [])


def test_a_name_stays_a_name() -> None:
    mail = trial_mail(language("en"), "ann@example.com", "<b>Ann</b>")

    assert "Hello <b>Ann</b>!" in mail.text
    assert "Hello &lt;b&gt;Ann&lt;/b&gt;!" in mail.html
