"""English dates counted from another: "yesterday", "last November", "two days later", "that June"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from bot.domain.dates import words as date_words
from bot.extraction.temporal.english import words
from bot.extraction.temporal.english.patterns import (
    CARDINAL,
    DAY,
    FULL_MONTH,
    FUNCTION_WORD,
    IRREGULAR_PAST,
    MONTH,
    NTH,
    ORDINAL,
    RELATION,
    SEASON,
    TIME_OF_DAY,
    YEAR,
    any_of,
    cased,
    month_number,
    number,
    plain,
)
from bot.extraction.temporal.language import Build, Rule
from bot.extraction.temporal.mention import Anchor, Mention, Unit

_THESE_DAYS = re.compile(
    r"'s\s(?:youth|young|world|society|generation|children|kids|standards?|economy|dollars|prices|money)\b"
)
"""After "today": the present is meant, not the day."""
_OF_A_NAME = re.compile(r"\b(?:[A-Z]{2,}|[a-z]+)\s\Z")
"""Before a capital "Today" or "Yesterday" that is a name: "USA Today", "they sang Yesterday"."""
_NAME_BEFORE, _THING = re.compile(r"\b[A-Z][a-z]+\s\Z"), re.compile(rf"\s(?!{FUNCTION_WORD})[a-z]")


def _around_today(match: re.Match[str]) -> Iterator[Mention]:
    if _THESE_DAYS.match(match.string, match.end()):
        return
    left = match.string[max(0, match.start() - 8) : match.start()]
    if match["word"][0].isupper() and (_OF_A_NAME.search(left) or _is_titled(match) or _in_quotes(match)):
        return
    steps = words.AROUND_TODAY[plain(match["word"])]
    yield Mention(*match.span(), Unit.DAY, anchor=Anchor.SPEECH, steps=steps)


def _in_quotes(match: re.Match[str]) -> bool:
    """Whether "Today" alone stands in quotation marks, as a show does."""
    start, end = match.span()
    around = match.string[max(0, start - 1) : start] + match.string[end : end + 1]
    return around in ('""', "“”")


def _is_titled(match: re.Match[str]) -> bool:
    """Whether "Today" ends a name to which a thing belongs: "India Today magazine"."""
    left = match.string[max(0, match.start() - 20) : match.start()]
    return bool(_NAME_BEFORE.search(left) and _THING.match(match.string, match.end()))


def _of_a_unit(unit: str, place: Mention) -> Mention:
    """The mention with the unit that has a name ("week", "fiscal year", "June", "spring", "night")."""
    name = unit.lower()
    if name.startswith("fiscal"):
        return replace(place, unit=Unit.YEAR, doubt="~")
    if name in words.UNITS:
        return replace(place, unit=words.UNITS[name])
    if name in words.TIMES_OF_DAY or name == "date":
        return replace(place, unit=Unit.DAY, daytime=name != "date")
    if name in date_words.SEASON_CODES:
        return replace(place, unit=Unit.SEASON, part=date_words.SEASON_CODES[name])
    return replace(place, unit=Unit.MONTH, part=date_words.MONTH_NUMBERS[name])


_FOR_SO_LONG = re.compile(r"\b(?:[Ff]or|[Oo]ver|[Ww]ithin)\s\Z")
"""Before "the next year": a length of time, not a date."""


def _related(match: re.Match[str]) -> Iterator[Mention]:
    """ "the same year", "last November", "the next day", "that afternoon", "later that year"."""
    anchor, steps = words.RELATIONS[plain(match["relation"])]
    if match["relation"] == "last" and match.string[: match.start()].endswith("the "):
        return
    if match["relation"].lower() == "last" and match["unit"].lower() == "day":  # of something
        return
    found = _of_a_unit(match["unit"], Mention(*match.span(), Unit.DAY, anchor=anchor, steps=steps))
    if found.unit is Unit.WEEKEND and match["relation"].endswith("coming"):
        found = replace(found, steps=0)
    is_next = match["relation"].endswith(("next", "coming")) and found.unit > Unit.DAY
    if is_next and _FOR_SO_LONG.search(match.string, max(0, match.start() - 8), match.start()):
        return
    if anchor is Anchor.EITHER and found.unit is Unit.DAY and found.weekday is None:
        is_said = steps < 0 or (found.daytime and not steps)  # unlike "next day"
        found = replace(found, anchor=Anchor.SPEECH if is_said else Anchor.STORY)
    yield replace(found, portion="early") if match[0].lower().startswith("early ") else found


_HEADLINE = re.compile(r"\b[A-Z][a-z]+\s\Z")


def _in_headline(match: re.Match[str]) -> Iterator[Mention]:
    """ "Leaders to Meet Next Week"; not ABC's "This Week"."""
    if _HEADLINE.search(match.string[max(0, match.start() - 20) : match.start()]):
        yield from _related(match)


def _before_last(match: re.Match[str]) -> Iterator[Mention]:
    """ "The week before last"."""
    yield Mention(*match.span(), words.UNITS[match["unit"]], anchor=Anchor.SPEECH, steps=-2)


def _rest_of(match: re.Match[str]) -> Iterator[Mention]:
    """ "the end of the year", "late in the summer", "later in the month"."""
    place = Mention(*match.span(), Unit.DAY, anchor=Anchor.PRESENT, steps=0)
    found = _of_a_unit(match["unit"], place)
    name = plain(match["portion"])
    if found.unit is not Unit.DAY:
        yield replace(found, portion=words.PORTIONS.get(name))


def _hours(match: re.Match[str]) -> Iterator[Mention]:
    """ "an hour before the ceremony": on the day, or in the month, told last."""
    end, vague = _with_what_follows(match)
    yield Mention(match.start(), end, Unit.DAY, anchor=Anchor.STORY, steps=0, daytime=True, vague=vague)


def _day_beside(match: re.Match[str]) -> Iterator[Mention]:
    """ "the day before", "the year after the war"; vague if an event follows."""
    step = -1 if match["way"] in ("before", "earlier", "previous", "prior") else 1
    end, vague = _with_what_follows(match)
    place = Mention(match.start(), end, Unit.DAY, anchor=Anchor.STORY, steps=step, vague=vague)
    yield _of_a_unit(match["unit"], place)


_ROUND_DAYS = 10
"""Multiples of so many days are round: "ten days ago" means the week, "nine days ago" the day."""
_FORTNIGHT = Unit.WEEK, 2
_COUPLE = re.compile(r"[Aa]\scouple\b")
_WITHIN, _AFTER_IT = re.compile(r"\b[Ww]ithin\s\Z"), re.compile(r"after\s\w")
"""Around "within three days after an event": at any time until then."""


def _shift(match: re.Match[str]) -> Iterator[Mention]:
    """ "two days later", "a year ago", "three weeks after the siege began"."""
    anchor, way = words.SHIFTS[plain(match["way"])]
    unit, each = _FORTNIGHT if match["unit"] == "fortnight" else (words.UNITS[match["unit"].lower()], 1)
    steps = way * each * number(plain(match["count"]), words.NUMBERS)
    if match["way"] == "earlier" and unit >= Unit.MONTH:
        anchor = Anchor.PRESENT
    is_within = _WITHIN.search(match.string, max(0, match.start() - 8), match.start())
    if is_within and _AFTER_IT.match(match.string, match.start("way")):
        return
    end, vague = _with_what_follows(match)
    same_part = unit is Unit.YEAR and not vague and way < 0
    is_rough = match["rough"] is not None or _COUPLE.match(match["count"]) is not None
    in_week = unit is Unit.DAY and (is_rough or (match["way"] == "ago" and steps % _ROUND_DAYS == 0))
    place = Mention(match.start(), end, unit, anchor=anchor, steps=steps, vague=vague)
    yield replace(place, same_part=same_part, week=in_week, doubt="~" if is_rough else "")


def _half_years(match: re.Match[str]) -> Iterator[Mention]:
    """ "Two and a half years ago", "a year and a half later", "half a year before"."""
    anchor, way = words.SHIFTS[plain(match["way"])]
    whole = number(plain(match["years"]), words.NUMBERS) if match["years"] else 1 if match["one"] else 0
    months = way * (12 * whole + 6)
    end, vague = _with_what_follows(match)
    place = Mention(match.start(), end, Unit.YEAR, anchor=anchor, steps=way * (whole or 1), vague=vague)
    yield replace(place, months=months, doubt="~")


def _half_a_century(match: re.Match[str]) -> Iterator[Mention]:
    """ "Half a century ago": in the decade that is five decades back."""
    anchor, way = words.SHIFTS[plain(match["way"])]
    end, vague = _with_what_follows(match)
    yield Mention(match.start(), end, Unit.DECADE, anchor=anchor, steps=5 * way, vague=vague, doubt="~")


_TO_COME = re.compile(
    r"\b(?:will|would|shall|to\sbe|due|scheduled|expect(?:s|ed)|plan(?:s|ned)|(?:is|are)\s(?:to|[a-z]+ing))\b"
    r"[^.;:]*\s\Z"
)
_IN_A_ROW = re.compile(r"\b(?:[a-z]+(?:st|nd|rd|th)|first|second|third|only|once|twice|times)\b[^.;:,]*\s\Z")
"""Before "in two weeks": it is how long something took, or within what time it came again."""


def _in_weeks(match: re.Match[str]) -> Iterator[Mention]:
    """ "They will meet in two weeks", "in two weeks' time"."""
    left = match.string[max(0, match.start() - 80) : match.start()]
    if not match["time"] and (_TO_COME.search(left) is None or _IN_A_ROW.search(left)):
        return
    unit, steps = words.UNITS[match["unit"]], number(plain(match["count"]), words.NUMBERS)
    is_rough = _COUPLE.match(match["count"]) is not None
    in_week = unit is Unit.DAY and (is_rough or steps % _ROUND_DAYS == 0)
    place = Mention(*match.span(), unit, anchor=Anchor.SPEECH, steps=steps, week=in_week)
    yield replace(place, doubt="~" if is_rough else "")


def _years_ago_now(match: re.Match[str]) -> Iterator[Mention]:
    """ "A year ago today", "ten years ago this month", "a year ago on July 4", "a year ago Friday"."""
    years = -number(plain(match["count"]), words.NUMBERS)
    today = Mention(*match.span(), Unit.DAY, anchor=Anchor.SPEECH, years=years)
    if match["month"]:
        yield replace(today, part=month_number(match["month"]), day=number(match["day"], {}))
    elif match["weekday"]:
        yield replace(today, unit=Unit.YEAR, years=None, steps=years)
    else:
        yield today if match["unit"] is None else _of_a_unit(match["unit"], today)


_FOLLOWS = re.compile(
    r"\s(?!(?:in|on|at|by|to|for|from|with|near|inside|outside|a|as|amid|despite|while|which|that|when|and|or|but"
    r"|had|has|was|were|is|are)\b)\w"
)
_BEHIND_A_DAY, _SOMETHING = re.compile(r"(?:[0-9]|day),\s\Z"), re.compile(r"\san?\s\w")
""" "On Sunday, a day before a summit"; but "the year before a man had died"."""
_APPOSED = re.compile(r"(?:[0-9],|\band)\s\Z")
_OPENING = re.compile(r"(?:[.!?][\"']?\s|\n|\A)(?:[A-Z]\w+,?\s){0,2}\Z")
_EVENT_BEFORE_COMMA = re.compile(r"\s[^.,;:()\n0-9]{1,50}(?=,\s)")
_EVENT_BEFORE_STOP = re.compile(r"\s[^.,;:()\n0-9]{1,50}(?=\.(?:\s(?![0-9])|\Z))")
"""The stop of "Jan. 5" does not count."""
_AFTER_THAT = re.compile(r"\s(?:that|this)(?=[,.;:\n])")
_A_DAY = re.compile(rf"\b(?:{any_of(date_words.WEEKDAYS)}|yesterday|today)\b")
"""A date of its own, which is not swallowed by the words of an event."""


def _with_what_follows(match: re.Match[str]) -> tuple[int, bool]:
    """Where the words end, with any event after "before" or "after"; and whether there is such an event."""
    text, end = match.string, match.end()
    if match["way"] in ("before", "after") and (that := _AFTER_THAT.match(text, end)):
        return that.end(), False
    left = text[max(0, match.start() - 30) : match.start()]
    follows = _FOLLOWS.match(text, end) or (_BEHIND_A_DAY.search(left) and _SOMETHING.match(text, end))
    if match["way"] not in ("before", "after", "prior") or not follows:
        return end, False
    if _APPOSED.search(left):
        return end, True
    opening = _OPENING.search(left)
    event = (_EVENT_BEFORE_COMMA if opening else _EVENT_BEFORE_STOP).match(text, end)
    return event.end() if event and not _A_DAY.search(event[0]) else end, True


def _clock(match: re.Match[str]) -> Iterator[Mention]:
    if match["hour"] is None or int(match["hour"]) <= 24:
        yield Mention(*match.span(), Unit.DAY, anchor=Anchor.STORY, steps=0, daytime=True, clock=True)


_NOT_THE_20TH = re.compile(rf"-|\s(?!{FUNCTION_WORD}|(?:{IRREGULAR_PAST}|cost)\b)\w")
_NOT_ITS_NOUN = re.compile(rf"\s[a-z]{{3,}}(?:ed(?:[,.;]|\s{FUNCTION_WORD})|[a-rtv-z](?<!serie)s\s)")
"""After "on the 18th": a verb, or things of which none is the 18th ("failed,", "marines landed")."""
_OPENS_CLAUSE = re.compile(
    rf"(?:\A|[.,;:\n]\s?|,\sand\s|\b(?:dawn|daybreak|noon|dusk|midnight|{TIME_OF_DAY})\s)(?:[Oo]n|[Bb]y)\s\Z"
)
_SOMEBODY = re.compile(
    rf"\s(?:(?:[A-Z]\w+,?\s){{1,3}}[a-z]|{cased(word for word in words.NUMBERS if word[0] != 'a')}\s)"
)


def _bare_day(match: re.Match[str]) -> Iterator[Mention]:
    """ "on the 20th", "on the 20th and 21st", of the month told last."""
    text = match.string
    left = text[max(0, match.start() - 16) : match.start()]
    is_plain = match["of"] or left.endswith("of ") or not _NOT_THE_20TH.match(text, match.end())
    is_plain = is_plain or _NOT_ITS_NOUN.match(text, match.end())
    if is_plain or (_OPENS_CLAUSE.search(left) and _SOMEBODY.match(text, match.end())):
        first = Mention(*match.span(), Unit.DAY, day=number(match["day"], {}), anchor=Anchor.STORY)
        if match["more"] is None:
            yield first
            return
        yield replace(first, end=match.end("day"))
        yield replace(first, start=match.start("more"), day=number(match["more"].removeprefix("the "), {}))


def _day_of_letter(match: re.Match[str]) -> Iterator[Mention]:
    """ "Your note of the 14th instant": of the month in which the letter is written, or of one beside it."""
    months = {"i": 0, "u": -1, "p": 1}[match["month"][0]]
    yield Mention(*match.span(), Unit.DAY, day=number(match["day"], {}), anchor=Anchor.SPEECH, steps=months)


def _day_of_month(match: re.Match[str]) -> Iterator[Mention]:
    """ "The 1st of last month"."""
    steps = words.RELATIONS[match["relation"]][1]
    yield Mention(*match.span(), Unit.DAY, day=number(match["day"], {}), anchor=Anchor.SPEECH, steps=steps)


def _anniversary(match: re.Match[str]) -> Iterator[Mention]:
    yield Mention(
        *match.span(), Unit.YEAR, anchor=Anchor.STORY, anniversary=number(match["ordinal"], words.ORDINALS)
    )


def _always(unit: Unit, anchor: Anchor, **said: Any) -> Build:
    """Makes a mention with the same fields from every match."""
    place = Mention(0, 0, unit, anchor=anchor, **said)
    return lambda match: (replace(place, start=match.start(), end=match.end()),)


def _full_year(match: re.Match[str]) -> Iterator[Mention]:
    """ "For the year, sales fell": that of the quarter told last, if one was."""
    doubt = "~" if "fiscal" in match[0] else ""
    yield Mention(*match.span(), Unit.YEAR, anchor=Anchor.PRESENT, steps=0, same_part=True, doubt=doubt)


def _during(match: re.Match[str]) -> Iterator[Mention]:
    """ "During the year": the one told last."""
    yield Mention(*match.span(), words.UNITS[match["unit"]], anchor=Anchor.STORY, steps=0)


def _year_earlier_one(match: re.Match[str]) -> Iterator[Mention]:
    """ "A year-earlier loss": read as "a year earlier" is."""
    anchor = Anchor.PRESENT if match["way"] == "earlier" else Anchor.EITHER
    yield Mention(*match.span(), Unit.YEAR, anchor=anchor, steps=-1, same_part=True)


def _past(match: re.Match[str]) -> Iterator[Mention]:
    """ "over the past ten years": up to the day of writing."""
    years = number(match["count"], words.NUMBERS) * (10 if match["unit"] == "decade" else 1)
    yield Mention(*match.span(), Unit.YEAR, anchor=Anchor.SPEECH, steps=-years, lasting=True)


_PORTION_IN = ("later", "earlier", "late", "early")
_PORTION_OF = (*words.PORTIONS_OF, "rest", "remainder", "most of the rest")
_LONG_UNIT = rf"(?:week|month|year|decade|century|{SEASON})"
_BARE = r"\b(?!\s(?:of\b|[0-9]))"
_NO_OTHER = (
    r"\b(?!['-]|\s(?:of|to(?!\s[$£€0-9])|(?:begin|end|start)[a-z]*|before|after|that|in\swhich|[0-9])\b)"
)
"""After a period: nothing says which one is meant."""
_NAMED_UNIT = (
    r"(?:day|week|weekend|month|quarter|(?:fiscal\s)?year|decade|century|date"
    rf"|{SEASON}|{FULL_MONTH}|{TIME_OF_DAY})"
)

RULES = (
    Rule(
        rf"(?:{cased(_PORTION_IN)}\s)?(?P<word>{cased(words.AROUND_TODAY)})(?:\s{TIME_OF_DAY})?\b",
        _around_today,
    ),
    Rule(
        rf"""(?:[Tt]he\s)?(?:(?:comparable|corresponding|same)\s)?(?:year[\s-](?:earlier|ago)|prior[\s-]year)\s
        (?:(?:{ORDINAL}[\s-])?quarter|period)\b""",
        _always(Unit.QUARTER, Anchor.STORY, steps=-4, same_part=True),
    ),
    Rule(
        rf"""{cased(_PORTION_IN)}(?:\sin)?\s(?P<relation>the\ssame|that\ssame|that|this)\s
        (?P<unit>{_LONG_UNIT}|day)\b""",
        _related,
    ),
    Rule(
        r"(?:[Ee]arlier|[Ll]ater)\sin\sthe\sday\b(?!\s(?:of|that|when|than|before|after)\b)",
        _always(Unit.DAY, Anchor.STORY, steps=0, daytime=True, clock=True),
    ),
    Rule(rf"(?P<portion>{cased(_PORTION_IN)})\sin\sthe\s(?:same\s)?(?P<unit>{_LONG_UNIT}){_BARE}", _rest_of),
    Rule(
        rf"(?:[Tt]he\s)?(?P<portion>{cased(_PORTION_OF)})\sof\sthe\s(?:same\s)?(?P<unit>{_LONG_UNIT}){_BARE}",
        _rest_of,
    ),
    Rule(
        r"(?:[Tt]he\s)?(?P<unit>week|month|year|decade|century)'s\s(?P<portion>beginning|start|end|close)\b",
        _rest_of,
    ),
    Rule(
        r"""(?:[Tt]he\s)?(?:comparable|corresponding|like|same|similar)\s(?:quarter|period)\s(?:(?:of|in)\s)?
        (?:last\syear|a\syear\s(?:ago|before|earlier))\b""",
        _always(Unit.YEAR, Anchor.PRESENT, steps=-1, same_part=True),
    ),
    Rule(
        r"(?:[Tt]he\s)?same\smonth\s(?:(?:of|in)\s)?(?:last\syear|a\syear\s(?:ago|before|earlier))\b",
        _always(Unit.MONTH, Anchor.STORY, steps=-12),
    ),
    Rule(
        rf"(?:[Ee]arly\s)?(?P<relation>{RELATION})\s(?P<unit>{_NAMED_UNIT})(?!\w|-[a-z])",
        _related,
    ),
    Rule(r"[Tt]he\s(?P<unit>week|month|year)\sbefore\slast\b(?!\s[A-Z0-9]|')", _before_last),
    Rule(r"(?P<relation>Last|Next|This)\s(?P<unit>Week|Month|Year)\b(?!')", _in_headline),
    Rule(
        r"""(?<!\b[Ii]n\s)(?<!\bto\s)[Tt]he\s(?P<unit>day|week|month|year|night|morning|evening)\s
        (?P<way>before|after|following|previous|earlier)\b""",
        _day_beside,
    ),
    Rule(
        rf"""(?P<count>{CARDINAL})\syears?\sago\s
        (?:today\b|this\s(?P<unit>week|month|{SEASON}|{FULL_MONTH})\b
        |(?:this\s)?(?P<weekday>{any_of(date_words.WEEKDAYS)})\b
        |(?:on\s)?(?P<month>{MONTH})\s(?P<day>{DAY})(?!,?\s{YEAR}))""",
        _years_ago_now,
    ),
    Rule(
        rf"""(?:{cased(words.ABOUT)}\s)?(?:(?P<years>{CARDINAL})[\s-]and[\s-]a[\s-]half[\s-]years?
        |(?P<one>[Oo]ne|[Aa])\syear\sand\sa\shalf|[Hh]alf\sa\syear)\s(?P<way>{any_of(words.SHIFTS)})\b""",
        _half_years,
    ),
    Rule(
        rf"(?:{cased(words.ABOUT)}\s)?[Hh]alf\sa\scentury\s(?P<way>{any_of(words.SHIFTS)})\b",
        _half_a_century,
    ),
    Rule(
        rf"""[Ii]n\s(?:{cased(words.ABOUT)}\s)?(?P<count>{CARDINAL})\s(?P<unit>day|week|month|year)s?
        (?P<time>'s?\stime)?\b(?!'|\s(?:of|that|when|which|later|earlier|before|after)\b)""",
        _in_weeks,
    ),
    Rule(
        rf"""(?:{cased(words.ABOUT)}\s)?(?P<count>{CARDINAL})[\s-]
        (?P<unit>day|week|fortnight|month|year|decade)s?(?P<rough>\sor\sso)?\s
        (?P<way>{any_of(words.SHIFTS)})\b(?!\sthan\b)""",
        _shift,
    ),
    Rule(
        rf"""(?:{cased(words.ABOUT)}\s)?(?P<count>{CARDINAL})\s(?:hour|minute)s?\s
        (?P<way>later|earlier|before|after)\b""",
        _hours,
    ),
    Rule(
        rf"(?:[Oo]ver|[Dd]uring|[Ii]n|[Ff]or|[Ww]ithin)\sthe\s(?:past|last)\s(?P<count>{CARDINAL})\s"
        r"(?P<unit>year|decade)s\b",
        _past,
    ),
    Rule(r"(?:[Tt]he\s|[Aa]\s)?[Yy]ear-(?P<way>earlier|ago)(?=\s[a-z])", _year_earlier_one),
    Rule(
        r"(?:[Ee]ver\s)?[Ss]ince\s(?:then|that\s(?:time|day))\b|ever\ssince(?=[.,;])",
        _always(Unit.DAY, Anchor.STORY, like_last="since"),
    ),
    Rule(r"[Aa]round\s(?:the\ssame|that|this)\stime\b", _always(Unit.DAY, Anchor.STORY, like_last="about")),
    Rule(
        r"(?:(?<=[Oo]ver\s)|(?<=[Dd]uring\s)|(?<=[Tt]hroughout\s)|(?<=[Tt]hrough\s)|(?<=[Oo]n\s)|(?<=[Aa]t\s)|(?<=[Ss]ince\s))the\sweekend\b(?!\sof\b)",
        _always(Unit.WEEKEND, Anchor.PRESENT),
    ),
    Rule(r"[Tt]he\slatest\squarter\b", _always(Unit.QUARTER, Anchor.SPEECH, steps=-1)),
    Rule(
        rf"[Tt]he\s(?:quarter|latest\speriod){_NO_OTHER}",
        _always(Unit.QUARTER, Anchor.STORY, steps=0, same_part=True),
    ),
    Rule(
        rf"(?:[Tt]he\s(?:full\s|fiscal\s){{1,2}}year|(?:(?<=[Ff]or\s)|(?<=months\sof\s))the\syear){_NO_OTHER}",
        _full_year,
    ),
    Rule(
        rf"(?:(?<=[Dd]uring\s)|(?<=[Tt]hroughout\s))the\s(?P<unit>year|month){_NO_OTHER}",
        _during,
    ),
    Rule(
        r"""(?:(?<=[Bb]y\s)|(?<=[Aa]t\s)|(?<=[Uu]ntil\s)|(?<=[Bb]efore\s)|(?<=[Ss]ince\s)
        |(?<=[Aa]round\s))year[\s-]end\b""",
        _always(Unit.YEAR, Anchor.PRESENT, steps=0, portion="late"),
    ),
    Rule(
        rf"""(?P<hour>[0-9]{{1,2}})(?:[:.][0-9]{{2}})?\s?(?:[ap]\.m\.?|[ap]m\b|A\.?M\b\.?|P\.?M\b\.?|o'clock\b)
        |{any_of(words.HOURS)}\so'clock\b
        |(?:(?<=[Aa]t\s)|(?<=[Bb]y\s)|(?<=from\s)|(?<=[Uu]ntil\s)|(?<=around\s)|(?<=before\s)|(?<=[Aa]fter\s)
        |(?<=is\s)|(?<=for\s))
        (?:noon|midday|midnight)\b
        |(?:(?<=[Aa]t\s)|(?<=[Bb]y\s)|(?<=from\s)|(?<=[Uu]ntil\s)|(?<=around\s)|(?<=about\s)|(?<=toward\s)|(?<=towards\s))
        (?:[01][0-9]|2[0-3])[0-5][0-9]\s?(?:hrs|hours)\b(?!\sof\b)""",
        _clock,
    ),
    Rule(
        r"""(?:(?<=[Aa]t\s)|(?<=[Bb]y\s)|(?<=[Uu]ntil\s)|(?<=[Aa]round\s)|(?<=[Aa]bout\s)
        |(?<=[Bb]efore\s)|(?<=[Aa]fter\s))
        (?P<hour>[0-9]{1,2}):[0-9]{2}(?![0-9A-Za-z:])""",
        _clock,
    ),
    Rule(
        rf"(?:[Tt]he\s)?(?P<day>{DAY})\s(?P<month>inst(?:ant\b|\.)|ult(?:imo\b|\.)|prox(?:imo\b|\.))",
        _day_of_letter,
    ),
    Rule(rf"(?:[Tt]he\s)?(?P<day>{NTH})\sof\s(?P<relation>last|this|next)\smonth\b", _day_of_month),
    Rule(
        rf"""(?:(?<=[Oo]n\s)|(?<=[Bb]y\s)|(?<=[Uu]ntil\s)|(?<=[Ff]rom\s)|(?<=[Ss]ince\s)|(?<=to\s)
        |(?<=(?:ing|oon|ght|awn)\sof\s))
        the\s(?P<day>{NTH})\b(?:(?:\s(?:and|or|to)\s|\s?-\s?)(?P<more>(?:the\s)?{NTH})\b)?
        (?P<of>\sof\s(?:the|that|the\ssame|that\ssame)\smonth\b)?""",
        _bare_day,
    ),
    Rule(rf"(?P<ordinal>{ORDINAL})[\s-](?:[Yy]ear\s)?[Aa]nniversary\b", _anniversary),
)
