from dataclasses import replace

import pytest

from core.errors import InvalidSetting
from core.history.actions import show_history, undo
from core.people.actions import (
    change_settings,
    set_onboarding_step,
    show_reminder_settings,
    show_settings,
)
from core.people.results import SettingsEdit
from core.receipts import SettingsChange
from core.reminders.rhythm import QuietHours
from core.turns.desk import Turn
from core.work import Work
from tests.conftest import NOON
from tests.core.acting import Person


async def edit(person: Person, change: SettingsEdit) -> tuple[SettingsChange, ...]:
    receipt = await person.does(lambda work: change_settings(work, change))
    return tuple(c for c in receipt.changes if isinstance(c, SettingsChange))


async def test_a_person_begins_with_what_the_platform_says(ann: Person) -> None:
    settings = await ann.does(show_settings)
    assert (settings.display_name, settings.locale, settings.timezone) == ("Ann", "en", "UTC")
    assert (settings.email, settings.email_verified, settings.email_notifications) == (
        None,
        False,
        False,
    )


async def test_settings_are_changed_together(ann: Person) -> None:
    (change,) = await edit(
        ann,
        SettingsEdit(
            display_name=" Ann  B. ",
            locale="de_AT",
            timezone="europe/vienna",
            email="ann@example.org",
            email_notifications=True,
        ),
    )
    settings = await ann.does(show_settings)
    assert change.after == settings
    assert (settings.display_name, settings.locale) == ("Ann B.", "de-AT")
    assert settings.timezone == "Europe/Vienna"
    assert (settings.email, settings.email_notifications) == ("ann@example.org", True)


@pytest.mark.parametrize(
    ("change", "setting"),
    [
        (SettingsEdit(timezone="Berlin"), "timezone"),
        (SettingsEdit(timezone="../../etc/passwd"), "timezone"),
        (SettingsEdit(timezone="Europe"), "timezone"),
        (SettingsEdit(timezone="x" * 5000), "timezone"),
        (SettingsEdit(timezone=""), "timezone"),
        (SettingsEdit(locale="klingon language"), "locale"),
        (SettingsEdit(email="ann"), "email"),
        (SettingsEdit(email="ann@b@example.org"), "email"),
        (SettingsEdit(email="ann@example"), "email"),
        (SettingsEdit(email=f"{'x' * 320}@example.org"), "email"),
        (SettingsEdit(display_name="\u200b"), "display_name"),
        (SettingsEdit(reminder_hour=24), "reminder_hour"),
        (SettingsEdit(reminder_hour=-1), "reminder_hour"),
        (SettingsEdit(quiet_from=24), "quiet_from"),
        (SettingsEdit(quiet_until=99), "quiet_until"),
        (SettingsEdit(reminder_channel="pigeon"), "reminder_channel"),
    ],
)
async def test_a_value_that_cannot_be_is_refused(
    ann: Person, change: SettingsEdit, setting: str
) -> None:
    before = await ann.does(show_settings)
    with pytest.raises(InvalidSetting) as refusal:
        await edit(ann, replace(change, email_notifications=True))
    assert refusal.value.setting == setting
    assert await ann.does(show_settings) == before


async def test_a_new_address_is_unverified_until_its_owner_proves_it(ann: Person) -> None:
    await edit(ann, SettingsEdit(email="ann@example.org"))

    async def verify(work: Work) -> None:
        row = await work.transaction.person(work.actor.person_id).get()
        row.email_verified_at = NOON

    await ann.does(verify)
    assert await edit(ann, SettingsEdit(email="ann@example.org")) == ()
    (change,) = await edit(ann, SettingsEdit(email="other@example.org"))
    assert (change.before.email_verified, change.after.email_verified) == (True, False)
    await ann.does(undo)
    settings = await ann.does(show_settings)
    assert (settings.email, settings.email_verified) == ("ann@example.org", True)


async def test_an_empty_address_takes_it_away(ann: Person) -> None:
    await edit(ann, SettingsEdit(email="ann@example.org"))
    await edit(ann, SettingsEdit(email=""))
    assert (await ann.does(show_settings)).email is None


async def test_who_has_chosen_nothing_has_the_hours_of_the_program(ann: Person) -> None:
    settings = await ann.does(show_settings)
    assert (settings.reminder_hour, settings.quiet) == (9, QuietHours(22, 8))
    assert settings.reminder_channel is None


async def test_when_and_where_reminders_come_is_chosen_and_taken_back(ann: Person) -> None:
    chosen = SettingsEdit(
        reminder_hour=18, quiet_from=20, quiet_until=6, reminder_channel="Telegram"
    )
    (change,) = await edit(ann, chosen)
    settings = await ann.does(show_settings)
    assert change.after == settings
    assert (settings.reminder_hour, settings.quiet) == (18, QuietHours(20, 6))
    assert settings.reminder_channel == "telegram"
    await ann.does(undo)
    assert await ann.does(show_settings) == change.before


async def test_one_end_of_the_quiet_hours_is_moved_alone(ann: Person) -> None:
    await edit(ann, SettingsEdit(quiet_from=0))
    assert (await ann.does(show_settings)).quiet == QuietHours(0, 8)


async def test_quiet_hours_from_and_until_the_same_hour_are_none(ann: Person) -> None:
    await edit(ann, SettingsEdit(quiet_until=22))
    assert (await ann.does(show_settings)).quiet.are_none
    assert await edit(ann, SettingsEdit(quiet_from=7, quiet_until=7)) == ()


async def test_hours_that_hold_already_change_nothing(ann: Person) -> None:
    assert await edit(ann, SettingsEdit(reminder_hour=9, quiet_from=22, quiet_until=8)) == ()


async def test_an_empty_channel_takes_the_choice_away(ann: Person) -> None:
    await edit(ann, SettingsEdit(reminder_channel="discord"))
    await edit(ann, SettingsEdit(reminder_channel=""))
    assert (await ann.does(show_settings)).reminder_channel is None


async def test_where_somebody_has_accounts_is_shown_beside_their_reminders(ann: Person) -> None:
    shown = await ann.does(show_reminder_settings)
    assert shown.platforms == ("terminal",)
    assert shown.settings == await ann.does(show_settings)


async def test_a_change_from_before_there_were_reminders_is_taken_back(ann: Person) -> None:
    await edit(ann, SettingsEdit(timezone="Asia/Tokyo"))

    async def forget_reminders(work: Work) -> None:
        changes = work.transaction.changes(work.actor.household_id, work.actor.person_id)
        (row,) = await changes.latest()
        reminding = ("reminder_hour", "quiet_from", "quiet_until", "reminder_channel")
        for side in ("before", "after"):
            kept = {k: v for k, v in getattr(row, side).items() if k not in reminding}
            setattr(row, side, kept)

    await ann.does(forget_reminders)
    (entry,) = (await ann.does(show_history)).entries
    assert isinstance(entry.changes[0], SettingsChange)
    await ann.does(undo)
    assert (await ann.does(show_settings)).timezone == "UTC"


async def test_the_step_of_the_tour_is_kept_without_history(ann: Person) -> None:
    await ann.does(lambda work: set_onboarding_step(work, 2))

    async def step(turn: Turn) -> int | None:
        return (await turn.work()).actor.onboarding_step

    assert await ann.in_turn(step) == 2
    assert (await ann.export())["history"] == []
