"""The work behind the commands of the command line, and the exit codes for what cannot be done."""

from __future__ import annotations

EX_USAGE, EX_DATAERR, EX_UNAVAILABLE, EX_IOERR, EX_TEMPFAIL, EX_CONFIG = 2, 65, 69, 74, 75, 78
"""Exit codes as in sysexits.h, and click's own for a usage error."""


class WordError(ValueError):
    """A word on the command line is not valid; the message says what would be."""
