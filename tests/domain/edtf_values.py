"""Hypothesis strategies for historical dates, as EDTF strings and as values."""

from hypothesis import assume
from hypothesis import strategies as st

from bot.domain.dates import DateError, HistoricalDate, days_in_month, edtf_year, parse

years = st.one_of(st.integers(1850, 2100), st.integers(-9999, 9999))
doubts = st.sampled_from(("", "", "", "?", "~", "%"))


@st.composite
def days(draw: st.DrawFn) -> str:
    """A calendar day."""
    year, month = draw(years), draw(st.integers(1, 12))
    return f"{edtf_year(year)}-{month:02}-{draw(st.integers(1, days_in_month(year, month))):02}"


months = st.builds(lambda year, month: f"{edtf_year(year)}-{month:02}", years, st.integers(1, 12))
seasons = st.builds(lambda year, season: f"{edtf_year(year)}-{season}", years, st.integers(21, 24))
decades = st.builds(
    lambda tens, sign: f"{sign}{tens:03}X", st.integers(0, 999), st.sampled_from(("", "", "-"))
)
centuries = st.builds("{}{:02}XX".format, st.sampled_from(("", "", "-")), st.integers(0, 99))
plain_ends = st.one_of(days(), months, years.map(edtf_year))


def _doubted(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(str.__add__, strategy, doubts)


@st.composite
def intervals(draw: st.DrawFn) -> str:
    """An interval in order, with doubt at either end."""
    first, last = sorted((draw(plain_ends), draw(plain_ends)), key=lambda end: parse(end).low)
    text = f"{first}{draw(doubts)}/{last}{draw(doubts)}"
    try:
        parse(text)
    except DateError:
        assume(False)
    return text


half_open = st.builds(str.format, st.sampled_from(("{}/..", "../{}", "{}/", "/{}")), _doubted(plain_ends))
singles = _doubted(st.one_of(days(), months, seasons, years.map(edtf_year), decades, centuries))
edtf_strings = st.one_of(singles, intervals(), half_open)
dates: st.SearchStrategy[HistoricalDate] = edtf_strings.map(parse)
