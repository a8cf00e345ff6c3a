"""The smallest bot of the library: repeats what it is told, marks it as kept when pressed.

Reads MINNOW_DISCORD_TOKEN, MINNOW_DISCORD_API_URL and MINNOW_DISCORD_GATEWAY_URL as the program
does, so that it can stand in its place: to try the demo, and as the floor of measurements.
"""

import os
from collections.abc import Mapping

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route


class Kept(discord.ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="Keep", emoji="✅", custom_id="keep")
    async def keep(
        self, interaction: discord.Interaction, _button: discord.ui.Button["Kept"]
    ) -> None:
        await interaction.response.edit_message(content="kept", view=None)


class Picking(discord.ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.select(
        placeholder="Which?",
        custom_id="pick",
        options=[discord.SelectOption(label=name) for name in ("Lamp", "Mug")],
    )
    async def pick(
        self, interaction: discord.Interaction, picked: discord.ui.Select["Picking"]
    ) -> None:
        await interaction.response.send_message(f"picked {picked.values[0]}", ephemeral=True)


class Naming(discord.ui.Modal, title="Name it"):
    name: discord.ui.TextInput["Naming"] = discord.ui.TextInput(label="Name", default="lamp")
    note: discord.ui.TextInput["Naming"] = discord.ui.TextInput(label="Note", required=False)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"named {self.name.value}, {self.note.value}")


class EchoBot(discord.Client):
    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(dm_messages=True))
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        self.add_view(Kept())
        self.add_view(Picking())
        self.tree.add_command(echo)
        self.tree.add_command(pick)
        self.tree.add_command(name)
        await self.tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        if message.author != self.user:
            files = [await each.to_file() for each in message.attachments]
            said = discord.utils.escape_markdown(message.content)
            await message.channel.send(said, view=Kept(), files=files)


@app_commands.command(description="Repeat it")
async def echo(interaction: discord.Interaction, words: str) -> None:
    embed = discord.Embed(title=words, timestamp=discord.utils.utcnow())
    await interaction.response.send_message(embed=embed)


@app_commands.command(description="Pick something")
async def pick(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("something", view=Picking())


@app_commands.command(description="Name something")
async def name(interaction: discord.Interaction) -> None:
    await interaction.response.send_modal(Naming())


def main(environment: Mapping[str, str]) -> None:
    Route.BASE = environment["MINNOW_DISCORD_API_URL"]
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(environment["MINNOW_DISCORD_GATEWAY_URL"])
    EchoBot().run(environment["MINNOW_DISCORD_TOKEN"], log_handler=None)


if __name__ == "__main__":
    main(os.environ)
