"""The program ``aide-memoire``."""

from __future__ import annotations

import sys

from bot.cli import cli


def main() -> None:
    """The program ``aide-memoire``."""
    for stream in (sys.stdout, sys.stderr):
        # A lone surrogate in an argument or a text must not end the program.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    cli(prog_name="aide-memoire")


if __name__ == "__main__":
    main()
