"""The names of the commands in other languages, for platforms that show them so. What comes back
is always the English name."""

from bot.conversation.wording.language import N_

LOCALES = ("de",)
"""Beside English; as Discord calls them."""
WORDS = N_("words")
"""What follows the name of a command."""
ADD_FROM_MESSAGE = N_("Add to my things")
"""In the menu of a message."""

NAMES = (
    N_("add"),
    N_("items"),
    N_("item"),
    N_("give"),
    N_("donate"),
    N_("remove"),
    N_("undo"),
    N_("history"),
    N_("checkups"),
    N_("stats"),
    N_("badges"),
    N_("start"),
    N_("help"),
    N_("settings"),
    N_("timezone"),
    N_("privacy"),
    N_("export"),
    N_("deletemydata"),
)
"""Lower case, without spaces, at most 32 letters in each language."""
