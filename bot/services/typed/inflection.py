"""Inflected English words: "signing" for "signed", "treaties" for "treaty"."""

from __future__ import annotations

import re
from functools import lru_cache

_ENDINGS = ("ations", "ation", "ings", "ing", "ed", "es", "s")
_NO_PLURALS = ("us", "is", "ss")
_STEM = 4
"""Least letters of a word's stem, such as "sign" of "signing" and "signed"."""
_ON_Y = re.compile(r"([a-z]{2,}[b-df-hj-np-tv-z])(?:ies|ied|ying|y)")
_CORE = re.compile(r"([a-z]{4,}?)(ing|ed|es|s|e)?")
"""A word without an ending that inflection may change, and that ending."""
_HISSING = ("s", "x", "z", "ch", "sh", "o")
"""How words end that take "es" for "s": "passes", "vetoes"."""
_SHORT = re.compile(r"([^aeiou]*[aeiou]([bdgmnprt]))(\2)?")
"""A syllable that doubles its last letter before an ending: "plan" in "planned"."""


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The word without its ending, if at least ``_STEM`` letters are left; "status" and "crisis" whole."""
    for ending in () if word.endswith(_NO_PLURALS) else _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word.removesuffix(ending)
    return word


def forms_of(word: str) -> tuple[str, ...]:
    """The forms that a verb or noun in lower case may have, itself among them; some are no words at all.

    None for a word that is too short or has other than ASCII letters.
    """
    if on_y := _ON_Y.fullmatch(word):
        return tuple(on_y[1] + ending for ending in ("y", "ies", "ied", "ying"))
    found = _CORE.fullmatch(word)
    if found is None:
        return ()
    core, ending = found.groups()
    short = _SHORT.fullmatch(core)
    if short and (short[3] or ending in (None, "s")):
        return tuple(short[1] + ending for ending in ("", "s", f"{short[2]}ed", f"{short[2]}ing"))
    hisses = core.endswith(_HISSING)
    on_e = ending not in (None, "s")  # "statues" is of "statue" and not of "status", nor the other way round
    on_core = not short and (ending not in ("e", "es") or hisses)
    of_e = ("e", "es") if on_e else ("es",) if hisses else ()
    return tuple(core + ending for ending in (*of_e, "ed", "ing", *(("", "s") if on_core else ())))
