"""Normalises names and words (case, accents, width, quotes), so that typed text finds what documents have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain

from storage.rows import clean

_LOOK_ALIKES = str.maketrans(
    dict(zip("авекмнорстухіјѕԁһԛԝѵӏ", "abekmhopctyxijsdhqwvl", strict=True))
    | dict(zip("αβεζηικμνορτυχ", "abezhikmnoptyx", strict=True))
    | {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "ŋ": "n", "ħ": "h", "þ": "th"}
    | dict.fromkeys("‘’‚‛ʼʻ′`´", "'")
    | dict.fromkeys("“”„‟«»″", '"')
    | dict.fromkeys("‐‑‒–—―−⁃", "-")
)
"""Lower-case Cyrillic and Greek letters that pass for Latin ones, letters without parts, quotes, dashes."""
_COMMON = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"), ("\u00a0", " "))
"""The usual non-ASCII characters of English texts. Replacing them first often avoids the full normalisation,
which is twenty times as slow."""
_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")

CJK = (
    "\u3005\u3007\u3040-\u309f\u30a0-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Letters of Chinese, Japanese and Korean, as the inside of a class of a regular expression."""
_WORD = re.compile(f"[{CJK}]+|[^\\W_{CJK}]+")
_WORD_BYTES = bytes(
    ord(chr(byte).lower()) if byte < 128 and chr(byte).isalnum() else ord(" ") for byte in range(256)
)
"""A table that makes capitals small, and a space of each byte that is no letter or digit."""
_IS_CJK = re.compile(f"[{CJK}]")
_INSIDE_CJK = re.compile(f"(?<=[{CJK}])[ \u3000·・](?=[{CJK}])")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_DOT_IN_WORD = re.compile(r"(?<=\w)\.(?=\w|\s|$)")
_NOT_WORD = re.compile(r"[\W_]+")
_POSSESSIVE = re.compile(r"(?<=\w)'s\b")


def fold(text: str) -> str:
    """The text in lower case, without accents, width variants or look-alike letters, with plain punctuation.

    Folding a folded text changes nothing. The marks that distinguish Japanese syllables are kept.
    """
    if not text.isascii():
        for typeset, plain in _COMMON:
            text = text.replace(typeset, plain)
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", clean(text)))
        for _ in range(4):
            folded = _fold_letters(text)
            if folded == text:
                break
            text = folded
    folded = " ".join(text.casefold().split())
    return folded if folded.isprintable() else " ".join(_CONTROL.sub(" ", folded).split())


def plain(name: str) -> str:
    """The form in which names are compared: folded, no dots in abbreviations, other punctuation as spaces."""
    if name.isascii() and "." not in name:
        return " ".join(_ascii_words(name))
    folded = fold(name)
    if "." in folded:
        folded = _DOT_IN_WORD.sub("", folded)
    return " ".join(_ascii_words(folded) if folded.isascii() else _NOT_WORD.sub(" ", folded).split())


def closed(text: str) -> str:
    """The text without spaces and middle dots between Chinese, Japanese or Korean characters.

    Some writers put them in and others do not: "위안부 합의" and "위안부합의" are the same.
    """
    return text if text.isascii() else _INSIDE_CJK.sub("", text)


def phrases(text: str) -> Iterator[tuple[str, ...]]:
    """The phrases to search for in a typed text: each word by itself, and each quotation as one phrase."""
    *pieces, last = fold(text).split('"')
    for place, piece in enumerate(pieces):
        if place % 2:
            run = tuple(chain.from_iterable(words(closed(piece))))
            yield from [run] if run else []
        else:
            yield from words(piece)
    yield from words(last)


def words(text: str) -> Iterator[tuple[str, ...]]:
    """The words of a text, each as a phrase: Chinese, Japanese and Korean runs as their bigrams in order."""
    for word in _words(text):
        if _IS_CJK.match(word) and len(word) > 1:
            yield tuple(word[i : i + 2] for i in range(len(word) - 1))
        else:
            yield (word,)


def indexed(text: str) -> str:
    """The text as the search index holds it: words, bigrams of CJK runs, then single CJK characters.

    A run continues across a space or a middle dot, so that it is found however it is spaced.
    """
    words = _words(closed(text))
    if text.isascii():
        return " ".join(words)
    found: list[str] = []
    single: dict[str, None] = {}
    for word in words:
        if _IS_CJK.match(word):
            found.extend(word[i : i + 2] for i in range(len(word) - 1))
            single.update(dict.fromkeys(word))
        else:
            found.append(word)
    return " ".join((*found, *single))


def _words(text: str) -> list[str]:
    if text.isascii() and "'" not in text and "." not in text:
        return _ascii_words(text)
    folded = fold(text)
    if "'" in folded:
        folded = _POSSESSIVE.sub("", folded)
    if "." in folded:
        folded = _DOTTED.sub(lambda found: found[0].replace(".", ""), folded)
    return _ascii_words(folded) if folded.isascii() else _WORD.findall(folded)


def _ascii_words(text: str) -> list[str]:
    return text.encode().translate(_WORD_BYTES).decode().split()


def _fold_letters(text: str) -> str:
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return unicodedata.normalize("NFKC", bare.translate(_LOOK_ALIKES))
