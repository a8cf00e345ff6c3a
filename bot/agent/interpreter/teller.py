"""Reads a message into a story: which frame each part fits, and what that adds."""

import re
from collections.abc import Sequence
from typing import Any

from bot.agent.interpreter.categories import Categories
from bot.agent.interpreter.events import Act, Event, Named
from bot.agent.interpreter.frames import LONGEST, Frames, Reading
from bot.agent.interpreter.mentions import Mention, mentions_in
from bot.agent.interpreter.names import Names, Phrase
from bot.agent.interpreter.parts import Cutter, Marked, Opener, Part
from bot.agent.interpreter.patterns import Patterns
from bot.agent.interpreter.recipients import Kind, Recipients
from bot.agent.interpreter.story import Story
from bot.agent.references import name_words, resolve
from core.items.results import Thing
from storage.vocabulary import ItemStatus

_ACTS: dict[str, Act] = {
    "goal": "goal",
    "last_used": "last_used",
    "received_on": "received_on",
    "back": "back",
}
_FROM_READING: dict[str, Act] = {
    "record": "recorded",
    "acquired": "acquired",
    "was_given": "acquired",
    "arrived": "acquired",
    "owned": "owned",
    "sold": "sold",
}


class Teller:
    """Built once from a language's `statements.toml` and what the other files tell it."""

    def __init__(
        self,
        patterns: Patterns,
        data: dict[str, Any],
        names: Names,
        recipients: Recipients,
        categories: Categories,
        headers: Sequence[str],
    ) -> None:
        self._frames = Frames(patterns, data)
        self._cutter = Cutter(patterns, data["joints"])
        self._names = names
        self._recipients = recipients
        self._categories = categories
        self._pronoun = patterns.compile(
            r"(?:(?:and|now|then) )*{pronoun}(?: (?:now|all|too|as well|again))?"
        )
        self._plural = re.compile(r"\b(?:both|them|they|these|those|all|two|lot|pair|everything)\b")
        self._me = patterns.compile(r"(?:{me}|my \w+ and i)(?: .*)?")
        self._header = patterns.compile(
            r"(?:(?:{my}|the|a|an|'s|some|of|two|three|four|five|few|couple|all|latest|today|little|big|recent|birthday|christmas|day|leap|weekend|thrift|charity|shop|flea|market|sale|summer|winter|from|for|me|us|im|payday|vinted|ebay|amazon|ikea|\d+) ?)*(?:"
            + "|".join(headers)
            + r")(?: (?:for me|today|so far|list|update|time|of (?:mine|the day|the week)|from \w+(?: \w+)?))?"
        )
        self._donating = patterns.compile(r"\b{donating}\b")
        self._gifting = patterns.compile(r"\b{gifting}\b")
        self._lending = patterns.compile(r"\b{lending}\b")
        self._use_noun = patterns.compile(r"(?:an? )?(?:\w+ )*{use_noun}(?: .*)?")
        self._used = patterns.compile(
            r"(?:(?:i|we|have|had|been|was|were|am|just|also|then|finally|again|today|actually) )*{used}\b.*"
        )
        self._order = patterns.compile(r"^{request}(?=(?:{record}|put)\b)")
        self._polite = patterns.compile(r"(?:{filler}[ ,]+)*(?:can|could|would|will) (?:you|we)\b")
        self._to = re.compile(r"(?:(?:away|over|on|down) )?(?:to|->) (?P<who>.+)")
        self._verbal = re.compile(r"\w+(?:ed|ing)")
        self._to_whom = re.compile(r"(?:.* )?(?:to|->) (.+)")

    def tell(self, marked: Marked, story: Story) -> None:
        marked.text = self._keep_joined(marked.text, story)
        for sentence, opener, asks in self._cutter.sentences(marked):
            whole = marked.part(sentence, opener, question=asks, whole=True)
            if asks and not self._polite.match(whole.text):
                self._asked(whole, story)
            elif not self._change(whole, story):
                for text, how in self._cutter.pieces(sentence, opener):
                    part = marked.part(self._cutter.without_reason(text), how)
                    self._part(part, story)

    def _keep_joined(self, text: str, story: Story) -> str:
        """With "&" for "and" inside the name of one thing: "salt & pepper shakers"."""
        if " and " not in text:
            return text
        words = text.split(" ")
        for index, word in enumerate(words):
            if word == "and" and 0 < index < len(words) - 1:
                around = words[max(0, index - 2) : index + 4]
                at = min(index, 2)
                spans = self._categories.find_things(around)
                known = any(span.start < at < span.end - 1 for span in spans)
                if known or self._is_in_a_name(words, index, story):
                    words[index] = "&"
        return " ".join(words)

    def _is_in_a_name(self, words: Sequence[str], index: int, story: Story) -> bool:
        joint = f"{words[index - 1]} and {words[index + 1]}".strip(" .,!?")
        return any(joint in thing.name.lower() for thing in story.scene.things)

    def _asked(self, part: Part, story: Story) -> None:
        """A question tells nothing, but may name what the next sentence is about."""
        phrase = self._names.phrase(self._frames.without_filler(part.text))
        if phrase is not None and (phrase.known or phrase.determined or self._refer(phrase, story)):
            event = story.begin(Event("named"))
            story.add_named(event, [phrase], part, None)

    def _part(self, part: Part, story: Story) -> None:
        if self._change(part, story):
            return
        text, goal, _ = self._frames.take_goal(part)
        text = self._frames.without_filler(text)
        if part.opener is Opener.ASIDE:
            text = text.strip("()")
        if not text or self._about(text):
            everything = bool(self._plural.search(text)) and part.opener is not Opener.ASIDE
            self._modified(part, text, goal, story, everything=everything)
        elif self._frames.is_denial(text):
            if story.last is not None and not part.days:
                story.last.act, story.last.doubt = "doubted", "negation"
        elif (
            not self._event(text, part, goal, story)
            and not self._listed(text, part, goal, story)
            and goal is not None
        ):
            story.modify(Part("", part.opener), goal)

    def _about(self, text: str) -> bool:
        return self._frames.is_about(text)

    def _modified(
        self, part: Part, text: str, goal: int | None, story: Story, *, everything: bool
    ) -> None:
        last = story.last
        if part.future and text:
            return
        if last is not None and last.named:
            if last.act == "named" and text and not part.future:
                last.act = "acquired"
            story.modify(part, goal, everything=everything)
        elif story.focus() and (goal is not None):
            event = story.begin(Event("goal", [Named(None, (t,)) for t in story.focus()]))
            event.goal = goal
        elif part.day is not None and not text:
            event = story.begin(Event("announced", day=part.day))

    # What changes one known thing

    def _change(self, part: Part, story: Story) -> bool:
        """Renames, goals, types and dates of known things; True if the part was one."""
        text = self._frames.without_filler(part.text)
        if len(text) > LONGEST:
            return False
        bare, goal, _ = self._frames.take_goal(part)
        bare = self._frames.without_filler(bare)
        readings = self._frames.changes(text, part)
        if bare != text:
            readings = [r for r in readings if r.kind == "goal"]
            readings += [r for r in self._frames.changes(bare, part) if r.kind != "goal"]
        return any(self._changed(reading, part, goal, story) for reading in readings)

    def _changed(self, reading: Reading, part: Part, goal: int | None, story: Story) -> bool:
        groups = reading.groups
        named = self._known(groups.get("thing") or groups.get("old") or "", story)
        if not named:
            return False
        if reading.kind == "rename":
            new = (groups["new"] or "").strip(" \"'.,!")
            new = re.sub(r",? and$", "", new)
            if not new or self._pronoun.fullmatch(new):
                return False
            story.begin(Event("renamed", named, new_name=new, goal=goal))
        elif reading.kind == "retype":
            item_type = self._categories.type_named(groups["type"] or "")
            if item_type is None:
                return False
            story.begin(Event("retyped", named, item_type=item_type, goal=goal))
        elif reading.kind == "status":
            donated = self._donating.search(groups["status"] or "")
            status = ItemStatus.DONATE if donated else ItemStatus.GIVE
            story.begin(Event("parted", named, day=part.day, status=status))
        elif reading.kind == "goal":
            length = part.lengths[-1]
            months = length.months + round(length.days / 30)
            story.begin(Event("goal", named, goal=months))
        elif reading.kind == "back" and not all(
            t.status is not ItemStatus.KEEP for one in named for t in self._things(one, story)
        ):
            return False
        elif self._frames.doubt(reading.groups.get("thing") or ""):
            return False
        else:
            story.begin(Event(_ACTS[reading.kind], named, day=part.day))
        return True

    def _known(self, words: str, story: Story) -> list[Named]:
        """The known things that the words name, all of them; none if a single one is unknown."""
        words = words.strip(" \"',")
        if self._pronoun.fullmatch(words):
            return [
                n
                for n in story.pointed_at(bool(self._plural.search(words)))
                if self._things(n, story)
            ]
        found = []
        for one in re.split(r",? and |, ", words):
            phrase = self._names.phrase(one)
            if phrase is None or phrase.rest or not self._refer(phrase, story):
                return []
            found.append(Named(phrase))
        return found

    def _things(self, named: Named, story: Story) -> tuple[Thing, ...]:
        return named.things or (self._refer(named.phrase, story) if named.phrase else ())

    def _refer(self, phrase: Phrase, story: Story) -> tuple[Thing, ...]:
        things = story.scene.things
        return resolve(phrase.said, things) or resolve(phrase.name, things)

    # What happened

    def _event(self, text: str, part: Part, goal: int | None, story: Story) -> bool:
        if part.opener is Opener.BUT and self._contrast(text, part, story):
            return True
        doubt = self._frames.doubt(self._order.sub("", text)) or ("wish" if part.future else None)
        if doubt is not None:
            self._doubted(text, part, doubt, story)
            return True
        for reading in self._frames.events(text, part):
            if self._happened(reading, part, goal, story):
                return True
        status = self._frames.gift(text)
        if status is not None and story.last is not None and story.last.named:
            self._gifted(status, part, story)
            return True
        return self._use(text, part, story)

    def _doubted(self, text: str, part: Part, doubt: Any, story: Story) -> None:
        event = story.begin(Event("doubted", doubt=doubt))
        if self._donating.search(text):
            event.status = ItemStatus.DONATE
        elif self._gifting.search(text):
            event.status = ItemStatus.GIVE
        phrase = self._mentioned(text, story) or self._names.known_inside(text)
        if phrase is not None:
            story.add_named(event, [phrase], part, None)

    def _contrast(self, text: str, part: Part, story: Story) -> bool:
        """ "I will not donate the lamp, but the rug, yes": what was denied of one is true of
        another."""
        last = story.last
        match = self._frames.contrast(text)
        if match is None or last is None or last.act != "doubted" or last.status is None:
            return False
        phrase = self._names.phrase(match)
        if phrase is None or phrase.rest or not self._refer(phrase, story):
            return False
        story.begin(Event("parted", [Named(phrase)], day=part.day, status=last.status))
        return True

    def _mentioned(self, text: str, story: Story) -> Phrase | None:
        words = text.split()
        mentions = mentions_in(words, story.scene.things)
        return (
            self._names.phrase(" ".join(words[mentions[0].start : mentions[0].end]))
            if mentions
            else None
        )

    def _happened(self, reading: Reading, part: Part, goal: int | None, story: Story) -> bool:
        kind = reading.kind
        if kind == "parted":
            return self._parted(reading, part, story)
        if kind == "weakly_parted":
            return self._weakly_parted(reading, part, story)
        if kind == "use_idiom":
            return self._used_things(reading.groups["thing"] or "", part, story)
        if kind == "was_given" and not self._recipients.is_person(reading.groups["giver"] or ""):
            return False
        act = _FROM_READING[kind]
        if reading.groups.get("it"):
            return self._happened_to_it(act, reading, part, goal, story)
        phrase = self._names.phrase(reading.groups["obj"] or "")
        if phrase is None:
            return self._announced(act, reading, part, goal, story)
        if kind in ("arrived", "owned") and not self._is_thing(phrase, story):
            return False
        if kind == "arrived" and phrase.rest:
            return False
        if kind == "owned" and not self._telling(phrase, part, goal, story):
            return False
        event = self._continue_or_begin(act, kind, story)
        own_day = part.day if act in ("recorded", "owned", "sold") else None
        if own_day is None:
            event.day = event.day or part.day
        event.named += [Named(p, (), own_day, goal) for p in self._names.several(phrase)]
        self._rest(phrase.rest, part, story)
        return True

    def _telling(self, phrase: Phrase, part: Part, goal: int | None, story: Story) -> bool:
        return part.day is not None or goal is not None or phrase.known or bool(part.lengths)

    def _is_thing(self, phrase: Phrase, story: Story) -> bool:
        if self._recipients.is_person(phrase.name):
            return False
        listing = story.last is not None and bool(story.last.named)
        return (
            phrase.known
            or phrase.determined
            or listing
            or bool(self._refer(phrase, story))
            or self._classified(phrase)
        )

    def _classified(self, phrase: Phrase) -> bool:
        return self._categories.classify(phrase.name).known

    def _continue_or_begin(self, act: Act, kind: str, story: Story) -> Event:
        """A list before "… arrived", and an announcement, belong to what follows."""
        last = story.last
        if last is not None and last.act == "announced":
            last.act = act
            return last
        if last is not None and last.act == "named" and kind == "arrived":
            last.act = act
            return last
        return story.begin(Event(act))

    def _announced(
        self, act: Act, reading: Reading, part: Part, goal: int | None, story: Story
    ) -> bool:
        """ "Purchased two things yesterday": what, is still to come."""
        said = reading.groups["obj"] or ""
        if self._names.is_nothing_to_keep(said) or reading.kind in ("arrived", "sold"):
            return False
        story.begin(Event("announced", day=part.day, goal=goal))
        return True

    def _happened_to_it(
        self, act: Act, reading: Reading, part: Part, goal: int | None, story: Story
    ) -> bool:
        plural = bool(self._plural.search(reading.groups["it"] or ""))
        last = story.last
        if last is None or not last.named:
            if story.focus() and part.day is not None:
                named = [Named(None, (t,)) for t in story.focus()]
                story.begin(Event("received_on", named, day=part.day))
                return True
            return False
        if last.act in ("named", "doubted"):
            last.act = act if act != "recorded" else "acquired"
        story.modify(part, goal, everything=plural)
        return True

    # Giving and donating

    def _parted(self, reading: Reading, part: Part, story: Story) -> bool:
        groups = reading.groups
        who = groups.get("who")
        words = groups.get("obj") or groups.get("mine") or ""
        if groups.get("rest"):
            use = self._used_instead(groups["rest"] or "", part, story)
            if use is not None:
                return use
            if re.search(r"^(?:up|back|in|it a|birth)\b|\bback$", groups["rest"] or ""):
                return False
            words, who = self._given(groups["rest"] or "")
        if who is not None and self._me.fullmatch(who.strip()):
            return False
        donated = bool(self._donating.search(part.text))
        return self._part_with(words, who, donated, part, story)

    def _used_instead(self, rest: str, part: Part, story: Story) -> bool | None:
        """ "Gave the mower a good run" is use, not giving. None: it is giving."""
        phrase = self._names.phrase(rest)
        if phrase is None or not phrase.rest or not self._use_noun.fullmatch(phrase.rest):
            return None
        return self._used_things(phrase.said, part, story)

    def _given(self, rest: str) -> tuple[str, str | None]:
        """Thing and recipient of "Peter my unicycle", "it to her", "my coat away to a friend"."""
        rest = re.sub(r"\b(?:away|out)\b ?", "", rest).strip()
        match = re.fullmatch(r"(.+?) (?:on |down |over |off |in )*(?:to|->) (.+)", rest)
        if match is not None:
            return match[1], match[2]
        match = re.fullmatch(r"(him|her|them|someone|somebody) (.+)", rest)
        if match is not None:
            return match[2], match[1]
        person = self._recipients.first_person(rest)
        if person is not None:
            return person[1], person[0]
        first = self._names.phrase(rest)
        if first is not None and first.rest:
            second = self._names.phrase(first.rest)
            if (
                second is not None and second.determined and not second.rest
            ) or self._pronoun.fullmatch(first.rest):
                return first.rest, first.said
        return rest, None

    def _part_with(
        self, words: str, who: str | None, donated: bool, part: Part, story: Story
    ) -> bool:
        recipient = self._recipients.read(who, story.raw) if who else None
        if (
            recipient is not None
            and recipient.kind is Kind.UNKNOWN
            and recipient.name.lower() in ("him", "her", "them")
        ):
            recipient = None
        words = words.strip()
        event = Event("parted", day=part.day)
        event.status = self._status(recipient.kind if recipient else None, donated)
        if recipient is not None and who not in ("him", "her", "them", "someone", "somebody"):
            event.recipient = recipient.name
        last = story.last
        if self._pronoun.fullmatch(words):
            plural = bool(self._plural.search(words))
            if last is not None and last.act in ("parted", "seems_parted"):
                last.act = "parted"
                last.status = ItemStatus.DONATE if donated else (last.status or event.status)
                last.recipient = last.recipient or event.recipient
                last.day = last.day or event.day
                return True
            if not story.pointed_at(plural):
                return False
            if not who and not donated and event.status is None:
                event.status = ItemStatus.GIVE
            story.turn_into(event, plural=plural)
            return True
        phrase = self._names.phrase(words)
        if phrase is None or phrase.foreign or self._recipients.is_person(phrase.name):
            return False
        if last is not None and last.act == "named" and part.opener in (Opener.AND, Opener.COMMA):
            event.named = last.named
            story.events.pop()
        event.named.append(Named(phrase))
        story.begin(event)
        self._rest(phrase.rest, part, story)
        return True

    def _status(self, kind: Kind | None, donated: bool) -> ItemStatus:
        if kind is Kind.CHARITY or (kind is Kind.PLACE) or (donated and kind is not Kind.PERSON):
            return ItemStatus.DONATE
        return ItemStatus.DONATE if donated else ItemStatus.GIVE

    def _weakly_parted(self, reading: Reading, part: Part, story: Story) -> bool:
        """Somebody has it now: for good only if the message says so."""
        who = reading.groups["who"] or ""
        mine = reading.groups.get("mine")
        words = mine or reading.groups.get("obj") or ""
        if self._me.fullmatch(who.strip()) or self._lending.search(story.normal):
            return False
        recipient = self._recipients.read(who, story.raw)
        phrase = self._names.phrase(words)
        pointing = self._pronoun.fullmatch(words.strip()) is not None
        if phrase is None and not pointing:
            return False
        if mine and phrase is not None and not (phrase.definite or self._refer(phrase, story)):
            return False
        donated = bool(self._donating.search(story.normal))
        proven = (
            donated or bool(self._gifting.search(story.normal)) or recipient.kind is Kind.CHARITY
        )
        if recipient.kind is Kind.UNKNOWN and not proven:
            return False
        if not proven and phrase is not None and not self._refer(phrase, story):
            return False
        if not self._part_with(words, who, donated, part, story):
            return False
        if not proven and story.last is not None:
            story.last.act = "seems_parted"
        return True

    def _gifted(self, status: ItemStatus, part: Part, story: Story) -> None:
        last = story.last
        if last is None:
            return
        if last.act in ("parted", "seems_parted"):
            last.act = "parted"
            if status is ItemStatus.DONATE:
                last.status = status
        elif last.act == "named" and status is ItemStatus.DONATE:
            last.act, last.status = "parted", status
        last.day = last.day or part.day

    # Using

    def _use(self, text: str, part: Part, story: Story) -> bool:
        if part.day is None or not self._used.fullmatch(text):
            return False
        words = text.split()
        mentions = mentions_in(words, story.scene.things)
        if not mentions or self._recipients.is_person(" ".join(words[: mentions[0].start])):
            return False
        first = mentions[0]
        if not self._is_used(words, first):
            return False
        phrase = self._names.phrase(" ".join(words[first.start : first.end]))
        if phrase is None:
            return False
        story.begin(Event("used", [Named(phrase)], day=part.day))
        return True

    def _is_used(self, words: Sequence[str], mention: Mention) -> bool:
        """Football is not the football table: said without "the" or "my", a name needs its noun."""
        if mention.start and self._names.is_definite(words[mention.start - 1]):
            return True
        last = name_words(words[mention.end - 1])[-1:]
        return all(name_words(thing.name)[-1:] == last for thing in mention.things)

    def _used_things(self, words: str, part: Part, story: Story) -> bool:
        named = self._known(words, story)
        if not named or part.day is None:
            return False
        story.begin(Event("used", named, day=part.day))
        return True

    # Lists

    def _listed(self, text: str, part: Part, goal: int | None, story: Story) -> bool:
        """A part that is nothing but a noun: one more of what was told, or only named."""
        if self._header.fullmatch(text):
            story.begin(Event("announced", day=part.day, goal=goal))
            return True
        last = story.last
        if last is not None and last.act == "parted" and self._recipient_told(text, last, story):
            return True
        phrase = self._names.phrase(text)
        if phrase is None or self._recipients.is_person(phrase.name):
            return False
        if self._recipients.is_person(phrase.words[0]) and "'" not in phrase.words[0]:
            return False
        follows = part.opener not in (Opener.SENTENCE, Opener.BUT)
        open_list = (
            last is not None
            and follows
            and last.act != "doubted"
            and (bool(last.named) or last.act == "announced")
        )
        announced = last is not None and last.act == "announced"
        anchored = (part.day is not None or goal is not None) and not self._verbal.fullmatch(text)
        if open_list and last is not None and last.act in ("parted", "seems_parted", "used"):
            open_list = False
        if phrase.foreign or not self._names.stands_alone(phrase):
            return False
        if (
            not phrase.known
            and mentions_in(phrase.words, story.scene.things)
            and not self._refer(phrase, story)
        ):
            return False
        said = phrase.determined and not phrase.rest
        if not (
            open_list
            or announced
            or phrase.known
            or said
            or anchored
            or self._refer(phrase, story)
            or self._classified(phrase)
        ):
            return False
        whom = self._to_whom.fullmatch(phrase.rest) if phrase.rest else None
        if (
            phrase.rest
            and not whom
            and not self._harmless(phrase.rest)
            and not (phrase.known or phrase.determined)
        ):
            return False
        joins = last is not None and follows and last.act not in CHANGED and last.act != "doubted"
        if last is not None and (announced or (joins and bool(last.named))):
            if announced:
                last.act = "acquired"
            event = last
        elif (
            last is not None
            and follows
            and last.act == "doubted"
            and part.opener is not Opener.LINE
        ):
            event = last
        else:
            event = story.begin(Event("named"))
        event.named += [Named(p, (), part.day, goal) for p in self._names.several(phrase)]
        if whom and event.act == "parted" and event.recipient is None:
            recipient = self._recipients.read(whom[1], story.raw)
            event.recipient = recipient.name
            event.status = self._status(recipient.kind, event.status is ItemStatus.DONATE)
        else:
            self._rest(phrase.rest, part, story)
        return True

    def _recipient_told(self, text: str, event: Event, story: Story) -> bool:
        """Who got it may follow: "gave my bag away, to my sister"; "donated, hospice shop"."""
        match = self._to.fullmatch(text)
        recipient = self._recipients.read(match["who"] if match else text, story.raw)
        if match is None and (recipient.kind is not Kind.CHARITY or len(text.split()) > 3):
            return False
        event.status = self._status(recipient.kind, event.status is ItemStatus.DONATE)
        event.recipient = event.recipient or recipient.name
        return True

    def _harmless(self, rest: str) -> bool:
        return len(rest.split()) <= 4

    def _rest(self, rest: str, part: Part, story: Story) -> None:
        """What follows a noun may tell on: "a belt I bought"."""
        text = self._frames.without_filler(re.sub(r"^(?:that|which|who) ", "", rest))
        if not text or text == part.text:
            return
        more = Part(text, Opener.ASIDE)
        more.days = part.days
        for reading in self._frames.events(text, more):
            if reading.groups.get("it") or reading.kind in ("record", "use_idiom", "sold"):
                continue
            return
        last = story.last
        if last is not None and last.act == "named" and re.match(r"(?:i|we)\b", text):
            last.act = "acquired"


CHANGED = frozenset({"renamed", "retyped", "goal", "received_on", "last_used", "back", "used"})
