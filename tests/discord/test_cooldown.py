"""Files are dear: a person gets some of them, and then is told when there is the next."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import simcord

from bot.clock import Clock
from bot.services.cooldown import ALLOWED, WITHIN
from tests.desk.support import PAPER
from tests.discord.test_editing import cara, labels
from tests.discord.world import answered, text, world
from tests.ground import NOW, full_disk


class Moved:
    """A time that stands until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def files(result: simcord.InteractionResult) -> list[str]:
    return [one.filename for one in answered(result).attachments]


async def test_a_person_gets_some_files_and_then_hears_when_there_is_another(record_file: Path) -> None:
    time = Moved()
    async with world(record_file, Clock(time)) as here:
        ask = {"subject": "GSOMIA", "as": "file"}
        had = []
        for _ in range(ALLOWED):
            had += files(await here.ana.slash(here.channel, "brief", **ask))
            time.now += timedelta(seconds=10)
        no = await here.ana.slash(here.channel, "brief", **ask)
        when = re.search(r"<t:(\d+):t>", text(answered(no)))
        refused = (no.ephemeral, files(no), labels(answered(no)))
        other = files(await here.ben.slash(here.channel, "brief", **ask))
        reply = await here.ana.slash(here.channel, "brief", subject="GSOMIA")
        assert when is not None
        time.now = datetime.fromtimestamp(int(when[1]), NOW.tzinfo) - timedelta(seconds=1)
        early = files(await here.ana.click(answered(no), label="Try again"))
        time.now += timedelta(seconds=1)
        late = files(await here.ana.click(answered(no), label="Try again"))

    assert len(had) == ALLOWED
    assert refused == (True, [], ["Try again"])
    assert time.now == NOW + WITHIN
    assert other == late == had[:1]
    assert early == []
    assert not reply.ephemeral


async def test_exports_and_full_texts_count_as_files(record_file: Path) -> None:
    time = Moved()
    async with world(record_file, Clock(time)) as here:
        ed = cara(here)
        brief = answered(await ed.slash(here.channel, "brief", subject="GSOMIA"))
        had = [files(await ed.click(brief, label="Full text")) for _ in range(ALLOWED - 1)]
        had.append(files(await ed.slash(here.channel, "edit export", what="events", format="json")))

        no = await ed.slash(here.channel, "edit export", what="claims", format="jsonl")
        refused = (no.ephemeral, files(no))
        pressed = files(await ed.click(brief, label="Full text"))
        time.now += WITHIN
        again = files(await ed.click(answered(no), label="Try again"))

    assert all(had)
    assert refused == (True, [])
    assert pressed == []
    assert again == ["claims.jsonl"]


async def test_files_that_are_handed_in_count_too_and_what_was_typed_with_one_comes_back(
    record_file: Path,
) -> None:
    time = Moved()
    paper = ("talks.txt", PAPER.encode())
    async with world(record_file, Clock(time)) as here:
        ed = cara(here)
        for _ in range(ALLOWED - 1):
            await ed.slash(here.channel, "brief", **{"subject": "GSOMIA", "as": "file"})
        taken = text(answered(await ed.slash(here.channel, "edit import", file=paper)))
        no = await ed.slash(here.channel, "edit import", file=paper, published="March 2035")
        refused = text(answered(no))
        time.now += WITHIN
        again = text(answered(await ed.slash(here.channel, "edit import", file=paper)))

    assert "3 to look at" in taken
    assert no.ephemeral
    assert labels(answered(no)) == []
    assert f"<t:{int((NOW + WITHIN).timestamp())}:t>" in refused
    assert "`published:March 2035`" in refused
    assert "3 to look at" in again


async def test_a_file_that_is_refused_does_not_count(record_file: Path) -> None:
    paper = ("talks.txt", PAPER.encode())
    async with world(record_file, Clock(Moved())) as here:
        ed = cara(here)
        for _ in range(ALLOWED):
            await ed.slash(here.channel, "edit import", file=("talks.docx", b"PK"))
            await ed.slash(here.channel, "edit import", file=paper, published="when pigs fly")
        taken = text(answered(await ed.slash(here.channel, "edit import", file=paper)))

    assert "3 to look at" in taken


async def test_a_file_that_a_full_disk_kept_out_does_not_count(record_file: Path) -> None:
    paper = ("talks.txt", PAPER.encode())
    async with world(record_file, Clock(Moved())) as here:
        ed = cara(here)
        for _ in range(ALLOWED):
            with full_disk():
                failed = text(answered(await ed.slash(here.channel, "edit import", file=paper)))
        taken = text(answered(await ed.slash(here.channel, "edit import", file=paper)))

    assert "disk is full or failing" in failed
    assert "3 to look at" in taken
