"""Forms, and what to do where a platform has none."""

from bot.conversation.button_payloads import BackToItem
from bot.conversation.form import Field, Form
from bot.conversation.messages import Reply
from bot.conversation.options import THING
from bot.conversation.wording.labels import named, shortened, type_label
from bot.conversation.wording.reader import Reader
from core.items.results import Thing

LONGEST_TITLE = 45
"""Characters (Discord, modals)."""


def add_form(reader: Reader) -> Form:
    """What is left empty is as without a word about it."""
    _ = reader.language.gettext
    return Form(
        _("Add a thing"),
        "add",
        (
            Field(THING, _("What is it?"), required=True),
            Field("received", _("Received, as in “yesterday”")),
            Field("last_used", _("Last used, as in “3 May 2024”")),
            Field("goal", _("How long to keep it, as in “2 years”")),
            Field("type", _("Type, as in “{type}”").format(type=_("Clothing"))),
        ),
    )


def edit_form(reader: Reader, thing: Thing) -> Form:
    """Filled with how the thing stands, days and months as they are read again in any
    language."""
    _ = reader.language.gettext
    return Form(
        shortened(_("Edit {thing}").format(thing=thing.name), LONGEST_TITLE),
        "edit",
        (
            Field("name", _("Name"), thing.name, required=True),
            Field("received", _("Received"), thing.received.isoformat()),
            Field("last_used", _("Last used"), thing.last_used.isoformat()),
            Field("goal", _("Goal in months"), str(thing.goal_months)),
            Field("type", _("Type"), type_label(reader.language, thing.item_type)),
        ),
        about=str(thing.id),
    )


def edit_reply(reader: Reader, thing: Thing) -> Reply:
    """The form, with the sentences and commands that do the same."""
    _ = reader.language.gettext
    text = _(
        "What is different about {thing}? Tell me in a sentence, as in “rename {name} to …” or "
        "“I got {name} on 3 May 2024”; or use /rename, /goal and /used."
    )
    back = reader.button(_("Back"), BackToItem(thing.id), "◀️")
    return Reply(
        text.format(thing=named(thing), name=shortened(thing.name)),
        buttons=((back,),),
        form=edit_form(reader, thing),
    )
