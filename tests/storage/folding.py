"""A projector that folds, as the record's own does; ``support.project`` puts rows as they come.

It reads what stands before it puts, and a guild's fields over an entity of the corpus are an overlay.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from storage.projection import ViewWriter
from storage.rows import CORPUS, OPEN_HIGH, OPEN_LOW, DateKey, Record, ViewRow


def project(record: Record, view: ViewWriter) -> None:
    """A record's body sets fields of its entity, as JSON; a guild's over one of the corpus are an overlay."""
    if record.body is None:
        return
    kind, _, id = record.stream.partition("/")
    fields = json.loads(record.body)
    own = view.current(kind, record.scope, id)
    if fields.get("gone"):
        view.remove(record.scope, kind, id, record.position)
        return
    beneath = view.current(kind, CORPUS, id) if record.scope != CORPUS else None
    if beneath is not None and (own is None or own.row.overlay is not None):
        patch = {**(json.loads(own.row.overlay or b"{}") if own else {}), **fields}
        state = {**json.loads(beneath.row.state), **patch}
        view.put(record.scope, _row(kind, id, state, record.version, patch), record.position)
        return
    state = {**(json.loads(own.row.state) if own else {}), **fields}
    view.put(record.scope, _row(kind, id, state, record.version, None), record.position)
    for above in view.overlays(kind, id) if record.scope == CORPUS else ():
        patch = json.loads(above.row.overlay or b"{}")
        view.put(above.scope, _row(kind, id, {**state, **patch}, above.row.version, patch), record.position)


def _row(
    kind: str, id: str, state: Mapping[str, Any], version: int, overlay: Mapping[str, Any] | None
) -> ViewRow:
    return ViewRow(
        kind=kind,
        id=id,
        number=state.get("number", 0),
        version=version,
        state=json.dumps(state, sort_keys=True).encode(),
        live=not state.get("retracted", False),
        weight=state.get("weight", 1),
        overlay=None if overlay is None else json.dumps(overlay, sort_keys=True).encode(),
        dates=tuple(_keys(state)),
        links=tuple((relation, target) for relation, target in state.get("links", ())),
        names=tuple(state.get("names", ())),
        text=state.get("text", ""),
        gist=json.dumps({"weight": state.get("weight", 1), "text": state.get("text", "")}).encode(),
        subjects=tuple(target for _, target in state.get("links", ())),
    )


def _keys(state: Mapping[str, Any]) -> Iterable[DateKey]:
    if "day" not in state:
        return
    low, high = state["day"], state.get("until", state["day"])
    low, high = (OPEN_LOW if low is None else low), (OPEN_HIGH if high is None else high)
    for layer in state.get("layers", ["all"]):
        yield DateKey(layer, low, high, state.get("month_day", 0), state.get("month", 0))


def dump(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """All that the views and the search index hold, without the numbers that a rebuild may give anew."""
    entity = "e.kind, e.scope, e.id, e.from_position"
    queries = {
        "entries": f"SELECT {entity}, e.to_position, e.number, e.version, e.live, e.weight, e.newest,"
        " e.stale, e.overlay, e.gist, e.keys, e.state FROM entries e",
        "keys": f"SELECT {entity}, f.layer, f.relation, f.target, f.weight, k.now, k.span, k.low, k.high,"
        " k.number, k.ended FROM entry_keys k JOIN facets f USING (facet) JOIN entries e USING (serial)",
        "gists": f"SELECT {entity}, m.kind, m.subject, m.scope, m.id, m.from_position, m.to_position, m.gist"
        " FROM gists m JOIN entries e USING (serial)",
        "names": f"SELECT {entity}, n.name, n.now FROM entry_names n JOIN entries e USING (serial)",
        "words": f"SELECT {entity}, w.words FROM search_words w JOIN entries e ON e.serial = w.rowid",
    }
    return {name: sorted(connection.execute(sql).fetchall(), key=repr) for name, sql in queries.items()}
