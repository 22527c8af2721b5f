"""English words for reading sentences without a grammar: past forms of verbs, and words that end phrases."""

from __future__ import annotations


def listed(words: str) -> frozenset[str]:
    """The words in a text, separated by white space."""
    return frozenset(words.split())


PAST = listed(
    """arose became began bent blew bore bought broke brought built came chose cut dealt drew drove fell felt
    fled flew forbade fought found froze gave got grew held hid hit kept knew laid lay led left lent lost made
    met overthrew paid put quit ran rang retook rose said sank sat saw sent set shook shot sold sought spent
    split spoke spread stole stood struck swept swore swung taught tore thought threw told took undertook
    underwent upheld went withdrew withheld won wrote"""
)
"""Past forms of irregular verbs; all others end in -ed."""
PASSIVE = listed("was were")
IS = listed("are been is")
"""Forms of "be" before a participle, which telegram style leaves out."""
STOPS = listed(
    """after although and as because before but during due if just not or since so than that though until when
    where whereas whether which while who whom whose"""
)
"""Words at which the description of an action ends."""
BARE = listed("a an the its their his her")
"""Determiners, which telegram style leaves out."""
PREPOSITIONS = listed(
    """about across against among at between by concerning for from in into on over regarding through to
    toward towards under upon with within without"""
)
