"""Where sentences begin and end."""

from __future__ import annotations


def split(text: str) -> list[tuple[int, int]]:
    """The sentences of a text in their order, as spans without surrounding white space."""
    # Only here: the model is loaded when it is first needed.
    from nupunkt import sent_spans

    return [_bare(text, start, end) for start, end in sent_spans(text) if not text[start:end].isspace()]


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    sentence = text[start:end]
    return start + len(sentence) - len(sentence.lstrip()), start + len(sentence.rstrip())
