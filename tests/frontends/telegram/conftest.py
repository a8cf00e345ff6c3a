import pytest


@pytest.fixture(autouse=True)
def times_as_the_library_will_tell_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it the library warns wherever it tells a length of time."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
