"""The command ``due``, held against what the rules of anniversaries say of made-up seeds, word by word."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from dateutil.relativedelta import relativedelta

from tests.cli.support import call

DATED = (
    "2012-02-29", "2012-02-28", "2012-03-01", "1965-01-01", "2011-12-31", "2026-06-01", "0800-12-25",
    "1965-01", "2012-02", "2012-06", "2012-12", "2026-06", "0001-01", "1966", "1976", "2001", "2021",
    "2022", "2026", "0026", "0001", "2016-06-20/2016-06-28", "2016-06/2016-08", "2016-06/2016-09",
    "2015-12/2016-02", "2015-11-30/2016-02-29", "2015-01-31/2015-04-30", "2016-06-15/2016-09-15",
    "2016-06-15/2016-09-16", "2015-12-31/2016-01-01", "2016/2017", "2016-06/..", "../2016-06", "2016-06/",
    "201X", "19XX", "2016-21", "2012-06-29?", "2012-06~", "1966%", "-0044-03-15", "0000-06",
    "2016-06?/2016-07",
)  # fmt: skip
DAYS = (
    "2016-02-28", "2016-02-29", "2021-06-01", "2026-01-01", "2026-01-31", "2026-02-01", "2026-02-28",
    "2026-03-01", "2026-06-01", "2026-06-29", "2026-11-01", "2026-11-30", "2026-12-01", "2026-12-25",
    "2026-12-31", "2027-01-01", "2028-02-28", "2028-02-29", "2100-02-28",
)  # fmt: skip
DAY, MONTH, YEAR = (re.compile(form) for form in (r"\d{4}-\d\d-\d\d", r"\d{4}-\d\d", r"\d{4}"))


def expected(edtf: str, today: date) -> tuple[str, int] | None:
    """What the design says of a date, by nothing but its letters and the calendar."""
    start, _, end = edtf.partition("/")
    if DAY.fullmatch(edtf):
        then = date.fromisoformat(edtf)
        years = today.year - then.year
        return ("day", years) if years > 0 and then + relativedelta(years=years) == today else None
    if YEAR.fullmatch(edtf) and edtf != "0000":
        years = today.year - int(edtf)
        is_round = years == 5 or years % 10 == 0 or years % 25 == 0
        return ("year", years) if years > 0 and is_round and (today.month, today.day) == (1, 1) else None
    if end and _days(start) and _days(end):
        if _days(end)[1] > _days(start)[0] + relativedelta(months=3):
            return None
    elif not MONTH.fullmatch(edtf) or edtf.startswith("0000"):
        return None
    years = today.year - int(start[:4])
    return ("month", years) if years > 0 and today.day == 1 and today.month == int(start[5:7]) else None


def _days(end: str) -> tuple[date, ...]:
    if DAY.fullmatch(end):
        return (date.fromisoformat(end),) * 2
    if MONTH.fullmatch(end):
        first = date.fromisoformat(f"{end}-01")
        return first, first + relativedelta(months=1) - timedelta(days=1)
    return ()


def write_seeds(folder: Path, dated: Mapping[str, str], kinds: Mapping[str, str] | None = None) -> Path:
    """Seed files with an event for each id and date, told by one source."""
    (folder / "events").mkdir(parents=True)
    source = (
        f"- id: paper\n  title: A paper\n  label: Paper\n  date: 2017\n  date_basis: inferred\n"
        f"  sha256: {'ab' * 32}\n  file: paper.txt\n"
    )
    (folder / "sources.yaml").write_text(source)
    (folder / "parties.yaml").write_text("- id: JP\n  name: Japan\n")
    for empty in ("agreements.yaml", "themes.yaml"):
        (folder / empty).write_text("")
    events = [
        f"- id: {id}\n  number: {number}\n  title: What happened {number}\n"
        f"  kind: {(kinds or {}).get(id, 'policy')}\n  parties: [JP]\n  claims:\n"
        f"    - source: paper\n      date: {edtf}\n      span: {number}-{number + 1}\n      at: somewhere\n"
        for number, (id, edtf) in enumerate(dated.items(), start=1)
    ]
    (folder / "events" / "all.yaml").write_text("".join(events))
    return folder


def due(*words: str) -> Result:
    return call("due", *words)


def found(*words: str) -> dict[str, tuple[str, int]]:
    result = due(*words)
    assert result.exit_code == 0, result.output
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert len({one["event"] for one in told}) == len(told)
    return {one["event"]: (one["kind"], one["years"]) for one in told}


@pytest.fixture(autouse=True)
def _nothing_configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AIDE_MEMOIRE_DATA", str(tmp_path))


def test_made_up_seeds_are_due_as_the_rules_say(tmp_path: Path) -> None:
    dated = {f"event-{number}": edtf for number, edtf in enumerate(DATED)}
    seeds = write_seeds(tmp_path / "made-up", dated)
    for day in DAYS:
        told = {id: expected(edtf, date.fromisoformat(day)) for id, edtf in dated.items()}
        assert found("--on", day, "--seeds", str(seeds)) == {id: one for id, one in told.items() if one}, day


def test_a_line_says_what_is_due_as_what_and_round_ones_come_first(tmp_path: Path) -> None:
    seeds = write_seeds(tmp_path / "made-up", {"old": "2012-06-01", "round": "2016-06"})
    first, second = map(json.loads, due("--on", "2026-06-01", "--seeds", str(seeds)).stdout.splitlines())
    assert first["event"] == "round" and first["round"] is True
    assert second == {
        "event": "old", "label": "E-1", "title": "What happened 1", "on": "2026-06-01", "date": "2012-06-01",
        "kind": "day", "years": 14, "round": False,
    }  # fmt: skip
    text = due("--on", "2026-06-01", "--seeds", str(seeds), "--format", "text").stdout
    assert "month  10 years, round: What happened 2 (June 2016), E-2" in text


def test_polls_and_publications_are_left_out(tmp_path: Path) -> None:
    dated = {"a": "2012-06-01", "b": "2012-06-01", "c": "2012-06-01"}
    seeds = write_seeds(tmp_path / "made-up", dated, {"a": "poll", "b": "publication"})
    assert set(found("--on", "2026-06-01", "--seeds", str(seeds))) == {"c"}


def test_an_event_that_describes_a_whole_year_is_never_due() -> None:
    assert found("--on", "2035-01-01") == {
        "normalisation-1965": ("year", 70),
        "korea-minutes-1960": ("year", 75),
    }


def test_without_a_database_the_shipped_seeds_are_read() -> None:
    assert found("--on", "2026-12-28") == {"comfort-women-accord-2015": ("day", 11)}
    assert found("--on", "2026-11-23") == {"gsomia-signed": ("day", 10), "yeonpyeong-2010": ("day", 16)}


def test_the_database_says_what_the_seeds_say_also_while_the_bot_runs(record_file: Path) -> None:
    days = [date(2026, 12, 20) + timedelta(days=passed) for passed in range(15)]
    by_database = [found("--on", str(day)) for day in days]
    record_file.rename(record_file.with_suffix(".elsewhere"))
    assert by_database == [found("--on", str(day)) for day in days]
    assert any(by_database)


def test_an_instant_is_the_day_that_the_zones_calendar_shows() -> None:
    for zone, day in (
        ("Asia/Seoul", "2026-12-29"),
        ("America/New_York", "2026-12-28"),
        ("UTC", "2026-12-28"),
    ):
        line = due("--on", "2026-12-28T15:30Z", "--zone", zone).stdout.splitlines()[0]
        assert json.loads(line)["on"] == day


def test_on_a_day_that_a_zone_skipped_nothing_was_due(tmp_path: Path) -> None:
    seeds = str(write_seeds(tmp_path / "made-up", {"event": "1999-12-30"}))
    skipped = due("--on", "2011-12-30", "--zone", "Pacific/Apia", "--seeds", seeds)
    assert (skipped.exit_code, skipped.stdout) == (0, "")
    assert "never had the day 2011-12-30" in skipped.stderr
    assert found("--on", "2011-12-30", "--zone", "Asia/Kathmandu", "--seeds", seeds) == {"event": ("day", 12)}


@pytest.mark.parametrize(
    ("day", "zone", "event", "years"),
    [
        ("0001-01-01", "Asia/Seoul", "0000-01-01", None),
        ("9999-12-31", "America/New_York", "1999-12-31", 8000),
    ],
)
def test_the_first_and_the_last_day_of_the_calendar_can_be_asked_for_in_any_zone(
    tmp_path: Path, day: str, zone: str, event: str, years: int | None
) -> None:
    seeds = str(write_seeds(tmp_path / "made-up", {"event": event}))
    asked = found("--on", day, "--zone", zone, "--seeds", seeds)
    assert asked == ({"event": ("day", years)} if years is not None else {})


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--on", "2026-13-01"), 2, "2026-12-28"),
        (("--on", "2026-12-28T15:30"), 2, "an instant"),
        (("--on", "0001-01-01T00:00+14:00"), 2, "an instant"),
        (("--on", "2026-12-28", "--zone", "Asia/Soul"), 2, "Asia/Seoul"),
        (("--on", "2026-12-28", "--seeds", "nowhere"), 74, "nowhere: No such"),
        (("--on", "2026-12-28", "--seeds", "nowhere", "--guild", "5"), 2, "leave out one"),
        (("--on", "2026-12-28", "--guild", "5"), 65, "does not exist"),
    ],
)
def test_an_impossible_zone_or_day_is_refused_by_name(words: tuple[str, ...], code: int, told: str) -> None:
    result = due(*words)
    assert result.exit_code == code
    assert told in result.stderr
    assert not result.stdout
