"""A bot for the tests of the emulator that uses every kind of interaction."""

import asyncio
import re
from typing import Any

import discord
from discord import app_commands

from tests.emulators.discord.conftest import Bot

AnyCommand = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu
INSTALLS = app_commands.allowed_installs(guilds=True, users=True)
CONTEXTS = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)


class Undo(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"undo:(?P<turn>\d+)"):
    def __init__(self, turn: int) -> None:
        super().__init__(discord.ui.Button(label="Undo", custom_id=f"undo:{turn}"))
        self.turn = turn

    @classmethod
    async def from_custom_id(
        cls,
        _interaction: discord.Interaction,
        _item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> "Undo":
        return cls(int(match["turn"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(content=f"undone {self.turn}", view=None)


class Editing(discord.ui.Modal, title="Edit"):
    name: discord.ui.TextInput["Editing"] = discord.ui.TextInput(
        label="Name", default="hoodie", max_length=40
    )
    note: discord.ui.TextInput["Editing"] = discord.ui.TextInput(label="Note", required=False)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"{self.name.value}|{self.note.value}")


class Assistant(Bot):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.refused: list[discord.HTTPException] = []

    async def setup_hook(self) -> None:
        self.add_dynamic_items(Undo)
        commands: tuple[AnyCommand, ...] = (
            *(add, show, edit, slow, late, twice, admin, pick, picture, card, label, checkup),
            add_this,
        )
        for each in commands:
            self.tree.add_command(each)
        await self.tree.sync()


def of(interaction: discord.Interaction) -> Assistant:
    assert isinstance(interaction.client, Assistant)
    return interaction.client


@app_commands.command(description="Add a thing")
@INSTALLS
@CONTEXTS
async def add(
    interaction: discord.Interaction, thing: str, months: app_commands.Range[int, 1, 60] = 12
) -> None:
    view = discord.ui.View(timeout=None)
    view.add_item(Undo(7))
    await interaction.response.send_message(f"{thing} for {months}", view=view)


@app_commands.command(description="Show a thing")
async def show(interaction: discord.Interaction, thing: str) -> None:
    await interaction.response.send_message(f"just for you: {thing}", ephemeral=True)


@show.autocomplete("thing")
async def things(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
    found = [name for name in ("grey hoodie", "green mug") if current in name]
    return [app_commands.Choice(name=name, value=name) for name in found]


@app_commands.command(description="Edit a thing")
async def edit(interaction: discord.Interaction) -> None:
    await interaction.response.send_modal(Editing())


@app_commands.command(description="Take a while")
async def slow(interaction: discord.Interaction) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await of(interaction).may_answer.wait()
    await interaction.edit_original_response(content="done")
    await interaction.followup.send("and more", ephemeral=True)


@app_commands.command(description="Take too long")
async def late(interaction: discord.Interaction, deferred: bool = False) -> None:
    bot = of(interaction)
    if deferred:
        await interaction.response.defer()
    await bot.may_answer.wait()
    try:
        if deferred:
            await interaction.followup.send("late")
        else:
            await interaction.response.send_message("late")
    except discord.HTTPException as refused:
        bot.refused.append(refused)
    if interaction.channel is not None:
        await interaction.channel.send("sorry")  # type: ignore[union-attr]


@app_commands.command(description="Answer twice")
async def twice(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("once")
    fresh = discord.InteractionResponse(interaction)
    try:
        await fresh.send_message("twice")
    except discord.HTTPException as refused:
        of(interaction).refused.append(refused)
    await interaction.followup.send("finished")


@app_commands.command(description="For those who manage the server")
@app_commands.default_permissions(manage_guild=True)
@app_commands.guild_only()
async def admin(interaction: discord.Interaction) -> None:
    may = interaction.permissions.manage_guild
    await interaction.response.send_message(f"may: {may}")


@app_commands.command(description="Pick something")
async def pick(interaction: discord.Interaction, whose: discord.User | None = None) -> None:
    view = discord.ui.View()
    menu: discord.ui.Select[Any] = discord.ui.Select(placeholder="Which one?")
    for name in ("hoodie", "mug"):
        menu.add_option(label=name.title(), value=name)

    async def chosen(interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content=f"chose {menu.values[0]}", view=None)

    menu.callback = chosen  # type: ignore[method-assign]
    view.add_item(menu)
    await interaction.response.send_message(f"of {whose}", view=view)


@app_commands.command(description="Show a picture")
async def picture(interaction: discord.Interaction, file: discord.Attachment) -> None:
    content = (await file.read()).decode()
    await interaction.response.send_message(f"{file.filename}: {content}")


@app_commands.command(description="Show a card")
async def card(interaction: discord.Interaction) -> None:
    view = discord.ui.LayoutView(timeout=None)
    container: discord.ui.Container[Any] = discord.ui.Container(discord.ui.TextDisplay("A hoodie"))
    container.add_item(discord.ui.ActionRow(Undo(9)))
    view.add_item(container)
    await interaction.response.send_message(view=view)


class Labelling(discord.ui.Modal, title="Label"):
    kind: discord.ui.Label["Labelling"] = discord.ui.Label(
        text="Kind",
        component=discord.ui.Select(
            options=[discord.SelectOption(label=name) for name in ("Clothing", "Tools")]
        ),
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        assert isinstance(self.kind.component, discord.ui.Select)
        await interaction.response.send_message(self.kind.component.values[0])


@app_commands.command(description="Label a thing")
async def label(interaction: discord.Interaction) -> None:
    await interaction.response.send_modal(Labelling())


checkup = app_commands.Group(name="checkup", description="Checkups")


@checkup.command(description="How often")
async def interval(interaction: discord.Interaction, months: int) -> None:
    await interaction.response.send_message(f"every {months}")


@app_commands.context_menu(name="Add to my things")
async def add_this(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(f"added {message.content}", ephemeral=True)
