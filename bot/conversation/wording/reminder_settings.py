"""When and where reminders come, and how to change it."""

from bot.conversation.button_payloads import RemindAt, RemindOn
from bot.conversation.messages import Button, Reply
from bot.conversation.wording.items import in_rows
from bot.conversation.wording.reader import Reader
from bot.conversation.wording.rhythm import (
    CHANNEL_LABELS,
    channel_text,
    hour_text,
    quiet_text,
)
from core.people.results import ReminderSettings

HOURS_OFFERED = (7, 8, 9, 12, 18, 20)


def reminders_reply(reader: Reader, shown: ReminderSettings) -> Reply:
    """With buttons for other hours, and for other platforms where the person has several."""
    _ = reader.language.gettext
    words, settings = reader.language, shown.settings
    lines = [
        _("Reminders come at {hour} ({zone}).").format(
            hour=hour_text(settings.reminder_hour), zone=settings.timezone
        ),
        _("Quiet hours: {hours}").format(hours=quiet_text(words, settings.quiet)),
        _("Reminders on: {channel}").format(channel=channel_text(words, settings.reminder_channel)),
        _("Change them with /reminders 18:00, /reminders quiet 22-7 or /reminders quiet off."),
    ]
    hours = [
        reader.button(hour_text(hour), RemindAt(hour))
        for hour in HOURS_OFFERED
        if hour != settings.reminder_hour
    ]
    return Reply(
        "\n".join(lines), buttons=(*in_rows(hours, 3), *in_rows(_channels(reader, shown), 3))
    )


def _channels(reader: Reader, shown: ReminderSettings) -> list[Button]:
    """The others of their platforms, and the way back to none in particular."""
    _ = reader.language.gettext
    chosen = shown.settings.reminder_channel
    others = [one for one in shown.platforms if one in CHANNEL_LABELS and one != chosen]
    several = len(shown.platforms) > 1
    buttons = [reader.button(CHANNEL_LABELS[one], RemindOn(one)) for one in others if several]
    if chosen is not None:
        buttons.append(reader.button(_("Automatic"), RemindOn("")))
    return buttons
