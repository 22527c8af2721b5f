"""Maps errors that are no bugs to an exit code and a message that says what to do."""

from __future__ import annotations

from typing import Any

import click

from bot.operator import EX_CONFIG, EX_DATAERR, EX_IOERR, EX_TEMPFAIL, EX_USAGE

FAILURES = {
    "bot.config.ConfigError": (EX_CONFIG, "the configuration cannot be used.\n"),
    "bot.operator.extract.NotTextError": (EX_DATAERR, ""),
    "bot.corpus.entries.SeedError": (EX_DATAERR, "the seeds are broken, nothing was written.\n"),
    "bot.operator.WordError": (EX_USAGE, ""),
    "storage.errors.DatabaseInUse": (EX_TEMPFAIL, ""),
    "storage.errors.ViewsMissing": (EX_TEMPFAIL, ""),
    "storage.errors.DatabaseUnusable": (EX_IOERR, ""),
    "storage.errors.StorageError": (EX_DATAERR, ""),
}
"""By an error's class name, the exit code and the beginning of the message; by name to save imports."""


class Failure(click.ClickException):
    """Ends the program with one of the exit codes above and a message that says what to do."""

    def __init__(self, exit_code: int, message: str) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc]

    def show(self, file: Any = None) -> None:
        """Prints the message to standard error."""
        click.echo(f"aide-memoire: {self.message}", file=file, err=True)


def failure_of(error: Exception) -> Failure | None:
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
