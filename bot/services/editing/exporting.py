"""/edit export: the record as a server reads it, or the server's own history, as a file."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Mapping
from typing import get_args

import msgspec

from bot.domain.edits import EditAnswer, FileAnswer
from bot.services.editing.request import EditRequest
from bot.services.export import COLUMNS, Format, Row, Selection, Table, exported, write

LARGEST = 9_500_000
"""Most bytes of a file; a little less than Discord takes."""
_TABLES: Mapping[str, Table] = {name: name for name in COLUMNS}
_FORMATS: Mapping[str, Format] = {name: name for name in get_args(Format)}


class _TooLargeError(Exception):
    """More was written than a file may hold."""


class _Bounded(io.StringIO):
    """A text buffer that raises ``_TooLargeError`` once it holds more bytes than a file may."""

    _written = 0

    def write(self, text: str, /) -> int:
        """Writes; raises ``_TooLargeError`` beyond the limit."""
        self._written += len(text.encode("utf-8", "replace"))
        if self._written > LARGEST:
            raise _TooLargeError
        return super().write(text)


async def export(request: EditRequest) -> EditAnswer:
    """``/edit export``: the file; a refusal if it is larger than Discord takes."""
    typed = request.option("what"), request.option("format") or "csv"
    what, form = _TABLES.get(typed[0]), _FORMATS.get(typed[1])
    if what is None or form is None:
        return request.refuse("unknown_export", typed=" ".join(typed))
    out = _Bounded()
    try:
        count = await write(_rows(request, what), what, form, out)
    except _TooLargeError:
        return request.refuse("too_large", what=what)
    data = out.getvalue().encode("utf-8", "replace")
    return FileAnswer(request.question, f"{what}.{form}", data, count)


def _rows(request: EditRequest, what: Table) -> AsyncIterator[Row]:
    if what == "history":
        return _history(request)
    selection = Selection(what, request.at, request.asker.today)
    return exported(request.views, selection)


async def _history(request: EditRequest) -> AsyncIterator[Row]:
    """Every log record of the server, oldest first, with editors under their pseudonyms."""
    after = 0
    while page := await request.log.read(after=after, scope=request.scope):
        for record in page:
            body = msgspec.json.decode(record.body) if record.body is not None else None
            values = (
                record.position, record.recorded_at.isoformat(), record.change, record.actor, record.type,
                record.stream, record.version, (body or {}).get("reason", ""),
                "" if body is None else msgspec.json.encode(body).decode(),
            )  # fmt: skip
            yield dict(zip(COLUMNS["history"], values, strict=True))
        after = page[-1].position
