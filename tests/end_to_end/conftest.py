"""The whole program, from what is typed to what is stored."""

from tests.cli.conftest import home, minnow

__all__ = ["home", "minnow"]
