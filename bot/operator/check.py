"""``aide-memoire check``: checks configuration, token, seeds, database, Discord and channels."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from bot.config import (
    ConfigError,
    Secret,
    Settings,
    corpus_directory,
    database_path,
    load_settings,
    read_token,
)
from bot.corpus.entries import SeedError
from bot.corpus.reader import read_corpus
from bot.domain.codec import decode_state
from bot.domain.entities import Subscription
from bot.domain.permissions import Room, missing
from bot.domain.scopes import guild_of
from bot.locales import words
from bot.operator import EX_CONFIG, EX_DATAERR, EX_IOERR, EX_UNAVAILABLE
from storage.database import Database
from storage.errors import DatabaseMissing, DatabaseTooOld, DatabaseUnusable, StorageError, ViewsMissing
from storage.views import Views

PATIENCE = 15
"""Seconds to wait for Discord's answer."""
NO_ANSWER = "no answer in time"
CHANNELS = 40
"""Most channels that are looked at, since each takes three requests to Discord."""


class CheckResult(msgspec.Struct, frozen=True):
    """The result for one thing that was checked; ``success`` is None if it could not be checked.

    ``resolution`` says what to do about it; the program ends with the first ``exit_code`` that is not 0.
    """

    success: bool | None
    label: str
    details: str
    resolution: str = ""
    exit_code: int = 0


class Application(msgspec.Struct, frozen=True):
    """What Discord says about the bot: its name, its number of servers, and the address to invite it."""

    name: str
    servers: int
    invitation: str


AskDiscord = Callable[[Secret], Awaitable[Application]]
Place = tuple[str, Subscription]
"""A server's scope, and the subscription of one of its channels."""
Look = Callable[[Secret, Sequence[Place]], Awaitable[Sequence[Room | None]]]
"""Looks up each channel on Discord; gives None for one that is gone, or that the bot cannot see."""


class TokenRefusedError(Exception):
    """Discord does not accept the token."""


class UnreachableError(Exception):
    """Discord gave no answer; the message says why."""


async def check(
    file: Path | None,
    environ: Mapping[str, str] = os.environ,
    ask: AskDiscord | None = None,
    look: Look | None = None,
) -> tuple[CheckResult, ...]:
    """Checks everything that can be checked, in the order in which failures should be mended.

    Writes nothing.
    """
    try:
        settings = load_settings(file)
        path = database_path(settings, environ)
        configuration = CheckResult(True, "configuration", str(file or "config.toml, or the defaults"))
    except ConfigError as error:
        # The rest is checked with the default settings, to report as many faults as possible at once.
        settings = Settings()
        path = database_path(settings, environ)
        configuration = CheckResult(
            False,
            "configuration",
            str(error),
            "Mend these keys; config.example.toml explains all.",
            EX_CONFIG,
        )
    token, has_token = _token(environ)
    discord = await _discord(token, ask or ask_discord)
    notes = await _notes(path, token, look or look_at_channels) if discord.success else ()
    seeds = _seeds(settings, environ, await _numbers(path))
    return (configuration, has_token, seeds, await _database(path), discord, *notes)


def exit_code(results: tuple[CheckResult, ...]) -> int:
    """The exit code of the first failure, or of what could not be checked; 0 if all is well."""
    return next((result.exit_code for result in results if result.exit_code), 0)


def lines(results: tuple[CheckResult, ...]) -> Iterator[str]:
    """The results as lines of text: a mark with what was found, and below it what to do."""
    for result in results:
        mark = {True: "✓", False: "✗", None: "–"}[result.success]
        yield f"{mark} {result.label}: {result.details}".replace("\n", "\n    ")
        if result.resolution:
            yield f"    → {result.resolution}"


def _token(environ: Mapping[str, str]) -> tuple[Secret | None, CheckResult]:
    try:
        token = read_token(environ)
    except ConfigError as error:
        return None, CheckResult(False, "token", str(error), "Set it anew.", EX_CONFIG)
    if token is None:
        how = "Set DISCORD_TOKEN, or DISCORD_TOKEN_FILE to a file that holds it; the demo needs none."
        return None, CheckResult(False, "token", "there is none", how, EX_CONFIG)
    return token, CheckResult(True, "token", "there is one")


def _seeds(settings: Settings, environ: Mapping[str, str], numbers: Mapping[str, int]) -> CheckResult:
    folder = corpus_directory(settings, environ)
    try:
        corpus = read_corpus(folder, reference=settings.corpus.reference_pack, numbers=numbers)
    except SeedError as error:
        how = f"Mend these entries in {folder}; the README there has the form."
        return CheckResult(False, "seeds", f"faults: {len(error.problems)}\n{error}", how, EX_DATAERR)
    except OSError as error:
        how = "Name a folder of seed files in corpus.seeds, or leave it empty for the shipped ones."
        return CheckResult(False, "seeds", f"{folder} cannot be read: {error.strerror}", how, EX_IOERR)
    pack = "with" if settings.corpus.reference_pack else "without"
    told = f"{len(corpus.events)} events, {len(corpus.agreements)} agreements, {len(corpus.sources)} sources"
    return CheckResult(True, "seeds", f"{told}, {pack} the reference pack")


async def _numbers(path: Path) -> Mapping[str, int]:
    """The numbers of the events in the record, by id; none if it cannot be read or is not there yet."""
    try:
        async with await Database.open(path, mode="reader") as database:
            return await Views(database).numbers("event")
    except StorageError:
        return {}


async def _database(path: Path) -> CheckResult:
    try:
        async with await Database.open(path, mode="reader"):
            return _readable(path)
    except DatabaseMissing:
        return _place_for(path)
    except (DatabaseTooOld, ViewsMissing) as error:
        return CheckResult(None, "database", str(error))
    except DatabaseUnusable as error:
        return CheckResult(False, "database", str(error), "", EX_IOERR)
    except StorageError as error:
        return CheckResult(False, "database", str(error), "", EX_DATAERR)


def _readable(path: Path) -> CheckResult:
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK):
        told = f"{path} can be read and written to; `aide-memoire verify` looks at all of it"
        return CheckResult(True, "database", told)
    how = "Let the user that the bot runs as write to the file and to its folder, where others lie beside it."
    return CheckResult(False, "database", f"{path} can be read, not written to", how, EX_IOERR)


def _place_for(path: Path) -> CheckResult:
    if path.parent.is_dir() and os.access(path.parent, os.W_OK | os.X_OK):
        return CheckResult(True, "database", f"{path} is not there yet; the first run makes it")
    how = "Make that folder, or name another one in database.path or AIDE_MEMOIRE_DATA."
    what = f"{path.parent} is no folder that can be written to"
    return CheckResult(False, "database", what, how, EX_IOERR)


async def _discord(token: Secret | None, ask: AskDiscord) -> CheckResult:
    label = "Discord"
    if token is None:
        return CheckResult(None, label, "not looked at without a token; permissions were not checked")
    try:
        application = await asyncio.wait_for(ask(token), PATIENCE)
    except TokenRefusedError:
        how = "Reset the token in the developer portal under Bot, and set the new one."
        return CheckResult(False, label, "the token is refused", how, EX_CONFIG)
    except (UnreachableError, TimeoutError) as error:
        why = str(error) or NO_ANSWER
        how = "Look again when the network is there; permissions were not checked."
        return CheckResult(None, label, f"cannot be reached: {why}", how, EX_UNAVAILABLE)
    if not application.servers:
        how = f"Invite it: {application.invitation}"
        return CheckResult(None, label, f"{application.name} is in no server yet", how)
    return CheckResult(
        True,
        label,
        f"{application.name}, in {application.servers} servers; its answers need no permissions there",
    )


async def _notes(path: Path, token: Secret | None, look: Look) -> tuple[CheckResult, ...]:
    """Whether the bot may post in the channels that get notes; nothing where none does."""
    places = await _places(path)
    if not places or token is None:
        return ()
    try:
        rooms = await asyncio.wait_for(look(token, places[:CHANNELS]), PATIENCE)
    except (UnreachableError, TimeoutError) as error:
        why = f"their channels were not looked at: {str(error) or NO_ANSWER}"
        return (CheckResult(None, "notes", why, "Look again later.", EX_UNAVAILABLE),)
    told = [line for place, room in zip(places, rooms, strict=False) for line in _lacking(place, room)]
    if told:
        how = "Give it in the channel's settings under Permissions; notes there rest until then."
        return (CheckResult(False, "notes", "\n".join(told), how, EX_CONFIG),)
    more = f"; {len(places) - CHANNELS} more were not looked at" if len(places) > CHANNELS else ""
    return (CheckResult(True, "notes", f"all they need is given in {len(rooms)} channels{more}"),)


def _lacking(place: Place, room: Room | None) -> Iterator[str]:
    """What is missing in a channel, each with why it is needed."""
    scope, subscription = place
    if room is None:
        yield f"channel {subscription.id} of {scope} is gone, or the bot cannot see it"
        return
    called = words("en").permissions
    for name in missing(room, subscription.ping):
        permission, why = called[name]
        yield f"{permission} missing in #{room.name}: {why}"


async def _places(path: Path) -> list[Place]:
    """The channels that get notes, as the database has them; none where it cannot be read."""
    try:
        async with await Database.open(path, mode="reader") as database:
            rows = [row async for page in Views(database).of_servers("subscription") for row in page]
    except StorageError:
        return []
    return [(row.scope, decode_state(Subscription, row.row.state)) for row in rows if row.row.live]


async def look_at_channels(token: Secret, places: Sequence[Place]) -> list[Room | None]:
    """Logs in, without connecting, and asks Discord what the bot may do in channels.

    Raises UnreachableError.
    """
    import aiohttp
    import discord

    from bot.rooms import room_of

    async def look(client: discord.Client, place: Place) -> Room | None:
        scope, subscription = place
        try:
            guild = await client.fetch_guild(guild_of(scope))
            me = await guild.fetch_member(client.user.id if client.user is not None else 0)
            channel = await guild.fetch_channel(int(subscription.id))
        except (discord.NotFound, discord.Forbidden):
            return None
        return room_of(channel, me)

    async with discord.Client(intents=discord.Intents.none()) as client:
        try:
            await client.login(token.reveal())
            return [await look(client, place) for place in places]
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            raise UnreachableError(str(error)) from None


async def ask_discord(token: Secret) -> Application:
    """Logs in, without connecting, and asks Discord who the bot is.

    Raises TokenRefusedError or UnreachableError.
    """
    import aiohttp
    import discord

    async with discord.Client(intents=discord.Intents.none()) as client:
        try:
            await client.login(token.reveal())
            about = await client.application_info()
            servers = [server async for server in client.fetch_guilds(limit=None)]
        except discord.LoginFailure:
            raise TokenRefusedError from None
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            raise UnreachableError(str(error)) from None
    invitation = discord.utils.oauth_url(
        about.id, permissions=discord.Permissions.none(), scopes=("bot", "applications.commands")
    )
    return Application(about.name, len(servers), invitation)
