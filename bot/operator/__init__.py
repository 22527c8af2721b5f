"""What operators do at the command line, and with what code a program ends that could not do it."""

from __future__ import annotations

EX_USAGE, EX_DATAERR, EX_UNAVAILABLE, EX_IOERR, EX_TEMPFAIL, EX_CONFIG = 2, 65, 69, 74, 75, 78
"""The codes of sysexits.h, and click's own for a wrong word."""


class WordError(ValueError):
    """A word on the command line that cannot be used; the message says what would be right."""
