"""``/timeline``: dated events in order, of a subject or of everything, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.answers import Answer, TimelineAnswer
from bot.domain.dates import HistoricalDate, Order, compare, day, read
from bot.domain.gists import decode_gist
from bot.domain.questions import Choose, Layer, Refusal, Time
from bot.services.answers.limits import LASTING_LIMIT, lasting_in
from bot.services.event_view import EventView, event_view
from bot.services.inquiry import Inquiry
from bot.services.typed.dates import read_time
from bot.services.typed.subject import SUBJECTS, subject_of
from storage.rows import OPEN_HIGH, OPEN_LOW, StoredRow
from storage.views import Range

PAGE = 6


async def timeline(inquiry: Inquiry) -> Answer:
    """``/timeline``: dated events in order, of a subject or of everything, between two dates."""
    times: list[Time | None] = []
    period = _is_period(inquiry)
    for option in ("subject",) if period else ("from", "to"):
        typed = inquiry.option(option)
        time = read_time(inquiry.question, option, typed, inquiry.asker.today) if typed else None
        if isinstance(time, Refusal | Choose):
            return time
        times.append(time)
    first, last = _bounded(times[0], times[-1])
    if first is not None and first.date.low > inquiry.asker.today:
        today = day(inquiry.asker.today)
        typed = inquiry.option("subject") if period else inquiry.option("from") or inquiry.option("to")
        return inquiry.refuse("future", typed=typed, today=today)
    if first is not None and last is not None and compare(first.date, last.date) is Order.AFTER:
        return inquiry.refuse("backwards", **{"from": inquiry.option("from"), "to": inquiry.option("to")})
    subject = ("", ()) if period else await subject_of(inquiry)
    if isinstance(subject, Refusal | Choose):
        return subject
    name, links = subject
    low, high = first.date.low if first else OPEN_LOW, last.date.high if last else OPEN_HIGH
    # Without ``ongoing``, what had gone on for years before is left out: it would hide what happened then.
    what = Range(inquiry.layer, low, high, links, ongoing=False)
    total = await inquiry.count(what)
    page = inquiry.paging(total, PAGE)
    offset = (page.page - 1) * PAGE
    rows = await inquiry.views.between(inquiry.at, what, limit=PAGE, offset=offset)
    events = _in_order(rows, inquiry.layer, is_last=page.page == page.pages)
    notes = await inquiry.footnotes(events)
    entries = tuple(notes.entry(found, inquiry.layer) for found in events)
    perhaps, more = await _perhaps_begun(inquiry, what)
    return TimelineAnswer(
        inquiry.question, name, first, last, entries, notes.footnotes, page, perhaps, perhaps_more=more
    )


def _in_order(rows: Sequence[StoredRow], layer: Layer, *, is_last: bool) -> list[EventView]:
    """The events of a page in order; ``is_last`` says that no page follows.

    What goes on "since June 2012" comes after what happened in that month, if all of that is on the page.
    """
    lows = [next((key.low for key in row.row.dates if key.layer == layer), OPEN_LOW) for row in rows]
    reached = OPEN_HIGH if is_last else max(lows, default=OPEN_LOW)

    def begun_by(low: int, event: EventView) -> int:
        date = event.dated(layer).date
        begun = date.start.high if date is not None and date.open_end and date.start is not None else low
        return begun if begun < reached else low

    pairs = [(low, event_view(row)) for low, row in zip(lows, rows, strict=True)]
    return [event for _, event in sorted(pairs, key=lambda pair: begun_by(*pair))]


async def _perhaps_begun(inquiry: Inquiry, what: Range) -> tuple[tuple[str, ...], bool]:
    """The labels of events that are left out of the range although they may have begun in it.

    Such as, for June to December 2012, what has gone on "since 2012", and what one source puts into it and
    another years before. Also whether there may be more than were looked at.
    """
    if what.low == OPEN_LOW:
        return (), False
    lasting = await lasting_in(inquiry, what)
    labels = []
    for gist in (decode_gist(stored.gist) for stored in reversed(lasting)):
        when = gist.when(inquiry.layer)
        if when is None or when.first >= what.low:
            continue
        begun = not when.open_start and what.low <= when.effect[1]
        if begun or when.contested_between(what.low, what.high):
            labels.append(gist.label)
    return tuple(labels), len(lasting) == LASTING_LIMIT


def _bounded(first: Time | None, last: Time | None) -> tuple[Time | None, Time | None]:
    """From when to when the timeline runs, given the times typed for its beginning and its end.

    A half-open time alone ("until 2009", in either option) is all of the time asked about. Beside another
    one, it counts by the end that it names: "since 2010" begins in 2010.
    """
    if first is None or last is None or first == last:
        alone = first or last
        return (alone, alone) if alone is not None and alone.half_open else (first, last)
    return _known(first, first.date.start), _known(last, last.date.end)


def _known(time: Time, end: HistoricalDate | None) -> Time | None:
    """The time itself; of a half-open one the given ``end``, None if it is that end that is open."""
    if not time.half_open:
        return time
    return Time(end) if end is not None else None


def _is_period(inquiry: Inquiry) -> bool:
    """Whether a time stands in place of a subject, and no other is given: "early 1990s"."""
    typed = inquiry.option("subject")
    called = inquiry.names.exact(typed, SUBJECTS)
    bounded = inquiry.option("from") or inquiry.option("to")
    return not called and not bounded and bool(read(typed, today=inquiry.asker.today))
