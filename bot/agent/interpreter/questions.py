"""Questions about one's own things, as queries."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, cast

from dateutil.relativedelta import relativedelta

from bot.agent.calls import Aspect, FindItems, ShowHistory, ShowSettings, ShowStatistics
from bot.agent.interpreter.categories import Categories
from bot.agent.interpreter.mentions import mentions_in
from bot.agent.interpreter.parts import Marked, tidy
from bot.agent.interpreter.patterns import Patterns
from bot.agent.interpreter.story import Story
from bot.agent.interpreter.understanding import Nothing, Understanding, Understood
from core.items.results import Thing
from storage.vocabulary import ItemStatus, ItemType

_GONE = (ItemStatus.GIVE, ItemStatus.DONATE)
_ALL = (ItemStatus.KEEP, *_GONE)
_LONGEST_TYPE = 4


class Questions:
    """Built once from a language's `questions.toml`."""

    def __init__(self, patterns: Patterns, categories: Categories) -> None:
        known, data = patterns.of_file("questions.toml")
        openings = data["openings"]
        self._asking = known.any_of(openings["asking"])
        self._polite = known.compile(openings["polite"])
        self._advice = known.compile(openings["advice"])
        self._aspects = [
            (cast("Aspect", entry["aspect"]), known.compile(entry["pattern"]))
            for entry in data["aspects"]
        ]
        filters: Mapping[str, Any] = data["filters"]
        self._filters = {
            name: known.compile(pattern)
            for name, pattern in filters.items()
            if isinstance(pattern, str)
        }
        self._texts = [known.compile(pattern) for pattern in filters["text"]]
        self._number_words: list[str] = filters["number_words"]
        self._noise = frozenset[str](filters["noise"])
        self._pronoun = known.compile(r"\b{pronoun}\b")
        self._categories = categories

    def is_question(self, text: str, *, asks: bool) -> bool:
        """Whether something is asked, and it is not a polite order ("can you delete …?")."""
        if self._polite.match(text):
            return False
        return asks or self._asking.match(text) is not None

    def read(self, text: str, marked: Marked, story: Story) -> Understanding | None:
        if self._advice.search(text):
            return Nothing("small_talk")
        if self._found("others", text):
            return Nothing("others")
        bare = tidy(re.sub("[\ue000-\ue7ff]", " ", marked.text))
        things = self._things(bare, story)
        about = self._about_things(bare, things, story)
        if about is not None:
            return Understood((about,))
        shown = self._state(bare)
        if shown is not None:
            return Understood((shown,))
        unknown = None if things else self._unknown(bare)
        if unknown is not None:
            return Nothing("not_found", unknown)
        query = self._listing(bare, marked, story, things)
        return None if query is None else Understood((query,))

    def _found(self, name: str, text: str) -> bool:
        return self._filters[name].search(text) is not None

    # About certain things

    def _things(self, text: str, story: Story) -> tuple[Thing, ...]:
        words = [w for w in re.findall(r"[^\s,;:!?()\"]+", text) if w not in self._noise]
        mentions = mentions_in(words, story.scene.things)
        found = tuple(dict.fromkeys(thing for one in mentions for thing in one.things))
        if found:
            return found
        if (
            re.search(r"\b(?:it|them|that one|this one|they|that|this)\b", text)
            and len(text.split()) < 12
        ):
            return story.focus()
        return ()

    def _about_things(self, text: str, things: Sequence[Thing], story: Story) -> FindItems | None:
        if not things or self._quoted(text) or self._found("in_name", text):
            return None
        items = tuple(str(thing.id) for thing in things)
        aspect = self._aspect(text)
        if aspect is not None and not (aspect == "exists" and self._types(text)):
            return FindItems(aspect=aspect, items=items)
        if self._types(text) and not self._exactly(text, things):
            return None
        last = next((c for c in story.scene.last_calls if c.get("tool") == "find_items"), None)
        if last is not None and last.get("items") and len(text.split()) <= 5:
            return FindItems(aspect=last.get("aspect", "card"), items=items)
        if self._found("card", text) or len(text.split()) <= 3:
            return FindItems(aspect="card", items=items)
        return FindItems(aspect="list", items=items) if self._found("kept", text) else None

    def _aspect(self, text: str) -> Aspect | None:
        return next((aspect for aspect, pattern in self._aspects if pattern.search(text)), None)

    def _unknown(self, text: str) -> str | None:
        """The noun of "who got my guitar?": asked about one thing, which is not on the list."""
        if self._aspect(text) in (None, "exists") or self._types(text):
            return None
        for match in self._filters["own"].finditer(text):
            words = match["noun"].split()
            spans = self._categories.find_things(words)
            if spans and spans[0].start <= 1:
                return " ".join(words[: spans[0].end])
        return None

    def _exactly(self, text: str, things: Sequence[Thing]) -> bool:
        return any(thing.name.lower() in text for thing in things)

    # About the whole

    def _state(self, text: str) -> ShowStatistics | ShowSettings | ShowHistory | None:
        if self._found("badges", text):
            return ShowStatistics(about="badges")
        if self._found("settings", text):
            return ShowSettings()
        if self._found("history", text):
            return ShowHistory()
        counting = self._found("how_many", text)
        if self._found("limit", text) and (
            counting or re.search(r"\b(?:limit|room|space|slots?|capacity)\b", text)
        ):
            return ShowStatistics(about="items")
        if self._found("statistics", text) and not self._types(text):
            return ShowStatistics(about="items")
        return None

    def _listing(
        self, text: str, marked: Marked, story: Story, things: Sequence[Thing]
    ) -> FindItems | None:
        types = self._types(text)
        statuses = self._statuses(text)
        order = self._order(text)
        most = self._most(text) if order != "added" else None
        fields: dict[str, Any] = {}
        fields |= self._times(text, marked, story, statuses)
        searched = None if types or order != "added" else self._text(text)
        recipient = self._recipient(text, statuses)
        whole = self._found("all", text) or bool(statuses)
        if not (types or statuses or most or order != "added" or fields or searched or whole):
            return None
        aspect: Aspect = "count" if self._found("how_many", text) else "list"
        statuses = statuses or ((ItemStatus.KEEP,) if not searched else ())
        if searched and self._negligible(searched):
            searched = None
        if searched and aspect == "list" and not fields and self._aspect(text) == "exists":
            aspect = "exists"
        return FindItems(
            aspect=aspect,
            statuses=statuses,
            item_types=types,
            text=searched,
            recipient=recipient,
            order=order,
            most=most,
            **fields,
        )

    def _types(self, text: str) -> tuple[ItemType, ...]:
        """The types that the words name, the last-named where the person corrects themselves."""
        words = re.findall(r"[\w'-]+", text)
        found: list[ItemType] = []
        start = 0
        while start < len(words):
            for end in range(min(len(words), start + _LONGEST_TYPE), start, -1):
                if words[start] in self._noise and end == start + 1:
                    continue
                item_type = self._categories.type_named(" ".join(words[start:end]))
                if item_type is not None and not (set(words[start:end]) <= self._noise):
                    found.append(item_type)
                    start = end - 1
                    break
            start += 1
        if re.search(r"\b(?:i mean|i meant|sorry|no wait|rather|correction)\b", text):
            found = found[-1:]
        return tuple(dict.fromkeys(found))

    def _statuses(self, text: str) -> tuple[ItemStatus, ...]:
        gone: tuple[ItemStatus, ...] = ()
        if self._found("away", text):
            gone = _GONE
        elif self._found("donated", text):
            gone = (ItemStatus.DONATE,)
            if self._found("given", text):
                gone = _GONE
        elif self._found("given", text):
            gone = (ItemStatus.GIVE,)
        kept = re.search(r"\b(?:own|keep|kept|still|left|remain\w*)\b", text)
        if gone and kept:
            return _ALL
        if gone:
            return gone
        return (ItemStatus.KEEP,) if self._found("kept", text) else ()

    def _order(self, text: str) -> Any:
        for order in ("longest_unused", "oldest", "newest"):
            if self._found(order, text):
                return order
        return "added"

    def _most(self, text: str) -> int | None:
        match = self._filters["number"].search(text)
        if match is not None:
            digits = match["digits"] or match["digits2"]
            if digits:
                return int(digits)
            word = match["word"] or match["word2"]
            return self._number_words.index(word) if word in self._number_words else None
        return 1 if self._found("single", text) else None

    def _times(
        self, text: str, marked: Marked, story: Story, statuses: tuple[ItemStatus, ...]
    ) -> dict[str, date]:
        today = story.scene.now.date()
        day = next((one for one in marked.days if one.kind != "future"), None)
        if self._found("unused", text):
            if day is not None:
                return {"unused_since": day.day if day.kind == "ago" else day.first}
            if marked.lengths:
                length = marked.lengths[0]
                since = today - relativedelta(months=length.months) - timedelta(days=length.days)
                return {"unused_since": since}
            return {"unused_since": today - relativedelta(months=6)}
        if day is None:
            return {}
        first = day.first
        last = today if day.kind == "since" else day.last
        if statuses and ItemStatus.KEEP not in statuses:
            return {"parted_from": first, "parted_to": last}
        return {"received_from": first, "received_to": last}

    def _quoted(self, text: str) -> bool:
        return re.search(r"[\"']\w[^\"']*[\"']", text) is not None

    def _text(self, text: str) -> str | None:
        for pattern in self._texts:
            match = pattern.search(text)
            if match is not None and not self._negligible(match["text"]):
                return match["text"].strip()
        return None

    def _negligible(self, words: str) -> bool:
        return all(word in self._noise for word in words.split())

    def _recipient(self, text: str, statuses: tuple[ItemStatus, ...]) -> str | None:
        if not statuses or ItemStatus.KEEP in statuses or self._found("people", text):
            return None
        match = self._filters["to_whom"].search(text)
        if match is None or self._found("donated", match["who"]):
            return None
        who = re.sub(r"^(?:my|the|our|a|an) ", "", match["who"].strip())
        return who or None
