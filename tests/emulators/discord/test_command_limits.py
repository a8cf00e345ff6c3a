"""Commands that Discord refuses, with its own codes."""

from tests.emulators.discord import DiscordServer, Person
from tests.emulators.discord.shapes import Json, Send, cases, codes, command, option

COMMANDS: list[tuple[str, Json, Json]] = [
    ("capitals", [command(name="Add")], {"0.name": "APPLICATION_COMMAND_INVALID_NAME"}),
    ("spaces", [command(name="add it")], {"0.name": "APPLICATION_COMMAND_INVALID_NAME"}),
    ("a long name", [command(name="x" * 33)], {"0.name": "BASE_TYPE_BAD_LENGTH"}),
    ("no description", [command(description="")], {"0.description": "BASE_TYPE_REQUIRED"}),
    (
        "a long description",
        [command(description="x" * 101)],
        {"0.description": "BASE_TYPE_MAX_LENGTH"},
    ),
    (
        "26 options",
        [command(*(option(f"o{each}") for each in range(26)))],
        {"0.options": "BASE_TYPE_MAX_LENGTH"},
    ),
    (
        "required after optional",
        [command(option("a"), option("b", required=True))],
        {"0.options.1.required": "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"},
    ),
    (
        "an option twice",
        [command(option(), option())],
        {"0.options.1.name": "APPLICATION_COMMAND_OPTIONS_NAME_INVALID"},
    ),
    (
        "choices and autocomplete",
        [command(option(autocomplete=True, choices=[{"name": "a", "value": "a"}]))],
        {"0.options.0.autocomplete": "APPLICATION_COMMAND_AUTOCOMPLETE_INVALID"},
    ),
    (
        "a subcommand beside options",
        [command(option(), {"type": 1, "name": "sub", "description": "Sub"})],
        {"0.options": "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"},
    ),
    (
        "an unknown language",
        [command(name_localizations={"xx": "plus"})],
        {"0.name_localizations.xx": "LOCALE_INVALID"},
    ),
    (
        "a localised name with capitals",
        [command(name_localizations={"de": "Neu"})],
        {"0.name_localizations.de": "APPLICATION_COMMAND_INVALID_NAME"},
    ),
    (
        "a name twice",
        [command(), command()],
        {"1": "APPLICATION_COMMANDS_DUPLICATE_NAME"},
    ),
    (
        "a menu command with a description",
        [{"type": 3, "name": "Add to my things", "description": "Add"}],
        {"0.description": "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION"},
    ),
    (
        "too much in one command",
        [
            command(
                *(
                    option(
                        f"o{n}",
                        choices=[{"name": f"{m}" * 50, "value": f"{m}" * 90} for m in range(6)],
                    )
                    for n in range(10)
                )
            )
        ],
        {"0": "APPLICATION_COMMAND_TOO_LARGE"},
    ),
    (
        "101 commands",
        [command(name=f"c{each}") for each in range(101)],
        {"": "APPLICATION_COMMANDS_MAX"},
    ),
]


@cases(COMMANDS)
async def test_commands_beyond_the_limits_are_refused(
    server: DiscordServer, send: Send, body: Json, expected: Json
) -> None:
    status, answer = await send("PUT", f"/applications/{server.application_id}/commands", body)

    assert (status, answer["code"], codes(answer["errors"])) == (400, 50035, expected)
    assert list(server.commands) == []


async def test_single_commands_are_added_changed_and_deleted(
    server: DiscordServer, send: Send, ann: Person
) -> None:
    path = f"/applications/{server.application_id}/commands"
    guild = server.guild("Flat 7", owner=ann)
    local = f"/applications/{server.application_id}/guilds/{guild.id}/commands"

    added = (await send("POST", path, command()))[1]
    again = (await send("POST", path, command(description="Add more")))[1]
    changed = (await send("PATCH", f"{path}/{added['id']}", {"name": "new"}))[1]
    assert (await send("POST", local, command()))[1]["guild_id"]
    assert (await send("GET", f"{path}/1"))[1]["code"] == 10063
    assert (await send("DELETE", f"{path}/{added['id']}"))[0] == 204

    assert added["id"] == again["id"] == changed["id"]
    assert (changed["name"], changed["description"]) == ("new", "Add more")
    assert (await send("GET", path))[1] == []
    assert len((await send("GET", local))[1]) == 1
