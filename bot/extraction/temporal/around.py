"""The words around a mention: its sentence, and whether it speaks of past, present or future."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from bot.extraction.temporal.language import Language
from bot.extraction.temporal.mention import Mention, Unit
from bot.extraction.text.sentences import DATELINE

_LEFT, _RIGHT = 120, 160
"""So many characters before and after a mention are looked at."""
_STOP = (
    r"[.!?](?<!\b(?:Dr|Lt|Mr|Ms|St|vs)\.)(?<!\b(?:Adm|Col|Gen|Gov|Maj|Mrs|Rep|Sen)\.)"
    r"(?<!\b[A-Z]\.[A-Z]\.)[\"']?\s"
)
"""The end of a sentence; not the stop of a title ("Gen. Smith") or of initials ("U.S. officials")."""
_SENTENCE_END = re.compile(rf"{_STOP}|[\n。]")
_IN_BRACKETS = re.compile(r"(?<=\()[^()]*\Z")
_CLAUSE_END = re.compile(rf";|{_STOP}|\n")
_LONGEST_QUOTATION = 600
_HEADLINES = 8
"""A report has its dateline within this many sentences."""
_LIFE = re.compile(r"\([^()\n]{0,40}?\b(\d{4})\s?[-–—]\s?[^()\n]{0,30}?\b(\d{4})\)")
"""A time in brackets, from one year to another; what comes after the name of a person."""
_LONG = 15
"""A life or a reign is longer than so many years, a war is not."""
_MARKS = "-*•#_=:. \t"
"""What stands around a year that is the heading of a list or section."""


class Around:
    """The words around the mentions of one text; ``begins``: where its sentences begin, empty if unknown."""

    def __init__(self, text: str, begins: Sequence[int], language: Language) -> None:
        self.text = text
        self._begins, self._language = begins, language

    @property
    def is_a_report(self) -> bool:
        """Whether the text opens with the place and day from which news was sent, or its headlines do."""
        return any(DATELINE.match(self.text, begin) for begin in self._begins[:_HEADLINES])

    def is_in_dateline(self, mention: Mention) -> bool:
        """Whether a mention is the day of a dateline."""
        sentence = bisect_right(self._begins, mention.start) - 1
        dateline = DATELINE.match(self.text, self._begins[sentence]) if sentence >= 0 else None
        return dateline is not None and mention.end <= dateline.end()

    def left(self, mention: Mention) -> str:
        """The text of its sentence before a mention, at most 120 characters."""
        begin = max(0, mention.start - _LEFT)
        sentence = bisect_right(self._begins, mention.start) - 1
        if sentence >= 0:
            return self.text[max(begin, self._begins[sentence]) : mention.start]
        return _SENTENCE_END.split(self.text[begin : mention.start])[-1]

    def right(self, mention: Mention) -> str:
        """The text of its clause after a mention, at most 160 characters."""
        return _CLAUSE_END.split(self.text[mention.end : mention.end + _RIGHT])[0]

    def is_in_one_sentence(self, begin: int, end: int) -> bool:
        """Whether two places are in one sentence."""
        if self._begins:
            return bisect_right(self._begins, begin) == bisect_right(self._begins, end)
        return not self.has_sentence_end(begin, end)

    def has_sentence_end(self, begin: int, end: int) -> bool:
        """Whether punctuation ends a sentence between two places."""
        return _SENTENCE_END.search(self.text, begin, end) is not None

    def is_a_heading(self, mention: Mention) -> bool:
        """Whether it is all of its line, but for the marks of a list or heading: "- **1949**:"."""
        begin = self.text.rfind("\n", max(0, mention.start - _LEFT), mention.start) + 1
        end = self.text.find("\n", mention.end, mention.end + _RIGHT)
        around = self.text[begin : mention.start] + self.text[mention.end : end]
        return end >= 0 and not around.strip(_MARKS)

    def is_of_a_life(self, mention: Mention) -> bool:
        """Whether it is an end of a life or reign: "Osman Pasha (1832 - 5 April 1900)"."""
        bracket = self.text.rfind("(", max(0, mention.start - _LEFT), mention.start)
        life = _LIFE.match(self.text, bracket) if bracket >= 0 else None
        return life is not None and mention.end < life.end() and int(life[2]) - int(life[1]) > _LONG

    def is_of_now(self, mention: Mention) -> bool:
        """Whether its sentence speaks of the present or the future, as in "this year marks"."""
        if self._language.of_now.match(self.text, mention.end + 1):
            return True
        around = self.left(mention) + "," + self.right(mention)
        is_past = self._language.past_verb.search(around) is not None
        return not is_past and self._language.of_now.search(around) is not None

    def is_reported(self, mention: Mention) -> bool:
        """Whether it is part of what somebody said: after a verb of the past, or inside quotation marks."""
        if self._language.past_verb.search(self.left(mention)):
            return True
        line = max(self.text.rfind("\n", 0, mention.start), mention.start - _LONGEST_QUOTATION, 0)
        before = self.text[line : mention.start]
        return before.count('"') % 2 == 1 or before.count("“") > before.count("”")

    def is_an_end(self, mention: Mention) -> bool:
        """Whether something lasts until then: "they held the city until October"."""
        return self._language.half_open["until"].search(self.left(mention)) is not None

    def is_a_limit(self, mention: Mention) -> bool:
        """Whether something was done, or expected, before then: "secure against attack before the spring"."""
        return self._language.half_open["before"].search(self.left(mention)) is not None

    def is_planned(self, mention: Mention) -> bool:
        """Whether something was only planned for then, and perhaps never happened."""
        left = self.left(mention)
        return self._language.plans.search(left) is not None and not self._language.past.search(left)

    def fell_through(self, mention: Mention) -> bool:
        """Whether what was planned for then was called off: "they were to meet Monday, but did not"."""
        left = self.left(mention)
        if self._language.called_off_plan.search(left):
            return True
        is_set = self._language.set_for.search(left) is not None
        is_off = self._language.called_off.search(self.right(mention)) is not None
        return is_off and (is_set or self.was_planned(mention))

    def was_planned(self, mention: Mention) -> bool:
        """Whether something was planned for then: "they were to meet on Monday"."""
        return self._language.was_planned.search(self.left(mention)) is not None

    def may_be_announced(self, mention: Mention) -> bool:
        """Whether a plan was announced then, or is for then: "announced its plan to merge in May"."""
        return self._language.announced.search(self.left(mention)) is not None

    def befell(self, mention: Mention) -> bool:
        """Whether it tells which misfortune is meant: "the April 15 bombings"."""
        return self._language.befell.match(self.text, mention.end) is not None

    def is_over(self, mention: Mention) -> bool:
        """Whether the words before it, or after it if it opens its sentence, speak of the past."""
        left = self.left(mention)
        is_day = mention.unit is Unit.DAY and mention.part is not None
        over = self._language.day_over if is_day else self._language.over
        if over.search(left) or self.befell(mention):
            return True
        opens = self._language.opens_sentence.fullmatch(left)
        return opens is not None and self._language.past_verb.search(self.right(mention)) is not None

    def is_to_come(self, mention: Mention) -> bool:
        """Whether the words before it, or after it if it opens its sentence, speak of the future."""
        left = self.left(mention)
        if bracket := _IN_BRACKETS.search(left):  # these speak for themselves
            left = bracket[0]
        is_when = self._language.tells_when.search(left.lower())  # "in June crude fell"
        if not is_when and self._language.delivered.match(self.text, mention.end):
            return True
        if self.befell(mention):
            return False
        if self._is_prepared(mention, left):
            return True
        will = self._language.will.match(self.text, mention.end) is not None
        if will:  # "she said the talks on Monday will go on"
            left = self._language.reported.sub("", left)
        if self._language.past.search(left) or self._language.over.search(left):
            return False
        return will or self._speaks_of_future(mention, left)

    def _is_prepared(self, mention: Mention, left: str) -> bool:
        """Whether something is prepared for then; a weekday may have passed ("set Friday as a deadline")."""
        prepares = self._language.prepares if mention.weekday is None else ()
        return any(
            before.search(left) and after.match(self.text, mention.end)
            for before, after in (*prepares, self._language.deadline)
        )

    def _speaks_of_future(self, mention: Mention, left: str) -> bool:
        """Whether the words before it speak of the future, or, if it opens its sentence, those after it."""
        if self._language.opens_sentence.fullmatch(left):
            right = self.right(mention)
            if mention.weekday is not None and self._language.is_then.match(right):
                return True
            if self._language.future.search(left) and not self._language.past_verb.search(right):
                return True
            left = self._language.was_told.split(right, maxsplit=1)[0]
        elif self._language.owns.match(self.text, mention.end):
            return self._language.surely_to_come.search(left) is not None
        return self._language.future.search(left) is not None
