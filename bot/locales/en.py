"""English: every word that answers are made of."""

from __future__ import annotations

from bot.domain import entities
from bot.domain.dates import Precision
from bot.locales import en_dates, en_desk, en_edit, en_notes, en_posts
from bot.locales.words import Words

TEXT = {
    **en_edit.TEXT,
    **en_notes.TEXT,
    **en_posts.TEXT,
    **en_desk.TEXT,
    **en_dates.TEXT,
    # Parts of lines
    "ref": "*ref.*",
    "since_the": "since the {date}",
    "before": "before {date}",
    "since_before": "since before {date}",
    "part_of": "{part} {year}",
    "early": "early",
    "mid": "mid",
    "late": "late",
    "between": ", ",
    "or": " *or* ",
    "or_long": "; *or* ",
    "undated": "undated",
    "footnote_undated": "{label}, undated",
    "in_place": "{date} in {place}",
    "contested": "*dates contradict*",
    "more_in_file": "… {count} in the full text",
    "more_than_file": "… {count}; the full text has {listed}",
    "years_ago": "{years} ago",
    "years_coming": "{years} this year",
    "round_years": "**{years}**",
    # Names that several things have, told apart, and what is offered while typing: shown, and read back
    "spelt_own": "This server’s: {name}",
    "spelt_own_sort": "This server’s {sort}: {name}",
    "spelt_sort": "{Sort}: {name}",
    "spelt_number": "{Sort} ({number}): {name}",
    "sort_theme": "theme",
    "sort_party": "party",
    "offer_date": "{date} ({precision})",
    "offer_every_year": "{date} (every year)",
    "offer_dated": "{name} ({date})",
    "offer_statement": "{source}: {said}",
    "offer_dates": "{dates} / {date}",
    "offer_place": "{place} (now {time}, {zone})",
    "offer_zone": "{place} (now {time})",
    # Beside answers
    "not_yours": "These buttons belong to the person who asked. To ask it yourself: {command}",
    "not_yours_with": (
        "These buttons belong to the person who asked. To ask it yourself: {command} with `{typed}`"
    ),
    "forgotten": "I no longer know what this button asked. Please give the command again ({/help}).",
    "failed": (
        "**Sorry, that went wrong.** The fault is mine. Trying again may help; if it does not, whoever"
        " runs this bot finds the details in its log under `{reference}`."
    ),
    "stopped": (
        "**I am shutting down and cannot say how that ended.** Please ask again once I am back: nothing is"
        " done twice."
    ),
    "unusable": (
        "**My record’s disk is full or failing:** nothing can be saved. Please try again later;"
        " whoever runs this bot finds what to do in its log under `{reference}`."
    ),
    # Headings
    "with_parties": "{name} ({parties})",
    "on_date": "on {date}",
    "in_date": "in {date}",
    "name_when": "{name} {when}",
    "as_typed": "{typed} ({date})",
    "as_quoted": "“{typed}” ({date})",
    # Verdicts
    "verdict_now": "**{status}, on our latest entry ({date}).**",
    "verdict_now_at_latest": "**{status} (our latest entry).**",
    "verdict_now_undated": "**{status}; no entry is dated.**",
    "verdict_then": "**{status}.**",
    "verdict_undated": "**Nothing dated on record.** Named without a date: {names}.",
    "verdict_silent": "**No step on record.**",
    "verdict_silent_now": "**No step on record (latest entry: {date}).**",
    "verdict_silent_then": "**Nothing on record by then; its first step is dated {date}.**",
    "verdict_silent_then_reference": ("**Nothing on record by then; its first step is dated {date}** *ref.*"),
    "dated_to": "to the {date}",
    "verdict_silent_perhaps": "**Nothing on record by then, if the reference date is right.**",
    "verdict_late": "**{status}, on our latest entry before then ({date}).**",
    "verdict_dates": "**{count}, the latest from {date}.**",
    "verdict_dates_undated": "**{count}.**",
    "verdict_dates_then": "**{count} of that time.**",
    "verdict_dates_until": "**{count} that had begun by then, or may have.**",
    "several_now": "**On our latest entry ({date}):** {statuses}.",
    "several_now_undated": "**Where things stand:** {statuses}.",
    "several_then": "**Where things stood:** {statuses}.",
    "nothing_begun": (
        "**Nothing on record is known to have begun {when}.** What follows, and its sources, may be older."
    ),
    "one_of_several": "{name}: {status}",
    "if_reference": "{status}, if the reference date is right",
    "start_and_end": "at the start: {start}; at the end: {end}",
    "start_and_end_same": "at the start and at the end: {status}",
    "start_and_today": "at the start: {start}; today: {end}",
    "start_and_today_same": "at the start and today: {status}",
    "taken_elsewhere": "By the date in {place} ({date}) the next step had already been taken{notes}.",
    "documents_cannot_tell": "The documents alone cannot tell.",
    "documents_end_at": "The documents end at {what}; *ref.* = from outside them.",
    "documents_end_by": "The documents’ latest date is {date}; *ref.* = from outside them.",
    "reference_is_outside": "*ref.* = from outside the documents.",
    "documents_silent": "Only *ref.* tells of it; the documents do not name it.",
    "documents_undated": "All its dates are *ref.*; the documents name it without one.",
    "documents_only": "The documents alone, without the reference pack.",
    "known_at": "As this record stood at its position {position}.",
    "known_on": "As this record knew it on {date}.",
    # Status lines
    "by_documents": "**Documents** {status}",
    "by_documents_silent": "**Documents** no step on record by then",
    "with_reference": "**With ref.** {status}",
    "why_inside": "{who} give only {date}, and {day} lies inside it",
    "why_rough": "{who} say only {words}, which leaves {day} open",
    "why_differ": "the dates for {what} differ",
    "they": "they",
    "the_sources": "the sources",
    "the_documents": "the documents",
    "not_until": "not called off until {date}",
    "inferred": "in force (inferred)",
    "inferred_unsigned": "in force (inferred), its signing not on record",
    "inferred_why": "in force (inferred{why})",
    "in_force": "in force",
    "why_later": " because {what} came later",
    "why_so": " from {what}",
    "established_and_held": "established {founded}, last held {date}",
    "series_and_held": "held {since}, last on record {date}",
    "series_and_held_short": "held {since}, last {date}",
    "held_in_age": "held in the {date}",
    "last_held": "last held {date}",
    "on_record": "{status} {date}",
    "nothing_later": "{status}, no later change of status on record",
    "unsigned": "not signed",
    "by_own_knowledge": "{status} (own knowledge)",
    "as_changed_here": "{status} (changed here)",
    "ended_yet": "{status}; yet a later step tells of {what}",
    "end_announced": "its end announced",
    "awaiting": "not yet signed",
    "awaiting_ahead": "not signed; the ceremony was still ahead",
    "awaiting_or": "awaiting signature",
    "cancelled_or": "just called off",
    "called_off_and_shelved": "signing called off, since then shelved",
    "not_signed": "not signed: {status}",
    "silent": "no status on record",
    "nothing_yet": "no step on record by then",
    "mark_day": "— {day} —",
    "mark_start": "— {date} begins —",
    "mark_end": "— {date} ends —",
    # Doubts, next, look-alikes
    "disputed": "**Disputed** {text}",
    "doubt_dates": "**Date disputed** {text}",
    "unsure": "**Unsure** {text}",
    "silent_doubt": "**Note** {text}",
    "next": "**Next** {when}: {title}, {years}{source}",
    "next_source_reference": "(day: *ref.*{marks})",
    "today": "Today",
    "tomorrow": "Tomorrow",
    "unlike": "**Not to be confused with** {names}",
    "also": "**Also** {names}",
    # /event
    "event_steps": "**Agreement** {steps}",
    "step": "{agreement}: {action}",
    "claim": "{mark} **{date}**{words}{details}",
    "claim_reference": "{mark} *ref.* **{date}**{words}{details}",
    "claim_words": "“{words}”",
    "claim_quoted": "> {text}",
    "leads_finest": "leads: the most precise of those that agree",
    "leads_preferred": "leads: an editor preferred it",
    "differs": "contradicts the others",
    "differs_of_two": "contradicts the other",
    "differs_from_lead": "contradicts it",
    "contested_event": (
        "**Contested: the sources contradict each other; all their dates are shown and none leads.**"
    ),
    "retracted": "**Retracted:** {reason}",
    "merged": "**Merged into {into}.**",
    "history": "**Changes** {lines}",
    "history_line": "{change} {when}, record {position}{reason}",
    "history_more": "{n} before that",
    # /on
    "on_none": "**Nothing on this day.**",
    "on_none_documents": "**The documents: nothing on this day.**",
    "on_some": "**{count} on this day.**",
    "on_day_unknown": "**{count} whose day is unknown.**",
    "on_reference": "*Ref.*: {titles}.",
    "on_reference_title": "{title}, {year}",
    "on_nothing": "**The record has nothing for {date}.**",
    "on_ahead": "{/upcoming} lists the anniversaries ahead.",
    "on_nothing_began": "**Nothing on record is known to have begun {when}.**",
    "part_days_of_month": "**On days of {month}**",
    "part_also": "**This day by another source’s date, or elsewhere in the world**",
    "part_also_then": "**By another source’s date**",
    "part_during": "**Over several days, weeks or months**",
    "part_month": "**This month, day unknown**",
    "part_year": "**Round this year, month unknown**",
    "part_days": "**Dated to the day**",
    "part_months": "**Dated to the month**",
    "part_years": "**Dated to the year or longer**",
    "day_is_reference": "(day: *ref.*{marks}; documents: {date})",
    # Lists
    "timeline": "Timeline: {subject}",
    "timeline_all": "Timeline",
    "range_one": " of {date}",
    "range": ", {first} to {last}",
    "age": "the {date}",
    "range_from": " from {first} on",
    "range_to": " up to {last}",
    "list_count": "**{count}{range}.**",
    "list_perhaps": "Not counted: {count} that may have begun then or before ({labels}).",
    "list_perhaps_more": "Not counted: at least {count} that may have begun then or before ({labels}).",
    "list_page": "**{count}{range}; page {page} of {pages}.**",
    "more_than": "More than {count}",
    "list_none": "**Nothing on record{range}.**",
    "everything": "everything",
    "found": "Found: {criteria}",
    "found_respelt": "**Nothing on record for this.** Nearest to it: “{words}”.",
    "found_fewer": "**Nothing on record has all these words.** Each button searches for one of them.",
    "found_nearest": "Nearest to them:",
    "found_none": (
        "**Nothing on record for this.** The record has dated events, agreements and their sources, and"
        " nothing else. Try fewer words, or {/brief} with a name."
    ),
    "found_none_with_options": "**Nothing on record for this.** Leave out an option, or give other words.",
    "found_none_so": (
        "**No agreement on record has this status today.** {/agreement} tells how one stands or stood."
    ),
    "found_none_then": (
        "**Of no agreement do the sources say that it had this status then.** {/agreement} with `as_of`"
        " tells how one stood."
    ),
    "found_now": "Status on our latest entry ({date}).",
    "found_then": "Status on {date}.",
    "hit_agreement": "**{name}** {status}",
    "hit_source": "**Source** {name}",
    "hit_theme": "**Theme** {name}: {/brief}",
    # /source
    "source_by": "**{author}**",
    "source_by_unknown": "**No author printed**",
    "basis_stated": "{date}, as printed",
    "basis_inferred": "{date}, inferred: it prints no date",
    "basis_own": "{date}, as the editors gave it",
    "basis_paper": "{date}, as printed or as the editors gave it",
    "basis_absent": "undated",
    "source_reference": "From the reference pack (*ref.*): a dated citation from outside the documents.",
    "source_document": "One of the documents the record rests on.",
    "source_own": "Added by this server’s editors.",
    "source_grade": "Grade: {grade}",
    "source_says": "**Says here** {count}",
    "source_silent": "**It dates no event of the record.**",
    "source_sum": "-# sha256 `{sum}`",
    "source_link": "its page",
    # /brief as:file
    "file_title": "{subject}: briefing",
    "file_made": "Prepared on {date} from the record as it then stood (position {position} of its log).",
    "file_stands": "Where it stands",
    "file_stands_each": "{name}: {status}",
    "file_dates": "Dates",
    "file_doubts": "Disputed, unsure or not said",
    "file_doubt": "“{title}”: {text}",
    "file_next": "Next",
    "file_sources": "Sources",
    "file_reading": "How to read this",
    "file_no_dates": "No dated entry.",
    "file_cut_newest": "Only the {shown} newest of {total} entries are listed.",
    "file_cut_weightiest": "Only the {shown} weightiest of {total} entries are listed.",
    "file_note": "Note: {text}",
    "file_how": (
        "A date is as precise as its source: “June 2012” means that the source gives no day. “c.” is"
        " about, “uncertain” is doubtful in the source itself. “ref.” marks what stands outside the"
        " documents, in the reference pack. E-57 is an event’s number. Among the sources, “record 812”"
        " is the position in the log since which that entry reads as it does here. A status that is"
        " inferred says so."
    ),
    "file_attached": "The full text is attached: {dates}, {sources}.",
    "file_stem": "{subject}-briefing-{day}",
    "file_stem_then": "{subject}-briefing-as-of-{then}",
    # Citations
    "cite": "Sources: {subject}",
    "cite_none": "**This answer cites no source.**",
    "cite_for": "for {labels}",
    "cite_record": "{label} (record {position})",
    # Choosing
    "which": "Which one?",
    "choose_more": "More things have this name; the search lists them all.",
    "choose_rest": "… and {n} more; typing more of the name narrows them down.",
    "choose_name": "**“{typed}” may mean:**",
    "choose_date": "**“{typed}” can be read as:**",
    "choose_one": "**Did you mean this?** You typed “{typed}”.",
    # Buttons
    "button_file": "Full text",
    "button_documents": "Documents only",
    "button_all": "All sources",
    "button_timeline": "Timeline",
    "button_cite": "Cite",
    "button_today": "Status today",
    "button_back": "◀ {page}",
    "button_on": "{page} ▶",
    # Refusals
    "refusal_nearest": "Perhaps you meant one of these:",
    "refusal_nearest_one": "Perhaps you meant this:",
    "typed_file": "All that you typed is in the file.",
    "typed_again": "So that nothing is lost, you typed:",
    "too_often": "**You had several files just now;** more would keep me from answering others. You can have"
    " this one from <t:{when}:t> on. The button asks for it again.",
    "too_often_in": "**You had several files just now;** reading more would keep me from answering others."
    " You can hand this one in from <t:{when}:t> on.",
    "button_again": "Try again",
    "button_every_year": "{name}, any year",
    "button_unbounded": "All its dates",
    "button_going_on": "What went on then",
    "button_search": "Search “{words}”",
}

COUNTS = {
    **en_edit.COUNTS,
    **en_notes.COUNTS,
    **en_posts.COUNTS,
    **en_desk.COUNTS,
    "years": ("{n} year", "{n} years"),
    "events": ("{n} event", "{n} events"),
    "entries": ("{n} entry", "{n} entries"),
    "dates": ("{n} date", "{n} dates"),
    "more": ("{n} more date", "{n} more dates"),
    "dated": ("{n} dated entry", "{n} dated entries"),
    "sources": ("{n} source", "{n} sources"),
}

STANDINGS = {
    "proposed": "proposed",
    "recommended": "recommended",
    "negotiating": "under negotiation, not signed",
    "agreed": "agreed",
    "announced": "announced",
    "issued": "issued",
    "initialled": "initialled, not signed",
    "signed": "signed",
    "ratified": "ratified",
    "entered_into_force": "in force",
    "extended": "extended",
    "superseded": "superseded",
    "expired": "expired",
    "terminated": "terminated",
    "abandoned": "abandoned",
    "shelved": "shelved",
    "established": "established",
    "held": "held",
    "dissolved": "dissolved",
}

CONDITIONS = {
    "signing_cancelled": "signing called off",
    "suspended": "suspended",
    "resumed": "resumed after a suspension",
    "notice_given": "notice to end it given",
    "notice_suspended": "notice to end it suspended",
    "notice_withdrawn": "notice to end it withdrawn",
    "disputed": "disputed",
    "settled": "dispute settled",
}

ACTIONS = {
    **STANDINGS,
    **CONDITIONS,
    "initialled": "initialled",
    "negotiating": "negotiations",
    "entered_into_force": "entered into force",
    "signing_cancelled": "signing called off",
    "notice_withdrawn": "notice withdrawn",
    "mentioned": "mentioned, no change of status",
}

ENDINGS = {
    "proposed": "the proposal",
    "recommended": "a recommendation",
    "negotiating": "negotiations",
    "agreed": "the agreement on it",
    "announced": "the announcement",
    "issued": "its issue",
    "initialled": "the initialling",
    "signed": "the signing",
    "ratified": "the ratification",
    "entered_into_force": "its entry into force",
    "extended": "an extension",
    "superseded": "its replacement",
    "expired": "its expiry",
    "terminated": "its termination",
    "abandoned": "its abandonment",
    "shelved": "its shelving",
    "established": "its establishment",
    "held": "a meeting",
    "dissolved": "its dissolution",
    "signing_cancelled": "a called-off signing",
    "suspended": "a suspension",
    "resumed": "a resumption",
    "notice_given": "a notice to end it",
    "notice_suspended": "a suspended notice to end it",
    "notice_withdrawn": "a withdrawn notice to end it",
    "disputed": "a dispute",
    "settled": "a settled dispute",
}

KINDS = {
    **{kind: kind for kind in entities.KINDS},
    "nuclear_test": "nuclear test",
    "missile_launch": "missile launch",
}

TYPES = {
    **{type_: type_ for type_ in entities.AGREEMENT_TYPES},
    "exchange_of_notes": "exchange of notes",
    "secret_agreement": "secret agreement",
    "joint_statement": "joint statement",
    "exercise_series": "series of exercises",
    "research_project": "research project",
}

CHANGES = {
    **en_edit.CHANGES,
    **en_desk.CHANGES,
    "EventAdded": "entered",
    "EventAmended": "amended",
    "ClaimAdded": "source added",
    "ClaimAmended": "a source’s statement amended",
    "ClaimRetracted": "a source’s statement taken out",
    "ClaimRestored": "a source’s statement brought back",
    "DatePreferred": "leading date chosen",
    "EventRetracted": "retracted",
    "EventRestored": "restored",
    "EventMerged": "merged into another",
    "EventUnmerged": "parted again",
    "BodyErased": "a text erased",
}

REFUSALS = {
    **en_edit.REFUSALS,
    **en_notes.REFUSALS,
    **en_posts.REFUSALS,
    **en_desk.REFUSALS,
    "unknown_name": "**The record knows nothing called “{typed}”.** Names and aliases work in English,"
    " Japanese and Korean; {/find} searches for words.",
    "name_in_texts": "**“{typed}” is no name on record, but entries have its words.** {/find} lists them.",
    "number_of_event": "**“{typed}” is the number of an event.** {/event} shows it.",
    "several_names": "**“{typed}” names several things; this takes one at a time.**",
    "unknown_event": "**The record has no event “{typed}”.** A number looks like E-57; {/find} searches for"
    " words.",
    "unreadable_date": "**“{typed}” cannot be read as a date.** {why}",
    "no_point_in_time": "**“{typed}” is not a point in time.** {why}",
    "impossible_date": "**There is no such date: “{typed}”.** {why}",
    "backwards": "**From “{from}” to “{to}” runs backwards.** The earlier date comes first.",
    "unknown_then": "**The record had nothing called “{typed}” at “{known_on}”.** It has now.",
    "not_in_documents": "**The documents do not name “{typed}”.** The reference pack does: ask without"
    " `sources: documents`.",
    "date_in_name": "**The record knows nothing called “{typed}”.** A date goes into the option `as_of`:"
    " {date}.",
    "date_in_subject": "**The record knows nothing called “{typed}”.** A date goes into the options `from`"
    " and `to`: {date}.",
    "period_as_of": "**“{typed}” is itself the time asked about.** Leave `as_of` out, or name an agreement,"
    " countries or a theme with it.",
    "period_ahead": "**“{typed}” is in the future; today is {today}.** A briefing covers the past;"
    " {/upcoming} lists the anniversaries ahead.",
    "future": "**“{typed}” is in the future; today is {today}.** The record covers the past: give today or an"
    " earlier date, or leave the option out.",
    "nothing_to_find": "**Nothing to look for was given.** Give words, a party, a status or a type.",
    "known_on_before_record": "**This record did not exist then: “{typed}”.** It begins on {first}.",
    "too_long": "**That is too long: {length} characters, at most {limit} are read.** It began “{typed}”.",
    "footnote_number": "**A footnote’s number, {typed}, counts within one answer only.** Type the name that"
    " follows it there, such as “Nishino, paper”.",
    "unknown_status": "**“{typed}” is not a status the record uses.** It uses: {known}.",
    "unknown_type": "**“{typed}” is not a type of agreement the record uses.** It uses: {known}.",
    "only_agreements": "**Only agreements have a status or a type, not {typed}.** Leave out one or the"
    " other.",
    "sources_have_no_party": "**Sources have no parties; agreements and events have.** Leave out one or the"
    " other.",
    "unknown_topic": "**There is no help on “{typed}”.** The topics are: {known}.",
    "unknown_position": "**The record has no position “{typed}”.** It ends at {head}.",
    "unknown_command": "**There is no command “{typed}”.** {/help} tells what can be asked.",
    "other": "**This cannot be answered as it was asked.** {/help} tells what can be asked.",
}

HELP = {
    "asking": (
        "What can be asked",
        "{/brief} one screen: where an agreement, two countries, a theme or a period stands, what is open,"
        " what is next\n{/agreement} status of one agreement, today or `as_of` a date, step by step\n"
        "{/event} one event: what each source says\n{/on} a day, a month or a year; {/upcoming} anniversaries"
        " ahead\n{/timeline} dated events in order\n{/find} search by words (“summits in 2014”, “signed in"
        " 1965”); or agreements by party, status and type\n{/source} who wrote a source, what it says"
        " here\n{/why} why a note was posted or not\n\n"
        "`sources: documents` leaves the reference pack out. `private: True` shows the answer to you alone."
        " Names and aliases work in English, Japanese and Korean.",
    ),
    "dates": (
        "How dates are read",
        "Type them as you would write them: `2012-06`, `June 2012`, `28 Dec 2015`, `2015年12月28日`,"
        " `2012년 6월`, `昭和40年`, `late 2000s`, `1998-2003`, `c. 1960`, `since 2010`, `last June`,"
        " `the past ten years`. While you type, the offers show how it was read; `03/04/2012` has two"
        " readings and asks which."
        "\n\n**No date is more precise than its source.** June 2012 stays a month, until another source gives"
        " the day: then both are shown. A time of day is text, never part of a date; a day is the day at its"
        " place."
        " “Uncertain” (`?` in an export) means doubtful or inferred, “c.” (`~`) means about. `as_of` a day"
        " means its end; a month or year is answered for its start and its end. Where neither dates nor the"
        " usual course (talks, then a signing) tell which came first, the answer says so. Early, mid and"
        " late: of a decade the years 0–3, 4–6, 7–9; of a year the months 1–4, 5–8, 9–12.",
    ),
    "sources": (
        "Sources, and what *ref.* means",
        "Every date names its sources by number; **Cite** gives them in full. The **documents** are"
        " the texts that the record rests on. The **reference pack**, marked *ref.*, holds dated"
        " citations from outside them: it makes dates more precise, contradicts them or adds later steps,"
        " and is never passed off as what a document says.\n\nOf dates that agree, the most precise leads."
        " Dates that contradict are both shown; neither is struck out. *Inferred* means that no"
        " source says it in so many words. A present status holds “on our latest entry”: after that"
        " day the record knows nothing. What the sources leave open is said to be open.",
    ),
    "editing": en_edit.EDITING,
    "posts": (
        "Notes in channels",
        "A channel can get a note on the anniversaries of what is on record: on the day itself, where it is"
        " known; on the 1st, where only the month is; on 1 January of round years, where only the"
        " year is. What is contested or in doubt is never posted. When an event is corrected, past notes that"
        " told of it are edited, with the date of the correction.\n\n{/why} says of a day, an event or a note"
        " why it was or was not posted; so does a long press on a note → Apps → *Why this post?*\n\n**With"
        " Manage Server** {/posts setup} asks for city and time, counts the notes a year, and names missing"
        " permissions; {/posts list} shows all channels; `/posts change`, `preview`, `send` (a missed note),"
        " `pause`, `resume` and `stop` do what they say. A role is pinged only if one is chosen; nothing else"
        " is ever mentioned.",
    ),
    "privacy": en_edit.PRIVACY,
    "about": (
        "About this bot",
        "An *aide-mémoire* is the paper that says what was agreed, when, and by whom. This one keeps"
        " dated events and agreements with their sources, and says what they leave open. It answers when"
        " asked. Of its own accord it posts the notes that {/posts setup} asks for, says hello once to a new"
        " server, and tells editors when a channel is closed to it. Whoever asks gets up to five files"
        " (**Full text**, exports) in ten minutes.\n\n{facts}",
    ),
}

FACTS = {
    "events document_events": "**Events** {events}, of which the documents tell {document_events}",
    "agreements": "**Agreements** {agreements}",
    "documents citations": "**Sources** {documents} documents, {citations} reference citations (*ref.*)",
    "latest": "**Latest entry** {latest}",
    "documents_end": "**The documents end** {documents_end}",
    "themes": "**Themes for {/brief}** {themes}",
    "version position": "**Version** {version}, record position {position}",
}

TERMS = {
    code: code.replace("_", " ")
    for code in (
        *(*entities.ACTIONS, "in_force", "ended"),
        *entities.AGREEMENT_TYPES,
        *entities.NOTE_PARTS,
        *entities.GRADES,
        *("events", "agreements", "sources"),
        *HELP,
        *Precision,
        *("day first", "month first", "years", "ten years", "hundred years"),
    )
}
"""Statuses, actions, types, grades, parts of notes, topics of the help, how dates are read, what is found."""

ENGLISH = Words(
    locale="en",
    text=TEXT,
    counts=COUNTS,
    standings=STANDINGS,
    conditions=CONDITIONS,
    actions=ACTIONS,
    endings=ENDINGS,
    kinds=KINDS,
    types=TYPES,
    changes=CHANGES,
    permissions=en_posts.PERMISSIONS,
    refusals=REFUSALS,
    help=HELP,
    facts=FACTS,
    terms=TERMS,
    reasons=en_edit.REASONS,
    form=lambda number: 0 if number == 1 else 1,
)
