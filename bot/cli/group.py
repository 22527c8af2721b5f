"""The group of all commands with its own options, and what several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.failures import failure_of

if TYPE_CHECKING:
    from bot.config import Settings


class CommandLine(click.Group):
    """The group of commands: turns known errors into exit codes, and lists commands in the given order."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; known errors become a ``Failure``, others are raised as they are."""
        try:
            return super().invoke(ctx)
        except click.NoSuchOption as error:
            if error.option_name != "--config":
                raise
            told = f"{error.message} It comes before the command: aide-memoire --config FILE run."
            raise click.NoSuchOption(error.option_name, told, ctx=error.ctx) from None
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            failure = failure_of(error)
            if failure is None:
                raise
            raise failure from None

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which they were added."""
        return list(self.commands)


def file_name(ctx: click.Context, param: click.Parameter, value: str | None) -> Path | None:
    """A file's name as a path.

    Names with control characters are refused, as they would get to the terminal.
    """
    if value is None:
        return None
    if not value or any(ord(char) < 32 for char in value):
        raise click.BadParameter("a file name has at least one character, and no control characters.")
    return Path(value)


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
    callback=file_name,
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


def settings() -> Settings:
    """The settings from the file that ``--config`` names, or from the default one."""
    from bot.config import load_settings

    return load_settings(config_file())


def config_file() -> Path | None:
    """The file that ``--config`` names; None without that option."""
    return click.get_current_context().find_object(Path)
