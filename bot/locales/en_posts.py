"""English: the words of notes' settings and of /why."""

from __future__ import annotations

PERMISSIONS = {
    "view_channel": ("View Channel", "to find the channel at all"),
    "send_messages": ("Send Messages", "to post the note"),
    "send_messages_in_threads": ("Send Messages in Threads", "to post the note"),
    "read_message_history": (
        "Read Message History",
        "to see after a crash whether the note is there already; without it nothing can be posted again",
    ),
    "mention_everyone": (
        "Mention @everyone, @here, and All Roles",
        "to ping a role that is not set to be mentioned by anyone",
    ),
}
"""Of each permission, what Discord's settings call it, and why notes need it."""

TEXT = {
    # Previews of settings
    "act_posts setup": "**Notes in {title}**",
    "act_posts change": "Change the notes in {title}",
    "posts_when": "**At** {time} {place} (`{zone}`; {now} there now)",
    "posts_forecast": (
        "**With these filters: {days} with a note in the next year;** without the reference pack {documents}."
    ),
    "posts_forecast_documents": "**With these filters: {days} with a note in the next year.**",
    "posts_first": "**First** {day}",
    "posts_never": "**First** none within a year: with these filters nothing is due.",
    "posts_skipped": "**{day}** clocks there jump over {time}: that day’s note comes at {instead}.",
    "posts_taken_up": "These are the settings that were kept when notes here were stopped.",
    "posts_granted": "✅ {name}",
    "posts_lacking": "❌ **{name}**, {why}",
    "posts_mend": (
        "**I cannot post there yet.** Channel settings → Permissions → give me what has ❌, then *Look"
        " again*. Nothing starts before; what was set before stays as it is."
    ),
    "setting_time": "**Time** {value}",
    "setting_zone": "**Zone** {value}",
    "setting_kinds": "**Parts** {value}",
    "setting_only": "**Only** {value}",
    "setting_layer": "**Sources** {value}",
    "setting_years": "**Years** {value}",
    "setting_unmarked": "**Publications and polls** {value}",
    "setting_ping": "**Ping** {value}",
    "setting_grace": "**May be late by** {value}",
    "setting_altered": "{before} → {after}",
    "layer_all": "all",
    "layer_documents": "the documents, without the reference pack",
    "years_all": "all",
    "years_round": "round anniversaries only",
    "unmarked_yes": "too",
    "unmarked_no": "left out",
    "everything_due": "everything",
    "nobody": "nobody",
    "part_day_name": "day",
    "part_month_name": "month",
    "part_year_name": "year",
    "part_week_name": "weekly look-ahead",
    "menu_kinds": "Parts of the note",
    "menu_filters": "Filters",
    "choice_day": "Days",
    "choice_month": "Months, on the 1st",
    "choice_year": "Round years, on 1 January",
    "choice_week": "Weekly look-ahead",
    "choice_documents": "Documents only, no reference pack",
    "choice_round": "Round anniversaries only",
    "choice_unmarked": "Publications and polls too",
    "choice_ping": "Ping the role",
    "button_note": "Next note",
    "button_look_again": "Look again",
    "form_posts setup": "Notes in a channel",
    "form_posts change": "Change the notes in a channel",
    "label_time": "Time",
    "label_zone": "City or time zone",
    "label_party": "Only these countries",
    "label_grace": "Hours a late note may still come",
    "hint_time": "09:00",
    "hint_zone": "Seoul, Washington, New York, Kathmandu",
    "hint_party": "Empty: as it is; all: every country",
    "hint_change_agreement": "Empty: as it is; all: every agreement",
    "hint_grace": "0 to 24",
    # What changes of the record do to notes
    "will_post": "**Will post** {day} at {time} {place} ({years}), {then}",
    "will_post_several": "**Will post** in {channels}, first {day} at {time} {place} ({years}), {then}",
    "next_anniversary": "**Anniversary** {day} ({years}), {then}",
    "filtered_out": "no channel’s settings let it through",
    "then_day": "then yearly",
    "then_month": "the month’s, then yearly",
    "then_year": "the year’s, then in round years",
    "never_posted": "**Will post** never: {why}",
    "never_retracted": "it is retracted",
    "never_merged": "it was merged into another entry",
    "never_undated": "no source here dates it",
    "never_own_knowledge": "it rests on own knowledge alone",
    "never_contested": "its sources contradict each other, until an editor prefers one",
    "never_unmarked": "anniversaries of publications and polls are kept only where a channel asks for them",
    "never_doubt": "its date is in doubt, and a note would not be",
    "never_year": "years before 1 have no anniversaries here",
    "never_precision": "its date is neither a day nor a month nor a year",
    "errata": "**Corrects** {notes} will get an erratum",
    # Receipts
    "saved_posts setup": "Notes in {subject} are set up.",
    "saved_posts change": "The notes in {subject} are changed.",
    "saved_posts pause": "Notes in {subject} are paused.",
    "saved_posts resume": "Notes in {subject} go on.",
    "saved_posts stop": "Notes in {subject} are ended; the settings are kept 30 days.",
    # The list
    "posts_list": "### Notes in this server’s channels",
    "posts_none": "**No channel gets notes.** {posts_setup} starts them.",
    "posts_active": "✅ **{channel}** {time} {place}: next {day}, {due}",
    "posts_active_none": "✅ **{channel}** {time} {place}: nothing is due within a year",
    "posts_paused": "⏸️ **{channel}** {time} {place}: paused; {posts_resume}",
    "posts_paused_until": "⏸️ **{channel}** {time} {place}: paused until {until}",
    "posts_blocked": "❌ **{channel}** {time} {place}: I cannot post there: {missing} missing",
    "posts_gone": "❌ **{channel}** {time} {place}: this channel is gone, or I cannot see it",
    "posts_stopped": "⏹️ **{channel}** ended; settings kept until {until}: {posts_setup}",
    "posts_of": "-# {settings}",
    "posts_more": "… and {n} more",
}

COUNTS = {
    "days": ("{n} day", "{n} days"), "hours": ("{n} hour", "{n} hours"),
    "notes": ("{n} note", "{n} notes"), "channels": ("{n} channel", "{n} channels"),
}  # fmt: skip

REFUSALS = {
    "not_posts": "**What channels get is for the server’s owner and Manage Server to say.** Nothing was"
    " changed. {why} tells everybody why something was or was not posted.",
    "zone_missing": "**The city is missing.** Notes come at a time of day, and that needs a place: such as"
    " Seoul, Washington or Kathmandu.",
    "unknown_zone": "**I know no city or time zone “{typed}”.** A large city nearby, a capital, or a zone"
    " such as Asia/Seoul will do.",
    "unknown_time": "**“{typed}” is no time of day.** Such as 09:00, 9, 9am or 21.30.",
    "unknown_part": "**“{typed}” is no part of a note.** There are: {known}; several with commas.",
    "unknown_party": "**The record has no country or body “{typed}”.** `all` takes every one.",
    "unknown_grace": "**“{typed}” is no number of hours from 0 to 24.**",
    "ping_everyone": "**Everyone is never pinged.** Choose a role; without one, nobody is.",
    "no_channel": "**There is no such channel in this server, or I cannot see it.** Give me *View Channel*"
    " there, or choose another.",
    "no_text_channel": "**Notes go to text and announcement channels, and to threads.** Choose one of these.",
    "no_notes_here": "**That channel gets no notes.** {posts_setup} starts them, {posts_list} lists others.",
    "not_paused": "**The notes there are not paused.** {posts_list} shows when the next one is due.",
    "pause_past": "**“{typed}” is not ahead.** Give the day on which notes start again, or leave it out.",
    "no_day": "**“{typed}” is no single day.** Give day, month and year.",
}
