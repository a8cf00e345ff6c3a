"""Forms: filled with what is, they change what differs, and can be done without."""

import pytest

from bot.agent.calls import AddItems, ThingToAdd
from bot.conversation.form import Form
from bot.conversation.forms import may_open_form, submitted
from bot.conversation.messages import Content, Invoked, Press, Text
from bot.conversation.wording.language import translations
from storage.vocabulary import ItemStatus
from tests.conversation.conftest import World
from tests.fakes.talker import Talker


async def has(world: World, talker: Talker, *things: ThingToAdd) -> None:
    world.agent.will_run(AddItems(things=things))
    await talker.say("add them")


def form_of(talker: Talker) -> Form:
    form = talker.replies[0].form
    assert form is not None
    return form


async def send_form(talker: Talker, form: Form, **changed: str) -> str:
    """As it was shown, but for what was changed."""
    filled = {field.option: field.value for field in form.fields} | changed
    return await talker.send(talker.sending(submitted(form.name, form.about, filled)))


async def open_form(world: World, talker: Talker, name: str = "Harp") -> Form:
    await has(world, talker, ThingToAdd(name=name))
    await talker.say(f"/item {name}")
    await talker.press("Edit")
    return form_of(talker)


async def test_edit_on_a_card_shows_the_form_in_place_of_the_card(
    world: World, ann: Talker
) -> None:
    form = await open_form(world, ann)
    assert ann.replies[0].edits
    assert form.title == "Edit Harp"
    assert {field.option: field.value for field in form.fields} == {
        "name": "Harp",
        "received": "2026-03-10",
        "last_used": "2026-03-10",
        "goal": "12",
        "type": "Technology",
    }


async def test_without_forms_the_text_says_how_and_leads_back(world: World, ann: Talker) -> None:
    await open_form(world, ann)
    assert "rename Harp to …" in ann.replies[0].text
    assert "Goal 1 year" in await ann.press("Back")


@pytest.mark.parametrize("locale", ["en", *translations()])
async def test_a_form_that_is_sent_as_it_was_shown_changes_nothing(
    world: World, locale: str
) -> None:
    talker = world.talker("otto", locale)
    await has(world, talker, ThingToAdd(name="Harp"))
    await talker.say("/edit Harp")
    await send_form(talker, form_of(talker))
    assert talker.labels() == [], "nothing to undo"
    history = await talker.say("/history")
    assert len(history.splitlines()) == 1


async def test_only_what_differs_is_changed_with_one_receipt_and_one_undo(
    world: World, ann: Talker
) -> None:
    form = await open_form(world, ann)
    before = await ann.say("/item harp")
    text = await send_form(
        ann, form, name="Lyre", received="3 May 2024", goal="2 years", type="toys", last_used=""
    )
    assert text == (
        "Renamed 📱 Harp to Lyre\n"
        "📱 Lyre: type Technology → Toys; received 10 Mar 2026 → 3 May 2024; goal 1 year → 2 years"
    )
    assert ann.labels() == ["↩️ Undo"]
    await ann.press("Undo")
    assert await ann.say("/item harp") == before


async def test_what_is_left_empty_stays_as_it_is_by_now(world: World, ann: Talker) -> None:
    form = await open_form(world, ann)
    await ann.say("/rename harp to Lyre")
    text = await send_form(ann, form, name="", goal="24")
    assert text == "📱 Lyre: goal 1 year → 2 years"


async def test_an_unreadable_field_is_named_and_nothing_is_changed(
    world: World, ann: Talker
) -> None:
    form = await open_form(world, ann)
    assert "(received)" in await send_form(ann, form, name="Lyre", received="whenever")
    assert "Harp" in await ann.say("/items")


async def test_the_form_of_a_thing_that_is_gone_changes_nothing(world: World, ann: Talker) -> None:
    form = await open_form(world, ann)
    await ann.say("/remove harp")
    await ann.press("Yes")
    assert "cannot find that" in await send_form(ann, form, name="Lyre")


async def test_a_thing_that_went_can_be_edited_too(world: World, ann: Talker) -> None:
    await has(world, ann, ThingToAdd(name="Harp", status=ItemStatus.GIVE))
    await ann.say("/edit harp")
    assert "Renamed 📱 Harp to Lyre" in await send_form(ann, form_of(ann), name="Lyre")


async def test_add_without_words_has_a_form_and_the_usage(ann: Talker) -> None:
    assert "Please write /add THING" in await ann.say("/add")
    form = form_of(ann)
    assert await send_form(ann, form, thing="Harp", goal="2 years") == (
        "Added 📱 Harp · received 10 Mar 2026 · goal 2 years"
    )


@pytest.mark.parametrize("locale", ["en", *translations()])
async def test_forms_fit_every_platform(world: World, locale: str) -> None:
    talker = world.talker("otto", locale)
    await talker.say("/add")
    forms = [form_of(talker)]
    await has(world, talker, ThingToAdd(name="n" * 255))
    await talker.say(f"/edit {'n' * 255}")
    forms.append(form_of(talker))
    for form in forms:
        assert 1 <= len(form.title) <= 45
        assert 1 <= len(form.fields) <= 5
        assert len({field.option for field in form.fields}) == len(form.fields)
        for field in form.fields:
            assert 1 <= len(field.label) <= 45
            assert len(field.value) <= field.longest <= 4000
    assert len(f"{forms[1].name}.{forms[1].about}") <= 100, "both fit into one custom_id"


async def test_which_answers_are_forms_is_known_before(world: World, ann: Talker) -> None:
    await has(world, ann, ThingToAdd(name="Harp"))
    await ann.say("/item harp")
    edit, goal = ann.button("Edit").payload, ann.button("Goal").payload
    contents: list[Content] = [
        Press(edit),
        Press(goal),
        Invoked("add"),
        Invoked("add", (("thing", " "),)),
        Invoked("add", (("thing", "Lamp"),)),
        Invoked("edit", (("thing", "Harp"),)),
        Invoked("edit", (("thing", "Harp"), ("goal", "24"))),
        Invoked("stats"),
        Text("hello"),
    ]
    for content in contents:
        await ann.send(ann.sending(content))
        has_form = any(reply.form is not None for reply in ann.replies)
        assert may_open_form(content) == has_form, content
