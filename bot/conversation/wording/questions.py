"""Questions with one button an answer."""

from bot.agent.labels import YES
from bot.agent.outcomes import Asked
from bot.conversation.button_payloads import AnswerQuestion
from bot.conversation.messages import Button, Reply
from bot.conversation.wording.errors import error_text, limit_reached_text
from bot.conversation.wording.labels import emoji_of, isolated, shortened
from bot.conversation.wording.language import N_
from bot.conversation.wording.media import what_is_this_text
from bot.conversation.wording.reader import Reader
from core.errors import ItemLimitReached

BESIDE_EACH_OTHER = 12
"""Characters: answers as short as this stand in one row."""

_EMOJI = {
    N_("Yes"): "✅",
    N_("Yes, add it"): "✅",
    N_("It is my {subject}"): "",
    N_("No"): "✖️",
    N_("None of these"): "✖️",
    N_("Both"): "",
    N_("Gave it away"): "🎁",
    N_("Donated it"): "🤝",
    N_("Remove it"): "🗑️",
    N_("Keep it"): "",
    N_("Give {subject}"): "🎁",
    N_("Donate {subject}"): "🤝",
    N_("Remove {subject}"): "🗑️",
    N_("Note it without that day"): "",
    N_("Keep"): "",
    N_("Give"): "",
}
"""The answers that are always the same, and what stands before them."""


def question_reply(reader: Reader, asked: Asked) -> Reply:
    buttons = [
        reader.button(_label(reader, asked, index), AnswerQuestion(asked.question.id, index))
        for index in range(len(asked.question.options))
    ]
    return Reply(_text(reader, asked), buttons=_rows(buttons), asks=True)


def _text(reader: Reader, asked: Asked) -> str:
    _ = reader.language.gettext
    subject = isolated(shortened(asked.subject, 200))
    match asked.code:
        case "which":
            text = _("Which one do you mean by “{subject}”?") if subject else _("Which one?")
        case "did_you_mean":
            text = _suggestion(reader, asked)
        case "what_to_do":
            text = _("What about {subject}?") if subject else _("What shall I do?")
        case "which_date":
            text = _("Which day was that ({subject})?") if subject else _("Which day was that?")
        case "confirm":
            text = _confirmation(reader, asked)
        case "what_is_this":
            text = what_is_this_text(reader.language, is_guess=bool(subject))
        case "swap":
            text = _swap(reader, asked)
    text = text.format(subject=subject)
    if asked.because is not None and not isinstance(asked.because, ItemLimitReached):
        return f"{error_text(reader.language, asked.because)}\n{text}"
    return text


def _suggestion(reader: Reader, asked: Asked) -> str:
    """With Yes and No, the subject is what was suggested; else the answers are."""
    _ = reader.language.gettext
    if YES not in [option.label for option in asked.question.options]:
        return _("Did you mean one of these?")
    if _tools(asked) == {"remove_items"}:
        return _("Did you mean {subject}? Yes removes it from your list.")
    return _("Did you mean {subject}?")


def _confirmation(reader: Reader, asked: Asked) -> str:
    """Removing is the confirmation there is most, and the one that must say so."""
    _ = reader.language.gettext
    questions = {
        "remove_items": _("Remove {subject} from your list?"),
        "part_with_items": _("Shall I note that {subject} went?"),
        "add_items": _("Shall I add {subject}?"),
    }
    tools = _tools(asked)
    tool = tools.pop() if len(tools) == 1 else ""
    return questions.get(tool, _("Shall I do that for {subject}?"))


def _tools(asked: Asked) -> set[str]:
    """What the answers would call."""
    return {call["tool"] for option in asked.question.options for call in option.calls}


def _swap(reader: Reader, asked: Asked) -> str:
    _ = reader.language.gettext
    question = _("What should go, so that {subject} may come?")
    if isinstance(asked.because, ItemLimitReached):
        return f"{limit_reached_text(reader.language, asked.because)} {question}"
    return question


def _label(reader: Reader, asked: Asked, index: int) -> str:
    """The first answers are the things, where things are the answers."""
    option = asked.question.options[index]
    if index < len(asked.things):
        return f"{emoji_of(asked.things[index])} {shortened(option.label)}"
    if option.label not in _EMOJI:
        return shortened(option.text)
    words = reader.language.gettext(option.label)
    if option.subject is not None:
        words = words.format(subject=shortened(option.subject))
    return f"{_EMOJI[option.label]} {words}".strip()


def _rows(buttons: list[Button]) -> tuple[tuple[Button, ...], ...]:
    if all(len(button.label) <= BESIDE_EACH_OTHER for button in buttons) and len(buttons) <= 3:
        return (tuple(buttons),)
    return tuple((button,) for button in buttons)
