"""What a careful user asks the shipped record, and what the answer must and must not say.

Held by short pieces of the answer that any wording would keep: a date, a name, the word for a status. The
clock stands on 22 November 2026. ``file`` asks for the text of ``/brief as:file``.
"""

# ruff: noqa: E501 - a question and what belongs to it stand on one line

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.domain.questions import Asker, Choose, Question, Refusal
from bot.locales.en import ENGLISH
from bot.render import screen
from bot.render.answer import render
from bot.render.message import Message
from bot.render.terminal import plain
from bot.services.typed.persons import PERSONS, THINGS
from tests.ground import NOW, run_apart


@dataclass(frozen=True)
class Asked:
    """An answer: its message, its text as read, and whether it refuses or asks back."""

    message: Message
    text: str
    refused: bool
    choice: tuple[str, ...]


@pytest.fixture(scope="module")
def asked(loaded_file: Path, clock: Clock) -> Iterator[dict[str, Asked]]:
    """Every question of this file, answered once from the shipped record."""
    from bot.app import App

    async def answer() -> dict[str, Asked]:
        found = {}
        async with App(loaded_file, clock) as app:
            for typed in dict.fromkeys(
                [
                    *(one.typed for one in (*QUESTIONS, *OF_FEW_DATES)),
                    *(t for t, _, _ in CHOICES),
                    *ALONE,
                    *UNLIKE,
                    *OF_PERSONS,
                    "find words:Kishida and “Yoon” on radar in 2023?",
                ]
            ):
                told = await app.lookup.answer(question(typed), Asker(None, NOW.date().toordinal()))
                message = render(told)
                text = plain("\n".join(message.blocks))
                text += "".join(one.data.decode() for one in message.files)
                choice = (
                    tuple(ENGLISH.word(o.label) for o in told.options) if isinstance(told, Choose) else ()
                )
                found[typed] = Asked(
                    message, re.sub(r" ?<https?://[^>]*>", "", text), isinstance(told, Refusal), choice
                )
        return found

    yield run_apart(answer())


_OPTION = re.compile(
    r"(\w+):(.*?)(?=\s+(?:name|subject|as_of|known_on|sources|as|date|words|what|party|status|type|topic|from|to|cite):|$)"
)


def question(typed: str) -> Question:
    command, _, options = typed.partition(" ")
    return Question(command, {name: value.strip() for name, value in _OPTION.findall(options)})


@dataclass(frozen=True)
class Careful:
    """A question with what its answer must hold (``|`` parts alternatives) and what it must not."""

    typed: str
    must: tuple[str, ...]
    never: tuple[str, ...] = ()


OUTSIDE = ("29 June", "Yonhap", "Kyodo", "23 Nov", "2019", "2023", "ref.")
"""What the documents do not say of GSOMIA."""

QUESTIONS = (
    # GSOMIA at awkward dates
    Careful("agreement name:GSOMIA as_of:2013-01-01", ("not signed", "called off", "June 2012", "ref. 29 June", "Nov 2016"), ("in force",)),
    Careful("agreement name:GSOMIA as_of:2013-01-01 sources:documents", ("not signed", "called off", "shelved"), ("in force", "May 2012", *OUTSIDE)),
    Careful("agreement name:GSOMIA as_of:2011-01-01", ("first step is dated 10 January 2011 ref.",), ("first step is dated 2011",)),
    Careful("agreement name:GSOMIA as_of:2012-06-15", ("not signed", "May 2012 ref. GSOMIA", "if the reference date is right", "documents alone cannot tell", "ref. 29 June", "— 15 June 2012 —"), ("in force",)),
    Careful("agreement name:GSOMIA as_of:2012-06-15 sources:documents", ("awaiting signature or just called off", "June 2012"), OUTSIDE),
    Careful("agreement name:GSOMIA as_of:2012", ("at the start", "at the end", "2011", "called off"), ("in force",)),
    Careful("agreement name:GSOMIA as_of:June 2012", ("at the start", "at the end", "called off", "ref. 29 June"), ("in force",)),
    Careful("agreement name:GSOMIA as_of:2016-11-10", ("documents alone cannot tell", "since then shelved; or signed [1][2][3]: they give only November 2016", "27 Oct 2016", "14 Nov 2016 ref."), ("in force",)),
    Careful("agreement name:GSOMIA as_of:2016-11-10 sources:documents", ("signed", "November 2016", "lies inside it"), ("14 Nov", "27 Oct", *OUTSIDE)),
    Careful("agreement name:GSOMIA as_of:2016-11-22", ("initialled, not signed", "14 Nov 2016"), ("in force",)),
    Careful("agreement name:GSOMIA as_of:2017-01-01", ("signed", "(inferred because a notice to end it came later)", "ref. 23 Nov", "Reports differ"), ("terminated", "in force, on")),
    Careful("agreement name:GSOMIA as_of:2019-10-01", ("(inferred)", "notice to end it given", "23 Aug 2019"), ("terminated", "expired")),
    Careful("agreement name:GSOMIA as_of:2019-10-01 sources:documents", ("signed", "November 2016"), ("in force", "notice", *OUTSIDE[:4])),
    Careful("agreement name:GSOMIA as_of:2020-01-01", ("(inferred)", "notice to end it suspended", "22 Nov 2019"), ("GSOMIA suspended", "expired")),
    Careful("agreement name:GSOMIA as_of:2023-03-18", ("notice to end it suspended", "16 Mar 2023"), ("(inferred); notice to end it withdrawn",)),
    Careful("agreement name:GSOMIA", ("(inferred)", "notice to end it withdrawn", "21 March 2023", "Nov 2016"), ("shelved since",)),
    Careful("agreement name:GSOMIA sources:documents", ("signed", "on our latest entry (November 2016)", "shelved", "undated"), OUTSIDE),
    Careful("agreement name:GSOMIA as_of:2010-05-05", ("nothing", "2011"), ("not signed",)),
    Careful("agreement name:GSOMIA as_of:yesterday", ("21 March 2023",)),
    # Questions in words
    Careful("find words:was ACSA ever signed", ("calls off planned ACSA signing", "ACSA not signed")),
    Careful("find words:who was defence minister in 2015", ("Nakatani", "Han"), ("E-512",)),
    Careful("find words:which documents mention TISA", ("TISA agreed", "E-68"), ("Nothing on record",)),
    Careful("find words:where do the documents disagree", ("3 entries", "E-86", "E-80", "E-37")),
    Careful("find words:Genron EAI poll 2016", ("1 entry", "E-87")),
    Careful("find words:how many South Koreans opposed removing the statue", ("Nearest to them", "76 percent")),
    Careful("find words:did Japan and South Korea ever sign a military alliance", ("Japan–ROK alliance no status on record",)),
    Careful("find words:Sheryn Lee", ("1 entry", "E-4")),
    Careful("find words:Jiun Bang", ("1 entry", "E-46")),
    Careful("event name:Obama trilateral summit 2014", ("E-67",)),
    Careful("event name:18 August 2023", ("Camp David summit issues three documents", "E-534")),
    Careful("event name:GSOMIA initialled", ("E-520", "14 Nov 2016 ref.")),
    Careful("timeline subject:Nishino's paper", ("Timeline: Nishino, paper",)),
    Careful("find words:GSOMIA -signed", ("E-527", "E-59"), ("E-91", "E-520")),
    Careful("find words:nuclear test -2016", ("E-63", "E-37", "E-507"), ("E-83",)),
    Careful("find words:comfort women without Japan", ("2011 Constitutional Court ruling",), ("E-76",)),
    Careful("find words:what did Wilkins write", ("1 entry", "Source Wilkins, abstract")),
    Careful("find words:PM Abe", ("E-66", "E-67")),
    Careful("find words:what happened on 28 December", ("1 event on this day", "E-76", "E-68")),
    Careful("find words:Korean War end", ("Armistice ends the fighting",)),
    Careful("find words:agreements between the US and South Korea", ("\nCarter withdrawal plan", "US–ROK alliance"), ("TSCF",)),
    Careful("on date:7 February", ("documents: early 2016",), ("Jan–Apr",)),
    Careful("timeline subject:GSOMIA from:June 2012 to:November 2016", ("E-60\nsince June 2012 Seoul stays reluctant", "Not counted: 1 entry")),
    Careful("find words:GSOMIA before 2012", ("2 entries", "E-510", "E-53"), ("E-91",)),
    Careful("find words:what happened to GSOMIA after 2016", ("5 entries", "E-532", "E-527"), ("E-91",)),
    Careful("find words:GSOMIA from 2012 to 2016", ("8 entries", "E-519", "E-520", "E-91")),
    Careful("find words:what came between the 2012 cancellation and the 2016 signing", ("Nearest to them", "E-60"), ("Of no agreement",)),
    Careful("find words:when did the Korean War begin", ("War breaks out",)),
    Careful("brief subject:Japan–South Korea as_of:2017", ("GSOMIA: signed, ref. in force (inferred because", "ACSA: not signed")),
    Careful("agreement name:is GSOMIA still in force?", ("In force (inferred)", "21 March 2023")),
    Careful("agreement name:status of ACSA", ("not signed", "June 2026")),
    Careful("event name:#91.", ("GSOMIA signed", "E-91")),
    Careful("find words:E-91 E-60", ("2 entries", "E-91", "E-60"), ("E-528",)),
    Careful("find words:what does Murphy say about ACSA", ("3 entries", "E-57", "E-59"), ("E-511",)),
    Careful("find words:what does Sahashi say about public opinion", ("E-100",), ("Nothing on record", "Murphy")),
    Careful("find what:sources words:2019", ("3 entries", "Source Yonhap: S. Korea to scrap"), ("Kyodo",)),
    Careful("find words:sources about TISA", ("TISA agreed", "E-68")),
    # Other agreements
    Careful("agreement name:ACSA", ("not signed", "shelved", "June 2026"), ("in force",)),
    Careful("agreement name:ACSA sources:documents", ("not signed", "2012", "recommends", "ACSA"), ("2026", "May 2012", "ref.")),
    Careful("agreement name:ACSA as_of:2012-06-29", ("documents alone cannot tell", "May 2012"), ("hour ahead",)),
    Careful("agreement name:TISA", ("Dec 2014", "29 Dec (Seoul and Tokyo; 28 Dec in Washington)", "19 Dec 2023"), ("treaty",)),
    Careful("agreement name:TISA as_of:2014-12-10 sources:documents", ("or agreed", "December 2014"), ("28 Dec", "29 Dec", "TSCF", "ref.")),
    Careful("agreement name:1951 security treaty as_of:1955", ("signed", "1951", "1960", "— 1955 —"), ("superseded", "in force", "begins")),
    Careful("agreement name:1951 security treaty as_of:1960-03-01", ("Signed or superseded", "The sources give only 1960"), ("is right",)),
    Careful("agreement name:1951 security treaty", ("superseded", "inferred"), ("in force",)),
    Careful("agreement name:1960 security treaty as_of:1960-03-01", ("signed", "documents alone cannot tell", "23 June 1960"), ("ratified, on",)),
    Careful("agreement name:secret agreement", ("disputed", "ambiguous", "Washington"), ("23 June", "terminated", "in force")),
    Careful("agreement name:1978 guidelines as_of:1996-05-01", ("issued", "1996", "new guidelines"), ("superseded",)),
    Careful("agreement name:1997 guidelines", ("superseded", "27 Apr 2015", "28 Apr in Tokyo")),
    Careful("agreement name:TCS", ("established 2011", "Seoul", "ref. 1 Sep"), ("Lima",)),
    Careful("agreement name:Reconciliation and Healing Foundation", ("28 July 2016 ref.", "end announced", "one billion yen", "documents name it"), ("dissolved",)),
    Careful("agreement name:Reconciliation and Healing Foundation sources:documents", ("No step on record",), ("28 July", "2018")),
    Careful("agreement name:comfort women agreement as_of:2015-12-27", ("nothing", "28 December 2015"), ("cannot tell", "agreed by")),
    Careful("agreement name:TCOG as_of:June 1998", ("give only 1998", "1 June lies inside it"), ("dates for a meeting",)),
    Careful("agreement name:GSOMIA as_of:2011-02-01", ("under negotiation, not signed", "10 Jan 2011", "Documents no step"), ("ceremony",)),
    Careful("agreement name:GSOMIA as_of:2010s", ("GSOMIA in the 2010s", "no step on record by then", "notice to end it suspended")),
    Careful("agreement name:GSOMIA as_of:last year", ("at the start and at the end", "notice to end it withdrawn"), ("cannot be read",)),
    Careful("brief subject:Japan–South Korea as_of:2000", ("1998 Joint Declaration: issued",), ("no step on record",)),
    Careful("brief subject:Japan and Korea", ("Japan–South Korea", "GSOMIA")),
    Careful("agreement name:TCOG as_of:1999", ("1998–2003 TCOG aligns Tokyo, Seoul, Washington on the North [1]\n— 1999 begins —\nApr 1999",), ("1999 ends",)),
    Careful("agreement name:TCOG as_of:2004", ("latest entry before then (1998–2003)", "Apr 1999"), ("24",)),
    Careful("agreement name:SAREX", ("since the late 2000s", "5 Aug 2008", "Bilateral SAREX"), ("since 2007",)),
    Careful("agreement name:SAREX as_of:2008-06-01", ("no step on record by then or held", "say only since the late 2000s"), ("differ",)),
    Careful("agreement name:SAREX as_of:2008-08-06", ("2008\nHeld since the late 2000s", "last on record 5 Aug 2008", "Documents no step on record by then or held"), ()),
    Careful("agreement name:SAREX as_of:2009 sources:documents", ("at the start: no step on record by then or held", "at the end: held"), ()),
    Careful("on date:1990", ("1 entry", "Not counted: 5 entries"), ("nuclear crisis",)),
    Careful("agreement name:peace and security legislation", ("in force", "29 Mar 2016", "19 Sep 2015", "2016"), ("in force, issued",)),
    Careful("agreement name:DTT as_of:2008-11-15 sources:documents", ("since Nov 2008", "lies inside it"), ("differ",)),
    Careful("agreement name:Six-Party Talks", ("2000s", "27–29 Aug 2003"), ("last held 2000s",)),
    Careful("agreement name:Nixon Doctrine sources:documents", ("No step on record",), ("1969",)),
    Careful("agreement name:THAAD", ("ref.", "documents name it"), ("silent",)),
    # Names in any language, slips, and what is not there
    Careful("agreement name:ＧＳＯＭＩＡ", ("GSOMIA", "notice to end it withdrawn")),
    Careful("agreement name:한일군사정보보호협정", ("GSOMIA", "notice to end it withdrawn")),
    Careful("agreement name:日韓軍事情報包括保護協定", ("GSOMIA", "notice to end it withdrawn")),
    Careful("agreement name:慰安婦合意", ("28 Dec 2015",)),
    Careful("brief subject:日韓", ("Japan–South Korea", "GSOMIA")),
    Careful("find status:notice given", ("its end announced [2]", "Korea Herald", "KBS World")),
    Careful("find words:竹島", ("Dokdo/Takeshima",)),
    Careful("find words:trade system what:sources", ("Sahashi",)),
    # Japanese and Korean as writers space and dot them
    Careful("agreement name:한일군사비밀정보보호협정", ("GSOMIA", "notice to end it withdrawn")),
    Careful("agreement name:한·미·일 정상회의", ("Trilateral summit", "15 Nov 2024")),
    Careful("agreement name:한미일정상회의", ("Trilateral summit", "15 Nov 2024")),
    Careful("agreement name:キャンプデービッド原則", ("Camp David documents", "18 Aug 2023")),
    Careful("find words:위안부합의", ("Comfort-women agreement agreed",)),
    Careful("find words:한일 국방장관회담", ("Japan–ROK defence ministerial last held",)),
    Careful("find words:吉田アチソン交換公文", ("Yoshida–Acheson notes signed",)),
    Careful("find words:6カ国協議", ("Six-Party Talks held",)),
    # Names with dates, parties and persons
    Careful("agreement name:Joint Declaration of October 1998", ("1998 Joint Declaration", "8 Oct, Tokyo"), ("Apr 1996",)),
    Careful("agreement name:Constitutional Court ruling August 2011", ("2011 Constitutional Court ruling", "30 Aug, Seoul")),
    Careful("agreement name:security treaty of September 1951", ("1951 US–Japan security treaty", "superseded")),
    Careful("agreement name:guidelines of 27 April 2015", ("2015 guidelines", "replace those of 1997")),
    Careful("agreement name:GSOMIA 2016", ("notice to end it withdrawn", "23 Nov")),
    Careful("agreement name:Japan-ROK GSOMIA November 2016 sources:documents", ("signed", "November 2016"), OUTSIDE),
    Careful("agreement name:Japan Korea military intelligence pact", ("GSOMIA", "notice to end it withdrawn")),
    Careful("agreement name:radar dispute", ("20 Dec 2018", "1 June 2024", "Seoul denies it")),
    Careful("agreement name:キャンプデービッド", ("18 Aug 2023", "documents do not name it")),
    Careful("brief subject:comfort women agreement, 28 December 2015", ("Comfort-women agreement (Japan, South Korea)", "28 Dec 2015")),
    Careful("timeline subject:Joint Declaration of October 1998", ("1998 Joint Declaration", "Oct 1998")),
    Careful("find words:normalization", ("Japan and South Korea normalise relations", "50th anniversary year")),
    Careful("event name:야스쿠니", ("Abe visits Yasukuni Shrine",)),
    Careful("find words:핵실험", ("fourth nuclear test", "first nuclear test")),
    Careful("agreement name:bilateral SAREX as_of:2020", ("Nothing on record by then", "Ten runs from 1999 to 2017")),
    Careful("agreement name:Obuchi–Kim Declaration", ("1998 Joint Declaration", "Oct 1998"), ("25th",)),
    Careful("find words:韓民求", ("Nakatani and Han", "May 2015"), ("health",)),
    Careful("find words:GSOMIA破棄", ("Seoul decides to end GSOMIA", "22 Aug 2019")),
    Careful("find words:지소미아 종료", ("Seoul gives notice to end GSOMIA",)),
    Careful("find words:レーダー照射", ("20 Dec 2018",)),
    Careful("find words:朝鮮戦争", ("War breaks out on the Korean Peninsula", "Korean armistice signed")),
    Careful("find words:이재명", ("ACSA needed", "23 Aug 2025")),
    Careful("find words:Eisaku Sato", ("Sato–Nixon", "Press Club")),
    Careful("find words:nobusuke kishi", ("Ikeda",)),
    Careful("find words:Fumio Kishida", ("Bonn", "comfort-women agreement")),
    Careful("event name:Dean Acheson", ("Yoshida, Acheson exchange notes",)),
    Careful("find party:India", ("Japan–India pact",), ("Nothing on record",)),
    Careful("find words:Park Geun-hye", ("The Hague", "GSOMIA signed", "impeaches")),
    Careful("find words:安倍晋三", ("The Hague", "Yasukuni", "comfort-women agreement")),
    Careful("find words:아베 신조", ("The Hague", "Yasukuni")),
    Careful("find words:박근혜 2016", ("GSOMIA signed",), ("The Hague",)),
    Careful("find words:일본 한국", ("Bilateral SAREX", "7 June 2026"), ("fewer words",)),
    Careful("source name:西野純也", ("Keio University", "inferred")),
    Careful("find words:小渕恵三", ("Oct 1998",)),
    Careful("find status:in effect", ("1965 Treaty on Basic Relations ref. in force", "GSOMIA ref. in force (inferred)"), ("ACSA",)),
    Careful("find status:失効", ("No agreement on record has this status",)),
    Careful("find type:交換公文", ("Yoshida",), ("GSOMIA",)),
    Careful("find type:지침", ("Guidelines",), ("GSOMIA",)),
    Careful("find status:dead", ("1951 US–Japan security treaty superseded",), ("GSOMIA",)),
    Careful("find status:unsigned", ("ACSA not signed",), ("GSOMIA",)),
    Careful("find type:pact", ("GSOMIA", "Comfort-women agreement")),
    Careful("find type:exercise", ("since the late 2000s",), ("since 2007",)),
    Careful("timeline from:1990s", ("from the 1990s", "since the 1990s", "early 1990s"), ("since 1990 ",)),
    Careful("event name:60", ("E-60", "29 June 2012"), ("Sixty years",)),
    Careful("agreement name:GSOMIA as_of:now", ("22 November 2026", "notice to end it withdrawn")),
    Careful("find status:terminated", ("No agreement on record has this status",), ("fewer words",)),
    Careful("timeline from:1700 to:1949", ("18th and 19th centuries",), ("1700–1899",)),
    Careful("find words:Lee Myung-bak Fukuda 2008", ("joint press statement", "21 Apr")),
    Careful("find words:Geun-hye banana", ("all these words", "one of them")),
    Careful("find what:agreements status:cancelled", ("ACSA", "called off"), ("GSOMIA",)),
    Careful("find type:treaties", ("1965 Treaty on Basic Relations", "superseded")),
    Careful("timeline from:June 2012 to:2012", ("4 entries", "2 entries that may have begun then or before", "E-59"), ()),
    Careful("timeline from:2012 to:2012", ("7 entries",), ("may have begun",)),
    Careful("find words:yasukini", ("nearest", "yasukuni"), ("fewer words",)),
    Careful("find words:normalisaton of relations", ("normalisation",), ("fewer words",)),
    Careful("find words:qwertyuiop", ("fewer words",), ("nearest",)),
    Careful("find words:apology", ("Obuchi and Kim Dae-jung",)),
    Careful("event name:Lee Myung-bak Takeshima", ("Dokdo/Takeshima", "10 Aug"), ("Yasukuni",)),
    Careful("source name:CSIS", ("Keio University", "inferred"), ("as printed",)),
    Careful("on date:2027-06-22", ("nothing for 22 June 2027",), ("1965",)),
    Careful("brief subject:Japan–US as_of:1850 as:file", ("1850",), ("already the ally",)),
    # Days and counts
    Careful("on date:28 December", ("1 event", "2015", "11 years", "TISA", "28 Dec in Washington"), ("12 years ago, 2015", "normalis")),
    Careful("on date:22 June", ("documents: nothing", "1965", "61 years", "ref. ")),
    Careful("on date:29 June", ("documents: nothing", "2012", "14 years")),
    Careful("on date:23 November", ("GSOMIA", "10 years", "Yeonpyeong", "16 years"), ("9 years",)),
    Careful("on date:1965", ("22 June", "18 Dec 1965"), ("28 Dec",)),
    Careful("on date:today", ("22 November", "2019", "7 years ago"), ("2026",)),
    Careful("on date:tomorrow", ("23 November", "GSOMIA signed", "10 years"), ("2026",)),
    Careful("on date:October", ("28 years ago", "20 years ago", "11 years ago"), ()),
    Careful("on date:this month", ("On days of November", "GSOMIA provisionally signed", "10 years"), ("2026",)),
    Careful("on date:last November", ("November 2025",), ("2016", "On days of")),
    Careful("on date:어제", ("21 November", "57 years"), ("2026",)),
    Careful("on date:2026-11-22", ("nothing for 22 November 2026",), ("2019",)),
    Careful("on date:29 February", ("nothing on this day", "/upcoming"), ("28 Feb",)),
    Careful("on date:29 June sources:documents", ("nothing on this day",), ("ref.", "2019")),
    Careful("timeline subject:Trilateral Vice Foreign Ministerial Meeting", ("6 entries", "Apr 2015", "14 July (Honolulu; 15 July", "Jan 2017"), ("Jan 2015",)),
    Careful("upcoming days:60", ("4 round ones first", "23 Nov GSOMIA signed, 10 years", "in December ROK officers"), ("9 years",)),
    Careful("upcoming days:366 subject:ACSA", ("10 Jan 2027", "16 years", "in May 2027", "in June 2027", "1 year"), ("29 June",)),
    # Where sources disagree
    Careful("event name:Nakatani Han May 2015", ("Seoul", "30 May 2015", "Singapore", "§3.1")),
    Careful("event name:emergency communication defence ministers", ("May 2016", "4 June 2016", "contradict"), ("leads:",)),
    Careful("event name:third nuclear test", ("12 Feb 2013", "six years", "under four years"), ("2007",)),
    Careful("event name:fourth nuclear test", ("6 Jan 2016", "5 Jan in Washington", "early 2016", "nine days"), ("4 Jan",)),
    Careful("event name:JSDF officers observe 2010", ("July 2010", "ahead of the shelling")),
    Careful("event name:Joint Declaration on Security", ("Apr 1996", "17 Apr"), ("1996-04-04", "1998")),
    Careful("event name:E-37", ("2007", "25 May 2009", "contradict")),
    Careful("event name:Pacific Dragon", ("20–28 June 2016", "no date"), ("Dec 2014",)),
    Careful("find words:Taepodong", ("North Korean missile test passes over Japan", "31 Aug")),
    Careful("event name:GSOMIA signing called off", ("E-60", "June 2012", "29 June"), ("may mean",)),
    # Countries by their codes
    Careful("find what:agreements party:KR", ("66 entries",)),
    Careful("find what:agreements party:jp, kr", ("58 entries",)),
    Careful("timeline subject:DPRK", ("Timeline: North Korea",)),
    Careful("timeline subject:CN", ("Timeline: China",)),
    Careful("brief subject:韓国、日本", ("South Korea–Japan",)),
    Careful("event name:Ｅ−９１", ("GSOMIA signed", "E-91"), ("E-528",)),
    Careful("find what:agreements status:発効 party:日本", ("agreements, 日本, 発効", "GSOMIA")),
    Careful("find what:agreements type:조약 party:한국", ("1965 Treaty on Basic Relations",)),
    Careful("find words:missile in 1998", ("1998",), ("India",)),
    # A reader's own words for a time, and times counted from today
    Careful("timeline subject:mid-1990s", ("Timeline: mid-1990s (1994–1996)", "Apr 1996"), ("1998",)),
    Careful("timeline from:late 2000s to:2010", ("“late 2000s” (2007–2009)",)),
    Careful("timeline subject:summits", ("Timeline: summits", "7 entries", "E-41", "E-541"), ("E-18",)),
    Careful("timeline subject:meetings", ("Timeline: meetings", "28 entries", "E-41", "E-50"), ("Shuttle",)),
    Careful("timeline subject:tests", ("Timeline: tests", "6 entries", "E-33", "E-37"), ("E-6 ",)),
    Careful("timeline subject:North Korean nuclear tests", ("4 entries", "E-37", "E-507"), ("E-6 ",)),
    Careful("timeline subject:polls from:2016 to:2016", ("4 entries of 2016", "E-87"), ("E-95",)),
    Careful("upcoming days:366 subject:summits", ("Anniversaries ahead: summits", "18 Aug 2027"), ()),
    Careful("timeline subject:two years ago", ("Timeline: 2024", "15 Nov 2024"), ("24 Feb 2025",)),
    Careful("on date:Showa 40", ("Showa 40 (1965)", "normalise relations")),
    Careful("on date:昭和40年6月22日", ("22 June 1965", "Treaty on Basic Relations"), ("18 Dec",)),
    Careful("agreement name:GSOMIA as_of:late 2010s", ("GSOMIA in “late 2010s” (2017–2019)",)),
    Careful("agreement name:GSOMIA as_of:10 years ago", ("GSOMIA in 2016", "Nov 2016")),
    # Briefings
    Careful("brief subject:GSOMIA", ("21 March 2023", "June 2012", "Nov 2016", "23 Aug 2019", "22 Nov 2019", "Tomorrow", "10 years")),
    Careful("brief subject:Japan–South Korea as_of:2012-06-15", ("GSOMIA: not yet signed", "ACSA: not signed", "May 2012", "— 15 June 2012 —\n2012 Seoul calls off planned ACSA"), ("1965 Japan and",)),
    Careful("brief subject:Japan–South Korea as_of:2019-11-22", ("notice to end it suspended", "28 Dec 2015", "23 Aug 2019", "22 Nov 2019"), ("1998",)),
    Careful("brief subject:Japan–South Korea as_of:2015-12-28", ("Comfort-women agreement: agreed", "28 Dec 2015"), ()),
    Careful("brief subject:history as_of:2018-01-09", ("9 Jan 2018",), ("21 Nov 2018",)),
    Careful("brief subject:Dokdo", ("Dokdo/Takeshima", "28 Dec 2015"), ("Liancourt",)),
    Careful("brief subject:GSOMIA as_of:2012-06-15 as:file", ("June 2012: Seoul calls off", "- — 15 June 2012 —"), ("2019",)),
    Careful("brief subject:GSOMIA as_of:2017-01-01 as:file", ("- — 1 January 2017 —\n- 23 Aug 2019",), ("2023",)),
    Careful("brief subject:the US", ("United States", "latest entry"), ()),
    Careful("brief subject:relations between Japan and South Korea", ("Japan–South Korea", "GSOMIA"), ()),
    Careful("brief subject:Japan, the ROK and the United States", ("Japan–South Korea–United States",), ()),
    Careful("brief subject:GSOMIA as_of:2012-06-15", ("not signed", "— 15 June 2012 —"), ("2016", "2019")),
    Careful("brief subject:comfort women sources:documents as:file", ("Aug 2011", "28 Dec 2015", "Sep 2016", "76 percent", "record "), ("2018", "30 Aug", "Gallup", "ref. ")),
    Careful("brief subject:Japan–South Korea as:file", ("(E-60)", "E-60 (record", "Disputed", "23 November 2026", "position", "1965 Treaty on Basic Relations: ref. in force [", "TSCF: ref. signed"), ("Tomorrow", "since 2007:")),
    Careful("agreement name:TISA as_of:2014-12-28", ("By the date in Washington (28 Dec 2014) the next step had already been taken [2].", "With ref. no step")),
    Careful("agreement name:TISA as_of:2014-12-27", ("With ref. no step",), ("had already been taken",)),
    Careful("agreement name:TISA as_of:2014-12-28 sources:documents", ("28 Dec lies inside it",), ("Washington",)),
    Careful("agreement name:GSOMIA as_of:2023-03-20", ("notice to end it suspended", "By the date in Washington (20 Mar 2023)")),
    Careful("agreement name:GSOMIA as_of:2012-06-11/2012-06-17", ("GSOMIA on 11–17 June 2012", "awaiting signature or just called off"), ("GSOMIA in",)),
    Careful("agreement name:SAREX as_of:2007-06-01", ("The sources say only since the late 2000s, which leaves 1 June 2007 open [1].",), ("only 2007",)),
    Careful("agreement name:GSOMIA as_of:2023-03-16", ("16 Mar 2023", "— 16 March 2023 —\n21 Mar 2023"), ()),
    Careful("agreement name:GSOMIA as_of:2012-05-31", ("May 2012 ref.", "— 31 May 2012 —\nJune 2012"), ()),
    Careful("agreement name:hotline", ("latest entry (May 2016 or 4 June 2016)",)),
    Careful("agreement name:hotline as_of:2016-06-02", ("No step on record by then or agreed. The dates",), ("latest entry before then", "is right")),
    Careful("agreement name:Japan–ROK defence ministers", ("Documents last held May 2016 [1]", "last held 30 Jan 2026 ref. [2] (our latest entry)"), ("Documents last held May 2016 or",)),
    Careful("agreement name:Six-Party Talks as_of:2005", ("held in the 2000s", "only the 2000s"), ("held 2000s",)),
    Careful("agreement name:GSOMIA known_on:today", ("As this record knew it on 22 November 2026",), ("on today",)),
    Careful("agreement name:GSOMIA known_on:2026-11-22", ("As this record knew it on 22 November 2026",), ("2026-11",)),
    Careful("brief subject:North Korea", ("6 Jan 2016 North Korea’s fourth nuclear test [1][5]",), ("ref. 6 Jan",)),
    Careful("upcoming days:366", ("National Assembly impeaches President Park", "First THAAD launchers land in South Korea"), ("…",)),
    Careful("agreement name:Pacific Dragon as_of:2016-06-20 sources:documents", ("No step on record",), ("first step",)),
    Careful("agreement name:Camp David as_of:2023-08-18", ("Only ref. tells of it",), ("no step on record",)),
    Careful("find status:signing called off", ("ACSA not signed",), ()),
    Careful("brief subject:intelligence sharing as_of:2012-06-15 as:file", ("GSOMIA: not yet signed [1][2][3][4][5]", "- [5] ref. S. Korea postpones signing"), ()),
    Careful("find status:notice to end it withdrawn", ("GSOMIA ref. in force (inferred)",), ()),
    Careful("event name:declaration of 1998", ("Obuchi and Kim Dae-jung", "1998 Joint Declaration: issued"), ()),
    Careful("event name:GSOMIA normalized", ("Yoon declares GSOMIA fully normalised",), ()),
    Careful("agreement name:the US–ROK alliance", ("US–ROK alliance", "No step on record"), ()),
    Careful("agreement name:Japan–ROK alliance", ("No step on record", "There is no such alliance"), ("do not say how",)),
    Careful("agreement name:GSOMIA known_on:#371", ("stood at its position 371",), ("#371",)),
    Careful("agreement name:Freedom Edge as_of:2024-06-28", ("Held 27–29 June 2024", "— 28 June 2024 —"), ("last held",)),
    Careful("event name:E-508", ("off Kauai, Hawaii, 6 Aug in Tokyo and Seoul",), ("in off",)),
    Careful("on date:December 2015", ("28 Dec 2015", "Not counted: 1 entry that may have begun then or before (E-72)"), ()),
    Careful("on date:28 December 2015", ("28 Dec 2015",), ("Not counted",)),
    Careful("on date:2030", ("The record has nothing for 2030",), ("began",)),
    Careful("on date:1992", ("Nothing on record is known to have begun in 1992", "Not counted: 5 entries"), ("1990",)),
    Careful("on date:1930s", ("known to have begun in the 1930s",), ()),
    Careful("on date:two weeks ago", ("known to have begun on 2–8 November 2026",), ()),
    Careful("find words:military intelligence pact cancelled", ("3 entries", "Seoul calls off GSOMIA signing"), ("Nothing on record",)),
    Careful("find words:who called off GSOMIA", ("Seoul calls off GSOMIA signing",), ("Nothing on record",)),
    Careful("find words:agreement between Japan and South Korea about intelligence", ("GSOMIA ref. in force", "2011 understanding"), ("Nothing on record",)),
    Careful("find words:cancelled", ("Seoul calls off GSOMIA signing", "Seoul calls off planned ACSA signing"), ("Nothing on record", "Pacific Dragon")),
    Careful("find words:“called off”", ("Seoul calls off GSOMIA signing", "Seoul calls off planned ACSA signing"), ("Nothing on record", "Pacific Dragon")),
    Careful("event name:signing 2016", ("may mean:\nE-91 GSOMIA signed\nE-520 GSOMIA provisionally signed",), ()),
    Careful("find words:when did the notice to end GSOMIA end", ("Seoul gives notice to end GSOMIA",), ("Nothing on record",)),
    Careful("find words:agreements signed in 2016", ("1 entry", "Nov 2016 GSOMIA signed"), ("28 Dec 2015",)),
    Careful("find words:treaties signed in 1965", ("1 entry", "1965 Japan, ROK conclude Treaty on Basic Relations"), ()),
    Careful("find words:signed in the 1960s", ("3 entries", "E-19", "E-15", "E-17"), ()),
    Careful("find words:what was signed in 2009?", ("sign memorandum on defence exchanges",), ("Nothing on record",)),
    Careful("find words:which agreements entered into force in 1965", ("1 entry", "18 Dec 1965"), ()),
    Careful("find words:agreements suspended in 2019", ("1 entry", "GSOMIA notice suspended"), ()),
    Careful("find words:what was cancelled in 2012", ("E-57", "E-60"), ("E-62",)),
    Careful("find words:meetings in 2016", ("6 entries", "E-77", "E-90"), ("E-91",)),
    Careful("find words:summits in 2014", ("1 entry", "in The Hague"), ()),
    Careful("find words:summits in 2015", ("Nothing on record",), ()),
    Careful("find words:poll 2015", ("Nothing on record", "Nearest to them"), ("1 entry",)),
    Careful("find words:summits between Japan and South Korea", ("E-43", "E-67", "7 entries"), ("Nothing on record",)),
    Careful("find words:North Korean nuclear tests in 2016", ("1 entry", "E-83"), ()),
    Careful("find words:exercises in 2010", ("2 entries", "E-49", "E-52"), ("E-47",)),
    Careful("find words:polls", ("8 entries", "E-87", "E-89", "E-92", "E-95", "E-547"), ()),
    Careful("find words:speeches", ("E-22",), ("Nothing on record",)),
    Careful("find words:court rulings 2011", ("2 entries", "2011 Constitutional Court ruling", "E-56"), ()),
    Careful("find words:how many nuclear tests did North Korea conduct", ("4 entries", "E-37", "E-507"), ()),
    Careful("find words:contested dates", ("3 entries", "E-37", "E-80", "E-86"), ()),
    Careful("find words:conflicting sources", ("3 entries", "E-37"), ()),
    Careful("find words:trilateral agreements", ("Freedom Edge", "DTT"), ("GSOMIA",)),
    Careful("find words:bilateral meetings in 2015", ("2 entries", "E-74", "E-75"), ()),
    Careful("find words:trilateral summits", ("3 entries", "E-67", "E-534", "E-541"), ()),
    Careful("find words:last summit", ("7 entries", "23 Aug 2025"), ("E-97",)),
    Careful("find words:agreements never signed", ("1 entry", "ACSA not signed"), ()),
    Careful("find words:agreements that were proposed", ("5 entries", "25th-anniversary declaration"), ()),
    Careful("find words:agreements", ("96 entries", "ACSA not signed"), ("Expert panel report",)),
    Careful("find words:sources", ("page 1 of", "Source"), ("Nothing on record",)),
    Careful("find words:agreements signed before 1960", ("4 entries", "E-9", "E-14"), ("E-15",)),
    Careful("find words:exercises since 2015", ("8 entries", "E-545", "E-538"), ()),
    Careful("find words:GSOMIA signed", ("4 entries.\nNov 2016 GSOMIA signed",), ()),
    Careful("find words:Kishi what:events", ("entries.\n1960s Kishi urges",), ()),
    Careful("find words:the signing of GSOMIA", ("Nov 2016 GSOMIA signed", "provisionally signed"), ()),
    Careful("find words:竹島 上陸", ("Nothing on record has all these words", "Nearest", "visits Dokdo/Takeshima"), ()),
    Careful("find words:竹島 上陸 what:events", ("Nearest", "visits Dokdo/Takeshima"), ()),
    Careful("find words:Moon Jae-in", ("Nothing on record has all these words",), ("Nearest",)),
    Careful("event name:50th anniversary", ("50th anniversary year of Japan–ROK normalisation", "documents put the fiftieth anniversary of normalisation in the year 2015"), ("E-100",)),
    Careful("event name:nuclear test 2013", ("third nuclear test", "E-63"), ()),
    Careful("find words:abduction", ("Nothing on record for this",), ("reduction",)),
    Careful("find words:one billion yen", ("E-518", "Reconciliation and Healing Foundation"), ()),
    Careful("find words:agreements Japan signed with the US", ("5 entries", "E-9", "E-15", "E-17"), ("E-91",)),
    Careful("find words:what did Japan and South Korea sign", ("E-44", "E-19", "E-91"), ("E-9 ", "E-60")),
    Careful("find words:what did Park do", ("12 entries", "E-521", "E-67"), ()),
    Careful("find words:military exercises in 2010", ("2 entries", "E-49", "E-52"), ("no status",)),
    Careful("find words:renegotiating", ("3 entries", "E-95", "E-524", "E-547"), ("Nothing on record",)),
    Careful("find words:agreements in force in 2014", ("1 entry. Status on 31 December 2014.", "1965 Treaty on Basic Relations ref. in force"), ("GSOMIA",)),
    Careful("find words:Japan South Korea agreements in force on 23 November 2016", ("2 entries. Status on 23 November 2016.", "GSOMIA ref. signed, in force (inferred"), ()),
    Careful("find words:unsigned agreements 2013", ("Status on 31 December 2013.", "ACSA not signed", "GSOMIA not signed"), ()),
    Careful("find status:in_force words:2014", ("1 entry. Status on 31 December 2014.",), ("GSOMIA",)),
    Careful("find words:trilateral agreements in force 2024", ("Of no agreement do the sources say",), ()),
    Careful("find words:agreements signed in 2014", ("Nothing on record has all these words",), ("Status on 31",)),
    Careful("find words:in force today", ("3 entries. Status on our latest entry",), ()),
    Careful("find words:meetings in Seoul", ("5 entries", "E-43", "E-74", "E-75", "E-84", "E-510"), ("Camp David",)),
    Careful("find words:meetings in Singapore in 2016", ("2 entries", "E-81", "E-86"), ("E-55",)),
    Careful("find words:agreements signed in Washington before 1970", ("1 entry", "E-15"), ()),
    Careful("find words:polls in South Korea", ("E-89", "E-95", "E-547"), ()),
    Careful("source name:Yonhap 29.6.2012", ("S. Korea postpones signing", "29 June 2012, as printed"), ()),
    Careful("source name:Murphy, undated", ("Peter Murphy", "Limits of the Japan"), ()),
    Careful("source name:[1] Nishino, paper (name, 2017 inferred)", ("our copy prints no title", "87 entries"), ()),
    Careful("find words:Sato Eisaku", ("Sato–Nixon", "Press Club"), ("Nothing on record",)),
    Careful("find words:Byung-se Yun", ("Bonn",), ("Nothing on record",)),
    Careful("find words:why was GSOMIA not signed in 2012?", ("June 2012 Seoul calls off GSOMIA signing",), ("E-91",)),
    Careful("find words:why did Seoul pull out of GSOMIA", ("3 entries.\nJune 2012 Seoul calls off GSOMIA signing",), ()),
    Careful("find words:works by Nishino", ("2 entries", "Source Nishino, paper", "Source Nishino, essay"), ("E-505",)),
    Careful("find words:articles by Murphy what:agreements", ("Nothing on record",), ("Source",)),
    Careful("find words:papers by Kissinger", ("Nothing on record has all these words",), ("Source",)),
    Careful("find words:treaties in force in 1955", ("Of no agreement do the sources say",), ("No agreement on record had",)),
    Careful("find words:statues", ("5 entries", "E-79", "E-89"), ("UN SOFA", "E-14")),
    Careful("find words:status", ("UN SOFA of 1954", "E-14"), ("E-79", "E-89")),
    Careful("find words:visited Seoul 2015", ("May 2015", "E-74"), ("Nothing on record",)),
    Careful("find words:Carter withdrawal of troops", ("Carter withdrawal plan", "E-504"), ("Nothing on record",)),
    Careful("find words:favour renegotiating", ("Nothing on record has all these words", "Nearest", "E-95"), ()),
    Careful("find words:security pacts", ("Japan–India pact", "Japan–Australia pact"), ("Nothing on record",)),
    Careful("find words:nuclear tests since 2010", ("2 entries", "third nuclear test", "fourth nuclear test"), ("comfort",)),
    Careful("find words:nuclear test 2013", ("1 entry", "third nuclear test"), ("fourth",)),
    Careful("find words:Shcangri-La", ("Nearest to it: “shangri La”",), ()),
    Careful("find words:dokto", ("Nearest to it: “dokdo”",), ("fewer words",)),
    Careful("find words:piracy Somalia", ("Nakatani and Han issue first joint press release",), ("Nothing on record",)),
    Careful("find words:minesweeping", ("New guidelines list Japan’s support",), ("Nothing on record",)),
    Careful("find words:Genron NPO", ("Genron–EAI: Japan fears China most", "anniversary declaration"), ("Nothing on record",)),
    Careful("find words:Hankook Ilbo", ("Yomiuri–Hankook poll",), ("Nothing on record",)),
    Careful("find words:Japan Korea in the 1990s", ("Obuchi and Kim Dae-jung declare",), ("1965", "2012")),
    Careful("find words:Japan Korea 1998-2003", ("TCOG aligns", "new partnership"), ("1965", "2012")),
    Careful("find words:Japan US 1951", ("2 entries", "First US–Japan security treaty signed", "Yoshida, Acheson exchange notes"), ("1960",)),
    Careful("find words:Japan and South Korea in 2015", ("Tokyo and Seoul reach comfort-women agreement", "Nakatani"), ("normalise relations",)),
    Careful("find words:日韓 2015", ("Tokyo and Seoul reach comfort-women agreement",), ()),
    Careful("find words:agreements party:China", ("CJK secretariat (TCS)", "Six-Party Talks"), ("Nothing on record",)),
    Careful("find words:e91", ("1 entry", "GSOMIA signed"), ("E-528",)),
    Careful("find words:E-91 party:KR", ("1 entry", "GSOMIA signed"), ("E-528",)),
    Careful("find words:E-91 party:CN", (), ("GSOMIA signed",)),
    Careful("find words:E-91 what:sources", (), ("GSOMIA signed",)),
    Careful("find words:E-99999", ("Nothing on record",), ()),
    Careful("find words:23 November 2016", ("entr", "GSOMIA signed"), ("Nothing on record",)),
    Careful("event name:E-17", ("23 June 1960", "from general knowledge", "no date to rely on"), ("leads",)),
    Careful("event name:E-97", ("Japan–ROK 2+2: recommended; …",), ()),
    Careful("event name:shelved 2012", ("GSOMIA and ACSA shelved, says Murphy", "since 2012"), ("may mean",)),
    Careful("event name:nuclear test 2016", ("fourth nuclear test", "E-83"), ("may mean",)),
    Careful("find words:asukuni visit", ("Nearest to it: “yasukuni visit”",), ()),
    Careful("find words:独島", ("visits Dokdo/Takeshima", "10 Aug"), ()),
    Careful("find words:Liancourt Rocks", ("visits Dokdo/Takeshima",), ("Nothing on record",)),
    Careful("agreement name:초계기 갈등", ("20 Dec 2018", "1 June 2024"), ()),
    Careful("find words:how many nuclear tests were there", ("first nuclear test", "fourth nuclear test"), ("comfort",)),
    Careful("find type:mechanism party:China", ("Leave out an option",), ("fewer words",)),
    Careful("find words:what happened on 29 June 2012", ("2 entries", "calls off GSOMIA"), ("Nearest",)),
    Careful("find words:what happened in 2012", ("Dokdo/Takeshima",), ("GSOMIA signed", "2013")),
    Careful("find words:why was GSOMIA cancelled", ("5 entries", "calls off GSOMIA"), ("Nearest",)),
    Careful("agreement name:radar lock-on", ("20 Dec 2018", "Seoul denies it"), ()),
    Careful("find words:call off", ("calls off GSOMIA", "calls off planned ACSA"), ("Pacific Dragon",)),
    Careful("find type:guideline", ("1978", "1997", "2015"), ()),
    Careful("find words:GSOMIA party:US", ("Leave out an option",), ("fewer words",)),
    Careful("on date:next year", ("nothing for 2027", "/upcoming"), ()),
    Careful("agreement name:GSOMIA as_of:令和元年8月23日", ("on “令和元年8月23日” (23 August 2019)",), ("in “",)),
    Careful("agreement name:GSOMIA as_of:2026", ("At the start and today",), ("at the end",)),
    Careful("on date:early 1990s", ("Early 1990s (1990–1993)",), ()),
    # Sources and help
    Careful("source name:Murphy", ("undated", "Yonsei", "Cold War a quarter of a century back.", "13 entries"), ("as printed", "…")),
    Careful("source name:Wilkins", ("abstract only, undated", "dates no event"), ("as printed", "undated ·")),
    Careful("source name:Sahashi", ("24 February 2025", "not a date"), ("1 April",)),
    Careful("find words:1998 Joint Declaration", ("issued Oct 1998",), ("issued 1998",)),
    Careful("find what:agreements status:issued type:ruling", ("issued Aug 2011",), ("issued 2011",)),
    Careful("find words:Obuchi", ("Oct 1998",), ("Keio University",)),
    Careful("help topic:dates", ("time of day", "uncertain", "as_of", "ask"), ()),
    # Plain words: plurals, offices, two countries, and themes asked for by what they are about
    Careful("find words:exercises with the US", ("6 entries", "US–ROK exercises", "search and rescue"), ()),
    Careful("find words:exercises with South Korea and the US", ("4 entries", "Freedom Edge"), ("Bilateral",)),
    Careful("find words:vaccines", ("Vaccine cooperation recommended", "E-105"), ("Nearest",)),
    Careful("find words:apologies", ("Obuchi and Kim Dae-jung",), ("Nothing on record",)),
    Careful("find words:cancellations", ("calls off GSOMIA", "calls off planned ACSA"), ("Nothing on record",)),
    Careful("find words:declarations", ("1998 Joint Declaration issued", "1996 Joint Declaration", "Press Club"), ()),
    Careful("find words:joint declarations", ("1998 Joint Declaration issued", "1996 Joint Declaration"), ()),
    Careful("find words:President Obama", ("2 entries", "in The Hague", "Pivot to Asia"), ("President Lee",)),
    Careful("find words:President Lee", ("visits Dokdo/Takeshima",), ("economic security",)),
    Careful("find words:Foreign Minister Kishida", ("Bonn",), ("Nothing on record",)),
    Careful("find words:朴槿恵大統領", ("impeaches President Park",), ("Nothing on record",)),
    Careful("find words:아베 총리", ("Abe visits Yasukuni",), ("Nothing on record",)),
    Careful("find words:中谷防衛相", ("Nakatani and Han issue",), ("Nothing on record",)),
    Careful("find words:나카타니", ("Nakatani and Han issue",), ("Nothing on record",)),
    Careful("brief subject:Yasukuni", ("Dec 2013 Abe visits Yasukuni Shrine", "28 Dec 2015"), ()),
    Careful("brief subject:靖国", ("Dec 2013 Abe visits Yasukuni Shrine",), ()),
    Careful("brief subject:nuclear tests", ("first nuclear test", "third nuclear test", "fourth nuclear test"), ()),
    Careful("brief subject:trilateral cooperation sources:documents", ("vice-ministerial talks: established 2015",), ("Nuclear Security Summit",)),
    # Before a thing's first step, dated as roughly as its source has it
    Careful("agreement name:SAREX as_of:2006 sources:documents", ("its first step is dated to the late 2000s.",), ("2007",)),
    Careful("agreement name:Six-Party Talks as_of:1999 sources:documents", ("its first step is dated to the 2000s.",), ()),
    # Kinds of event in Japanese and Korean, run together as they are written; and "events"
    Careful("find words:日韓首脳会談", ("7 entries", "Ishiba and Lee"), ("Nearest",)),
    Careful("find words:한일 정상회담 2025", ("1 entry", "Ishiba and Lee"), ("Nothing on record",)),
    Careful("find words:北朝鮮の核実験", ("first nuclear test", "fourth nuclear test"), ("Nothing on record",)),
    Careful("find words:世論調査", ("8 entries", "59 percent"), ()),
    Careful("timeline subject:首脳会談", ("7 entries", "Lee visits Fukuda"), ("1965",)),
    Careful("timeline subject:日米韓首脳会談", ("Timeline: Trilateral summit", "3 entries"), ()),
    Careful("find words:events in 2012", ("7 entries", "Dokdo/Takeshima"), ("Nearest", "2013")),
    Careful("brief subject:Japan–South Korea as_of:1998-10-08", ("1998 Joint Declaration: ref. issued 1998",), ()),
    Careful("timeline subject:exercises from:2016", ("5 entries", "Pacific Dragon", "Freedom Edge"), ()),
    Careful("timeline subject:declarations", ("3 entries", "Sato–Nixon", "new partnership"), ("1965",)),
    # A date alone is one, not words that some other event's text has
    Careful("find words:22 June 1965", ("2 entries", "conclude Treaty on Basic Relations"), ("18 Dec",)),
    Careful("find words:December 1965", ("Treaty on Basic Relations takes force",), ()),
    Careful("find words:2015年", ("comfort-women agreement", "Nakatani", "page 1 of 2"), ()),
    Careful("find words:2015", ("comfort-women agreement", "page 1 of"), ("GSOMIA signed",)),
    # What sources date differently is there by each of their dates
    Careful("on date:2009", ("4 entries", "By another source’s date", "25 May 2009 ref."), ()),
    Careful("on date:June 2016", ("5 entries", "or 4 June 2016 ref.", "19 Sep 2015 ref.", "or 2016"), ()),
    Careful("on date:2008", ("3 entries",), ("E-37",)),
    Careful("find words:laws in 2016", ("2 entries", "19 Sep 2015 ref.", "or 2016"), ()),
    Careful("find words:second nuclear test 2009", ("1 entry", "25 May 2009 ref."), ("Nearest",)),
    Careful("timeline from:2009 to:2009", ("3 entries", "E-37"), ()),
    # What held since before a year did not end then
    Careful("timeline to:1950", ("since before 1965 US is the ally of both", "before 1949 Murphy"), ("until",)),
    Careful("agreement name:Japan–US alliance", ("latest entry: 1965", "since before 1965"), ("until",)),
    Careful("agreement name:DTT as_of:2008-10-31", ("its first step is dated November 2008.",), ("dated since",)),
    Careful("agreement name:shuttle summits as_of:2010", ("its first step is dated 2017, uncertain.",), ()),
    Careful("agreement name:trilateral defence ministerial as_of:2009", ("dated 5 June 2010 ref.", "recalled a first round"), ()),
)  # fmt: skip

OF_FEW_DATES = (
    Careful("brief subject:June 1965", ("1965 Treaty on Basic Relations: ref. signed",), ()),
    Careful("brief subject:joint research", ("held 2009–2013", "Jan 2009 Japan–ROK summit agrees", "Oct 2010 New Era scholars", "Dec 2013 New Era scholars"), ("1965", "impeaches")),
    Careful("brief subject:SAREX as_of:2006", ("its first step is dated to the late 2000s.",), ("2007",)),
    Careful("brief subject:SAREX", ("held since the late 2000s", "last on record 5 Aug 2008 ref."), ("documents end", "since 2007")),
    Careful("brief subject:28 December 2015", ("19 Sep 2015 ref. or 2016",), ("issued 2016",)),
    Careful("brief subject:1969", ("issued 1969", "Nixon Doctrine: ref. announced"), ()),
    Careful("brief subject:2016", ("ref. in force", "established ref. 2016", "GSOMIA: signed", "6 Jan 2016", "Nov 2016", "23 Nov"), ("since 2015", "since 2010 Three", "late 2000s")),
    Careful("brief subject:2009", ("2009 Japan, ROK sign memorandum on defence exchanges [1][2]; ref. 23 Apr [5]\n2007, uncertain [1] or 25 May 2009 ref.",), ()),
    Careful("brief subject:1492", ("The record has nothing for 1492",), ("No step", "Full text")),
    Careful("brief subject:5 May 1492 sources:documents", ("The record has nothing for 5 May 1492",), ("No step",)),
    Careful("brief subject:2008", ("Apr 2008",), ("second nuclear test",)),
    Careful("brief subject:2019", ("22 Aug 2019", "23 Aug 2019", "22 Nov 2019"), ("Murphy", "late 2000s", "more date")),
    Careful("brief subject:2014", ("Mar 2014", "Dec 2014", "2012–2015"), ("since 2010 Three", "since 2012")),
    Careful("brief subject:1977", ("9 Mar 1977",), ("Sixty years",)),
    Careful("brief subject:Camp David", ("18 Aug 2023",), ()),
    Careful("brief subject:1992", ("Nothing on record is known to have begun in 1992", "early 1990s"), ("began earlier",)),
    Careful("brief subject:1700", ("1 dated entry of that time",), ("by then",)),
    Careful("brief subject:2021", ("Nothing on record is known to have begun in 2021", "its sources, may be older", "since 1950"), ()),
)  # fmt: skip
"""Briefings of fewer than five dates; those of a year tell what began in it."""

CHOICES = (
    ("agreement name:security treaty", ("1951", "1960"), "1965"),
    ("agreement name:security treaties", ("1951", "1960"), "Quasi-alliance"),
    ("agreement name:joint declarations", ("1998", "1996", "25th-anniversary"), "2016"),
    ("agreement name:guidelines", ("1978", "1997", "2015"), "TISA"),
    ("agreement name:secretariat", ("TCS", "2024"), "GSOMIA"),
    ("agreement name:guidelines sources:documents", ("1978", "1997"), "2015"),
    (
        "agreement name:trilateral",
        ("Trilateral SAREX", "Trilateral defence ministerial", "defence statement", "foreign ministerial"),
        "CDC",
    ),
    ("on date:3/4", ("3 April", "4 March"), "3.4."),
    ("event name:2013", ("2013",), "2022"),
    ("event name:December 2013", ("E-64", "E-65", "E-66", "December 2013"), "E-63"),
    ("event name:23 November", ("23 November",), "2016"),
    ("event name:GSOMIA 2019", ("E-532", "E-527", "E-528", "E-529"), "E-531"),
    ("event name:when was GSOMIA signed", ("E-91", "E-520", "E-60", "E-511"), "E-57"),
    ("event name:normalisation", ("E-71", "E-20", "E-531", "E-18"), "E-91"),
    ("event name:GSOMIA signing", ("E-91", "E-520", "E-60", "E-511"), "E-528"),
    ("event name:nuclear test", ("E-507", "E-37", "E-63", "E-83"), "E-76"),
    ("timeline subject:Japan Korea 1998", ("1998 Joint Declaration", "Japan–South Korea (1998)"), "1996"),
    ("brief subject:Japan Korea in 1998", ("1998 Joint Declaration", "Japan–South Korea (1998)"), "1996"),
    (
        "timeline subject:Japan US 1960",
        ("Korea minutes", "1960 US–Japan", "Japan–United States (1960)"),
        "1951",
    ),
    ("event name:the shelling of Yeonpyeong", ("E-48 Yeonpyeong", "E-49"), "E-50"),
    ("agreement name:joint declaration", ("1998", "1996", "25th-anniversary"), "2016"),
    ("event name:Lima summit", ("E-541", "E-534", "E-43", "E-97"), "E-91"),
    ("event name:promised budget", ("E-76",), "E-75"),
    (
        "event name:first trilateral defence ministers meeting",
        ("E-512", "E-50 Japan, ROK, US defence ministers meet yearly", "E-81", "E-523"),
        "E-55",
    ),
    ("event name:e91 and E-60", ("E-91 GSOMIA signed", "E-60 Seoul calls off"), "E-528"),
    ("event name:first DTT", ("E-512", "E-42 Defense Trilateral Talks", "E-81"), "Freedom Edge"),
    ("timeline subject:Nishino", ("paper", "essay"), "Murphy"),
    ("source name:Nishino", ("paper", "essay"), "Murphy"),
    ("agreement name:exchange of notes", ("Yoshida–Acheson notes", "Prior consultation of 1960"), "SOFA"),
    ("source name:EASSC", ("Wilkins, abstract",), "Nishino"),
    ("source name:Keio", ("Nishino, essay",), "paper"),
    ("source name:23.11.2016", ("Kyodo",), "Yonhap"),
    ("source name:Diplomat", ("The World and Japan",), "Murphy"),
    ("source name:Yonhap 2019", ("Yonhap, 22 August 2019", "23 August 2019", "22 November 2019"), "2012"),
    ("agreement name:GSOMIA as_of:second week of June 2012", ("8–14 June 2012", "11–17 June 2012"), "2013"),
    ("on date:winter 2016", ("December 2015 – February 2016", "December 2016 – February 2017"), "June"),
    ("on date:03/04/2012", ("3 April 2012", "4 March 2012"), "2013"),
)

REFUSALS = {
    "source name:Guardian 1.1.1999": "Guardian",
    "source name:[1]": "counts within one answer only",
    "agreement name:GSOMA": "GSOMIA",
    "agreement name:gsomia as of 2013": "as_of",
    "agreement name:GSOMIA 2013": "as_of",
    "agreement name:GSOMIA 2019": "GSOMIA (2019)",
    "brief subject:GSOMIA June 2012": "GSOMIA (June 2012)",
    "agreement name:GSOMIA between 2012 and 2016": "as_of",
    "brief subject:Japan Korea in the 1990s": "Japan–South Korea (1990s)",
    "timeline subject:Japan Korea in the 1990s": "Japan–South Korea (1990s)",
    "timeline subject:GSOMIA 2010-2016": "from",
    "agreement name:secret agreement 1969": "as_of",
    "agreement name:The 1965 agreement": "1965 Treaty on Basic Relations",
    "agreement name:1960 agreement": "1960 US–Japan security treaty",
    "agreement name:the 2009 agreement": "2009 defence memorandum",
    "agreement name:2015 agreement": "Comfort-women agreement",
    "agreement name:1951 agreement": "1951 US–Japan security treaty",
    "agreement name:the 1978 agreement": "1978 guidelines",
    "brief subject:japan korea 2012": "Japan–South Korea (2012)",
    "brief subject:Japan–South Korea 2015": "Japan–South Korea",
    "agreement name:Japan Korea 2009": "2009 defence memorandum",
    "brief subject:Japan–South Korea in 2014": "Japan–South Korea",
    "timeline subject:Japan Korea 2012": "options from and to: 2012",
    "timeline subject:GSOMIA in 2013": "options from and to: 2013",
    "brief subject:2027": "/upcoming",
    "brief subject:1969 as_of:2017": "“1969” is itself the time asked about",
    "timeline subject:Abe": "Search “Abe”",
    "agreement name:was GSOMIA ever signed": "GSOMIA",
    "agreement name:E-91": "E-91",
    "event name:Yeonpyong": "E-48 Yeonpyeong Island incident",
    "event name:secret agreement": "E-17 Secret minutes exempt US forces in a Korean crisis",
    "agreement name:GSOMIA known_on:yesterday": "did not exist then: “yesterday”",
    "event name:慰安婦合意": "E-76 Tokyo and Seoul reach comfort-women agreement",
    "agreement name:when did TCOG end": "TCOG",
    "brief subject:아베 신조 as_of:2014": "Search “아베 신조”",
    "find what:events status:in force": "Only agreements",
    "find what:sources party:Japan": "Sources have no parties",
    "agreement name:Gsomnia": "GSOMIA",
    "agreement name:ティサ": "Nuclear Security Summit",
    "agreement name:defense guidlines": "1997 guidelines",
    "source name:Yonhap 2018": "Yonhap, 30 August 2011: Court says Seoul’s inaction over former comfort women…",
    "agreement name:Joint Declaration of March 1998": "March 1998",
    "agreement name:Constitutional Court ruling 2015": "as_of",
    "agreement name:ACSA Japan US": "ACSA",
    "agreement name:US-ROK GSOMIA": "GSOMIA",
    "agreement name:China GSOMIA Japan": "GSOMIA",
    "agreement name:minut": "Korea minutes of 1960",
    "agreement name:US-Japan SOFA": "no name on record",
    "agreement name:Anglo-Japanese Alliance": "/find",
    "agreement name:Camp David sources:documents": "documents do not name",
    "agreement name:GSOMIA known_on:2020-01-01": "did not exist",
    "agreement name:GSOMIA known_on:#1": "It has now",
    "agreement name:GSOMIA as_of:2050-01-01": "is in the future",
    "agreement name:GSOMIA as_of:since 2010": "“since 2010” is not a point in time",
    "timeline from:2030": "is in the future",
    "on date:2015-02-30": "28 days",
    "timeline from:2016 to:2012": "backwards",
    "on date:tomorrow-ish": "2012-06-29",
    f"find words:{'a' * 5000}": "too long",
}
NAMED_AMONG_WORDS = {
    "brief subject:history of Japan-South Korea relations": "brief subject:Japan–South Korea",
    "brief subject:tell me about Japan": "brief subject:Japan",
    "timeline subject:GSOMIA history": "timeline subject:GSOMIA",
}
ALONE = (*NAMED_AMONG_WORDS, "brief subject:Japan", "timeline subject:GSOMIA", *REFUSALS, "find words:@everyone <@&1> **x** [a](http://e.x)", "brief subject:trilateral cooperation",
         "brief subject:us alliances", "brief subject:US–Japan", "brief subject:Japan–South Korea",
         "brief subject:2012-2015", "brief subject:political relations", "brief subject:history")  # fmt: skip


OF_PERSONS = {
    "brief subject:Obama": ("E-67", "Pivot to Asia"),
    "brief subject:아베 신조": ("E-66", "E-67"),
    "brief subject:Lee Myung-bak": ("E-62",),
}

UNLIKE = (
    "agreement name:ASEAN",
    "timeline subject:Park",
    "agreement name:INF treaty",
    "agreement name:Hanoi summit",
    "agreement name:Murayama statement",
    "agreement name:Paris agreement",
    "event name:Kyoto protocol",
)


async def test_every_other_name_of_a_person_or_a_thing_finds_what_tells_of_it(
    loaded_file: Path, clock: Clock
) -> None:
    from bot.app import App

    async with App(loaded_file, clock) as app:
        lost = []
        for name in (name for names in (*PERSONS.values(), *THINGS.values()) for name in names):
            told = await app.lookup.answer(
                question(f"find words:{name}"), Asker(None, NOW.date().toordinal())
            )
            if "Nothing on record" in plain("\n".join(render(told).blocks)):
                lost.append(name)
    assert lost == []


@pytest.mark.parametrize("careful", (*QUESTIONS, *OF_FEW_DATES), ids=lambda careful: careful.typed[:60])
def test_the_answer_says_what_the_sources_bear_out_and_nothing_else(
    asked: dict[str, Asked], careful: Careful
) -> None:
    text = asked[careful.typed].text
    missing = [piece for piece in careful.must if piece.lower() not in text.lower()]
    wrong = [piece for piece in careful.never if piece.lower() in text.lower()]

    assert not asked[careful.typed].refused
    assert (missing, wrong) == ([], []), text


@pytest.mark.parametrize(("typed", "meant", "other"), CHOICES, ids=lambda part: str(part)[:40])
def test_an_ambiguous_name_is_answered_with_a_choice(
    asked: dict[str, Asked], typed: str, meant: tuple[str, ...], other: str
) -> None:
    choice = " / ".join(asked[typed].choice)
    assert len(asked[typed].choice) == len(meant)
    assert all(one in choice for one in meant)
    assert other not in choice


def test_an_event_with_all_the_words_is_offered_before_those_with_some(asked: dict[str, Asked]) -> None:
    assert asked["event name:Lima summit"].choice[0].startswith("E-541")


def test_what_has_the_words_in_its_short_name_is_offered_first(asked: dict[str, Asked]) -> None:
    assert asked["agreement name:joint declaration"].choice[-1] == "25th-anniversary declaration"


@pytest.mark.parametrize("typed", REFUSALS, ids=lambda typed: typed[:40])
def test_a_refusal_says_why_to_the_asker_alone(asked: dict[str, Asked], typed: str) -> None:
    told = asked[typed]
    assert told.refused
    assert told.message.private
    offered = [button.label for button in told.message.buttons]
    assert REFUSALS[typed] in told.text or REFUSALS[typed] in offered


@pytest.mark.parametrize(
    "typed",
    [
        typed
        for typed in (*(one.typed for one in QUESTIONS), *ALONE)
        if typed.startswith("brief") and "as:" not in typed and typed not in REFUSALS
    ],
)
def test_a_briefing_is_one_phone_screen_with_at_least_five_dates(asked: dict[str, Asked], typed: str) -> None:
    message = asked[typed].message
    dates = [line for line in message.blocks[1].split("\n") if line.startswith("**")]

    assert 5 <= len(dates) <= 8
    assert screen.characters(message.blocks) <= 1000
    assert screen.height(message.blocks, [button.label for button in message.buttons]) <= screen.HEIGHT


@pytest.mark.parametrize("typed", NAMED_AMONG_WORDS)
def test_words_that_only_ask_about_a_thing_leave_its_name(asked: dict[str, Asked], typed: str) -> None:
    assert asked[typed].text == asked[NAMED_AMONG_WORDS[typed]].text


@pytest.mark.parametrize("typed", OF_PERSONS)
def test_a_briefing_about_a_person_is_what_tells_of_them(asked: dict[str, Asked], typed: str) -> None:
    assert not asked[typed].refused
    assert not asked[typed].message.private
    assert [one for one in OF_PERSONS[typed] if one not in asked[typed].text] == []


@pytest.mark.parametrize("typed", UNLIKE)
def test_nothing_is_offered_for_a_name_that_is_like_no_other(asked: dict[str, Asked], typed: str) -> None:
    assert asked[typed].refused
    assert [b.label for b in asked[typed].message.buttons if not b.label.startswith("Search")] == []


@pytest.mark.parametrize("typed", ["brief subject:Camp David", "agreement name:キャンプデービッド"])
def test_what_the_documents_do_not_name_has_no_button_to_them(asked: dict[str, Asked], typed: str) -> None:
    labels = [button.label for button in asked[typed].message.buttons]

    assert "Full text" in labels
    assert "Documents only" not in labels


def test_words_are_offered_without_the_marks_around_them(asked: dict[str, Asked]) -> None:
    buttons = asked["find words:Kishida and “Yoon” on radar in 2023?"].message.buttons

    assert [button.label for button in buttons[:4]] == ["Yoon", "Kishida", "radar", "2023"]


def test_hostile_words_are_repeated_inert(asked: dict[str, Asked]) -> None:
    told = "\n".join(asked["find words:@everyone <@&1> **x** [a](http://e.x)"].message.blocks)

    assert "@everyone" not in told
    assert "<@&1>" not in told
    assert "(http://" not in told
    assert not re.search(r"(?<!\\)\*\*x", told)


@pytest.mark.parametrize(
    "typed", [one.typed for one in QUESTIONS if re.match(r"(agreement|brief) ", one.typed)]
)
def test_a_status_of_today_ends_with_how_far_the_record_reaches(asked: dict[str, Asked], typed: str) -> None:
    told = asked[typed].text
    assert "as_of:" in typed or "latest entry" in told or "No step" in told
