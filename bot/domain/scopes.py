"""Whose record it is: ``storage.rows.CORPUS`` is the shipped one, any other scope a server's own."""

from __future__ import annotations

_SERVER = "guild:"


def scope_of(guild: int) -> str:
    """The scope of a server's own record."""
    return f"{_SERVER}{guild}"


def guild_of(scope: str) -> int:
    """The server whose scope it is."""
    return int(scope.removeprefix(_SERVER))
