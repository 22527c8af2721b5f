"""Titles for what was found: telegram style, made of the names of parties and agreement and of the action.

They are proposals for an editor, in our own words; where no agreement gives a name to what was done, the few
words of the document that ``clauses`` finds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.extraction.actions import CHIEF_KINDS
from bot.extraction.names import Names
from bot.extraction.phrases import Clause
from bot.locales.en import ACTIONS
from bot.locales.en_titles import KINDS, TITLES, TOGETHER

LONGEST = 70
_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_SHORT = re.compile(r"\(([A-Z][A-Z0-9-]+)\)\Z")
_TELLING = CHIEF_KINDS | {"call", "exercise", "summit"}
_OF_PARTIES = frozenset({"agreement", "declaration", "meeting"})
_ONLY_TOGETHER = frozenset(action for _, action in TOGETHER)


def propose_title(names: Names, parties: Sequence[str], agreement: str, action: str, kind: str) -> str:
    """A title of at most 70 characters; with an agreement its parties go without saying."""
    agreement = "" if kind in CHIEF_KINDS else agreement
    what = names.called(agreement) if agreement else KINDS[kind]
    if not agreement and action in _ONLY_TOGETHER:
        what = TOGETHER.get((kind, action), what)
    elif action not in ("", "mentioned") and kind not in CHIEF_KINDS:
        done = TITLES["done"].format(what="", action=ACTIONS[action])
        what = TITLES["done"].format(what=_named(what, LONGEST - len(done)), action=ACTIONS[action])
    whose = "" if agreement else ", ".join(map(names.party, parties))
    title = TITLES["whose"].format(whose=whose, what=what) if whose else what
    return shortened(title)


def _named(name: str, room: int) -> str:
    """A name as it has room: by the abbreviation at its end, or cut at a word."""
    short = _SHORT.search(name) if len(name) > room else None
    return short[1] if short else shortened(name, room)


def says_enough(parties: Sequence[str], action: str, kind: str) -> bool:
    """Whether a kind of happening, with who did what, tells more than that something happened."""
    told = kind in _TELLING or (kind in _OF_PARTIES and (kind, action) in TOGETHER)
    return (told and bool(parties)) or (kind, action) == ("publication", "issued")


def title_of(names: Names, parties: Sequence[str], clause: Clause) -> str:
    """A title of who did what, as much of it as has room; ``parties`` are who, where the clause has none."""
    who = "" if clause.whole else ", ".join(map(names.party, clause.parties or parties))
    whose = f"{who} {clause.head}".strip()
    first, *further = clause.parts
    title = TITLES["whose"].format(whose=whose, what=first) if whose else first
    for part in further:
        if len(title) + 1 + len(part) > LONGEST:
            break
        title = f"{title} {part}"
    return shortened(title)


def named_for(names: Names, title: str, noun: str, agreement: str) -> str:
    """A title with an agreement's name for the noun that stands for it, if there is room."""
    name = _BRACKETS.sub("", names.called(agreement))
    told = re.sub(rf"\b{noun}\b", lambda _: name, title, count=1, flags=re.IGNORECASE)
    return told if len(told) <= LONGEST else title


def shortened(title: str, room: int = LONGEST) -> str:
    """A title that begins with a capital and is cut at a word where it is longer than ``room``."""
    title = title[:1].upper() + title[1:]
    if len(title) <= room:
        return title
    cut = title[: room - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:") + "…"
