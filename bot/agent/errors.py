"""What can be wrong with a call, apart from what core refuses."""

from core.errors import MinNowError


class PrivateMatter(MinNowError):
    """It is about the person alone, and the turn takes place in a group. `command` names the
    command that does it in the private chat."""

    code = "private_matter"

    def __init__(self, command: str) -> None:
        super().__init__(self.code)
        self.command = command
