"""Makes entities from the entries of the seed files, and checks each entry by itself."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from bot.corpus.entries import Entry, unknown
from bot.corpus.precision import too_fine
from bot.domain import entities as e
from bot.domain.dates import DateError, parse
from bot.locales.en import ENGLISH

LANGUAGES = ("en", "ja", "ko")
DATE_BASES = ("stated", "inferred", "absent")
TITLE_LENGTH = 70
WORDS_LENGTH = 7

PARTY_KEYS = ("id", "name", "names")
THEME_KEYS = ("id", "name", "names", "note")
AGREEMENT_KEYS = ("id", "name", "short", "type", "parties", "names", "themes", "unlike", "note")
SOURCE_KEYS = (
    "id", "title", "label", "author", "affiliation", "publisher", "date", "date_basis", "caveat", "url",
    "sha256", "file", "names", "note",
)  # fmt: skip
EVENT_KEYS = ("id", "number", "title", "kind", "parties", "steps", "themes", "weight", "note", "claims")
CLAIM_KEYS = ("source", "date", "words", "span", "words_span", "at", "place", "elsewhere", "remark")


class Known(msgspec.Struct, frozen=True):
    """The ids that an entry may refer to."""

    parties: Collection[str]
    themes: Collection[str]
    agreements: Collection[str] = ()
    sources: Collection[str] = ()


def party(entry: Entry) -> e.Party:
    """The party that an entry describes."""
    return e.Party(
        id=entry.text("id", required=True), name=entry.text("name", required=True), names=names(entry)
    )


def theme(entry: Entry) -> e.Theme:
    """The theme that an entry describes."""
    return e.Theme(
        id=identifier(entry),
        name=entry.text("name", required=True),
        names=names(entry),
        note=entry.text("note"),
    )


def agreement(entry: Entry, known: Known) -> e.Agreement:
    """The agreement that an entry describes; ``unlike`` is checked later, when all agreements are read."""
    return e.Agreement(
        id=identifier(entry),
        name=entry.text("name", required=True),
        short=entry.text("short"),
        type=entry.choice("type", e.AGREEMENT_TYPES, required=True),
        parties=entry.texts("parties", known.parties),
        names=names(entry),
        themes=entry.texts("themes", known.themes),
        unlike=entry.texts("unlike"),
        note=entry.text("note"),
    )


def source(entry: Entry) -> e.Source:
    """The document that an entry describes. Its claims' spans refer to the file with this sha256."""
    digest = entry.text("sha256", required=True)
    if digest and not (len(digest) == 64 and set(digest) <= set("0123456789abcdef")):
        entry.wrong("sha256", "must be 64 digits of 0-9 and a-f")
    published, basis = publication(entry, required=True)
    return e.Source(
        id=identifier(entry),
        title=entry.text("title", required=True),
        label=entry.text("label", required=True),
        author=entry.text("author"),
        affiliation=entry.text("affiliation"),
        publisher=entry.text("publisher"),
        date=published,
        date_basis=basis,
        caveat=entry.text("caveat"),
        url=entry.text("url"),
        sha256=digest,
        file=entry.text("file", required=True),
        names=entry.texts("names"),
        note=entry.text("note"),
    )


def publication(entry: Entry, *, required: bool) -> tuple[str, str]:
    """A source's own date (EDTF) and ``date_basis``; there is a date unless the basis is "absent".

    If the basis is not ``required``, it follows from whether there is a date.
    """
    published = entry.text("date")
    default = "" if required else "stated" if published else "absent"
    basis = entry.choice("date_basis", DATE_BASES, default=default, required=required)
    if published:
        _check_date(entry, "date", published)
    if basis == "absent" and published:
        entry.wrong("date", "is given although date_basis is absent")
    elif basis in ("stated", "inferred") and not published:
        entry.wrong("date", f"is empty although date_basis is {basis}")
    return published, basis


def event(entry: Entry, known: Known, numbers: tuple[int, int]) -> e.Event:
    """The event that an entry describes, with its claims; an entry of the reference pack has none.

    ``numbers`` are the least and the greatest number that it may have.
    """
    identity = identifier(entry)
    title = entry.text("title", required=True)
    if len(title) > TITLE_LENGTH:
        entry.wrong("title", f"has {len(title)} characters; {TITLE_LENGTH} at most")
    found = e.Event(
        id=identity,
        number=entry.number("number", *numbers),
        title=title,
        kind=entry.choice("kind", e.KINDS, required=True),
        parties=entry.texts("parties", known.parties),
        steps=steps(entry, known.agreements),
        themes=entry.texts("themes", known.themes),
        weight=entry.number("weight", 1, 3, default=1),
        claims=tuple(claim(told, identity, known.sources) for told in entry.entries("claims", CLAIM_KEYS)),
        note=entry.text("note"),
    )
    ids = [told.id for told in found.claims]
    for twice in sorted({identity for identity in ids if ids.count(identity) > 1}):
        entry.wrong("claims", f"two claims of one source start at one place ({twice})")
    return found


def claim(entry: Entry, event_id: str, sources: Collection[str]) -> e.Claim:
    """A document's claim on an event; its id is made of the event's and source's ids and its start."""
    cited = entry.choice("source", sources, required=True)
    words = entry.text("words")
    told = date(entry, "date", required=True)
    if len(words.split()) > WORDS_LENGTH:
        entry.wrong(
            "words", f"has {len(words.split())} words; {WORDS_LENGTH} at most, only those of the date"
        )
    if told and words and too_fine(parse(told), words):
        entry.wrong("date", f"{told} is finer than the words “{words}”")
    span, words_span = entry.span("span", required=True), entry.span("words_span", required=bool(words))
    start, end = span or (0, 0)
    words_start, words_end = words_span or (None, None)
    if words_span and not words:
        entry.wrong("words_span", "is given without words")
    elif words_span and span and not (start <= words_span[0] and words_span[1] <= end):
        entry.wrong("words_span", f"{words_start}-{words_end} is not inside the span {start}-{end}")
    return e.Claim(
        id=f"{event_id}#{cited}@{start}",
        source=cited,
        date=told,
        words=words,
        start=start,
        end=end,
        words_start=words_start,
        words_end=words_end,
        locator=entry.text("at", required=True),
        place=entry.text("place"),
        elsewhere=elsewhere(entry),
        remark=entry.text("remark"),
    )


def identifier(entry: Entry) -> str:
    """The id of an entry: ASCII lower-case letters, digits and single hyphens."""
    value = entry.text("id", required=True)
    if value and not all(
        part.isascii() and part.isalnum() and part == part.lower() for part in value.split("-")
    ):
        entry.wrong("id", f"“{value}” must be lower-case letters, digits and single hyphens")
    return value


def names(entry: Entry) -> dict[str, tuple[str, ...]]:
    """The further names in an entry, by language."""
    inner = entry.entry("names", LANGUAGES)
    return {language: inner.texts(language) for language in LANGUAGES if language in inner} if inner else {}


def steps(entry: Entry, agreements: Collection[str]) -> tuple[e.Step, ...]:
    """The steps of an event, each written as "agreement action"."""
    found = []
    for text in entry.texts("steps"):
        name, _, action = text.partition(" ")
        step = e.Step(agreement=name, action=action.strip())
        for value, known in ((step.agreement, agreements), (step.action, e.ACTIONS)):
            if value not in known:
                entry.wrong("steps", f"in “{text}”: {unknown(value, known)}")
        found.append(step)
    return tuple(found)


def elsewhere(entry: Entry) -> tuple[e.PlaceDate, ...]:
    """The days at other places, each written as "2014-12-28 Washington"."""
    found = []
    for text in entry.texts("elsewhere"):
        day, _, place = text.partition(" ")
        _check_date(entry, "elsewhere", day)
        if not place.strip():
            entry.wrong("elsewhere", f"“{text}” names no place; write 2014-12-28 Washington")
        found.append(e.PlaceDate(date=day, place=place.strip()))
    return tuple(found)


def date(entry: Entry, key: str, *, required: bool = False) -> str:
    """The EDTF date at ``key``; empty if it is left out or wrong."""
    value = entry.text(key, required=required)
    return value if value and _check_date(entry, key, value) else ""


def _check_date(entry: Entry, key: str, value: str) -> bool:
    try:
        parse(value)
    except DateError as error:
        entry.wrong(key, f"“{value}”: {ENGLISH.word(error.why)}")
        return False
    return True
