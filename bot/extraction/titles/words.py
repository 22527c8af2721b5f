"""The English words by which a clause is read for its title: who acts, what says that something was done."""

from __future__ import annotations

from collections.abc import Mapping

from bot.extraction.english import listed

PERFECT: Mapping[str, str] = {
    "beaten": "beat", "begun": "began", "broken": "broke", "chosen": "chose", "drawn": "drew",
    "driven": "drove", "fallen": "fell", "flown": "flew", "forbidden": "forbade", "frozen": "froze",
    "given": "gave", "grown": "grew", "overthrown": "overthrew", "risen": "rose", "seen": "saw",
    "shown": "showed", "sunk": "sank", "sworn": "swore", "taken": "took", "thrown": "threw",
    "undergone": "underwent", "undertaken": "undertook", "withdrawn": "withdrew", "written": "wrote",
}  # fmt: skip
"""Participles that stand after "has", and how a telegram has them."""
NO_VERBS = listed("armed conducted dated hundred indeed united unprecedented")
"""Words in -ed that are no verb, or one that says nothing beside its noun."""
FUTURE = listed("ll shall will")
DENIED = listed("have never not")
"""Words after these by which it is not said to come."""
PRONOUNS = listed("he i it she we")
"""Subjects that a title does without."""
TOGETHER = listed("both the their these they three two")
THE_SAME = listed(
    "allies chiefs countries governments leaders ministers nations parties powers presidents sides states"
)
"""With what such a subject begins, and ends, that is parties named before: "both sides", "they"."""
NOBODY = listed("each every few neither no nobody none nothing that there this what")
"""Words with which nobody's deed begins."""
COORDINATING = listed("and but then")
"""Words with which a further clause of a sentence begins."""
CONJUNCTIONS = listed("after although because once since when while")
"""Words with which a clause begins that says what was done."""
UNSURE = listed("almost be been cannot could is may might must never not should would")
"""Words between a subject and a verb by which it surely does not say what was done."""
AUXILIARIES = listed("also d had has have ve")
HEADS = listed(
    """administration administrations air ambassador army authorities cabinet chief chiefs commander congress
    court defence delegation delegations diplomats emperor envoy envoys fleet force forces foreign general
    generals government governments king leader leaders military minister ministers ministry ministries navy
    negotiators officer officers officials parliament party president presidents prime public queen secretary
    senate side sides soldiers troops vice"""
)
"""Whose deeds are a party's: what may stand between its name and the verb, beside names of people."""
PLAIN_HEADS = listed("government governments leaders side sides")
"""Those that add nothing to the party's name."""
NOT_A_SUBJECT = listed(
    """about after against among as at before between by could during for from had if in into may might of on
    over regarding should since than that to toward towards under unless until upon whether while with within
    without would"""
)
"""Words right before a party's name after which it is none that acts, or none that surely did."""
REPORTING = listed(
    """added agreed announced argued claimed confirmed declared denied estimated explained found mentioned
    noted promised recalled reported said showed stated stressed told warned"""
)
"""Verbs that, with nothing of their own after them, only say who says what is told."""
SAYING = (REPORTING - {"denied"}) | {"aware", "informed", "note", "recall"}
"""Words before "that" by which what comes is told."""
PARTICLES = listed("down off out over through up")
"""Words that end a verb: "handed over"."""
TOPICS = listed(
    """conference drill drills exercise exercises launch meeting negotiations speech summit talks test trip
    visit"""
)
"""Nouns that name a happening."""
WHICH = listed(
    """bilateral eighth fifth first fourth joint military missile naval ninth nuclear second seventh sixth
    tenth third trilateral"""
)
"""Words before such a noun that say which one it was."""
