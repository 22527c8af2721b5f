"""Answers built by hand: the ones that the mock messages show, and the pieces to build others from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from bot.domain.answers import AgreementAnswer, BriefAnswer
from bot.domain.dates import HistoricalDate, parse
from bot.domain.entities import Agreement
from bot.domain.entries import AgreementStatus, Doubt, Entry, Footnote, Horizon, Next, Paging, Said
from bot.domain.questions import AsOf, Layer, Question
from bot.domain.status import DatedStep, StatusAt, status_at

TODAY = parse("2026-11-22").low
PARTIES = ("Japan", "South Korea")
GSOMIA = Agreement(
    "gsomia", "General Security of Military Information Agreement", "agreement", "GSOMIA", parties=PARTIES
)
ONE_PAGE = Paging(1, 1, 500, more=True)


def question(command: str, **options: str) -> Question:
    """A question as it is typed."""
    return Question(command, options)


def footnote(
    number: int, label: str, *, date: str = "", caveat: str = "", reference: bool = False, **more: Any
) -> Footnote:
    """A source with its number."""
    return Footnote(
        number=number,
        source=f"source-{number}",
        label=label,
        caveat=caveat,
        date=parse(date) if date else None,
        url=more.pop("url", ""),
        reference=reference,
        grade=more.pop("grade", "original"),
        **more,
    )


def said(date: str, *notes: int, reference: bool = False, place: str = "", **elsewhere: str) -> Said:
    """A date as some sources give it; ``elsewhere`` maps a place to its day."""
    days = tuple((parse(value), name) for name, value in elsewhere.items())
    return Said(parse(date), "", notes, reference, place, days)


def entry(title: str, *dates: Said, weight: int = 2, contested: bool = False, **more: Any) -> Entry:
    """An event; the first of its dates leads."""
    return Entry(
        label=more.pop("label", "E-1"),
        title=title,
        kind=more.pop("kind", "agreement"),
        date=dates[0].date if dates else None,
        said=dates,
        contested=contested,
        reference=bool(dates) and all(one.reference for one in dates),
        weight=weight,
        **more,
    )


def step(event: str, action: str, date: str, *, span: str = "", label: str = "") -> DatedStep:
    """A dated action; ``span`` where the sources' dates reach further than the one shown."""
    shown = parse(date)
    reach: HistoricalDate = parse(span) if span else shown
    return DatedStep(event, label or event, action, shown.edtf, reach.low, reach.high)


def status(
    steps: list[DatedStep],
    days: tuple[int, ...] = (TODAY,),
    *,
    documents: list[DatedStep] | None = None,
    founded: DatedStep | None = None,
    **more: Any,
) -> AgreementStatus:
    """A status folded from steps; ``dates`` are those given for each event, ``more`` what is not GSOMIA's."""
    by_documents: tuple[StatusAt, ...] | None = None
    if documents is not None:
        by_documents = tuple(status_at(documents, day) for day in days)
    dates: Mapping[str, tuple[Said, ...]] = more.pop("dates", {})
    return AgreementStatus(
        replace(GSOMIA, **more),
        by_all=tuple(status_at(steps, day) for day in days),
        by_documents=by_documents,
        entries={event: entry("Something", *given) for event, given in dates.items()},
        founded=founded,
    )


def as_of(date: str) -> AsOf:
    """The point in time asked about: a day by itself, a longer one by its first and last day."""
    asked = parse(date)
    return AsOf(asked, tuple(sorted({asked.low, asked.high})))


DOCUMENT_STEPS = [
    step("agreed", "agreed", "2011"),
    step("cancelled", "signing_cancelled", "2012-06"),
    step("signed", "signed", "2016-11"),
]
STEPS = [
    step("agreed", "agreed", "2011"),
    step("cancelled", "signing_cancelled", "2012-06-29"),
    step("signed", "signed", "2016-11-23"),
    step("force", "entered_into_force", "2016-11-23"),
]
GIVEN = {
    "agreed": (said("2011", 1, 2),),
    "cancelled": (said("2012-06-29", 4, reference=True), said("2012-06", 1, 2)),
    "signed": (said("2016-11-23", 5, reference=True), said("2016-11", 1, 2)),
    "force": (said("2016-11-23", 5, reference=True),),
}
"""The dates that sources give each of these events."""
BRIEF_FOOTNOTES = (
    footnote(1, "Nishino, paper", date="2017", caveat="name, 2017 inferred"),
    footnote(2, "Nishino, essay", date="2017", caveat="2017 inferred"),
    footnote(3, "Murphy"),
    footnote(4, "Yonhap", date="2012-06-29", reference=True),
    footnote(5, "Kyodo", date="2016-11-23", reference=True),
    footnote(6, "Yonhap", date="2019-08-23", reference=True),
    footnote(7, "Yonhap", date="2019-11-22", reference=True),
    footnote(8, "Korea Herald", date="2023-03-21", reference=True),
)
SIGNED = entry(
    "Signed",
    said("2016-11-23", 5, reference=True, place="Seoul"),
    said("2016-11", 1, 2),
    weight=3,
    label="E-60",
    position=812,
)


def brief(**changed: Any) -> BriefAnswer:
    """`/brief GSOMIA` of 22 November 2026, as the mock has it."""
    answer = BriefAnswer(
        question=question("brief", subject="GSOMIA"),
        subject="GSOMIA",
        about="agreement",
        parties=PARTIES,
        as_of=None,
        layer="all",
        statuses=(
            status(
                STEPS,
                documents=DOCUMENT_STEPS,
                dates=GIVEN,
            ),
        ),
        entries=(
            entry("Both sides agree to share intelligence better", said("2011", 1, 2), label="E-41"),
            entry(
                "Seoul pulls out an hour before signing",
                said("2012-06-29", 4, reference=True),
                said("2012-06", 1, 2),
                weight=3,
                label="E-48",
            ),
            SIGNED,
            entry(
                "Seoul gives notice to end it", said("2019-08-23", 6, reference=True), weight=3, label="E-90"
            ),
            entry(
                "Notice suspended six hours before expiry",
                said("2019-11-22", 7, reference=True),
                weight=3,
                label="E-91",
            ),
            entry("Both 2019 notes withdrawn", said("2023-03-21", 8, reference=True), weight=3, label="E-99"),
        ),
        doubts=(
            Doubt("unsure", "Calls it shelved since 2012: undated, evidently pre-signing.", (3,)),
            Doubt("unsure", "In force at once, or after an exchange of notes? Reports differ.", (5,)),
        ),
        next=Next(replace(SIGNED, title="GSOMIA signed"), TODAY + 1, 10, True),
        horizon=Horizon(parse("2023-03-21"), parse("2016-11"), reference=True),
        footnotes=BRIEF_FOOTNOTES,
        full=False,
        total=6,
        in_full=6,
        silent=False,
        today=TODAY,
        known_position=4_321,
    )
    return replace(answer, **changed)


AGREEMENT_FOOTNOTES = (
    *BRIEF_FOOTNOTES[:4],
    footnote(5, "Kyodo", date="2011-01-10", reference=True),
    footnote(6, "Korea Herald", date="2012-06-29", reference=True),
)


def agreement(
    time: str = "2012-06-15", layer: Layer = "all", known_on: str = "", **changed: Any
) -> AgreementAnswer:
    """`/agreement GSOMIA as_of:2012-06-15`, as the mock has it; or as of another time."""
    asked = as_of(time) if time else None
    days = asked.days if asked else (TODAY,)
    documents = None if layer == "documents" else DOCUMENT_STEPS
    answer = AgreementAnswer(
        question=question("agreement", name="GSOMIA").asking(as_of=time, known_on=known_on),
        status=status(
            DOCUMENT_STEPS if layer == "documents" else STEPS,
            days,
            documents=documents,
            dates=GIVEN,
        ),
        look_alikes=(),
        as_of=asked,
        layer=layer,
        entries=(
            entry("Agreed to share intelligence better", said("2011", 1, 2), label="E-41"),
            entry(
                "A signing planned for late May put on hold, with ACSA’s",
                said("2012-05", 6, reference=True),
                label="E-47",
            ),
            entry(
                "Called off under an hour before; officially a delay",
                said("2012-06-29", 4, reference=True),
                said("2012-06", 1, 2),
                weight=3,
                label="E-48",
            ),
            entry("Signed", said("2016-11", 1, 2), weight=3, label="E-60"),
        ),
        doubts=(Doubt("disputed", "Has only “2012” and adds that ACSA’s signing fell with it.", (3,)),),
        horizon=Horizon(parse("2023-03-21"), parse("2016-11"), reference=True),
        footnotes=AGREEMENT_FOOTNOTES,
        paging=Paging(1, 1, 4),
        today=TODAY,
    )
    return replace(answer, **changed)
