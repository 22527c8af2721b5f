"""A made-up language, through all that people can ask and do: no word of English is left in any answer.

The language is English with Greek letters for Latin ones; the record is in Cyrillic. So every Latin word that
is shown comes from elsewhere. Latin are only: what commands, options, zones and numbers of entries are called
(``/brief``, ``Asia/Seoul``, ``E-1``), and values of dates.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path
from string import ascii_letters
from typing import Any

import pytest
from msgspec.structs import replace

from bot.domain.dates import wording
from bot.domain.dates.wording import Formats
from bot.domain.edits import EditAnswer, Form, Preview
from bot.domain.entities import OWN_KNOWLEDGE, REFERENCE, Agreement, Claim, Event, Party, Source, Step, Theme
from bot.domain.permissions import Room
from bot.domain.questions import Asker, Choose, Question, Refusal
from bot.locales import TABLES, words
from bot.locales.en import ENGLISH
from bot.locales.words import Words
from bot.render.answer import render
from bot.render.edit import render_edit
from bot.render.form import modal
from bot.render.markdown import capital
from bot.render.message import Message
from bot.render.voice import Voice
from bot.services.notes.why import Why
from storage.rows import CORPUS
from tests.desk.support import hand_in
from tests.discord.test_commands import PAYLOADS
from tests.editing.desk import Desk, desk, editor
from tests.posts.rooms import CHANNEL, MAY, OTHER, SCOPE

LOCALE = "fr"
GREEK = str.maketrans(ascii_letters, "αβγδεζηθικλμνξοπρστυφχψωϊϋ" + "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫ")
KEPT = re.compile(r"(\{[^}]*\}|`[^`]*`|<[^>]*>|\bE-\d+)")
"""What a translator leaves: what is filled in, what is typed, stamps of time, the number of an entry."""
LATIN = re.compile(r"[A-Za-z]{2,}")
MIA = replace(editor(1), manager=True, asker=Asker(SCOPE, editor(1).asker.today, LOCALE))


def greek(text: str) -> str:
    """The text in the made-up language."""
    return "".join(piece if KEPT.fullmatch(piece) else piece.translate(GREEK) for piece in KEPT.split(text))


def translated(value: Any) -> Any:
    """The same table in the made-up language; keys stay."""
    if isinstance(value, str):
        return greek(value)
    if isinstance(value, Mapping):
        return {key: translated(one) for key, one in value.items()}
    return tuple(map(translated, value)) if isinstance(value, tuple) else value


@pytest.fixture(autouse=True)
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = {name: translated(getattr(ENGLISH, name)) for name in Words.__struct_fields__}
    dates = {name: translated(getattr(Formats(), name)) for name in Formats.__struct_fields__}
    nth: Callable[[int], str] = str
    monkeypatch.setitem(TABLES, LOCALE, Words(**{**tables, "locale": LOCALE}))
    monkeypatch.setitem(wording.FORMATS, LOCALE, Formats(**{**dates, "nth": nth}))


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Desk]:
    """A server, and a record of a few events of which none is in Latin letters."""
    async with desk(tmp_path / "record.db") as opened:
        for id in (CHANNEL, OTHER):
            opened.rooms.known[SCOPE, int(id)] = Room("история", MAY)
        for number, (kind, state) in enumerate(RECORD):
            await opened.recorder.add(CORPUS, kind, state, actor="seeds", change=f"c{number}")
        yield opened


def said(id: str, source: str, date: str, **more: Any) -> Claim:
    return Claim(id, source, date, **more)


RECORD: tuple[tuple[str, Any], ...] = (
    ("party", Party("RU", "Россия")),
    ("party", Party("BG", "Болгария")),
    ("theme", Theme("t", "Соль")),
    ("source", Source("s1", "Книга о соли", "Иванов, книга", "Иванов", date="1999-03-01")),
    ("source", Source("s2", "Письма", "Петров, письма", "Петров", date_basis="absent")),
    ("source", Source("s3", "Архив", "Архив", pack=REFERENCE, grade="original")),
    ("source", Source("s4", "Память", "Память", grade=OWN_KNOWLEDGE)),
    ("agreement", Agreement("a1", "Договор о соли", "treaty", parties=("RU", "BG"), themes=("t",))),
    ("agreement", Agreement("a2", "Протокол о соли", "exchange_of_notes", parties=("RU",), unlike=("a1",))),
    (
        "event",
        Event(
            "e1", 1, "Подписание", "agreement", ("RU", "BG"), (Step("a1", "signed"),), ("t",), 3,
            (said("c1", "s1", "2012-06-29"), said("c2", "s2", "2012-06", words="июнь")),
        ),
    ),
    (
        "event",
        Event(
            "e2", 2, "Отказ", "development", ("RU",), (Step("a1", "notice_given"),), ("t",), 2,
            (said("c3", "s1", "2019-08-22"), said("c4", "s2", "2019-08-25")), note="неясно",
        ),
    ),
    ("event", Event("e3", 3, "Встреча", "meeting", ("BG",), (), (), 1, (said("c5", "s3", "2015-11-23"),))),
    ("event", Event("e4", 4, "Цены", "period", ("RU",), (), ("t",), 1, (said("c6", "s1", "1990/1993"),))),
    ("event", Event("e5", 5, "Слух", "call", (), (Step("a2", "held"),), (), 1, (said("c7", "s4", "201X"),))),
)  # fmt: skip

READ = (
    "brief subject=Соль",
    "brief subject=Россия–Болгария",
    "brief subject=2012",
    "brief subject=early 1990s",
    "brief subject=Договор о соли as_of=June 2012",
    "brief subject=Соль as=file",
    "brief subject=сол",
    "brief subject=E-1",
    "brief subject=2030",
    "brief subject=ничто",
    "brief subject=Договор о соли 2012",
    "agreement name=Договор о соли",
    "agreement name=Договор о соли as_of=2013",
    "agreement name=Договор о соли as_of=03/04/2012",
    "agreement name=Договор о соли as_of=winter 2012",
    "agreement name=Договор о соли as_of=2030",
    "agreement name=Договор о соли as_of=ничто",
    "agreement name=Протокол о соли",
    "agreement name=о соли",
    "agreement name=Договор о соли as of 2012",
    "agreement name=Договор о соли known_on=#9999",
    "agreement name=Договор о соли known_on=2001",
    "agreement name=Встреча sources=documents",
    "agreement name=ничто",
    "event name=E-1",
    "event name=E-2",
    "event name=E-3",
    "event name=E-4",
    "event name=E-5",
    "event name=June 2012",
    "event name=E-77",
    "event name=Встреча и Отказ",
    "on",
    "on date=23 November",
    "on date=3/4",
    "on date=June",
    "on date=2012",
    "on date=30 February",
    "upcoming",
    "upcoming days=366",
    "upcoming days=0",
    "upcoming subject=Россия days=366",
    "timeline",
    "timeline subject=Соль from=1990 to=2015",
    "timeline from=2015 to=1990",
    "timeline from=2030",
    "timeline subject=1990s",
    "find",
    "find words=соли",
    "find words=соли что",
    "find status=signed",
    "find status=ничто",
    "find type=treaty",
    "find type=ничто",
    "find what=events",
    "find what=sources",
    "find party=Росия",
    "find status=in force what=events",
    "find party=Россия what=agreements",
    "source name=Книга о соли",
    "source name=Письма",
    "source name=Архив",
    "source name=Память",
    "help",
    "help topic=dates",
    "help topic=sources",
    "help topic=editing",
    "help topic=posts",
    "help topic=privacy",
    "help topic=about",
    "help topic=ничто",
    "nothing",
)

EDITED = (
    "edit add title=Беседа date=25 Mar 2014 source=Письма agreement=Договор о соли action=signed",
    "edit add title=Беседа date=2014 parties=Россия",
    "edit add title=Подписание date=29 June 2012 source=https://example.org/a",
    "edit add",
    "edit add title=Беседа date=03/04/2012",
    "edit add title=Беседа date=ничто",
    "edit add title=Беседа date=2014 action=ничто",
    "edit add title=Беседа date=2014 source=ничто",
    "edit add title=Беседа date=2014 action=signed",
    "edit amend event=E-1 title=Иное",
    "edit amend event=E-1",
    "edit amend event=E-1 date=2013",
    "edit amend event=E-1 date=2013 source=Книга о соли",
    "edit amend event=E-1 date=2013 source=ничто",
    "edit amend event=E-5 agreement=Договор о соли action=signed",
    "edit claim event=E-3 source=Письма date=2016",
    "edit claim event=E-1 source=Книга о соли date=2012-06-29",
    "edit retract event=E-3 reason=так",
    "edit retract event=E-3",
    "edit restore event=E-3 reason=так",
    "edit merge keep=E-1 drop=E-2",
    "edit merge keep=E-1 drop=E-1",
    "edit undo",
    "edit undo record=9999",
    "edit undo record=5",
    "edit undo by=7",
    "edit undo by=7 since=ничто",
    "edit agreement add name=Союз type=treaty parties=Россия",
    "edit agreement add name=Союз type=ничто",
    "edit agreement amend name=Договор о соли type=law",
    "edit agreement retract name=Договор о соли reason=так",
    "edit source add title=Газета date=2001",
    "edit source amend name=Письма date=June 2001",
    "edit source add title=Газета link=ничто",
    "edit history",
    "edit history event=E-1",
    "edit drafts",
    "edit export what=events format=csv",
    "edit export what=history format=csv",
    "edit export what=ничто format=csv",
    "edit editors list",
    "edit editors add role=55",
    "edit editors remove role=55",
    "edit editors remove role=56",
    "edit review",
    "edit review document=ничто",
    "edit stale",
    "edit nothing",
    f"posts setup channel={CHANNEL} zone=Seoul",
    f"posts setup channel={CHANNEL} zone=ничто",
    f"posts setup channel={CHANNEL}",
    "posts setup channel=9 zone=Seoul",
    f"posts setup channel={CHANNEL} zone=Seoul time=ничто",
    "posts list",
    f"posts change channel={CHANNEL} kinds=day, week party=Россия",
    f"posts change channel={CHANNEL} kinds=ничто",
    f"posts change channel={CHANNEL} grace=99",
    f"posts change channel={CHANNEL} party=ничто",
    f"posts preview channel={CHANNEL} date=23 Nov 2026",
    f"posts preview channel={CHANNEL} date=24 Nov 2026",
    f"posts preview channel={CHANNEL} date=2026",
    f"posts send channel={CHANNEL} date=29 June 2026",
    f"posts pause channel={CHANNEL} until=2026-12-01",
    f"posts pause channel={CHANNEL} until=2001-12-01",
    f"posts resume channel={CHANNEL}",
    f"posts resume channel={CHANNEL}",
    f"posts preview channel={OTHER}",
    f"posts stop channel={CHANNEL}",
    f"posts preview channel={CHANNEL} date=03/04/2026",
)

OFFERED = (
    ("brief", "subject", ""), ("brief", "subject", "сол"), ("agreement", "as_of", "03/04/2012"),
    ("agreement", "as_of", "late 2000s"), ("agreement", "as_of", "1900s"), ("agreement", "as_of", "2012"),
    ("agreement", "as_of", "1921-24"),
    ("on", "date", "28 december"), ("on", "date", "june"), ("why", "date", "28 dec"), ("why", "event", ""),
    ("event", "name", ""), ("event", "name", "Отказ"), ("find", "status", ""), ("find", "type", ""),
    ("find", "words", "сол"), ("find", "party", "Рос"), ("help", "topic", ""), ("source", "name", ""),
    ("edit add", "source", ""), ("edit add", "action", ""), ("edit add", "agreement", ""),
    ("edit agreement add", "type", ""), ("edit undo", "since", ""), ("edit claim", "date", "1998-2003"),
    ("edit amend", "source", ""), ("edit restore", "event", ""), ("posts setup", "zone", "seoul"),
    ("posts setup", "time", ""), ("posts change", "kinds", ""), ("posts preview", "date", "28 dec"),
)  # fmt: skip


PLACES = ("South Korea", "Seoul", "Séoul")
"""What GeoNames calls places, and what the language's calendar does."""


def question(typed: str) -> Question:
    """``command option=value option=value``; a value may have spaces in it."""
    command, *options = re.split(r" (?=[a-z_]+=)", typed)
    return Question(command, dict(one.split("=", 1) for one in options))


def english_in(text: str, *typed: str) -> list[str]:
    """The Latin words of a text, but those that are the same in every language."""
    commands = sorted((f"/{name}" for name in PAYLOADS), key=len, reverse=True)
    text = re.sub(r"`[^`]*`|<[^>]*>|https?\S*|example\.org|Asia/Seoul", "", text)
    for one in (*commands, *typed, *PLACES):
        text = text.replace(one, "")
    return LATIN.findall(text)


def shown(message: Message) -> str:
    """All that is to be read in a message, and in the text files that go with it."""
    labels = [button.label for button in message.buttons]
    labels += [
        one for menu in message.menus for one in (menu.label, *(choice.label for choice in menu.choices))
    ]
    texts = [file.data.decode() for file in message.files if file.name.endswith((".md", ".txt"))]
    return "\n".join([*message.blocks, *labels, *texts])


def form_text(form: Form) -> str:
    """All that is to be read in a form, but what it holds."""
    told = modal(form, Voice.of(LOCALE, {})).to_dict()
    parts = [(one["label"], one["component"].get("placeholder") or "") for one in told["components"]]
    return "\n".join([told["title"], *(text for part in parts for text in part)])


def edited(answer: EditAnswer) -> str:
    return (
        form_text(answer)
        if isinstance(answer, Form)
        else shown(render_edit(answer, locale=LOCALE, mentions={}))
    )


def test_every_table_of_the_language_says_what_english_says() -> None:
    greek_words, dates = words(LOCALE), wording.FORMATS[LOCALE]
    assert greek_words.say("which") != ENGLISH.say("which")
    assert not set(dates.months) & set(calendar.month_name)


def test_all_that_people_can_ask_is_asked_here() -> None:
    apart = {"why", "edit import"}
    assert {question(typed).command for typed in (*READ, *EDITED)} >= set(PAYLOADS) - apart


async def test_no_answer_to_a_reader_has_english_in_it(here: Desk) -> None:
    leaks = {}
    for typed in READ:
        asked = question(typed)
        answer = await here.lookup.answer(asked, MIA.asker)
        found = [answer]
        if isinstance(answer, Choose | Refusal):
            options = answer.options if isinstance(answer, Choose) else answer.nearest
            found += [await here.lookup.answer(one.question, MIA.asker) for one in options]
        text = "\n".join(shown(render(one, locale=LOCALE)) for one in found)
        words = asked.options.values()
        if left := english_in(text, asked.command, *words, *map(capital, words)):
            leaks[typed] = left

    assert leaks == {}


async def test_no_answer_to_an_editor_has_english_in_it(here: Desk) -> None:
    leaks = {}
    for typed in EDITED:
        asked = question(typed)
        answer = await here.press(MIA, asked)
        text = edited(answer)
        if isinstance(answer, Preview):
            saved = await here.confirm(MIA, answer)
            text += edited(saved)
        if left := english_in(text, asked.command, *asked.options.values()):
            leaks[typed] = left

    assert leaks == {}


async def test_a_paper_its_review_and_what_is_kept_of_its_editor_have_no_english_in_them(here: Desk) -> None:
    paper = "On 4 May 2031 Россия and Болгария met. On 29 June 2012 Россия signed Договор о соли."
    answers = [
        await hand_in(here, MIA, paper, "соль.txt"),
        await hand_in(here, MIA, "", "соль.txt"),
        await hand_in(here, MIA, b"\x00\x01", "соль.соль"),
        await here.ask(MIA, "edit review"),
        await here.privacy.answer(Question("privacy"), MIA),
        await here.privacy.answer(Question("privacy delete"), MIA),
    ]
    # The paper is quoted; its places and the proposed title are as the record will have them.
    quoted = (*re.findall(r"\w+", paper), "line", "development")
    assert [left for one in answers if (left := english_in(edited(one), *quoted))] == []


async def test_why_something_was_or_was_not_posted_is_told_without_english(here: Desk) -> None:
    why = Why(here.views, here.log, here.surroundings)
    texts = []
    for set_up in (False, True):
        if set_up:
            await here.save(MIA, "posts setup", channel=CHANNEL, zone="Seoul")
        for options in ("date=23 Nov 2026", "date=29 June 2026", "date=ничто", "event=E-2", "event=E-3", ""):
            asked = question(f"why channel={CHANNEL} {options}".strip())
            texts.append(english_in(edited(await why.answer(asked, MIA)), *asked.options.values()))

    assert texts == [[]] * len(texts)


async def test_no_offer_while_typing_has_english_in_it(here: Desk) -> None:
    leaks = {}
    for command, option, typed in OFFERED:
        offers = await here.complete(MIA, command, option, typed, {"event": "E-1"})
        text = "\n".join(words(LOCALE).word(offer.label) for offer in offers)
        if left := english_in(text):
            leaks[command, option, typed] = left

    assert leaks == {}
