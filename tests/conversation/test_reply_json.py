"""Replies survive being stored."""

import json
from datetime import UTC

from hypothesis import given
from hypothesis import strategies as some

from bot.conversation.form import Field, Form
from bot.conversation.messages import Button, Card, DeepLink, Document, Instant, Reply
from bot.conversation.reply_json import replies_from_json, replies_to_json
from bot.conversation.wording.language import language

ENGLISH = language("en")
texts = some.text(max_size=20)
cards = some.builds(
    Card,
    rows=some.lists(some.tuples(texts, texts), max_size=2).map(tuple),
    progress=some.none() | some.floats(0, 1),
    badges=some.lists(texts, max_size=2).map(tuple),
)
rows = some.lists(some.builds(Button, texts, texts), max_size=3).map(tuple)
fields = some.builds(Field, texts, texts, value=texts, required=some.booleans())
forms = some.builds(
    Form, texts, texts, some.lists(fields, max_size=5).map(tuple), about=some.just("") | texts
)
instants = some.builds(
    Instant, texts, some.datetimes(timezones=some.just(UTC)), is_day=some.booleans()
)
replies = some.lists(
    some.builds(
        Reply,
        texts,
        cards=some.lists(cards, max_size=2).map(tuple),
        buttons=some.lists(rows, max_size=2).map(tuple),
        edits=some.booleans(),
        notice=some.booleans(),
        asks=some.booleans(),
        links=some.lists(some.builds(DeepLink, texts, texts), max_size=2).map(tuple),
        form=some.none() | forms,
        private=some.booleans(),
        instants=some.lists(instants, max_size=2).map(tuple),
    ),
    max_size=3,
).map(tuple)


@given(replies)
def test_stored_replies_are_the_same_again(given_replies: tuple[Reply, ...]) -> None:
    stored = json.loads(json.dumps(replies_to_json(given_replies)))
    assert replies_from_json(stored, ENGLISH) == given_replies


def test_of_a_file_only_its_name_is_stored_and_how_to_get_it_again_is_told() -> None:
    document = Document("minnow.json", "application/json", b'{"name": "secret hat"}')
    stored = json.dumps(replies_to_json([Reply("Here you are.", document=document)]))
    assert "minnow.json" in stored
    assert "secret" not in stored
    (again,) = replies_from_json(json.loads(stored), ENGLISH)
    assert again.document is None
    assert again.text.startswith("Here you are.\n")
    assert "/export" in again.text


def test_a_plain_reply_is_stored_as_its_text_alone() -> None:
    assert replies_to_json([Reply("Hello!")]) == [{"text": "Hello!"}]
