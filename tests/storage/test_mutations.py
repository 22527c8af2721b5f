"""That our checks can fail: each of these mistakes in the log or its file is caught by the named checks."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from storage.database import Database
from storage.errors import StorageError
from storage.log import Append, Log
from storage.rows import Record
from tests.storage.conformance import CHECKS
from tests.storage.guards import GUARDS, guarded
from tests.storage.support import Logs

FAILURES = (AssertionError, pytest.fail.Exception, StorageError, sqlite3.Error)


class ExpectsNothing(Log):
    """Appends whatever version the streams are at."""

    async def append(self, append: Append) -> tuple[Record, ...]:
        return await super().append(Append(append.records))


class ReadsInclusively(Log):
    """Takes ``after`` for the first record that is wanted."""

    async def read(self, *, after: int = 0, limit: int = 500, scope: str | None = None) -> tuple[Record, ...]:
        return await super().read(after=max(after - 1, 0), limit=limit, scope=scope)


class AppendsOneByOne(Log):
    """Makes a transaction of each record of a batch."""

    async def append(self, append: Append) -> tuple[Record, ...]:
        stored: tuple[Record, ...] = ()
        for record in append.records:
            its = {
                stream: v for stream, v in append.expected.items() if stream == (record.scope, record.stream)
            }
            earlier = sum((r.scope, r.stream) == (record.scope, record.stream) for r in stored)
            expected = {stream: version + earlier for stream, version in its.items()}
            stored += await super().append(Append((record,), expected))
        return stored


class AppendsRepeats(Log):
    """Gives each record an id of its own, so that no repeat is known for one."""

    async def append(self, append: Append) -> tuple[Record, ...]:
        position = (await self.head()).position
        fresh = (replace(r, id=f"{r.id}/{position}") for r in append.records)
        return await super().append(Append(tuple(fresh), append.expected))


class ForgetsScopes(Log):
    """Reads everybody's records, whoever's were asked for."""

    async def read(self, *, after: int = 0, limit: int = 500, scope: str | None = None) -> tuple[Record, ...]:
        return await super().read(after=after, limit=limit)


class OffByOneInTime(Log):
    """Takes the position at an instant to be the one before it."""

    async def position_at(self, instant: datetime) -> int:
        return max(await super().position_at(instant.astimezone(UTC)) - 1, 0)


@dataclass(frozen=True)
class Mutation:
    """A mistake, and the checks that must find it: of the log's interface, or of the file's guards."""

    kind: type[Log] = Log
    spoilt_by: tuple[str, ...] = ()
    found_by: tuple[str, ...] = ()


MUTATIONS: Mapping[str, Mutation] = {
    "the expected version is ignored": Mutation(
        ExpectsNothing,
        found_by=(
            "the_expected_version_must_be_the_streams",
            "a_new_streams_expected_version_is_zero",
            "a_version_can_be_expected_of_a_stream_that_gets_no_record",
        ),
    ),
    "reading includes after": Mutation(
        ReadsInclusively,
        found_by=(
            "reading_is_exclusive_of_after",
            "pages_join_without_loss_or_repeat",
            "following_ends_at_the_head_and_goes_on_from_there",
        ),
    ),
    "a batch is not atomic": Mutation(AppendsOneByOne, found_by=("a_batch_is_appended_whole_or_not_at_all",)),
    "a repeat is appended": Mutation(
        AppendsRepeats,
        found_by=("a_repeat_appends_nothing_and_gives_what_is_there", "an_id_stands_for_one_content_only"),
    ),
    "scopes are not told apart": Mutation(ForgetsScopes, found_by=("a_scope_is_read_by_itself",)),
    "time is off by one": Mutation(
        OffByOneInTime, found_by=("the_position_at_an_instant_is_the_last_recorded_by_then",)
    ),
    "the trigger against deleting is dropped": Mutation(
        spoilt_by=("DROP TRIGGER records_stay",), found_by=("no_record_can_be_deleted",)
    ),
    "the trigger against altering is dropped": Mutation(
        spoilt_by=("DROP TRIGGER records_unaltered",),
        found_by=(
            "no_column_can_be_altered",
            "no_body_can_be_taken_away_without_the_record_that_says_so",
        ),
    ),
    "the insert guard is dropped": Mutation(
        spoilt_by=("DROP TRIGGER records_guard",),
        found_by=(
            "no_position_can_be_left_out_or_used_again",
            "no_version_can_be_left_out_or_used_again",
            "no_id_can_be_used_again",
            "the_expected_version_must_be_the_streams",
        ),
    ),
    "replacing gets past guard and triggers": Mutation(
        spoilt_by=("DROP TRIGGER records_guard", "PRAGMA recursive_triggers = OFF"),
        found_by=("no_record_can_be_replaced", "what_a_replacement_deletes_is_guarded_too"),
    ),
    "commits are not synced": Mutation(
        spoilt_by=("PRAGMA synchronous = OFF",), found_by=("a_commit_is_synced_to_the_disk",)
    ),
    "commits are synced at checkpoints only": Mutation(
        spoilt_by=("PRAGMA synchronous = NORMAL",), found_by=("a_commit_is_synced_to_the_disk",)
    ),
}


class SpoiltLogs(Logs):
    """Logs of a mutated kind, in a file that is spoilt each time it is opened."""

    def __init__(self, path: Path, mutation: Mutation) -> None:
        super().__init__(path, kind=mutation.kind)
        self._spoilt_by = mutation.spoilt_by

    async def opened(self, database: Database) -> None:
        """Spoils the file or the writing connection."""
        for sql in self._spoilt_by:
            await database.write(partial(_outside, sql.replace("DROP TRIGGER", "DROP TRIGGER IF EXISTS")))


def _outside(sql: str, connection: sqlite3.Connection) -> None:
    # A pragma holds from outside a transaction only, and a job runs within one.
    connection.execute("COMMIT")
    connection.execute(sql)
    connection.execute("BEGIN IMMEDIATE")


async def run(name: str, logs: Logs) -> None:
    """Runs a check of either kind."""
    if name in CHECKS:
        await CHECKS[name](logs.make)
    else:
        await GUARDS[name](await guarded(logs))


@pytest.mark.parametrize(
    ("mutation", "check"),
    [(mutation, check) for mutation, how in MUTATIONS.items() for check in how.found_by],
)
async def test_the_check_fails_with_the_mistake_and_passes_without(
    mutation: str, check: str, tmp_path: Path
) -> None:
    async with SpoiltLogs(tmp_path / "spoilt.db", MUTATIONS[mutation]) as spoilt:
        with pytest.raises(FAILURES):
            await run(check, spoilt)
    async with Logs(tmp_path / "sound.db") as sound:
        await run(check, sound)
