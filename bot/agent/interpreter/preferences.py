"""Settings by sentence: time zone, e-mail address, e-mail notifications, reminders."""

import re
from pathlib import Path

from bot.agent.calls import ChangeSettings
from bot.agent.interpreter.choices import confirm
from bot.agent.interpreter.hours import HOUR, whole_hour
from bot.agent.interpreter.patterns import Patterns
from bot.agent.interpreter.story import Story
from bot.agent.interpreter.understanding import Choice, Nothing, Understanding, Understood, Unsure
from bot.agent.interpreter.zones import Zones
from bot.agent.labels import NONE_OF_THESE


class Preferences:
    """Built once from a language's `settings.toml`."""

    def __init__(self, patterns: Patterns, language: Path) -> None:
        _, data = patterns.of_file("settings.toml")
        self._words = {name: re.compile(pattern) for name, pattern in data["words"].items()}
        self._reminders = [
            re.compile(pattern.replace("{hour}", HOUR))
            for pattern in data["reminders"]["sentences"]
        ]
        self._zones = Zones(language)

    def read(self, text: str, story: Story, *, asks: bool) -> Understanding | None:
        raw = story.raw
        address = self._words["address"].search(raw)
        if address is not None:
            just_set = any(call.get("email") for call in story.scene.last_calls)
            return self._mail(text, address["address"], just_set)
        if asks:
            return None
        reminders = self._reminding(text)
        if reminders is not None:
            return reminders
        notifications = self._notifications(text)
        if notifications is not None:
            return Understood((ChangeSettings(email_notifications=notifications),))
        return self._time(text, raw)

    def _found(self, name: str, text: str) -> bool:
        return self._words[name].search(text) is not None

    def _mail(self, text: str, address: str, just_set: bool) -> Understanding | None:
        rest = text.replace(address.lower(), " ")
        if self._found("others", rest):
            return None
        change = ChangeSettings(email=address, email_notifications=self._notifications(rest))
        corrects = just_set and self._found("correction", rest)
        if not rest.strip(" .,!:-") or corrects or self._found("contact", rest):
            return Understood((change,))
        return confirm(address, (change,))

    def _reminding(self, text: str) -> Understanding | None:
        """When reminders come, where the whole sentence is about that."""
        matches = (pattern.fullmatch(text.rstrip(" .!")) for pattern in self._reminders)
        found = next((match for match in matches if match is not None), None)
        if found is None:
            return None
        said = {field: text for field, text in found.groupdict().items() if text is not None}
        if not said:
            return Understood((ChangeSettings(quiet_from=0, quiet_until=0),))
        hours = {field: whole_hour(text) for field, text in said.items()}
        if None in hours.values():
            return Nothing("whole_hours")
        return Understood((ChangeSettings.model_validate(hours),))

    def _notifications(self, text: str) -> bool | None:
        """Whether they are switched; only where mail and a switch are named."""
        if not self._found("notify", text) or not (self._found("email", text) or "notif" in text):
            return None
        if self._found("off", text):
            return False
        return True if self._found("on", text) else None

    def _time(self, text: str, raw: str) -> Understanding | None:
        """A time zone: set where it is asked for by name, else asked about."""
        surely = self._found("zone_surely", text)
        moved = self._found("moved", text) and self._found("stay", text)
        clock = self._found("zone", text) and self._found("change", text)
        if self._found("plan", text) or not (surely or moved or clock):
            return None
        zones = self._zones.find_zone(raw)
        if not zones:
            return None
        if len(zones) > 1:
            choices = [Choice(zone, (ChangeSettings(timezone=zone),)) for zone in zones]
            return Unsure("which", zones[0], (*choices, Choice(NONE_OF_THESE, ())))
        change = (ChangeSettings(timezone=zones[0]),)
        named = zones[0].casefold() in text
        return Understood(change) if surely or named else confirm(zones[0], change)
