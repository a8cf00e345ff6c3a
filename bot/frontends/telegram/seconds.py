"""Times that the library tells."""

from datetime import timedelta


def seconds_of(time: int | timedelta) -> float:
    """The library is on its way from the one to the other."""
    return time.total_seconds() if isinstance(time, timedelta) else time
