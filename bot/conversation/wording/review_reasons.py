"""Why a thing is worth asking about, in a few words."""

from bot.conversation.wording.labels import named
from bot.conversation.wording.reader import Reader
from bot.conversation.wording.receipts import where_it_went
from core.reviews.results import Candidate, Reason


def candidate_line(reader: Reader, candidate: Candidate) -> str:
    """As in "🎮 Switch · not used for 1 year, 2 months"."""
    return f"{named(candidate.thing)} · {reason_text(reader, candidate)}"


def reason_text(reader: Reader, candidate: Candidate) -> str:
    _ = reader.language.gettext
    words, thing = reader.language, candidate.thing
    match candidate.reason:
        case Reason.GOAL_REACHED:
            if thing.goal_months == 0:
                return _("kept without a goal")
            return _("goal of {months} reached").format(months=words.months(thing.goal_months))
        case Reason.UNUSED if not thing.unused.whole_months:
            return _("last used {ago}").format(ago=words.ago(thing.unused))
        case Reason.UNUSED:
            return _("not used for {duration}").format(duration=words.duration(thing.unused))
        case Reason.NEVER_CONFIRMED:
            return _("never asked about yet")
        case Reason.ALIKE:
            return words.ngettext("one of {count} alike", "one of {count} alike", candidate.alike)
        case Reason.TO_HAND_OVER:
            return _("waits to be handed over")
        case Reason.STILL_HERE:
            return _("was still here last time")
        case Reason.PARTED_LATELY:
            return where_it_went(reader, thing)
