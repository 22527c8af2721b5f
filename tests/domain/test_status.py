"""Status: a standing and a condition folded from dated actions, three-valued where the dates are partial."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.dates import ordinal, parse
from bot.domain.entities import ACTIONS
from bot.domain.gists import When
from bot.domain.status import DatedStep, status_at


def step(action: str, date: str, event: str = "") -> DatedStep:
    parsed = parse(date)
    low, high = When(date, parsed.low, parsed.high).effect
    return DatedStep(event or f"{action} {date}", "E-1", action, parsed.edtf, low, high)


GSOMIA = [
    step("signing_cancelled", "2012-06"),
    step("shelved", "2012/.."),
    step("signed", "2016-11"),
]
WITH_REFERENCE = [
    step("signing_cancelled", "2012-06-29"),
    step("shelved", "2012/.."),
    step("signed", "2016-11-23"),
    step("notice_given", "2019-08-23"),
    step("notice_suspended", "2019-11-22"),
    step("notice_withdrawn", "2023-03-21"),
]


def actions(steps: list[DatedStep], year: int, month: int, day: int) -> list[tuple[str, str]]:
    possible = status_at(steps, ordinal(year, month, day)).possible
    return [
        (s.standing.action if s.standing else "", s.condition.action if s.condition else "") for s in possible
    ]


def test_before_the_first_step_the_record_is_silent() -> None:
    status = status_at(GSOMIA, ordinal(2010, 1, 1)).certain
    assert status is not None
    assert status.nothing


def test_inside_the_month_of_a_step_both_states_are_possible() -> None:
    assert ("", "") in actions(GSOMIA, 2012, 6, 15)
    assert ("", "signing_cancelled") in actions(GSOMIA, 2012, 6, 15)


def test_an_unsigned_instrument_was_awaiting_signature_until_the_signing_was_called_off() -> None:
    before = status_at(WITH_REFERENCE[:1], ordinal(2012, 6, 15)).certain
    assert before is not None
    assert before.awaiting is WITH_REFERENCE[0]
    anew = status_at([*WITH_REFERENCE[:1], step("negotiating", "2014")], ordinal(2015, 1, 1)).certain
    assert anew is not None
    assert anew.awaiting is None


def test_a_year_after_the_cancelled_signing_it_is_shelved_and_unsigned() -> None:
    assert actions(GSOMIA, 2013, 1, 1) == [("shelved", "")]


def test_within_the_month_of_the_signing_the_documents_cannot_tell() -> None:
    assert actions(GSOMIA, 2016, 11, 10) == [("shelved", ""), ("signed", "")]
    assert actions(WITH_REFERENCE, 2016, 11, 10) == [("shelved", "")]


def test_a_notice_to_end_what_nobody_is_on_record_to_have_signed_presupposes_its_force() -> None:
    steps = [step("initialled", "2016-11-14"), *WITH_REFERENCE[3:]]
    noticed = status_at(steps, ordinal(2019, 8, 23)).certain
    between = status_at(steps, ordinal(2018, 1, 1)).possible
    assert noticed is not None
    assert (noticed.force, noticed.force_from) == ("inferred", steps[1])
    assert [(s.force, s.force_from) for s in between] == [("", None), ("inferred", steps[1])]
    assert len(status_at(steps[:1], ordinal(2018, 1, 1)).possible) == 1


@pytest.mark.parametrize("action", ["established", "held", "terminated"])
def test_a_notice_to_end_what_is_no_instrument_or_has_ended_tells_nothing_of_force(action: str) -> None:
    steps = [step(action, "2016-07-28"), step("notice_given", "2018-11-21")]
    assert [s.force for s in status_at(steps, ordinal(2017, 1, 1)).possible] == [""]
    assert [s.force for s in status_at(steps, ordinal(2019, 1, 1)).possible] == [""]


def test_force_is_inferred_from_the_notice_to_end_it_and_stated_by_nobody() -> None:
    signed = status_at(WITH_REFERENCE, ordinal(2017, 1, 1)).certain
    assert signed is not None
    assert (signed.force, signed.force_from) == ("inferred", WITH_REFERENCE[3])
    alone = status_at(GSOMIA, ordinal(2017, 1, 1)).certain
    assert alone is not None
    assert alone.force == ""


@pytest.mark.parametrize(
    ("day", "condition"),
    [
        ((2019, 10, 1), "notice_given"),
        ((2020, 1, 1), "notice_suspended"),
        ((2026, 11, 22), "notice_withdrawn"),
    ],
)
def test_a_notice_is_given_suspended_and_withdrawn_while_the_agreement_stays_signed(
    day: tuple[int, int, int], condition: str
) -> None:
    assert actions(WITH_REFERENCE, *day) == [("signed", condition)]


def test_what_was_shelved_when_its_signing_was_called_off_is_so_from_that_day_on() -> None:
    assert actions(WITH_REFERENCE, 2012, 5, 1) == [("", "")]
    assert actions(WITH_REFERENCE, 2012, 6, 29) == [("shelved", "")]


def test_a_signing_that_was_called_off_is_told_of_until_another_took_place() -> None:
    called_off = [
        status_at(WITH_REFERENCE, ordinal(year, 1, 1)).possible[0].called_off for year in (2013, 2017)
    ]
    assert called_off == [WITH_REFERENCE[0], None]


def test_a_stage_that_may_be_as_old_as_the_entry_into_force_does_not_undo_it() -> None:
    in_force = step("entered_into_force", "1997-06-01")
    status = status_at([step("ratified", "1997"), in_force], ordinal(1998, 1, 1)).certain
    assert status is not None
    assert (status.standing, status.force) == (in_force, "stated")


@pytest.mark.parametrize(
    ("first", "last"), [("2019", "2019-11-22"), ("2019-03-01", "2019-11-22"), ("2019", "2019-11")]
)
@pytest.mark.parametrize(
    ("begun", "ended"),
    [("suspended", "resumed"), ("notice_given", "notice_withdrawn"), ("disputed", "settled")],
)
def test_what_ended_once_and_began_twice_in_its_year_has_begun_again(
    begun: str, ended: str, first: str, last: str
) -> None:
    steps = [step("signed", "2016-11-23"), step(ended, "2019"), step(begun, last), step(begun, first)]
    assert actions(steps, 2019, 12, 1) == actions(steps, 2020, 1, 1) == [("signed", begun)]
    assert actions(steps, 2019, 6, 1)[-2:] == [("signed", begun), ("signed", ended)]
    assert actions([*steps, step(ended, "2020")], 2021, 1, 1) == [("signed", ended)]


def test_what_ended_as_often_as_it_began_in_its_year_is_over() -> None:
    steps = [step("suspended", "1990"), step("resumed", "2019"), step("suspended", "2019-11-22")]
    assert actions(steps, 2020, 1, 1) == [("", "resumed")]


@pytest.mark.parametrize("standing", ["signed", "entered_into_force"])
def test_what_is_suspended_is_not_in_force_though_a_later_notice_presupposes_it(standing: str) -> None:
    steps = [
        step(standing, "1990-01-01"),
        step("suspended", "2000-01-01"),
        step("notice_given", "2010-01-01"),
    ]
    before, since = (status_at(steps, ordinal(year, 1, 1)).certain for year in (1995, 2005))
    assert before is not None
    assert since is not None
    assert (bool(before.force), since.force) == (True, "")


def test_a_notice_to_end_what_has_ended_contradicts_the_record() -> None:
    steps = [step("signed", "2000"), step("terminated", "2010"), step("notice_given", "2012")]
    ended, noticed = (status_at(steps, ordinal(year, 1, 1)).certain for year in (2011, 2013))
    assert ended is not None
    assert noticed is not None
    assert (ended.goes_on_after_its_end, noticed.goes_on_after_its_end) == (False, True)


def test_a_new_standing_clears_the_condition() -> None:
    steps = [step("signing_cancelled", "2012-06"), step("signed", "2016")]
    assert actions(steps, 2017, 1, 1) == [("signed", "")]


def told(steps: list[DatedStep], year: int, month: int, day: int) -> list[str]:
    """The statuses that may hold, as "standing+condition (force)"."""
    return [
        "+".join(step.action for step in (s.standing, s.condition) if step)
        + (f" ({s.force})" if s.force else "")
        for s in status_at(steps, ordinal(year, month, day)).possible
    ]


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize(
    ("steps", "day", "expected"),
    [
        ("negotiating 2016, signed 2016-11-23", (2016, 11, 25), ["signed"]),
        ("negotiating 2016, signed 2016-11-23", (2017, 1, 1), ["signed"]),
        ("negotiating 2016, signed 2016-11-23", (2016, 6, 1), ["", "negotiating"]),
        ("negotiating 2011, signing_cancelled 2012-06, negotiating 2012", (2013, 1, 1),
         ["negotiating+signing_cancelled"]),
        ("proposed 2010, negotiating 2010", (2011, 1, 1), ["negotiating"]),
        ("proposed 2016, established 2016-03-01", (2016, 12, 1), ["established"]),
        ("established 2005, held 2005", (2006, 1, 1), ["held"]),
        ("proposed 2010, recommended 2010", (2011, 1, 1), ["recommended"]),
        ("held 2018-11-21, notice_given 2018-11-21", (2018, 12, 1), ["held+notice_given"]),
        ("established 2003-08-27, held 200X", (2003, 8, 26), [""]),
        ("signed 1965, ratified 1965, entered_into_force 1965", (1965, 6, 1),
         ["", "signed", "ratified", "entered_into_force (stated)"]),
        ("signed 1998, suspended 1998-11-01", (1999, 1, 1), ["signed+suspended"]),
        ("established 2000, suspended 2020, resumed 2020-09-01", (2021, 1, 1), ["established+resumed"]),
        ("signed 2016-11-23, notice_given 2019, notice_suspended 2019-11-22", (2020, 1, 1),
         ["signed+notice_suspended (inferred)"]),
        ("signed 2016-11-23, notice_given 2019-08, notice_suspended 2019-08", (2019, 9, 1),
         ["signed+notice_suspended (inferred)"]),
        ("signed 2000, notice_given 2010, terminated 2010-05-01", (2011, 1, 1), ["terminated"]),
        ("signed 2000, notice_given 2010-05-01, terminated 2010", (2010, 3, 1), ["signed (inferred)"]),
        ("established 2016, dissolved 2016-10-01", (2016, 11, 1), ["dissolved"]),
        ("agreed 2010, disputed 2012, settled 2012", (2013, 1, 1), ["agreed+settled"]),
        ("signed 1965, disputed 1965-03-01", (1965, 6, 1), ["disputed", "signed"]),
        ("signed 2010-01-01, negotiating 2015-01-01", (2016, 1, 1), ["negotiating"]),
        ("signed 2010-10-01, suspended 2010, terminated 2010-05-01", (2010, 1, 1), ["", "suspended"]),
        ("established 2010, suspended 2019, disputed 2019-08-22", (2020, 1, 1),
         ["established+disputed", "established+suspended"]),
        ("announced 2016, agreed 2016-03-01, disputed 2017", (2016, 12, 31), ["agreed", "announced"]),
        ("established 2010, held 2015, held 2015-03-01", (2016, 1, 1), ["held"]),
        ("entered_into_force 2000, shelved 2010", (2011, 1, 1), ["shelved"]),
        ("suspended 2000, signed 2010", (2011, 1, 1), ["signed"]),
    ],
)  # fmt: skip
def test_where_dates_leave_open_which_step_came_first_the_usual_course_tells(
    steps: str, day: tuple[int, int, int], expected: list[str], backwards: bool
) -> None:
    dated = [step(*one.split()) for one in steps.split(", ")]
    assert told(dated[::-1] if backwards else dated, *day) == expected


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ("suspended 1995, resumed 1996", "entered_into_force+resumed (stated)"),
        ("suspended 1995, notice_given 1996", "entered_into_force+notice_given"),
        ("suspended 1995, resumed 1996, suspended 1997", "entered_into_force+suspended"),
        ("disputed 1995, settled 1996", "entered_into_force+settled (stated)"),
    ],
)
def test_what_is_suspended_is_in_force_again_when_it_is_resumed(steps: str, expected: str) -> None:
    dated = [step("entered_into_force", "1990"), *(step(*one.split()) for one in steps.split(", "))]
    assert told(dated, 2000, 1, 1) == [expected]


STEPS = st.lists(
    st.builds(
        step,
        st.sampled_from([action for action in ACTIONS if action != "mentioned"]),
        st.one_of(
            st.integers(1990, 2020).map(str),
            st.dates(min_value=date(1990, 1, 1), max_value=date(2025, 1, 1)).map(lambda d: d.isoformat()),
            st.integers(1990, 2020).map(lambda year: f"{year}-06"),
        ),
    ),
    max_size=12,
)


@given(STEPS, st.integers(ordinal(1985, 1, 1), ordinal(2030, 1, 1)))
def test_alternatives_grow_with_the_undecided_steps_and_never_double_with_each(
    steps: list[DatedStep], day: int
) -> None:
    undecided = [s for s in steps if s.low <= day < s.high]
    assert 1 <= len(status_at(steps, day).possible) <= 2 * (len(undecided) + 1) + 1


@given(STEPS, st.integers(ordinal(1985, 1, 1), ordinal(2030, 1, 1)))
def test_a_status_never_names_a_step_that_cannot_have_happened_yet(steps: list[DatedStep], day: int) -> None:
    for status in status_at(steps, day).possible:
        for named in (status.standing, status.condition):
            assert named is None or named.low <= day
