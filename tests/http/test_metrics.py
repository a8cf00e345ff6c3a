"""What is counted, read as Prometheus reads it."""

from aiohttp import ClientSession
from prometheus_client import CollectorRegistry
from prometheus_client.openmetrics.parser import (
    text_string_to_metric_families as open_metrics,
)
from prometheus_client.parser import text_string_to_metric_families as plain

from bot.http.server import open_server
from bot.metrics import (
    ContentKind,
    Meter,
    ModelResult,
    NoMeter,
    PrometheusMeter,
    ReminderResult,
    SendResult,
    TurnResult,
)


async def scraped(registry: CollectorRegistry, accept: str = "text/plain") -> tuple[str, str]:
    """Media type and text of /metrics."""
    async with open_server(0, {}, registry) as port, ClientSession() as client:
        address = f"http://127.0.0.1:{port}/metrics"
        async with client.get(address, headers={"Accept": accept}) as answer:
            assert answer.status == 200
            return answer.headers["Content-Type"], await answer.text()


class Samples:
    """What is scraped of a meter."""

    def __init__(self, text: str) -> None:
        self._values = {
            (sample.name, frozenset(sample.labels.items())): sample.value
            for family in plain(text)
            for sample in family.samples
        }

    def value(self, name: str, **labels: str) -> float | None:
        return self._values.get((name, frozenset(labels.items())))


async def samples(meter: PrometheusMeter) -> Samples:
    _, text = await scraped(meter.registry)
    return Samples(text)


def use(meter: Meter) -> None:
    meter.turn("telegram", ContentKind.TEXT, TurnResult.ANSWERED, 0.02)
    meter.turn("telegram", ContentKind.TEXT, TurnResult.ANSWERED, 0.2)
    meter.turn("telegram", ContentKind.PRESS, TurnResult.REPEATED, 0.001)
    meter.turn("discord", ContentKind.COMMAND, TurnResult.FAILED, 2)
    meter.message("telegram", SendResult.SENT)
    meter.message("telegram", SendResult.UNREACHABLE)
    meter.reminder("email", ReminderResult.SENT)
    meter.model_call(ModelResult.FAILED)
    meter.updates_waiting("telegram", 7)
    meter.updates_waiting("telegram", 3)


async def test_turns_are_counted_by_platform_kind_and_result() -> None:
    meter = PrometheusMeter("1.2.3")
    use(meter)
    found = await samples(meter)

    assert (
        found.value("minnow_turns_total", platform="telegram", content="text", result="answered")
        == 2
    )
    assert (
        found.value("minnow_turns_total", platform="telegram", content="press", result="repeated")
        == 1
    )
    assert (
        found.value("minnow_turns_total", platform="discord", content="command", result="failed")
        == 1
    )


async def test_how_long_turns_take_is_told_by_platform() -> None:
    meter = PrometheusMeter("1.2.3")
    use(meter)
    found = await samples(meter)

    assert found.value("minnow_turn_seconds_count", platform="telegram") == 3
    assert found.value("minnow_turn_seconds_sum", platform="discord") == 2
    assert found.value("minnow_turn_seconds_bucket", platform="telegram", le="0.025") == 2


async def test_messages_reminders_model_calls_and_waiting_updates_are_counted() -> None:
    meter = PrometheusMeter("1.2.3")
    use(meter)
    found = await samples(meter)

    assert found.value("minnow_messages_total", platform="telegram", result="sent") == 1
    assert found.value("minnow_messages_total", platform="telegram", result="unreachable") == 1
    assert found.value("minnow_reminders_total", channel="email", result="sent") == 1
    assert found.value("minnow_model_calls_total", result="failed") == 1
    assert found.value("minnow_updates_waiting", platform="telegram") == 3


async def test_the_version_that_runs_is_told() -> None:
    found = await samples(PrometheusMeter("1.2.3"))

    assert found.value("minnow_build_info", version="1.2.3") == 1


async def test_two_meters_count_each_for_itself() -> None:
    first, second = PrometheusMeter("1"), PrometheusMeter("1")
    use(first)

    assert (await samples(first)).value("minnow_model_calls_total", result="failed") == 1
    assert (await samples(second)).value("minnow_model_calls_total", result="failed") is None


async def test_prometheus_is_answered_in_the_format_it_asks_for() -> None:
    meter = PrometheusMeter("1.2.3")
    use(meter)

    media_type, text = await scraped(meter.registry, "*/*")
    assert media_type.startswith("text/plain")
    assert list(plain(text))
    media_type, text = await scraped(meter.registry, "application/openmetrics-text; version=1.0.0")
    assert media_type.startswith("application/openmetrics-text")
    families = open_metrics(text)  # type: ignore[no-untyped-call]
    assert "minnow_turns" in {family.name for family in families}


def test_where_nobody_asks_nothing_is_counted() -> None:
    use(NoMeter())
