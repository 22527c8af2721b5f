"""``project``: updates the view row of a record's entity; called for each record by appends and rebuilds.

Records of the corpus give rows of the corpus. A server's records about a corpus entity are its *overlay*:
they are folded over the corpus's state, and folded again when that state changes; the row is then *stale*, to
be reviewed.
"""

from __future__ import annotations

import msgspec

from bot.domain.codec import KINDS, decode_body, decode_state
from bot.domain.fold import Overlay, evolve, fold
from bot.domain.project import view_row
from bot.domain.record_types import Added, AnyBody
from storage.projection import ViewWriter
from storage.rows import CORPUS, Record, StoredRow

_overlay_encoder = msgspec.json.Encoder()
_overlay_decoder = msgspec.json.Decoder(Overlay)


def project(record: Record, view: ViewWriter) -> None:
    """Updates the view by one record. A record that is erased, or about no entity, changes nothing."""
    kind, _, entity = record.stream.partition("/")
    if record.body is None or kind not in KINDS or not entity:
        return
    body = decode_body(record.body, record.type, record.schema)
    own = view.current(kind, record.scope, entity)
    if record.scope == CORPUS or (own is not None and own.row.overlay is None) or isinstance(body, Added):
        _project_own(record, body, own, view, kind)
    else:
        _project_overlay(record, body, own, view, kind, entity)


def _project_own(record: Record, body: AnyBody, own: StoredRow | None, view: ViewWriter, kind: str) -> None:
    before = decode_state(KINDS[kind], own.row.state) if own is not None else None
    state = evolve(before, body)
    if state is None:
        return
    view.put(record.scope, view_row(kind, state, version=record.version), record.position)
    if record.scope != CORPUS or own is None:  # over what was not there, nothing lies
        return
    for above in view.overlays(kind, state.id):
        overlay = _overlay_decoder.decode(above.row.overlay or b"{}")
        patched = fold(state, overlay.bodies)
        if patched is not None:
            row = view_row(
                kind,
                patched,
                version=above.row.version,
                overlay=above.row.overlay,
                stale=record.version > overlay.base,
            )
            view.put(above.scope, row, record.position)


def _project_overlay(
    record: Record, body: AnyBody, own: StoredRow | None, view: ViewWriter, kind: str, entity: str
) -> None:
    beneath = view.current(kind, CORPUS, entity)
    if beneath is None:
        return
    earlier = _overlay_decoder.decode(own.row.overlay).bodies if own is not None and own.row.overlay else ()
    overlay = Overlay(base=beneath.row.version, bodies=(*earlier, body))
    state = fold(decode_state(KINDS[kind], beneath.row.state), overlay.bodies)
    if state is None:
        return
    row = view_row(kind, state, version=record.version, overlay=_overlay_encoder.encode(overlay))
    view.put(record.scope, row, record.position)
