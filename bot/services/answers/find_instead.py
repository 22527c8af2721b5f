"""What ``/find`` offers where nothing has all the words: other spelling, fewer words, the nearest entries."""

from __future__ import annotations

from typing import NamedTuple

from bot.domain.questions import Suggestion
from bot.services.answers.find_agreements import MARKS
from bot.services.answers.find_wanted import Wanted
from bot.services.inquiry import Inquiry
from bot.services.typed.events import events_by_some_words
from bot.services.typed.names import without_noise
from bot.services.typed.search import correct_spelling, count_having, search
from storage.rows import StoredRow

WORDS = 5
"""Most single words that are offered where nothing has all of the words."""
_NO_SEARCH = frozenset({"or", "not", "that"})
"""Words that are not offered alone."""


class Instead(NamedTuple):
    """What is offered where nothing has all the words: another spelling of them, or fewer of them.

    ``nearest`` are the entries that have most of the words.
    """

    respelt: Suggestion | None = None
    fewer: tuple[Suggestion, ...] = ()
    nearest: tuple[StoredRow, ...] = ()


async def instead(inquiry: Inquiry, wanted: Wanted) -> Instead:
    """What to offer for words that nothing has all of."""
    respelt = await _respelt(inquiry, wanted)
    if respelt is not None:
        return Instead(respelt)
    fewer = await _fewer(inquiry, wanted)
    nearest = await _nearest(inquiry, wanted.words) if fewer and not wanted.links else ()
    return Instead(None, fewer, tuple(row for row in nearest if row.row.kind in wanted.kinds))


async def _respelt(inquiry: Inquiry, wanted: Wanted) -> Suggestion | None:
    """The words with typing errors corrected; None if there are none, or that finds nothing either."""
    words, kinds, links = wanted
    respelt = await correct_spelling(inquiry, words, kinds)
    if respelt == words:
        return None
    found = await search(inquiry, respelt, kinds, links=links, inflected=True, limit=1)
    return Suggestion(respelt, inquiry.question.asking(words=respelt)) if found.total else None


async def _fewer(inquiry: Inquiry, wanted: Wanted) -> tuple[Suggestion, ...]:
    """The single words for which there are hits, those with the fewest first."""
    words, kinds, links = wanted
    found: list[tuple[int, str]] = []
    for word in dict.fromkeys(without_noise(word.strip(MARKS) for word in words.split())):
        if len(found) == WORDS:
            break
        if word.lower() in _NO_SEARCH:
            continue
        if total := await count_having(inquiry, word, kinds, links):
            found.append((total, word))
    found.sort(key=lambda one: one[0])
    return tuple(Suggestion(word, inquiry.question.asking(words=word)) for _, word in found if word != words)


async def _nearest(inquiry: Inquiry, words: str) -> tuple[StoredRow, ...]:
    """The agreement with the most similar name, and the events with most of the words, or a rare one."""
    agreements = inquiry.names.nearest(words, ("agreement",), limit=1)
    events = await events_by_some_words(inquiry, words, or_a_rare_one=True)
    return (
        *await inquiry.views.get_many(inquiry.at, "agreement", [one.id for one in agreements]),
        *await inquiry.views.get_many(inquiry.at, "event", [one.event.id for one in events]),
    )
