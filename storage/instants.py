"""Instants as the tables hold them: whole microseconds since 1970, UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def stored_instant(instant: datetime) -> int:
    """An aware datetime as a table holds it."""
    return (instant - _EPOCH) // _MICROSECOND


def instant_of(stored: int) -> datetime:
    """The instant, in UTC, that a table holds."""
    return _EPOCH + stored * _MICROSECOND
