"""Which claim dates an event."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.domain.claims import Dating, datings
from bot.domain.dates import parse, within
from bot.domain.entities import GRADES, Claim, Event, PlaceDate
from tests.domain.edtf_values import edtf_strings

PACKS = {
    "paper": ("documents", "original"),
    "essay": ("documents", "via"),
    "agency": ("reference", "original"),
    "list": ("reference", "aggregator"),
    "ours": ("reference", "own knowledge"),
}


def claim(name: str, date: str, source: str = "paper", *elsewhere: tuple[str, str]) -> Claim:
    pack, grade = PACKS[source]
    days = tuple(PlaceDate(*other) for other in elsewhere)
    return Claim(name, source, date, elsewhere=days, pack=pack, grade=grade)


def dating(*claims: Claim, layer: str = "all", preferred: str | None = None) -> Dating:
    return datings(Event("e", 1, "Event", claims=claims, preferred=preferred))[layer]


def lead(found: Dating) -> tuple[str | None, str | None]:
    return (found.date.edtf if found.date else None, found.lead)


def test_an_event_without_claims_has_no_date() -> None:
    assert dating() == Dating()


def test_a_single_claim_leads() -> None:
    assert dating(claim("a", "2012-06")) == Dating(parse("2012-06"), "a")


def test_the_finest_of_nested_claims_leads_whoever_makes_it() -> None:
    found = dating(claim("a", "2012-06"), claim("b", "2012-06-29", "list"), claim("c", "2012"))
    assert lead(found) == ("2012-06-29", "b")
    assert not found.contested


def test_the_documents_layer_does_without_the_reference_pack() -> None:
    found = dating(claim("a", "2012-06"), claim("b", "2012-06-29", "list"), layer="documents")
    assert lead(found) == ("2012-06", "a")


def test_an_event_only_the_reference_pack_knows_has_no_date_in_the_documents_layer() -> None:
    assert dating(claim("a", "2019-08-23", "agency"), layer="documents").date is None


def test_a_retracted_claim_says_nothing() -> None:
    gone = Claim("b", "paper", "2013-01-01", retracted=True)
    assert dating(claim("a", "2012-06"), gone) == dating(claim("a", "2012-06"))


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([claim("a", "2012-06", "agency"), claim("b", "2012-06", "essay")], "b"),
        ([claim("a", "2012-06", "list"), claim("b", "2012-06", "agency")], "b"),
        ([claim("a", "2012-06", "essay"), claim("b", "2012-06", "paper")], "b"),
        ([claim("a", "2012-06?"), claim("b", "2012-06", "list")], "b"),
        ([claim("a", "2012-06~"), claim("b", "2012-06", "list")], "b"),
        ([claim("a", "2012-06"), claim("b", "2012-06")], "a"),
    ],
)
def test_of_equally_fine_claims_the_certain_the_document_the_better_grade_the_earlier_leads(
    claims: list[Claim], expected: str
) -> None:
    assert dating(*claims).lead == expected


def test_contradicting_claims_make_an_event_contested_and_none_leads() -> None:
    found = dating(claim("a", "2015-05-30"), claim("b", "2015-05-29", "agency"), claim("c", "2015-05"))
    assert found == Dating(parse("2015-05-29"), contested=True, conflicts=("a", "b"))


def test_the_order_date_of_a_contested_event_is_the_earliest_of_the_finest() -> None:
    found = dating(
        claim("a", "2012-06"), claim("b", "2012-06-29", "list"), claim("c", "2012-07-02", "agency")
    )
    assert found.contested
    assert lead(found) == ("2012-06-29", None)
    assert found.conflicts == ("a", "b", "c")


def test_a_preferred_claim_settles_it_and_the_conflict_stays_listed() -> None:
    found = dating(claim("a", "2015-05-30"), claim("b", "2015-05-29", "agency"), preferred="b")
    assert lead(found) == ("2015-05-29", "b")
    assert not found.contested
    assert found.conflicts == ("a", "b")


def test_a_preferred_claim_leads_also_where_nothing_contradicts() -> None:
    assert dating(claim("a", "2012-06"), claim("b", "2012-06-29", "list"), preferred="a").lead == "a"


def test_a_preference_for_a_claim_outside_the_layer_is_not_heeded() -> None:
    claims = claim("a", "2015-05-30"), claim("b", "2015-05-28", "essay"), claim("c", "2015-05-29", "agency")
    assert dating(*claims, layer="documents", preferred="c").contested


def test_partly_overlapping_claims_agree_and_the_narrower_leads() -> None:
    found = dating(claim("a", "2012-01/2012-08"), claim("b", "2012-06/2012-09"))
    assert lead(found) == ("2012-06/2012-09", "b")
    assert not found.contested


def test_the_day_elsewhere_is_no_contradiction() -> None:
    seoul = claim("a", "2014-12-29", "paper", ("2014-12-28", "Washington"))
    found = dating(seoul, claim("b", "2014-12-28", "agency"))
    assert lead(found) == ("2014-12-29", "a")
    assert found.conflicts == ()
    assert dating(seoul, claim("b", "2014-12-27", "agency")).contested


def test_an_exact_day_contradicts_a_month_that_it_is_not_in_even_if_near() -> None:
    assert dating(claim("a", "2012-06"), claim("b", "2012-07-01", "agency")).contested


@pytest.mark.parametrize("vague", ["2010/..", "../2010", "2010/", "XXXX", "../.."])
def test_an_open_or_unknown_date_contradicts_nothing(vague: str) -> None:
    for year in ("2009", "2011"):
        assert lead(dating(claim("a", vague), claim("b", year))) == (year, "b")


def test_an_approximate_date_may_be_off_by_its_own_width() -> None:
    assert not dating(claim("a", "1960~"), claim("b", "1961-01-19")).contested
    assert dating(claim("a", "1960~"), claim("b", "1962-01-19")).contested


def test_own_knowledge_never_leads_and_never_contests() -> None:
    found = dating(claim("a", "2012"), claim("b", "2012-06-29", "ours"), claim("c", "2011", "ours"))
    assert found == Dating(parse("2012"), "a")


def test_own_knowledge_alone_gives_a_date_that_leads_nowhere() -> None:
    found = dating(claim("a", "2012", "ours"), claim("b", "2012-06-29", "ours"), preferred="b")
    assert found == Dating(parse("2012-06-29"), own_knowledge_only=True)


near_dates = st.one_of(
    st.builds("2012-{:02}-{:02}".format, st.integers(5, 7), st.integers(1, 3)),
    st.builds("2012-{:02}".format, st.integers(5, 7)),
    st.sampled_from(("2011", "2012", "2012?", "201X", "2012-06~", "2012/..", "2012-05/2012-06", "XXXX")),
    edtf_strings,
)


@st.composite
def many_claims(draw: st.DrawFn) -> list[Claim]:
    found = draw(st.lists(st.tuples(near_dates, st.sampled_from(sorted(PACKS)), st.booleans()), max_size=6))
    return [
        replace(claim(f"c{number}", date, source), retracted=retracted and number % 2 == 0)
        for number, (date, source, retracted) in enumerate(found)
    ]


def widths(claims: Sequence[Claim]) -> list[int]:
    return [parse(each.date).high - parse(each.date).low for each in claims]


@settings(deadline=None)
@given(many_claims(), st.randoms(use_true_random=False), st.sampled_from(("all", "documents")))
def test_the_order_of_claims_settles_nothing_but_ties(
    claims: list[Claim], random: object, layer: str
) -> None:
    shuffled = list(claims)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = dating(*claims, layer=layer), dating(*shuffled, layer=layer)
    assert (one.contested, one.own_knowledge_only) == (
        other.contested,
        other.own_knowledge_only,
    )
    assert set(one.conflicts) == set(other.conflicts)
    assert (one.date is None) == (other.date is None)
    if one.date and other.date:
        assert one.date.high - one.date.low == other.date.high - other.date.low
    if one.contested:
        assert one.date == other.date


@settings(deadline=None)
@given(many_claims(), st.sampled_from(("all", "documents")), st.sampled_from((None, "c0", "c1")))
def test_the_date_is_always_that_of_a_claim_and_never_finer(
    claims: list[Claim], layer: str, preferred: str | None
) -> None:
    found = dating(*claims, layer=layer, preferred=preferred)
    heard = [
        each
        for each in claims
        if not each.retracted and (layer == "all" or PACKS[each.source][0] == "documents")
    ]
    assert (found.date is None) == (not heard)
    if found.date is not None:
        assert found.date.edtf in {each.date for each in heard}
    if found.lead is not None and found.date is not None:
        (leading,) = (each for each in heard if each.id == found.lead)
        assert leading.date == found.date.edtf
        assert PACKS[leading.source][1] != GRADES[-1]
    assert (found.lead is None) == (found.contested or found.own_knowledge_only or found.date is None)
    assert not found.contested or len(found.conflicts) >= 2


@settings(deadline=None)
@given(many_claims())
def test_unless_contested_no_other_voice_is_finer_than_the_lead(claims: list[Claim]) -> None:
    found = dating(*claims)
    voices = [each for each in claims if not each.retracted and PACKS[each.source][1] != GRADES[-1]]
    if found.lead is not None and found.date is not None:
        assert found.date.high - found.date.low == min(widths(voices))
        assert not any(
            within(parse(each.date), found.date) and parse(each.date).low > found.date.low for each in voices
        )
