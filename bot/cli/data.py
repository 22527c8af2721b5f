"""The commands that write data or read texts: export, due, extract, import."""

from __future__ import annotations

import asyncio
import io
import sys
from pathlib import Path
from typing import Any, TextIO

import click

from bot.cli.group import file_name, settings
from bot.operator import EX_DATAERR

PASSED_BY = 10
"""Most names of unread files that are shown."""


@click.command()
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
    found = settings()
    from bot.operator import export as work
    from bot.operator.progress import ProgressLine

    wanted = work.Wanted(what, form, guild, as_of, known_on)
    with ProgressLine("rows") as progress:
        asyncio.run(work.export(found, wanted, data_stream(), progress))


@click.command()
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
    callback=file_name,
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
    found = settings()
    from bot.operator import due as work

    zone = asyncio.run(work.find_zone(zone))
    day = work.local_day(when, zone)
    if not work.day_exists(day, zone):
        click.echo(f"{zone} never had the day {when}: nothing was due.", err=True)
        return
    out = data_stream()
    for one in asyncio.run(work.due_on(found, day, guild, seeds)):
        out.write(f"{work.line(one, day, form)}\n")


def published_on(ctx: click.Context, param: click.Parameter, value: str | None) -> Any:
    """A document's date, as EDTF or in words."""
    from bot.domain.dates import DateError
    from bot.locales.en import ENGLISH
    from bot.operator.extract import read_date

    try:
        return None if value is None else read_date(value)
    except DateError as error:
        raise click.BadParameter(ENGLISH.word(error.why)) from None


@click.command()
@click.argument("file", callback=file_name)
@click.option(
    "--published",
    callback=published_on,
    metavar="DATE",
    help="The text's own date (2017, June 2012), from which “last November” is reckoned.",
)
@click.option("--format", "form", type=click.Choice(["jsonl"]), default="jsonl", show_default=True)
def extract(file: Path, published: Any, form: str) -> None:
    """Find the dated statements in a text file.

    FILE is UTF-8 text, a web page, or a PDF with a text layer. One JSON object for each temporal expression,
    in the order of the text: where it stands (start and end, counted in characters), its date (EDTF) and
    what that rests on, the sentence, and who did what with which agreement, as far as the words tell. "value"
    is the date as annotated texts have it (TIMEX3): EDTF tells a week or a quarter by its days or months.
    "statement" is what it belongs to: "from May to July" is two expressions, and one statement with an
    interval; "late 1998" is the year, and its statement the last months. "candidate" is false for a date
    that stands alone; references are left out. Needs no database and writes nothing.
    """
    from bot.config import corpus_directory
    from bot.operator.extract import lines

    out = data_stream()
    for line in lines(file, published, corpus_directory(settings())):
        out.write(f"{line}\n")


@click.command("import")
@click.argument("folder", callback=file_name, metavar="DIR")
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
    found = settings()
    from bot.operator.importing import import_folder, names_of_unread

    if not folder.is_dir():
        raise click.BadParameter(f"{folder} is no folder.", param_hint="DIR")

    async def work() -> bool:
        whole = True
        async for one in import_folder(found, folder, guild, threshold):
            click.echo(str(one))
            whole = whole and not one.refused
        return whole

    read = asyncio.run(work())
    if others := names_of_unread(folder):
        shown = ", ".join(others[:PASSED_BY]) + (" …" if len(others) > PASSED_BY else "")
        click.echo(f"Passed by, of other kinds: {shown}", err=True)
    if not read:
        click.get_current_context().exit(EX_DATAERR)


def data_stream() -> TextIO:
    """Standard output for data: in UTF-8, with line ends as written, whatever the terminal's settings are."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    return sys.stdout
