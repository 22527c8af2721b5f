"""``aide-memoire status``: what the record holds, and how the bot is."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec.structs import replace

from bot.services.posting import RUNNING, Running
from bot.services.posting.port import Health
from storage.database import Database
from storage.deliveries import Block, Deliveries, Delivery, DeliveryState, Due
from storage.settings import Settings
from tests.cli.support import call

LONG_AGO, FAR = datetime(2020, 1, 1, tzinfo=UTC), datetime(2199, 1, 1, tzinfo=UTC)


def test_status_tells_what_the_record_holds(record: Path) -> None:
    result = call("status")
    assert result.exit_code == 0
    assert "2 events, 2 agreements, 1 source, 2 parties" in result.stdout
    assert "as they are now" in result.stdout


def test_status_tells_what_became_of_notes_and_whether_the_bot_runs(record: Path) -> None:
    def row(number: int, state: DeliveryState, why: str = "") -> Delivery:
        day = Delivery(f"{number}", "guild:1", "10", number, state, why, 10, LONG_AGO, LONG_AGO, LONG_AGO)
        return replace(day, message=number)

    async def post(running: Running) -> None:
        async with await Database.open(record) as database:
            ledger = Deliveries(database)
            await ledger.record([row(1, "sent"), row(2, "sent"), row(3, "claimed")], None)
            await ledger.record([row(4, "skipped", "grace"), row(5, "skipped", "paused")], None)
            await ledger.record([row(6, "failed", "permission:send_messages")], None)
            await ledger.set_due([Due("guild:1", "10", 7, LONG_AGO), Due("guild:1", "11", 7, FAR)])
            await ledger.block(Block("guild:1", "10", "permission:send_messages", LONG_AGO, LONG_AGO))
            await Settings(database).set(RUNNING, msgspec.json.encode(running).decode())

    assert "running      never yet" in call("status").stdout
    asyncio.run(post(Running(LONG_AGO, Health(2, 2, 7))))
    stopped = call("status").stdout
    asyncio.run(post(Running(FAR, Health(1, 2, 7))))
    there = call("status").stdout

    assert "notes        2 sent, 2 waiting, 2 skipped (grace 1, paused 1), 1 failed" in stopped
    assert "1 failed (permission:send_messages 1), 0 unknown\n" in stopped
    assert "channels     2 with notes, 1 of them resting\n" in stopped
    assert "corrections  0 waiting\n" in stopped
    assert "running      no; last seen 2020-01-01 00:00:00 UTC\n" in stopped
    assert "running      yes; 1 of 2 shards connected, 7 invalid requests in the last ten minutes\n" in there


def test_status_tells_that_the_seeds_have_changed(record: Path) -> None:
    (record.parent / "seeds" / "themes.yaml").write_text("- id: one\n  name: One\n")
    assert "the next start loads what changed" in call("status").stdout


def test_status_tells_of_the_last_backup_and_restore(record: Path) -> None:
    assert "none was made" in call("status").stdout
    call("backup", "saved.db")
    assert f"in {record.parent / 'saved.db'}" in call("status").stdout
    call("restore", "saved.db")
    assert "restored     never" not in call("status").stdout
