"""Commands whose options come one by one: they do what their words do, and nothing is guessed."""

import re
from collections.abc import Mapping
from datetime import date

import pytest

from bot.agent.calls import AddItems, ThingToAdd
from bot.conversation.commands import COMMANDS
from bot.conversation.messages import Invoked
from bot.conversation.options import OptionKind
from bot.conversation.wording.language import language, translations
from core.clock import StandingClock
from storage.transactions import Database
from storage.vocabulary import ItemStatus
from tests.conversation.conftest import World
from tests.conversation.media import studio
from tests.fakes.talker import Talker

SAME: Mapping[str, tuple[str, dict[str, str]]] = {
    "add": (
        "/add blue kettle, got it yesterday",
        {"thing": "blue kettle", "received": "yesterday"},
    ),
    "items": ("/items donated", {"which": "donated"}),
    "item": ("/item grey hoodie", {"thing": "grey hoodie"}),
    "give": ("/give Switch to my brother", {"thing": "Switch", "to": "my brother"}),
    "donate": (
        "/donate desk chair to the Red Cross",
        {"thing": "desk chair", "to": "the Red Cross"},
    ),
    "used": ("/used grey hoodie yesterday", {"thing": "grey hoodie", "on": "yesterday"}),
    "goal": ("/goal grey hoodie 2 years", {"thing": "grey hoodie", "goal": "2 years"}),
    "rename": (
        "/rename grey hoodie to old hoodie",
        {"thing": "grey hoodie", "name": "old hoodie"},
    ),
    "edit": ("/edit grey hoodie", {"thing": "grey hoodie"}),
    "remove": ("/remove grey hoodie", {"thing": "grey hoodie"}),
    "undo": ("/undo", {}),
    "history": ("/history", {}),
    "checkups": ("/checkups", {}),
    "review": ("/review give checkup", {"checkup": "give"}),
    "snooze": ("/snooze next Friday", {"until": "next Friday"}),
    "stats": ("/stats", {}),
    "badges": ("/badges", {}),
    "start": ("/start", {}),
    "help": ("/help", {}),
    "settings": ("/settings", {}),
    "timezone": ("/timezone Berlin", {"zone": "Berlin"}),
    "reminders": ("/reminders 18:00", {"hour": "18:00"}),
    "email": ("/email ann@example.org", {"entry": "ann@example.org"}),
    "privacy": ("/privacy", {}),
    "export": ("/export", {}),
    "deletemydata": ("/deletemydata", {}),
}


async def invoke(talker: Talker, command: str, /, **values: str) -> str:
    return await talker.send(talker.sending(Invoked(command, tuple(values.items()))))


async def has(world: World, talker: Talker, *things: ThingToAdd) -> None:
    world.agent.will_run(AddItems(things=things))
    await talker.say("add them")


def test_every_command_is_told_in_words_and_with_options() -> None:
    assert list(SAME) == [command.name for command in COMMANDS]
    for command in COMMANDS:
        assert set(SAME[command.name][1]) <= {option.name for option in command.options}
        assert (command.invocation is None) == (not command.options)


@pytest.mark.parametrize("name", SAME)
async def test_a_command_does_the_same_in_words_and_with_options(
    database: Database, clock: StandingClock, name: str
) -> None:
    text, values = SAME[name]
    conversation = studio(database, clock).conversation
    ann, bob = Talker(conversation, "ann"), Talker(conversation, "bob")
    for talker in (ann, bob):
        for thing in ("grey hoodie", "Switch", "desk chair"):
            await talker.say(f"/add {thing}")
    said = await ann.say(text)
    assert await invoke(bob, name, **values) == said.replace("Ann", "Bob")
    assert bob.labels() == ann.labels()
    assert [reply.form and reply.form.title for reply in bob.replies] == [
        reply.form and reply.form.title for reply in ann.replies
    ]
    for question in ("/items", "/items donated", "/item grey hoodie", "/item old hoodie"):
        assert await bob.say(question) == await ann.say(question)


@pytest.mark.parametrize("locale", ["en", *translations()])
def test_options_fit_every_platform(locale: str) -> None:
    _ = language(locale).gettext
    for command in COMMANDS:
        assert 1 <= len(_(command.summary)) <= 100
        names = [option.name for option in command.options]
        assert len(set(names)) == len(names) <= 25
        required = [option.required for option in command.options]
        assert required == sorted(required, reverse=True), command.name
        for option in command.options:
            assert re.fullmatch(r"[a-z0-9_-]{1,32}", option.name)
            assert 1 <= len(_(option.summary)) <= 100
            assert len(option.choices) <= 25
            assert bool(option.choices) == (option.kind is OptionKind.CHOICE)
            for choice in option.choices:
                assert 1 <= len(_(choice.label)) <= 100
                assert 1 <= len(choice.value) <= 100


async def test_every_option_of_an_addition_counts(ann: Talker) -> None:
    values = {
        "thing": "Harp",
        "received": "3 May 2024",
        "last_used": "2026-03-01",
        "goal": "18",
        "type": "Toys_Games",
    }
    assert await invoke(ann, "add", **values) == (
        "Added 📱 Harp · received 3 May 2024 · goal 1 year, 6 months"
    )
    card = await ann.say("/item harp")
    assert "Type: Toys" in card
    assert "Last used: 1 Mar 2026" in card


async def test_a_name_that_reads_like_a_sentence_is_the_thing_that_has_it(
    world: World, ann: Talker
) -> None:
    await has(world, ann, ThingToAdd(name="Letter to Bob"), ThingToAdd(name="The One"))
    assert await invoke(ann, "give", thing="letter to bob", to="Eve") == (
        "Gave 📱 Letter to Bob to Eve"
    )
    assert await invoke(ann, "give", thing="The One") == "Gave 📱 The One away"


async def test_of_two_things_of_one_name_the_kept_one_is_meant(world: World, ann: Talker) -> None:
    gone = ThingToAdd(name="Lamp", status=ItemStatus.GIVE)
    await has(world, ann, gone, ThingToAdd(name="Lamp"))
    assert await invoke(ann, "donate", thing="Lamp") == "Donated 📱 Lamp"


async def test_two_kept_things_of_one_name_are_asked_about(world: World, ann: Talker) -> None:
    await has(world, ann, ThingToAdd(name="Lamp"), ThingToAdd(name="Lamp"))
    assert "Which one do you mean" in await invoke(ann, "donate", thing="Lamp")


@pytest.mark.parametrize(
    ("name", "values", "answer"),
    [
        ("give", {"thing": "Harp", "on": "qwert"}, "“qwert” is no day to me (on)"),
        ("used", {"thing": "Harp", "on": "3 years"}, "“3 years” is no day to me (on)"),
        ("edit", {"thing": "Harp", "received": "30 February"}, "no day to me (received)"),
        ("goal", {"thing": "Harp", "goal": "blue"}, "no length of time to me (goal)"),
        ("edit", {"thing": "Harp", "type": "Ships"}, "nothing to choose here (type)"),
        ("snooze", {"until": "qwert"}, "“qwert” is no day to me (until)"),
        ("give", {"thing": "Harp", "on": "3 May 2031"}, "3 May 2031 cannot be right here"),
        ("goal", {"thing": "Harp", "goal": "9999"}, "0 to 1200 months"),
        ("give", {"thing": "Boat"}, "cannot find that"),
        ("give", {}, "Please write /give NAME to WHOM"),
        ("give", {"thing": " \n"}, "Please write /give NAME to WHOM"),
        ("nonsense", {"thing": "Harp"}, "I do not know /nonsense"),
        ("rename", {"thing": "Harp", "name": "x" * 300}, "1 to 255 characters"),
        ("rename", {"thing": "Harp", "name": "x" * 6000}, "too long for me"),
    ],
)
async def test_what_cannot_be_right_is_named_and_changes_nothing(
    world: World, ann: Talker, name: str, values: dict[str, str], answer: str
) -> None:
    await has(world, ann, ThingToAdd(name="Harp"))
    before = await ann.say("/item harp")
    assert answer in await invoke(ann, name, **values)
    assert await ann.say("/item harp") == before


async def test_edit_in_words_takes_a_sentence_too(database: Database, clock: StandingClock) -> None:
    ann = Talker(studio(database, clock).conversation)
    await ann.say("/add harp")
    assert "goal 1 year → 2 years" in await ann.say("/edit set the goal of the harp to 2 years")


async def test_a_snooze_of_one_checkup_leaves_the_other(
    database: Database, clock: StandingClock
) -> None:
    ann = Talker(studio(database, clock).conversation)
    text = await invoke(ann, "snooze", until="next Friday", checkup="give")
    assert text == "Give checkup: I will not remind you before 13 Mar 2026"
    assert "nothing to choose" in await invoke(ann, "snooze", until="next Friday", checkup="no")


async def test_an_option_that_there_is_not_is_overlooked(world: World, ann: Talker) -> None:
    await has(world, ann, ThingToAdd(name="Harp"))
    assert await invoke(ann, "give", thing="Harp", colour="red") == "Gave 📱 Harp away"


async def test_somebody_elses_id_is_no_thing(world: World, ann: Talker) -> None:
    await has(world, ann, ThingToAdd(name="Harp"))
    await ann.say("/edit harp")
    form = ann.replies[0].form
    assert form is not None
    bob = world.talker("bob")
    assert "cannot find that" in await invoke(bob, "edit", thing=form.about, name="Mine")
    assert "cannot find that" in await invoke(bob, "remove", thing=form.about)
    assert "Harp" in await ann.say("/items")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/used harp", "📱 Harp: last used 1 Jan 2024 → 10 Mar 2026"),
        ("/used harp on 3 May 2024", "📱 Harp: last used 1 Jan 2024 → 3 May 2024"),
        ("/used Guide to March yesterday", "last used 1 Jan 2024 → 9 Mar 2026"),
        ("/used Guide to March", "last used 1 Jan 2024 → 10 Mar 2026"),
        ("/goal harp to 2 years", "📱 Harp: goal 1 year → 2 years"),
        ("/goal harp 30", "📱 Harp: goal 1 year → 2 years, 6 months"),
        ("/goal harp", "Please write /goal NAME LENGTH"),
        ("/rename harp to Lyre", "Renamed 📱 Harp to Lyre"),
        ("/rename Guide to March to Guide to May", "Renamed 📱 Guide to March to Guide to May"),
        ("/rename harp", "Please write /rename NAME to NEW NAME"),
        ("/used boat yesterday", "cannot find that"),
        ("/edit boat", "cannot find that"),
    ],
)
async def test_the_words_behind_a_command_are_told_apart(
    world: World, ann: Talker, text: str, answer: str
) -> None:
    old = date(2024, 1, 1)
    things = [
        ThingToAdd(name=name, received=old, last_used=old) for name in ("Harp", "Guide to March")
    ]
    await has(world, ann, *things)
    assert answer in await ann.say(text)
