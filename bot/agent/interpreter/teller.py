"""Reads a message into a story: which frame each part fits, and what that adds."""

from collections.abc import Sequence
from typing import Any

from bot.agent.interpreter.changes import Changes
from bot.agent.interpreter.events import Act, Event, Named
from bot.agent.interpreter.frames import Frames, Reading
from bot.agent.interpreter.giving import Giving
from bot.agent.interpreter.joined import keep_joined
from bot.agent.interpreter.lexis import Lexis
from bot.agent.interpreter.lists import Lists
from bot.agent.interpreter.mentions import mentions_in
from bot.agent.interpreter.names import Phrase
from bot.agent.interpreter.parts import Cutter, Marked, Opener, Part
from bot.agent.interpreter.story import Story
from bot.agent.interpreter.understanding import NothingCode
from bot.agent.interpreter.using import Using

_ACTS: dict[str, Act] = {
    "record": "recorded",
    "acquired": "acquired",
    "was_given": "acquired",
    "arrived": "acquired",
    "owned": "owned",
    "aged": "owned",
    "sold": "sold",
}


class Teller:
    """Built once from a language's `statements.toml` and what the other files tell it."""

    def __init__(
        self, lexis: Lexis, data: dict[str, Any], cutter: Cutter, headers: Sequence[str]
    ) -> None:
        patterns = lexis.patterns
        self._cutter = cutter
        self._names = lexis.names
        self._recipients = lexis.recipients
        self._categories = lexis.categories
        self._known = lexis.known
        self._frames = Frames(patterns, data)
        self._changes = Changes(lexis, self._frames, data)
        self._using = Using(lexis)
        self._giving = Giving(lexis, data["giving"], self._using)
        self._lists = Lists(lexis, headers, self._giving, self._using)
        self._of_all = patterns.compile(r"(?:all|both|each)\b")
        self._respective = patterns.compile(data["order"]["respective"])
        self._order = patterns.compile(r"^{request}(?=(?:{record}|put)\b)")
        self._polite = patterns.compile(r"(?:{filler}[ ,]+)*(?:can|could|would|will) (?:you|we)\b")

    def tell(self, marked: Marked, story: Story) -> None:
        """Everything the message tells, part by part, into the story."""
        told = self._cutter.without_rejected(marked.text)
        marked.text = keep_joined(told, self._categories, story.scene.things)
        for sentence, opener, asks in self._cutter.sentences(marked):
            whole = marked.part(sentence, opener)
            if asks and not self._polite.match(whole.text):
                self._asked(whole, story)
            elif not self._changes.read(whole, story):
                for part in self._cutter.parts(marked, sentence, opener):
                    if not self._changes.read(part, story):
                        self._part(part, story)

        if self._respective.search(marked.text):
            story.date_in_order(marked.days)

    def _asked(self, part: Part, story: Story) -> None:
        """A question tells nothing, but may name what the next sentence is about."""
        text = self._frames.without_filler(part.text)
        if self._tells(text, part, story):
            return
        phrase = self._mentioned(part.text, story) or self._names.phrase(text)
        if phrase is not None and self._lists.is_likely(phrase, story):
            story.begin(Event("named", [Named(phrase, (), part.day)]))

    def _part(self, part: Part, story: Story) -> None:
        text, goal = self._frames.take_goal(part)
        text = self._frames.without_filler(text)
        if (goal is not None and self._frames.is_setting(text)) or (
            part.days and self._frames.is_filler(text)
        ):
            text = ""
        ordered = part.day if self._frames.is_ordering(text) else None
        if ordered is not None:
            part.days = []
        elif len(part.days) > 1 and self._frames.is_ordered_then(text):
            part.days = part.days[1:]
        self._read(text, part, goal, story)
        if ordered is not None and story.last is not None:
            story.last.ordered = story.last.ordered or ordered

    def _read(self, text: str, part: Part, goal: int | None, story: Story) -> None:
        if not text or self._speaks_on(text, part, story):
            self._modify(part, text, goal, story)
        elif self._frames.is_denial(text):
            if story.last is not None and not part.days:
                story.last.act, story.last.doubt = "doubted", "negation"
        elif self._tells_of_more(text, part, goal, story):
            story.day_before = None
        else:
            story.day_before = part.day
            if goal is not None:
                story.modify(Part("", part.opener), goal)

    def _tells_of_more(self, text: str, part: Part, goal: int | None, story: Story) -> bool:
        return (
            self._frames.is_filler(text)
            or self._lists.announces(text, part, goal, story)
            or self._tells(text, part, story)
            or self._event(text, part, goal, story)
            or self._lists.read(text, part, goal, story)
        )

    def _speaks_on(self, text: str, part: Part, story: Story) -> bool:
        """Whether the part names nothing: all it says is of what was named before."""
        last = story.last
        if last is not None and last.act == "doubted" and self._frames.is_of_it(text, part):
            return False
        if last is not None and last.named and part.day and self._frames.is_circumstance(text):
            return True
        return (last is not None or bool(story.focus())) and self._frames.is_about(text)

    def _tells(self, text: str, part: Part, story: Story) -> bool:
        """ "Guess what came today": the thing is named next."""
        if part.future or not self._frames.is_telling(text):
            return False
        story.begin(Event("announced", day=part.day))
        return True

    def _modify(self, part: Part, text: str, goal: int | None, story: Story) -> None:
        """A day, a goal, "both bought": of what was named before, if anything was."""
        everything = self._known.is_plural(text) and (
            part.opener is not Opener.ASIDE or self._of_all.match(text) is not None
        )
        last = story.last
        if part.future and text:
            return
        if last is not None and last.named:
            if last.act == "named" and text:
                last.act = "acquired"
            story.modify(part, goal, everything=everything)
        elif story.focus() and goal is not None:
            named = [Named(None, (thing,)) for thing in story.focus()]
            story.begin(Event("goal", named, goal=goal))
        elif part.day is not None and not text:
            story.begin(Event("announced", day=part.day))

    def _event(self, text: str, part: Part, goal: int | None, story: Story) -> bool:
        if part.opener is Opener.BUT and self._contrast(text, part, story):
            return True
        if story.last is not None and story.last.act == "seems_parted":
            status = self._frames.gift(text)
            if status is not None:
                self._giving.proven(status, part, story)
                return True
        doubt = self._frames.doubt(self._order.sub("", text)) or ("wish" if part.future else None)
        if doubt is not None:
            self._doubted(text, part, goal, doubt, story)
            return True
        for reading in self._frames.events(text, part):
            if self._happened(reading, part, goal, story):
                return True
        status = self._frames.gift(text)
        if status is not None and story.last is not None and story.last.named:
            self._giving.proven(status, part, story)
            return True
        return self._using.did(text, part, story)

    def _lent(self, words: str, story: Story) -> bool:
        """What is lent stays; but it may be "it" in what follows."""
        named = self._known.all_of(words, story)
        if named:
            story.begin(Event("doubted", named, doubt="negation"))
        return bool(named)

    def _doubted(
        self, text: str, part: Part, goal: int | None, doubt: NothingCode, story: Story
    ) -> None:
        """Nothing happened; but what it is about may be "it" in what follows."""
        event = story.begin(Event("doubted", doubt=doubt, status=self._giving.intended(text)))
        phrase = self._mentioned(text, story) or self._names.known_inside(text)
        if phrase is not None:
            event.named.append(Named(phrase, (), part.day, goal))

    def _mentioned(self, text: str, story: Story) -> Phrase | None:
        words = text.split()
        first = next(iter(mentions_in(words, story.scene.things)), None)
        if first is None:
            return None
        return self._names.phrase(" ".join(words[first.start : first.end]))

    def _contrast(self, text: str, part: Part, story: Story) -> bool:
        """What was denied of one thing is true of another: "not the lamp, but the rug, yes"."""
        last = story.last
        noun = self._frames.contrast(text)
        if noun is None or last is None or last.act != "doubted" or last.status is None:
            return False
        phrase = self._names.phrase(noun)
        if phrase is None or phrase.rest or not self._known.refer(phrase, story):
            return False
        story.begin(Event("parted", [Named(phrase)], day=part.day, status=last.status))
        return True

    def _happened(self, reading: Reading, part: Part, goal: int | None, story: Story) -> bool:
        match reading.kind:
            case "parted":
                return self._giving.parted(reading, part, story)
            case "weakly_parted":
                return self._giving.seemingly_parted(reading, part, story)
            case "lent":
                return self._lent(reading.groups["obj"] or "", story)
            case "use_idiom":
                return self._using.things(reading.groups["thing"] or "", part, story)
            case "was_given" if not self._is_giver(reading):
                return False
        if reading.groups.get("it"):
            return self._happened_to_it(reading, part, goal, story)
        phrase = self._names.phrase(reading.groups["obj"] or "")
        if phrase is None:
            return self._announced(reading, part, goal, story)
        if not self._is_told(reading.kind, phrase, part, goal, story):
            return False
        event = self._event_for(reading.kind, story)
        own_day = part.day if event.act in ("recorded", "owned", "sold") else None
        if own_day is None:
            joined = part.opener in (Opener.AND, Opener.COMMA)
            event.day = event.day or part.day or (story.day_before if joined else None)
        event.named += [Named(one, (), own_day, goal) for one in self._names.several(phrase)]
        return True

    def _is_giver(self, reading: Reading) -> bool:
        """A person, or anything that gave a known kind of thing: "my company gave me a laptop"."""
        if self._recipients.is_person(reading.groups["giver"] or ""):
            return True
        phrase = self._names.phrase(reading.groups.get("obj") or "")
        return phrase is not None and phrase.known

    def _is_told(
        self, kind: str, phrase: Phrase, part: Part, goal: int | None, story: Story
    ) -> bool:
        """Whether the frame says enough of this phrase: "Tom came", "I have a point" do not."""
        if kind not in ("arrived", "owned", "aged"):
            known = phrase.known or self._categories.classify(phrase.name).known
            return known or not self._recipients.is_person(phrase.name)
        if self._recipients.is_person(phrase.name):
            return False
        listing = story.last is not None and bool(story.last.named)
        if not (listing or phrase.determined or self._lists.is_likely(phrase, story)):
            return False
        if kind == "arrived":
            return not phrase.rest
        if kind == "aged":
            return phrase.known and not phrase.rest
        return phrase.known or part.day is not None or goal is not None or bool(part.lengths)

    def _event_for(self, kind: str, story: Story) -> Event:
        """A list before "… arrived", and an announcement, belong to what follows."""
        last = story.last
        act = _ACTS[kind]
        if last is not None and (
            last.act == "announced" or (last.act == "named" and kind == "arrived")
        ):
            last.act = act
            return last
        return story.begin(Event(act))

    def _announced(self, reading: Reading, part: Part, goal: int | None, story: Story) -> bool:
        """What is still to come: "purchased two things yesterday"."""
        said = reading.groups["obj"] or ""
        if self._names.is_nothing_to_keep(said) or reading.kind in ("arrived", "sold"):
            return False
        story.begin(Event("announced", day=part.day, goal=goal))
        return True

    def _happened_to_it(self, reading: Reading, part: Part, goal: int | None, story: Story) -> bool:
        last = story.last
        if last is not None and last.named:
            if last.act in ("named", "doubted"):
                last.act = "owned" if reading.kind == "owned" else "acquired"
            plural = self._known.is_plural(reading.groups["it"] or "")
            story.modify(part, goal, everything=plural)
            return True
        if not story.focus() or part.day is None:
            return False
        named = [Named(None, (thing,)) for thing in story.focus()]
        story.begin(Event("received_on", named, day=part.day))
        return True
