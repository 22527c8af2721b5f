"""The recorder test cases of the package ``eventsourcing``, run against the log through a small adapter.

Left out: ``optional_test_insert_subscribe``. It wants a subscription that blocks until something new is
recorded, and this log keeps nothing running while nobody asks: ``follow`` ends at the head.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import threading
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import Any, NoReturn, TypeVar
from unittest.mock import MagicMock, patch
from uuid import UUID, uuid4

from eventsourcing import persistence

from storage.database import Database
from storage.errors import VersionConflict
from storage.log import Append, Log
from storage.rows import CORPUS, NewRecord, Record
from tests.storage.support import Clock

_CIPHER = dict.fromkeys(
    ("Crypto", "Crypto.Cipher", "Crypto.Cipher.AES", "Crypto.Cipher._mode_gcm"), MagicMock()
)
with patch.dict(sys.modules, _CIPHER):
    # The cases' module imports a cipher that no recorder uses; its package need not be installed for them.
    from eventsourcing.tests import persistence as cases

T = TypeVar("T")


class Recorder(persistence.ApplicationRecorder):
    """The log as ``eventsourcing`` sees it: versions count from 0, ours from 1; its callers are threads."""

    def __init__(self, path: Path) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self._database = self._run(Database.open(path))
        self._log = Log(self._database, None, Clock())

    def close(self) -> None:
        self._run(self._database.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def insert_events(
        self, stored_events: Sequence[persistence.StoredEvent], **kwargs: Any
    ) -> Sequence[int] | None:
        records: list[NewRecord] = []
        expected: dict[tuple[str, str], int] = {}
        counts: dict[str, int] = {}
        for event in stored_events:
            stream = f"event/{event.originator_id}"
            counts.setdefault(stream, expected.setdefault((CORPUS, stream), event.originator_version))
            if event.originator_version != counts[stream]:
                raise persistence.IntegrityError("versions follow one another")
            counts[stream] += 1
            records.append(NewRecord(str(uuid4()), "change", CORPUS, stream, event.topic, event.state, "ana"))
        try:
            stored = self._run(self._log.append(Append(tuple(records), expected)))
        except VersionConflict as conflict:
            raise persistence.IntegrityError(str(conflict)) from conflict
        return [record.position for record in stored]

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> list[persistence.StoredEvent]:
        after = 0 if gt is None else gt + 1
        read = self._log.read_stream(CORPUS, f"event/{originator_id}", after_version=after, limit=10_000)
        found = [record for record in self._run(read) if lte is None or record.version - 1 <= lte]
        return [
            persistence.StoredEvent(originator_id, record.version - 1, record.type, record.body or b"")
            for record in (found[::-1] if desc else found)[:limit]
        ]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> list[persistence.Notification]:
        after = (start or 1) - 1 if inclusive_of_start else start or 0
        found: list[Record] = []
        while len(found) < limit and (page := self._run(self._log.read(after=after))):
            found += [record for record in page if not topics or record.type in topics]
            after = page[-1].position
        return [
            persistence.Notification(
                id=record.position,
                originator_id=UUID(record.stream.removeprefix("event/")),
                originator_version=record.version - 1,
                topic=record.type,
                state=record.body or b"",
            )
            for record in found[:limit]
            if stop is None or record.position <= stop
        ]

    def max_notification_id(self) -> int | None:
        return self._run(self._log.head()).position or None

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> NoReturn:
        raise AssertionError(f"the log has nothing to block on ({gt}, {json.dumps(list(topics))})")

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()


class TestTheLogAsAnApplicationRecorder(cases.ApplicationRecorderTestCase[Recorder]):
    INITIAL_VERSION = 0

    def create_recorder(self) -> Recorder:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        recorder = Recorder(Path(folder.name) / "record.db")
        self.addCleanup(recorder.close)
        return recorder
