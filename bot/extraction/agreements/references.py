"""Resolves references such as "the agreement" or "it" to an agreement that the text named shortly before.

A reference is resolved only if a single agreement fits: the preceding sentences of the paragraph (or of a
short paragraph before it) name exactly one instrument that can be called so, and mention nothing else that
could be meant ("a new accord", "the 2015 deal"). Otherwise nothing is found, because a wrong agreement costs
an editor more than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from bot.domain.project import names_of
from bot.extraction.actions.words import TO_END
from bot.extraction.agreements.instruments import CHIEF_NOUNS, name_in_heading
from bot.extraction.agreements.spoken_of import Instruments, SpokenOf
from bot.extraction.agreements.words import (
    BINDING,
    GOES_ON,
    IT,
    NOTICE_OF_ALL,
    OPENING_NOUN,
    REFERRED,
    STATED,
    THE_NOUN,
    WITHOUT_SUBJECT,
    is_singular,
    types_of,
)
from bot.extraction.east_asian import THE_SAME
from bot.extraction.names.gazetteer import Names
from bot.extraction.passages import Passage, Passages
from bot.extraction.text.wordtree import words

_PLAIN = frozenset(
    {"bilateral", "controversial", "existing", "historic", "key", "landmark", "original", "said", "same"}
)
"""Adjectives before a noun that do not distinguish one agreement from another."""
_OBLIQUE = re.compile(
    r"\b(?:about|after|against|before|by|despite|following|in|into|on|over|per|pursuant to|since|through"
    r"|towards?|under|with|within)\s+\Z",
    re.IGNORECASE,
)
"""Prepositions after which an agreement is not what something was done with: "under the treaty"."""
_ACTS = re.compile(r"\s+(?:came|entered|expired|had|is|lapsed|took|was)\b")
"""Verbs after a noun that say that something was done with it: "after the treaty was ratified"."""
_INSERTED = re.compile(r",\s+(?:first|which|signed)\b[^,;:]{0,200},")
"""An insertion between commas after a noun: ", which was long,"."""
_CLAUSE_ENDS = ",;:"
_ITSELF = re.compile(
    rf"\bD(?:one|ONE)\s+(?:at|in)\b|\b[Tt](?:his|he\s+present)\s+(?:{CHIEF_NOUNS.title()})\b"
    r"|\bIt\s+shall\s+(?:come|enter)\s+into\s+force\b"
)
"""Words in which an instrument speaks of itself, or says when it was done."""
_TO_END = TO_END.replace(" ", "|").replace("_", " ")
_NOTICE = re.compile(rf"\b(?:notice|(?:will|would) not renew|not to renew|{_TO_END})\b")
_BACK = 4
"""How many sentences before a reference are considered."""
_PARAGRAPH = re.compile(r"\n\s*\n")


class Meant(NamedTuple):
    """The agreement that a passage refers to, and the parties that were named with it.

    The words from ``start`` to ``end`` may say what was done with the agreement; they are none if nothing was
    ("under the treaty"). ``noun`` is the noun that stands for its name, "" for a pronoun. ``notice`` says
    that what was done was done with the notice to end it.
    """

    agreement: str
    parties: tuple[str, ...]
    start: int
    end: int
    noun: str
    notice: bool


class References:
    """Resolves the references in one text."""

    def __init__(self, text: str, passages: Passages, names: Names, instruments: Instruments) -> None:
        self._text = text
        self._passages = passages
        self._names = names
        self._instruments = instruments

    def meant(self, passage: Passage, date: int) -> Meant | None:
        """The agreement that a passage refers to by a noun or pronoun; ``date`` is where its date ends."""
        text, start, end = self._text, passage.start, passage.end
        number = self._passages.number(start)
        if goes_on := GOES_ON.match(text, start, end):
            named = [one for one in self._instruments.in_sentence(number) if one.end <= start]
            named = named[-1:] if named and named[-1].end == start else named
            if named and (noun := THE_NOUN.search(text, named[-1].end, start)):
                return self._meant_by(noun, self._spoken_of(number, 0, noun.start()), passage)
            return self._meant_by(goes_on, named or self._spoken_of(number, number, start), passage)
        if same := THE_SAME.search(text, start, end):
            return self._last_called(same, number)
        if (alone := WITHOUT_SUBJECT.match(text, passage.sentence)) and number:
            sentences = self._passages.sentences
            first = number - 1
            while 0 < first > number - _BACK and WITHOUT_SUBJECT.match(self._text, sentences[first][0]):
                first -= 1
            before = self._spoken_of(number, first, alone.start())
            last = [one for one in before if one.start >= sentences[first][0]]
            found = self._meant_by(alone, last, passage)
            return found and found._replace(start=passage.start, end=passage.end)
        if given := NOTICE_OF_ALL.search(text, start, end):
            return self._meant_by(given, self._spoken_of(number, 0, given.start()), passage)
        if it := IT.search(text, start, end):
            return self._meant_by(it, self._spoken_of(number, number - 1, it.start()), passage)
        if noun := THE_NOUN.search(text, start, end) or self._opening_noun(passage, date):
            before = self._spoken_of(number, 0, noun.start())
            titled = self._titled(noun, before)
            if titled and noun["noun"][0].isupper():  # A text calls only what it is about "the Treaty".
                return self._meant_by(noun, titled, passage)
            return self._meant_by(noun, before, passage) or self._meant_by(noun, titled, passage)
        return self._itself(passage)

    def _last_called(self, same: re.Match[str], number: int) -> Meant | None:
        """The agreement last named with the noun that a Japanese or Korean reference has ("同協定")."""
        first = max(number - _BACK, 0)
        place = self._text.rfind(same["noun"], self._passages.sentences[first][0], same.start())
        at = self._passages.number(place)
        if place < 0:
            return None
        named = (one for one in self._instruments.in_sentence(at) if one.start <= place < one.end)
        one = next(named, None)
        if one is None or not one.name:
            return None
        end = self._passages.sentences[number][1]
        return Meant(one.name, self._passages.named_in(at), same.start(), end, "", notice=False)

    def _opening_noun(self, passage: Passage, date: int) -> re.Match[str] | None:
        """A noun without an article right after the date, as in a chronology: "Treaty enters into force"."""
        first = next((word.start for word in passage.words if word.start >= date), passage.end)
        return OPENING_NOUN.match(self._text, first, passage.end)

    def _itself(self, passage: Passage) -> Meant | None:
        """The instrument that the text itself is, if the passage speaks of it."""
        says_so = _ITSELF.search(self._text, passage.start, passage.end)
        if says_so is None or not self._own_name:
            return None
        parties = self._passages.named_in(0)
        return Meant(self._own_name, parties, passage.start, passage.end, "", notice=False)

    def _titled(self, noun: re.Match[str], before: Sequence[SpokenOf]) -> Sequence[SpokenOf]:
        """The agreement that the text is called after, if a noun in its name means it; none if it may not.

        ``before`` are the mentions that the noun could refer to.
        """
        said = noun["noun"].casefold()
        one = self._title
        if one is None or said not in one.kinds:
            return ()
        others = {other.name for other in before if said == self._text[other.start : other.end].casefold()}
        named = {other.name for other in before if other.name} if noun["noun"].islower() else set()
        return () if others or not named <= {one.name} else (one,)

    @cached_property
    def _title(self) -> SpokenOf | None:
        """The agreement whose name is the heading of the whole text."""
        start, end = next(iter(self._passages.sentences), (0, 0))
        named = self._instruments.in_sentence(0) if self._text.startswith("\n", end) else ()
        if len(named) != 1 or not named[0].name:
            return None
        besides = self._text[start : named[0].start] + self._text[named[0].end : end]
        return None if besides.strip(" #*_\t\n") else named[0]

    @cached_property
    def _own_name(self) -> str:
        return name_in_heading(self._text)

    def _meant_by(self, said: re.Match[str], before: Sequence[SpokenOf], passage: Passage) -> Meant | None:
        """The agreement among those mentioned ``before`` that a noun or pronoun means; None if unsure."""
        noun = (said.groupdict().get("noun") or "").casefold()
        one = _only(self._of_notice(before, said.start()) if noun == "notice" else before, noun)
        if one is None or self._is_another(said, one):
            return None
        number = self._passages.number(one.start)
        since = self._passages.sentences[number][0] if noun == "notice" else one.end
        is_given = _NOTICE.search(self._text, since, said.start()) is not None
        if noun == "notice" and not is_given:
            return None
        parties = self._passages.named_in(number)
        start, end = self._told_of(said, noun, passage)
        is_object = not noun and bool(said.groupdict().get("done"))
        return Meant(one.name, parties, start, end, noun, notice=is_object and is_given)

    def _of_notice(self, before: Sequence[SpokenOf], place: int) -> Sequence[SpokenOf]:
        """Those of the last sentence before a place that tells of notice; all if that names none of them."""
        begin = before[0].start if before else place
        told = [self._passages.number(found.start()) for found in _NOTICE.finditer(self._text, begin, place)]
        return [one for one in before if self._passages.number(one.start) in told[-1:]] or before

    def _told_of(self, said: re.Match[str], noun: str, passage: Passage) -> tuple[int, int]:
        """The span whose words may say what was done with a reference: its clause, or an empty span."""
        text = self._text
        start = max(text.rfind(mark, passage.start, said.start()) for mark in _CLAUSE_ENDS) + 1
        start = start or passage.start
        if noun and self._is_oblique(said, passage):
            return start, start
        inserted = _INSERTED.match(text, said.end(), passage.end)
        behind = inserted.end() if inserted else said.end()
        ends = [text.find(mark, behind, passage.end) for mark in _CLAUSE_ENDS]
        return start, min((place for place in ends if place >= 0), default=passage.end)

    def _is_oblique(self, noun: re.Match[str], passage: Passage) -> bool:
        """Whether a noun only gives the circumstances of something else: "under the treaty"."""
        is_behind = _OBLIQUE.search(self._text, passage.start, noun.start()) is not None
        return is_behind and _ACTS.match(self._text, noun.end(), passage.end) is None

    def _is_another(self, noun: re.Match[str], one: SpokenOf) -> bool:
        """Whether the words beside a noun exclude an agreement: it says another kind, or other parties."""
        kind = noun.groupdict().get("kind") or ""
        called = {word.key for word in words(" ".join(names_of(self._names.agreement(one.name))))}
        if any(word.key not in called and word.key not in _PLAIN for word in words(kind)):
            return True
        parties = self._instruments.parties_behind(noun.end())
        if parties is None:
            return False
        return not parties or not set(parties) <= set(self._names.agreement(one.name).parties)

    def _spoken_of(self, number: int, last: int, place: int) -> Sequence[SpokenOf]:
        """The instruments, in this and earlier sentences, that a reference at a place could mean.

        It is empty if no sentence from number ``last`` on mentions one, by a name or by a reference.
        """
        sentences = self._passages.sentences
        found = [one for one in self._instruments.in_sentence(number) if one.end <= place]
        at = number
        while at > max(number - _BACK, 0):
            if self._is_paragraph(at) and not self._is_short(at - 1):
                break
            at -= 1
            found = [*self._instruments.in_sentence(at), *found]
        since = sentences[max(last, at)][0]
        spoken = any(one.start >= since for one in found) or any(
            words_for_it.search(self._text, since, place) for words_for_it in (THE_NOUN, IT)
        )
        return found if spoken else ()

    def _is_paragraph(self, number: int) -> bool:
        """Whether a sentence begins a paragraph."""
        sentences = self._passages.sentences
        return number == 0 or bool(
            _PARAGRAPH.search(self._text, sentences[number - 1][1], sentences[number][0])
        )

    def _is_short(self, number: int) -> bool:
        """Whether a sentence ends a paragraph of at most two sentences, as in a news report.

        Then the next paragraph may refer to it.
        """
        end = self._passages.sentences[number][1]
        is_sentence = self._text[end - 1] in '.!?”"'
        return is_sentence and any(self._is_paragraph(at) for at in (number, number - 1) if at >= 0)


def _only(spoken_of: Sequence[SpokenOf], noun: str) -> SpokenOf | None:
    """The only instrument that a noun (or "it", if empty) can mean; None if there are several or none.

    None also if something like it without a name was mentioned after it.
    """
    types = types_of(noun) if noun else REFERRED
    wanted = {noun, *types} if is_singular(noun) or not noun else {noun}
    fitting = [one for one in spoken_of if one.kinds & wanted]
    if len({one.name for one in fitting}) != 1 or not fitting[-1].name:
        return None
    alike = STATED if types & STATED else BINDING
    since = spoken_of[spoken_of.index(fitting[-1]) + 1 :]
    return None if any(one.kinds & alike for one in since) else fitting[-1]
