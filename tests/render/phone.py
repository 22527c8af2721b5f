"""The measured messages that the phone measure is held against: text, labels, characters, pixels."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """A message that was measured at 390 px width."""

    name: str
    blocks: tuple[str, ...]
    labels: tuple[str, ...]
    characters: int
    pixels: int


BRIEF = Measured(
    "brief",
    (
        "### GSOMIA (Japan, South Korea)\n**In force, on our latest entry (21 March 2023).** The"
        " documents end at the signing; *ref.* = from outside them.",
        "**2011** Both sides agree to share intelligence better [1][2]\n"
        "**June 2012** Seoul pulls out an hour before signing [1][2]; *ref.* 29 June [4]\n"
        "**Nov 2016** Signed [1][2]; *ref.* 23 Nov, Seoul [5]\n"
        "**23 Aug 2019** *ref.* Seoul gives notice to end it [6]\n"
        "**22 Nov 2019** *ref.* Notice suspended six hours before expiry [7]\n"
        "**21 Mar 2023** *ref.* Both 2019 notes withdrawn [8]",
        "**Unsure** [3] calls it shelved since 2012: undated, evidently pre-signing. In force at"
        " once, or after an exchange of notes? Reports differ [5, note]; documents silent.\n**Next**"
        " Tomorrow: 10 years since the signing (day: *ref.* [5])",
        "-# [1] Nishino, paper (name, 2017 inferred) [2] Nishino, essay (2017 inferred) [3] Murphy,"
        " undated · *ref.* Yonhap [4] 29.6.2012 [6] 23.8.2019 [7] 22.11.2019; Kyodo [5] 23.11.2016;"
        " Korea Herald [8] 21.3.2023",
    ),
    ("Full text", "Documents only", "Cite"),
    954,
    754,
)

AGREEMENT = Measured(
    "agreement",
    (
        "### GSOMIA on 15 June 2012\n**Not signed; the ceremony was still ahead, if the reference"
        " date is right.** The documents alone cannot tell.",
        "**Documents** awaiting signature *or* just called off: they say “June 2012”, and the 15th"
        " lies inside it [1][2]\n**With ref.** not called off until 29 June [4]",
        "**2011** Agreed to share intelligence better [1][2]; perhaps *ref.* 10 Jan, talks opened"
        " (our match) [5]\n**May 2012** *ref.* A signing planned for late May put on hold, with"
        " ACSA’s [6]\n— 15 June 2012 —\n**29 June 2012** *ref.* Called off under an hour before;"
        " officially a delay [4]\n**Nov 2016** Signed [1][2]",
        "**Disputed** [3] has only “2012” and adds that ACSA’s signing fell with it; [1][2] name"
        " GSOMIA alone.",
        "-# [1] Nishino, paper (name, 2017 inferred) [2] Nishino, essay (2017 inferred) [3] Murphy,"
        " undated · *ref.* [4] Yonhap 29.6.2012 [5] Kyodo 10.1.2011 [6] Korea Herald 29.6.2012",
    ),
    ("Status today", "Full text", "Cite"),
    879,
    686,
)

NOTE = Measured(
    "note",
    (
        "## 28 December\n**11 years ago, 2015: Tokyo and Seoul settle on a comfort-women agreement**"
        " [1][2]\nAbe apologised; Tokyo promised budget money for a foundation set up by Seoul [1]."
        " *Ref.*: the foreign ministers announced it in Seoul; Abe and Park spoke by telephone at"
        " 17:48 Tokyo time [3].",
        "**Since** *ref.* 9 Jan 2018: Seoul won’t renegotiate, but puts its own money in place of"
        " Japan’s [4]. 21 Nov 2018: it announces the foundation’s end [5]. Nothing later on record.",
        "**Tomorrow** TISA, 12 years: 29 Dec 2014 in Seoul and Tokyo, still the 28th in Washington"
        " (*ref.* [6]; documents: Dec 2014)",
        "-# [1] Nishino, paper (name, 2017 inferred) [2] Nishino, essay (2017 inferred) · *ref.* [3]"
        " MOFA Japan 28.12.2015 [4] US Embassy Tokyo digest 10.1.2018 [5] KBS World 21.11.2018 [6] US"
        " Defense Dept 28.12.2014",
    ),
    ("Full story", "Calendar", "Why this?"),
    797,
    668,
)

PREVIEW = Measured(
    "preview",
    (
        "### Not saved yet: is this right?\n"
        "**Obama, Abe and Park meet in The Hague**\n"
        "**Date** “25 Mar 2014” → **Tuesday 25 March 2014**, exact day (`2014-03-25`)\n"
        "**Will post** 25 March 2027 at 09:00 Seoul (13 years), then yearly\n"
        "**Parties** Japan, South Korea, United States\n"
        "**Agreement** none; no status changes\n"
        "**Source** American Presidency Project, 25.3.2014",
        "⚠️ **We may have it: E-57** Obama brings Abe and Park together, *March 2014, month only* [1]\n"
        "Same month and parties, like title. Added to E-57, yours gives it the day; [1] keeps its month.",
        "-# Holds in this server only. Draft 3, kept 24 hours: /edit drafts. [1] Nishino, paper"
        " (name, 2017 inferred)",
    ),
    ("Add to E-57", "Save as new", "Agreement…", "Edit", "Cancel"),
    649,
    628,
)

WHY = Measured(
    "why",
    (
        "### Why no note on 23 November 2026?\n**Two were due; both were skipped. I could not write"
        " here from 08:12 to 21:40, past your 12-hour grace.**",
        "✅ GSOMIA signed, **10 years** (day: *ref.* [1]; documents: Nov 2016)\n"
        "✅ Yeonpyeong shelled, 16 years (day: *ref.* [2]; document: 2010)\n"
        "✅ Your filters let both through; not paused\n"
        "❌ 09:00 Seoul: *Send Messages* missing; editors told at 09:01 in #mods\n"
        "❌ 21:00 grace over: skipped (post record 8841)\n"
        "✅ 21:40 permission back",
        "**Next** 27 November 2026, 09:00. These two: 23 November 2027",
        "-# *ref.* [1] Kyodo 23.11.2016 [2] AFP 29.11.2010",
    ),
    ("Post now, marked late", "Settings"),
    571,
    545,
)

MEASURED = (BRIEF, AGREEMENT, NOTE, PREVIEW, WHY)
