"""The names of commands and their options in other languages, for platforms that show them so.
What comes back is always the English name.

Lower case, without spaces, at most 32 letters; no two commands, and no two options of one command,
have the same name in any language.
"""

from bot.conversation.wording.language import N_

LOCALES = ("de",)
"""Beside English; as Discord calls them."""
ADD_FROM_MESSAGE = N_("Add to my things")
"""In the menu of a message."""

COMMAND_NAMES = (
    N_("add"),
    N_("items"),
    N_("item"),
    N_("give"),
    N_("donate"),
    N_("used"),
    N_("goal"),
    N_("rename"),
    N_("edit"),
    N_("remove"),
    N_("undo"),
    N_("history"),
    N_("checkups"),
    N_("review"),
    N_("snooze"),
    N_("stats"),
    N_("badges"),
    N_("start"),
    N_("help"),
    N_("settings"),
    N_("timezone"),
    N_("reminders"),
    N_("email"),
    N_("privacy"),
    N_("export"),
    N_("deletemydata"),
)
OPTION_NAMES = (
    N_("thing"),
    N_("received"),
    N_("last_used"),
    N_("goal"),
    N_("type"),
    N_("which"),
    N_("to"),
    N_("on"),
    N_("name"),
    N_("until"),
    N_("checkup"),
    N_("zone"),
    N_("hour"),
    N_("quiet"),
    N_("channel"),
    N_("entry"),
)
