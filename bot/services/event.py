"""``/event``: what each source says about one event, and its changes; which event a name or number means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from bot.domain.answers import Answer, ClaimSaid, EventAnswer, HistoryLine
from bot.domain.claims import Dating
from bot.domain.codec import decode_body
from bot.domain.dates import parse, read
from bot.domain.entities import REFERENCE, Claim
from bot.domain.gists import decode_gist
from bot.domain.questions import Choose, Question, Refusal, Suggestion
from bot.services.desk.quoting import quotations
from bot.services.footnotes import Footnotes
from bot.services.inquiry import OFFERED, Inquiry, refuse, search
from bot.services.naming import NEAREST, event_label, fold_name, scope_of_label, without_noise
from bot.services.persons import in_english
from bot.services.spelling import put_right
from bot.services.told import Told, claims_in, read_events, told
from storage.rows import CORPUS, Record, StoredRow

EVENTS = ("event",)
CLAIMS = 3
HISTORY = 200
WORDS = 8
"""Words of a name that are tried one by one when no event has them all."""
INFLECTED = 25
"""Events that are looked at for a word in another form."""
_ENDINGS = ("ations", "ation", "ings", "ing", "ed", "es", "s")
_STEM = 4
"""Least letters that a word is known by in its other forms: "sign" in "signing" and "signed"."""


async def event(inquiry: Inquiry) -> Answer:
    """One event: what each source says, side by side, and its changes."""
    found = _dated(inquiry) or await resolve_event(inquiry, inquiry.option("name"), "name")
    if isinstance(found, Refusal | Choose):
        return found
    claims = claims_in(found.event, inquiry.layer)
    notes = await inquiry.footnotes([found])
    dated = found.dated(inquiry.layer)
    shorts = {thing.id: thing.short for thing in inquiry.names.of(("agreement",))}
    ordered = sorted(claims, key=lambda claim: (claim.id != dated.lead, claim.pack == REFERENCE))
    shown, page = inquiry.page_of(ordered, CLAIMS)
    quoted = await _quoted(inquiry, shown)
    return EventAnswer(
        question=inquiry.question,
        entry=notes.entry(found, inquiry.layer),
        parties=inquiry.names.names_of("party", found.event.parties),
        steps=tuple((shorts.get(step.agreement, step.agreement), step.action) for step in found.event.steps),
        claims=tuple(_said(claim, dated, notes, quoted.get(claim.id, "")) for claim in shown),
        history=await _history(inquiry, found),
        retracted=found.event.retracted,
        merged_into=await _label(inquiry, found.event.merged_into),
        footnotes=notes.footnotes,
        paging=page,
        preferred=found.event.preferred is not None and found.event.preferred == dated.lead,
    )


def _said(claim: Claim, dated: Dating, notes: Footnotes, quotation: str) -> ClaimSaid:
    return ClaimSaid(
        note=notes.numbers((claim.source,))[0],
        date=parse(claim.date),
        words=claim.words,
        place=claim.place,
        elsewhere=tuple((parse(other.date), other.place) for other in claim.elsewhere),
        locator=claim.locator,
        remark=claim.remark,
        reference=claim.pack == REFERENCE,
        confidence=claim.confidence,
        leads=claim.id == dated.lead,
        differs=claim.id in dated.conflicts,
        quotation=quotation,
    )


def _dated(inquiry: Inquiry) -> Choose | None:
    """What happened on the date that was typed in place of a title: words of an event would find others."""
    typed = inquiry.option("name")
    dates = read(typed, today=inquiry.asker.today)
    asked = (Suggestion(one.date, Question("on", {"date": one.date.edtf})) for one in dates)
    return Choose(inquiry.question, typed, "name", tuple(asked)) if dates else None


async def _quoted(inquiry: Inquiry, claims: Sequence[Claim]) -> Mapping[str, str]:
    """What the claims' sources say in their own words, where their texts are held."""
    if inquiry.documents is None:
        return {}
    return await quotations(inquiry.views, inquiry.documents, inquiry.at, claims)


async def _label(inquiry: Inquiry, id: str | None) -> str | None:
    """What users call the event with an id."""
    row = await inquiry.views.get(inquiry.at, "event", id) if id is not None else None
    return told(row).label if row is not None else id


async def resolve_event(inquiry: Inquiry, typed: str, option: str) -> Told | Refusal | Choose:
    """The event that a number (E-57) or a title means; a few it may mean; or the nearest."""
    label = event_label(typed) or event_label(f"E-{typed}")
    if label is not None:
        scope = scope_of_label(label[0], inquiry.at.scope)
        row = (
            await inquiry.views.by_number(inquiry.at, "event", label[1], scope) if scope is not None else None
        )
        return told(row) if row is not None else refuse(inquiry.question, "unknown_event", typed=typed)
    called = [told(row) for row in await inquiry.views.by_name(inquiry.at, "event", typed)]
    words = in_english(typed)
    found = called or await _events_by_words(inquiry, words)
    if len(found) == 1 and (called or _is_titled_after(found[0], words)):
        return found[0]
    nearest: list[Told] = []
    if len(found) < 2:
        nearest = await _events_of_agreement(inquiry, typed) or await events_by_some_words(
            inquiry, await put_right(inquiry, words, EVENTS)
        )
    if found:
        # That a remark on another event has all the words does not make that event the one meant.
        nearest = [one for one in nearest if one.event.id != found[0].event.id]
        return Choose(inquiry.question, typed, "name", _suggestions(inquiry, option, [*nearest, *found]))
    return Refusal(
        inquiry.question, "unknown_event", {"typed": typed}, _suggestions(inquiry, option, nearest)
    )


async def _events_by_words(inquiry: Inquiry, typed: str) -> list[Told]:
    """The events with all these words; if just one has them all in its title, that one; else first those that
    do."""
    found = (await search(inquiry, typed, EVENTS, limit=INFLECTED)).rows
    stems, words = _inflected(typed)
    titled = _titled(found, stems) if words == typed.lower() else await events_titled(inquiry, typed)
    if len(titled) == 1:
        return titled
    return list({one.event.id: one for one in (*titled, *map(told, found[:OFFERED]))}.values())[:OFFERED]


async def events_titled(inquiry: Inquiry, typed: str) -> list[Told]:
    """The events that have all these words in their titles, in whatever form ("signed" for "signing"), the
    shortest title first."""
    stems, words = _inflected(typed)
    return _titled((await search(inquiry, words, EVENTS, limit=INFLECTED)).rows, stems) if words else []


def _inflected(typed: str) -> tuple[list[str], str]:
    """The telling words without their endings, and what finds them in whatever form."""
    words = without_noise(fold_name(typed).split())
    inflected = [_stem(word) for word in words if _stem(word) != word]
    # What begins so is found for the last word alone: of several in another form, one is searched for.
    return list(map(_stem, words)), " ".join([*(w for w in words if _stem(w) == w), *inflected[:1]])


def _titled(rows: Iterable[StoredRow], stems: Sequence[str]) -> list[Told]:
    """The events that have all the words in their titles, the shortest title first."""
    titled = [one for one in map(told, rows) if _has_in_title(one, stems)]
    return sorted(titled, key=lambda one: len(one.event.title))


def _is_titled_after(found: Told, typed: str) -> bool:
    """Whether an event's title has any telling word; words of another script stand in remarks alone."""
    words = without_noise(fold_name(typed).split())
    return not typed.isascii() or any(_has_in_title(found, [_stem(word)]) for word in words)


def _has_in_title(found: Told, stems: Iterable[str]) -> bool:
    """Whether an event's title has all the words, given without their endings, in whatever form."""
    title = [_stem(word) for word in fold_name(found.event.title).split()]
    return all(any(word.startswith(stem) for word in title) for stem in stems)


def _stem(word: str) -> str:
    """The word without its ending, where enough is left of it."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word.removesuffix(ending)
    return word


async def _events_of_agreement(inquiry: Inquiry, typed: str) -> list[Told]:
    """The weightiest events of the one agreement that is called so, what changed its status first."""
    called = inquiry.names.exact(typed, ("agreement",))
    if len(called) != 1:
        return []
    stored = await inquiry.views.gists_about(inquiry.at, called[0].id)
    gists = sorted(
        (decode_gist(one.gist) for one in stored),
        key=lambda gist: (gist.acts_on(called[0].id), gist.weight),
        reverse=True,
    )
    whole = await read_events(inquiry.views, inquiry.at, [gist.id for gist in gists[:NEAREST]])
    return list(whole.values())


async def events_by_some_words(inquiry: Inquiry, typed: str) -> list[Told]:
    """The events with most of the words, those in the title first, for when none has them all."""
    count: Counter[str] = Counter()
    events: dict[str, Told] = {}
    for word in dict.fromkeys(without_noise(fold_name(typed).split()[:WORDS])):
        for row in (await search(inquiry, word, EVENTS, limit=50)).rows:
            one = events.setdefault(row.row.id, told(row))
            count[row.row.id] += 3 if _has_in_title(one, [_stem(word)]) else 1
    return [events[id] for id, _ in count.most_common(NEAREST)]


def _suggestions(inquiry: Inquiry, option: str, events: Sequence[Told]) -> tuple[Suggestion, ...]:
    return tuple(
        Suggestion(one.titled, inquiry.question.asking(**{option: one.label})) for one in events[:OFFERED]
    )


async def _history(inquiry: Inquiry, found: Told) -> tuple[HistoryLine, ...]:
    """The changes of an event that the asker may see: the corpus's and the own server's, in the log's
    order."""
    records: list[Record] = []
    for scope in dict.fromkeys((CORPUS, inquiry.at.scope)):
        if scope is not None:
            records += await inquiry.log.read_stream(scope, f"event/{found.event.id}", limit=HISTORY)
    until = inquiry.at.position
    return tuple(
        _line(r) for r in sorted(records, key=lambda r: r.position) if until is None or r.position <= until
    )


def _line(record: Record) -> HistoryLine:
    body = decode_body(record.body, record.type, record.schema) if record.body is not None else None
    return HistoryLine(
        position=record.position,
        recorded_at=record.recorded_at,
        type=record.type,
        reason=getattr(body, "reason", ""),
    )
