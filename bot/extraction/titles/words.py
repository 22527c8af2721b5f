"""The English words for finding a clause for a title: who can act, what says that something was done."""

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
"""Irregular participles, as after "has", and the past forms that titles have instead."""
NO_VERBS = listed("armed conducted dated hundred indeed united unprecedented")
"""Words in -ed that are not verbs, or that say nothing without their noun."""
FUTURE = listed("ll shall will")
PLANNING = listed("intend intends plan plans")
"""Verbs before "to" with what is to be done."""
DENIED = listed("have never not")
"""Words after "will" and the like that deny the future action."""
PRONOUNS = listed("he i it she we")
"""Subjects that titles leave out."""
THEMSELVES = PRONOUNS | {"they"}
"""Subjects of what somebody announces that he will do."""
TOGETHER = listed("both the their these they three two")
THE_SAME = listed(
    "allies chiefs countries governments leaders ministers nations parties powers presidents sides states"
)
"""The first and the last words of a subject that refers to parties named before: "both sides", "they"."""
NOBODY = listed("each every few neither no nobody none nothing that there this what")
"""Words at the beginning of a clause that name nobody who acts."""
COORDINATING = listed("and but then")
"""Words that begin a further main clause."""
CONJUNCTIONS = listed("after although because once since when while")
"""Words that begin a subordinate clause, which may say what was done."""
UNSURE = listed("almost be been cannot could is may might must never not should would")
"""Words between a subject and a verb that make it unsure whether something was done."""
AUXILIARIES = listed("also d had has have ve")
HEADS = listed(
    """administration administrations air ambassador army authorities cabinet chief chiefs commander congress
    court defence delegation delegations diplomats emperor envoy envoys fleet force forces foreign general
    generals government governments king leader leaders military minister ministers ministry ministries navy
    negotiators officer officers officials parliament party president presidents prime public queen secretary
    senate side sides soldiers troops vice"""
)
"""Offices and bodies that act for a party; they may be between its name and the verb, as may names."""
PLAIN_HEADS = listed("government governments leaders side sides")
"""Those of them that add nothing to the party's name."""
NOT_A_SUBJECT = listed(
    """about after against among as at before between by could during for from had if in into may might of on
    over regarding should since than that to toward towards under unless until upon whether while with within
    without would"""
)
"""Words right before a party's name after which the party is not the subject, or may not have acted."""
REPORTING = listed(
    """added agreed announced argued claimed confirmed declared denied estimated explained found mentioned
    noted promised recalled reported said showed stated stressed told warned"""
)
"""Verbs of saying, which without an object only introduce what is told."""
TELLING = (REPORTING - {"agreed", "denied", "found", "mentioned", "promised", "showed", "told"}) | listed(
    "announces argues claims confirms declares notes reports reiterates reiterated says states stresses warns"
)
"""Verbs of saying with a person or body before them and what these said behind them."""
SAYING = (REPORTING - {"denied"}) | {"aware", "informed", "note", "recall"}
"""Words before "that" after which something is told as a fact."""
PARTICLES = listed("down off out over through up")
"""Particles of verbs: "handed over"."""
TOPICS = listed(
    """conference drill drills exercise exercises launch meeting negotiations speech summit talks test trip
    visit"""
)
"""Nouns for events."""
WHICH = listed(
    """bilateral eighth fifth first fourth joint military missile naval ninth nuclear second seventh sixth
    tenth third trilateral"""
)
"""Words before such a noun that say which event it was."""
