"""Titles for what was found: telegram style, made of the names of parties and agreement and of the action.

They are proposals for an editor, in our own words; where no agreement gives a name to what was done, the few
words of the document that ``clauses`` finds, and where nothing else can be said, those with which it begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from bot.extraction import east_asian
from bot.extraction.actions.deeds import CHIEF_KINDS
from bot.extraction.agreements.instruments import CHIEF_NOUNS, SHORT
from bot.extraction.agreements.told import Told
from bot.extraction.english import PREPOSITIONS
from bot.extraction.names.gazetteer import Names
from bot.extraction.passages import Passage, Passages
from bot.extraction.statement import Statement
from bot.extraction.temporal import Dated
from bot.extraction.text.wordtree import words
from bot.extraction.titles.clauses import NO_SUBJECT, beginning, find_clause
from bot.extraction.titles.phrases import LONG, Clause
from bot.extraction.titles.words import PRONOUNS, REPORTING
from bot.locales.en import ACTIONS
from bot.locales.en_titles import DONE, KINDS, TITLES, TOGETHER

LONGEST = 70
_NEAR = 200
"""In so many characters a sentence begins."""
_ABOVE = 1000
"""So many characters above a row its heading may stand."""
_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_UNNAMED = re.compile(
    r"\b(?:an?|the|its|their)\s+(?P<what>(?:(?!of\b)[^\W\d][\w’'-]* ){0,3}?"
    rf"(?:{CHIEF_NOUNS}|law|act|constitution))\b",
    re.IGNORECASE,
)
_TELLING = CHIEF_KINDS | {"call", "exercise", "summit"}
_SUFFERED = re.compile(r"\b(?:is|are|was|were|been) \w+\Z")
"""What was declared or announced is whole without a word behind."""
_LEADING_TO = (REPORTING - {"agreed"}) | {"announces", "decided", "decides", "says"}
"""Verbs with which a title only leads to what it should tell."""
_OF_ONE = CHIEF_KINDS - {"visit"}
"""Kinds of happening of which it is enough to know whose one was."""
_OF_PARTIES = frozenset({"agreement", "declaration", "meeting"})
_ONLY_TOGETHER = frozenset(action for _, action in TOGETHER)


class Titles:
    """Titles for what one text tells."""

    def __init__(self, text: str, passages: Passages, names: Names) -> None:
        self._text = text
        self._passages = passages
        self._names = names

    def of(self, statement: Statement, date: Dated, passage: Passage, told: Told) -> str:
        """An agreement's title where something is done with it, else one in the passage's own words, else by
        the kind of happening, else the passage's beginning; its sentence's where that is one word or only
        leads to what is told, and with the heading above if that is one word, too."""
        if east_asian.is_written(self._text, passage.start, passage.end):
            return self._east_asian(statement, date, passage)
        title = self._said(statement, date, passage, told)
        leads_to = title.rpartition(" ")[2] in _LEADING_TO and not _SUFFERED.search(title)
        if (" " in title and not leads_to) or title == self._names.agreement(statement.agreement).called:
            return title
        start, end = self._passages.around(passage.start, passage.end)
        end = min(end, start + _NEAR)
        whole = replace(passage, start=start, end=end, words=words(self._text, start, end), named=())
        begun = beginning(self._text, whole, (date.start, date.end)) or title
        heading = "" if " " in begun else self._heading(start)
        return _shortened(TITLES["whose"].format(whose=heading, what=begun) if heading else begun)

    def _heading(self, place: int) -> str:
        """The heading in Markdown that stands a little above a place; "" if none does."""
        _, found, below = self._text[max(place - _ABOVE, 0) : place].rpartition("\n#")
        return below.partition("\n")[0].strip("# ") if found else ""

    def _said(self, statement: Statement, date: Dated, passage: Passage, told: Told) -> str:
        names, agreement, place = self._names, statement.agreement, (date.start, date.end)
        kind, is_mentioned = statement.kind, statement.action == "mentioned"
        proposed = propose_title(names, statement.parties, agreement, statement.action, kind)
        is_its = passage.aside or told.own_day or not is_mentioned
        if agreement and is_its and kind not in CHIEF_KINDS:
            return proposed
        if in_force := self._in_force(statement, date, passage):
            return in_force
        clause = find_clause(self._text, passage, place)
        if clause is not None and not (agreement and _is_of_agreement(date, passage)):
            title = _title_of(names, statement.parties, clause)
            return _named_for(names, title, told.noun, agreement) if told.noun else title
        if _says_enough(statement) or (agreement and not self._opens_with_subject(passage)):
            return proposed
        return _shortened(beginning(self._text, passage, place)) or proposed

    def _in_force(self, statement: Statement, date: Dated, passage: Passage) -> str:
        """A title for what entered into force without a name, by what its text called it last; else ""."""
        if statement.agreement or statement.action != "entered_into_force":
            return ""
        before = self._text[max(passage.sentence - _NEAR, date.start - LONG, 0) : date.start]
        called = [found["what"] for found in _UNNAMED.finditer(before)]
        if not called:
            return ""
        done = TITLES["done"].format(what=called[-1], action=ACTIONS[statement.action])
        whose = ", ".join(map(self._names.party, statement.parties))
        return _shortened(TITLES["whose"].format(whose=whose, what=done) if whose else done)

    def _east_asian(self, told: Statement, date: Dated, passage: Passage) -> str:
        """The title of a Japanese or Korean passage: in its own words where the kind says too little."""
        proposed = propose_title(self._names, told.parties, told.agreement, told.action, told.kind)
        is_of_several = len(told.parties) > 1 or told.kind in _OF_ONE
        if told.agreement or (is_of_several and _says_enough(told)):
            return proposed
        place = (date.start, date.end)
        return east_asian.beginning(self._text, passage.start, passage.end, place) or proposed

    def _opens_with_subject(self, passage: Passage) -> bool:
        """Whether a passage begins its sentence with what may be a subject."""
        opening = passage.words[0].key if passage.words else ""
        return passage.start == passage.sentence and opening not in NO_SUBJECT | PREPOSITIONS | PRONOUNS | {
            "even"
        }


def _says_enough(told: Statement) -> bool:
    """Whether a kind of happening, with who did what, tells more than that something happened."""
    done = told.kind, told.action
    tells = told.kind in _TELLING or (told.kind in _OF_PARTIES and done in TOGETHER)
    return (tells and bool(told.parties)) or done == ("publication", "issued")


def _is_of_agreement(date: Dated, passage: Passage) -> bool:
    """Whether a date stands in an agreement's name or right before it: it tells which, not when."""
    return any(date.start < one.end and one.start <= date.end + 1 for one in passage.agreements)


def propose_title(names: Names, parties: Sequence[str], agreement: str, action: str, kind: str) -> str:
    """A title of at most 70 characters; with an agreement its parties go without saying."""
    agreement = "" if kind in CHIEF_KINDS else agreement
    what = names.agreement(agreement).called if agreement else KINDS[kind]
    if not agreement and action in _ONLY_TOGETHER:
        what = TOGETHER.get((kind, action), what)
    elif action not in ("", "mentioned") and kind not in CHIEF_KINDS:
        done = DONE.get(action, TITLES["done"])
        room = LONGEST - len(done.format(what="", action=ACTIONS[action]))
        what = done.format(what=_named(what, room) if agreement else what, action=ACTIONS[action])
    whose = "" if agreement else ", ".join(map(names.party, parties))
    title = TITLES["whose"].format(whose=whose, what=what) if whose else what
    return _shortened(title)


def _named(name: str, room: int) -> str:
    """A name as it has room: by the abbreviation at its end, or cut at a word."""
    short = SHORT.search(name) if len(name) > room else None
    return short[1] if short else _shortened(name, room)


def _title_of(names: Names, parties: Sequence[str], clause: Clause) -> str:
    """A title of who did what, as much of it as has room; ``parties`` are who, where the clause has none."""
    who = "" if clause.whole else ", ".join(map(names.party, clause.parties or parties))
    whose = f"{who} {clause.head}".strip()
    first, *further = clause.parts
    title = TITLES["whose"].format(whose=whose, what=first) if whose else first
    for part in further:
        if len(title) + 1 + len(part) > LONGEST:
            break
        title = f"{title} {part}"
    return _shortened(title)


def _named_for(names: Names, title: str, noun: str, agreement: str) -> str:
    """A title with an agreement's name for the noun that stands for it, if there is room."""
    name = _BRACKETS.sub("", names.agreement(agreement).called)
    told = re.sub(rf"\b{noun}\b", lambda _: name, title, count=1, flags=re.IGNORECASE)
    return told if len(told) <= LONGEST else title


def _shortened(title: str, room: int = LONGEST) -> str:
    """A title that begins with a capital and is cut at a word where it is longer than ``room``."""
    title = title[:1].upper() + title[1:]
    if len(title) <= room:
        return title
    cut = title[: room - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:") + "…"
