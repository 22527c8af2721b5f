"""``/help``: the text of a topic, with figures about the record."""

from __future__ import annotations

from bot.domain.answers import Answer, HelpAnswer
from bot.domain.codec import decode_state
from bot.domain.entities import REFERENCE, Source
from bot.domain.facts import Fact
from bot.services.answers.limits import horizon
from bot.services.inquiry import Inquiry
from bot.services.typed.vocabulary import TOPICS, exactly, unknown_word
from storage.views import Range


async def help(inquiry: Inquiry) -> Answer:
    """``/help``: the topic and the figures about the record that its text may mention."""
    typed = inquiry.option("topic")
    topic = exactly(typed, TOPICS) if typed else TOPICS[0]
    if topic is None:
        return unknown_word(inquiry, "topic", TOPICS)
    reach = await horizon(inquiry)
    events = await inquiry.count(Range("all"))
    by_documents = await inquiry.count(Range("documents"))
    sources = await inquiry.views.named(inquiry.at, ("source",))
    packs = [decode_state(Source, row.row.state).pack for row in sources]
    facts: dict[str, Fact] = {
        "events": str(events),
        "document_events": str(by_documents),
        "agreements": str(len(inquiry.names.of(("agreement",)))),
        "documents": str(len(packs) - packs.count(REFERENCE)),
        "citations": str(packs.count(REFERENCE)),
        "themes": tuple(thing.name for thing in inquiry.names.of(("theme",))),
        "latest": reach.latest or "",
        "documents_end": reach.documents_end or "",
        "version": inquiry.version,
        "position": str(inquiry.position),
    }
    return HelpAnswer(inquiry.question, topic, facts)
