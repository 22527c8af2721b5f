"""English: the words of the document desk."""

from __future__ import annotations

from bot.locales.en_titles import REASONS

TEXT = {
    **{f"reason_{code}": told for code, told in REASONS.items()},
    # Reading
    "desk_reading": "Reading page {done} of {total} …",
    "desk_finding": "Looking for dates … {done} %",
    "desk_pages": "{pages}, ",
    "desk_blank": "⚠️ {blank} of its pages hold no text: pictures are not read.",
    "desk_dated": "It is dated {date}: “last year” is reckoned from that.",
    "desk_undated": (
        "When it came out is not known, so “last year” or a month alone may be left out or misread. If you"
        " know it, drop the paper and import it again with `published`."
    ),
    "desk_taken": (
        "### {title}\n{pages}**{found} found, {known} already known, {waiting} to look at.**"
        " Nothing is in the record before somebody accepts it."
    ),
    "desk_again": (
        "### {title}\n**It was read {when}:** {found} found, {known} already known, {decided} decided,"
        " {waiting} to look at."
    ),
    "desk_nothing": (
        "### {title}\n{pages}**No dated statement was found in it.** {/edit add} adds an event by hand."
    ),
    # A statement
    "act_candidate": "**{title}**",
    "desk_item": "### {title}",
    "desk_place": "-# {number} of {total} · {paper}{locator}",
    "desk_again_skipped": " · skipped before",
    "desk_untitled": "(no title proposed)",
    "desk_date": "**Date** {date}, {precision}{inferred}",
    "desk_relative": ", worked out from what stands before it",
    "desk_inferred": ", inferred",
    "desk_step": "**Agreement** {agreement}: {action}",
    "desk_mentioned": "**Agreement** {agreement}",
    "desk_unknown": "**Agreement** “{agreement}”, not in this record: {/edit agreement add} adds it",
    "desk_sure": "**{sure}** ({percent} %){reasons}",
    "desk_high": "Quite sure", "desk_middling": "Fairly sure", "desk_low": "Unsure",
    "desk_match_duplicate": "🔁 **We have it from this source: {label}** {title}, *{date}*.",
    "desk_match_further": "🔁 **We have it: {label}** {title}, *{date}*. This is one more source for it.",
    "desk_match_refinement": "🔎 **We have it: {label}** {title}, *{date}*. This gives it a more precise"
    " date.",
    "desk_match_contradiction": "⚠️ **{label}** {title} has *{date}*: **this contradicts it**; adding it"
    " stops its notes.",
    # What was just done
    "desk_accepted": "✅ Record {number}: {subject}",
    "desk_rejected": "🗑️ Rejected: {subject}",
    "desk_skipped": "⏭️ Left for later: {subject}",
    "desk_returned": "↩️ It waits again.",
    "desk_dropped": "🗑️ Dropped: {subject}. What was accepted of it stays in the record.",
    "desk_held": "Somebody else is looking at that one now.",
    "desk_decided": "That one was decided on meanwhile.",
    "desk_gone": "That one is no longer there.",
    # How the papers stand
    "desk_read": "{title}, read {when} UTC",
    "desk_papers": "### Papers of this server",
    "desk_paper": "**{title}** {when}: {waiting} to look at, {decided} decided, {known} known before",
    "desk_more": "… and {n} more",
    "desk_none": "### Nothing is waiting\nNo paper was read here yet: {/edit import} reads one.",
    "desk_finished": "**Nothing is waiting.**",
    "desk_left": "**{skipped} left for later.**",
    "desk_others": "**Others are looking at {held} of them,** which are free again ten minutes after.",
    # Forms, buttons
    "form_edit candidate": "A statement found",
    "hint_candidate_event": "E-57 to add it there; new: an event of its own",
    "button_review": "Review {count}", "button_accept": "Accept", "button_add_as": "Add to {label}",
    "button_as_new": "As new", "button_add_where": "Add to …", "button_reject": "Reject",
    "button_skip": "Skip", "button_onward": "Next", "button_skipped": "Those left for later",
    "button_put_back": "Take back", "button_drop": "Drop this paper",
}  # fmt: skip

COUNTS = {"pages": ("{n} page", "{n} pages"), "papers": ("{n} paper", "{n} papers")}

CHANGES = {
    "DocumentImported": "read a paper",
    "DocumentDropped": "dropped a paper",
    "CandidateRejected": "rejected a statement found in a paper",
    "CandidateReturned": "put a statement back for review",
}

REFUSALS = {
    "desk_off": "**This bot reads no files:** whoever runs it has switched that off.",
    "desk_full_papers": "**This server keeps {papers} papers already.** {/edit review} with a paper offers to"
    " drop it.",
    "desk_full_bytes": "**This server keeps {megabytes} MB of text already,** or would with this paper."
    " {/edit review} with a paper offers to drop it.",
    "desk_full_events": "**This server keeps {events} statements already,** or would with this paper."
    " {/edit review} with a paper offers to drop it.",
    "paper_lost": "**The file did not arrive.** Please attach it again.",
    "paper_not_kept": "**A file is not kept while you choose.** Please attach it again, with"
    " `published:{date}`.",
    "paper_busy": "**Another file is being read for this server.** Try again in a minute.",
    "paper_kind": "**Files ending in “{kind}” are not read.** Hand in txt, md, html or pdf; most programs can"
    " save as PDF.",
    "paper_unnamed": "**The file’s name does not say what it is.** Let it end in .txt, .md, .html or .pdf.",
    "paper_large": "**The file is larger than {limit} MB.** Hand in its parts.",
    "paper_pages": "**The file has {pages} pages; {limit} are read.** Hand in its parts.",
    "paper_empty": "**There is no text in the file.** Look whether it is the right one.",
    "paper_binary": "**The file is not text,** or in an encoding that is not known. Save it as UTF-8.",
    "paper_mislabelled": "**The name says {named}, but the file is {found}.** Give it the right ending.",
    "paper_encrypted": "**The PDF is locked with a password.** Save a copy without one.",
    "paper_scanned": "**The PDF holds no text,** at most pictures of it (pages: {pages}). A program that"
    " recognises text (OCR) can add it.",
    "paper_damaged": "**The file is damaged** and cannot be read to its end. Fetch or save it anew.",
    "paper_slow": "**Reading the file took too long** and was ended. Hand in its parts.",
    "paper_heavy": "**Reading the file took too much memory** and was ended. Hand in its parts.",
    "candidate_gone": "**This statement is no longer there:** its paper was dropped.",
    "candidate_held": "**Somebody else is looking at this statement now.** {/edit review} shows the next.",
    "candidate_decided": "**Somebody decided on this statement meanwhile.** {/edit review} shows the next.",
    "unknown_paper": "**There is no paper “{typed}”.** There are: {known}.",
    "no_papers": "**No paper was read here yet.** {/edit import} reads one.",
}
