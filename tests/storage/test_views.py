"""Lists and rows for readers: by day, month, year, number, name, link; the past is answered as it was then.

``test_views_model`` holds ranges, counts and search against a naive model.
"""

from __future__ import annotations

import asyncio
import tempfile
from calendar import monthrange
from collections.abc import Awaitable, Sequence
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from storage.database import Database
from storage.log import Append, Log
from storage.rows import CORPUS, OPEN_HIGH, OPEN_LOW, At, DateKey, NewRecord, StoredRow, ViewRow
from storage.views import Range, Views
from tests.storage.support import GUILD, OTHER_GUILD, Clock, empty_file, project, put, removed, row

LAYERS = ("all", "documents")
SCOPES = (CORPUS, GUILD, OTHER_GUILD)
PARTIES = ("JP", "KR", "US")
MOST = 99


def on(year: int, month: int = 0, day: int = 0, layer: str = "all") -> DateKey:
    """The key of a day, of a month, or of a year."""
    if day:
        only = date(year, month, day).toordinal()
        return DateKey(layer, only, only, month_day=month * 100 + day)
    if month:
        first = date(year, month, 1).toordinal()
        return DateKey(layer, first, first + monthrange(year, month)[1] - 1, month=year * 100 + month)
    return DateKey(layer, date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal())


def event(id: str, number: int, *dates: DateKey, **fields: object) -> ViewRow:
    """An event with dates."""
    return row(id, number, dates=dates, **fields)


async def record(log: Log, *rows: ViewRow, scope: str = CORPUS) -> int:
    """Puts rows in one append; the position of the last."""
    head = (await log.head()).position
    stored = await log.append(Append(tuple(put(f"{head}/{n}", item, scope) for n, item in enumerate(rows))))
    return stored[-1].position


def ids(rows: Sequence[StoredRow]) -> list[str]:
    """The rows' ids, in order."""
    return [stored.row.id for stored in rows]


async def listed(views: Views, serials: Awaitable[tuple[int, ...]]) -> tuple[StoredRow, ...]:
    """The rows of a list that gives serials."""
    return await views.rows(await serials)


NOW = At(None)


async def test_a_day_of_the_year_gives_that_days_events_and_no_month_or_year(log: Log, views: Views) -> None:
    await record(
        log,
        event("later", 1, on(2015, 12, 28)),
        event("earlier", 2, on(1965, 12, 28)),
        event("next-day", 3, on(2015, 12, 29)),
        event("month", 4, on(2015, 12)),
        event("year", 5, on(2015)),
        event("contested", 6, DateKey("all", on(2015, 12, 28).low, on(2015, 12, 28).high)),
    )
    assert ids(await listed(views, views.on_day(NOW, "all", 1228, limit=MOST))) == ["earlier", "later"]
    assert ids(await listed(views, views.on_day(NOW, "all", 1228, limit=1))) == ["earlier"]
    assert await views.on_day(NOW, "documents", 1228, limit=MOST) == ()


async def test_of_a_time_what_is_dated_to_a_day_is_given_first_then_months_then_years(
    log: Log, views: Views
) -> None:
    await record(
        log,
        event("year", 1, on(2015)),
        event("month", 2, on(2015, 12)),
        event("later", 3, on(2015, 12, 28)),
        event("earlier", 4, on(2015, 12, 2), weight=3),
        event("next", 5, on(2016, 1, 1)),
    )
    year = Range("all", on(2015).low, on(2015).high)

    async def found(limit: int) -> list[str]:
        return [gist.id for gist in await views.finest_between(NOW, year, limit=limit)]

    assert await found(MOST) == ["earlier", "later", "month", "year"]
    assert await found(3) == ["earlier", "later", "month"]
    assert await found(1) == ["earlier"]


async def test_a_month_gives_what_is_dated_by_the_month_alone(log: Log, views: Views) -> None:
    await record(
        log,
        event("june", 1, on(2012, 6)),
        event("earlier-june", 2, on(1965, 6)),
        event("day-in-june", 3, on(2012, 6, 29)),
        event("july", 4, on(2012, 7)),
        event("year", 5, on(2012)),
    )
    assert ids(await listed(views, views.in_month(NOW, "all", 6, limit=MOST))) == ["earlier-june", "june"]


async def test_the_days_of_a_month_come_by_day_then_by_year(log: Log, views: Views) -> None:
    await record(
        log,
        event("a", 1, on(2015, 6, 22)),
        event("b", 2, on(1965, 6, 22)),
        event("c", 3, on(2012, 6, 29)),
        event("d", 4, on(2020, 6, 1)),
        event("month", 5, on(2012, 6)),
        event("other", 6, on(2012, 7, 1)),
    )
    assert ids(await listed(views, views.on_days_of_month(NOW, "all", 6, limit=MOST))) == ["d", "b", "a", "c"]
    assert ids(await listed(views, views.on_days_of_month(NOW, "all", 6, limit=2))) == ["d", "b"]


async def test_years_give_what_is_dated_by_the_year_alone(log: Log, views: Views) -> None:
    await record(
        log,
        event("2010", 1, on(2010)),
        event("leap", 2, on(2012)),
        event("day", 3, on(2010, 5, 1)),
        event("decade", 4, DateKey("all", on(2010).low, on(2019).high)),
        event("not-a-calendar-year", 5, DateKey("all", on(2010, 2, 1).low, on(2011, 1, 31).high)),
    )
    found = await listed(views, views.of_years(NOW, "all", (2012, 2010, 1990), limit=MOST))
    assert ids(found) == ["2010", "leap"]
    assert ids(await listed(views, views.of_years(NOW, "all", (2012,), limit=MOST))) == ["leap"]
    assert await views.of_years(NOW, "all", (), limit=MOST) == ()


async def test_links_of_rows_with_and_without_dates(log: Log, views: Views) -> None:
    await record(
        log,
        event("signed", 1, on(2016, 11, 23), links=(("agreement", "gsomia"), ("party", "JP"))),
        event("notice", 2, on(2019, 8, 22), links=(("agreement", "gsomia"),)),
        event("other", 3, on(2018, 8, 22), links=(("agreement", "acsa"),)),
        row("gsomia", 0, kind="agreement", links=(("party", "JP"),)),
    )
    assert ids(await views.linked(NOW, "all", "agreement", "gsomia", limit=MOST)) == ["signed", "notice"]
    assert ids(
        await views.between(NOW, Range("", links=(("party", "JP"),), kind="agreement"), limit=MOST)
    ) == ["gsomia"]
    assert await views.linked(NOW, "all", "party", "gsomia", limit=MOST) == ()


async def test_the_gists_about_a_subject_are_those_of_live_rows_that_a_reader_sees(
    log: Log, views: Views
) -> None:
    async def about(at: At, subject: str = "gsomia") -> list[bytes]:
        return sorted(stored.gist for stored in await views.gists_about(at, subject))

    both, one = {"subjects": ("gsomia", "acsa")}, {"subjects": ("gsomia",)}
    then = await record(
        log,
        event("a", 1, gist=b"a", **both),
        event("b", 2, gist=b"b", **one),
        event("gone", 3, gist=b"gone", live=False, **one),
    )
    await record(log, event("a", 1, gist=b"ours", overlay=b"{}", subjects=("acsa",)), scope=GUILD)
    await record(log, event("b", 2, gist=b"b again", **one))
    assert await about(NOW) == [b"a", b"b again"]
    assert await about(NOW, "acsa") == [b"a"]
    assert await about(At(GUILD)) == [b"b again"]
    assert await about(At(GUILD), "acsa") == [b"ours"]
    assert await about(At(GUILD, then)) == [b"a", b"b"]
    assert await about(At(None, then - 2)) == [b"a"]
    (first, *_) = await views.gists_between(NOW, Range(""), limit=MOST)
    (row,) = await views.rows((first.serial,))
    assert (row.row.id, row.row.gist) == (first.id, first.gist)


async def test_what_changed_since_is_told_by_its_id_and_its_subjects_now_and_before(
    log: Log, views: Views
) -> None:
    then = await record(
        log, event("a", 1, subjects=("gsomia",)), event("b", 2, subjects=("acsa",)), event("c", 3)
    )
    assert await views.touched(then) == frozenset()
    await record(log, event("a", 1, subjects=("treaty",), live=False))
    await record(log, event("c", 3, overlay=b"{}", subjects=("pact",)), scope=GUILD)
    assert await views.touched(then) == frozenset(("a", "c", "gsomia", "treaty", "pact"))
    assert await views.touched(then + 1) == frozenset(("c", "pact"))
    assert await views.touched(then, most=1) is None
    await log.erase((then,), actor="ana", reason="asked for")
    assert await views.touched(then) is None


async def test_the_newest_begins_last_and_the_latest_ends_last(log: Log, views: Views) -> None:
    await record(
        log,
        event("long", 1, DateKey("all", on(2010).low, on(2030).high)),
        event("open", 2, DateKey("all", on(2025).low, OPEN_HIGH)),
        event("day", 3, on(2026, 1, 5)),
        event("told", 4, on(2012, 6), on(2012, 6, layer="documents")),
        event("gone", 5, on(2040), live=False),
    )
    assert ids(await views.newest(NOW, "all", limit=2)) == ["day", "open"]
    latest = await views.latest(NOW, "all")
    assert latest is not None
    assert latest.row.id == "long"
    told = await views.latest(NOW, "documents")
    assert told is not None
    assert told.row.id == "told"


async def test_of_several_that_end_alike_the_latest_is_what_was_recorded_last_now_and_then(
    log: Log, views: Views
) -> None:
    day = on(2010, 5, 27)
    position = await record(log, event("a", 1, day), event("b", 2, day), event("c", 3, day))
    now = await views.latest(NOW, "all")
    await record(log, *(event(id, n, day, state=b"later") for id, n in (("c", 3), ("a", 1))))
    then = await views.latest(At(None, position), "all")
    assert now is not None
    assert then is not None
    assert (now.row.id, then.row.id) == ("c", "c")


async def test_numbers_belong_to_who_owns_the_event_and_are_not_given_twice(log: Log, views: Views) -> None:
    await record(log, event("a", 1), event("b", 2))
    await record(log, event("b", 2, overlay=b"{}", state=b"patched"), event("own", 1), scope=GUILD)
    assert await views.next_number(CORPUS, "event") == 3
    assert await views.next_number(GUILD, "event") == 2
    assert await views.next_number(OTHER_GUILD, "event") == 1
    await log.append(Append((removed("gone", "own", GUILD),)))
    assert await views.next_number(GUILD, "event") == 2
    patched = await views.by_number(At(GUILD), "event", 2, CORPUS)
    assert patched is not None
    assert (patched.row.state, patched.scope) == (b"patched", GUILD)
    assert await views.by_number(At(GUILD), "event", 2, GUILD) is None


async def test_a_reader_has_rows_of_its_own_from_its_first_one_on_also_when_it_is_gone(
    log: Log, views: Views
) -> None:
    before = await record(log, event("a", 1))
    await record(log, event("a", 1), scope=GUILD)
    await log.append(Append((removed("gone", "a", GUILD),)))
    asked = [At(GUILD, before), At(GUILD, before + 1), At(GUILD), At(OTHER_GUILD), At(None)]

    assert [await views.has_own(at, ("event",)) for at in asked] == [False, True, True, False, False]
    assert not await views.has_own(At(GUILD), ("agreement",))


async def test_names_are_found_as_they_are_folded(log: Log, views: Views) -> None:
    await record(log, row("gsomia", 0, kind="agreement", names=("G.S.O.M.I.A.", "日韓秘密情報保護協定")))
    for typed in ("gsomia", "ＧＳＯＭＩＡ", " G.S.O.M.I.A ", "日韓秘密情報保護協定"):
        assert ids(await views.by_name(NOW, "agreement", typed)) == ["gsomia"]
        assert ids(await views.by_name(NOW, None, typed)) == ["gsomia"]
        assert await views.by_name(NOW, "event", typed) == ()


async def test_rows_are_given_in_the_order_asked_and_pages_join(log: Log, views: Views) -> None:
    await record(log, *(event(f"e{n}", n, live=n % 3 > 0) for n in range(1, 12)))
    assert ids(await views.get_many(NOW, "event", ("e7", "e2", "none", "e3"))) == ["e7", "e2", "e3"]
    pages = [ids(page) async for page in views.pages(NOW, "event", size=4)]
    assert [len(page) for page in pages] == [4, 4, 3]
    assert [id for page in pages for id in page] == [f"e{n}" for n in range(1, 12)]
    assert len(await views.named(NOW, ("event",))) == 8


async def test_pages_tell_what_held_when_the_first_was_read(log: Log, views: Views) -> None:
    await record(log, *(event(f"e{n}", n, state=b"before") for n in range(1, 5)))
    pages = views.pages(NOW, "event", size=2)
    found = list(await anext(pages))
    await record(log, event("e3", 3, state=b"after"), event("e5", 5, state=b"after"))
    found += [row async for page in pages for row in page]
    assert [(one.row.id, one.row.state) for one in found] == [(f"e{n}", b"before") for n in range(1, 5)]


async def test_what_the_corpus_changed_beneath_a_server_comes_by_kind_and_number(
    log: Log, views: Views
) -> None:
    changed = (event("b", 2), row("t", 3, kind="agreement"), event("a", 10), event("c", 1), event("d", 4))
    await record(log, *(replace(one, overlay=b"{}", stale=True) for one in changed), scope=GUILD)
    await record(log, replace(changed[-1], overlay=b"{}"), event("e", 5), scope=GUILD)
    assert ids(await views.stale(GUILD)) == ["t", "c", "b", "a"]
    assert ids(await views.stale(GUILD, limit=2)) == ["t", "c"]
    assert (await views.count_stale(GUILD), await views.count_stale(OTHER_GUILD)) == (4, 0)


async def test_what_two_records_of_one_append_put_holds_from_the_last(log: Log, views: Views) -> None:
    position = await record(log, event("a", 1, state=b"first"), event("a", 1, state=b"second"))
    now, then = await views.get(NOW, "event", "a"), await views.get(At(None, position - 1), "event", "a")
    assert now is not None
    assert then is not None
    assert (now.row.state, then.row.state) == (b"second", b"first")
    assert await views.get(At(None, 0), "event", "a") is None


# As it was seen then


@st.composite
def keys(draw: st.DrawFn) -> tuple[DateKey, ...]:
    """Dates of one row in one or both layers."""
    year, month, day = draw(st.integers(2010, 2014)), draw(st.integers(5, 7)), draw(st.integers(27, 29))
    made = draw(
        st.sampled_from(
            (
                on(year, month, day),
                on(year, month),
                on(year),
                DateKey("all", on(year).low, OPEN_HIGH),
                DateKey("all", OPEN_LOW, on(year).high),
                DateKey("all", on(year).low, on(year + 9).high),
            )
        )
    )
    second = DateKey("documents", made.low, made.high, made.month_day, made.month)
    return draw(st.sampled_from(((made,), (made, second), ())))


@st.composite
def appends(draw: st.DrawFn) -> tuple[tuple[str, ViewRow | str], ...]:
    """What one append does: in a scope, a row that is put, or the id of one that is removed."""
    done: list[tuple[str, ViewRow | str]] = []
    for _ in range(draw(st.integers(1, 3))):
        scope, number = draw(st.sampled_from(SCOPES)), draw(st.integers(1, 4))
        if draw(st.integers(0, 5)) == 0:
            done.append((scope, f"e{number}"))
            continue
        links = tuple(("party", party) for party in sorted(draw(st.sets(st.sampled_from(PARTIES)))))
        state = str(draw(st.integers(0, 9))).encode()
        made = event(f"e{number}", number, *draw(keys()), links=links, state=state)
        live, weight = draw(st.integers(0, 3)) > 0, draw(st.integers(1, 3))
        marked = replace(made, gist=b"marked " + state, subjects=tuple(party for _, party in links))
        done.append((scope, replace(marked, live=live, weight=weight, names=(f"Name {number % 2}",))))
    return tuple(done)


async def answers(views: Views, at: At) -> list[object]:
    """All that can be asked of the past."""
    found: list[object] = [
        await views.everything(at),
        await views.by_name(at, "event", "name 1"),
        await views.by_number(at, "event", 2, CORPUS),
        await views.linked(at, "", "party", "JP", limit=MOST),
        sorted((stored.id, stored.gist) for stored in await views.gists_about(at, "JP")),
    ]
    for layer in LAYERS:
        found += [
            await views.between(at, Range(layer), limit=MOST),
            await views.between(
                at, Range(layer, on(2011).low, on(2012).high), limit=3, offset=1, newest_first=True
            ),
            await views.count(at, Range(layer, on(2012, 6).low, on(2013).high, (("party", "KR"),))),
            await views.linked(at, layer, "party", "JP", limit=MOST),
            [(stored.id, stored.gist) for stored in await views.heaviest(at, Range(layer), limit=MOST)],
            await views.latest(at, layer),
            await listed(views, views.on_day(at, layer, 628, limit=MOST)),
            await listed(views, views.in_month(at, layer, 6, limit=MOST)),
            await listed(views, views.on_days_of_month(at, layer, 6, limit=MOST)),
            await listed(views, views.of_years(at, layer, range(2009, 2016), limit=MOST)),
        ]
    return [_as_then(answer) for answer in found]


def _as_then(answer: object) -> object:
    """An answer without what only later records told: until when a row held."""
    if isinstance(answer, tuple):
        return tuple(map(_as_then, answer))
    if isinstance(answer, StoredRow):
        return (answer.scope, answer.from_position, answer.row)
    return answer


def _records(n: int, what: Sequence[tuple[str, ViewRow | str]]) -> tuple[NewRecord, ...]:
    return tuple(
        put(f"{n}/{i}", it, scope) if isinstance(it, ViewRow) else removed(f"{n}/{i}", it, scope)
        for i, (scope, it) in enumerate(what)
    )


async def _live_through(made: Sequence[Sequence[tuple[str, ViewRow | str]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with await Database.open(empty_file(Path(folder) / "record.db")) as database:
            log, views = Log(database, project, Clock()), Views(database)
            seen: dict[At, list[object]] = {}
            for n, what in enumerate(made):
                await log.append(Append(_records(n, what)))
                head = (await log.head()).position
                for scope in (None, *SCOPES[1:]):
                    seen[At(scope, head)] = await answers(views, At(scope))
            for at, answer in seen.items():
                assert await answers(views, at) == answer
            await log.rebuild()
            for at, answer in seen.items():
                assert await answers(views, at) == answer


@settings(max_examples=15, deadline=None)
@given(st.lists(appends(), min_size=1, max_size=5))
def test_every_answer_of_the_past_is_what_it_was_then_also_after_a_rebuild(
    made: list[tuple[tuple[str, ViewRow | str], ...]],
) -> None:
    asyncio.run(_live_through(made))
