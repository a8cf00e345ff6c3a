"""Who mails are from."""

import re
from dataclasses import dataclass
from typing import Self

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_ADDRESS = rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*"
_SENDER = rf'(?:"?(?P<name>[^<>"]*?)"?\s*<(?P<named>{_ADDRESS})>|(?P<alone>{_ADDRESS}))'


@dataclass(frozen=True, slots=True)
class Sender:
    name: str
    """May be empty."""
    address: str

    @classmethod
    def parse(cls, value: str) -> Self:
        """Raises ValueError with what is expected."""
        found = re.fullmatch(_SENDER, value)
        if found is None or not value.isprintable():
            raise ValueError("an address such as MinNow <minnow@example.org>")
        return cls(found["name"] or "", found["named"] or found["alone"])

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>" if self.name else self.address
