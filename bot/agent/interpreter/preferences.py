"""Settings by sentence: time zone, e-mail address, e-mail notifications."""

import re
from zoneinfo import available_timezones

from bot.agent.calls import ChangeSettings, ShowSettings
from bot.agent.interpreter.choices import confirm
from bot.agent.interpreter.patterns import Patterns
from bot.agent.interpreter.understanding import Understanding, Understood

_LONGEST_PLACE = 4


class Preferences:
    """Built once from a language's `settings.toml` and the zones that the system knows."""

    def __init__(self, patterns: Patterns) -> None:
        _, data = patterns.of_file("settings.toml")
        self._words = {name: re.compile(pattern) for name, pattern in data["words"].items()}
        zones = available_timezones()
        self._zones = {zone.lower(): zone for zone in zones if "/" in zone}
        self._places: dict[str, str] = {}
        for zone in sorted(zones):
            area, _, city = zone.rpartition("/")
            if area and not area.startswith(("Etc", "SystemV", "US", "posix", "right")):
                self._places.setdefault(city.replace("_", " ").lower(), zone)
            elif not area and len(zone) > 3 and zone.isalpha():
                self._places.setdefault(zone.lower(), zone)
        for zone, places in data["zones"].items():
            self._places |= dict.fromkeys(places, zone)

    def read(self, text: str, raw: str, *, asks: bool) -> Understanding | None:
        address = self._words["address"].search(raw)
        zone = self._zone(text)
        if address is not None:
            return self._mail(text, address["address"])
        if asks:
            return None
        notifications = self._notifications(text)
        if notifications is not None:
            return Understood((ChangeSettings(email_notifications=notifications),))
        return self._time(text, *zone) if zone is not None else None

    def shown(self, text: str) -> Understanding | None:
        """What the settings are."""
        return Understood((ShowSettings(),)) if self._found("question", text) else None

    def _found(self, name: str, text: str) -> bool:
        return self._words[name].search(text) is not None

    def _mail(self, text: str, address: str) -> Understanding | None:
        rest = text.replace(address.lower(), " ")
        if self._found("others", rest):
            return None
        change = ChangeSettings(email=address, email_notifications=self._notifications(rest))
        if not rest.strip(" .,!:-") or self._found("contact", rest):
            return Understood((change,))
        return confirm(address, (change,))

    def _notifications(self, text: str) -> bool | None:
        """Whether they are switched; only where mail and a switch are named."""
        if not self._found("notify", text) or not (self._found("email", text) or "notif" in text):
            return None
        if self._found("off", text):
            return False
        return True if self._found("on", text) else None

    def _time(self, text: str, place: str, zone: str) -> Understanding | None:
        if self._found("plan", text):
            return None
        change = (ChangeSettings(timezone=zone),)
        if self._found("zone_surely", text) or place in self._zones:
            return Understood(change)
        if self._found("moved", text) and self._found("stay", text):
            return confirm(zone, change)
        if self._found("zone", text) and self._found("change", text):
            return confirm(zone, change)
        return None

    def _zone(self, text: str) -> tuple[str, str] | None:
        """A zone or a place that has one: the longest, as it was said, and the zone."""
        words = re.findall(r"[\w/+'-]+", text)
        for length in range(_LONGEST_PLACE, 0, -1):
            for start in range(len(words) - length + 1):
                said = " ".join(words[start : start + length])
                zone = self._zones.get(said.replace(" ", "_")) or self._places.get(said)
                if zone is not None:
                    return said, zone
        return None
