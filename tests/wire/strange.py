"""The longest and strangest that people type and that a record can hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.app import App
from bot.clock import Clock
from bot.domain.entities import Agreement, Claim, Event, PlaceDate, Source, State, Step
from bot.services.record import Receipt
from tests.changing import Changes, Outcome

STRANGE: tuple[str, ...] = (
    "x",
    "W" * 100,
    "W" * 300,
    "W" * 301,
    "W" * 6000,
    "word " * 1200,
    "😀" * 150,
    "👩‍👩‍👧‍👦🇯🇵🇰🇷" * 40,
    "\u202eright to left\u202c \u2067אבג\u2069",
    "zero\u200bwidth\u200d\u2060\ufeff",
    "\u200b",
    "\x00",
    "a\x00b\x1b[31m\x07\x7f",
    "\ud800",
    "half \udfff character",
    "e\u0301" * 100,
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞",
    "**b** __u__ ~~s~~ ||x|| `c` [a](https://evil.example) # h",
    "```\ncode fence\n```",
    "> quote\n# heading\n- list\n-# small",
    "@everyone @here <@1> <@&2> <#3> </brief:1> <t:0:R> <:a:1>",
    "https://evil.example/a?b=c&d",
    "'; DROP TABLE records; --",
    '" OR 1=1 NEAR(a b) AND * ^ {x} : -',
    "%s %d %n {0} {} {x.__class__} %(name)s $HOME `id`",
    "日韓GSOMIA 지소미아 독도",
    "..",
    "#1",
    "#999999999999",
    "E-0",
    "E-99999999999999999999",
    "-1",
    "0000-00-00",
    "99999-99-99",
    "2012-02-30",
    "03/04/2012",
    "../..",
    "19XX",
    "edtf:2012",
    "null",
)
"""Hand-picked. Discord's own client trims what is typed and stops at 6,000 characters."""

LONG = (
    "W" * 3000,
    "@everyone <@1> **bold** [a](https://evil.example) ```\nfence " * 30,
    "😀" * 1500,
    "\u202eright to left " * 80,
    "日韓軍事情報包括保護協定" * 60,
    "'; DROP TABLE records; -- %s {0} " * 20,
    "e\u0301" * 800 + "\u200b",
)
"""What stands in the strange record, in every field that takes text."""

DATES = (
    "2012-06-29",
    "2012-06",
    "2012",
    "199X",
    "1998/2003",
    "2010/..",
    "2016-11?",
    "1960~",
    "../1945",
    "2011%",
)


async def make_strange(path: Path, clock: Clock, scope: str) -> None:
    """Fills a server's own record with what is strange: agreements, sources, and events that many tell of."""
    async with App(path, clock) as app:
        recorder = Changes(app.log, app.views)
        for number, text in enumerate(LONG):
            for kind, state in _states(number, text):
                _made(await recorder.add(scope, kind, state, actor="ana", change=f"{kind}-{number}"))
        for number, text in enumerate(LONG):
            changes: dict[str, Any] = {"title": f"{text} again", "note": ""}
            made = await recorder.amend(
                scope, "event", f"s-{number + 1}", changes, reason=text, actor="ana", change=f"amend-{number}"
            )
            _made(made)


def _states(number: int, text: str) -> list[tuple[str, State]]:
    source, agreement = f"strange-{number}", f"strange-pact-{number}"
    parts: dict[str, Any] = dict.fromkeys(
        ("title", "author", "affiliation", "publisher", "caveat", "note"), text
    )
    claims = tuple(
        Claim(
            f"strange-{number}#{place}",
            f"strange-{other}",
            date,
            words=text,
            locator=text,
            place=text[:40],
            elsewhere=(PlaceDate("2012-06-30", text),),
            remark=text,
            confidence=text,
            pack="reference" if place % 2 else "documents",
        )
        for place, date in enumerate(DATES)
        for other in range(number + 1)
    )
    return [
        ("source", Source(source, label=text, url=f"https://example.org/{text}", reviewed=True, **parts)),
        (
            "agreement",
            Agreement(
                agreement,
                f"{number} {text}",
                "treaty",
                short=text,
                parties=("JP", "KR", text),
                names={"en": tuple(f"{text} {one}" for one in range(30)), "ja": (text,)},
                unlike=("gsomia", "acsa"),
                note=text,
            ),
        ),
        (
            "event",
            Event(
                "",
                0,
                text,
                parties=("JP", text),
                steps=(Step(agreement, "signed"), Step("gsomia", "suspended")),
                weight=3,
                claims=claims,
                note=text,
            ),
        ),
    ]


def _made(outcome: Outcome) -> None:
    assert isinstance(outcome, Receipt), outcome
