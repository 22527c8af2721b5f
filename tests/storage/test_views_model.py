"""Views and search against a naive model: all rows in a list, filtered and sorted by plain Python."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from storage.database import Database
from storage.log import Append, Log
from storage.projection import ViewWriter
from storage.rows import CORPUS, OPEN_HIGH, OPEN_LOW, At, NewRecord, Record, StoredGist, StoredRow
from storage.views import Range, Views
from tests.storage.folding import dump, project
from tests.storage.support import GUILD, OTHER_GUILD, Clock, new

DAY_ZERO = 735_000
PARTIES = ("JP", "KR", "US")
WORDS = ("treaty", "notice", "日韓", "독도")
SCOPES = (CORPUS, GUILD, OTHER_GUILD)
IDS = ("e1", "e2", "e3", "e4")

lengths = st.sampled_from((1, 1, 30, 31, 365, 366, 3653, 36525, 40000))
starts = st.integers(DAY_ZERO - 45_000, DAY_ZERO + 500)


@st.composite
def dates(draw: st.DrawFn) -> dict[str, Any]:
    low, length = draw(starts), draw(lengths)
    opened = draw(st.sampled_from(("", "", "", "low", "high")))
    exact = length if not opened else 0
    return {
        "day": None if opened == "low" else low,
        "until": None if opened == "high" else low + length - 1,
        "month_day": 1228 if exact == 1 and draw(st.booleans()) else 0,
        "month": 201206 if 30 <= exact <= 31 and draw(st.booleans()) else 0,
        "layers": draw(st.sampled_from((["all"], ["all", "documents"]))),
    }


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, str, dict[str, Any]]:
    scope, id = draw(st.sampled_from(SCOPES)), draw(st.sampled_from(IDS))
    if draw(st.integers(0, 9)) == 0:
        return scope, id, {"gone": True}
    fields: dict[str, Any] = {"number": IDS.index(id) + 1, "retracted": draw(st.integers(0, 5)) == 0}
    fields |= draw(dates()) if draw(st.booleans()) else {}
    if draw(st.booleans()):
        fields["links"] = [("party", party) for party in draw(st.sets(st.sampled_from(PARTIES)))]
    if draw(st.booleans()):
        fields["weight"] = draw(st.integers(1, 3))
    fields["names"] = [draw(st.sampled_from(("The Pact", "GSOMIA", "日韓合意")))]
    fields["text"] = " ".join(draw(st.lists(st.sampled_from(WORDS), max_size=3)))
    return scope, id, fields


class Question(msgspec.Struct, frozen=True):
    at: At
    layer: str
    low: int
    high: int
    links: tuple[tuple[str, str], ...]
    newest_first: bool
    limit: int
    offset: int
    ongoing: bool


@st.composite
def questions(draw: st.DrawFn) -> Question:
    low = draw(st.one_of(st.just(OPEN_LOW), starts))
    high = draw(st.one_of(st.just(OPEN_HIGH), starts.map(lambda day: max(day, low))))
    return Question(
        At(draw(st.sampled_from((None, CORPUS, GUILD))), draw(st.one_of(st.none(), st.integers(0, 25)))),
        draw(st.sampled_from(("all", "documents"))),
        low,
        high,
        tuple(("party", party) for party in draw(st.sets(st.sampled_from(PARTIES), max_size=2))),
        draw(st.booleans()),
        draw(st.integers(1, 5)),
        draw(st.integers(0, 3)),
        draw(st.booleans()),
    )


class Model:
    """Every row that was ever put, and from which position until before which it held."""

    def __init__(self) -> None:
        self.rows: list[StoredRow] = []

    def project(self, record: Record, view: ViewWriter) -> None:
        """The folding projector, whose puts and removes are noted."""
        project(record, _Noting(view, self))  # type: ignore[arg-type]

    def end(self, scope: str, kind: str, id: str, position: int) -> None:
        self.rows = [
            replace(row, to_position=position)
            if (row.scope, row.row.kind, row.row.id) == (scope, kind, id) and row.to_position is None
            else row
            for row in self.rows
        ]
        self.rows = [row for row in self.rows if row.from_position != row.to_position]

    def seen(self, at: At) -> list[StoredRow]:
        position = 10**9 if at.position is None else at.position
        held = [
            row
            for row in self.rows
            if row.from_position <= position and (row.to_position is None or row.to_position > position)
        ]
        own = [row for row in held if row.scope == at.scope and at.scope != CORPUS]
        over = {(row.row.kind, row.row.id) for row in own}
        return own + [r for r in held if r.scope == CORPUS and (r.row.kind, r.row.id) not in over]

    def between(self, asked: Question) -> list[StoredRow]:
        found = [
            ((key.low, key.high, row.row.number), row)
            for row in self.seen(asked.at)
            if row.row.live and set(asked.links) <= set(row.row.links)
            for key in row.row.dates
            if key.layer == asked.layer and key.low <= asked.high and key.high >= asked.low
            if asked.ongoing or key.low >= asked.low or key.high - key.low < 366
        ]
        found.sort(key=lambda pair: pair[0], reverse=asked.newest_first)
        return [row for _, row in found]


class _Noting:
    def __init__(self, view: ViewWriter, model: Model) -> None:
        self._view = view
        self._model = model
        self.current = view.current
        self.overlays = view.overlays

    def put(self, scope: str, row: Any, position: int) -> None:
        self._view.put(scope, row, position)
        self._model.end(scope, row.kind, row.id, position)
        self._model.rows.append(StoredRow(scope, position, None, row))

    def remove(self, scope: str, kind: str, id: str, position: int) -> None:
        self._view.remove(scope, kind, id, position)
        self._model.end(scope, kind, id, position)


def plain(rows: Sequence[StoredRow]) -> list[StoredRow]:
    """The rows as they can be compared: without the text, which only the search index keeps."""
    return [
        replace(row, to_position=None, row=msgspec.structs.replace(row.row, text=""), serial=0)
        for row in rows
    ]


def the_same(rows: Sequence[StoredRow], wanted: Sequence[StoredRow]) -> None:
    """The same rows; where they are alike in all that orders them, in any order."""
    key = repr
    assert sorted(plain(rows), key=key) == sorted(plain(wanted), key=key)


async def hold_against_the_model(
    made: Sequence[tuple[str, str, dict[str, Any]]], asked: Sequence[Question]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with await Database.open(Path(folder) / "record.db") as database:
            model = Model()
            log, views = Log(database, model.project, Clock()), Views(database)
            half = len(made) // 2
            records = [_record(n, *change) for n, change in enumerate(made)]
            await log.append(Append(tuple(records[:half])))
            for record in records[half:]:
                await log.append(Append((record,)))
            for question in asked:
                await _ask(views, model, question)
            await _search(views, model)
            live = await database.read(dump)
            await Log(database, project, Clock()).rebuild()
            assert await database.read(dump) == live


async def _ask(views: Views, model: Model, asked: Question) -> None:
    wanted = model.between(asked)
    what = Range(asked.layer, asked.low, asked.high, asked.links, ongoing=asked.ongoing)
    page = await views.between(
        asked.at, what, limit=asked.limit, offset=asked.offset, newest_first=asked.newest_first
    )
    assert plain(page) == plain(wanted[asked.offset : asked.offset + asked.limit])
    assert await views.count(asked.at, what) == len(wanted)
    assert await views.count(asked.at, what, most=2) == min(2, len(wanted))
    wanted = model.between(replace(asked, ongoing=True))
    heaviest = await views.heaviest(asked.at, replace(what, ongoing=True), limit=asked.limit)
    weights = sorted((row.row.weight for row in wanted), reverse=True)
    assert [_weight(stored) for stored in heaviest] == weights[: asked.limit]
    seen = model.seen(asked.at)
    for id in IDS:
        row = await views.get(asked.at, "event", id)
        the_same([row] if row else [], [r for r in seen if r.row.id == id])
    the_same(await views.everything(asked.at), seen)
    live = [row for row in seen if row.row.live]
    the_same(await views.by_name(asked.at, None, "gsomia"), [r for r in live if "GSOMIA" in r.row.names])
    for party in PARTIES:
        about = await views.gists_about(asked.at, party)
        wanted = [row for row in live if ("party", party) in row.row.links]
        assert sorted((stored.id, stored.gist) for stored in about) == sorted(
            (row.row.id, row.row.gist) for row in wanted
        )
    for layer in ("all", "documents"):
        dated = [(key, row) for row in live for key in row.row.dates if key.layer == layer]
        on_day = await views.on_day(asked.at, layer, 1228, limit=99)
        the_same(await views.rows(on_day), [row for key, row in dated if key.month_day == 1228])
        in_month = await views.in_month(asked.at, layer, 6, limit=99)
        the_same(await views.rows(in_month), [row for key, row in dated if key.month == 201206])
        latest = await views.latest(asked.at, layer)
        ends = [key.low if key.high == OPEN_HIGH else key.high for key, _ in dated]
        found = [key for key in latest.row.dates if key.layer == layer] if latest else []
        assert [key.low if key.high == OPEN_HIGH else key.high for key in found] == sorted(ends)[-1:]


def _weight(stored: StoredGist) -> int:
    return int(json.loads(stored.gist)["weight"])


async def _search(views: Views, model: Model) -> None:
    for scope in (None, GUILD):
        live = [row for row in model.seen(At(scope)) if row.row.live]
        for word in (*WORDS, "독", "trea", "gsomia"):
            found = await views.search(At(scope), word, kinds=("event",), layer="all", limit=99)
            wanted = [
                row
                for row in live
                if word in f"{row.row.text} {' '.join(row.row.names)}".casefold()
                and (not row.row.dates or any(key.layer == "all" for key in row.row.dates))
            ]
            the_same(found.rows, wanted)
            assert (found.total, found.more) == (len(wanted), False)


def _record(n: int, scope: str, id: str, fields: dict[str, Any]) -> NewRecord:
    return new(f"r{n}", stream=f"event/{id}", scope=scope, body=msgspec.json.encode(fields))


@given(
    made=st.lists(changes(), min_size=1, max_size=24),
    asked=st.lists(questions(), min_size=1, max_size=4),
)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_views_and_search_answer_as_a_naive_model_does(
    made: list[tuple[str, str, dict[str, Any]]], asked: list[Question]
) -> None:
    asyncio.run(hold_against_the_model(made, asked))
