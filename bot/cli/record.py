"""The commands for the record's file: verify, rebuild, backup, restore."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from bot.cli.failures import Failure
from bot.cli.group import file_name, settings
from bot.operator import EX_DATAERR


@click.command()
@click.option(
    "--head", metavar="POSITION:HASH", help="A head noted earlier: finds a log whose end was cut off, too."
)
def verify(head: str | None) -> None:
    """Check the whole log against its chain of hashes.

    Finds the first record that was altered, removed or put elsewhere, and names its position (exit code 65).
    Ends with the log's head: note it somewhere else, and give it to --head another day. The bot may run.
    """
    from bot.config import database_path
    from bot.operator import upkeep
    from bot.operator.progress import ProgressLine
    from storage.chain import Head

    path = database_path(settings())
    try:
        noted = Head.parse(head) if head is not None else None
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--head") from None
    with ProgressLine("records verified") as progress:
        found = asyncio.run(upkeep.verify(path, noted, progress))
    if not found.ok:
        raise Failure(
            EX_DATAERR,
            f"{path}: the log fails at position {found.position_of_first_fault}: {found.reason}. "
            "Up to there it holds. Keep this file, and restore the newest backup that holds.",
        )
    click.echo(f"The log holds: {found.checked:,} records.\n{found.head}")


@click.command()
def rebuild() -> None:
    """Rebuild views and search from the log.

    For a file whose answers do not fit its log. The log itself is only read. Stop the bot first.
    """
    from bot.config import database_path
    from bot.operator import upkeep
    from bot.operator.progress import ProgressLine

    with ProgressLine("records read") as progress:
        count = asyncio.run(upkeep.rebuild(database_path(settings()), progress))
    click.echo(f"Views and search are made anew from {count:,} records.")


@click.command()
@click.argument("file", callback=file_name)
def backup(file: Path) -> None:
    """Copy the record into one file, also while the bot runs.

    FILE appears complete and checked, or not at all, and replaces a file of that name; then its log is
    checked against the chain of hashes. A copy made by hand may lack what was written last: use this.
    """
    from bot.config import database_path
    from bot.operator import upkeep
    from bot.operator.progress import ProgressLine

    if file.is_dir():
        raise click.BadParameter(f"{file} is a folder; name a file in it.", param_hint="FILE")
    with ProgressLine("copied") as progress:
        found = asyncio.run(upkeep.backup(database_path(settings()), file, progress))
    if not found.ok:
        raise Failure(
            EX_DATAERR,
            f"{file} is a true copy, but the log in it, and so in the record itself, fails at position "
            f"{found.position_of_first_fault}: {found.reason}. Keep older backups.",
        )
    click.echo(f"{file} holds {found.checked:,} records.\n{found.head}")


@click.command()
@click.argument("file", callback=file_name)
def restore(file: Path) -> None:
    """Replace the record by a backup.

    FILE is checked first, including its log; the old record is kept beside it under another name.
    Nothing that was due before this moment will be posted. Stop the bot first.
    """
    from bot.config import database_path
    from bot.operator import upkeep
    from bot.operator.progress import ProgressLine

    path = database_path(settings())
    file.stat()  # a backup that is not there is a file that cannot be read, not a record without a file
    with ProgressLine("records verified") as progress:
        restored = asyncio.run(upkeep.restore(file, path, progress))
    click.echo(f"{path} is restored from {file}.\n{restored.head}")
    if restored.replaced is not None:
        click.echo(f"What was there before is kept as {restored.replaced}.")
