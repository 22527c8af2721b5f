"""One date as typed, in its parts: day, month, year, season, decade, century; English, Japanese, Korean.

What is missing stays None, so that "June" can take its year from the other end of "June–July 2016".
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from bot.domain.dates import words
from bot.domain.dates.value import (
    DateError,
    HistoricalDate,
    Precision,
    days_in_month,
    edtf_year,
    ordinal,
    parse,
    weekday,
    ymd,
)
from bot.domain.facts import Weekday


class Reading(msgspec.Struct, frozen=True):
    """One way to read what was typed; ``note`` says which, where there are several ("day first").

    ``says_more``: the typed words say something that ``wording.human`` would lose, as "early 1990s" or the
    year of an era do.
    """

    date: HistoricalDate
    note: str = ""
    says_more: bool = False


class Part(msgspec.Struct, frozen=True):
    """A date, or as much of one as was typed; what was not typed is None.

    - ``mask``: a decade or century in EDTF (``196X``), or ten years of an era (``1955/1964``).
    - ``portion``: early, mid, late and the like, as ``dates.words.PORTIONS`` calls it.
    - ``doubt``: EDTF's mark. ``weekday``: the weekday typed beside the date, 0 for Monday.
    - ``reading``: which reading of an ambiguous form this is ("day first").
    - ``other_calendar``: the year was typed in another count than AD, such as a Japanese era's.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    mask: str | None = None
    portion: str | None = None
    weekday: int | None = None
    doubt: str = ""
    reading: str = ""
    other_calendar: bool = False

    @property
    def says_more(self) -> bool:
        """Whether the typed words say something that ``wording.human`` would lose."""
        return self.other_calendar or self.portion is not None

    def date(self) -> HistoricalDate | None:
        """The date of these parts; None if something is missing, DateError if there is no such date."""
        whole = self._whole()
        if whole is None:
            return None
        if self.weekday is not None:
            _check_weekday(whole, self.weekday)
        if self.portion is None:
            return parse("/".join(end + self.doubt for end in whole.edtf.split("/")))
        return _portion(whole, self.portion, self.doubt)

    def _whole(self) -> HistoricalDate | None:
        """The date without regard to weekday, portion and doubt."""
        if self.mask is not None:
            return parse(self.mask)
        if self.year is None or (self.day is not None and self.month is None):
            return None
        year = edtf_year(self.year)
        if self.season is not None:
            return parse(f"{year}-{self.season}")
        if self.month is None:
            return parse(year)
        ordinal(self.year, self.month, 1 if self.day is None else self.day)
        return parse(f"{year}-{self.month:02}" + ("" if self.day is None else f"-{self.day:02}"))


def _check_weekday(date: HistoricalDate, named: int) -> None:
    if date.precision is not Precision.DAY:
        raise DateError("weekday_alone", date=date)
    actual = weekday(date.low)
    if actual != named:
        raise DateError("weekday", date=date, actual=Weekday(actual), named=Weekday(named))


def _portion(date: HistoricalDate, name: str, doubt: str) -> HistoricalDate | None:
    """The part of a month, year, decade or century that ``name`` (early, h1, q1) stands for, as an interval;
    None if a date of this precision has no such part."""
    unit = Precision.DECADE if date.precision is Precision.INTERVAL else date.precision
    span = words.PORTIONS.get(unit.value, {}).get(name)
    if span is None:
        return None
    first, last = span
    if date.year is None:
        start, end = ymd(date.low)[0], ymd(date.high)[0]
        return parse(f"{edtf_year(start + first)}{doubt}/{edtf_year(min(start + last, end))}{doubt}")
    if date.month is not None:
        last = min(last, days_in_month(date.year, date.month))
    return parse(f"{date.edtf}-{first:02}{doubt}/{date.edtf}-{last:02}{doubt}")


_MONTH = rf"(?P<month_name>{words.alternatives(words.MONTH_NUMBERS)})\.?"
_ERA = r"(?P<era>b\.?c\.?(?:e\.?)?|a\.?d\.?|c\.?e\.?)"
_YEAR = rf"(?:a\.?d\.? ?(?P<ad_year>[0-9]{{1,4}})|(?P<era_year>[0-9]{{1,15}}) ?{_ERA}|(?P<year>[0-9]{{4}}))"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_GAP = r"[ \-/.,]*"
_SEASON = rf"(?P<season>{words.alternatives(words.SEASON_CODES)})"
_BEFORE = r"(?:(?P<before>紀元前|기원전) ?|西暦 ?|서기 ?)?"
_MONTH_DAY = r"(?P<month>[0-9]{1,2}) ?[月월](?: ?(?P<day>[0-9]{1,2}) ?[日일])?"
_REIGN = rf"(?P<reign>{words.alternatives(words.ERA_NAMES)}) ?(?P<reign_year>元|[0-9]{{1,2}})"
_COUNT = rf"(?P<count>{words.alternatives(words.YEAR_COUNTS)}) ?(?P<since>[1-9][0-9]{{0,3}})"
_EARLY = r"(?P<ad_year>[1-9][0-9]{2})"
_SLASHED = r"(?P<sep>[-/.]) ?(?P<month>[0-9]{1,2})(?:(?P=sep) ?(?P<day>[0-9]{1,2}))?"

_FORMS = (
    rf"(?:year )?{_YEAR}",
    r"year (?P<long_year>[0-9]{5,15})",
    rf"(?:(?:{_DAY} (?:of )?)?{_MONTH} (?:of )?|year ){_EARLY}",
    rf"{_DAY}(?: of)?{_GAP}{_MONTH}(?:{_GAP}(?:of )?{_YEAR})?",
    rf"{_MONTH}{_GAP}(?:the )?{_DAY}(?:[ ,\-/]+{_YEAR})?",
    rf"{_MONTH}(?:{_GAP}(?:(?:of|in) )?{_YEAR})?",
    rf"{_YEAR}[ ,\-/.]*{_MONTH}(?:{_GAP}{_DAY})?",
    rf"(?:{_DAY}[ ./\-]+)?(?P<roman>{words.alternatives(words.ROMAN_MONTHS)})[ ./\-]+(?P<year>[0-9]{{4}})",
    rf"{_REIGN}(?:{_SLASHED})?",
    rf"(?:{_REIGN}|{_BEFORE}(?P<counted_year>[0-9]{{1,4}})) ?[年년](?: ?{_MONTH_DAY})?",
    rf"{_REIGN} ?(?P<age>年代|년대)",
    rf"{_COUNT}(?:{_SLASHED}| ?[年년])?",
    rf"{_COUNT} ?[年년] ?{_MONTH_DAY}",
    rf"(?P<year>[0-9]{{4}}){_SLASHED}",
    r"(?P<year>[0-9]{4})[ ,] ?(?P<month>[0-9]{1,2})[ ,] ?(?P<day>[0-9]{1,2})",
    r"(?P<a>[0-9]{1,2})(?P<sep>[-/. ]) ?(?P<b>[0-9]{1,2})(?P=sep) ?(?P<year>[0-9]{4})",
    r"(?P<month>[0-9]{1,2})[-/.](?P<year>[0-9]{4})",
    r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
    r"(?P<year>1[0-9]{3}|20[0-9]{2})(?P<month>0[1-9]|1[0-2])",
    rf"{_SEASON}(?:(?: of)?[ ,\-]*{_YEAR})?",
    rf"(?P<year>[0-9]{{4}}) ?[年년]?の? ?{_SEASON}",
    r"(?P<decade>[1-9][0-9]{1,2}0)(?:'?s(?P<named> decade| \(decade\))?|年代|년대| 年代| 년대)",
    rf"(?P<century>100|[0-9]{{1,2}})(?:st|nd|rd|th) c(?:ent(?:ury)?)?\.?(?: {_ERA})?",
    rf"{_BEFORE}(?P<century>[0-9]{{1,2}}) ?(?:世紀|세기)",
    _MONTH_DAY,
    r"(?P<day>[0-9]{1,2}) ?[日일]",
    _DAY,
    rf"{_DAY},? {_YEAR}",
)


def as_whole(text: str) -> Iterator[Reading]:
    """Every reading of a text as one complete date; DateError if all are impossible.

    A weekday may rule out one of two readings.
    """
    errors = []
    found = 0
    for part in find_parts(text.rstrip(".")):
        try:
            date = part.date()
        except DateError as error:
            errors.append(error)
            continue
        if date is not None:
            found += 1
            yield Reading(date, part.reading, part.says_more)
    if errors and not found:
        raise errors[0]


def find_parts(text: str) -> list[Part]:
    """Every reading of a tidied, casefolded text as one date or part of one; none if it is neither."""
    text, doubt = split_doubt(text)
    text, named_day = _split_weekday(text)
    text, portion = _split_portion(text)
    return [replace(part, doubt=doubt, weekday=named_day, portion=portion) for part in _calendar_parts(text)]


_ITS_YEAR = "[^()年년]*[0-9元]"
_TWO_CALENDARS = rf"(?P<one>{_ITS_YEAR})[年년]? ?\((?P<other>{_ITS_YEAR})[年년]?\)[年년]? ?(?P<rest>[^()]*)"
"""A date whose year is given by two calendars, one in brackets: 昭和40年(1965年)6月22日."""


def _calendar_parts(text: str) -> list[Part]:
    """Every reading of a text without doubt, weekday and portion. Years in two calendars must agree."""
    match = words.compiled(_TWO_CALENDARS).fullmatch(text)
    if match is not None:
        one, other = (_calendar_parts(f"{match[name]}年{match['rest']}") for name in ("one", "other"))
        years = {part.year for part in other}
        return [part for part in one if part.year in years]
    for form in _FORMS:
        match = words.compiled(form).fullmatch(text)
        if match is not None:
            return list(_parts({name: value for name, value in match.groupdict().items() if value}))
    return []


def _parts(found: dict[str, str]) -> Iterator[Part]:
    """Every reading of the groups that a form has matched; DateError if there is no such year."""
    if "decade" in found:
        yield from _decade(int(found["decade"]), "named" in found)
    elif "century" in found:
        number = int(found["century"])
        if number:
            yield Part(mask=f"{'-' if _is_before_christ(found) else ''}{number - 1:02}XX")
    elif "a" in found:
        yield from _either_order(int(found["a"]), int(found["b"]), int(found["year"]))
    elif "age" in found:
        yield from _decade_of_era(found)
    elif "reign_year" in found:
        yield _in_era(found)
    elif "counted_year" in found and len(found["counted_year"]) < 3 and not _is_before_christ(found):
        raise DateError("year_digits")
    else:
        year, month, day = _year(found), _month(found), _number(found, "day")
        if "sep" in found and year and month and day is None and month > max(12, year % 100):
            return  # "1939-45" is two years.
        season = words.SEASON_CODES[found["season"]] if "season" in found else None
        yield Part(year=year, month=month, day=day, season=season, other_calendar="count" in found)


def _number(found: dict[str, str], name: str) -> int | None:
    return int(found[name]) if name in found else None


def _month(found: dict[str, str]) -> int | None:
    if "month_name" in found:
        return words.MONTH_NUMBERS[found["month_name"]]
    if "roman" in found:
        return words.ROMAN_MONTHS[found["roman"]]
    return _number(found, "month")


def _is_before_christ(found: dict[str, str]) -> bool:
    return "before" in found or found.get("era", "").startswith("b")


def _year(found: dict[str, str]) -> int | None:
    for name in ("year", "ad_year", "era_year", "counted_year", "long_year"):
        if name in found:
            number = int(found[name])
            if name in ("year", "long_year"):
                return number
            if number == 0:
                raise DateError("year_zero")
            return 1 - number if _is_before_christ(found) else number
    return _in_year_count(found["count"], int(found["since"])) if "count" in found else None


def _in_year_count(count: str, number: int) -> int:
    """The year AD of a number in a count such as Dangun's; DateError if the calendar was lunar then."""
    offset, first_gregorian = words.YEAR_COUNTS[count]
    year = offset + number
    if year < first_gregorian:
        raise DateError("lunar")
    return year


def _decade(first: int, named: bool) -> Iterator[Part]:
    """ "1900s" may be ten years or a hundred; "2000s" are ten, as the hundred are not over."""
    decade = f"{first // 10:03}X"
    if first % 100 or named or first == 2000:
        yield Part(mask=decade)
        return
    yield Part(mask=decade, reading="ten years")
    yield Part(mask=f"{first // 100:02}XX", reading="hundred years")


def _either_order(a: int, b: int, year: int) -> Iterator[Part]:
    if a == b or a > 12 or b > 12:
        day, month = (b, a) if b > 12 else (a, b)
        yield Part(year=year, month=month, day=day)
        return
    yield Part(year=year, month=b, day=a, reading="day first")
    yield Part(year=year, month=a, day=b, reading="month first")


def _in_era(found: dict[str, str]) -> Part:
    """A date in a year of a Japanese era; DateError if the era did not have it, or if it is before 1873:
    Japan's calendar was lunar then."""
    given = found["reign_year"]
    era = words.ERA_NAMES[found["reign"]]
    base, start, end = words.ERAS[era]
    year = base - 1 + (1 if given == "元" else int(given))
    month, day = _number(found, "month"), _number(found, "day")
    if year < words.FIRST_GREGORIAN_YEAR_OF_JAPAN:
        raise DateError("lunar")
    first = (year, month or 1, day or 1)
    last = (year, month or 12, day or 31)
    if given == "0" or last < start or first > end:
        raise DateError("era", era=era, first=_iso(start), last=_iso(end), typed=f"{era}{given}")
    return Part(year=year, month=month, day=day, other_calendar=True)


def _decade_of_era(found: dict[str, str]) -> Iterator[Part]:
    """Ten years of an era, as far as it lasted: 昭和30年代."""
    first = _in_era(found).year
    _, _, (last_of_era, _, _) = words.ERAS[words.ERA_NAMES[found["reign"]]]
    if first is not None and found["reign_year"].endswith("0"):
        yield Part(mask=f"{first}/{min(first + 9, last_of_era)}", other_calendar=True)


def _iso(date: tuple[int, int, int]) -> str:
    return "{}-{:02}-{:02}".format(*date)


_FILLER = (
    r"(?:(?:in|on|at|the|during|throughout|within|towards?|dated?:?|sometime|as of"
    r"|(?:all|whole|month|year) of) )*"
)
_UNSURE = r"(?:probably|possibly|perhaps|maybe|presumably|likely|おそらく|恐らく|たぶん|아마도?)"
_ABOUT = (
    r"(?:c(?:a|irca)?\.? ?(?=[0-9])|(?:ca?\.|ca?|circa|about|around|approximately|approx\.?|roughly) "
    r"|(?:[~≈約약]|およそ|대략) ?)"
)
_DOUBTS = (
    (rf"{_FILLER}{_UNSURE},? ?(?P<rest>.+)", "?"),
    (rf"{_FILLER}{_ABOUT}(?P<rest>.+)", "~"),
    (r"(?P<rest>.+?)(?:,? ?\(?uncertain\)?| ?\(\?\)|\?)", "?"),
    (r"(?P<rest>.+?) ?(?:頃|ごろ|ころ|前後|경|께|쯤|무렵|~| or so| or thereabouts)", "~"),
)
_WEEKDAY = words.alternatives(name for name in words.WEEKDAY_NUMBERS if name.isascii())
_WEEKDAYS = (
    rf"(?P<name>{_WEEKDAY})[.,]? (?:the )?(?P<rest>.+)",
    rf"(?P<rest>.+?)[ ,]+\(?(?P<name>{_WEEKDAY})\)?",
    r"(?P<rest>.+?)\.? ?\((?P<name>[月火水木金土日월화수목금토일])\)",
    r"(?P<rest>.+?) ?(?P<name>[月火水木金土日])曜日?",
    r"(?P<rest>.+?) ?(?P<name>[월화수목금토일])요일",
)
_PART = words.alternatives(words.PARTS)
_PORTIONS = (
    rf"(?P<name>{_PART})[ \-/,]+(?:(?:of|in) )?(?:the )?(?P<rest>.+)",
    rf"(?P<rest>.+?)の?[ \-/]?(?P<name>{_PART})",
)


def split_doubt(text: str) -> tuple[str, str]:
    """The text without words of doubt and fillers, and EDTF's mark for the doubt."""
    marks = set()
    # Twice, as "circa 1960?" has one mark before it and one behind.
    for form, mark in _DOUBTS * 2:
        match = words.compiled(form).fullmatch(text)
        if match is not None:
            marks.add(mark)
            text = match["rest"]
    rest = words.compiled(_FILLER).sub("", text, count=1)
    return rest, "%" if len(marks) == 2 else "".join(marks)


def _split_weekday(text: str) -> tuple[str, int | None]:
    for form in _WEEKDAYS:
        match = words.compiled(form).fullmatch(text)
        if match is not None:
            return match["rest"], words.WEEKDAY_NUMBERS[match["name"]]
    return text, None


def _split_portion(text: str) -> tuple[str, str | None]:
    for form in _PORTIONS:
        match = words.compiled(form).fullmatch(text)
        if match is not None:
            return match["rest"], words.PARTS[match["name"]]
    return text, None
