"""Cards as embeds, within Discord's limits (Message, Embed Limits). Pure."""

import discord

from bot.conversation.messages import Card, progress_bar
from bot.frontends.discord.markdown import cut_to, escaped
from bot.frontends.units import is_blank, sendable, units_of

MOST_EMBEDS = 10
"""Of one message."""
MOST_CHARACTERS = 6000
"""Of all embeds of one message together."""
MOST_FIELDS = 25
LONGEST_TITLE = 256
LONGEST_NAME = 256
LONGEST_VALUE = 1024
LONGEST_FOOTER = 2048
LONGEST_ADDRESS = 2048
NOTHING = "\u200b"
"""For a name or a value that is missing: Discord takes no empty ones."""
_LEFT_FOR_FIELDS = MOST_CHARACTERS - LONGEST_TITLE - LONGEST_FOOTER - 500


def embed_of(card: Card, picture: str | None) -> discord.Embed:
    """`picture` is the address of its thumbnail; None: its emoji stands before the title."""
    emoji = "" if picture is not None else card.emoji
    embed = discord.Embed(title=_fitting(f"{emoji} {card.title}".strip(), LONGEST_TITLE))
    if card.progress is not None:
        bar = f"{progress_bar(card.progress)} {card.progress:.0%}"
        embed.description = f"{cut_to(escaped(card.progress_label), LONGEST_NAME)} {bar}".strip()
    room = _LEFT_FOR_FIELDS
    for label, value in card.rows[:MOST_FIELDS]:
        name, text = _fitting(label, LONGEST_NAME), _fitting(value, LONGEST_VALUE)
        room -= units_of(name) + units_of(text)
        if room < 0:
            break
        embed.add_field(name=name, value=text)
    if card.badges:
        embed.set_footer(text=cut_to(sendable(", ".join(card.badges)), LONGEST_FOOTER))
    if picture is not None:
        embed.set_thumbnail(url=picture)
    return embed


def size_of(embed: discord.Embed) -> int:
    """What it takes of MOST_CHARACTERS."""
    texts = [embed.title, embed.description, embed.footer.text]
    texts += [part for field in embed.fields for part in (field.name, field.value)]
    return sum(units_of(text) for text in texts if text)


def _fitting(text: str, units: int) -> str:
    return NOTHING if is_blank(text) else cut_to(escaped(text), units)
