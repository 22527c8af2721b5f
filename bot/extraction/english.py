"""The English words by which a clause is read without grammar: who acts, verbs in the past, where it ends."""

from __future__ import annotations

from collections.abc import Mapping


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


PAST = _listed(
    """arose became began bent blew bore bought broke brought built came chose cut dealt drew drove fell felt
    fled flew forbade fought found froze gave got grew held hid hit kept knew laid lay led left lent lost made
    met overthrew paid put quit ran rang retook rose said sank sat saw sent set shook shot sold sought spent
    split spoke spread stole stood struck swept swore swung taught tore thought threw told took undertook
    underwent upheld went withdrew withheld won wrote"""
)
"""Irregular verbs; the others end in -ed."""
PERFECT: Mapping[str, str] = {
    "beaten": "beat", "begun": "began", "broken": "broke", "chosen": "chose", "drawn": "drew",
    "driven": "drove", "fallen": "fell", "flown": "flew", "forbidden": "forbade", "frozen": "froze",
    "given": "gave", "grown": "grew", "overthrown": "overthrew", "risen": "rose", "seen": "saw",
    "shown": "showed", "sunk": "sank", "sworn": "swore", "taken": "took", "thrown": "threw",
    "undergone": "underwent", "undertaken": "undertook", "withdrawn": "withdrew", "written": "wrote",
}  # fmt: skip
"""Participles that stand after "has", and how a telegram has them."""
NO_VERBS = _listed("armed conducted dated hundred indeed united unprecedented")
"""Words in -ed that are no verb, or one that says nothing beside its noun."""
PASSIVE = _listed("was were")
IS = _listed("are been is")
"""Words after which a participle says what was done with something, and what a telegram does without."""
FUTURE = _listed("ll shall will")
DENIED = _listed("have never not")
"""Words after these by which it is not said to come."""
PRONOUNS = _listed("he i it she we")
"""Subjects that a title does without."""
TOGETHER = _listed("both the their these they three two")
THE_SAME = _listed(
    "allies chiefs countries governments leaders ministers nations parties powers presidents sides states"
)
"""With what such a subject begins, and ends, that is parties named before: "both sides", "they"."""
NOBODY = _listed("each every few neither no nobody none nothing that there this what")
"""Words with which nobody's deed begins."""
COORDINATING = _listed("and but then")
"""Words with which a further clause of a sentence begins."""
CONJUNCTIONS = _listed("after although because once since when while")
"""Words with which a clause begins that says what was done."""
UNSURE = _listed("almost be been cannot could is may might must never not should would")
"""Words between a subject and a verb by which it surely does not say what was done."""
AUXILIARIES = _listed("also d had has have ve")
HEADS = _listed(
    """administration administrations air ambassador army authorities cabinet chief chiefs commander congress
    court defence delegation delegations diplomats emperor envoy envoys fleet force forces foreign general
    generals government governments king leader leaders military minister ministers ministry ministries navy
    negotiators officer officers officials parliament party president presidents prime public queen secretary
    senate side sides soldiers troops vice"""
)
"""Whose deeds are a party's: what may stand between its name and the verb, beside names of people."""
PLAIN_HEADS = _listed("government governments leaders side sides")
"""Those that add nothing to the party's name."""
NOT_A_SUBJECT = _listed(
    """about after against among as at before between by could during for from had if in into may might of on
    over regarding should since than that to toward towards under unless until upon whether while with within
    without would"""
)
"""Words right before a party's name after which it is none that acts, or none that surely did."""
REPORTING = _listed(
    """added agreed announced argued claimed confirmed declared denied estimated explained found mentioned
    noted promised recalled reported said showed stated stressed told warned"""
)
"""Verbs that, with nothing of their own after them, only say who says what is told."""
SAYING = (REPORTING - {"denied"}) | {"aware", "informed", "note", "recall"}
"""Words before "that" by which what comes is told."""
STOPS = _listed(
    """after although and as because before but during due if just not or since so than that though until when
    where whereas whether which while who whom whose"""
)
"""Words at which what was done ends."""
BARE = _listed("a an the its their his her")
"""Words that a telegram does without."""
PARTICLES = _listed("down off out over through up")
"""Words that end a verb: "handed over"."""
PREPOSITIONS = _listed(
    """about across against among at between by concerning for from in into on over regarding through to
    toward towards under upon with within without"""
)
TOPICS = _listed(
    """conference drill drills exercise exercises launch meeting negotiations speech summit talks test trip
    visit"""
)
"""Nouns that name a happening."""
WHICH = _listed(
    """bilateral eighth fifth first fourth joint military missile naval ninth nuclear second seventh sixth
    tenth third trilateral"""
)
"""Words before such a noun that say which one it was."""
