"""Titles for what was found: telegram style, made of the names of parties and agreement and of the action.

They are proposals for an editor, in our own words; of the document's wording only names go into them.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.extraction.actions import CHIEF_KINDS
from bot.extraction.names import Names
from bot.locales.en import ACTIONS
from bot.locales.en_titles import KINDS, TITLES, TOGETHER

LONGEST = 70
_ONLY_TOGETHER = frozenset(action for _, action in TOGETHER)


def propose_title(names: Names, parties: Sequence[str], agreement: str, action: str, kind: str) -> str:
    """A title of at most 70 characters; with an agreement its parties go without saying."""
    agreement = "" if kind in CHIEF_KINDS else agreement
    what = names.called(agreement) if agreement else KINDS[kind]
    if not agreement and action in _ONLY_TOGETHER:
        what = TOGETHER.get((kind, action), what)
    elif action not in ("", "mentioned") and kind not in CHIEF_KINDS:
        what = TITLES["done"].format(what=what, action=ACTIONS[action])
    whose = "" if agreement else ", ".join(map(names.party, parties))
    title = TITLES["whose"].format(whose=whose, what=what) if whose else what
    title = title[:1].upper() + title[1:]
    return title if len(title) <= LONGEST else title[: LONGEST - 1].rstrip() + "…"
