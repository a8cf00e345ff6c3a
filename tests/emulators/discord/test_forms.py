"""Bodies of any shape are told what is wrong with them."""

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from tests.emulators.discord.api import discord_api
from tests.emulators.discord.errors import Refusal
from tests.emulators.discord.message_rules import check_message
from tests.emulators.discord.shapes import Json, button, codes, menu, row

SENDING = "POST /channels/{channel_id}/messages"
RESPONDING = "POST /interactions/{interaction_id}/{interaction_token}/callback"

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=10,
)
part = anything | st.sampled_from([row(button()), row(menu(2)), button(), {"type": 17}])
messages = st.fixed_dictionaries(
    {},
    optional={
        "content": anything,
        "embeds": anything | st.lists(st.fixed_dictionaries({"title": anything})),
        "components": anything | st.lists(part, max_size=3),
        "allowed_mentions": anything,
        "message_reference": anything,
        "flags": anything,
        "attachments": anything,
    },
)


@given(messages | anything)
def test_a_message_is_refused_or_taken_whatever_it_is(body: Json) -> None:
    faults = discord_api().faults(SENDING, body)
    if faults:
        assert codes(faults)
        return
    with suppress(Refusal):
        check_message(body, files=0)


@given(anything, st.integers(0, 12) | anything)
def test_a_response_is_refused_or_taken_whatever_it_is(data: Json, kind: Json) -> None:
    faults = discord_api().faults(RESPONDING, {"type": kind, "data": data})

    assert faults == {} or codes(faults)
