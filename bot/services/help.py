"""``/help``: a topic, with the record's own figures."""

from __future__ import annotations

from bot.domain.answers import Answer, HelpAnswer
from bot.domain.codec import decode_state
from bot.domain.entities import REFERENCE
from bot.services.inquiry import Inquiry, refuse
from bot.services.reach import horizon
from storage.views import Range

TOPICS = ("asking", "dates", "sources", "editing", "posts", "privacy", "about")


async def help(inquiry: Inquiry) -> Answer:
    """A topic of the help, with the record's own figures."""
    topic = inquiry.option("topic") or "asking"
    if topic not in TOPICS:
        return refuse(inquiry.question, "unknown_topic", typed=topic, known=", ".join(TOPICS))
    reach = await horizon(inquiry)
    events = await inquiry.count(Range("all"))
    by_documents = await inquiry.count(Range("documents"))
    sources = await inquiry.views.named(inquiry.at, ("source",))
    packs = [decode_state("source", row.row.state).pack for row in sources]
    facts = {
        "events": str(events),
        "document_events": str(by_documents),
        "agreements": str(len(inquiry.names.of(("agreement",)))),
        "documents": str(len(packs) - packs.count(REFERENCE)),
        "citations": str(packs.count(REFERENCE)),
        "themes": ", ".join(thing.name for thing in inquiry.names.of(("theme",))),
        "latest": str(reach.latest) if reach.latest is not None else "",
        "documents_end": str(reach.documents_end) if reach.documents_end is not None else "",
        "version": inquiry.version,
        "position": str((await inquiry.log.head()).position),
    }
    return HelpAnswer(inquiry.question, topic, facts)
