"""The calendar file: each year's anniversary on its day, with its own count of years."""

from __future__ import annotations

from datetime import date

from icalendar import Calendar

from bot.domain.anniversaries import falling
from bot.domain.dates import parse
from bot.domain.posts import CalendarAnswer, Recurring
from bot.render.answer import render
from tests.render.samples import entry, footnote, question, said

TODAY = date(2027, 2, 28).toordinal()


def recurring(title: str, dated: str, reference: bool = False) -> Recurring:
    days = tuple(falling(parse(dated), TODAY, TODAY + 3649))
    return Recurring("leap", entry(title, said(dated, 1, reference=reference)), days)


def read(*events: Recurring) -> list[dict[str, object]]:
    """What another program makes of the file."""
    footnotes = (footnote(1, "Nishino, paper"),)
    answer = CalendarAnswer(question("calendar", delivery="1-1"), TODAY, TODAY, events, footnotes)
    message = render(answer)
    assert message.private
    (file,) = message.files
    assert file.name == "anniversaries-2027-02-28.ics"
    return [
        {
            "day": component.decoded("dtstart"),
            "end": component.decoded("dtend"),
            "title": str(component["summary"]),
            "told": str(component["description"]),
            "uid": str(component["uid"]),
        }
        for component in Calendar.from_ical(file.data).walk("VEVENT")
    ]


def test_a_leap_day_is_kept_on_the_28th_in_common_years_and_each_year_has_its_count() -> None:
    told = read(recurring("Treaty, signed; at last", "2012-02-29"))
    assert [str(one["day"]) for one in told[:3]] == ["2027-02-28", "2028-02-29", "2029-02-28"]
    assert [str(one["title"]).split(":")[0] for one in told[:3]] == ["15 years", "16 years", "17 years"]
    assert told[0]["title"] == "15 years: Treaty, signed; at last (29 February 2012)"
    assert "Kept on 28 February in common years." in str(told[0]["told"])
    assert len(told) == len({one["uid"] for one in told}) == 10


def test_a_day_is_whole_and_ends_with_itself() -> None:
    first = read(recurring("Signed", "2015-12-28"))[0]
    assert (first["day"], first["end"]) == (date(2027, 12, 28), date(2027, 12, 29))


def test_a_month_and_a_year_say_that_the_day_is_not_known() -> None:
    month, year = read(recurring("Talks", "2012-06")), read(recurring("Treaty", "1966"))
    assert month[0]["title"] == "15 years this month: Talks (June 2012; day not known)"
    assert [str(one["day"]) for one in year] == ["2036-01-01"]
    assert year[0]["title"] == "70 years this year: Treaty (1966; day not known)"


def test_whose_the_date_is_stands_in_the_description() -> None:
    told = str(read(recurring("Signed", "2015-12-28", reference=True))[0]["told"])
    assert told.splitlines() == [
        "Signed: 28 December 2015. E-1.",
        "The date rests on a source outside the documents.",
        "Sources: Nishino, paper.",
    ]


def test_without_anniversaries_there_is_no_file() -> None:
    answer = CalendarAnswer(question("calendar", delivery="1-1"), TODAY, TODAY, (), ())
    assert not render(answer).files
