"""The command line. What a command needs is imported when it runs: ``--help`` and the demo start quickly.

One place to add a command: a function in a file here and its name below; its work belongs into a module of
its own in ``bot.operator``.
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
