"""The tour of three steps."""

from bot.conversation.button_payloads import GoToTourStep
from bot.conversation.messages import Reply
from bot.conversation.wording.reader import Reader

STEPS = 3


def tour_step(reader: Reader, step: int) -> Reply:
    """One of the steps 1 to STEPS."""
    _ = reader.language.gettext
    texts = {
        1: _(
            "Hello! I am MinNow and help you to own less, on purpose.\n"
            "Tell me what you own, in your own words: “bought a grey hoodie yesterday, want to "
            "keep it two years”."
        ),
        2: _(
            "When something goes, say so: “gave my Switch to my brother”, “donated three books”.\n"
            "Every change gets a receipt with Undo, so nothing can go wrong."
        ),
        3: _(
            "Once a month I ask whether your things still earn their place: /checkups.\n"
            "Keeping and giving both earn /badges. Ask me things like “what have I not used "
            "since spring?”, or see /help."
        ),
    }
    back = reader.button(_("Back"), GoToTourStep(step - 1), "◀️")
    skip = reader.button(_("Skip"), GoToTourStep(0), "⏭️")
    following = reader.button(_("Next"), GoToTourStep(step + 1), "▶️")
    done = reader.button(_("Done"), GoToTourStep(0), "✅")
    rows = {1: (following, skip), 2: (back, following, skip), 3: (back, done)}
    return Reply(f"{step}/{STEPS} · {texts[step]}", buttons=(rows[step],))


def tour_end(reader: Reader) -> Reply:
    return Reply(
        reader.language.gettext(
            "Then let us begin: what did you get last? /start shows the tour again."
        )
    )
