"""The briefing as a file: it reads on a phone and survives pasting."""

from __future__ import annotations

import re

import pytest

from bot.domain.answers import BriefAnswer
from bot.domain.entries import Doubt
from bot.render.answer import render
from tests.render.samples import as_of, brief, entry, said


def file_of(answer: BriefAnswer) -> tuple[str, str]:
    (attachment,) = render(answer).files
    return attachment.name, attachment.data.decode("utf-8")


def test_the_reply_is_short_and_names_what_is_attached() -> None:
    message = render(brief(full=True))
    assert message.blocks[-1] == "The full text is attached: 6 dates, 8 sources."
    assert message.buttons == ()


def test_the_file_is_named_after_its_subject_and_its_day() -> None:
    assert file_of(brief(full=True))[0] == "gsomia-briefing-2026-11-22.md"


@pytest.mark.parametrize(
    ("subject", "stem"),
    [
        ("Japan–South Korea: “ties”", "japan-south-korea-ties"),
        ("日韓", "aide-memoire"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "con"),
        ("Déjà vu", "deja-vu"),
        ("x" * 300, "x" * 60),
    ],
)
def test_a_file_name_is_safe_everywhere(subject: str, stem: str) -> None:
    assert file_of(brief(full=True, subject=subject))[0] == f"{stem}-briefing-2026-11-22.md"


def test_a_file_about_the_past_is_named_after_that_time() -> None:
    assert file_of(brief(full=True, as_of=as_of("2012-06-15")))[0] == "gsomia-briefing-as-of-2012-06-15.md"


def test_each_date_has_its_number() -> None:
    assert "- Nov 2016: Signed [1][2]; ref. 23 Nov, Seoul [4] (E-60)\n" in file_of(brief(full=True))[1]


def test_the_reply_cites_by_the_numbers_of_the_file() -> None:
    message, text = render(brief(full=True)), file_of(brief(full=True))[1]
    stands = text.split("## Where it stands\n\n")[1].split("\n\n## ")[0]
    assert re.findall(r"\[\d+\]", message.blocks[0]) == re.findall(r"\[\d+\]", stands)


def test_a_file_draws_the_time_asked_about_through_its_dates() -> None:
    text = file_of(brief(full=True, as_of=as_of("2016-11-10")))[1]
    assert text.index("- — 10 November 2016 —\n") < text.index("- Nov 2016: Signed")


def test_what_is_open_comes_before_the_dates_with_its_subject_and_only_once() -> None:
    open_one = Doubt("unsure", "A note of its own.", (3,), "Talks in Seoul")
    talks = entry("Talks in Seoul", said("2012", 3), note="A note of its own.")
    text = file_of(brief(full=True, doubts=(open_one,), entries=(talks,)))[1]
    assert text.count("A note of its own") == 1
    assert "- “Talks in Seoul”: A note of its own [3].\n" in text
    assert text.index("## Disputed") < text.index("## Next") < text.index("## Dates")


def test_each_footnote_names_the_entries_it_stands_for() -> None:
    assert "- [4] ref. Kyodo, 23 November 2016; for E-60 (record 812)\n" in file_of(brief(full=True))[1]


def test_the_file_lists_just_the_sources_that_it_cites_and_counts_them_from_1() -> None:
    answer = brief(full=True, entries=brief().entries[-2:], doubts=())
    body, listed = file_of(answer)[1].split("## Sources")
    numbers = re.findall(r"^- \[(\d+)\]", listed, re.MULTILINE)
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    assert set(re.findall(r"\[(\d+)\]", body)) == set(numbers)
    assert len(numbers) < len(answer.footnotes)


def test_the_file_tells_the_verdict_its_horizon_and_the_record_position() -> None:
    text = file_of(brief(full=True))[1]
    assert text.startswith("# GSOMIA (Japan, South Korea): briefing\n\nPrepared on 22 November 2026 ")
    assert "position 4321" in text
    assert "\nIn force, on our latest entry (21 March 2023). The documents end at the signing;" in text
    assert "## How to read this" in text


def test_nothing_in_the_file_needs_discord_or_looks_escaped() -> None:
    odd = entry("Talks [sic] on 2*3 @everyone <b>now</b> [x](https://evil.example)", said("2012", 1))
    text = file_of(brief(full=True, entries=(odd,)))[1]
    assert "Talks [sic] on 2*3 @everyone ‹b>now‹/b> [x] (https://evil.example) [1]" in text
    assert re.search(r"\\|\*\*|\u200b|^-# |<https", text, re.MULTILINE) is None


def test_a_file_that_does_not_hold_everything_says_so() -> None:
    of_agreement, of_parties = brief(full=True, total=1_200), brief(full=True, about="parties", total=1_200)
    assert "- Only the 6 newest of 1,200 entries are listed.\n" in file_of(of_agreement)[1]
    assert "- Only the 6 weightiest of 1,200 entries are listed.\n" in file_of(of_parties)[1]
