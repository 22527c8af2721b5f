"""What editors change: for whom it holds, what it takes along, and what they are told of it."""

from __future__ import annotations

import pytest

from bot.domain.answers import AgreementAnswer
from bot.domain.dates import parse
from bot.domain.edits import Altered, Preview, Saved, SourceRead, Unfinished
from bot.domain.facts import WordedDate
from bot.domain.questions import Choose, Refusal
from bot.locales.en import ENGLISH
from bot.render.answer import render
from tests.editing.desk import ANA, BEN, MEETING, Desk, event, shown_text, why


async def test_a_source_is_a_link_a_known_one_or_own_knowledge(here: Desk) -> None:
    kinds = []
    for source in ("https://example.org/b", "Murphy", "own knowledge", ""):
        shown = await here.preview(ANA, "edit add", **{**MEETING, "source": source})
        kinds += [line.kind for line in shown.lines if isinstance(line, SourceRead)]
    unknown = await here.ask(ANA, "edit add", **{**MEETING, "source": "Zzyzx Qwfp"})

    assert kinds == ["link", "known", "own", "own"]
    assert why(unknown) == "unknown_source"


@pytest.mark.parametrize("command", ["edit add", "edit claim"])
@pytest.mark.parametrize(("typed", "value"), [("since 2012", "2012/.."), ("winter 2016", "2016-24")])
async def test_a_date_to_be_recorded_is_offered_as_the_one_date_that_it_is(
    here: Desk, command: str, typed: str, value: str
) -> None:
    offers = await here.complete(ANA, command, "date", typed, {})
    assert [offer.value for offer in offers] == [value]


async def test_a_possible_double_is_offered_and_can_be_added_to(here: Desk) -> None:
    known = await event(here, None, "E-67")
    shown = await here.preview(ANA, "edit add", **{**MEETING, "title": known.entry.title})
    labels = [double.label for double in shown.doubles]
    saved = await here.confirm(ANA, shown, to="E-67")
    after = await event(here, "guild:1", "E-67")

    assert "E-67" in labels
    assert isinstance(saved, Saved)
    assert len(after.claims) == len(known.claims) + 1


@pytest.mark.parametrize(
    ("command", "options", "told"),
    [
        ("edit add", MEETING, "S-1"),
        ("edit agreement add", {"name": "Zog Pact", "type": "treaty", "parties": "Japan"}, "Zog Pact"),
        ("edit source add", {"title": "A White Paper of Zog"}, "A White Paper of Zog"),
    ],
)
async def test_a_double_that_was_added_after_the_preview_is_shown_before_saving(
    here: Desk, command: str, options: dict[str, str], told: str
) -> None:
    shown = [await here.preview(who, command, **options) for who in (ANA, BEN)]
    answers = [await here.confirm(who, one) for who, one in zip((ANA, BEN), shown, strict=True)]
    again = await here.confirm(BEN, shown[1])

    assert isinstance(answers[0], Saved)
    assert isinstance(answers[1], Preview)
    assert shown_text(answers[1]).count(told) > shown_text(shown[1]).count(told)
    assert isinstance(again, Saved)


async def test_a_state_of_years_is_not_offered_as_a_double_of_one_day(here: Desk) -> None:
    talks = {**MEETING, "title": "Kishida and Yoon meet in Seoul", "date": "7 May 2023"}
    shown = await here.preview(ANA, "edit add", **talks, parties="Japan, South Korea")

    assert shown.doubles == ()


async def test_a_shipped_event_is_changed_for_the_server_alone(here: Desk) -> None:
    shown = await here.preview(ANA, "edit amend", event="E-57", title="Renamed here")
    await here.confirm(ANA, shown)
    titles = [(await event(here, scope, "E-57")).entry.title for scope in ("guild:1", "guild:2", None)]

    again = await here.preview(ANA, "edit amend", event="E-57", title="Renamed again")
    own = await here.preview(ANA, "edit add", title="A talk of ours", date="1901")

    assert (shown.overlay, again.overlay, own.overlay) == (True, True, False)
    assert titles[0] == "Renamed here"
    assert titles[1] == titles[2] != "Renamed here"


async def test_a_shipped_agreement_stays_shipped_however_often_a_server_changes_it(here: Desk) -> None:
    for name in ("First", "Second"):
        shown = await here.preview(ANA, "edit agreement amend", name="GSOMIA", aliases=name)
        assert shown.overlay
        await here.confirm(ANA, shown)
    assert (await here.preview(ANA, "edit undo")).overlay


async def test_a_date_is_corrected_for_one_source_which_is_asked_for(here: Desk) -> None:
    asked = await here.ask(ANA, "edit amend", event="E-31", date="June 2015")
    assert isinstance(asked, Unfinished)
    assert isinstance(asked.why, Choose)
    shown = await here.press(ANA, asked.why.options[0].question)
    assert isinstance(shown, Preview)
    await here.confirm(ANA, shown)
    after = await event(here, "guild:1", "E-31")

    altered = [line for line in shown.lines if isinstance(line, Altered)]
    assert [line.key for line in altered] == ["date"]
    assert [claim.date.edtf for claim in after.claims].count("2015-06") == 1
    assert len(after.claims) > 1


@pytest.mark.parametrize("link", ["https://[1", "http://a]b/", "https:///page", "http://:80"])
async def test_an_address_that_leads_nowhere_is_refused_as_a_source_and_as_a_sources_link(
    here: Desk, link: str
) -> None:
    cited = await here.ask(ANA, "edit add", **{**MEETING, "source": link})
    linked = await here.ask(ANA, "edit source amend", name="Murphy", link=link)

    assert [why(cited), why(linked)] == ["bad_link", "bad_link"]


async def test_a_footnote_follows_the_title_or_author_that_it_is_made_of(here: Desk) -> None:
    async def footnote(here: Desk) -> str:
        return (await event(here, "guild:1", "S-1")).footnotes[0].label

    await here.save(ANA, "edit source add", title="Herring papers")
    await here.save(ANA, "edit add", title="Talks", date="1938", source="Herring papers")
    await here.save(ANA, "edit source amend", name="Herring papers", title="Cod papers", author="K. Saar")
    retitled = await footnote(here)
    await here.save(ANA, "edit undo")
    undone = await footnote(here)
    await here.save(ANA, "edit source add", title="Murphy revisited", author="K. Saar")
    await here.save(ANA, "edit claim", event="S-1", source="Murphy revisited", date="1938")
    await here.save(ANA, "edit source amend", name="Murphy revisited", author="Kadri Saar")
    renamed = (await event(here, "guild:1", "S-1")).footnotes[1].label

    assert (retitled, undone, renamed) == ("Cod papers", "Herring papers", "Kadri Saar")


async def test_agreements_and_sources_of_a_server_can_be_asked_for(here: Desk) -> None:
    about = {"type": "treaty", "parties": "Japan, Ruritania", "aliases": "Strelsau; 슈트렐사우"}
    await here.save(ANA, "edit agreement add", name="Treaty of Strelsau", **about)
    await here.save(ANA, "edit agreement amend", name="Strelsau", new_name="Strelsau Treaty")
    await here.save(ANA, "edit source add", title="The Zenda papers", author="Rassendyll", date="1894")
    await here.save(
        ANA, "edit add", title="Signing at Strelsau", date="1894", source="Zenda papers",
        agreement="Strelsau", action="signed",
    )  # fmt: skip
    found = await here.read("guild:1", "agreement", name="슈트렐사우")
    elsewhere = await here.read("guild:2", "agreement", name="슈트렐사우")
    await here.save(ANA, "edit agreement retract", name="Strelsau", reason="invented")
    gone = await here.read("guild:1", "agreement", name="슈트렐사우")

    assert type(found).__name__ == "AgreementAnswer"
    assert isinstance(elsewhere, Refusal)
    assert isinstance(gone, Refusal)


@pytest.mark.parametrize(
    ("changed", "called"),
    [
        ({"new_name": "Treaty of Strelsau"}, "Treaty of Strelsau"),
        ({"new_name": "Treaty of Strelsau", "aliases": "Strelsau"}, "Strelsau"),
        ({"aliases": "Zenda"}, "Treaty of Zenda"),
        ({"type": "declaration"}, "Treaty of Zenda"),
    ],
)
async def test_answers_call_an_agreement_by_a_name_that_it_has(
    here: Desk, changed: dict[str, str], called: str
) -> None:
    await here.save(ANA, "edit agreement add", name="Treaty of Zenda", type="treaty", parties="Japan")
    await here.save(ANA, "edit agreement amend", name="Treaty of Zenda", **changed)
    found = await here.read("guild:1", "agreement", name=changed.get("new_name", "Treaty of Zenda"))

    assert isinstance(found, AgreementAnswer)
    assert found.status.agreement.called == called


async def test_numbers_that_were_erased_are_not_given_again(here: Desk) -> None:
    first = await here.save(ANA, "edit add", **MEETING)
    await here.log.erase(first.positions, actor="x", reason="x")
    second = await here.save(ANA, "edit add", **MEETING)

    assert (first.label, second.label) == ("S-1", "S-2")


async def test_a_statement_to_correct_is_chosen_by_its_source_then_by_its_place(here: Desk) -> None:
    asked = await here.ask(ANA, "edit amend", event="E-60", date="28 June 2012")
    assert isinstance(asked, Unfinished)
    assert isinstance(asked.why, Choose)
    again = await here.press(ANA, asked.why.options[0].question)
    assert isinstance(again, Unfinished)
    assert isinstance(again.why, Choose)
    shown = await here.press(ANA, again.why.options[1].question)

    sources = [ENGLISH.word(option.label) for option in asked.why.options]
    places = [ENGLISH.word(option.label) for option in again.why.options]
    assert [label.partition(":")[0] for label in sources] == [
        "Nishino, paper",
        "Nishino, essay",
        "Murphy",
        "Yonhap",
    ]
    assert "Yonhap: 29 June 2012" in shown_text(asked)
    assert len(set(places)) == len(places) == 3
    assert "its sources contradict each other" in shown_text(shown)


async def test_where_only_the_dates_are_disputed_no_other_doubt_is_cast_on_an_event(here: Desk) -> None:
    ratified = {"agreement": "TSCF", "action": "ratified"}
    saved = await here.save(ANA, "edit add", **{**MEETING, "date": "May 2025"}, **ratified)
    await here.save(ANA, "edit claim", event=saved.label, source="Murphy", date="June 2025")
    await here.save(ANA, "edit claim", event=saved.label, source="own knowledge", date="2 June 2025")
    text = "\n".join(render(await here.read("guild:1", "agreement", name="TSCF")).blocks)

    assert "**Date disputed** Ministers meet in Osaka [" in text
    assert "own knowledge (own knowledge)" not in text


async def test_the_end_of_an_agreement_is_not_offered_as_a_double_of_its_signing(here: Desk) -> None:
    title = "Trilateral security framework (TSCF) signed"
    signing = {"title": title, "date": "28 July 2024", "agreement": "TSCF", "source": "Murphy"}
    same = await here.preview(ANA, "edit add", **signing, action="signed")
    other = await here.preview(ANA, "edit add", **signing, action="notice given")
    clash = await here.preview(ANA, "edit add", **{**signing, "date": "29 July 2024"}, action="signed")

    assert [double.label for double in same.doubles][:1] == ["E-539"]
    assert "E-539" not in [double.label for double in other.doubles]
    assert "yours contradicts the dates it has" in shown_text(clash)


async def test_the_signing_of_another_agreement_is_not_offered_as_a_double(here: Desk) -> None:
    for name in ("Alpha Pact", "Beta Pact"):
        await here.save(ANA, "edit agreement add", name=name, type="agreement", parties="Japan")
    signing = {"date": "1961", "action": "signed", "source": "https://example.org/a"}
    await here.save(ANA, "edit add", **signing, title="Alpha Pact signed", agreement="Alpha Pact")
    other = await here.preview(ANA, "edit add", **signing, title="Beta Pact signed", agreement="Beta Pact")

    assert other.doubles == ()


async def status_of_pact(here: Desk, action: str, date: str, as_of: str) -> str:
    """What is told of a pact to which one thing was done on a date."""
    await here.save(ANA, "edit agreement add", name="Alpha Pact", type="agreement", parties="Japan")
    told = {"agreement": "Alpha Pact", "action": action, "source": "https://example.org/a"}
    await here.save(ANA, "edit add", **told, title="Alpha Pact", date=date)
    return "\n".join(render(await here.read("guild:1", "agreement", name="Alpha Pact", as_of=as_of)).blocks)


@pytest.mark.parametrize(
    ("date", "as_of", "why"),
    [
        ("c. 1960", "1961-01-01", "say only c. 1960, which leaves 1 Jan 1961 open"),
        ("c. 1960", "1959-06-01", "say only c. 1960, which leaves 1 June 1959 open"),
        ("c. 29 June 2012", "2012-06-29", "say only c. 29 June 2012, which leaves 29 June 2012 open"),
        ("late 2000s", "2008-06-01", "say only late 2000s, which leaves 1 June 2008 open"),
        ("between 1998 and 2003", "2000", "give only 1998–2003"),
    ],
)
async def test_a_status_is_open_as_long_as_its_rough_date_allows(
    here: Desk, date: str, as_of: str, why: str
) -> None:
    text = await status_of_pact(here, "signed", date, as_of)

    assert "no step on record by then *or* signed" in text.lower()
    assert why in text


@pytest.mark.parametrize(
    ("action", "as_of", "status"),
    [
        ("suspended", "1972", "at the end: suspended.**"),
        ("suspended", "1980", "at the end: suspended 1970–1975 [1], on our"),
        ("negotiating", "1980-01-01", "under negotiation 1970–1975 [1], not signed"),
        ("shelved", "1980-01-01", "shelved 1970–1975 [1]"),
    ],
)
async def test_a_state_that_was_over_by_the_day_asked_about_is_told_with_its_years(
    here: Desk, action: str, as_of: str, status: str
) -> None:
    text = await status_of_pact(here, action, "from 1970 to 1975", as_of)

    assert status.lower() in text.lower()


async def test_the_number_on_a_receipt_is_the_one_that_the_event_shows(here: Desk) -> None:
    saved = await here.save(ANA, "edit add", **MEETING, parties="Ruritania, Japan")
    shown = await event(here, "guild:1", "S-1")

    assert len(saved.positions) == 3
    assert saved.positions[0] == shown.history[-1].position


async def test_adding_to_another_event_adds_the_agreement_and_parties_too(here: Desk) -> None:
    await here.save(ANA, "edit agreement add", name="Osaka Paper", type="declaration", parties="Japan")
    await here.save(ANA, "edit add", **MEETING, parties="Japan")
    step = {"agreement": "Osaka Paper", "action": "issued", "parties": "Japan, Ruritania"}
    again = {**MEETING, "source": "https://example.org/b"}
    shown = await here.preview(ANA, "edit add", **again, **step)
    await here.confirm(ANA, shown, to="S-1")
    added = await event(here, "guild:1", "S-1")
    await here.save(ANA, "edit undo")
    back = await event(here, "guild:1", "S-1")

    assert [(double.label, double.joins) for double in shown.doubles] == [("S-1", True)]
    assert (added.steps, added.parties) == ((("Osaka Paper", "issued"),), ("Japan", "Ruritania"))
    assert len(added.claims) == 2
    assert (back.steps, back.parties, len(back.claims)) == ((), ("Japan",), 1)


async def test_what_a_source_says_is_added_to_another_event_once(here: Desk) -> None:
    answers = []
    for _ in range(2):
        shown = await here.preview(ANA, "edit add", **MEETING)
        answers.append(await here.confirm(ANA, shown, to="E-57"))

    assert isinstance(answers[0], Saved)
    assert why(answers[1]) == "claim_exists"


async def test_the_receipt_of_a_new_title_has_the_new_title(here: Desk) -> None:
    saved = await here.save(ANA, "edit amend", event="E-76", title="Comfort-women deal reached")

    assert (saved.label, saved.title) == ("E-76", "Comfort-women deal reached")


async def test_the_chosen_of_two_links_to_one_site_is_corrected(here: Desk) -> None:
    await here.save(ANA, "edit add", **MEETING)
    await here.save(ANA, "edit claim", event="S-1", source="https://example.org/b", date="Mar 2014")
    asked = await here.ask(ANA, "edit amend", event="S-1", date="April 2014")
    assert isinstance(asked, Unfinished)
    assert isinstance(asked.why, Choose)
    month = next(
        option for option in asked.why.options if ENGLISH.word(option.label).endswith(": March 2014")
    )
    shown = await here.press(ANA, month.question)

    assert isinstance(shown, Preview)
    changed = next(line for line in shown.lines if isinstance(line, Altered))
    assert changed.before == WordedDate(parse("2014-03"), "Mar 2014")


async def test_the_step_that_a_status_rests_on_is_among_the_dates_of_its_briefing(here: Desk) -> None:
    ended = {"title": "Salt accord ends", "date": "5 June 2020", "source": "own knowledge"}
    await here.save(ANA, "edit add", **ended, agreement="GSOMIA", action="terminated")

    told = await here.read(ANA.asker.scope, "brief", subject="GSOMIA")

    shown = render(told).blocks
    assert shown[0].split("\n")[1].startswith("**Terminated (own knowledge); yet a later step")
    assert "Salt accord ends" in shown[1]


async def test_an_event_with_two_dates_of_own_knowledge_alone_is_shown_with_both(here: Desk) -> None:
    own = {"source": "own knowledge", "date": "5 June 2020"}
    await here.save(ANA, "edit add", **own, title="Salt accord", agreement="ACSA", action="signed")
    await here.save(ANA, "edit claim", event="S-1", source="own knowledge", date="6 June 2020")

    told = "\n".join(render(await here.read(ANA.asker.scope, "agreement", name="ACSA")).blocks)

    assert "**Signed (own knowledge)" in told
    assert "**5 June 2020** Salt accord" in told and "; 6 June [" in told


async def test_a_step_that_a_server_changed_is_not_said_to_be_the_documents(here: Desk) -> None:
    await here.save(ANA, "edit amend", event="GSOMIA signed", action="ratified")

    server, alone = [
        "\n".join(render(await here.read(scope, "agreement", name="GSOMIA")).blocks)
        for scope in (ANA.asker.scope, None)
    ]

    assert "ratified (changed here)" in server
    assert "The documents end at the ratification" not in server
    assert "changed here" not in alone
    assert "The documents end at the signing" in alone


async def test_changing_a_shipped_events_title_does_not_mark_its_step_as_changed(
    here: Desk,
) -> None:
    await here.save(ANA, "edit amend", event="GSOMIA signed", title="The pact signed at last")

    told = await here.read(ANA.asker.scope, "agreement", name="GSOMIA")

    assert "changed here" not in "\n".join(render(told).blocks)


async def test_an_event_is_found_by_the_whole_title_that_it_once_had(here: Desk) -> None:
    await here.save(ANA, "edit amend", event="GSOMIA signed", title="The pact is concluded")
    own = await here.save(ANA, "edit add", title="Envoys dine", date="2014", source="own knowledge")
    await here.save(ANA, "edit amend", event=own.label, title="Envoys at table")

    for former, now in (("GSOMIA signed", "The pact is concluded"), ("envoys dine", "Envoys at table")):
        told = await here.read(ANA.asker.scope, "event", name=former)
        assert render(told).blocks[0].startswith(f"### {now}")
    found = await here.read(ANA.asker.scope, "find", words="envoys dine")
    assert "1 entry" in render(found).blocks[0]
    elsewhere = await here.read("guild:9", "event", name="envoys dine")
    assert isinstance(elsewhere, Refusal)


async def test_an_agreement_stands_as_its_latest_entry_says_and_not_as_one_that_lies_ahead(
    here: Desk,
) -> None:
    pact = {"agreement": "Zanzibar Pact", "source": "https://example.org/pact"}
    await here.save(ANA, "edit agreement add", name="Zanzibar Pact", type="treaty", parties="Japan")
    await here.save(ANA, "edit add", title="Pact signed", date="14 June 2004", action="signed", **pact)
    await here.save(ANA, "edit add", title="Pact ends", date="2031", action="expired", **pact)

    told = "\n".join(render(await here.read("guild:1", "agreement", name="Zanzibar Pact")).blocks)

    assert "Signed, on our latest entry (14 June 2004)" in told
    assert "**2031** Pact ends" in told
