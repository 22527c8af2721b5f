"""The command line: words, options and exit codes; the work behind each command is in ``bot.operator``.

What a command needs is imported when it runs, so that ``--help`` and the demo start quickly. To add a
command, write a function in a file here, and add it to ``COMMANDS``.
"""

from __future__ import annotations

from bot.cli import data, record, running
from bot.cli.group import cli

__all__ = ["cli"]

COMMANDS = (
    running.run,
    running.demo,
    running.check,
    running.status,
    data.export,
    data.due,
    data.extract,
    data.import_papers,
    record.verify,
    record.rebuild,
    record.backup,
    record.restore,
)
"""All commands, in the order of the help."""

for command in COMMANDS:
    cli.add_command(command)
