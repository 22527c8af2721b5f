"""Another language: its words and dates, in its own order, wherever an answer has some."""

from __future__ import annotations

import calendar
import re

import pytest
from msgspec.structs import replace

from bot.domain.dates import parse, wording
from bot.domain.dates.wording import Formats
from bot.locales import TABLES
from bot.locales.en import ENGLISH
from bot.render.answer import render
from bot.render.voice import Voice
from tests.render.samples import agreement, brief

ENGLISH_MONTH = re.compile(rf"\b({'|'.join([*calendar.month_name[1:], *calendar.month_abbr[1:]])})\b")


@pytest.fixture(autouse=True)
def japanese(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few words of Japanese, and how it words dates."""
    months = tuple(f"{number}月" for number in range(1, 13))
    dates = Formats(
        months=months,
        short_months=months,
        day="{year}{month}{day}日",
        day_of_year="{month}{day}日",
        month="{year}{month}",
        year="{year}年",
        since="{date}以来",
        dotted_day="{year}.{month}.{day}",
        dotted_month="{year}.{month}",
    )
    monkeypatch.setitem(wording.FORMATS, "ja", dates)
    text = {**ENGLISH.text, "between": "、"}
    counts = {**ENGLISH.counts, "years": ("{n}年",)}
    words = replace(ENGLISH, locale="ja", text=text, counts=counts, form=lambda number: 0)
    monkeypatch.setitem(TABLES, "ja", words)


def test_dates_are_worded_in_its_order_in_full_in_lists_and_in_footnotes() -> None:
    voice = Voice.of("ja", {})
    day = parse("2019-08-23")
    assert (voice.date(day), voice.short(day), voice.dotted(day)) == (
        "2019年8月23日",
        "2019年8月23日",
        "2019.8.23",
    )


def test_a_date_beside_another_of_its_year_leaves_that_out() -> None:
    voice = Voice.of("ja", {})
    month = parse("2012-06")
    assert voice.beside(parse("2012-06-29"), month) == "6月29日"
    assert voice.beside(parse("2013-06-29"), month) == "2013年6月29日"
    assert voice.short(parse("2012"), year=False) == "2012年"


def test_numbers_have_as_many_forms_as_it_needs_and_lists_its_own_comma() -> None:
    voice = Voice.of("ja", {})
    assert [voice.count("years", number) for number in (1, 2)] == ["1年", "2年"]
    assert voice.listed(("日本", "韓国")) == "日本、韓国"


def test_no_answer_has_an_english_date_in_it() -> None:
    for answer in (brief(), agreement(), replace(brief(), full=True)):
        titles = [one.title for one in answer.entries]
        text = "\n".join(render(answer, locale="ja").blocks)
        for title in titles:
            text = text.replace(title, "")
        assert ENGLISH_MONTH.search(text) is None, text
        assert "年" in text


def test_a_language_without_words_is_answered_in_english() -> None:
    assert Voice.of("xx", {}).date(parse("2012-06-29")) == "29 June 2012"
