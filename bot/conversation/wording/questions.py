"""Questions with one button an answer."""

from bot.agent.outcomes import Asked
from bot.conversation.button_payloads import AnswerQuestion
from bot.conversation.messages import Button, Reply
from bot.conversation.wording.errors import error_text
from bot.conversation.wording.labels import emoji_of, isolated, shortened
from bot.conversation.wording.language import N_
from bot.conversation.wording.reader import Reader
from core.errors import ItemLimitReached

BESIDE_EACH_OTHER = 12
"""Characters: answers as short as this stand in one row."""

_EMOJI = {N_("Yes"): "✅", N_("No"): "✖️", N_("None of these"): "✖️", N_("Never mind"): "✖️"}
"""The answers that are always the same, and what stands before them."""


def question_reply(reader: Reader, asked: Asked) -> Reply:
    buttons = [
        reader.button(_label(reader, asked, index), AnswerQuestion(asked.question.id, index))
        for index in range(len(asked.question.options))
    ]
    return Reply(_text(reader, asked), buttons=_rows(buttons))


def _text(reader: Reader, asked: Asked) -> str:
    _ = reader.language.gettext
    subject = isolated(shortened(asked.subject, 200))
    match asked.code:
        case "which":
            text = _("Which one do you mean by “{subject}”?") if subject else _("Which one?")
        case "did_you_mean":
            several = len(asked.question.options) > 2
            text = _("Did you mean one of these?") if several else _("Did you mean this?")
        case "what_to_do":
            text = _("What about {subject}?") if subject else _("What shall I do?")
        case "which_date":
            text = _("Which day was that ({subject})?") if subject else _("Which day was that?")
        case "confirm":
            text = _confirmation(reader, asked)
        case "swap":
            text = _swap(reader, asked)
    text = text.format(subject=subject)
    if asked.because is not None and not isinstance(asked.because, ItemLimitReached):
        return f"{error_text(reader.language, asked.because)}\n{text}"
    return text


def _confirmation(reader: Reader, asked: Asked) -> str:
    """Removing is the confirmation there is most, and the one that must say so."""
    _ = reader.language.gettext
    tools = {call["tool"] for option in asked.question.options for call in option.calls}
    if tools == {"remove_items"}:
        return _("Remove {subject} from your list?")
    if tools == {"part_with_items"}:
        return _("Shall I note that {subject} went?")
    return _("Shall I do that for {subject}?")


def _swap(reader: Reader, asked: Asked) -> str:
    _ = reader.language.gettext
    question = _("What should go, so that {subject} may come?")
    if isinstance(asked.because, ItemLimitReached):
        text = _("You own {kept} things, and {limit} is the limit.").format(
            kept=asked.because.kept, limit=asked.because.limit
        )
        return f"{text} {question}"
    return question


def _label(reader: Reader, asked: Asked, index: int) -> str:
    """The first answers are the things, where things are the answers."""
    label = asked.question.options[index].label
    if index < len(asked.things):
        return f"{emoji_of(asked.things[index])} {shortened(label)}"
    if label in _EMOJI:
        return f"{_EMOJI[label]} {reader.language.gettext(label)}"
    return shortened(label)


def _rows(buttons: list[Button]) -> tuple[tuple[Button, ...], ...]:
    if all(len(button.label) <= BESIDE_EACH_OTHER for button in buttons) and len(buttons) <= 3:
        return (tuple(buttons),)
    return tuple((button,) for button in buttons)
