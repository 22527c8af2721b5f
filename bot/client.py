"""The Discord client: the one place where outcomes become replies and bugs are caught."""

from __future__ import annotations

import asyncio
import gc
import logging
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from itertools import islice
from typing import Any, Protocol

import aiohttp
import discord
import yarl
from discord import app_commands
from msgspec.structs import replace

from bot.clock import Clock
from bot.domain.edits import EditAnswer, Editor, Form
from bot.domain.questions import Asker, Question, Refusal
from bot.domain.scopes import scope_of
from bot.interactions import editor_of, name_of, option_typed, typed_into, undeliverable
from bot.render import notices
from bot.render.answer import render
from bot.render.discord_view import (
    AskButton,
    AskMenu,
    NoteButton,
    Press,
    cut,
    layout,
    read_stored,
    stored_form,
)
from bot.render.form import draft_of, modal
from bot.render.message import Message, units
from bot.render.refusal import giving_back
from bot.render.voice import Voice
from bot.servers import Servers
from bot.services.cooldown import Cooldown
from bot.services.editing import Editing
from bot.services.local_today import LocalToday
from bot.services.lookup import Lookup
from bot.services.notes.why import Why
from bot.services.privacy import Privacy
from bot.tree import Tree
from bot.uploads import Telling, upload_of
from storage.errors import DatabaseUnusable
from storage.questions import Questions
from storage.settings import Settings

log = logging.getLogger(__name__)

# This bot never speaks: an operator need not be told at each start what voice would want.
discord.VoiceClient.warn_nacl = False
discord.VoiceClient.warn_dave = False

SLOW = frozenset({"edit export", "posts send", "privacy delete"})
"""What may take longer than the three seconds that Discord waits for an answer."""
CHOICES = 25
CHOICE = 100
LAST_WORDS = 2.0
"""Seconds that answers under way get when the bot stops."""
LEAVE = 0.5
"""Seconds to tell those who get none."""


class Private(Protocol):
    """What answers people by what they may do, each alone."""

    async def answer(self, question: Question, editor: Editor, /) -> EditAnswer:
        """The answer, or a refusal."""


class Bot(discord.AutoShardedClient):
    """The bot as Discord sees it. ``development_guild`` (0: none) gets the commands at once and alone.

    ``fresh_commands`` sends the commands to Discord at every start, also where they are unchanged;
    ``more`` goes to discord.py's client.
    """

    def __init__(
        self,
        lookup: Lookup,
        editing: Editing,
        privacy: Privacy,
        why: Why,
        today: LocalToday,
        questions: Questions,
        settings: Settings,
        clock: Clock,
        *,
        development_guild: int = 0,
        fresh_commands: bool = False,
        **more: Any,
    ) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            **more,
        )
        self._lookup = lookup
        self._editing = editing
        self._today = today
        self._private: Mapping[str, Private] = {
            "edit": editing,
            "posts": editing,
            "privacy": privacy,
            "why": why,
        }
        """What answers a person alone, by the first word of the command."""
        self._questions = questions
        self._settings = settings
        self._clock = clock
        self._cooldown = Cooldown(clock)
        self._fresh_commands = fresh_commands
        self._frozen = False
        self._under_way: set[asyncio.Task[Any]] = set()
        self._unanswered: set[discord.Interaction[Bot]] = set()
        self._launched: set[int] = set()
        self.servers = Servers(self, privacy, settings, clock)
        self.mentions: Mapping[str, str] = {}
        """Of each command the text that shows as a link to it, by its name."""
        self.tree = Tree(self, discord.Object(development_guild) if development_guild else None)

    async def setup_hook(self) -> None:
        """Prepares what a connection needs: buttons of earlier runs, and commands as they are now."""
        self.add_dynamic_items(AskButton, AskMenu, NoteButton)
        self.mentions = await self.tree.register(self._settings, always=self._fresh_commands)

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Connects a shard; raises ``GatewayNotFound`` when that failed.

        By itself discord.py tries again every 5 seconds without end. It calls this again to do so: here that
        ends the attempt, and whoever started the client waits longer each time.
        """
        if shard_id in self._launched:
            raise discord.GatewayNotFound
        self._launched.add(shard_id)
        await super().launch_shard(gateway, shard_id, initial=initial)

    async def close(self) -> None:
        """Leaves Discord, after a moment for what is under way."""
        await asyncio.sleep(0)  # What was told just now has its task, which is yet to begin.
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_WORDS):
                while self._under_way:
                    await asyncio.wait(self._under_way)
        await self._take_leave()
        await super().close()

    def dispatch(self, event: str, /, *told: Any, **more: Any) -> None:
        """Passes on what happened, until the bot has left: even then discord.py may tell that it is ready."""
        if not self.is_closed():
            super().dispatch(event, *told, **more)

    async def on_ready(self) -> None:
        """Says so, and takes what is in memory for good out of the garbage collector's way."""
        self._finish_before_closing()
        log.info("ready, in %d servers", len(self.guilds))
        if not self._frozen:
            self._frozen = True
            gc.freeze()
        await self.servers.tidy()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Takes in that a server let the bot in."""
        self._finish_before_closing()
        await self.servers.joined(guild)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Takes in that the bot is in a server.

        discord.py tells so, too, of one that came while the bot was away, or had only just connected
        (``AutoShardedConnectionState._delay_shard_ready``).
        """
        self._finish_before_closing()
        await self.servers.found(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Takes in that the bot is no longer in a server."""
        self._finish_before_closing()
        await self.servers.left(guild)

    async def on_interaction(self, interaction: discord.Interaction[Bot]) -> None:
        """Takes in what was filled into a form, whenever and by whichever run of the bot it was shown."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        data: Any = interaction.data
        draft = draft_of(data.get("custom_id", ""))
        if draft is None:
            return
        question = Question("edit filled", {**typed_into(interaction), "draft": draft})
        await self.respond(interaction, question, private=True)

    async def respond(
        self, interaction: discord.Interaction[Bot], question: Question, private: bool = False
    ) -> None:
        """Answers a command or a form that was filled in; ``private`` is for the asker alone.

        A form of a private message takes that message's place.
        """
        async with self._answering(interaction):
            answer = await self._answer(interaction, question)
            await self._reply(interaction, answer, private, instead=_of_private_message(interaction))

    async def take_in(
        self, interaction: discord.Interaction[Bot], question: Question, file: discord.Attachment
    ) -> None:
        """Answers an editor who hands in a file, and says meanwhile how far its reading has come."""
        async with self._answering(interaction):
            # First: if that comes too late, nothing was read.
            await interaction.response.defer(ephemeral=True)
            voice = self._voice(interaction)
            if until := self._cooldown.too_often(interaction.user.id, question):
                await self._send(interaction, notices.too_often(question, until, voice), private=True)
                return
            telling = Telling(interaction, voice)
            upload = upload_of(file, telling)
            answer: EditAnswer | None = None
            try:
                answer = await self._editing.answer(question, await self._editor(interaction), upload)
            finally:
                if answer is None or isinstance(answer, Refusal):
                    self._cooldown.not_had(interaction.user.id)
                await telling.end()
            if not isinstance(answer, Form):
                await self._replace(interaction, self._worded(interaction, answer))

    async def pressed(
        self, interaction: discord.Interaction[Bot], press: Press, chosen: Mapping[str, str] | None = None
    ) -> None:
        """Does what a button says: turns the message into another answer, or gives the presser one alone.

        ``chosen`` are the options that a menu sets.
        """
        async with self._answering(interaction):
            stored = await self._questions.find(press.key)
            if stored is None:
                await self._send(interaction, notices.forgotten(self._voice(interaction)), private=True)
                return
            asked = read_stored(stored)
            question = replace(asked, options={**asked.options, **(chosen or {})})
            turns = press.effect == "replace"
            if turns and interaction.user.id != press.asker:
                not_yours = notices.not_yours(question, self._voice(interaction))
                await self._send(interaction, not_yours, private=True)
                return
            answer = await self._answer(interaction, question)
            for_all = isinstance(answer, Message) and not answer.private
            instead = turns and (for_all or _of_private_message(interaction))
            await self._reply(interaction, answer, private=True, instead=instead)

    async def note_pressed(self, interaction: discord.Interaction[Bot], act: str, delivery: str) -> None:
        """Answers whoever pressed a button of a note, alone."""
        async with self._answering(interaction):
            answer = await self._answer(interaction, Question(act, {"delivery": delivery}))
            await self._reply(interaction, answer, private=True, instead=False)

    async def complete(
        self, interaction: discord.Interaction[Bot], typed: str
    ) -> list[app_commands.Choice[str]]:
        """What the bot offers while a text option is typed, within Discord's limits."""
        command = interaction.command.qualified_name if interaction.command else ""
        option = option_typed(interaction.data)
        filled = typed_into(interaction)
        if command.startswith(("edit ", "posts ")):
            editor = await self._editor(interaction)
            offers = await self._editing.complete(command, option, typed, filled, editor)
        else:
            asker = await self._asker(interaction)
            offers = await self._lookup.complete(command, option, typed, asker, filled)
        words = self._voice(interaction).words
        choices = (
            app_commands.Choice(name=cut(shown, CHOICE), value=offer.value)
            for offer in offers
            if (shown := words.word(offer.label)).strip() and 0 < units(offer.value) <= CHOICE
        )
        return list(islice(choices, CHOICES))

    async def failed(self, interaction: discord.Interaction[Bot], error: Exception) -> None:
        """A bug: the traceback goes to the log, under the reference that the user gets with an apology.

        Where Discord or the way there is the matter, nothing more can be said to anybody but the log.
        """
        asked = name_of(interaction)
        if undeliverable(error):
            log.warning("%s: the answer was not sent: %s: %s", asked, type(error).__name__, error)
            return
        reference = secrets.token_hex(4)
        log.error("reference %s: %s failed", reference, asked, exc_info=error)
        voice = self._voice(interaction)
        apology = notices.unusable if isinstance(error, DatabaseUnusable) else notices.failed
        told = giving_back(apology(reference, voice), Question("", typed_into(interaction)), voice)
        try:
            await self._send(interaction, told, private=True)
        except (discord.HTTPException, aiohttp.ClientError, TimeoutError) as unsent:
            log.warning("reference %s: the apology was not sent: %s", reference, unsent)

    async def _take_leave(self) -> None:
        """Tells those who were promised an answer that there will be none: Discord would go on saying for a
        quarter of an hour that the bot is thinking."""
        promised = [
            one
            for one in self._unanswered
            if one.response.type is discord.InteractionResponseType.deferred_channel_message
        ]
        told = (self._send(one, notices.stopped(self._voice(one)), private=True) for one in promised)
        with suppress(TimeoutError):
            async with asyncio.timeout(LEAVE):
                await asyncio.gather(*told, return_exceptions=True)

    def _finish_before_closing(self) -> None:
        """When the bot stops, the task that calls this gets the time to end, such as to send its answer."""
        task = asyncio.current_task()
        if task is not None:
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def _asker(self, interaction: discord.Interaction[Bot]) -> Asker:
        # In a server where somebody brought the bot as an app of their own, it has the corpus alone.
        guild = self.get_guild(interaction.guild_id or 0)
        scope = scope_of(guild.id) if guild is not None else None
        return Asker(scope, await self._today.of(scope), str(interaction.locale))

    def _voice(self, interaction: discord.Interaction[Bot]) -> Voice:
        return Voice.of(str(interaction.locale), self.mentions)

    async def _editor(self, interaction: discord.Interaction[Bot]) -> Editor:
        return editor_of(interaction, await self._asker(interaction), self._clock.now())

    @asynccontextmanager
    async def _answering(self, interaction: discord.Interaction[Bot]) -> AsyncIterator[None]:
        """What is done in here is finished before the bot closes; a bug ends in an apology."""
        self._finish_before_closing()
        self._unanswered.add(interaction)
        try:
            yield
        except Exception as error:
            await self.failed(interaction, error)
        self._unanswered.discard(interaction)  # Not where it is cancelled, as the sending of a note may be.

    async def _answer(self, interaction: discord.Interaction[Bot], question: Question) -> Message | Form:
        """The message or the form that answers a question."""
        if question.command in SLOW:
            await interaction.response.defer(ephemeral=True)
        if until := self._cooldown.too_often(interaction.user.id, question):
            return notices.too_often(question, until, self._voice(interaction))
        private = self._private.get(question.command.split()[0])
        if private is None:
            asker = await self._asker(interaction)
            answer = await self._lookup.answer(question, asker)
            return render(answer, locale=asker.locale, mentions=self.mentions)
        told = await private.answer(question, await self._editor(interaction))
        return told if isinstance(told, Form) else self._worded(interaction, told)

    def _worded(self, interaction: discord.Interaction[Bot], answer: EditAnswer) -> Message:
        # Only here: no start waits for what words an editor's answers.
        from bot.render.edit import render_edit

        return render_edit(answer, locale=str(interaction.locale), mentions=self.mentions)

    async def _reply(
        self, interaction: discord.Interaction[Bot], answer: Message | Form, private: bool, *, instead: bool
    ) -> None:
        """Shows an answer, ``instead`` of the message that was pressed."""
        if isinstance(answer, Form):
            await interaction.response.send_modal(modal(answer, self._voice(interaction)))
        elif instead:
            await self._replace(interaction, answer)
        else:
            await self._send(interaction, answer, private)

    async def _send(self, interaction: discord.Interaction[Bot], message: Message, private: bool) -> None:
        await self._remember(message)
        view, files = layout(message, interaction.user.id)
        ephemeral = private or message.private
        if interaction.response.is_done():
            await interaction.followup.send(view=view, files=files, ephemeral=ephemeral)
        else:
            await interaction.response.send_message(view=view, files=files, ephemeral=ephemeral)

    async def _replace(self, interaction: discord.Interaction[Bot], message: Message) -> None:
        await self._remember(message)
        view, files = layout(message, interaction.user.id)
        if interaction.response.is_done():
            await interaction.edit_original_response(view=view, attachments=files)
        else:
            await interaction.response.edit_message(view=view, attachments=files)

    async def _remember(self, message: Message) -> None:
        buttons, menus = message.buttons, message.menus
        asked = [*(button.question for button in buttons), *(menu.question for menu in menus)]
        await self._questions.keep([stored_form(question) for question in asked])


def _of_private_message(interaction: discord.Interaction[Bot]) -> bool:
    """Whether it came from a message that its presser alone sees."""
    return interaction.message is not None and interaction.message.flags.ephemeral
