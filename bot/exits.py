"""How the program ends: exit codes, and the one exception that carries one.

0: done. 1: it could not be done. 2: wrong usage or a wrong setting.
"""

DONE = 0
FAILED = 1
WRONG_USAGE = 2


class Stop(Exception):
    """Ends the program with one readable line for whoever started it."""

    def __init__(self, message: str, code: int = FAILED) -> None:
        super().__init__(message)
        self.code = code
