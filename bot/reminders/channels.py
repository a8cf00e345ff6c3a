"""The ways in which a notice leaves: as a message to a chat, or as a mail."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Protocol
from uuid import UUID

from bot.conversation.deep_links import ToCheckup, start_of
from bot.conversation.wording.reminders import reader_of, reminder_reply
from bot.mail.checkup_mail import checkup_mail
from bot.mail.mail import Mailer
from bot.posting import Outcome, Post
from core.reminders.results import Notice
from storage.vocabulary import EMAIL

Send = Callable[[], Awaitable[Outcome]]
"""One attempt. See Post.send and Mailer.send."""


class Channel(Protocol):
    @property
    def name(self) -> str:
        """As rows of the outbox name it."""
        ...

    def prepare(self, notice: Notice) -> Send:
        """All but the sending: where this fails, nothing has left."""
        ...


class ChatChannel:
    def __init__(self, post: Post) -> None:
        self._post = post

    @property
    def name(self) -> str:
        return self._post.name

    def prepare(self, notice: Notice) -> Send:
        reply = reminder_reply(reader_of(notice), notice)
        key = notice.claimed.reminder_ids[0].hex
        return partial(self._post.send, notice.address, [reply], key=key)


class MailChannel:
    name = EMAIL

    def __init__(
        self,
        mailer: Mailer,
        posts: Mapping[str, Post],
        unsubscribing: Callable[[UUID, str], str] | None,
    ) -> None:
        """`posts`, by platform, know the links into chats. `unsubscribing` makes the address at
        which this person, with this key, switches mails off; None where there is no such page."""
        self._mailer = mailer
        self._posts = posts
        self._unsubscribing = unsubscribing

    def prepare(self, notice: Notice) -> Send:
        mail = checkup_mail(notice, self._link(notice), self._unsubscribe_url(notice))
        return partial(self._mailer.send, mail)

    def _link(self, notice: Notice) -> str | None:
        if notice.chat is None:
            return None
        platform, chat_id = notice.chat
        post = self._posts.get(platform)
        start = start_of(ToCheckup(notice.checkups[0].checkup_type))
        return None if post is None else post.link(chat_id, start)

    def _unsubscribe_url(self, notice: Notice) -> str | None:
        if self._unsubscribing is None or notice.unsubscribe_key is None:
            return None
        return self._unsubscribing(notice.claimed.person_id, notice.unsubscribe_key)
