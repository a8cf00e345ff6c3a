"""What the interpreter makes of a sentence."""

from dataclasses import dataclass
from typing import Literal

from bot.agent.calls import AnyCall


@dataclass(frozen=True, slots=True)
class Understood:
    """Sure enough to act: run these calls, in order."""

    calls: tuple[AnyCall, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer to the open question: the option of this index."""

    option: int


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    calls: tuple[AnyCall, ...]
    """Empty: nothing is to be done ("No", "None of these")."""


QuestionCode = Literal[
    "which",      # several things fit; subject is what was said
    "did_you_mean",  # a plausible but unsure reading
    "what_to_do", # a thing was named, but not what happened to it
    "which_date", # a day that only the person knows ("my birthday")
    "confirm",
    "what_is_this",  # a picture; subject is what it seems to show, if anything
    "swap",  # the item limit is reached: what goes, so that subject may come?
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unsure:
    """A good question, with what each answer would do. Nothing is changed."""

    code: QuestionCode
    subject: str
    choices: tuple[Choice, ...]


NothingCode = Literal[
    "greeting",
    "thanks",
    "small_talk",
    "wish",           # wants, plans, hypotheticals
    "negation",       # something that did not happen
    "others",         # other people's things
    "instruction",    # aimed at the program ("ignore your rules")
    "help",           # what can you do
    "erasure",        # "delete all my data": the person, not a thing
    "whole_hours",    # reminders at half past
    "not_understood",
    "not_found",      # names a thing of theirs that is not on the list; subject is its name
    "nothing_saved",  # a model spoke, but nothing was changed
    "declined",       # "No", "None of these": the question is off
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing is to be changed; why. Only not_understood goes on to a model, if there is one."""

    code: NothingCode
    subject: str = ""


Understanding = Understood | Answered | Unsure | Nothing
