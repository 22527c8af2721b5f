"""Search by words: folding, runs of Chinese, Japanese, Korean, hostile words, what comes first, how many."""

from __future__ import annotations

import sqlite3
import unicodedata
from contextlib import closing

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from storage.folding import closed, fold, indexed, plain, words
from storage.log import Append, Log
from storage.rows import CORPUS, At, DateKey, ViewRow
from storage.search import Found
from storage.views import Views
from tests.storage.support import GUILD, OTHER_GUILD, put, row

KINDS = ("event", "agreement")
TEXTS = st.text(max_size=40)
UNRANKED = 500

# Folding


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("ﬁ ᴬ İ ẞ ſ")
@example("\u0345\u03b1\u0313")
@example("K\u030c\u212b")
@example("\ud800é")
def test_folding_and_naming_are_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert plain(plain(text)) == plain(text)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_folding_makes_nothing_of_case(text: str) -> None:
    # Letters without a counterpart of the other case, such as ẞ, come back as others: those are left out.
    if text.upper().lower().casefold() == text.casefold() and text.upper().isascii() == text.isascii():
        assert fold(text.upper()) == fold(text)


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.sampled_from(("NFC", "NFD", "NFKC", "NFKD")))
def test_folding_makes_nothing_of_how_letters_are_composed(text: str, form: str) -> None:
    text = unicodedata.normalize("NFKC", text.replace("\u0345", ""))
    assert fold(unicodedata.normalize(form, text)) == fold(text)  # type: ignore[arg-type]


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_what_is_folded_is_one_line_without_control_characters(text: str) -> None:
    folded = fold(text)
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in folded)
    assert folded == " ".join(folded.split())


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("GSOMIA", "gsomia"),
        ("ＧＳＯＭＩＡ", "GSOMIA"),
        ("Résumé", "resume"),
        ("GЅОМІА", "GSOMIA"),
        ("Αβε", "Abe"),
        ("Straße", "STRASSE"),
        ("Tōkyō", "Tokyo"),
        ("Łódź", "lodz"),
        ("“quoted” – ’tis", '"quoted" - \'tis'),
        ("so\u00adft\u200b hy\u200dphen", "soft hyphen"),
        ("a\u00a0b\tc\nd", "a b c d"),
        ("ﾄﾞｸﾄ", "ドクト"),
        ("㈱", "(株)"),
    ],
)
def test_what_reads_alike_folds_alike(typed: str, same: str) -> None:
    assert fold(typed) == fold(same)


@pytest.mark.parametrize(("one", "other"), [("か", "が"), ("ハ", "パ"), ("독도", "독토"), ("2012", "2021")])
def test_what_is_another_word_stays_another(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("name", "as_looked_up"),
    [
        ("U.S.-Japan", "us japan"),
        ("  The 'Treaty',  1951. ", "the treaty 1951"),
        ("日・韓", "日 韓"),
        ("!?", ""),
    ],
)
def test_names_are_looked_up_without_punctuation(name: str, as_looked_up: str) -> None:
    assert plain(name) == as_looked_up


def test_runs_without_spaces_become_bigrams() -> None:
    assert list(words("日韓秘密情報")) == [("日韓", "韓秘", "秘密", "密情", "情報")]
    assert list(words("독도 GSOMIA竹島")) == [("독도",), ("gsomia",), ("竹島",)]
    assert list(words("韓")) == [("韓",)]
    assert set(indexed("日韓").split()) == {"日韓", "日", "韓"}
    assert indexed("위안부 합의") == indexed("위안부합의")
    assert closed("キャンプ・デービッド Camp David") == "キャンプデービッド Camp David"


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_words_hold_nothing_that_a_query_could_read(text: str) -> None:
    for phrase in words(text):
        for word in phrase:
            assert word
            assert not set(word) & set("\"'*^():+-{}\x00 ")
            assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in word)


# Finding


def event(id: str, number: int, text: str, *, day: int = 100, **fields: object) -> ViewRow:
    """An event of a day, with words."""
    return row(id, number, text=text, dates=(DateKey("all", day, day),), **fields)


async def record(log: Log, *rows: ViewRow, scope: str = CORPUS) -> None:
    """Puts rows, in one append."""
    head = (await log.head()).position
    await log.append(Append(tuple(put(f"{head}/{n}", item, scope) for n, item in enumerate(rows))))


async def found(views: Views, typed: str, scope: str | None = None) -> list[str]:
    """The ids of what is found, in order."""
    result = await views.search(At(scope), typed, kinds=KINDS, limit=50)
    return [stored.row.id for stored in result.rows]


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("military information", ["gsomia"]),
        ("MILITARY infor", ["gsomia"]),
        ("information military", ["gsomia"]),
        ("ｇｓｏｍｉａ", ["gsomia"]),
        ("GЅОМІА", ["gsomia"]),
        ("日韓", ["gsomia"]),
        ("韓秘密", ["gsomia"]),
        ("秘", ["gsomia"]),
        ("독도", ["islets"]),
        ("도", ["islets"]),
        ("竹島", ["islets"]),
        ("takeshima's", ["islets"]),
        ("resume", ["islets"]),
        ("military islets", []),
        ("日報", []),
        ('"military information"', ["gsomia"]),
        ('GSOMIA “information 日韓秘密" security', ["gsomia"]),
        ('"information military"', []),
        ('"military inf', ["gsomia"]),
        ('"of military inf"', ["gsomia"]),
        ('"竹島 독도"', ["islets"]),
        ('"" islets', ["islets"]),
        ("litary", []),
        ("", []),
        ("!!! ---", []),
    ],
)
async def test_words_are_found_as_people_type_them(
    log: Log, views: Views, typed: str, ids: list[str]
) -> None:
    await record(
        log,
        event("gsomia", 1, "GSOMIA: General Security of Military Information. 日韓秘密軍事情報保護協定"),
        event("islets", 2, "Takeshima / Dokdo islets: talks résumé. 竹島 독도"),
    )
    assert await found(views, typed) == ids


@pytest.mark.parametrize(
    "typed",
    [
        'treaty"',
        '"treaty',
        "treaty*",
        "(treaty",
        "treaty)",
        "-treaty",
        "^treaty",
        "treaty;",
        "+treaty",
        "treaty'",
        "§treaty",
        "¶treaty",
        "treaty\x00",
        "\ud800treaty",
    ],
)
async def test_the_query_languages_signs_are_inert(log: Log, views: Views, typed: str) -> None:
    await record(log, event("treaty", 1, "A treaty"), event("other", 2, "Something else"))
    assert await found(views, typed) == ["treaty"]


@pytest.mark.parametrize(
    "typed",
    [
        "treaty OR something",
        "treaty NOT talks",
        "NEAR(treaty something)",
        "a AND b",
        "words:treaty",
        "{words}:treaty",
    ],
)
async def test_the_query_languages_words_are_words(log: Log, views: Views, typed: str) -> None:
    await record(log, event("treaty", 1, "A treaty"), event("other", 2, "Something else"))
    assert await found(views, typed) == []


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_no_text_breaks_a_search(typed: str) -> None:
    # Each word is quoted on its own: that it stands in no query is shown on the words, above; here it runs.
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE w USING fts5 (words, tokenize = 'ascii')")
        connection.execute("INSERT INTO w VALUES (?)", (indexed(typed),))
        for phrase in words(typed):
            match = '"' + " ".join(phrase) + '"'
            assert connection.execute("SELECT count(*) FROM w WHERE w MATCH ?", (match,)).fetchone() == (1,)


async def test_what_is_called_so_comes_before_what_mentions_it_then_weight_then_the_newest(
    log: Log, views: Views
) -> None:
    await record(
        log,
        event("mentions-late", 1, "about the treaty", day=300),
        event("mentions-early", 2, "about the treaty", day=200),
        event("weighty", 3, "about the treaty", day=10, weight=3),
        row("partly", 4, kind="agreement", names=("Treaty of Basic Relations",)),
        row("called", 5, kind="agreement", names=("Treaty",)),
    )
    assert await found(views, "treaty") == ["called", "partly", "weighty", "mentions-late", "mentions-early"]


async def test_names_with_the_whole_word_come_before_those_where_it_goes_on(log: Log, views: Views) -> None:
    await record(
        log,
        row("warning", 1, names=("Missile warning",), weight=3),
        row("war", 2, names=("Cold War",)),
        event("warns", 3, "The paper warns", weight=3),
    )
    assert await found(views, "war") == ["war", "warning", "warns"]
    assert await found(views, "cold war") == ["war"]


async def test_of_a_word_with_forms_any_will_do_and_none_is_the_beginning_of_another(
    log: Log, views: Views
) -> None:
    await record(
        log,
        event("told", 1, "Talks were suspended in Seoul"),
        row("named", 2, kind="agreement", names=("Suspending the Seoul accord",)),
        event("begins", 3, "The suspendedness of Seoul"),
        event("elsewhere", 4, "Talks were suspended in Tokyo"),
    )
    forms = {"suspend": ("suspend", "suspended", "suspending")}
    hits = await views.search(At(None), "seoul suspend", kinds=KINDS, forms=forms, limit=10)
    assert [one.row.id for one in hits.rows] == ["named", "told"]
    hits = await views.search(At(None), '"seoul suspend"', kinds=KINDS, forms=forms, limit=10)
    assert not hits.rows


async def test_what_is_retracted_or_removed_or_replaced_is_not_found(log: Log, views: Views) -> None:
    await record(log, event("a", 1, "old words"), event("b", 2, "old words"))
    await record(log, event("a", 1, "new words"), event("b", 2, "old words", live=False))
    assert await found(views, "old") == []
    assert await found(views, "new") == ["a"]


async def test_a_guild_finds_its_own_over_the_corpus_and_nobody_elses(log: Log, views: Views) -> None:
    await record(log, event("a", 1, "corpus words"), event("b", 2, "corpus words"))
    await record(
        log, event("a", 1, "guild words", overlay=b"{}"), event("own", 9, "guild words"), scope=GUILD
    )
    await record(log, event("secret", 9, "guild words"), scope=OTHER_GUILD)
    assert set(await found(views, "words", GUILD)) == {"a", "b", "own"}
    assert await found(views, "corpus", GUILD) == ["b"]
    assert set(await found(views, "guild", GUILD)) == {"a", "own"}
    assert set(await found(views, "words")) == {"a", "b"}


async def test_kinds_layers_and_links_narrow_what_is_found(log: Log, views: Views) -> None:
    both = (DateKey("all", 1, 1), DateKey("documents", 1, 1))
    await record(
        log,
        row("told", 1, text="word", dates=both, links=(("party", "JP"),)),
        row("ref", 2, text="word", dates=both[:1], links=(("party", "KR"),)),
        row("pact", 3, kind="agreement", text="word"),
    )

    async def ids(**narrowed: object) -> set[str]:
        given: dict[str, object] = {"kinds": KINDS, "limit": 9, **narrowed}
        result = await views.search(At(None), "word", **given)  # type: ignore[arg-type]
        return {stored.row.id for stored in result.rows}

    assert await ids() == {"told", "ref", "pact"}
    assert await ids(layer="documents") == {"told", "pact"}
    assert await ids(kinds=("event",)) == {"told", "ref"}
    assert await ids(links=(("party", "JP"),)) == {"told"}
    assert await ids(kinds=()) == set()


async def test_up_to_five_hundred_are_counted_and_beyond_that_there_are_more(log: Log, views: Views) -> None:
    rows = [event(f"e{n}", n, "common", day=n, weight=1 + (n == 7)) for n in range(UNRANKED)]
    await record(log, *rows)

    async def page(offset: int) -> Found:
        return await views.search(At(None), "common", kinds=KINDS, limit=20, offset=offset)

    exactly = await page(0)
    assert (exactly.total, exactly.more, len(exactly.rows)) == (UNRANKED, False, 20)
    assert exactly.rows[0].row.id == "e7"
    seen = [stored.row.id for n in range(0, UNRANKED, 20) for stored in (await page(n)).rows]
    assert sorted(seen) == sorted(item.id for item in rows)
    await record(log, event("one-more", 600, "common", day=600))
    beyond = await page(0)
    assert (beyond.total, beyond.more, len(beyond.rows)) == (UNRANKED, True, 20)
    # Not ranked, but what was recorded last comes first.
    assert beyond.rows[0].row.id == "one-more"
    assert (await page(UNRANKED)).rows == ()


async def test_of_more_than_can_be_ranked_what_is_called_so_comes_first_then_the_newest(
    log: Log, views: Views
) -> None:
    names = {"exact": "Common", "first": "Common aims", "second": "A common pact"}
    named = [row(id, n, names=(name,)) for n, (id, name) in enumerate(names.items())]
    events = [event(f"e{n}", n, "common", day=n) for n in range(10, UNRANKED + 11)]
    await record(log, *named, row("pact", 9, kind="agreement", names=("Common",)), *events)
    await record(log, event("e510", 510, "renamed", overlay=b"{}"), scope=GUILD)

    async def first(scope: str | None) -> list[str]:
        result = await views.search(At(scope), "common", kinds=("event",), limit=5)
        return [stored.row.id for stored in result.rows]

    assert await first(None) == ["exact", "second", "first", "e510", "e509"]
    assert await first(GUILD) == ["exact", "second", "first", "e509", "e508"]


@pytest.mark.parametrize("typed", ["coo", "pact coo", "rare coo", "pact sel", "none coo"])
async def test_of_a_short_beginning_the_words_are_found_however_many_there_are(
    log: Log, views: Views, typed: str
) -> None:
    def text(number: int) -> str:
        words = ["pact", *(["rare"] if number % 200 == 0 else []), *(["seldom"] if number < 3 else [])]
        return " ".join([*words, f"coop{number:04}"] if number % 3 else words)

    rows = [event(f"e-{n:04}", n, text(n), day=n) for n in range(1_100)]
    await record(log, *rows)
    *whole, begun = typed.split()
    expected = [
        one.id
        for one in reversed(rows)
        if {*whole} <= {*one.text.split()} and any(word.startswith(begun) for word in one.text.split())
    ]
    found = await views.search(At(None), typed, kinds=KINDS, limit=UNRANKED)
    assert [one.row.id for one in found.rows] == expected[:UNRANKED]
    assert (found.total, found.more) == (min(len(expected), UNRANKED), len(expected) > UNRANKED)


async def test_very_long_and_very_many_words_are_searched_for_without_harm(log: Log, views: Views) -> None:
    await record(log, event("a", 1, "word " * 2_000))
    assert await found(views, "word " * 1_000) == ["a"]
    assert await found(views, "w" * 5_000) == []
    assert await found(views, "日" * 5_000) == []
