"""How Discord writes people, places and messages in JSON.

https://discord.com/developers/docs/resources: user, guild, channel, message
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.emulators.discord.messages import EPHEMERAL, Attachment, Message
from tests.emulators.discord.permissions import Permission
from tests.emulators.discord.world import JSON

if TYPE_CHECKING:
    from tests.emulators.discord.people import Person
    from tests.emulators.discord.places import Channel, Guild

LONG_AGO = "2024-01-01T00:00:00+00:00"


def user(person: "Person") -> JSON:
    return {
        "id": str(person.id),
        "username": person.name.lower().replace(" ", "_"),
        "global_name": person.name,
        "discriminator": "0",
        "avatar": None,
        "bot": person.bot,
        "system": False,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
    }


def member(guild: "Guild", person: "Person") -> JSON:
    return partial_member(guild, person) | {"user": user(person)}


def partial_member(guild: "Guild", person: "Person") -> JSON:
    """As it stands beside the author of a message."""
    role = guild.roles.get(person)
    return {
        "roles": [str(role)] if role else [],
        "nick": None,
        "banner": None,
        "avatar": None,
        "joined_at": LONG_AGO,
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
        "communication_disabled_until": None,
    }


def role_of(guild: "Guild", person: "Person") -> JSON:
    return _role(guild.roles[person], person.name, guild.members[person], 1, managed=person.bot)


def _role(
    role_id: int, name: str, permissions: Permission, position: int, *, managed: bool = False
) -> JSON:
    return {
        "id": str(role_id),
        "name": name,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "icon": None,
        "unicode_emoji": None,
        "position": position,
        "permissions": str(permissions.value),
        "managed": managed,
        "mentionable": False,
        "flags": 0,
    }


def guild(place: "Guild") -> JSON:
    """As GUILD_CREATE has it to a session without the members intent: the bot alone."""
    everyone = _role(place.id, "@everyone", place.everyone, 0)
    seen = [person for person in place.members if person.is_the_bot]
    return {
        "id": str(place.id),
        "name": place.name,
        "owner_id": str(place.owner.id),
        "icon": None,
        "splash": None,
        "preferred_locale": place.locale,
        "roles": [everyone, *(role_of(place, person) for person in place.roles)],
        "emojis": [],
        "stickers": [],
        "features": [],
        "channels": [channel(each) for each in place.channels if not each.is_thread],
        "threads": [channel(each) for each in place.channels if each.is_thread],
        "members": [member(place, person) for person in seen],
        "member_count": len(place.members),
        "joined_at": LONG_AGO,
        "large": False,
        "unavailable": False,
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": str(place.system_channel.id) if place.system_channel else None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "public_updates_channel_id": None,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "premium_progress_bar_enabled": False,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "vanity_url_code": None,
        "description": None,
        "banner": None,
        "home_header": None,
        "discovery_splash": None,
        "application_id": None,
        "region": "deprecated",
        "widget_enabled": False,
        "widget_channel_id": None,
        "max_presences": None,
        "max_members": 500_000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "safety_alerts_channel_id": None,
        "nsfw": False,
        "incidents_data": None,
    }


def channel(place: "Channel") -> JSON:
    last = str(place.messages[-1].id) if place.messages else None
    data: JSON = {"id": str(place.id), "type": int(place.kind), "last_message_id": last, "flags": 0}
    if place.guild is None:
        recipients = [user(each) for each in place.people if not each.is_the_bot]
        return data | {"recipients": recipients}
    data |= {
        "guild_id": str(place.guild.id),
        "name": place.name,
        "parent_id": str(place.parent.id) if place.parent else None,
        "rate_limit_per_user": 0,
    }
    if place.is_thread:
        return data | _thread(place)
    return data | {
        "position": place.guild.channels.index(place),
        "topic": None,
        "nsfw": False,
        "default_auto_archive_duration": 1440,
        "available_tags": [],
        "permission_overwrites": _overwrites(place),
    }


def _thread(place: "Channel") -> JSON:
    return {
        "owner_id": str(place.owner.id) if place.owner else None,
        "message_count": len(place.messages),
        "total_message_sent": len(place.messages),
        "member_count": len(place.people),
        "applied_tags": [],
        "thread_metadata": {
            "archived": False,
            "auto_archive_duration": 1440,
            "archive_timestamp": LONG_AGO,
            "locked": False,
            "create_timestamp": LONG_AGO,
        },
    }


def _overwrites(place: "Channel") -> list[JSON]:
    if not place.denied or place.guild is None or not place.guild.has_bot:
        return []
    bot = next(person for person in place.guild.members if person.is_the_bot)
    denied = str(place.denied.value)
    return [{"id": str(bot.id), "type": 1, "allow": "0", "deny": denied}]


def attachment(file: Attachment) -> JSON:
    data: JSON = {
        "id": str(file.id),
        "filename": file.name,
        "content_type": file.media_type,
        "size": len(file.content),
        "url": file.url,
        "proxy_url": file.url,
        "flags": 0,
    }
    if file.description is not None:
        data["description"] = file.description
    if file.duration is not None:
        data |= {"duration_secs": file.duration, "waveform": "AAAA"}
    return data


def message(said: Message, *, with_content: bool = True) -> JSON:
    """Without content: what an application gets that may not read it."""
    data: JSON = {
        "id": str(said.id),
        "channel_id": str(said.channel.id),
        "author": user(said.author),
        "type": said.kind,
        "content": said.content if with_content else "",
        "embeds": said.embeds if with_content else [],
        "attachments": [attachment(each) for each in said.attachments] if with_content else [],
        "components": said.components if with_content else [],
        "mentions": [user(each) for each in said.mentions],
        "mention_roles": [],
        "mention_everyone": said.pings_everyone,
        "timestamp": _instant(said.written),
        "edited_timestamp": _instant(said.edited) if said.edited else None,
        "flags": said.flags,
        "pinned": False,
        "tts": False,
    }
    if with_content:
        data |= said.more
    if said.webhook_id is not None:
        data["webhook_id"] = str(said.webhook_id)
    if said.interaction is not None:
        data["interaction_metadata"] = said.interaction
    if said.reply_to is not None:
        data["type"] = 19
        data |= _reference(said.reply_to, with_content)
    return data


def dispatched_message(said: Message, *, with_content: bool = True) -> JSON:
    """As the gateway has it: with the server, and who wrote it there."""
    data = message(said, with_content=with_content)
    place = said.channel.guild
    if place is not None and not said.flags & EPHEMERAL:
        data["guild_id"] = str(place.id)
        if said.webhook_id is None and said.author in place.members:
            data["member"] = partial_member(place, said.author)
    return data


def _reference(original: Message, with_content: bool) -> JSON:
    reference = {
        "type": 0,
        "message_id": str(original.id),
        "channel_id": str(original.channel.id),
    }
    if original.deleted:
        return {"message_reference": reference, "referenced_message": None}
    readable = with_content or original.author.is_the_bot
    return {
        "message_reference": reference,
        "referenced_message": message(original, with_content=readable),
    }


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
