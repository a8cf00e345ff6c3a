"""Bodies of requests for the tests of what is refused, and how to look at refusals."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

Json = Any
Send = Callable[..., Awaitable[tuple[int, Json]]]
"""Method, path, body: to the status and the body of the answer."""
Case = tuple[str, Json, Json]
"""What is wrong, a body, and the codes expected by their places."""


def cases(table: list[Case]) -> pytest.MarkDecorator:
    names = [name for name, _, _ in table]
    values = [(body, expected) for _, body, expected in table]
    return pytest.mark.parametrize(("body", "expected"), values, ids=names)


def button(label: str | None = "Undo", custom_id: str = "undo", **more: object) -> Json:
    return {"type": 2, "style": 1, "label": label, "custom_id": custom_id, **more}


def row(*components: Json) -> Json:
    return {"type": 1, "components": list(components)}


def menu(options: int, custom_id: str = "menu", **more: object) -> Json:
    choices = [{"label": f"{each}", "value": f"{each}"} for each in range(options)]
    return {"type": 3, "custom_id": custom_id, "options": choices, **more}


def codes(errors: Json, path: tuple[str, ...] = ()) -> Json:
    """The codes of a tree of errors, by their dotted places."""
    found: dict[str, str] = {}
    for key, value in errors.items():
        if key == "_errors":
            found[".".join(path)] = value[0]["code"]
        else:
            found |= codes(value, (*path, key))
    return found


def modal(*fields: Json, **more: object) -> Json:
    data = {"custom_id": "m", "title": "Edit", "components": list(fields), **more}
    return {"type": 9, "data": data}


def field(custom_id: str = "name", **more: object) -> Json:
    return row({"type": 4, "custom_id": custom_id, "style": 1, "label": "Name", **more})


def option(name: str = "thing", **more: object) -> Json:
    return {"type": 3, "name": name, "description": "A thing", **more}


def command(*options: Json, **more: object) -> Json:
    return {"name": "add", "description": "Add", "options": list(options), **more}
