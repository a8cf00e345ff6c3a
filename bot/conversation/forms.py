"""What front ends with forms need to know before and after one is shown."""

from collections.abc import Mapping

from bot.conversation.button_payloads import opens_form
from bot.conversation.messages import Content, Invoked, Press
from bot.conversation.options import THING

_WITHOUT_VALUES = ("add",)
_WITH_THING_ALONE = ("edit",)


def may_open_form(content: Content) -> bool:
    """Whether the answer has a form, unless something is refused. A platform may want to know
    before the answer is there: Discord shows no form once a response was deferred."""
    match content:
        case Press(payload):
            return opens_form(payload)
        case Invoked(name, values):
            given = {option for option, text in values if text.strip()}
            return (name in _WITHOUT_VALUES and not given) or (
                name in _WITH_THING_ALONE and given == {THING}
            )
        case _:
            return False


def submitted(name: str, about: str, filled: Mapping[str, str]) -> Invoked:
    """What a form of this name about this thing ("" for none) means, by the options of its
    fields."""
    values = tuple(filled.items())
    return Invoked(name, ((THING, about), *values) if about else values)
