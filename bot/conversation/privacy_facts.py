"""What only the operator's settings tell about where people's data goes, and how it is kept."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PrivacyFacts:
    """Hosts of other services that get to see what people send; None: nobody does."""

    model_host: str | None = None
    """Of the language model, which gets the sentences that were not understood, with the names
    of things they may be about."""
    voice_host: str | None = None
    """Of what puts voice notes into words."""
    picture_host: str | None = None
    """Of what looks at pictures that come without words."""
    mail_host: str | None = None
    """Of what carries the mails; None where they stay with whoever runs the bot."""
    encrypted: bool = False
    """Whether what is kept is encrypted where it lies."""
