"""``Privacy``: tells people what is kept about them, and erases it; erases the records of servers that were
left.

After an erasure the log still verifies, because its chain of hashes covers digests of the texts, not the
texts.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Iterable
from datetime import datetime, timedelta

from bot.domain.codec import decode_body
from bot.domain.edits import Editor, PrivacyAnswer
from bot.domain.personal import texts_of, words_of
from bot.domain.questions import Question, Refusal
from bot.domain.record_types import ClaimAdded
from bot.services.inquiry import refuse
from storage.actors import Actors
from storage.deliveries import Deliveries
from storage.departures import Departures
from storage.documents import Documents
from storage.drafts import Drafts
from storage.log import Log
from storage.rows import BODY_ERASED, Record

KEPT_AFTER_LEAVING = timedelta(days=30)
"""How long a server's record is kept after the bot was removed."""
ERASER = "erasure"
"""The actor of records about erasures; it is nobody's pseudonym."""
NOBODY = ""
"""The writer of texts that nobody in the server wrote, such as those of the corpus."""
ANYWHERE = ""
"""In place of a stream: a server's whole record."""
_PAGE = 500


class Privacy:
    """Erases data of persons at their request, and of servers some time after the bot has left."""

    def __init__(
        self,
        log: Log,
        actors: Actors,
        drafts: Drafts,
        departures: Departures,
        documents: Documents,
        deliveries: Deliveries,
    ) -> None:
        self._log = log
        self._actors = actors
        self._drafts = drafts
        self._departures = departures
        self._documents = documents
        self._deliveries = deliveries

    async def answer(self, question: Question, person: Editor) -> PrivacyAnswer | Refusal:
        """What is kept about the person who asks; the command "privacy delete" deletes it."""
        if question.command not in ("privacy", "privacy delete"):
            return refuse(question, "unknown_command", typed=question.command)
        pseudonym = await self._actors.known_pseudonym(person.id)
        records = await self._records_of(pseudonym) if pseudonym is not None else []
        quoting = await self._with_words_of(pseudonym, {record.scope for record in records})
        drafts = await self._drafts.count_of(person.id)
        papers = await self._documents.count_by(person.id)
        known = pseudonym is not None
        delete = question.command == "privacy delete"
        if delete:
            await self._erase(quoting, "at the request of who wrote it")
            await self._drafts.forget_editor(person.id)
            await self._documents.forget_importer(person.id)
            await self._actors.forget(person.id)
        return PrivacyAnswer(question, len(records), len(quoting), drafts, papers, known, deleted=delete)

    async def left(self, scope: str, now: datetime) -> None:
        """The bot was removed from a server: schedules the erasure of its record."""
        await self._departures.note(scope, now + KEPT_AFTER_LEAVING)

    async def came(self, scope: str) -> None:
        """The bot was added to a server (again): cancels the erasure of its record."""
        await self._departures.strike(scope)

    async def tidy(self, present: Callable[[str], bool], now: datetime) -> tuple[str, ...]:
        """Erases the records of servers that the bot left long enough ago, and gives their scopes.

        ``present`` says whether the bot is in a server; it is asked before each step, because that may change
        meanwhile. For a server that was left while the bot was not running, the erasure is scheduled.
        """
        for scope in await self._departures.noted():
            if present(scope):
                await self.came(scope)
        for scope in {*await self._departures.scopes_kept(), *await self._deliveries.scopes()}:
            if not present(scope):
                await self.left(scope, now)
        await self._drafts.drop_old(now)
        erased = []
        for scope in await self._departures.due(now):
            if not present(scope):
                await self._erase_scope(scope)
                erased.append(scope)
        return tuple(erased)

    async def _erase_scope(self, scope: str) -> None:
        positions = [record.position async for record, _ in self._kept(scope)]
        await self._erase(positions, "the bot left the server")
        await self._documents.forget_scope(scope)
        await self._deliveries.forget_scope(scope)
        await self._departures.strike(scope)

    async def _erase(self, positions: Collection[int], reason: str) -> None:
        if positions:
            await self._log.erase(sorted(positions), actor=ERASER, reason=reason)

    async def _records_of(self, pseudonym: str) -> list[Record]:
        """All records of a person, in all servers, newest first."""
        records: list[Record] = []
        before: int | None = None
        while page := await self._log.recent(before=before, limit=_PAGE, actor=pseudonym):
            records += page
            before = page[-1].position
        return records

    async def _with_words_of(self, pseudonym: str | None, scopes: Iterable[str]) -> set[int]:
        """The positions of records that contain the person's words: their own, and others' that quote them.

        A text belongs to whoever wrote it first, since an undo, for example, writes again what somebody else
        wrote. Words that different people may choose alike, such as a city, count as a quotation only within
        one entry, and not where somebody adds a claim of their own.
        """
        found: set[int] = set()
        for scope in scopes:
            writers: dict[tuple[str, str], str] = {}
            async for record, stored in self._kept(scope):
                body = decode_body(stored, record.type, record.schema)
                texts, written, own = texts_of(body), words_of(body), words_of(body, own=True)
                for text in texts:
                    writers.setdefault((record.stream, text), record.actor if text in written else NOBODY)
                    if text in own or text not in written:
                        writers.setdefault((ANYWHERE, text), record.actor if text in own else NOBODY)
                adds_own = isinstance(body, ClaimAdded) and not body.moved_from and record.actor != pseudonym
                quoted = own if adds_own else texts
                whose = {writers.get((where, text)) for text in quoted for where in (record.stream, ANYWHERE)}
                if pseudonym in whose:
                    found.add(record.position)
        return found

    async def _kept(self, scope: str) -> AsyncIterator[tuple[Record, bytes]]:
        """The records of a server that are not erased, with their bodies, in order."""
        after = 0
        while page := await self._log.read(after=after, limit=_PAGE, scope=scope):
            for record in page:
                if record.body is not None and record.type != BODY_ERASED:
                    yield record, record.body
            after = page[-1].position
