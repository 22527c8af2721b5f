"""``aide-memoire status``: figures about the record, its file, its backups and the running bot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bot.app import SEEDS_DIGEST
from bot.clock import Clock
from bot.config import Settings, corpus_directory, database_path
from bot.corpus.digest import digest_of
from bot.operator.upkeep import note_of_backup, shown
from bot.services.posting.status import posting_status
from storage.candidates import WAITING
from storage.database import Database
from storage.settings import Settings as Kept
from storage.survey import Survey, survey

_PLURALS = {
    "event": "events",
    "agreement": "agreements",
    "source": "sources",
    "party": "parties",
    "theme": "themes",
}


async def status(settings: Settings) -> tuple[tuple[str, str], ...]:
    """Lines of (label, text) about the record."""
    path = database_path(settings)
    async with await Database.open(path, mode="reader") as database:
        found = await database.read(survey)
        loaded = await Kept(database).get(SEEDS_DIGEST)
        posting = await posting_status(database, Clock().now())
    shipped = digest_of(corpus_directory(settings), reference=settings.corpus.reference_pack)
    return (
        ("file", f"{path}, {_size(path)} and {_size(Path(f'{path}-wal'))} not yet merged"),
        ("schema", str(found.schema)),
        ("head", f"{found.head}, recorded {_when(found.recorded_at)}"),
        (
            "records",
            f"{found.corpus_records:,} of the corpus, {found.guild_records:,} of "
            f"{_so_many(found.guilds, 'server', 'servers')}",
        ),
        ("erased", f"{found.erased:,} bodies"),
        ("corpus", _entries(found, corpus=True)),
        ("servers", _entries(found, corpus=False)),
        ("seeds", _seeds(loaded, shipped)),
        ("backup", _last_backup(path)),
        ("restored", _when(found.restored_at)),
        *posting,
    )


def _entries(found: Survey, *, corpus: bool) -> str:
    counts = {kind: count for (whose, kind), count in found.entries.items() if whose is corpus}
    told = [_so_many(counts[kind], kind, _PLURALS[kind]) for kind in _PLURALS if counts.get(kind)]
    return ", ".join([*told, *_papers(found, corpus=corpus)]) or "nothing"


def _papers(found: Survey, *, corpus: bool) -> Iterator[str]:
    """The papers and the numbers of statements in them; those of the corpus are not reviewed."""
    if papers := found.papers.get(corpus):
        states = {state: count for (whose, state), count in found.found.items() if whose is corpus}
        waiting = "" if corpus else f", {states.get(WAITING, 0):,} of them to look at"
        found_in = _so_many(sum(states.values()), "statement", "statements")
        yield f"{_so_many(papers, 'paper', 'papers')} with {found_in}{waiting}"


def _so_many(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _seeds(loaded: str | None, there: str) -> str:
    if loaded is None:
        return "never loaded; the next start loads them"
    same = "as they are now" if loaded == there else "changed since; the next start loads what changed"
    return f"{loaded[:12]}, {same}"


def _when(instant: datetime | None) -> str:
    return "never" if instant is None else shown(instant)


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1_000_000:,.1f} MB" if path.exists() else "0 MB"


def _last_backup(path: Path) -> str:
    note = note_of_backup(path)
    return note.read_text("utf-8").strip() if note.exists() else "none was made from here"
