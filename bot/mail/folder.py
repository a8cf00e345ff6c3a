"""Mails as .eml files in a folder, while no service carries them."""

import asyncio
import os
from pathlib import Path
from uuid import uuid4

from bot.mail.composing import NoSuchMail, compose
from bot.mail.mail import Mail
from bot.mail.sender import Sender
from bot.posting import Outcome, Postponed, Refused, Sent
from core.clock import Clock


class FolderMailer:
    def __init__(self, folder: Path, sender: Sender, clock: Clock) -> None:
        """The folder is made with the first mail, for its owner only."""
        self._folder = folder
        self._sender = sender
        self._clock = clock

    @property
    def where(self) -> str:
        return str(self._folder)

    async def send(self, mail: Mail) -> Outcome:
        """Sent with the name of the file: by name, files are in the order of time."""
        now = self._clock.now()
        try:
            content = compose(mail, self._sender, now).as_bytes()
        except NoSuchMail:
            return Refused("address")
        name = f"{now:%Y%m%dT%H%M%S.%fZ}-{mail.tag}-{uuid4().hex[:8]}.eml"
        try:
            await asyncio.to_thread(self._write, name, content)
        except OSError as error:
            return Postponed(type(error).__name__)
        return Sent(name)

    async def close(self) -> None:
        """Nothing is open."""

    def _write(self, name: str, content: bytes) -> None:
        """Whoever finds the file finds all of it, also after a power cut."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = self._folder / f".{name}.part"
        try:
            with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            unfinished.rename(self._folder / name)
        except OSError:
            unfinished.unlink(missing_ok=True)
            raise
        self._sync_folder()

    def _sync_folder(self) -> None:
        """The new name itself; Windows has no such thing."""
        if os.name != "posix":
            return
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
