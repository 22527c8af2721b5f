"""English: the words of notes and of what is ahead."""

from __future__ import annotations

TEXT = {
    # A note
    "note": "## {day}",
    "note_late": "## {day}\n-# Sent late.",
    "note_day": "**{years} ago, {date}: {title}**",
    "note_month": "**This month in {date}, {years} ago: {title}**",
    "note_span": "**This month, {years} ago ({date}): {title}**",
    "note_year": "**In {date}, {years} ago: {title}**",
    "note_day_unknown": "(day not known from the documents)",
    "note_day_unknown_anywhere": "(day not known from the sources)",
    "note_date_is_reference": "(date: *ref.*{marks}; documents: {date})",
    "note_more": "… and {count}: see the full story.",
    "note_remark_reference": "*Ref.*: {text}",
    "note_since": "**Since** {steps}",
    "note_since_named": "**Since ({name})** {steps}",
    "note_since_none": "nothing later on record.",
    "note_since_end": "{steps} Nothing later on record.",
    "note_since_end_more": "{steps} Nothing later on record; {count} in the full story.",
    "note_step": "{date}: {title}{marks}.",
    "note_tomorrow": "**{when}** {lines}",
    "note_week": "**This week**",
    "note_ahead": "{title}, {years}: {date}{sources}",
    "note_ahead_on": "**{when}** {title}, {years}{sources}",
    "note_in_month": "in {month}",
    # What is said after it was sent
    "erratum": "**Corrected {day}**",
    "erratum_date": "{label} {title}: its date is {now}.",
    "erratum_contested": "{label} {title}: its sources contradict one another on the date.",
    "erratum_undated": "{label} {title}: no source gives its date any more.",
    "erratum_title": "{label} is now called: {now}.",
    "erratum_agreement": "{title} is now called: {now}.",
    "erratum_status": "{label} {title}: {now}.",
    "erratum_retracted": "{label} {title}: retracted. {now}",
    "erratum_restored": "{label} {title}: restored.",
    "erratum_more": "… and {n} more.",
    # Buttons of a note
    "button_story": "Full story",
    "button_calendar": "Calendar",
    "button_why": "Why this?",
    # Full story
    "story": "### {day}: full story",
    "story_page": "### {day}: full story, page {page} of {pages}",
    "story_dates": "**Dates** {dates}",
    "story_event": "{line} · {label}",
    # Calendar
    "calendar": (
        "**{count} for your calendar,** in the file: an entry for each year, so that its count of years is"
        " right; {first} to {last}."
    ),
    "calendar_none": "**There is nothing to put into a calendar.**",
    "calendar_file": "anniversaries-{day}.ics",
    "calendar_day": "{years}: {title} ({date})",
    "calendar_month": "{years} this month: {title} ({date}; day not known)",
    "calendar_year": "{years} this year: {title} ({date}; day not known)",
    "calendar_told": "{title}: {date}. {label}.",
    "calendar_leap": "Kept on 28 February in common years.",
    "calendar_reference": "The date rests on a source outside the documents.",
    "calendar_sources": "Sources: {sources}.",
    # /upcoming
    "upcoming": "### Anniversaries ahead",
    "upcoming_subject": "### Anniversaries ahead: {subject}",
    "upcoming_count": "**{count} within {days} from today{round}.**",
    "upcoming_round": "; {ones} first",
    "upcoming_page": " Page {page} of {pages}.",
    "upcoming_none": "**No anniversary within {days} from today.** {/timeline} has all dates.",
}

COUNTS = {
    "days": ("{n} day", "{n} days"),
    "anniversaries": ("{n} anniversary", "{n} anniversaries"),
    "round_ones": ("the round one", "the {n} round ones"),
    "more_events": ("{n} more event", "{n} more events"),
    "more_entries": ("{n} more entry", "{n} more entries"),
}

REFUSALS = {
    "unknown_note": "**The record no longer knows what this note was about.** {/upcoming} tells what is"
    " ahead.",
    "days_out_of_range": "**“{typed}” is not a number of days to look ahead.** Give a whole number from 1"
    " to 366.",
}
