"""English: the words of editing."""

from __future__ import annotations

TEXT = {
    # Previews
    "preview": "### Not saved yet: is this right?",
    "act_add": "**{title}**",
    "act_amend": "Amend {subject}",
    "act_claim": "One more source for {subject}",
    "act_retract": "Retract {subject}: it leaves answers and notes; its history stays",
    "act_restore": "Restore {subject}",
    "act_merge": "Keep {subject}",
    "act_undo": "Undo {subject}",
    "act_agreement add": "New agreement **{title}**",
    "act_agreement amend": "Amend the agreement {subject}",
    "act_agreement retract": "Take out the agreement {subject}; its events stay",
    "act_source add": "New source **{title}**",
    "act_source amend": "Amend the source {subject}",
    "act_keep": "Keep your server’s version of {subject}",
    "act_take": "Take the corpus’s version of {subject}",
    "date_read": "**Date** “{typed}” → **{date}**, {precision} (`{edtf}`)",
    "precision_day": "exact day", "precision_month": "month only", "precision_season": "season only",
    "precision_year": "year only", "precision_decade": "decade only", "precision_century": "century only",
    "precision_interval": "a span of time", "precision_unknown": "unknown",
    "weekday_day": "{weekday} {date}",
    "line": "**{label}** {value}",
    "none": "none",
    "no_agreement": "none; no status changes",
    "altered": "**{label}** {before} → **{after}**",
    "restatus": "**Status of {name}** {before} → **{after}**",
    "restatus_others": "**Status of others** may change too: {n} more agreements are concerned.",
    "more_options": "Or type one of these: {names}",
    "emptied": "(empty)",
    "read_link": "**Source** {label}, a link {new}",
    "read_known": "**Source** {label}, known here",
    "read_own": "**Source** own knowledge: shown as such, never leads a date, never posted",
    "read_new": "new to this record",
    "double": "⚠️ **We may have it: {label}** {title}, *{date}*",
    "double_finer": "Added to {label}, yours gives it a more precise date; what it has stays beside it.",
    "double_clashes": "Added to {label}, yours contradicts the dates it has: it would be contested.",
    "double_same": "Added to {label}, yours stands beside the dates it has.",
    "double_joins": "The agreement and parties that it lacks are added too.",
    "overlay": "Changes the shipped entry for this server only.",
    "this_server": "Holds in this server only.",
    "draft_kept": "Draft {number}, kept 24 hours: {/edit drafts}.",
    "leads_leads": "this date leads",
    "leads_beside": "stands beside the leading date",
    "leads_contested": "contradicts what is there: the event becomes contested",
    "leads_contradicts": "contradicts the leading date, which an editor preferred",
    "leads_own": "own knowledge: never leads",
    "undo_one": "the change to {name}",
    "undo_many": "{count} changes",
    "undo_more": "… and {n} more",
    "left": "⚠️ Not undone, changed since or undone already: {positions}",
    # Labels of fields
    "label_title": "Title", "label_date": "Date", "label_parties": "Parties", "label_source": "Source",
    "label_remark": "Remark", "label_agreement": "Agreement", "label_action": "What it did to it",
    "label_reason": "Reason", "label_place": "Place", "label_whose": "Statement of",
    "label_new_parties": "New here", "label_leads": "Then", "label_folded": "Folded in",
    "label_moved": "Statements that move", "label_type": "Type", "label_aliases": "Other names",
    "label_ahead": "⚠️ It still lies ahead; today is",
    "label_alike": "⚠️ There is already", "label_name": "Name", "label_short": "Called",
    "label_author": "Author", "label_url": "Link",
    "label_undone": "Taken back", "label_statement": "A source’s date", "label_steps": "Agreement",
    "label_themes": "Themes", "label_weight": "Weight",
    "label_note": "Note", "label_event": "Event", "label_new_name": "New name", "label_link": "Link",
    "label_keep": "Event to keep", "label_drop": "Event to fold into it", "label_record": "Number",
    "label_since": "Since", "label_other": "{key}",
    # Forms: title, and the hint in an empty field
    "form_edit add": "Add an event", "form_edit amend": "Correct an event",
    "form_edit claim": "Add a source’s statement", "form_edit retract": "Retract an event",
    "form_edit restore": "Restore an event", "form_edit merge": "Two entries for one event",
    "form_edit undo": "Undo", "form_edit agreement add": "Add an agreement",
    "form_edit agreement amend": "Correct an agreement",
    "form_edit agreement retract": "Take an agreement out",
    "form_edit source add": "Add a source", "form_edit source amend": "Correct a source",
    "form_edit agreement form": "The agreement it concerns",
    "hint_title": "What happened, in a few words", "hint_date": "25 Mar 2014, June 2012, late 2000s",
    "hint_parties": "Countries or bodies, separated by commas",
    "hint_source": "Link or source; empty: own knowledge",
    "hint_amend_source": "Whose statement, if there are several",
    "hint_remark": "Anything a reader should know",
    "hint_agreement": "Name of the agreement", "hint_action": "signed, notice withdrawn, …",
    "hint_reason": "Why; kept in the history", "hint_other": "…",
    # Receipts
    "saved": "✅ **Saved as record {number}.** {what}",
    "saved_again": "✅ **It was saved before, as record {number}.** {what}",
    "saved_add": "{subject} is in this server’s record.",
    "saved_amend": "{subject} is amended.",
    "saved_claim": "{subject} has one more source.",
    "saved_retract": "{subject} is retracted.",
    "saved_restore": "{subject} is back.",
    "saved_merge": "{subject} has the other’s sources now.",
    "saved_undo": "Undone: {subject}",
    "saved_agreement add": "The agreement {subject} is in this server’s record.",
    "saved_agreement amend": "The agreement {subject} is amended.",
    "saved_agreement retract": "The agreement {subject} is taken out; its events stay.",
    "saved_source add": "The source {subject} is in this server’s record.",
    "saved_source amend": "The source {subject} is amended.",
    "saved_keep": "Your server’s version of {subject} stays.",
    "saved_take": "{subject} is as the corpus has it.",
    "saved_other": "{subject}",
    "cancelled": "Draft {number} is dropped; nothing was changed.",
    # Overtaken
    "overtaken": "### Somebody was faster",
    "overtaken_about": "{subject} was changed since you looked. Nothing of yours is lost or saved yet.",
    "yours": "**Yours**",
    # Histories
    "history_of": "### Changes: {about}",
    "history_all": "### Changes of this server’s record",
    "history_none": "**No changes.**",
    "history_by": "By {who}.",
    "change": "`{position}` {when} {who}: {what} {subject}{reason}",
    "change_detail": "-# {label}: {before} → {after}",
    "somebody": "somebody whose data was deleted",
    "by_seeds": "the shipped corpus",
    "by_operator": "whoever runs the bot",
    "by_erasure": "the bot",
    "choose_whose": "**Whose statement is to be corrected?** Each source keeps its own.",
    "erased": "(text erased)",
    "stale_hint": "⚠️ The corpus changed beneath {count} of this server’s changes: {/edit drafts}.",
    # Drafts
    "drafts": "### Your drafts of the last 24 hours",
    "drafts_none": "Nothing is waiting.",
    "draft_line": "**{number}** `/{command}` {subject}, {when}",
    "stale": "### The corpus changed beneath this server’s changes",
    "stale_line": "{subject}: keep yours, or take the corpus’s?",
    "stale_one": "### {subject}: yours and the corpus’s",
    "stale_same": "They say the same now.",
    "stale_differs": "**{label}** yours: {before}; corpus: {after}",
    # Editors
    "editors": "### Who may edit here",
    "editors_always": "Always: the server’s owner, and whoever holds Manage Server or Manage Messages.",
    "editors_roles": "Roles: {roles}",
    "editors_none": "No role beside them yet: {/edit editors add}.",
    "editor_add": "✅ {role} may edit now (record {number}).",
    "editor_remove": "✅ {role} may no longer edit (record {number}).",
    "editors_hidden": (
        "⚠️ {roles} do not hold Manage Messages, so Discord still hides `/edit` and “Add to the record” from"
        " them."
        " To show them: **Server Settings → Integrations →** this bot **→ Commands → /edit → Add Roles or"
        " Members →** choose the role **→ Save**; then the same for *Add to the record*."
    ),
    # Files, privacy
    "export": "**{rows} rows** in `{name}`: what this server’s record reads now.",
    "export_history": "**{rows} rows** in `{name}`: this server’s own changes, editors under pseudonyms.",
    "privacy_kept": (
        "### What is kept about you\n{records} you made in all servers, {texts} with words of yours;"
        " {drafts}; {papers} you handed in."
        " They are kept under a pseudonym; one row ties it to your Discord id."
    ),
    "privacy_nothing": "### What is kept about you\nNothing: you have not edited, and have no drafts.",
    "privacy_what": (
        "**Delete** removes that row, drops your drafts and the papers you handed in, and"
        " erases for good the text of every record that"
        " holds"
        " your words, also where others quote them. What you added is then gone from answers. The log itself"
        " still verifies. Backups that the operator made before keep it. This cannot be undone."
    ),
    "privacy_gone": (
        "### Deleted\n{texts} erased, {drafts} and {papers} dropped; what else you did is kept under a"
        " pseudonym that nobody can"
        " tie to you any more. The log still verifies."
    ),
    # Buttons
    "button_confirm": "Confirm", "button_save_new": "Save as new", "button_add_to": "Add to {label}",
    "button_agreement": "Agreement…", "button_edit": "Edit", "button_cancel": "Cancel",
    "button_undo": "Undo", "button_mine": "Replace with mine", "button_theirs": "Keep theirs",
    "button_draft": "Draft {number}", "button_keep": "Keep ours", "button_take": "Take theirs",
    "button_delete": "Delete my data", "button_delete_all": "Delete for good",
    # First meeting
    "resting": (
        "**Notes in <#{channel}> are suspended.** {why}\n\nThey go on by themselves once that is mended; one"
        " that was missed is sent late, as far as its grace allows. {/why} tells what was missed."
    ),
    "resting_permission": "I lack the permission *{permission}* there.",
    "resting_channel_gone": "Discord says that the channel is no longer there.",
    "resting_forbidden": "Discord does not let me write there, though my permissions seem right.",
    "hello": (
        "### Aide-mémoire is here\nIt answers from a record of dated, sourced events. Try {/brief} or {/on};"
        " {/help} tells the rest.\n\n**For whoever runs this server**\n{/edit add} adds an event of your own;"
        " {/edit editors add} lets a role edit beside those who hold Manage Messages. What you add stays in"
        " this server. {/posts setup} posts anniversaries in a channel; there it needs {permissions}."
        " {/edit import} finds the dates in a paper of yours. It reads no messages; {/help} `topic:privacy`"
        " says what it keeps."
    ),
}  # fmt: skip

COUNTS = {
    "records": ("{n} record", "{n} records"),
    "texts": ("{n} text", "{n} texts"),
    "drafts": ("{n} draft", "{n} drafts"),
}

CHANGES = {
    **dict.fromkeys(("AgreementAdded", "SourceAdded", "PartyAdded", "ThemeAdded"), "entered"),
    **dict.fromkeys(("AgreementAmended", "SourceAmended", "PartyAmended", "ThemeAmended"), "amended"),
    **dict.fromkeys(
        ("AgreementRetracted", "SourceRetracted", "PartyRetracted", "ThemeRetracted"), "taken out"
    ),
    **dict.fromkeys(
        ("AgreementRestored", "SourceRestored", "PartyRestored", "ThemeRestored"), "brought back"
    ),
    "EditorRoleAdded": "let edit",
    "EditorRoleRetracted": "stopped from editing",
    "EditorRoleRestored": "let edit again",
    "SubscriptionAdded": "got notes",
    "SubscriptionAmended": "notes changed",
    "SubscriptionRetracted": "notes ended",
    "SubscriptionRestored": "notes started again",
    "OverlayKept": "kept over the corpus’s change",
}

_REASONS = (
    "by undo", "undone", "stopped", "as the corpus says", "seeds changed", "removed from the seeds",
    "at the request of who wrote it", "the bot left the server",
)  # fmt: skip
REASONS = {reason: reason for reason in _REASONS}
"""Why the program itself changed something, as the log says it."""

REFUSALS = {
    "edit_server_only": "**Editing works in a server only,** where the bot was invited.",
    "not_editor": "**You may not edit here.** The server’s owner, Manage Server, Manage Messages and the"
    " roles in {/edit editors list} may. Nothing was changed.",
    "managers_only": "**Only the server’s owner and Manage Server decide who may edit.**",
    "draft_gone": "**This draft is no longer there:** dropped, saved, or older than 24 hours."
    " {/edit drafts} lists those you have here.",
    "form_incomplete": "**A title and a date are needed.** What you typed is kept.",
    "title_missing": "**The title is empty.** Say in a few words what happened.",
    "name_missing": "**The name is empty.**",
    "date_missing": "**The date is missing.** As you would write it: 25 Mar 2014, June 2012, late 2000s.",
    "reason_missing": "**The reason is missing.** Say why; it is kept in the history.",
    "unknown_source": "**The record has no source “{typed}”.** Give a link (https://…), a source’s name, or"
    " “own knowledge”; {/edit source add} adds one.",
    "unknown_agreement": "**The record knows no agreement “{typed}”.** {/edit agreement add} adds one;"
    " {/find} searches for words.",
    "unknown_action": "**“{typed}” is not something that an event does to an agreement.** It may be:"
    " {known}.",
    "action_alone": "**Which agreement did it do that to?** Name the agreement too.",
    "not_its_source": "**“{typed}” says nothing about this event.** Its sources: {known}.",
    "no_statement": "**No source dates this event yet.** {/edit claim} adds one’s statement.",
    "claim_exists": "**That source gives {event} this date already.**",
    "bad_link": "**“{typed}” is not a link.** One begins with https:// or http://, names a site, has"
    " no spaces.",
    "unknown_record": "**This server’s record has no number {record}.** {/edit history} lists them.",
    "since_alone": "**Whose changes?** Give `by` as well, or a record’s number.",
    "since_missing": "**Since when?** Such as 2 hours, 3 days or 2026-11-20.",
    "unreadable_since": "**“{typed}” is not a time in the past.** Such as 2 hours, 3 days or 2026-11-20.",
    "nothing_to_undo": "**There is nothing to undo.**",
    "unknown_retracted": "**No event “{typed}” was retracted lately.** {/edit history} lists what was; its"
    " number, such as E-57, will do too.",
    "nothing_by": "**They changed nothing here since then.**",
    "too_many": "**These are more than {limit} changes.** Give a later `since`.",
    "link_as_party": "**“{typed}” is a link, not a country or body.** Give it as the source.",
    "cannot_undo": "**This record cannot be undone:** its text was erased, or it changed nothing.",
    "changed_since": "**It was changed again since,** so that undoing it would undo somebody else’s work too."
    " Undo the later change first, or amend.",
    "undone_already": "**It is undone already.** {/edit history} tells by whom.",
    "already_retracted": "**It is retracted already** ({reason}). {/edit restore} brings it back.",
    "not_retracted": "**It is not retracted.**",
    "retracted": "**It is retracted** ({reason}). {/edit restore} brings it back.",
    "merged": "**It was merged into another entry.**",
    "merged_away": "**{event} was merged into {into}.** Change that one; {/edit undo} with record:{record}"
    " parts them again.",
    "same_event": "**These are the same event.**",
    "nothing_changed": "**Nothing would change:** it reads like this already.",
    "exists": "**It is there already.**",
    "unknown": "**The record does not know it.**",
    "unknown_claim": "**That statement is no longer there.**",
    "unknown_kind": "**“{typed}” is not a kind of event.**",
    "fixed_field": "**{field} cannot be changed.**",
    "bad_value": "**A value does not fit:** {why}",
    "try_again": "**Others are changing the same right now.** Nothing of yours is lost; please press again.",
    "not_stale": "**There is nothing to decide any more:** your server’s version is up to date with the"
    " corpus.",
    "no_editor": "**That role is not among the editors.** {/edit editors list} lists them.",
    "editor_already": "**That role may edit already.** {/edit editors list} lists all.",
    "unknown_export": "**“{typed}” cannot be exported.** There are events, agreements, claims, sources and"
    " history, as csv, json or jsonl.",
    "too_large": "**That is too large for a Discord message.** Whoever runs this bot can export it on the"
    " command line: `aide-memoire export`.",
}

EDITING = (
    "Who edits",
    "The server’s owner, whoever holds Manage Server or Manage Messages, and the roles in"
    " {/edit editors list} can change this server’s record: {/edit add}, {/edit amend}, {/edit claim},"
    " {/edit retract}; or long-press a message → Apps → *Add to the record*. Nothing is saved before"
    " you confirm a preview that only you see; drafts wait 24 hours in {/edit drafts}. {/edit import}"
    " finds the dated statements in a paper (txt, md, html, pdf); {/edit review} shows them one by one, to"
    " accept, correct, add to a known event, or reject.\n\nEverything can be taken back: Undo on the receipt,"
    " {/edit undo}, {/edit restore}; {/edit history} tells who changed what, when and why. What is changed"
    " of a shipped entry (E-57) holds in this server alone, as do its own entries (S-3). Found a mistake?"
    " Tell an editor, with the number and a source.",
)
PRIVACY = (
    "Your data",
    "The bot reads the command you typed, with *Add to the record* the message you chose, and nothing else in"
    " the channel. It keeps the question behind each button, so that the button works after a restart, and in"
    " the button your Discord id, so that only you can use it. The record holds no reader’s name.\n\nIf you"
    " **edit**, what you wrote is kept under a pseudonym, which one row ties to your Discord id; drafts"
    " are kept"
    " 24 hours, the text of papers you hand in until they are dropped. Of notes it keeps what was posted"
    " where, never who read it. The first"
    " button shows what is kept about you, and deletes it. When the bot leaves a server,"
    " that server’s record is erased after 30 days.\n\nAsk whoever runs this bot about logs and backups. With"
    " `private: True` nobody else sees the answer.",
)
