"""Brings typed dates to one spelling: one width and case, digits for numerals, misspelt words corrected."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from difflib import get_close_matches
from functools import lru_cache

from bot.domain.dates import words

LONGEST = 120
"""A longer text is no date; this also bounds the time."""

_DASHES = (
    {ord(dash): "-" for dash in "‐‑−﹣"}
    | {ord(dash): "–" for dash in "‒–—―"}
    | {ord("〜"): "~", ord("’"): "'", ord("○"): "〇", ord("◯"): "〇", ord("·"): "."}
)


def tidy(text: str) -> str:
    """The text in one spelling, with single spaces, no control characters, no outer punctuation; empty if it
    is too long for a date."""
    if len(text) > LONGEST:
        return ""
    text = unicodedata.normalize("NFKC", text).translate(_DASHES).casefold()
    kept = (char if unicodedata.category(char)[0] != "C" else " " for char in text)
    text = " ".join("".join(kept).split())
    if len(text) > LONGEST:
        return ""
    text = text.rstrip(" ,;:!\"'“”`*_").lstrip(' ,;:"“”`*_')
    for form, respelt in _RULES:
        text = words.compiled(form).sub(respelt, text)
    return text


_TENS = {"十": 10, "百": 100, "千": 1000, "십": 10, "백": 100, "천": 1000}
_DIGITS = {
    numeral: str(number)
    for numerals in ("〇一二三四五六七八九", "零", "영일이삼사오육칠팔구", "공")
    for number, numeral in enumerate(numerals)
}


def _in_digits(match: re.Match[str]) -> str:
    """A Chinese or Sino-Korean numeral in digits, counted in tens (二十三) or digit by digit (二〇一六)."""
    if not _TENS.keys() & set(match[0]):
        return "".join(_DIGITS[numeral] for numeral in match[0])
    total, before = 0, ""
    for numeral in match[0]:
        if numeral in _TENS:
            total += _TENS[numeral] * int(before or 1)
            before = ""
        else:
            before += _DIGITS[numeral]
    return str(total + int(before or 0))


_HOLIDAYS = {
    name.casefold().replace("'", ""): f"{day} {words.MONTHS[month - 1].casefold()}"
    for name, (month, day) in words.HOLIDAYS.items()
}

_OFTEN_MISSPELT = (
    *(name.casefold() for name in (*words.MONTHS, *words.WEEKDAYS, *words.SEASONS.values())),
    *("yesterday", "tomorrow", "century", "decade", "decades"),
)
"""Words that are recognised when misspelt."""


@lru_cache(maxsize=1024)
def _corrected(word: str) -> str:
    like = get_close_matches(word, _OFTEN_MISSPELT, n=1, cutoff=0.83)
    return like[0] if like else word


_TIME = r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9]"
_ZONE = r"(?: ?(?:z|utc|gmt|kst|jst)|[+-][01][0-9](?::[0-5][0-9])?)?"
_NTH = r"[0-9]{1,2}(?:st|nd|rd|th)"

_RULES: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"^'(?![0-9]{2}(?![0-9]))", ""),
    (r"^[(\[]([^()\[\]]+)[)\]]$", r"\1"),
    (r"[〇零一二三四五六七八九十百千]+(?=[年月日世週かヶカヵケ~–\- ]|$)", _in_digits),
    (
        r"(?:(?<![가-힣])|(?<=[년월]))[영공일이삼사오육칠팔구십백천]+(?=년|월|일|세기|개월|주)",
        _in_digits,
    ),
    (r"(?<![가-힣])유월", "6월"),
    (r"(?<![가-힣])시월", "10월"),
    (r"(?<!\w)[a-z]{5,}(?!\w)", lambda match: _corrected(match[0])),
    (
        rf"\b(?:{words.alternatives(words.ORDINALS)})\b(?! half| quarter)",
        lambda match: f"{words.ORDINALS[match[0]]}th",
    ),
    (r"\bnew year's (?=eve|day)", "new years "),
    (rf"\b(?:{words.alternatives(_HOLIDAYS)})\b", lambda match: _HOLIDAYS[match[0]]),
    (rf"\b(?:{words.alternatives(words.DECADES)})\b", lambda match: f"{words.DECADES[match[0]]}s"),
    (r"\b([1-4]q|[12]h)\b", lambda match: match[0][::-1]),
    (r"\b([1-4])(?:st|nd|rd|th) (q)uarter\b|\b([12])(?:st|nd) (h)alf\b", r"\2\4\1\3"),
    # Word processors lengthen the hyphens of a date.
    (r"(?<![0-9])([0-9]{1,4})–([0-9]{1,2})–([0-9]{1,4})(?![0-9])", r"\1-\2-\3"),
    # "23-25日", "19th and 20th centuries", "1960s–80s": what is written once holds for both ends.
    (r"(?<![0-9])([0-9]{1,2}) ?([~–、・-]) ?([0-9]{1,2}) ?([日일月월])", r"\1\4\2\3\4"),
    (r"(?<![0-9])([1-4]) ?([~–・-]) ?([1-4]) ?분기", r"\1분기\2\3분기"),
    (r"第([1-4]) ?([~–・-]) ?第?([1-4]) ?四半期", r"第\1四半期\2第\3四半期"),
    (rf"({_NTH})( ?[-–] ?| to | and | or )({_NTH} )centur(?:y|ies)", r"\1 century\2\3century"),
    (r"\b([0-9]{2})([0-9]0)(?:'?s)?( ?[-–] ?| to )'?([0-9]0)'?s\b", r"\1\2s\3\1\4s"),
    # A time of day is dropped.
    (rf"(?<=[0-9日일])(?:,? (?:at )?|t){_TIME}(?::[0-5][0-9])?(?: ?[ap]\.?m\.?)?{_ZONE}$", ""),
    (r"(?<=[日일])(?: ?(?:午前|午後|오전|오후|[0-2]?[0-9] ?[時시]).*|자|付け?)$", ""),
    # "As of", and "in the course of".
    (r"(?<=[0-9.年月日년월일]) ?(?:現在|時点|현재|시점)$", ""),
    (r"(?<=[年月년월]) ?(?:中に?|内|중에?|내)$", ""),
)  # fmt: skip
