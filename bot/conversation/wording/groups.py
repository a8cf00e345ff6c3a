"""What is said in a group about its shared list."""

from bot.conversation.button_payloads import DeclineList, OpenList
from bot.conversation.deep_links import Errand, start_of
from bot.conversation.messages import DeepLink, Reply
from bot.conversation.wording.labels import isolated
from bot.conversation.wording.language import Language
from bot.conversation.wording.reader import Reader
from core.households.actions import SharedList


def private_chat(language: Language, errand: Errand = Errand.TOUR) -> DeepLink:
    return DeepLink(language.gettext("Open our private chat"), start_of(errand))


def offer_reply(reader: Reader) -> Reply:
    """Who speaks, what a shared list is, and whether it is wanted."""
    _ = reader.language.gettext
    text = _(
        "Hello! I am MinNow and keep track of things, so that people own less, on purpose.\n"
        "This group can have one shared list: every member sees it and can change it. What you "
        "tell me in private stays private. Shall I start one?"
    )
    yes = reader.button(_("Yes, start a shared list"), OpenList(), "✅")
    no = reader.button(_("No, thanks"), DeclineList(), "✖️")
    return Reply(text, buttons=((yes,), (no,)))


def opened_text(language: Language, opened: SharedList) -> str:
    _ = language.gettext
    if not opened.opened_now:
        return here_text(language, opened)
    text = _(
        "The shared list of {title} is started: every member sees it and can change it.\n"
        "Mention me or reply to me to use it: “we bought a toaster yesterday”, “gave our old "
        "sofa to Eve”. /items shows the list."
    )
    return text.format(title=_title(opened))


def declined_text(language: Language) -> str:
    return language.gettext("All right, no list here. /start brings this up again at any time.")


def here_text(language: Language, shared: SharedList) -> str:
    """What the list is, and how many things are on it."""
    _ = language.gettext
    text = _("This is the shared list of {title}, with {things}. Every member sees it: /items.")
    return text.format(title=_title(shared), things=_things(language, shared))


def back_text(language: Language, shared: SharedList) -> str:
    text = language.gettext("I am back, and the shared list of {title} is still here: {things}.")
    return text.format(title=_title(shared), things=_things(language, shared))


def _title(shared: SharedList) -> str:
    return f"“{isolated(shared.title)}”"


def _things(language: Language, shared: SharedList) -> str:
    return language.ngettext("{count} thing", "{count} things", shared.kept)
