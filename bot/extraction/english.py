"""The English words by which sentences are read without grammar: verbs in the past, where phrases end."""

from __future__ import annotations


def listed(words: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(words.split())


PAST = listed(
    """arose became began bent blew bore bought broke brought built came chose cut dealt drew drove fell felt
    fled flew forbade fought found froze gave got grew held hid hit kept knew laid lay led left lent lost made
    met overthrew paid put quit ran rang retook rose said sank sat saw sent set shook shot sold sought spent
    split spoke spread stole stood struck swept swore swung taught tore thought threw told took undertook
    underwent upheld went withdrew withheld won wrote"""
)
"""Irregular verbs; the others end in -ed."""
PASSIVE = listed("was were")
IS = listed("are been is")
"""Words after which a participle says what was done with something, and what a telegram does without."""
STOPS = listed(
    """after although and as because before but during due if just not or since so than that though until when
    where whereas whether which while who whom whose"""
)
"""Words at which what was done ends."""
BARE = listed("a an the its their his her")
"""Words that a telegram does without."""
PREPOSITIONS = listed(
    """about across against among at between by concerning for from in into on over regarding through to
    toward towards under upon with within without"""
)
