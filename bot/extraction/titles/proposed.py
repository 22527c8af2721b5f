"""Proposes titles for statements, in telegram style, made of the parties, the agreement and the action.

Without an agreement, a title has the few words of the document that ``clauses`` finds, else the first words
of the passage. Editors can change it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from bot.extraction import east_asian
from bot.extraction.actions.deeds import CHIEF_KINDS
from bot.extraction.agreements.instruments import CHIEF_NOUNS, SHORT
from bot.extraction.agreements.told import Told
from bot.extraction.agreements.words import WITHOUT_SUBJECT
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
from bot.locales.en_titles import DONE, KINDS, PLANNED, TITLES, TOGETHER

LONGEST = 70
_NEAR = 200
"""How many characters of a sentence are used for its first words."""
_ABOVE = 1000
"""How many characters above a place its heading may be."""
_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_UNNAMED = re.compile(
    r"\b(?:an?|the|its|their)\s+(?P<what>(?:(?!of\b)[^\W\d][\w’'-]* ){0,3}?"
    rf"(?:{CHIEF_NOUNS}|law|act|constitution))\b",
    re.IGNORECASE,
)
_REFERS = re.compile(
    r"\W*(?:(?:It|This|They|Both|Then|Entered|Came|Took)\b|[a-z]|The \w+ (?:came|entered|took|went)\b)"
)
"""The beginning of a sentence whose subject was described before."""
_DESCRIBED = re.compile(rf"(?:[A-Z][a-z]+ ){{0,3}}?(?:{CHIEF_NOUNS})\b[^,;.]*(?<! and)", re.IGNORECASE)
"""The description of an agreement without a name at a sentence's beginning."""
_ENTRY = re.compile(r"[ \t*•-]*(?:\d{1,2}[.)][ \t]+)?\d[^\n:;]{0,30}?(?::|\s[–—-])\s+")
"""The number and the date at the beginning of a chronology's line."""
_WORDS = 6
"""The most words of such a description in a title, which must not repeat a run of its text."""
_TELLING = CHIEF_KINDS | {"call", "exercise", "summit"}
_SUFFERED = re.compile(r"\b(?:is|are|was|were|been) \w+\Z")
"""What was declared or announced is whole without a word behind."""
_LEADING_TO = (REPORTING - {"agreed"}) | {"announces", "decided", "decides", "says"}
"""Verbs after which a title lacks what matters."""
_WHO = frozenset({"among", "between", "by"})
"""Prepositions before those who acted."""
_OF_ONE = CHIEF_KINDS - {"visit"}
"""Kinds of event for which a title with a single party says enough."""
_OF_PARTIES = frozenset({"agreement", "declaration", "meeting"})
_ONLY_TOGETHER = frozenset(action for _, action in TOGETHER)


class Titles:
    """Proposes titles for the statements in one text."""

    def __init__(self, text: str, passages: Passages, names: Names) -> None:
        self._text = text
        self._passages = passages
        self._names = names

    def of(self, statement: Statement, date: Dated, passage: Passage, told: Told, planned: str) -> str:
        """The title of a statement; ``planned`` is the action that is only planned, or "".

        It is made of the agreement if something was done with that, else of words of the passage, else of
        the kind of event, else of the passage's first words. If that is one word, or ends with a verb such as
        "announced", it is the beginning of the sentence, with the heading above if that is one word too.
        """
        if east_asian.is_written(self._text, passage.start, passage.end):
            return self._east_asian(statement, date, passage, planned)
        title = self._said(statement, date, passage, told, planned)
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
        """The nearest Markdown heading above a place; "" if there is none near."""
        _, found, below = self._text[max(place - _ABOVE, 0) : place].rpartition("\n#")
        return below.partition("\n")[0].strip("# ") if found else ""

    def _said(self, statement: Statement, date: Dated, passage: Passage, told: Told, planned: str) -> str:
        names, agreement, place = self._names, statement.agreement, (date.start, date.end)
        kind, is_mentioned = statement.kind, statement.action == "mentioned"
        proposed = propose_title(names, statement.parties, agreement, statement.action, kind, planned)
        is_its = passage.aside or told.own_day or not is_mentioned
        if agreement and is_its and kind not in CHIEF_KINDS:
            return proposed
        if in_force := self._in_force(statement, date, passage) or self._listed(statement, passage):
            return in_force
        clause = find_clause(self._text, passage, place)
        if clause is not None and not (agreement and _is_of_agreement(date, passage)):
            title = _title_of(names, statement.parties, clause)
            if title.endswith((" it", " them")) and statement.action in ACTIONS:
                return proposed
            return _named_for(names, title, told.noun, agreement) if told.noun else title
        if _says_enough(statement) or (agreement and not self._opens_with_subject(passage)):
            return proposed
        return _shortened(beginning(self._text, self._behind_entry(passage, date), place)) or proposed

    def _behind_entry(self, passage: Passage, date: Dated) -> Passage:
        """A passage without the date that heads its line of a chronology, if that is another one."""
        entry = _ENTRY.match(self._text, passage.start, date.start)
        start = entry.end() if entry else passage.start
        return replace(passage, start=start, words=[word for word in passage.words if word.start >= start])

    def _listed(self, statement: Statement, passage: Passage) -> str:
        """A title by the description in the sentence before ("Treaty on fish. Signed at Ottawa"), or ""."""
        number = self._passages.number(passage.sentence)
        if not number or not WITHOUT_SUBJECT.match(self._text, passage.sentence):
            return ""
        described = _DESCRIBED.match(self._text, *self._passages.sentences[number - 1])
        if described is None or statement.action not in ACTIONS or statement.action == "mentioned":
            return ""
        what = " ".join(described[0].split()[:_WORDS])
        done = DONE.get(statement.action, TITLES["done"])
        return _shortened(done.format(what=what, action=ACTIONS[statement.action]))

    def _in_force(self, statement: Statement, date: Dated, passage: Passage) -> str:
        """A title for an unnamed agreement or law that entered into force, by its last description, or ""."""
        if statement.agreement or statement.action != "entered_into_force":
            return ""
        # A sentence before describes it only if this one refers back: "It entered into force".
        refers = _REFERS.match(self._text, passage.sentence) is not None
        begin = max(passage.sentence - (_NEAR if refers else 0), date.start - LONG, 0)
        called = [found["what"] for found in _UNNAMED.finditer(self._text[begin : date.start])]
        if not called:
            return ""
        done = TITLES["done"].format(what=called[-1], action=ACTIONS[statement.action])
        whose = ", ".join(map(self._names.party, statement.parties))
        return _shortened(TITLES["whose"].format(whose=whose, what=done) if whose else done)

    def _east_asian(self, told: Statement, date: Dated, passage: Passage, planned: str) -> str:
        """The title for a Japanese or Korean passage: in its own words if the kind alone says too little."""
        proposed = propose_title(self._names, told.parties, told.agreement, told.action, told.kind, planned)
        is_of_several = len(told.parties) > 1 or told.kind in _OF_ONE
        if told.agreement or (is_of_several and _says_enough(told)):
            return proposed
        place = (date.start, date.end)
        return east_asian.beginning(self._text, passage.start, passage.end, place) or proposed

    def _opens_with_subject(self, passage: Passage) -> bool:
        """Whether a passage begins its sentence with a possible subject."""
        opening = passage.words[0].key if passage.words else ""
        return passage.start == passage.sentence and opening not in NO_SUBJECT | PREPOSITIONS | PRONOUNS | {
            "even"
        }


def _says_enough(told: Statement) -> bool:
    """Whether a title of parties and kind of event says more than that something happened."""
    done = told.kind, told.action
    tells = told.kind in _TELLING or (told.kind in _OF_PARTIES and done in TOGETHER)
    return (tells and bool(told.parties)) or done == ("publication", "issued")


def _is_of_agreement(date: Dated, passage: Passage) -> bool:
    """Whether a date is in an agreement's name or right before it: then it is part of the name."""
    return any(date.start < one.end and one.start <= date.end + 1 for one in passage.agreements)


def propose_title(
    names: Names, parties: Sequence[str], agreement: str, action: str, kind: str, planned: str = ""
) -> str:
    """A title of at most ``LONGEST`` characters; one with an agreement does not name the parties.

    ``planned`` is the action that is only planned, if ``action`` is that it was proposed.
    """
    agreement = "" if kind in CHIEF_KINDS else agreement
    what = names.agreement(agreement).called if agreement else KINDS[kind]
    if not agreement and action in _ONLY_TOGETHER:
        what = TOGETHER.get((kind, action), what)
    elif action not in ("", "mentioned") and kind not in CHIEF_KINDS:
        done = PLANNED.get(planned, TITLES["planned"]) if planned else DONE.get(action, TITLES["done"])
        room = LONGEST - len(done.format(what="", action=ACTIONS[action]))
        what = done.format(what=_named(what, room) if agreement else what, action=ACTIONS[action])
    whose = "" if agreement else ", ".join(map(names.party, parties))
    title = TITLES["whose"].format(whose=whose, what=what) if whose else what
    return _shortened(title)


def _named(name: str, room: int) -> str:
    """A name, or if it is too long the abbreviation at its end, or else the name cut at a word."""
    short = SHORT.search(name) if len(name) > room else None
    return short[1] if short else _shortened(name, room)


def _title_of(names: Names, parties: Sequence[str], clause: Clause) -> str:
    """The title for a clause, with as many parts as fit; ``parties`` are used if the clause has none."""
    who = "" if clause.whole else ", ".join(map(names.party, clause.parties or parties))
    whose = f"{who} {clause.head}".strip()
    first, *further = clause.parts
    further = [part for part in further if not (who and _says_who(names, parties, part))]
    title = TITLES["whose"].format(whose=whose, what=first) if whose else first
    for part in further:
        if len(title) + 1 + len(part) > LONGEST:
            break
        title = f"{title} {part}"
    return _shortened(title)


def _says_who(names: Names, parties: Sequence[str], part: str) -> bool:
    """Whether a part of a clause only repeats who acted: "(missile launch) by North Korea"."""
    governs, _, whom = part.partition(" ")
    return governs in _WHO and whom in (" and ".join(map(names.party, parties)), *map(names.party, parties))


def _named_for(names: Names, title: str, noun: str, agreement: str) -> str:
    """A title with the agreement's name in place of the noun that refers to it, if that fits."""
    name = _BRACKETS.sub("", names.agreement(agreement).called)
    told = re.sub(rf"\b{noun}\b", lambda _: name, title, count=1, flags=re.IGNORECASE)
    return told if len(told) <= LONGEST else title


def _shortened(title: str, room: int = LONGEST) -> str:
    """A title with a capital at its beginning, cut at a word if it is longer than ``room``."""
    title = title[:1].upper() + title[1:]
    if len(title) <= room:
        return title
    cut = title[: room - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:") + "…"
