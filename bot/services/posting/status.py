"""What ``aide-memoire status`` says about notes, from the ledger and what the running bot stored last."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from bot.services.posting import RUNNING, Running
from storage.database import Database
from storage.deliveries import Deliveries, DeliveryState, Figures
from storage.settings import Settings

ALIVE = timedelta(minutes=2)
"""A bot that has stored its state within this time is running."""


async def posting_status(database: Database, now: datetime) -> tuple[tuple[str, str], ...]:
    """Lines of (label, text) about notes, channels, corrections and the running bot.

    Safe in a second process.
    """
    found = await Deliveries(database).figures(now)
    noted = await Settings(database).get(RUNNING)
    running = msgspec.json.decode(noted, type=Running) if noted is not None else None
    return (
        ("notes", _notes(found)),
        ("channels", f"{found.subscriptions:,} with notes, {found.blocked:,} of them resting"),
        ("corrections", f"{found.errata:,} waiting"),
        ("running", _running(running, now)),
    )


def _notes(found: Figures) -> str:
    waiting = found.by_state["claimed"] + found.due
    parts = [f"{found.by_state['sent']:,} sent", f"{waiting:,} waiting"]
    parts += [_with_reasons(found, state) for state in ("skipped", "failed", "unknown")]
    return ", ".join(parts)


def _with_reasons(found: Figures, state: DeliveryState) -> str:
    reasons: Iterable[str] = (
        f"{why} {number:,}" for (of, why), number in sorted(found.by_reason.items()) if of == state
    )
    told = ", ".join(reasons)
    return f"{found.by_state[state]:,} {state}" + (f" ({told})" if told else "")


def _running(running: Running | None, now: datetime) -> str:
    if running is None:
        return "never yet"
    if now - running.at > ALIVE:
        return f"no; last seen {running.at:%Y-%m-%d %H:%M:%S} UTC"
    health = running.health
    return (
        f"yes; {health.connected} of {health.shards} shards connected, "
        f"{health.invalid:,} invalid requests in the last ten minutes"
    )
