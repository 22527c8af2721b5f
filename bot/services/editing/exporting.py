"""A server's record as a file."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from typing import Any, get_args

import msgspec

from bot.domain.edits import EditAnswer, FileAnswer
from bot.services.editing.session import Session
from bot.services.export import COLUMNS, Format, Selection, What, exported, write

LARGEST = 9_500_000
"""What Discord takes as a file, in bytes, with a margin."""


class _TooLargeError(Exception):
    """More was written than a file may have."""


class _Bounded(io.StringIO):
    """Text in memory, as much of it as a file may have."""

    _written = 0

    def write(self, text: str, /) -> int:
        """Writes; raises ``_TooLargeError`` beyond the limit."""
        self._written += len(text.encode("utf-8", "replace"))
        if self._written > LARGEST:
            raise _TooLargeError
        return super().write(text)


async def export(session: Session) -> EditAnswer:
    """The record as the server reads it, or its own history; refused where no message can take it."""
    what, form = session.option("what"), session.option("format") or "csv"
    if what not in (*get_args(What), "history") or form not in get_args(Format):
        return session.refuse("unknown_export", typed=f"{what} {form}")
    out = _Bounded()
    try:
        if what == "history":
            rows = await write(_history(session), "history", form, out)  # type: ignore[arg-type]
        else:
            selection = Selection(what, session.inquiry.at, session.inquiry.asker.today)  # type: ignore[arg-type]
            rows = await write(exported(session.inquiry.views, selection), what, form, out)  # type: ignore[arg-type]
    except _TooLargeError:
        return session.refuse("too_large", what=what)
    data = out.getvalue().encode("utf-8", "replace")
    return FileAnswer(session.inquiry.question, f"{what}.{form}", data, rows)


async def _history(session: Session) -> AsyncIterator[dict[str, Any]]:
    """Every record of the server, oldest first; its editors under their pseudonyms."""
    after = 0
    while page := await session.inquiry.log.read(after=after, scope=session.scope):
        for record in page:
            body = msgspec.json.decode(record.body) if record.body is not None else None
            values = (
                record.position, record.recorded_at.isoformat(), record.change, record.actor, record.type,
                record.stream, record.version, (body or {}).get("reason", ""),
                "" if body is None else msgspec.json.encode(body).decode(),
            )  # fmt: skip
            yield dict(zip(COLUMNS["history"], values, strict=True))
        after = page[-1].position
