"""One event: what each source says side by side, which date leads and why, and what was changed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.domain.answers import ClaimSaid, EventAnswer, HistoryLine
from bot.domain.dates import parse
from bot.render import screen
from bot.render.answer import render
from bot.render.message import SCREEN
from tests.render.samples import ONE_PAGE, entry, footnote, question, said

FOOTNOTES = (
    footnote(1, "Nishino, paper"),
    footnote(2, "Nishino, essay"),
    footnote(4, "Yonhap", reference=True),
)


def claim(note: int, date: str, **changed: Any) -> ClaimSaid:
    plain: dict[str, Any] = {
        "words": "",
        "place": "",
        "elsewhere": (),
        "locator": "",
        "remark": "",
        "reference": False,
        "confidence": "",
        "leads": False,
        "differs": False,
    }
    return ClaimSaid(note=note, date=parse(date), **{**plain, **changed})


def event(*claims: ClaimSaid, **changed: Any) -> EventAnswer:
    plain: dict[str, Any] = {
        "question": question("event", name="E-48"),
        "entry": entry(
            "GSOMIA signing called off",
            said("2012-06-29", 4, reference=True),
            said("2012-06", 1),
            label="E-48",
        ),
        "parties": ("Japan", "South Korea"),
        "steps": (("GSOMIA", "signing_cancelled"),),
        "history": (),
        "retracted": None,
        "merged_into": None,
        "footnotes": FOOTNOTES,
        "paging": ONE_PAGE,
    }
    return EventAnswer(claims=claims, **{**plain, **changed})


FINEST = claim(4, "2012-06-29", reference=True, leads=True, place="Seoul", remark="Officially a delay.")
COARSE = claim(1, "2012-06", words="June 2012", locator="§ 3, paragraph 2")


def text(answer: EventAnswer) -> list[str]:
    return "\n".join(render(answer).blocks).split("\n")


def test_every_source_is_told_with_its_own_date_words_and_place() -> None:
    assert text(event(FINEST, COARSE))[:5] == [
        "### GSOMIA signing called off",
        "**June 2012** [1]; *ref.* 29 June [2] · E-48 · agreement · Japan, South Korea",
        "**Agreement** GSOMIA: signing called off",
        "[2] *ref.* **29 June 2012** · Seoul · leads: the most precise of those that agree"
        " · Officially a delay.",
        "[1] **June 2012** “June 2012” · § 3, paragraph 2",
    ]


def test_contradicting_sources_are_said_to_contradict_and_none_leads() -> None:
    contested = entry("Visit", said("1996-06", 1), said("1997-01", 2), contested=True, label="E-20")
    told = text(event(claim(1, "1996-06", differs=True), claim(2, "1997-01", differs=True), entry=contested))
    assert told[1].startswith("**June 1996** [1] *or* **Jan 1997** [2] · E-20")
    assert "none leads" in told[2]
    assert [line.endswith("contradicts the other") for line in told if line.startswith("[")] == [True, True]


def test_a_date_that_an_editor_preferred_says_so() -> None:
    told = text(event(claim(1, "1996-06", leads=True), claim(2, "1997-01", differs=True), preferred=True))
    assert any("leads: an editor preferred it" in line for line in told)


def test_a_single_source_needs_no_reason_for_leading() -> None:
    assert "leads" not in "\n".join(text(event(claim(1, "1996-06", leads=True))))


def test_the_day_at_each_place_is_told() -> None:
    abroad = claim(
        4, "2014-12-29", reference=True, place="Seoul", elsewhere=((parse("2014-12-28"), "Washington"),)
    )
    assert any("Seoul, 28 Dec in Washington" in line for line in text(event(abroad)))


def test_the_latest_changes_come_first_with_their_position_and_reason() -> None:
    history = tuple(
        HistoryLine(position, datetime(2026, 11, position, 9, tzinfo=UTC), kind, reason)
        for position, kind, reason in (
            (5, "EventAdded", ""), (9, "ClaimAdded", ""), (12, "EventAmended", "typo"),
            (20, "DatePreferred", ""),
        )
    )  # fmt: skip
    told = text(event(COARSE, history=history))
    assert (
        "**Changes** leading date chosen 20 Nov 2026, record 20; amended 12 Nov 2026, record 12 (typo);"
        " source added 9 Nov 2026, record 9; 1 before that" in told
    )


def test_a_retracted_event_says_so_above_all_else() -> None:
    assert text(event(COARSE, retracted="never happened"))[2] == "**Retracted:** never happened"


def test_a_claim_is_quoted_beside_our_words_and_all_of_it_takes_one_screen() -> None:
    quoted = "It was called off an hour ahead. " * 9
    one = claim(1, "2012-06", words="June 2012", remark="Our words", quotation=quoted.strip())
    message = render(event(one, steps=()))
    crowded = render(event(*(claim(1, "2012-06", quotation="W" * 300) for _ in range(3))))
    hostile = render(event(claim(1, "2012-06", quotation="@everyone # [x](https://x.example)\n> y")))

    assert f"> {quoted.strip()}" in "\n".join(message.blocks)
    assert screen.characters(crowded.blocks) <= SCREEN
    assert "@everyone" not in "".join(hostile.blocks)
    assert "\\[x\\](https:\\//x.example)" in "".join(hostile.blocks)
