"""``verify`` names the position of what was altered, removed, swapped or cut off; erasing leaves it whole."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.chain import Head
from storage.database import Database
from storage.log import Append, Log
from storage.rows import DateKey, ViewRow
from storage.verify import Verification
from storage.views import At, Views
from tests.storage.support import ANA, GUILD, Clock, Logs, damage, head_of, new, project, put, row

RECORDS = 8
MISSING = "missing"
ALTERED = "altered"
_AWAY = 1_000
"""Where a row is put while another takes its place."""


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    """A file with eight records, closed."""
    path = tmp_path / "log.db"
    async with Logs(path) as logs:
        log = await logs.make()
        for n in range(1, RECORDS + 1):
            await log.append(Append((new(f"r{n}", stream=f"event/{n % 3}", body=b"body %d" % n),)))
    return path


async def verified(path: Path, head: Head | None = None) -> Verification:
    """What a reader finds."""
    async with await Database.open(path, mode="reader") as database:
        return await Log(database, None, Clock()).verify(head)


async def fault(path: Path, head: Head | None = None) -> tuple[int | None, str]:
    """The position of the first fault and the reason; what is before it holds."""
    found = await verified(path, head)
    assert not found.ok
    assert found.checked == found.head.position
    assert found.position_of_first_fault is not None
    return found.position_of_first_fault, found.reason


def swap(first: int, second: int) -> tuple[str, ...]:
    """Statements that put two records in each other's place."""
    moves = ((first, _AWAY), (second, first), (_AWAY, second))
    return tuple(f"UPDATE records SET position = {there} WHERE position = {here}" for here, there in moves)


async def test_an_untouched_log_holds(path: Path) -> None:
    found = await verified(path, await head_of(path))
    assert (found.ok, found.checked, found.position_of_first_fault, found.reason) == (True, 8, None, "")


@pytest.mark.parametrize("position", [1, 4, RECORDS])
async def test_a_flipped_bit_in_a_body_is_found(path: Path, position: int) -> None:
    async with await Database.open(path, mode="reader") as database:
        record = await Log(database, None, Clock()).record(position)
    assert record is not None
    assert record.body is not None
    flipped = bytes((record.body[0] ^ 1,)) + record.body[1:]
    damage(path, f"UPDATE records SET body = x'{flipped.hex()}' WHERE position = {position}")
    assert await fault(path) == (position, "the body was altered")


@pytest.mark.parametrize(
    "change",
    [
        "id = id || 'x'",
        "change = 'other'",
        "scope = 'guild:1'",
        "stream = 'event/other'",
        "version = version + 10",
        "type = 'Other'",
        "schema = 2",
        "actor = 'p-ben'",
        "recorded_at = recorded_at + 1",
        "hash = x'" + "ab" * 32 + "'",
        "digest = x'" + "ab" * 32 + "'",
        "salt = x'" + "ab" * 16 + "'",
    ],
)
async def test_an_altered_field_of_the_envelope_is_found(path: Path, change: str) -> None:
    damage(path, f"UPDATE records SET {change} WHERE position = 4")
    position, reason = await fault(path)
    assert position == 4
    assert ALTERED in reason


async def test_a_body_and_its_digest_altered_together_are_found(path: Path) -> None:
    damage(
        path,
        "UPDATE records SET body = (SELECT body FROM records WHERE position = 2),"
        " digest = (SELECT digest FROM records WHERE position = 2),"
        " salt = (SELECT salt FROM records WHERE position = 2) WHERE position = 4",
    )
    assert (await fault(path))[0] == 4


@pytest.mark.parametrize("position", [1, 4, 7])
async def test_a_removed_record_is_found(path: Path, position: int) -> None:
    damage(path, f"DELETE FROM records WHERE position = {position}")
    found, reason = await fault(path)
    assert found == position
    assert MISSING in reason


async def test_a_removed_record_is_found_when_the_others_were_moved_up(path: Path) -> None:
    damage(
        path,
        "DELETE FROM records WHERE position = 4",
        *(f"UPDATE records SET position = {n - 1} WHERE position = {n}" for n in range(5, RECORDS + 1)),
    )
    assert (await fault(path))[0] == 4


@pytest.mark.parametrize(("first", "second"), [(1, 2), (3, 7), (7, 8)])
async def test_a_swapped_pair_is_found_at_the_first_of_them(path: Path, first: int, second: int) -> None:
    damage(path, *swap(first, second))
    assert (await fault(path))[0] == first


@pytest.mark.parametrize("position", [0, -3])
async def test_a_record_before_the_first_is_found(path: Path, position: int) -> None:
    damage(
        path,
        f"INSERT INTO records SELECT {position}, 'forged', change, scope, 'forged', version, type, schema,"
        " actor, recorded_at, hash, digest, salt, body FROM records WHERE position = 1",
    )
    assert (await fault(path))[0] == position


async def test_bodies_that_were_swapped_are_found(path: Path) -> None:
    damage(
        path,
        "CREATE TEMP TABLE kept AS SELECT position, body FROM records",
        "UPDATE records SET body = (SELECT body FROM kept WHERE position = 6) WHERE position = 2",
        "UPDATE records SET body = (SELECT body FROM kept WHERE position = 2) WHERE position = 6",
    )
    assert (await fault(path))[0] == 2


async def test_an_inserted_record_is_found(path: Path) -> None:
    columns = "id, change, scope, stream, version, type, schema, actor, recorded_at, hash, digest, salt, body"
    damage(
        path,
        f"INSERT INTO records (position, {columns}) SELECT 9, 'forged', change, scope, stream, 40,"
        " type, schema, actor, recorded_at, hash, digest, salt, body FROM records WHERE position = 8",
    )
    assert (await fault(path))[0] == 9


async def test_a_column_of_another_type_is_a_fault_and_no_crash(path: Path) -> None:
    damage(path, "UPDATE records SET salt = NULL WHERE position = 5")
    assert (await fault(path))[0] == 5


async def test_a_cut_off_tail_is_found_with_a_head_noted_before(path: Path) -> None:
    head = await head_of(path)
    damage(path, "DELETE FROM records WHERE position > 5")
    assert (await verified(path)).ok
    position, reason = await fault(path, head)
    assert position == 6
    assert "cut off" in reason
    assert "8" in reason


async def test_a_log_that_was_emptied_is_found_with_a_noted_head(path: Path) -> None:
    head = await head_of(path)
    damage(path, "DELETE FROM records")
    assert (await fault(path, head))[0] == 1


async def test_a_tail_written_anew_is_found_with_a_noted_head(path: Path) -> None:
    head = await head_of(path)
    damage(path, "DELETE FROM records WHERE position > 5")
    async with Logs(path) as logs:
        log = await logs.make()
        for n in range(6, 12):
            await log.append(Append((new(f"r{n}", body=b"not what it was"),)))
    assert (await verified(path)).ok
    position, reason = await fault(path, head)
    assert position == 8
    assert "written anew" in reason


async def test_a_body_that_was_taken_away_without_a_word_is_found(path: Path) -> None:
    damage(path, "UPDATE records SET body = NULL, salt = NULL WHERE position = 3")
    position, reason = await fault(path)
    assert position == 3
    assert "no record says" in reason


@pytest.mark.parametrize(
    "text", ["", "8", "8:", "8:abc", "x:" + "00" * 32, "-1:" + "00" * 32, "8:" + "0g" * 32]
)
def test_what_is_no_head_is_refused_with_what_one_looks_like(text: str) -> None:
    with pytest.raises(ValueError, match="POSITION:HASH"):
        Head.parse(text)


async def test_a_head_is_read_back_from_its_text(path: Path) -> None:
    head = await head_of(path)
    assert Head.parse(f" {head}\n") == head


async def test_progress_ends_with_all_that_is_there(path: Path) -> None:
    seen: list[tuple[int, int]] = []
    async with await Database.open(path, mode="reader") as database:
        await Log(database, None, Clock()).verify(progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (RECORDS, RECORDS)


# Erasing

ERASED = "ズィルバーファーデン silverthread"
KEPT = "something else"


def told(id: str, number: int, text: str, **fields: object) -> ViewRow:
    """A row whose state, name and words hold the text."""
    dates = (DateKey("all", 100, 100),)
    return row(id, number, state=text.encode(), names=(text,), text=text, dates=dates, **fields)


@pytest.fixture
async def erased(tmp_path: Path) -> AsyncIterator[Logs]:
    """A log whose second record held a secret, in a guild's event that a later record amended."""
    async with Logs(tmp_path / "log.db", project) as logs:
        log = await logs.make()
        await log.append(Append((put("r1", told("kept", 1, KEPT)),)))
        await log.append(Append((put("r2", told("secret", 2, ERASED), GUILD),)))
        await log.append(Append((put("r3", told("other", 3, f"{KEPT}, too"), GUILD),)))
        await log.erase((2,), actor=ANA, reason="asked for")
        yield logs


async def test_after_erasing_the_log_holds_also_when_opened_again(erased: Logs) -> None:
    log = await erased.make()
    found = await log.verify(await log.head())
    assert (found.ok, found.checked) == (True, 4)


async def test_what_was_erased_is_in_no_view_then_or_now_and_not_found_by_search(erased: Logs) -> None:
    views = Views(_open(erased))
    for at in (At(GUILD), At(GUILD, 2), At(GUILD, 3)):
        assert ERASED.encode() not in {stored.row.state for stored in await views.everything(at)}
        assert await views.get(at, "event", "secret") is None
        assert await views.by_name(at, "event", ERASED) == ()
    for words in (ERASED, "silverthread", "silverth", "ズィルバー"):
        assert (await views.search(At(GUILD), words, kinds=("event",), limit=5)).total == 0
    assert (await views.search(At(GUILD), KEPT, kinds=("event",), limit=5)).total == 2


async def test_nothing_of_what_was_erased_is_left_in_the_file(erased: Logs) -> None:
    traces = [ERASED.encode(), b"silverthread", "ズィルバー".encode()]
    for path in (erased.path, erased.path.with_name(erased.path.name + "-wal")):
        content = path.read_bytes()
        assert not any(trace in content for trace in traces)
    assert KEPT.encode() in erased.path.read_bytes()


async def test_views_after_erasing_are_those_of_a_rebuild(erased: Logs) -> None:
    log = await erased.make()
    views = Views(_open(erased))
    before = [await views.everything(At(GUILD, position)) for position in (None, 1, 2, 3, 4)]
    await log.rebuild()
    assert [await views.everything(At(GUILD, position)) for position in (None, 1, 2, 3, 4)] == before


async def test_several_bodies_are_erased_in_one_go(tmp_path: Path) -> None:
    async with Logs(tmp_path / "log.db", project) as logs:
        log = await logs.make()
        rows = (told(f"e{n}", n, f"{ERASED} {n}") for n in range(1, 6))
        await log.append(Append(tuple(put(f"r{item.number}", item) for item in rows)))
        said = await log.erase((1, 3, 5), actor=ANA, reason="asked for")
        assert [record.position for record in said] == [6, 7, 8]
        left = [stored.row.id for stored in await Views(_open(logs)).everything(At(None))]
        assert left == ["e2", "e4"]
        assert (await log.verify()).ok


async def test_an_erasure_that_fails_leaves_all_as_it_was(tmp_path: Path) -> None:
    async with Logs(tmp_path / "log.db", project) as logs:
        log = await logs.make()
        await log.append(Append((put("r1", told("e1", 1, ERASED)),)))
        with pytest.raises(Exception, match="no record to erase at position 9"):
            await log.erase((1, 9), actor=ANA, reason="asked for")
        first = await log.record(1)
        assert first is not None
        assert first.body is not None
        assert (await log.head()).position == 1


async def test_appending_goes_on_while_the_log_is_held_against_its_chain(path: Path) -> None:
    async with Logs(path) as logs:
        log = await logs.make()
        verifying = asyncio.ensure_future(log.verify())
        await asyncio.gather(*(log.append(Append((new(f"n{n}"),))) for n in range(20)))
        assert (await verifying).ok
        assert (await log.verify()).checked == RECORDS + 20


def _open(logs: Logs) -> Database:
    assert logs.database is not None
    return logs.database
