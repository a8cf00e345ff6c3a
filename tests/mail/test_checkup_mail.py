"""The mail that checkups are due, as a person reads it."""

from dataclasses import replace

import pytest

from bot.mail.checkup_mail import checkup_mail
from bot.mail.mail import Mail
from core.reminders.results import DueCheckup, Notice
from core.reviews.results import Candidate, Reason
from tests.conversation.test_reminder_wording import GIVE, KEEP, SWITCH, notice
from tests.mail.mails import UNSUBSCRIBE_URL
from tests.mail.reading import Page

LINK = "https://t.me/minnow_bot?start=checkup_keep&x=1"


def to_ann(*checkups: DueCheckup, locale: str = "en", is_late: bool = False) -> Notice:
    told = notice(*checkups, locale=locale, is_late=is_late)
    return replace(told, address="ann@example.com", kept=12, given=1)


def lines(mail: Mail) -> list[str]:
    return [line for line in mail.text.splitlines() if line]


def test_a_keep_mail_tells_what_to_look_at_first_and_why() -> None:
    mail = checkup_mail(to_ann(KEEP), LINK, UNSUBSCRIBE_URL)

    assert (mail.to, mail.to_name, mail.tag) == ("ann@example.com", "Ann", "checkup")
    assert mail.subject == "Does everything you keep still earn its place?"
    assert lines(mail) == [
        "Hello Ann!",
        "Keep checkup",
        "It is time to look through what you keep (every month).",
        "These come first. Do they still earn their place?",
        "* 🎮 Switch · not used for 1 year, 2 months",
        "* 🚲 Bike · goal of 2 years reached",
        "* 🧥 Grey Hoodie · one of 3 alike",
        "… and 9 more",
        "You keep 12 things. You have given away 1 thing.",
        "Start keep checkup:",
        LINK,
        "-- ",
        "You get this mail because you asked MinNow for reminders by mail. To get no more of them, "
        "write /email off in the chat.",
        f"Unsubscribe: {UNSUBSCRIBE_URL}",
    ]


def test_a_give_mail_has_words_of_its_own() -> None:
    mail = checkup_mail(to_ann(GIVE), LINK, None)

    assert mail.subject == "What still waits to be given away?"
    assert "Give checkup" in mail.text
    assert "Have they left the house?" in mail.text
    assert "* 💡 Lamp · waits to be handed over" in lines(mail)
    assert "Start give checkup:" in lines(mail)
    assert "more" not in mail.text.partition("You keep")[0]


def test_two_checkups_make_one_mail() -> None:
    mail = checkup_mail(to_ann(KEEP, GIVE), LINK, None)

    assert mail.subject == "Your keep checkup and your give checkup are due"
    assert mail.text.index("Keep checkup") < mail.text.index("Give checkup")
    assert mail.text.count("Hello Ann!") == 1
    assert mail.text.count("You keep 12 things.") == 1
    assert Page(mail.html).links == [(LINK, "Start")]


@pytest.mark.parametrize("checkups", [(KEEP,), (GIVE,), (KEEP, GIVE)])
@pytest.mark.parametrize("locale", ["en", "de"])
def test_html_says_what_the_text_says(checkups: tuple[DueCheckup, ...], locale: str) -> None:
    mail = checkup_mail(to_ann(*checkups, locale=locale), LINK, UNSUBSCRIBE_URL)
    seen = Page(mail.html).text

    for line in lines(mail):
        said = line.removeprefix("* ").removesuffix(":")
        if "https://" not in said and said != "-- ":
            assert said in seen


def test_html_links_into_the_chat_and_out_of_the_mails_and_loads_nothing() -> None:
    page = Page(checkup_mail(to_ann(KEEP), LINK, UNSUBSCRIBE_URL).html)

    assert page.links == [(LINK, "Start keep checkup"), (UNSUBSCRIBE_URL, "Unsubscribe")]
    assert page.loaded == []


def test_without_a_link_it_tells_how_to_begin() -> None:
    mail = checkup_mail(to_ann(KEEP), None, None)

    assert "Open your chat with MinNow and write /checkups to begin." in lines(mail)
    assert Page(mail.html).links == []
    assert "http" not in mail.text


def test_mail_programs_show_a_button_that_unsubscribes() -> None:
    mail = checkup_mail(to_ann(KEEP), LINK, UNSUBSCRIBE_URL)

    assert mail.headers == (
        ("List-Unsubscribe", f"<{UNSUBSCRIBE_URL}>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    )


@pytest.mark.parametrize("url", [None, "http://127.0.0.1:8080/mail/unsubscribe"])
def test_where_no_one_may_press_it_from_outside_there_is_no_such_button(url: str | None) -> None:
    assert checkup_mail(to_ann(KEEP), LINK, url).headers == ()


def test_a_nudge_says_that_it_is_the_last() -> None:
    mail = checkup_mail(to_ann(replace(KEEP, is_nudge=True)), LINK, None)

    assert mail.subject.startswith("Once more: ")
    assert "for the second and last time" in mail.text


def test_who_has_given_nothing_away_is_not_told_so() -> None:
    mail = checkup_mail(replace(to_ann(KEEP), given=0), LINK, None)

    assert "You keep 12 things." in lines(mail)


def test_a_late_mail_says_so() -> None:
    mail = checkup_mail(to_ann(KEEP, is_late=True), LINK, None)

    assert lines(mail)[0] == "Hello Ann! I was away for a while; this is what is still due."


def test_with_nothing_to_look_at_it_says_what_could_be_done() -> None:
    mail = checkup_mail(to_ann(replace(GIVE, first=(), total=0)), LINK, None)

    assert "Nothing waits to be handed over." in mail.text
    assert "*" not in mail.text
    assert "These come first" not in mail.text


def test_names_are_shown_as_they_are_and_do_nothing() -> None:
    thing = replace(SWITCH, name='<img src="x">{{ 7 * 7 }} & co')
    keep = replace(KEEP, first=(Candidate(thing, Reason.UNUSED),), total=1)
    told = replace(to_ann(keep), display_name="<b>Ann</b>")
    mail = checkup_mail(told, LINK, None)
    page = Page(mail.html)

    assert '<img src="x">{{ 7 * 7 }} & co' in page.text
    assert "Hello <b>Ann</b>!" in page.text
    assert page.loaded == []
    assert '<img src="x">{{ 7 * 7 }} & co' in mail.text


def test_it_speaks_the_language_of_the_person() -> None:
    mail = checkup_mail(to_ann(KEEP, locale="de"), None, None)

    assert '<html lang="de">' in mail.html
    assert "Du behältst 12 Dinge. Du hast 1 Ding weggegeben." in lines(mail)
    assert "Öffne deinen Chat mit MinNow" in mail.text
