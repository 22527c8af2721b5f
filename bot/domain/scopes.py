"""Scopes: whose record it is. ``storage.rows.CORPUS`` is the shipped one; each server has one of its own."""

from __future__ import annotations

_SERVER = "guild:"


def scope_of(guild: int) -> str:
    """The scope of a server's own record."""
    return f"{_SERVER}{guild}"


def guild_of(scope: str) -> int:
    """The Discord id of the server that a scope belongs to."""
    return int(scope.removeprefix(_SERVER))
