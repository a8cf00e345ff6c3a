"""Mails as files."""

import stat
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

from bot.mail.folder import FolderMailer
from bot.mail.nowhere import NowhereMailer
from bot.posting import Postponed, Refused, Sent
from core.clock import StandingClock
from tests.mail.mails import CLOCK, NOW, SENDER, a_mail


def names_in(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


async def test_a_mail_is_a_file_that_mail_programs_open(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "mail"
    mailer = FolderMailer(folder, SENDER, CLOCK)
    outcome = await mailer.send(a_mail())
    [file] = folder.iterdir()
    message = message_from_bytes(file.read_bytes(), policy=policy.default)

    assert outcome == Sent(file.name)
    assert file.name.startswith("20260302T090000.123456Z-checkup-")
    assert file.suffix == ".eml"
    assert (message["To"], message["Subject"]) == ("Ann <ann@example.com>", "Hello")
    assert mailer.where == str(folder)


async def test_only_the_owner_reads_them(tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    await FolderMailer(folder, SENDER, CLOCK).send(a_mail())
    [file] = folder.iterdir()

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_by_name_files_are_in_the_order_of_time(tmp_path: Path) -> None:
    clock = StandingClock(NOW)
    mailer = FolderMailer(tmp_path, SENDER, clock)
    names = []
    for _ in range(3):
        outcome = await mailer.send(a_mail())
        assert isinstance(outcome, Sent)
        names.append(outcome.message_id)
        clock.set(clock.now() + timedelta(hours=17))

    assert names == names_in(tmp_path)


async def test_mails_of_one_instant_are_all_kept(tmp_path: Path) -> None:
    mailer = FolderMailer(tmp_path, SENDER, CLOCK)
    for _ in range(3):
        await mailer.send(a_mail())

    assert len(names_in(tmp_path)) == 3


async def test_a_folder_that_can_not_be_made_postpones(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file", encoding="utf-8")
    mailer = FolderMailer(tmp_path / "mail", SENDER, CLOCK)

    assert await mailer.send(a_mail()) == Postponed("FileExistsError")


async def test_what_is_no_address_is_refused(tmp_path: Path) -> None:
    mailer = FolderMailer(tmp_path, SENDER, CLOCK)

    assert await mailer.send(a_mail(to="ann")) == Refused("address")
    assert names_in(tmp_path) == []


async def test_mails_to_nowhere_are_gone() -> None:
    assert await NowhereMailer().send(a_mail()) == Sent()
