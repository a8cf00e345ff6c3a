"""The catalogs, and how days and durations are written. Chosen by the reader's locale."""

import gettext
import re
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from core.durations import Duration

DOMAIN = "minnow"
LOCALES = Path(__file__).parent.parent / "locales"
_LOCALE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Marks a message of a table for extraction; it is translated where it is read."""
    return message


MONTHS = (
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    N_("May"),
    N_("Jun"),
    N_("Jul"),
    N_("Aug"),
    N_("Sep"),
    N_("Oct"),
    N_("Nov"),
    N_("Dec"),
)


class Language:
    """The words of one locale; English where there is no catalog."""

    def __init__(self, locale: str) -> None:
        """`locale` is BCP 47, as in "de" or "pt-BR"."""
        known = locale.replace("-", "_") if _LOCALE.fullmatch(locale) else "en"
        self._catalog = gettext.translation(DOMAIN, LOCALES, [known], fallback=True)

    def gettext(self, message: str) -> str:
        return self._catalog.gettext(message)

    def ngettext(self, one: str, many: str, count: int, **others: int | str) -> str:
        """`count` is put in where the message says {count}, as are the others by their names."""
        return self._catalog.ngettext(one, many, count).format(count=count, **others)

    def day(self, day: date) -> str:
        """As in "2 Mar 2026"."""
        return self.gettext("{day} {month} {year}").format(
            day=day.day, month=self.gettext(MONTHS[day.month - 1]), year=day.year
        )

    @property
    def tag(self) -> str:
        """BCP 47, of the language that this very catalog is written in, as in "de"."""
        return self.gettext("en")

    def moment(self, moment: datetime) -> str:
        """As in "2 Mar 2026, 14:05", in the zone the moment is in."""
        return f"{self.day(moment.date())}, {moment:%H:%M}"

    def duration(self, duration: Duration) -> str:
        """As in "1 year, 11 months"; days where it is less than a month."""
        parts = [
            *([self._years(duration.years)] if duration.years else []),
            *([self._months(duration.months)] if duration.months else []),
        ]
        if not parts and not duration.days:
            return self.gettext("less than a day")
        return ", ".join(parts) or self.ngettext("{count} day", "{count} days", duration.days)

    def months(self, months: int) -> str:
        """As in "2 years" for 24."""
        return self.duration(Duration(*divmod(months, 12), 0)) if months else self._months(0)

    def ago(self, duration: Duration) -> str:
        if duration == Duration(0, 0, 0):
            return self.gettext("today")
        if duration == Duration(0, 0, 1):
            return self.gettext("yesterday")
        return self.gettext("{duration} ago").format(duration=self.duration(duration))

    def every(self, months: int) -> str:
        """As in "every 3 months"."""
        if months == 12:
            return self.gettext("every year")
        return self.ngettext("every month", "every {count} months", months)

    def and_more(self, count: int) -> str:
        """The last line of what is shortened."""
        return self.ngettext("… and {count} more", "… and {count} more", count)

    def _years(self, years: int) -> str:
        return self.ngettext("{count} year", "{count} years", years)

    def _months(self, months: int) -> str:
        return self.ngettext("{count} month", "{count} months", months)


def translations() -> tuple[str, ...]:
    """The locales there is a catalog for; English needs none."""
    catalogs = LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")
    return tuple(sorted(catalog.parent.parent.name for catalog in catalogs))


@lru_cache(maxsize=64)
def language(locale: str | None) -> Language:
    """The language of a locale; None: English."""
    return Language(locale or "en")
