"""What every way out to people may end in."""


class DeliveryFailed(Exception):
    """The replies did not arrive, or not all: to be delivered again. `reason` is fit for a log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
