"""Calendar differences (DESIGN, section 4). Pure."""

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta


@dataclass(frozen=True, slots=True)
class Duration:
    """A calendar difference, never negative: 2023-01-15 to 2024-12-20 is 1 y 11 m 5 d."""

    years: int
    months: int
    days: int

    @classmethod
    def between(cls, start: date, end: date) -> "Duration":
        """From start to end; zero if end comes first."""
        if end <= start:
            return cls(0, 0, 0)
        gap = relativedelta(end, start)
        return cls(gap.years, gap.months, gap.days)

    @property
    def whole_months(self) -> int:
        return self.years * 12 + self.months

    @property
    def short(self) -> str:
        """As in "1y 11m"."""
        return f"{self.years}y {self.months}m"
