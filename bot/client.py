"""The Discord client: turns interactions into questions, sends the answers, and catches every exception."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
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
from bot.garbage import settle
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
from bot.uploads import Progress, upload_of
from storage.errors import DatabaseUnusable
from storage.questions import Questions
from storage.settings import Settings

log = logging.getLogger(__name__)

# The bot does not use voice channels, so discord.py need not warn about missing voice packages at each start.
discord.VoiceClient.warn_nacl = False
discord.VoiceClient.warn_dave = False

SLOW = frozenset({"edit export", "posts send", "privacy delete"})
"""Commands that may take longer than the three seconds that Discord waits, and are deferred at once."""
LONGEST_CHOICE = 100
FINISHING = 2.0
"""Seconds that unfinished answers get when the bot stops."""
APOLOGISING = 0.5
"""Seconds to tell the people whose answers were still unfinished then."""


class PrivateService(Protocol):
    """A service whose answers only the asker sees, and which depend on the asker's permissions."""

    async def answer(self, question: Question, editor: Editor, /) -> EditAnswer:
        """Returns the answer, or a refusal."""


class Bot(discord.AutoShardedClient):
    """The Discord client: receives commands, buttons and forms, and replies with what the services answer.

    ``development_guild`` (0: none) is the only server that gets the commands, without Discord's delay for
    global ones. ``fresh_commands`` sends the commands to Discord at every start, even if they are unchanged.
    ``more`` is passed on to discord.py's client.
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
        self._private_services: Mapping[str, PrivateService] = {
            "edit": editing,
            "posts": editing,
            "privacy": privacy,
            "why": why,
        }
        """By the first word of the command; all other commands are answered by ``lookup``."""
        self._questions = questions
        self._settings = settings
        self._clock = clock
        self._cooldown = Cooldown(clock)
        self._fresh_commands = fresh_commands
        self._settled = False
        self._under_way: set[asyncio.Task[Any]] = set()
        self._unanswered: set[discord.Interaction[Bot]] = set()
        self._launched: set[int] = set()
        self.servers = Servers(self, privacy, settings, clock)
        self.mentions: Mapping[str, str] = {}
        """For each command name, the text that Discord shows as a link to that command."""
        self.tree = Tree(self, discord.Object(development_guild) if development_guild else None)

    async def setup_hook(self) -> None:
        """Registers the commands, and the buttons of messages that earlier runs of the bot have sent."""
        self.add_dynamic_items(AskButton, AskMenu, NoteButton)
        self.mentions = await self.tree.register(self._settings, always=self._fresh_commands)

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Connects a shard once; raises ``GatewayNotFound`` when it is called for the same shard again.

        discord.py retries a failed first connection every 5 seconds for ever, by calling this method again.
        Raising ends that, so that ``App`` can retry with growing pauses instead.
        """
        if shard_id in self._launched:
            raise discord.GatewayNotFound
        self._launched.add(shard_id)
        await super().launch_shard(gateway, shard_id, initial=initial)

    async def close(self) -> None:
        """Disconnects from Discord, after ``FINISHING`` seconds at most for answers under way."""
        await asyncio.sleep(0)  # Tasks of events that came just now must start, to be among those under way.
        with suppress(TimeoutError):
            async with asyncio.timeout(FINISHING):
                while self._under_way:
                    await asyncio.wait(self._under_way)
        await self._apologise_to_unanswered()
        await super().close()

    def dispatch(self, event: str, /, *told: Any, **more: Any) -> None:
        """Passes events on until the client is closed: discord.py may report it as ready even after that."""
        if not self.is_closed():
            super().dispatch(event, *told, **more)

    async def on_ready(self) -> None:
        """Once connected: erases what is due, and settles what is in memory (``garbage.settle``)."""
        self._finish_before_closing()
        log.info("ready, in %d servers", len(self.guilds))
        if not self._settled:
            self._settled = True
            settle()
        await self.servers.tidy()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The bot was added to a server."""
        self._finish_before_closing()
        await self.servers.joined(guild)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """The bot is in a server that can be reached (again).

        discord.py reports a server here, and not in ``on_guild_join``, if the bot was added while it was not
        connected or not yet ready (``AutoShardedConnectionState._delay_shard_ready``).
        """
        self._finish_before_closing()
        await self.servers.found(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot was removed from a server."""
        self._finish_before_closing()
        await self.servers.left(guild)

    async def on_interaction(self, interaction: discord.Interaction[Bot]) -> None:
        """Answers a submitted form, even if an earlier run of the bot has shown it.

        Commands and buttons reach discord.py's own handlers; forms are handled here because those handlers
        know only the forms of this run.
        """
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
        """Answers a command or a submitted form; with ``private`` only the asker sees the answer.

        The answer to a form that was opened from a private message replaces that message.
        """
        async with self._answering(interaction):
            answer = await self._answer(interaction, question)
            await self._reply(interaction, answer, private, instead=_of_private_message(interaction))

    async def respond_to_upload(
        self, interaction: discord.Interaction[Bot], question: Question, file: discord.Attachment
    ) -> None:
        """Answers an editor who uploads a file, and meanwhile shows how far reading it has come."""
        async with self._answering(interaction):
            # Before anything is read: if Discord says that it comes too late, nothing has been done.
            await interaction.response.defer(ephemeral=True)
            voice = self._voice(interaction)
            if until := self._cooldown.too_often(interaction.user.id, question):
                await self._send(interaction, notices.too_often(question, until, voice), private=True)
                return
            progress = Progress(interaction, voice)
            upload = upload_of(file, progress)
            answer: EditAnswer | None = None
            try:
                answer = await self._editing.answer(question, await self._editor(interaction), upload)
            finally:
                if answer is None or isinstance(answer, Refusal):
                    self._cooldown.not_had(interaction.user.id)
                await progress.end()
            if not isinstance(answer, Form):
                await self._replace(interaction, self._rendered(interaction, answer))

    async def pressed(
        self, interaction: discord.Interaction[Bot], press: Press, chosen: Mapping[str, str] | None = None
    ) -> None:
        """Answers the question behind a button, in place of its message or in a private one.

        Only the person who asked for a message can have it replaced. ``chosen`` are options set by a menu.
        """
        async with self._answering(interaction):
            stored = await self._questions.find(press.key)
            if stored is None:
                await self._send(interaction, notices.forgotten(self._voice(interaction)), private=True)
                return
            asked = read_stored(stored)
            question = replace(asked, options={**asked.options, **(chosen or {})})
            replaces = press.effect == "replace"
            if replaces and interaction.user.id != press.asker:
                not_yours = notices.not_yours(question, self._voice(interaction))
                await self._send(interaction, not_yours, private=True)
                return
            answer = await self._answer(interaction, question)
            for_all = isinstance(answer, Message) and not answer.private
            instead = replaces and (for_all or _of_private_message(interaction))
            await self._reply(interaction, answer, private=True, instead=instead)

    async def note_pressed(self, interaction: discord.Interaction[Bot], act: str, delivery: str) -> None:
        """Answers, privately, a button of the note with the id ``delivery``.

        ``act`` is the button's command.
        """
        async with self._answering(interaction):
            answer = await self._answer(interaction, Question(act, {"delivery": delivery}))
            await self._reply(interaction, answer, private=True, instead=False)

    async def complete(
        self, interaction: discord.Interaction[Bot], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Autocomplete: what the bot offers for a half-typed option, cut to Discord's limits."""
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
        return [
            app_commands.Choice(name=cut(shown, LONGEST_CHOICE), value=offer.value)
            for offer in offers
            if (shown := words.word(offer.label)).strip() and 0 < units(offer.value) <= LONGEST_CHOICE
        ]

    async def failed(self, interaction: discord.Interaction[Bot], error: Exception) -> None:
        """Logs an exception with its traceback, and apologises to the user with a reference to that log line.

        If Discord or the network is the cause, the user cannot be reached, and there is only a log line.
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

    async def _apologise_to_unanswered(self) -> None:
        """Tells people whose answer was deferred that there will be none.

        Otherwise Discord would show "thinking" to them for a quarter of an hour.
        """
        deferred = [
            one
            for one in self._unanswered
            if one.response.type is discord.InteractionResponseType.deferred_channel_message
        ]
        sent = (self._send(one, notices.stopped(self._voice(one)), private=True) for one in deferred)
        with suppress(TimeoutError):
            async with asyncio.timeout(APOLOGISING):
                await asyncio.gather(*sent, return_exceptions=True)

    def _finish_before_closing(self) -> None:
        """Makes ``close`` wait for the task that calls this, such as one that is sending an answer."""
        task = asyncio.current_task()
        if task is not None:
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def _asker(self, interaction: discord.Interaction[Bot]) -> Asker:
        # In a server where only a person has installed the bot, the corpus alone is read: no guild is found.
        guild = self.get_guild(interaction.guild_id or 0)
        scope = scope_of(guild.id) if guild is not None else None
        return Asker(scope, await self._today.of(scope), str(interaction.locale))

    def _voice(self, interaction: discord.Interaction[Bot]) -> Voice:
        return Voice.of(str(interaction.locale), self.mentions)

    async def _editor(self, interaction: discord.Interaction[Bot]) -> Editor:
        return editor_of(interaction, await self._asker(interaction), self._clock.now())

    @asynccontextmanager
    async def _answering(self, interaction: discord.Interaction[Bot]) -> AsyncIterator[None]:
        """Wraps the answering of an interaction: exceptions end in an apology, and ``close`` waits for it."""
        self._finish_before_closing()
        self._unanswered.add(interaction)
        try:
            yield
        except Exception as error:
            await self.failed(interaction, error)
        self._unanswered.discard(interaction)  # Not after a cancellation: ``close`` then apologises.

    async def _answer(self, interaction: discord.Interaction[Bot], question: Question) -> Message | Form:
        """Asks the service that the command belongs to; gives a message, or a form to fill in."""
        if question.command in SLOW:
            await interaction.response.defer(ephemeral=True)
        if until := self._cooldown.too_often(interaction.user.id, question):
            return notices.too_often(question, until, self._voice(interaction))
        private_service = self._private_services.get(question.command.split()[0])
        if private_service is None:
            asker = await self._asker(interaction)
            answer = await self._lookup.answer(question, asker)
            return render(answer, locale=asker.locale, mentions=self.mentions)
        private_answer = await private_service.answer(question, await self._editor(interaction))
        if isinstance(private_answer, Form):
            return private_answer
        return self._rendered(interaction, private_answer)

    def _rendered(self, interaction: discord.Interaction[Bot], answer: EditAnswer) -> Message:
        # Imported here so that a start need not wait for what only editors need.
        from bot.render.edit import render_edit

        return render_edit(answer, locale=str(interaction.locale), mentions=self.mentions)

    async def _reply(
        self, interaction: discord.Interaction[Bot], answer: Message | Form, private: bool, *, instead: bool
    ) -> None:
        """Shows an answer as a new message, or ``instead`` of the message whose button was pressed."""
        if isinstance(answer, Form):
            await interaction.response.send_modal(modal(answer, self._voice(interaction)))
        elif instead:
            await self._replace(interaction, answer)
        else:
            await self._send(interaction, answer, private)

    async def _send(self, interaction: discord.Interaction[Bot], message: Message, private: bool) -> None:
        await self._store_questions(message)
        view, files = layout(message, interaction.user.id)
        ephemeral = private or message.private
        if interaction.response.is_done():
            await interaction.followup.send(view=view, files=files, ephemeral=ephemeral)
        else:
            await interaction.response.send_message(view=view, files=files, ephemeral=ephemeral)

    async def _replace(self, interaction: discord.Interaction[Bot], message: Message) -> None:
        await self._store_questions(message)
        view, files = layout(message, interaction.user.id)
        if interaction.response.is_done():
            await interaction.edit_original_response(view=view, attachments=files)
        else:
            await interaction.response.edit_message(view=view, attachments=files)

    async def _store_questions(self, message: Message) -> None:
        """Stores the questions behind a message's buttons and menus, so that they work after a restart."""
        buttons, menus = message.buttons, message.menus
        asked = [*(button.question for button in buttons), *(menu.question for menu in menus)]
        await self._questions.keep([stored_form(question) for question in asked])


def _of_private_message(interaction: discord.Interaction[Bot]) -> bool:
    """Whether a button or form belongs to a message that only one person sees."""
    return interaction.message is not None and interaction.message.flags.ephemeral
