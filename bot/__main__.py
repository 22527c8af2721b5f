"""The command line. What a command needs is imported when it runs: ``--help`` and the demo start quickly.

One place to add a command: a function below; its work belongs into a module of its own.
"""

from __future__ import annotations

import asyncio
import gc
import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

if TYPE_CHECKING:
    from bot.config import Secret, Settings

EX_USAGE, EX_DATAERR, EX_UNAVAILABLE, EX_IOERR, EX_TEMPFAIL, EX_CONFIG = 2, 65, 69, 74, 75, 78

FAILURES = {
    "bot.config.ConfigError": (EX_CONFIG, "the configuration cannot be used.\n"),
    "bot.extract.NotTextError": (EX_DATAERR, ""),
    "bot.corpus.entries.SeedError": (EX_DATAERR, "the seeds are broken, nothing was written.\n"),
    "bot.upkeep.WordError": (EX_USAGE, ""),
    "storage.errors.DatabaseInUse": (EX_TEMPFAIL, ""),
    "storage.errors.ViewsMissing": (EX_TEMPFAIL, ""),
    "storage.errors.DatabaseUnusable": (EX_IOERR, ""),
    "storage.errors.StorageError": (EX_DATAERR, ""),
}
"""Errors that are no bugs: exit code and beginning of the message; by name, so that none is imported."""


class Failure(click.ClickException):
    """Ends the program with one of the exit codes above and a message that says what to do."""

    def __init__(self, exit_code: int, message: str) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc]

    def show(self, file: Any = None) -> None:
        """Prints the message to standard error."""
        click.echo(f"aide-memoire: {self.message}", file=file, err=True)


class CommandLine(click.Group):
    """The one place where named errors become exit codes; the help has the order of this file."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; errors that we know become a Failure, a bug stays what it is."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            failure = _failure(error)
            if failure is None:
                raise
            raise failure from None

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of their definition."""
        return list(self.commands)


def _file(ctx: click.Context, param: click.Parameter, value: str | None) -> Path | None:
    """A file's name as a path; control characters are refused, for no terminal should see them."""
    if value is None:
        return None
    if not value or any(ord(char) < 32 for char in value):
        raise click.BadParameter("a file name has at least one character, and no control characters.")
    return Path(value)


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """A calendar day, written 2026-12-28."""
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter("write a day as year-month-day, such as 2026-12-28.") from None


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    from importlib import metadata

    if value:
        try:
            click.echo(f"aide-memoire {metadata.version('aide-memoire')}")
        except metadata.PackageNotFoundError:
            click.echo("aide-memoire, run from its folder without being installed")
        ctx.exit()


@click.group(
    cls=CommandLine,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done, 2 a wrong word here, 65 broken data, 69 not to be had, 74 a file cannot be "
    "used, 75 in use by another bot, 78 configuration. The token comes from the environment.",
)
@click.option(
    "--config",
    "config",
    callback=_file,
    metavar="FILE",
    help="Settings to use instead of config.toml in this folder. config.example.toml explains every key.",
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version."
)
@click.pass_context
def cli(ctx: click.Context, config: Path | None) -> None:
    """Aide-mémoire: what was agreed, when, by whom, and who says so.

    A Discord bot for briefings on diplomatic history. New here? `aide-memoire demo` needs no Discord.
    """
    ctx.obj = config


def _settings() -> Settings:
    from bot.config import load_settings

    return load_settings(click.get_current_context().find_object(Path))


@cli.command()
def run() -> None:
    """Run the bot on Discord.

    Loads what changed in the seeds, connects, and answers until it is stopped (Ctrl-C or SIGTERM). Needs a
    token in DISCORD_TOKEN, or in a file that DISCORD_TOKEN_FILE names. `aide-memoire check` looks first.
    """
    from bot.config import ConfigError, read_token

    settings, token = _settings(), read_token()
    if token is None:
        raise ConfigError(
            "there is no token. Set DISCORD_TOKEN, or DISCORD_TOKEN_FILE to a file that holds it; "
            "the README tells where to get one. Without Discord: aide-memoire demo"
        )
    from bot.logs import set_up_logging

    set_up_logging(settings.log, (token,))
    asyncio.run(_serve(settings, token))


async def _serve(settings: Settings, token: Secret) -> None:
    from bot.app import App
    from bot.clock import Clock
    from bot.config import corpus_directory, database_path
    from bot.corpus.reader import read_corpus

    path, seeds, reference = (
        database_path(settings),
        corpus_directory(settings),
        settings.corpus.reference_pack,
    )
    if not path.exists():
        # Before the file is made: broken seeds leave nothing behind.
        read_corpus(seeds, reference=reference)
    development_guild = settings.discord.development_guild
    async with App(
        path,
        Clock(),
        development_guild=development_guild,
        desk=settings.desk,
        corpus_errata=settings.posts.correct_after_upgrade,
    ) as app:
        await app.run(token, seeds=seeds, reference=reference)


@cli.command()
@click.option("--today", callback=_day, metavar="DATE", help="Pretend that it is this day (2026-12-28).")
@click.option(
    "--as",
    "role",
    type=click.Choice(["reader", "moderator"]),
    default="reader",
    show_default=True,
    help="Whose commands you have.",
)
@click.option(
    "--data",
    callback=_file,
    metavar="DIR",
    help="Keep the record in this folder; otherwise nothing is kept.",
)
def demo(today: date | None, role: Any, data: Path | None) -> None:
    """Talk to the real bot in this terminal, without Discord.

    Type slash commands as in Discord, one a line:

    \b
      /brief GSOMIA
      /agreement name:GSOMIA as_of:2012-06-15
      /on 28 December
      /help

    Buttons and menus come as numbered choices: type the number. /travel 2026-12-28 moves the clock. Lines
    from a pipe do as well: echo '/brief GSOMIA' | aide-memoire demo
    """
    # What is loaded until the first answer stays: to look for garbage among it takes a part of the start.
    gc.disable()
    settings = _settings()
    from bot.config import corpus_directory

    try:
        from bot.demo import run_demo
    except ModuleNotFoundError as missing:
        if missing.name is None or missing.name.partition(".")[0] not in ("simcord", "prompt_toolkit"):
            raise
        raise Failure(
            EX_UNAVAILABLE, f"the demo needs the package {missing.name}: pip install 'aide-memoire[demo]'"
        ) from None
    code = run_demo(
        data=data,
        today=today,
        role=role,
        seeds=corpus_directory(settings),
        reference=settings.corpus.reference_pack,
        stdin=sys.stdin,
        stdout=sys.stdout,
    )
    click.get_current_context().exit(code)


@cli.command()
def check() -> None:
    """Look whether the bot can run, and say what to do.

    Configuration, token, seeds, database and Discord: all are looked at, whatever fails. Writes nothing, and
    asks Discord only who the bot is. Ends with the exit code of the first failure.
    """
    from bot.check import check as look
    from bot.check import exit_code, lines

    results = asyncio.run(look(click.get_current_context().find_object(Path)))
    for line in lines(results):
        click.echo(line)
    click.get_current_context().exit(exit_code(results))


@cli.command()
def status() -> None:
    """Tell what the record holds and how it is.

    Sizes, log positions, entries and records by scope, seeds, backups. The bot may be running.
    """
    settings = _settings()
    from bot.upkeep import status as tell

    for label, text in asyncio.run(tell(settings)):
        click.echo(f"{label:<12} {text}")


@cli.command()
@click.argument("what", type=click.Choice(["events", "agreements", "claims", "sources"]))
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "json", "csv"]),
    default="jsonl",
    show_default=True,
    help="One JSON object a line, one JSON list, or a table for a spreadsheet.",
)
@click.option(
    "--guild", type=click.IntRange(min=1), metavar="ID", help="As this server reads it, with its changes."
)
@click.option(
    "--as-of", metavar="DATE", help="Only what had begun, or may have, by the end of DATE (June 2012)."
)
@click.option(
    "--known-on", metavar="POSITION|TIME", help="As the record stood at a log position, day or time (UTC)."
)
def export(what: Any, form: Any, guild: int | None, as_of: str | None, known_on: str | None) -> None:
    """Write events, agreements, claims or sources as data.

    One row each, to standard output; a claim is what one source says of one event, and where. Lists (parties,
    agreement, action) are JSON lists, in a table joined with ";". Agreements come with their status on DATE,
    or today. The bot may be running; without a database, the seeds are read.

    \b
      aide-memoire export claims --format csv > claims.csv
      aide-memoire export agreements --as-of 2012-06-15
    """
    settings = _settings()
    from bot.progress import Progress
    from bot.upkeep import Wanted
    from bot.upkeep import export as write

    wanted = Wanted(what, form, guild, as_of, known_on)
    with Progress("rows") as progress:
        asyncio.run(write(settings, wanted, _data_stream(), progress))


def _data_stream() -> TextIO:
    """Standard output as data wants it, whatever the terminal is set to: UTF-8, lines as written."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    return sys.stdout


@cli.command()
@click.option(
    "--on", "when", metavar="DATE", help="A day (2026-12-28) or an instant (2026-12-28T15:30Z); else today."
)
@click.option(
    "--zone",
    default="UTC",
    show_default=True,
    metavar="ZONE",
    help="Whose calendar shows the day: a time zone (Asia/Seoul) or a city.",
)
@click.option(
    "--guild", type=click.IntRange(min=1), metavar="ID", help="As this server reads it, with its changes."
)
@click.option(
    "--seeds",
    callback=_file,
    metavar="DIR",
    help="Of the seed files in this folder, which need not be loaded.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "text"]),
    default="jsonl",
    show_default=True,
    help="One JSON object a line, or lines to read.",
)
def due(when: str | None, zone: str, guild: int | None, seeds: Path | None, form: str) -> None:
    """List the anniversaries that are due on a day, and as what.

    For each its event (id, label and title), "on" the day, the event's own "date" (EDTF), the "kind" of
    anniversary (day, month, year), how many "years" and whether that is "round"; in the order of a note. What
    a channel's own settings leave out is listed too, but for publications and polls. The bot may be running;
    without a database, the seeds are read.

    \b
      aide-memoire due --on 2026-12-28
      aide-memoire due --on 2026-12-28T15:30Z --zone Asia/Seoul --format text
    """
    if seeds is not None and guild is not None:
        raise click.BadParameter(
            "seed files know of no server: leave out one of the two.", param_hint="--seeds"
        )
    settings = _settings()
    from bot.due import due_on, line, local_day, there_is, zone_called

    zone = asyncio.run(zone_called(zone))
    day = local_day(when, zone)
    if not there_is(day, zone):
        click.echo(f"{zone} never had the day {when}: nothing was due.", err=True)
        return
    out = _data_stream()
    for one in asyncio.run(due_on(settings, day, guild, seeds)):
        out.write(f"{line(one, day, form)}\n")


def _published(ctx: click.Context, param: click.Parameter, value: str | None) -> Any:
    """A document's date, EDTF or as people write it."""
    from bot.domain.dates import DateError
    from bot.extract import read_date

    try:
        return None if value is None else read_date(value)
    except DateError as error:
        raise click.BadParameter(str(error)) from None


@cli.command()
@click.argument("file", callback=_file)
@click.option(
    "--published",
    callback=_published,
    metavar="DATE",
    help="The text's own date (2017, June 2012), from which “last November” is reckoned.",
)
@click.option("--format", "form", type=click.Choice(["jsonl"]), default="jsonl", show_default=True)
def extract(file: Path, published: Any, form: str) -> None:
    """Find the dated statements in a text file.

    FILE is UTF-8 text. One JSON object for each temporal expression, in the order of the text: where it
    stands (start and end, counted in characters), its date (EDTF) and what that rests on, the sentence, and
    who did what with which agreement, as far as the words tell. "value" is the date as annotated texts have
    it (TIMEX3): EDTF tells a week or a quarter by its days or months. "statement" is what it belongs to:
    "from May to July" is two expressions, and one statement with an interval; "late 1998" is the year, and
    its statement the last months. "candidate" is false for a date that stands alone; references are left out.
    Needs no database and writes nothing.
    """
    from bot.config import corpus_directory
    from bot.extract import lines

    out = _data_stream()
    for line in lines(file, published, corpus_directory(_settings())):
        out.write(f"{line}\n")


@cli.command("import")
@click.argument("folder", callback=_file, metavar="DIR")
@click.option(
    "--guild", type=click.IntRange(min=1), metavar="ID", help="For this server's editors to review."
)
@click.option(
    "--accept-above",
    "threshold",
    type=click.FloatRange(0, 1),
    metavar="CONFIDENCE",
    help="Accept what is at least so sure (0 to 1) and contradicts nothing. Without it, nothing is.",
)
def import_papers(folder: Path, guild: int | None, threshold: float | None) -> None:
    """Read a folder of papers: txt, md, html, pdf.

    With --guild, what they say waits for that server's editors in /edit review. Without it the texts belong
    to the corpus: /event then quotes them where a shipped source is one of the files. Stop the bot before.
    """
    from bot.importing import import_folder
    from bot.progress import Progress

    settings = _settings()
    if not folder.is_dir():
        raise click.BadParameter(f"{folder} is no folder.", param_hint="DIR")

    @contextmanager
    def watch(name: str) -> Iterator[Callable[[str, int, int], None]]:
        with Progress(name) as progress:
            yield lambda doing, done, total: progress(done, total)

    async def work() -> bool:
        whole = True
        async for one in import_folder(settings, folder, guild, threshold, watch):
            click.echo(str(one))
            whole = whole and not one.refused
        return whole

    if not asyncio.run(work()):
        click.get_current_context().exit(EX_DATAERR)


@cli.command()
@click.option(
    "--head", metavar="POSITION:HASH", help="A head noted earlier: finds a log whose end was cut off, too."
)
def verify(head: str | None) -> None:
    """Hold the whole log against its chain of hashes.

    Finds the first record that was altered, removed or put elsewhere, and names its position (exit code 65).
    Ends with the log's head: note it somewhere else, and give it to --head another day. The bot may run.
    """
    from bot.config import database_path
    from bot.progress import Progress
    from bot.upkeep import verify as hold
    from storage.chain import Head

    path = database_path(_settings())
    try:
        noted = Head.parse(head) if head is not None else None
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--head") from None
    with Progress("records verified") as progress:
        found = asyncio.run(hold(path, noted, progress))
    if not found.ok:
        raise Failure(
            EX_DATAERR,
            f"{path}: the log fails at position {found.position_of_first_fault}: {found.reason}. "
            "Up to there it holds. Keep this file, and restore the newest backup that holds.",
        )
    click.echo(f"The log holds: {found.checked:,} records.\n{found.head}")


@cli.command()
def rebuild() -> None:
    """Make views and search anew from the log.

    For a file whose answers do not fit its log. The log itself is only read. Stop the bot before.
    """
    from bot.config import database_path
    from bot.progress import Progress
    from bot.upkeep import rebuild as make

    with Progress("records read") as progress:
        count = asyncio.run(make(database_path(_settings()), progress))
    click.echo(f"Views and search are made anew from {count:,} records.")


@cli.command()
@click.argument("file", callback=_file)
def backup(file: Path) -> None:
    """Copy the record into one file, also while the bot runs.

    FILE appears whole and checked, or not at all, and takes the place of a file of that name; then its log is
    held against the chain of hashes. A copy made by hand may lack what was written last: use this.
    """
    from bot.config import database_path
    from bot.progress import Progress
    from bot.upkeep import backup as copy

    with Progress("copied") as progress:
        found = asyncio.run(copy(database_path(_settings()), file, progress))
    if not found.ok:
        raise Failure(
            EX_DATAERR,
            f"{file} is a true copy, but the log in it, and so in the record itself, fails at position "
            f"{found.position_of_first_fault}: {found.reason}. Keep older backups.",
        )
    click.echo(f"{file} holds {found.checked:,} records.\n{found.head}")


@cli.command()
@click.argument("file", callback=_file)
def restore(file: Path) -> None:
    """Put a backup in the place of the record.

    FILE is checked first, its log included; what stood there before is kept beside it under another name.
    Nothing that was due before this moment will be posted. Stop the bot before.
    """
    from bot.config import database_path
    from bot.progress import Progress
    from bot.upkeep import restore as put_back

    path = database_path(_settings())
    with Progress("records verified") as progress:
        restored = asyncio.run(put_back(file, path, progress))
    click.echo(f"{path} is restored from {file}.\n{restored.head}")
    if restored.replaced is not None:
        click.echo(f"What was there before is kept as {restored.replaced}.")


def _failure(error: Exception) -> Failure | None:
    """The exit code and message for an error that is no bug; None for one that is."""
    for kind in type(error).__mro__:
        known = FAILURES.get(f"{kind.__module__}.{kind.__qualname__}")
        if known is not None:
            exit_code, beginning = known
            return Failure(exit_code, f"{beginning}{error}")
    if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
        name = f"{error.filename}: " if error.filename else ""
        return Failure(EX_IOERR, f"{name}{error.strerror or error}")
    return None


def main() -> None:
    """The program ``aide-memoire``."""
    for stream in (sys.stdout, sys.stderr):
        # A lone surrogate in an argument or a text must not end the program.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    cli(prog_name="aide-memoire")


if __name__ == "__main__":
    main()
