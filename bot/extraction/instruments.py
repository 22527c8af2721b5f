"""Instruments that the record does not know yet: capitalised names that end or begin with a word for one."""

from __future__ import annotations

import re

_NOUN = (
    r"(?:Agreements?|Treaty|Accords?|Convention|Protocol|Pact|Declaration|Memorandum of Understanding"
    r"|Memorandum|Arrangement|Charter|Communiqué|Joint (?:Press )?Statement|Armistice|Covenant|Compact"
    r"|Concordat|Truce|Understanding|Capitulation|Resolution \d+)"
)
_CAPITALISED = r"[A-Z][\w’'.]{0,40}(?:[-–][A-Z][\w’'.]{0,40}){0,4}"
_BEFORE = rf"(?:{_CAPITALISED} (?:(?:of|and|on|the|for) ){{0,2}}){{0,7}}"
_AFTER = (
    r"(?: (?:of|on|concerning|regarding|for|between|with|to)(?: the)?"
    rf"(?: {_CAPITALISED}(?:,? and|,? of(?: the)?|,)?){{1,8}})?"
)
_INSTRUMENT = re.compile(rf"\b{_BEFORE}{_NOUN}\b{_AFTER}(?: \((?P<short>[A-Z][A-Z0-9-]+)\))?")
_ARTICLES = re.compile(
    r"^(?:(?:The|A|An|This|That|In|On|By|Under|After|Before|With|When|Noting|Reaffirming|Recalling|the) )+"
)
_LOOSE_END = re.compile(r"(?:[, ]+(?:and|of|the|of the))?(?:[, ]|(?<=[a-z]{2})\.)*$")


def find_instrument(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The place of the first name of an instrument between two places of a text, if there is one.

    A lone "Treaty" or "Agreement" is none: a name has a word of its own beside that.
    """
    for match in _INSTRUMENT.finditer(text, start, end):
        found = _ARTICLES.sub("", match[0])
        first = match.end() - len(found)
        bare = _LOOSE_END.sub("", found)
        if " " in bare:
            return first, first + len(bare)
    return None
