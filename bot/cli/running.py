"""The commands that run the bot or report on it: run, demo, check, status."""

from __future__ import annotations

import asyncio
import gc
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from bot.cli.failures import Failure
from bot.cli.group import config_file, file_name, settings
from bot.operator import EX_UNAVAILABLE


def day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """A calendar day, written 2026-12-28."""
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter("write a day as year-month-day, such as 2026-12-28.") from None


@click.command()
def run() -> None:
    """Run the bot on Discord.

    Loads what changed in the seeds, connects, and answers until it is stopped (Ctrl-C or SIGTERM). Needs a
    token in DISCORD_TOKEN, or in a file that DISCORD_TOKEN_FILE names. `aide-memoire check` looks first.
    """
    from bot.config import ConfigError, read_token

    found, token = settings(), read_token()
    if token is None:
        raise ConfigError(
            "there is no token. Set DISCORD_TOKEN, or DISCORD_TOKEN_FILE to a file that holds it; "
            "the README tells where to get one. Without Discord: aide-memoire demo"
        )
    from bot.logs import set_up_logging
    from bot.operator.run import serve

    set_up_logging(found.log, (token,))
    asyncio.run(serve(found, token))


@click.command()
@click.option("--today", callback=day, metavar="DATE", help="Pretend that it is this day (2026-12-28).")
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
    callback=file_name,
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

    Buttons and menus come as numbered choices: type the number. A form asks a line for each of its fields; a
    command closes it. /travel 2026-12-28 moves the clock. Lines from a pipe do as well:
    echo '/brief GSOMIA' | aide-memoire demo
    """
    # Garbage collection is off until the first answer, because what is loaded until then stays in memory.
    gc.disable()
    found = settings()
    from bot.config import corpus_directory

    try:
        from bot.demo.conversation import run_demo
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
        seeds=corpus_directory(found),
        reference=found.corpus.reference_pack,
        stdin=sys.stdin,
        stdout=sys.stdout,
    )
    click.get_current_context().exit(code)


@click.command()
def check() -> None:
    """Check whether the bot can run, and say what to do.

    Checks configuration, token, seeds, database, Discord and the channels that get notes, all of them even if
    some fail. Writes nothing, on Discord neither. Ends with the exit code of the first failure; with 69
    where Discord could not be asked.
    """
    from bot.operator import check as work

    results = asyncio.run(work.check(config_file()))
    for line in work.lines(results):
        click.echo(line)
    click.get_current_context().exit(work.exit_code(results))


@click.command()
def status() -> None:
    """Show what the record holds and what state it is in.

    Sizes, log positions, entries and records by scope, seeds, backups. The bot may be running.
    """
    found = settings()
    from bot.operator import status as work

    for label, text in asyncio.run(work.status(found)):
        click.echo(f"{label:<12} {text}")
