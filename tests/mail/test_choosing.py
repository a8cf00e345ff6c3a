"""Which way mails go, by the settings."""

from pathlib import Path

import pytest

from bot.composition import in_memory, mailer
from bot.mail.folder import FolderMailer
from bot.mail.mail import Mailer
from bot.mail.mailersend import MailerSendMailer
from bot.mail.nowhere import NowhereMailer
from bot.mail.smtp import SmtpMailer
from bot.settings import Settings, read_settings
from tests.mail.mails import CLOCK

MAILERSEND = {"MAILERSEND_API_KEY": "mlsn.1", "MINNOW_MAIL_FROM": "minnow@example.org"}
SMTP = {
    "MINNOW_SMTP_URL": "smtp://ann:hunter2@mail.example.org",
    "MINNOW_MAIL_FROM": "minnow@example.org",
}


def settings_of(given: dict[str, str], folder: Path) -> Settings:
    return read_settings(given, folder / ".env", folder)


@pytest.mark.parametrize(
    ("given", "kind", "where"),
    [
        ({}, FolderMailer, "{folder}/mail"),
        (MAILERSEND, MailerSendMailer, "api.mailersend.com"),
        (SMTP, SmtpMailer, "mail.example.org:587"),
    ],
)
async def test_mails_go_where_the_settings_say(
    tmp_path: Path, given: dict[str, str], kind: type[Mailer], where: str
) -> None:
    chosen = mailer(settings_of(given, tmp_path), CLOCK)

    assert isinstance(chosen, kind)
    assert chosen.where == where.format(folder=tmp_path)
    await chosen.close()


@pytest.mark.parametrize("given", [{}, MAILERSEND, SMTP])
def test_a_replay_sends_none(tmp_path: Path, given: dict[str, str]) -> None:
    assert isinstance(mailer(in_memory(settings_of(given, tmp_path)), CLOCK), NowhereMailer)
