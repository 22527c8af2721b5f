"""Understands which sort of events is asked for: "summits", "treaties signed", "nuclear tests"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.domain.entities import ACTIONS, AGREEMENT_TYPES, KINDS, MENTIONED, kinds_of
from bot.domain.gists import Gist
from bot.domain.project import ACTION, KIND
from bot.locales import TABLES
from bot.services.inquiry import Inquiry, Links
from bot.services.typed.inflection import forms_of
from bot.services.typed.meaning import split_off
from bot.services.typed.names import ANY_AGREEMENT, fold_name
from bot.services.typed.vocabulary import loosely

_ALSO_CALLED = {
    **dict.fromkeys(("missile test", "launch"), "missile_launch"),
    **dict.fromkeys(("court ruling", "judgment", "verdict"), "ruling"),
    "talk": "meeting",
    "test": "test",
    **dict.fromkeys(("drill", "military exercise", "joint exercise", "joint military exercise"), "exercise"),
    "survey": "poll",
    "phone call": "call",
    "trip": "visit",
    **dict.fromkeys(("首脳会談", "정상회담"), "summit"),
    **dict.fromkeys(("会談", "会合", "회담", "회의"), "meeting"),
    **dict.fromkeys(("核実験", "핵실험"), "nuclear_test"),
    **dict.fromkeys(("ミサイル発射", "미사일 발사", "미사일발사"), "missile_launch"),
    **dict.fromkeys(("世論調査", "여론조사"), "poll"),
    **dict.fromkeys(("電話会談", "전화회담", "통화"), "call"),
    **dict.fromkeys(("演説", "연설"), "speech"),
    **dict.fromkeys(("訪問", "방문"), "visit"),
}
"""Other words for kinds of event, broader ones too."""
_RUN_ON = re.compile(
    "の?({})".format(
        "|".join(sorted((name for name in _ALSO_CALLED if not name.isascii()), key=len, reverse=True))
    )
)
"""Words that Japanese and Korean writers join to the words before: 日韓首脳会談, 北朝鮮の核実験."""
PARTIES = {"bilateral": 2, "two way": 2, "trilateral": 3, "three way": 3}
"""How many parties a word asks for."""
_KINDS = tuple(kind for kind in KINDS if kind not in ANY_AGREEMENT)
_ACTIONS = tuple(action for action in ACTIONS if action != MENTIONED)
_FILLERS = frozenset({
    "event", "events", "all", "any", "list", "held", "took", "place", "do", "made", "conducted", "conduct",
    "often", "times", "changed", "change", "changes", "last", "latest", "recent", "most", "newest",
})  # fmt: skip
"""Words that say nothing beside a kind of event; the newest events come first in any case."""
_CONTESTED = frozenset({
    "contested", "disputed", "conflicting", "contradictory", "contradicting", "contradict", "disagree",
    "differ",
})  # fmt: skip
_DATES = frozenset({"date", "source", "event", "document"})
"""Together with one of these words, before or after it, they ask for events whose dates contradict:
"conflicting sources", "where do the documents disagree"."""


class Sort(NamedTuple):
    """A sort of events: of any of these kinds, or acting on an agreement of any of these types.

    If there are ``actions``, or ``acting`` is true, an event must take one of these actions, or any but
    holding a meeting. Where kinds, types or actions are empty, any will do. If there is a number of
    ``parties``, an event must have so many; if it shall be ``contested``, its dates must contradict.
    """

    kinds: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    actions: frozenset[str] = frozenset()
    acting: bool = False
    parties: int = 0
    contested: bool = False

    @property
    def lists(self) -> bool:
        """Whether events of this sort are few enough to list without a date."""
        return self.contested or bool(self.kinds and not (self.types or self.actions or self.acting))

    def links(self) -> list[Links]:
        """Links of which every event of this sort has one; no link at all where there are no such."""
        if self.actions:
            return [((ACTION, action),) for action in sorted(self.actions)]
        return [((KIND, kind),) for kind in sorted(self.kinds)] if self.kinds and not self.types else [()]

    def includes(self, gist: Gist, inquiry: Inquiry) -> bool:
        """Whether an event is of this sort, by the layer of sources asked about."""
        when = gist.when(inquiry.layer)
        if self.contested and (when is None or not when.contested):
            return False
        if self.parties and len(gist.parties) != self.parties:
            return False
        known = inquiry.names.agreements
        taken = [
            known[on].type if on in known else ""
            for on, action in gist.steps
            if action in self.actions or not (self.actions or action in (MENTIONED, "held"))
        ]
        if (self.actions or self.acting) and not taken:
            return False
        anything = not (self.kinds or self.types)
        return anything or not self.kinds.isdisjoint(kinds_of(gist.kind)) or not self.types.isdisjoint(taken)


def pieces_of(typed: str) -> list[str]:
    """The words of a text in which a sort of events is looked for."""
    return _RUN_ON.sub(r" \1 ", typed).split()


def tells_no_sort(words: Sequence[str]) -> bool:
    """Whether the words say no more than that events are meant; true without words."""
    return all(fold_name(word) in _FILLERS for word in words)


def sort_of(words: Sequence[str]) -> Sort | None:
    """The sort of events that the words name; None if any of them means something else."""
    parties, rest = split_off(words, lambda word: PARTIES.get(fold_name(word)))
    noun, rest = split_off(rest, _noun)
    if noun is not None and noun.lists:
        rest = [word for word in rest if fold_name(word) not in _FILLERS]
    actions, rest = split_off(rest, actions_of)
    if any(not _forms(word) & ANY_AGREEMENT for word in rest):
        return None
    return (noun or Sort())._replace(actions=actions or frozenset(), acting=bool(rest), parties=parties or 0)


def kind_links(typed: str) -> Links | None:
    """The link that events of the one kind have which a word names ("poll"); None if it names no such."""
    sort = _noun(typed)
    links = sort.links() if sort is not None and sort.lists and not sort.contested else []
    return links[0] if len(links) == 1 else None


def _noun(typed: str) -> Sort | None:
    forms = _forms(typed)
    first, _, second = fold_name(typed).partition(" ")
    for word, other in ((first, second), (second, first)):
        if word in _CONTESTED and _forms(other) & _DATES:
            return Sort(contested=True)
    if forms & ANY_AGREEMENT:
        return None
    also = [kind for name, kind in _ALSO_CALLED.items() if name in forms]
    kinds = also or [
        kind for kind in _KINDS if any(fold_name(table.kinds[kind]) in forms for table in TABLES.values())
    ]
    type_ = loosely(typed, AGREEMENT_TYPES)
    return Sort(frozenset(kinds), frozenset({type_} if type_ else ())) if kinds or type_ else None


def actions_of(typed: str) -> frozenset[str] | None:
    """The actions that a word means: "suspended" that of an agreement and that of a notice to end it."""
    code = loosely(typed, _ACTIONS)
    word = fold_name(typed)
    parts = {word, *(form for form in forms_of(word) if form.endswith("ed"))}  # "sign", but no "signing"
    return frozenset(one for one in _ACTIONS if one == code or not parts.isdisjoint(one.split("_"))) or None


def _forms(word: str) -> set[str]:
    """A word as it is compared, and what it may be the plural of."""
    folded = fold_name(word)
    return {folded, folded.removesuffix("s"), folded.removesuffix("es"), f"{folded.removesuffix('ies')}y"}
