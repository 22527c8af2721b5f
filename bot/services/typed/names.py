"""Finds agreements, themes, parties and sources by names typed in any language.

``Names.match`` tries exact names and aliases first, then names that contain all the words. Names are folded
(case, width, accents, look-alike letters) before they are compared. Nothing is guessed: a name that fits
several things gives all of them, a name that fits none gives the most similar ones to choose from.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

import msgspec

from bot.domain.entities import Agreement
from bot.domain.facts import Fact
from bot.services.typed.persons import is_person
from storage.folding import closed, plain
from storage.rows import CORPUS, Link

NEAREST = 3
FEW = 5
"""A word that is in the names of more things than this does not tell which one is meant."""
LIKE = 0.7
"""Least similarity of two words that may be misspellings of each other: "TCGO" and "TCOG", not "ASEAN" and
"ACSA"."""
ALIKE = 0.8
"""Least similarity for a word that is still being typed, or that is compared with all words of the record."""
SHORT = 4
"""Least letters of such a word."""
LONGEST_VALUE = 100
"""Most characters of a choice's value on Discord; a longer name is offered, and comes back, cut off."""
_PLURAL = re.compile(r"(?<=[a-z]{4})(?:ies|(?<![isu])s)$")
"""The ending of an English plural; what is left, the singular begins with, too."""
_SET = re.compile(
    r"\s*(?:[,，、]|;|/|&|\+|[-–—−‐‑]|\band\b|\bwith\b|\bvs\.?\b|と|·|・|와|과)\s*", re.IGNORECASE
)
_AROUND_PARTIES = re.compile(
    r"\b(?:relations?(?:hips?)?|ties|bilateral|trilateral|security|cooperation|between|among|the)\b|[’']s\b",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"[’']s\b")
_KATAKANA = "ァ-ヺー"
_EVENT_LABEL = re.compile(r"\s*([ES])\s*[-–—−‐‑ー]?\s*(\d{1,9})\s*", re.IGNORECASE)
NOISE = frozenset({
    "the", "of", "on", "a", "an", "and", "at", "by", "for", "in", "to", "with", "between", "about",
    "when", "where", "why", "who", "what", "how", "many", "which", "do", "did", "does", "was", "were", "is",
    "are", "both", "there", "have", "has", "been", "happened", "still", "ever", "say", "said", "mention",
})  # fmt: skip
"""Words that are ignored in names."""

ANY_AGREEMENT = frozenset({"agreement", "accord", "pact", "deal"})
"""Words that fit any agreement."""


class Named(msgspec.Struct, frozen=True, eq=False):
    """An agreement, source, party or theme with all its names.

    ``name`` is its main name; ``folded`` are its names as they are compared. ``unique`` is an unambiguous
    name that can be typed: the main name, unless another thing has that too; ``unique_label`` is the same to
    be shown.
    ``reference`` is true if only the reference pack names it, ``own`` if the server added it; ``sort`` says
    what sort of thing it is; ``agreement`` is its state if it is an agreement. Objects are compared by
    identity.
    """

    kind: str
    id: str
    name: str
    short: str
    names: tuple[str, ...]
    folded: tuple[str, ...]
    reference: bool
    own: bool
    unique: str
    sort: Fact
    unique_label: Fact
    agreement: Agreement | None

    @property
    def shared(self) -> bool:
        """Whether its main name is the name of another thing, too."""
        return self.unique != self.name


def joined_names(parties: Iterable[Named]) -> str:
    """Several parties as one name: "Japan–South Korea"."""
    return "–".join(party.name for party in parties)


def links_to(things: Iterable[Named]) -> tuple[Link, ...]:
    """What an event must be linked to if it concerns all of these things."""
    return tuple((thing.kind, thing.id) for thing in things)


class Match(msgspec.Struct, frozen=True):
    """What a typed name may mean: one thing or several (``found``), or else the most similar ones."""

    found: tuple[Named, ...]
    nearest: tuple[Named, ...] = ()


class Names:
    """The named things that one reader sees: a few thousand at most, held in memory."""

    def __init__(self, named: Iterable[Named], agreements: Mapping[str, Agreement] | None = None) -> None:
        """``agreements`` are all agreements by id, if there are more than those among ``named``."""
        self.all = tuple(named)
        self.agreements = agreements or {t.id: t.agreement for t in self.all if t.agreement is not None}
        self._exact: dict[str, list[Named]] = {}
        self._by_id = {(thing.kind, thing.id): thing for thing in self.all}
        self._lines = [(thing, " \n ".join(("", *thing.folded, ""))) for thing in self.all]
        """Each thing with its names as one text, each name on a line between spaces: for a fast search."""
        for thing in self.all:
            for name in thing.folded:
                self._exact.setdefault(name, []).append(thing)

    @cached_property
    def by_documents(self) -> Names:
        """These names without things that only the reference pack names."""
        return Names((thing for thing in self.all if not thing.reference), self.agreements)

    def of(self, kinds: Sequence[str]) -> list[Named]:
        """The things of these kinds."""
        return [thing for thing in self.all if thing.kind in kinds]

    def get(self, kind: str, id: str) -> Named | None:
        """The thing with this id, if there is one."""
        return self._by_id.get((kind, id))

    def names_of(self, kind: str, ids: Iterable[str]) -> tuple[str, ...]:
        """The main names of things by id; for an unknown id, the id."""
        return tuple(thing.name if (thing := self.get(kind, id)) is not None else id for id in ids)

    def short_of(self, kind: str, id: str) -> str:
        """The short name of the thing with this id; for an unknown id, the id."""
        thing = self.get(kind, id)
        return thing.short if thing is not None else id

    def exact(self, typed: str, kinds: Sequence[str]) -> list[Named]:
        """The things with exactly this name, compared folded and without "the" before it."""
        name = fold_name(typed)
        named = self._exact.get(closed(name)) or self._exact.get(name.removeprefix("the "), [])
        return [thing for thing in named if thing.kind in kinds]

    def match(self, typed: str, kinds: Sequence[str]) -> Match:
        """What the typed name means among things of these kinds.

        A thing that only begins with the typed words, or is named after a person, is at most among the
        nearest.
        """
        fitting = self.fitting(typed, kinds)
        if len(fitting) == 1 and not self._is_called(fitting[0], typed):
            return Match((), tuple(dict.fromkeys((*fitting, *self.nearest(typed, kinds))))[:NEAREST])
        return Match(fitting) if fitting else Match((), self.nearest(typed, kinds))

    def fitting(self, typed: str, kinds: Sequence[str]) -> tuple[Named, ...]:
        """The things with exactly this name; or else with all the words in one name, or in several names."""
        exact = self.exact(typed, kinds)
        if exact:
            return tuple(exact)
        words = [_begun(_PLURAL.sub("", word)) for word in _telling(typed)]
        if not words:
            return ()
        begun = self._holding([f"\n {fold_name(typed)}"], kinds) if len(typed) >= LONGEST_VALUE else []
        having = self._holding(words, kinds)
        return tuple(begun if len(begun) == 1 else _having_all(having, words) or having)

    def nearest(
        self, typed: str, kinds: Sequence[str], limit: int = NEAREST, cutoff: float = 62
    ) -> tuple[Named, ...]:
        """The things nearest to what was typed, for suggestions.

        First, things whose names the text contains ("was GSOMIA signed"), the longest first; then those with
        all its numbers and rare words ("the 1965 agreement"); then those with the most similar names, unless
        these are similar only by words that many things have ("treaty").
        """
        # Imported here, because most questions name a thing that there is, and every import slows the start.
        from rapidfuzz import fuzz, process

        wanted = fold_name(typed)
        called = [one for kind in kinds for one in self._called[kind]]
        named = [
            (thing, name) for thing, name, _ in called if name in wanted and f" {name} " in f" {wanted} "
        ]
        named.sort(key=lambda one: -len(one[1]))
        ranked = process.extract(
            _in_any_order(wanted),
            [words for *_, words in called],
            scorer=fuzz.ratio,
            limit=limit * 6,
            score_cutoff=cutoff,
        )
        telling = without_noise(wanted.split())
        rare = [word for word in telling if word.isdecimal() or self._things_with[word] <= FEW]
        holding = self._holding([f" {word} " for word in rare], kinds) if rare else []
        named += [(thing, wanted) for thing in holding]
        for *_, place in ranked:
            thing, name, _ = called[place]
            words = name.split()
            like = [word for word in rare if any(_alike(word, one) for one in words)]
            if 2 * len(like) >= len(rare) or not wanted.isascii():
                named.append((thing, name))
        return tuple(dict.fromkeys(thing for thing, _ in named))[:limit]

    def complete(self, typed: str, kinds: Sequence[str], limit: int = 25) -> tuple[Named, ...]:
        """Autocomplete: things whose names begin with the text, parties first; then those that contain its
        words.

        If these are few, also those with the most similar names, or that begin with a similar word.
        """
        wanted = fold_name(typed)
        if not wanted:
            return tuple(self.of(kinds)[:limit])
        words = [_begun(word) for word in wanted.split()]
        beginning = sorted(self._holding([f"\n {wanted}"], kinds), key=lambda thing: thing.kind != "party")
        containing = _having_all(self._holding(words, kinds), words)
        coded = self.party(typed) if "party" in kinds else None
        found = list(dict.fromkeys([*([coded] if coded else []), *beginning, *containing]))
        if len(found) < limit:
            found += [t for t in self.nearest(typed, kinds, limit - len(found)) if t not in found]
        return tuple((found or self._beginning_like(wanted, kinds))[:limit])

    def _beginning_like(self, typed: str, kinds: Sequence[str]) -> list[Named]:
        """The things with a name that begins similarly to one half-typed word: "comfrt" finds "comfort"."""
        from rapidfuzz.distance import OSA

        def alike(word: str) -> bool:
            return OSA.normalized_similarity(typed, word[: len(typed) + 1]) >= ALIKE

        if len(typed) < SHORT or " " in typed:
            return []
        return [
            t
            for t in self.all
            if t.kind in kinds and any(alike(name.split()[0]) for name in t.folded if name)
        ]

    @cached_property
    def _called(self) -> Mapping[str, list[tuple[Named, str, str]]]:
        """By kind, each thing with each of its names, as it is and with its words sorted."""
        called = defaultdict[str, list[tuple[Named, str, str]]](list)
        for thing in self.all:
            called[thing.kind] += [(thing, name, _in_any_order(name)) for name in thing.folded]
        return called

    @cached_property
    def _things_with(self) -> Counter[str]:
        """By word, how many things have it in their names."""
        return Counter(
            word for thing in self.all for word in {w for name in thing.folded for w in name.split()}
        )

    def _is_called(self, thing: Named, typed: str) -> bool:
        """Whether a thing may be called so: by whole words of its names that are no person's."""
        if len(typed) >= LONGEST_VALUE or fold_name(typed) in thing.folded:
            return True
        if is_person(typed) or _tells_a_year_alone(typed):
            return False
        return self.has_words(thing, typed) and not self._begins_within_a_word(thing, typed)

    def has_words(self, thing: Named, typed: str) -> bool:
        """Whether the typed words are whole words of a thing's names, in the singular or plural."""
        line = next(names for one, names in self._lines if one is thing)
        words = (word for word in _telling(typed) if word.isascii())
        return all(f" {word} " in line or f" {word}s " in line for word in words)

    def _begins_within_a_word(self, thing: Named, typed: str) -> bool:
        """Whether typed katakana stand in a thing's names in the middle of a word alone: ティサ, which is not
        said by セキュリティ・サミット."""
        name = fold_name(typed)
        begun = re.compile(rf"(?<![{_KATAKANA}]){re.escape(name)}")
        return bool(re.match(f"[{_KATAKANA}]", name)) and not any(map(begun.search, thing.folded))

    def _holding(self, begun: Sequence[str], kinds: Sequence[str]) -> list[Named]:
        """The things that have each of these texts in some name, not necessarily all in the same."""
        found = self._lines
        for beginning in begun:
            found = [one for one in found if beginning in one[1]]
        return [thing for thing, _ in found if thing.kind in kinds]

    def party(self, typed: str) -> Named | None:
        """The party with this name or country code (KR), if there is exactly one.

        "in" is not read as India.
        """
        found = self.exact(typed, ("party",))
        if len(found) == 1:
            return found[0]
        code = fold_name(typed)
        return self.get("party", code.upper()) if code not in NOISE else None

    def parties(self, typed: str) -> tuple[Named, ...]:
        """The parties that a phrase names ("Japan–South Korea", "US-Japan-ROK", "日韓").

        Empty if the phrase contains anything else.
        """
        joined = _joined(typed)
        whole = self.party(typed) or self.party(joined)
        if whole is not None:
            return (whole,)
        pieces = [piece for piece in _SET.split(joined) if piece]
        shared = pieces[-1].split()[-1:] if pieces else []  # "North and South Korea"
        found = [self.party(piece) or self.party(" ".join((piece, *shared))) for piece in pieces]
        if len(pieces) > 1 and all(found):
            return tuple(dict.fromkeys(thing for thing in found if thing is not None))
        return self._run_together(fold_name(typed)) or self._side_by_side(joined.split())

    def _side_by_side(self, words: Sequence[str]) -> tuple[Named, ...]:
        """Parties that are separated by spaces alone: "Japan South Korea"."""
        if not 2 <= len(words) <= 12:
            return ()
        for length in range(len(words) - 1, 0, -1):
            first = self.party(" ".join(words[:length]))
            if first is None:
                continue
            rest = self.party(" ".join(words[length:]))
            others = (rest,) if rest is not None else self._side_by_side(words[length:])
            if others:
                return tuple(dict.fromkeys((first, *others)))
        return ()

    def _run_together(self, typed: str) -> tuple[Named, ...]:
        """Parties that are written as one character each: 日韓, 한미일."""
        if not typed or " " in typed or typed.isascii() or len(typed) > 6:
            return ()
        found = [self.party(character) for character in typed]
        return tuple(dict.fromkeys(t for t in found if t is not None)) if all(found) else ()


def event_label(typed: str) -> tuple[str, int] | None:
    """The scope letter and number of an event's label (E-57, e57, S-3, Ｅ−５７), or None."""
    found = _EVENT_LABEL.fullmatch(unicodedata.normalize("NFKC", typed))
    return (found[1].upper(), int(found[2])) if found else None


def scope_of_label(letter: str, scope: str | None) -> str | None:
    """The scope that a label's letter stands for: E for the corpus, S for the asker's server."""
    return CORPUS if letter == "E" else scope


@lru_cache(maxsize=20_000)
def fold_name(text: str) -> str:
    """A name as it is compared: folded, with spaces for punctuation, and "defense" spelt "defence"."""
    return plain(text).replace("defense", "defence")


def without_noise(words: Iterable[str]) -> list[str]:
    """The words without ``NOISE``."""
    return [word for word in words if fold_name(word) not in NOISE]


def _telling(typed: str) -> list[str]:
    """The words of a typed name as they are compared, without noise and possessives: "Nishino's paper"."""
    return without_noise(fold_name(_POSSESSIVE.sub("", typed)).split())


def _in_any_order(name: str) -> str:
    """The name with its words sorted, so that similarity does not depend on their order."""
    return " ".join(sorted(name.split()))


def _alike(word: str, other: str) -> bool:
    """Whether one word may be a misspelling of the other; a number never is one of another number."""
    from rapidfuzz.distance import OSA

    return word == other or (not word.isdecimal() and OSA.normalized_similarity(word, other) >= LIKE)


def _tells_a_year_alone(typed: str) -> bool:
    """Whether only a number says which agreement is meant: "the 1960 agreement" may be any of that year."""
    words = without_noise(fold_name(typed).split())
    return len(words) > 1 and all(word.isdecimal() or word in ANY_AGREEMENT for word in words)


def _having_all(things: Iterable[Named], begun: Sequence[str]) -> list[Named]:
    """The things that have all words in one and the same name."""
    return [t for t in things if any(all(word in f" {name}" for word in begun) for name in t.folded)]


def _begun(word: str) -> str:
    """The text that a name contains if one of its words begins with this one.

    A Japanese or Korean word may be anywhere in a name.
    """
    return f" {word}" if word.isascii() else word


def _joined(typed: str) -> str:
    """The phrase without words that only say that parties are meant ("relations between", "the")."""
    return " ".join(_AROUND_PARTIES.sub(" ", typed).split())
