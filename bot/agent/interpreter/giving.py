"""Parts of a message that tell that something went to somebody."""

from typing import Any

from bot.agent.interpreter.events import Event, Named
from bot.agent.interpreter.frames import Reading
from bot.agent.interpreter.lexis import Lexis
from bot.agent.interpreter.names import Phrase
from bot.agent.interpreter.parts import Opener, Part
from bot.agent.interpreter.recipients import Kind, Recipient
from bot.agent.interpreter.story import Story
from bot.agent.interpreter.using import Using
from storage.vocabulary import ItemStatus

_PARTED = ("parted", "seems_parted")
_CAME = ("acquired", "recorded", "owned")
"""What has just come is not given away by "mum loves it"."""


class Giving:
    """`giving` is that table of a language's `statements.toml`."""

    def __init__(self, lexis: Lexis, giving: dict[str, Any], using: Using) -> None:
        patterns = lexis.patterns
        self._known = lexis.known
        self._names = lexis.names
        self._recipients = lexis.recipients
        self._using = using
        self._announced = patterns.compile(giving["announced"])
        self._me = patterns.compile(giving["me"])
        self._somebody = patterns.compile(giving["somebody"])
        self._no_giving = patterns.compile(giving["no_giving"])
        self._particle = patterns.compile(giving["particle"])
        self._thing_to_whom = patterns.compile(giving["thing_to_whom"])
        self._somebody_thing = patterns.compile(giving["somebody_thing"])
        self._to_whom = patterns.compile(giving["to_whom"])
        self._donating = patterns.compile(r"\b{donating}\b")
        self._gifting = patterns.compile(r"\b{gifting}\b")
        self._lending = patterns.compile(r"\b{lending}\b")

    def intended(self, text: str) -> ItemStatus | None:
        """What is spoken of, where it did not happen: giving, or donating."""
        if self._donating.search(text):
            return ItemStatus.DONATE
        return ItemStatus.GIVE if self._gifting.search(text) else None

    def announced(self, text: str, story: Story) -> Event | None:
        """ "Donated:", "to the hospice:" without a noun: what follows was parted with."""
        match = self._announced.fullmatch(text)
        if match is None:
            return None
        status = self.intended(text)
        recipient = self._recipients.read(match["who"], story.raw) if match["who"] else None
        if status is None and (recipient is None or recipient.kind is not Kind.CHARITY):
            return None
        event = Event("announced", status=_status(recipient, status is ItemStatus.DONATE))
        event.recipient = recipient.name if recipient else None
        return event

    def parted(self, reading: Reading, part: Part, story: Story) -> bool:
        """ "Gave it to her", "donated the lamp": the words alone say that it went."""
        who = reading.groups.get("who")
        words = reading.groups.get("obj") or reading.groups.get("mine") or ""
        rest = reading.groups.get("rest")
        if rest:
            used = self._using.instead_of_giving(rest, part, story)
            if used is not None:
                return used
            if self._no_giving.search(rest):
                return False
            announced = self._to_whom.fullmatch(rest)
            words, who = ("", announced["who"]) if announced else self._given(rest, story)
        if who is not None and self._me.fullmatch(who.strip()):
            return False
        donated = self._donating.search(part.text) is not None
        return self._part_with(words.strip(), who, donated, part, story)

    def seemingly_parted(self, reading: Reading, part: Part, story: Story) -> bool:
        """ "Anna has my lamp now": for good only if the message says so elsewhere."""
        who = reading.groups["who"] or ""
        mine, tracked = reading.groups.get("mine"), reading.groups.get("tracked")
        if tracked and (self._goes_on(part, story) or not self._known.all_of(tracked, story)):
            return False
        words = mine or tracked or reading.groups.get("obj") or ""
        if self._me.fullmatch(who.strip()) or self._lending.search(story.normal):
            return False
        phrase = self._names.phrase(words)
        if phrase is None and not self._known.is_pronoun(words.strip()):
            return False
        known = phrase is None or bool(self._known.refer(phrase, story))
        kind = self._recipients.read(who, story.raw).kind
        donated = self._donating.search(story.normal) is not None
        gifted = donated or bool(self._gifting.search(story.normal))
        if mine and phrase is not None and not (phrase.definite or known or gifted):
            return False
        proven = gifted or kind is Kind.CHARITY
        if phrase is None and not proven and story.last and story.last.act in _CAME:
            return False
        if not proven and (kind is Kind.UNKNOWN or not known):
            return False
        if not self._part_with(words.strip(), who, donated, part, story):
            return False
        if not proven and story.last is not None:
            story.last.act = "seems_parted"
        return True

    def _goes_on(self, part: Part, story: Story) -> bool:
        """Whether the part lists one more thing of those that went."""
        joined = part.opener in (Opener.AND, Opener.COMMA)
        return joined and story.last is not None and story.last.act in _PARTED

    def proven(self, status: ItemStatus, part: Part, story: Story) -> None:
        """ "A present from me": what was told before was giving."""
        last = story.last
        if last is None:
            return
        if last.act in _PARTED:
            last.act = "parted"
            last.status = status if status is ItemStatus.DONATE else last.status
        elif last.act == "named" and status is ItemStatus.DONATE:
            last.act, last.status = "parted", status
        last.day = last.day or part.day

    def recipient_told(self, text: str, story: Story) -> bool:
        """Who got it may follow: "gave my bag away, to my sister"; "donated, hospice shop"."""
        event = story.last
        if event is None or event.act not in ("parted", "sold"):
            return False
        match = self._to_whom.fullmatch(text)
        recipient = self._recipients.read(match["who"] if match else text, story.raw)
        if match is None and (recipient.kind is not Kind.CHARITY or len(text.split()) > 3):
            return False
        event.act = "parted"
        event.status = _status(recipient, event.status is ItemStatus.DONATE)
        event.recipient = event.recipient or recipient.name
        return True

    def _given(self, rest: str, story: Story) -> tuple[str, str | None]:
        """Thing and recipient of "Peter my unicycle", "it to her", "my coat away to a friend"."""
        rest = self._particle.sub("", rest).strip()
        match = self._thing_to_whom.fullmatch(rest) or self._somebody_thing.fullmatch(rest)
        if match is not None:
            return match["obj"], match["who"]
        person = self._recipients.first_person(rest)
        if person is not None:
            return person[1], person[0]
        first = self._names.phrase(rest)
        if first is not None and first.rest:
            second = self._names.phrase(first.rest)
            alone = second is not None and second.determined and not second.rest
            if alone or self._known.is_pronoun(first.rest):
                if first.known or self._known.refer(first, story):
                    return "", None  # nobody got it: "gave the sofa a clean"
                return first.rest, first.said
        return rest, None

    def _part_with(
        self, words: str, who: str | None, donated: bool, part: Part, story: Story
    ) -> bool:
        recipient = self._recipients.read(who, story.raw) if who else None
        event = Event("parted", day=part.day, status=_status(recipient, donated))
        if recipient is not None and not self._somebody.fullmatch(recipient.name.lower()):
            event.recipient = recipient.name
        told = story.last is not None and bool(story.last.named)
        if not words and recipient and told and part.opener is not Opener.SENTENCE:
            return self._part_with_it(event, True, donated, story)
        if self._known.is_pronoun(words):
            return self._part_with_it(event, self._known.is_plural(words), donated, story)
        phrase = self._names.phrase(words)
        if (
            phrase is None
            and (words or event.recipient)
            and not self._names.is_nothing_to_keep(words)
        ):
            event.act = "announced"
            story.begin(event)
            return True
        if phrase is None or phrase.foreign or self._is_somebody(phrase):
            return False
        last = story.last
        if last is not None and last.act == "named" and part.opener in (Opener.AND, Opener.COMMA):
            event.named = last.named
            story.events.pop()
        event.named.append(Named(phrase))
        story.begin(event)
        return True

    def _is_somebody(self, phrase: Phrase) -> bool:
        """Nobody says "the Viola" of a person."""
        return self._recipients.is_person(phrase.name, first_names=not phrase.definite)

    def _part_with_it(self, event: Event, plural: bool, donated: bool, story: Story) -> bool:
        last = story.last
        if last is not None and last.act in _PARTED:
            last.act = "parted"
            if donated or event.status is ItemStatus.DONATE or last.status is None:
                last.status = event.status
            last.recipient = last.recipient or event.recipient
            last.day = last.day or event.day
            return True
        if not story.pointed_at(plural):
            return False
        story.turn_into(event, plural=plural)
        return True


def _status(recipient: Recipient | None, donated: bool) -> ItemStatus:
    if donated or (recipient is not None and recipient.kind in (Kind.CHARITY, Kind.PLACE)):
        return ItemStatus.DONATE
    return ItemStatus.GIVE
