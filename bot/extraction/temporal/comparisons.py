"""Finds what is compared with a quarter or month: the same part of another year, or the month before."""

from __future__ import annotations

from msgspec.structs import replace

from bot.extraction.temporal.around import Around
from bot.extraction.temporal.language import Language
from bot.extraction.temporal.mention import Anchor, Mention, Unit, Value
from bot.extraction.temporal.reckon import stepped
from bot.extraction.temporal.story import Resolved, Story

_BESIDE = 24
"""An amount that was earned "a year ago" begins at most so many characters before these words."""


def in_its_quarter(mention: Mention, story: Story, around: Around, language: Language) -> Mention:
    """ "A year earlier" as the quarter, half or month of that year if figures of one are compared with it,
    and "the 1997 period" as the quarter of 1997 that is compared, or as the year if none is.

    Every other mention is given back as it is.
    """
    if mention.same_part and mention.unit is Unit.QUARTER and mention.year is not None:
        quarter = story.quarter
        if quarter is None or quarter.value is None or _is_of_more(quarter, mention, around, language):
            return replace(mention, unit=Unit.YEAR)
        return replace(mention, part=quarter.value.part)
    if not (mention.same_part and mention.unit is Unit.YEAR and mention.steps):
        return mention
    if _compares_quarters(mention, story, around, language):
        return replace(mention, unit=Unit.QUARTER, anchor=Anchor.STORY, steps=4 * mention.steps)
    told, left = story.told, around.left(mention)
    if told is None or told.unit not in (Unit.MONTH, Unit.HALF) or not story.is_in_sentence(mention):
        return mention
    if not (language.compared.search(left) and language.amounts.search(left)):
        return mention
    same = replace(mention, unit=told.unit, part=told.part, anchor=Anchor.STORY)
    return replace(same, years=mention.steps, steps=None)


def reported_month(story: Story) -> Value | None:
    """The month whose amounts were told last, with those of "the previous month" or of "the year before".

    "Prices rose 3% from 2% in August. Rents fell after a rise the previous month": that is August again.
    None if no other time was compared with it.
    """
    if story.told is None or story.month is None:
        return None
    if story.told == story.month:
        return stepped(Unit.MONTH, 1, story.month) if story.is_month_compared else None
    return story.month if story.told.unit is Unit.YEAR and story.told.year == story.month.year - 1 else None


def _compares_quarters(mention: Mention, story: Story, around: Around, language: Language) -> bool:
    """Whether "a year earlier" means the same quarter of the year before.

    It does in the sentence of a quarter ("In the third quarter it rose from a year earlier"), and where
    amounts are compared and no other period was named since ("It earned $2 million, from $1 million a
    year earlier"). "A year ago" does so only right after an amount.
    """
    if story.quarter is None:
        return False
    if around.is_in_one_sentence(story.quarter.mention.end, mention.start):
        return True
    if _is_of_more(story.quarter, mention, around, language):
        return False
    left = around.left(mention)
    is_earlier = mention.anchor is Anchor.PRESENT
    beside = left + around.right(mention) if is_earlier else left[-_BESIDE:]
    return language.amounts.search(beside) is not None


def _is_of_more(quarter: Resolved, mention: Mention, around: Around, language: Language) -> bool:
    """Whether a longer time was named since a quarter, such as the nine months that it ends."""
    return language.stretches.search(around.text, quarter.mention.end, mention.start) is not None
