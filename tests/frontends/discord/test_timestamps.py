"""Moments as timestamps that Discord shows in the reader's own way."""

from datetime import UTC, datetime, timedelta

from bot.conversation.messages import Instant, Reply
from bot.frontends.discord.rendering import Renderer
from bot.frontends.discord.timestamps import with_timestamps
from core.pictures.references import stored_id

DUE = datetime(2026, 4, 10, 12, tzinfo=UTC)
DUE_SECONDS = int(DUE.timestamp())
DAY = Instant("10 Apr 2026", DUE, is_day=True)


def test_a_moment_is_a_timestamp_in_the_message() -> None:
    reply = Reply("10 Apr 2026, 12:00 · *done*", instants=(Instant("10 Apr 2026, 12:00", DUE),))
    (message,) = Renderer(stored_id).messages(reply)

    assert message.content == f"<t:{DUE_SECONDS}:f> · \\*done\\*"
    assert message.plain == (message.content,)


def test_of_a_day_it_is_shown_how_far_away_it_is() -> None:
    told = with_timestamps("Keep checkup: next on 10 Apr 2026, every month.", (DAY,))

    day, away = f"<t:{DUE_SECONDS}:D>", f"<t:{DUE_SECONDS}:R>"
    assert told == f"Keep checkup: next on {day} ({away}), every month."


def test_the_same_day_told_twice_is_a_timestamp_twice() -> None:
    later = Instant(DAY.words, DUE + timedelta(seconds=1), is_day=True)
    told = with_timestamps("10 Apr 2026\n10 Apr 2026", (DAY, later))

    first, second = told.splitlines()
    assert first.startswith(f"<t:{DUE_SECONDS}:D>")
    assert second.startswith(f"<t:{DUE_SECONDS + 1}:D>")


def test_a_moment_that_is_not_told_any_more_is_passed_over() -> None:
    gone = Instant("9 Apr 2026", DUE)

    assert with_timestamps("10 Apr 2026", (gone, DAY)).startswith("<t:")
    assert with_timestamps("… and 2 more", (DAY,)) == "… and 2 more"
