"""English: the words of proposed titles for statements found in papers, and of the reasons for their
confidence."""

from __future__ import annotations

KINDS = {
    "war": "war",
    "incident": "incident",
    "nuclear_test": "nuclear test",
    "missile_launch": "missile launch",
    "agreement": "agreement",
    "declaration": "declaration",
    "speech": "speech",
    "meeting": "meeting",
    "summit": "summit",
    "call": "call",
    "visit": "visit",
    "exercise": "exercise",
    "mechanism": "body for cooperation",
    "publication": "publication",
    "poll": "poll",
    "policy": "policy",
    "law": "law",
    "ruling": "ruling",
    "development": "development",
    "period": "period",
}

TOGETHER = {
    ("agreement", "signed"): "agreement signed",
    ("agreement", "agreed"): "agreement reached",
    ("declaration", "signed"): "declaration signed",
    ("declaration", "issued"): "declaration issued",
    ("exercise", "held"): "exercise held",
    ("law", "issued"): "law enacted",
    ("mechanism", "established"): "body for cooperation set up",
    ("meeting", "held"): "meeting held",
    ("policy", "issued"): "policy adopted",
    ("publication", "issued"): "publication issued",
    ("ruling", "issued"): "ruling given",
    ("summit", "held"): "summit held",
}
"""Titles for a kind of event with an action. A kind not listed with one of these actions is a title alone."""

TITLES = {"whose": "{whose}: {what}", "done": "{what} {action}", "planned": "{what} planned"}

DONE = {
    "resumed": "{what} resumed",
    "notice_given": "notice to end {what} given",
    "notice_suspended": "notice to end {what} suspended",
    "notice_withdrawn": "notice to end {what} withdrawn",
    "settled": "dispute over {what} settled",
}
"""Titles for actions that are not simply put behind the name of the agreement."""

PLANNED = {
    "signed": "signing of {what} planned",
    "initialled": "initialling of {what} planned",
    "negotiating": "negotiations on {what} planned",
}
"""Titles for actions that were only planned, if more than the agreement itself is to be named."""

REASONS = {
    "date_stated": "the words give the date",
    "date_relative": "the date is reckoned from another",
    "date_inferred": "the date is inferred",
    "document_date": "dated by the document alone",
    "parties_named": "the parties are named",
    "parties_carried": "the parties stand in the sentences before",
    "no_parties": "no party is recognised",
    "agreement_known": "the record knows the agreement",
    "agreement_new": "the agreement is new to the record",
    "agreement_inferred": "the agreement is the one named before",
    "agreement_unsure": "several agreements are called so",
    "action_told": "the verb tells what was done",
    "action_denied": "it is told that it was not done",
    "action_planned": "it is told as planned",
    "action_wished": "it is told as asked for",
    "action_possible": "it is told as possible",
    "no_action": "no verb of the record’s vocabulary",
    "dates_together": "several dates share the sentence",
    "long_period": "a long period, no single happening",
    "narrative_date": "the year that was told last",
    "bibliography": "a reference to literature",
    "citation": "a citation",
    "page_furniture": "belongs to the page, not to the text",
    "nothing_said": "nothing is said beside the date",
    "date_follows": "its date follows",
    "agreement_year": "the date only says which agreement is meant",
}
"""Codes of reasons; what they weigh is in ``bot.extraction.confidence``."""
