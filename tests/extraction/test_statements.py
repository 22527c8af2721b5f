"""Who did what with which agreement, read from sentences of our own."""

from __future__ import annotations

import pytest

from bot.domain.dates import parse
from bot.domain.entities import ACTIONS, KINDS, MENTIONED
from bot.extraction.actions.deeds import TYPE_KINDS, Mood
from bot.extraction.actions.words import KINDS as KIND_WORDS
from bot.extraction.actions.words import MOODS, VERBS
from bot.extraction.confidence import WEIGHTS
from bot.extraction.statements import extract
from bot.locales import en_titles
from tests.extraction.texts import found, names, the_one


@pytest.mark.parametrize(
    ("sentence", "agreement", "action"),
    [
        ("Japan and South Korea signed GSOMIA on 23 November 2016.", "gsomia", "signed"),
        ("GSOMIA was signed by Tokyo and Seoul in November 2016.", "gsomia", "signed"),
        ("In August 2019 Seoul gave notice that it would end GSOMIA.", "gsomia", "notice_given"),
        ("In November 2019 South Korea suspended the termination of GSOMIA.", "gsomia", "notice_suspended"),
        (
            "An hour before the signing of GSOMIA in June 2012 Seoul pulled out.",
            "gsomia",
            "signing_cancelled",
        ),
        ("South Korea cancelled the ACSA signing in 2012.", "acsa", "signing_cancelled"),
        ("Tokyo planned to sign the ACSA in July 2012.", "acsa", "proposed"),
        ("Japan and the ROK should conclude an ACSA by 2030.", "acsa", "recommended"),
        ("The two governments failed to sign the ACSA in 2012.", "acsa", "mentioned"),
        ("Neither side signed the ACSA in 2012.", "acsa", "mentioned"),
        ("Tokyo and Seoul had yet to sign the ACSA in 2012.", "acsa", "mentioned"),
        ("GSOMIA was almost signed in June 2012.", "gsomia", "mentioned"),
        ("Tokyo and Seoul couldn't sign GSOMIA in June 2012.", "gsomia", "mentioned"),
        ("Seoul had still to ratify GSOMIA in June 2012.", "gsomia", "mentioned"),
        ("Had Japan signed GSOMIA in June 2012, ties would be closer.", "gsomia", "mentioned"),
        ("If Seoul had only signed GSOMIA in June 2012, ties would be closer.", "gsomia", "mentioned"),
        ("Japan had signed GSOMIA in June 2012.", "gsomia", "signed"),
        ("Seoul suspended its decision to end GSOMIA on 22 November 2019.", "gsomia", "notice_suspended"),
        ("Seoul withdrew its notice to end GSOMIA in March 2023.", "gsomia", "notice_withdrawn"),
        (
            "Seoul suspended the effect of the notice it gave in August 2019 to terminate GSOMIA.",
            "gsomia",
            "notice_given",
        ),
        ("Seoul suspended its notice of 23 August 2019 on GSOMIA.", "gsomia", "notice_given"),
        ("Tokyo regretted in August 2019 Seoul's decision to end GSOMIA.", "gsomia", "mentioned"),
        (
            "Tokyo asked in May 2019 for talks regarding Seoul's decision not to renew GSOMIA.",
            "gsomia",
            "mentioned",
        ),
        ("Seoul's decision in August 2019 to end GSOMIA angered Tokyo.", "gsomia", "notice_given"),
        ("In May 2019 Seoul claimed a right to terminate GSOMIA.", "gsomia", "mentioned"),
        ("In May 2019 Seoul voted to terminate GSOMIA.", "gsomia", "terminated"),
        ("In May 2019 Seoul decided to end the curbs on eggs.", "", ""),
        ("In May 2019 the two spoke of speeding up the establishment of a hotline.", "", ""),
        ("Jan. 10, 2011 | Ministers agree to open talks on GSOMIA", "gsomia", "negotiating"),
        ("Will Smith signed GSOMIA in June 2012.", "gsomia", "signed"),
        ("The Six-Party Talks resumed in February 2007.", "six-party-talks", "resumed"),
        ("Since 2008 the Defense Trilateral Talks have been held often.", "dtt", "held"),
        (
            "Egypt and Israel signed the Camp David Accords on 17 September 1978.",
            "Camp David Accords",
            "signed",
        ),
        ("France ratified the Kyoto Protocol on 31 May 2002.", "Kyoto Protocol", "ratified"),
        ("Iran withdrew from the Treaty on Dragon Eggs in May 1999.", "Treaty on Dragon Eggs", "terminated"),
        ("In May 2019 Merkel and Macron signed the Treaty of Aachen.", "Treaty of Aachen", "signed"),
        ("Iran left the Treaty on Dragon Eggs in May 1999.", "Treaty on Dragon Eggs", "terminated"),
        ("Iran left the talks on the treaty in May 1999.", "", "held"),
        (
            "Iran announced its intention to withdraw from the Egg Treaty in May 1999.",
            "Egg Treaty",
            "notice_given",
        ),
        (
            "Oslo welcomed the decision of May 2020 to suspend termination of the Egg Treaty.",
            "Egg Treaty",
            "notice_suspended",
        ),
        (
            "Japan and the US will hold the second session of the Six-Party Talks in May 2007.",
            "six-party-talks",
            "proposed",
        ),
        ("The next meeting of Peru and Chile is due to be held in May 2009.", "", "proposed"),
        ("The Egg Treaty was extended to 31 May 1945.", "Egg Treaty", "mentioned"),
        ("The Egg Treaty was renewed until May 1945.", "Egg Treaty", "mentioned"),
        ("The Egg Treaty was extended on 31 May 1945.", "Egg Treaty", "extended"),
        (
            "They signed the Egg Treaty; it entered into effect in May 1945.",
            "Egg Treaty",
            "entered_into_force",
        ),
        (
            "Japan and the ROK signed the Basic Relations Treaty in June 1965.",
            "basic-relations-1965",
            "signed",
        ),
        (
            "Japan and the ROK signed the Treaty of Basic Relations in June 1965.",
            "basic-relations-1965",
            "signed",
        ),
        (
            "Peru and Chile signed the Treaty of Basic Relations in June 1965.",
            "Treaty of Basic Relations",
            "signed",
        ),
        ("Talks between China and India resumed in May 2003.", "", "resumed"),
        ("The meeting that was set for May 2001 was called off.", "", "abandoned"),
    ],
)
def test_the_verb_tells_what_was_done_with_the_agreement(sentence: str, agreement: str, action: str) -> None:
    statement = the_one(sentence)
    assert (statement.agreement, statement.action) == (agreement, action)


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("In March 2023, Seoul withdrew its 2019 notice on GSOMIA.", "notice_withdrawn"),
        ("Seoul withdrew its August 2019 notice to end GSOMIA in March 2023.", "notice_withdrawn"),
        ("In March 2023 Seoul said that it would not renew GSOMIA.", "notice_given"),
        ("Seoul decided to end GSOMIA in March 2023.", "notice_given"),
        ("In March 2023, Japan and South Korea reaffirmed the 2016 GSOMIA.", "mentioned"),
    ],
)
def test_a_date_within_a_phrase_does_not_part_it(sentence: str, action: str) -> None:
    told = {one.date: one.action for one in found(sentence)}
    assert told.pop("2023-03") == action
    assert set(told.values()) <= {"", "mentioned"}


@pytest.mark.parametrize(
    ("sentence", "agreement"),
    [
        ("Japan and the United States signed a security treaty in 1951.", "us-japan-security-treaty-1951"),
        ("Japan and the United States signed a security treaty in 1960.", "us-japan-security-treaty-1960"),
        ("The U.S.-Japan security treaty was signed in 1951.", "us-japan-security-treaty-1951"),
        ("A security treaty was signed in 1951.", ""),
        ("Japan and the United States revised the security treaty in 1978.", ""),
        ("Tokyo and Washington wrote new defense guidelines in 1997.", "us-japan-guidelines-1997"),
        ("Obuchi and Kim Dae-jung issued a joint declaration in October 1998.", "joint-declaration-1998"),
        ("Hashimoto and Clinton issued a joint declaration in April 1996.", ""),
    ],
)
def test_look_alikes_are_told_apart_by_year_and_parties_or_not_guessed(sentence: str, agreement: str) -> None:
    assert the_one(sentence).agreement == agreement


@pytest.mark.parametrize(
    ("sentence", "parties"),
    [
        ("The Japanese cabinet met in May 2001.", ("JP",)),
        ("The U.S. told us nothing in May 2001.", ("US",)),
        ("They told us nothing in May 2001.", ()),
        ("Foreign ministers of Japan, the U.S. and the ROK met in Bonn in May 2001.", ("JP", "US", "KR")),
        ("President Park Geun-hye spoke in May 2014.", ("KR",)),
        ("The park was opened in May 2014.", ()),
        ("Fighting on the Korean Peninsula ended in 1953.", ()),
        ("NORTH KOREA tested a bomb in 2006.", ("KP",)),
        ("The Paris Peace Accords ended the war in 1973.", ()),
        ("Paris and London declared war in 1939.", ("FR", "GB")),
        ("Egypt and Israel met in Singapore in May 1979.", ("EG", "IL")),
        ("Talks in Switzerland in May 1979 ended early.", ()),
        ("The summit held in France in May 1979 failed.", ()),
        ("Singapore signed nothing in May 1979.", ("SG",)),
        ("Done at Tokyo on 5 May 1979 in the French and English languages.", ()),
        ("In English: The fair was held in May 1979.", ()),
        ("The note was put from Russian into Japanese in May 1979.", ()),
        ("A Korean-language paper, also in Chinese and German, told of it in May 1979.", ()),
        ("An English translation came out in May 1979.", ()),
        ("Whales were caught in Japanese waters in May 1979.", ("JP",)),
        ("The Anglo-Portuguese fair was held in May 1979.", ("GB", "PT")),
        ("The Franco-German fair was held in May 1979.", ("FR", "DE")),
        ("Uganda and Tanzania met in May 1979.", ("UG", "TZ")),
        ("The pact was signed in Lausanne, Switzerland, in May 1979.", ()),
        ("Peru's National Security Council met in May 1979.", ("PE",)),
        ("Peru left the Bucharest summit in May 2008.", ("PE",)),
        ("The Seoul–Tokyo agreement was praised in May 2008.", ("KR", "JP")),
        ("The Treaty of Paris was read aloud in May 2008.", ()),
        ("The minutes of the third fair (Paris, 9 May 2008) were lost.", ()),
        ("The European Commission met in May 2008.", ("EU",)),
        ("The Sublime Porte bought a ship in May 1808.", ("TR",)),
        (
            "Egypt and Israel signed it under the guarantee of Chile, Peru and the US in May 1979.",
            ("EG", "IL"),
        ),
        ("Talks mediated by Algeria and the United States ended in May 1979.", ()),
        ("The pact was signed at the Vatican in May 1979.", ()),
        ("The summit held in the United States in May 1979 failed.", ()),
        ("Lula and Menem met Pinochet in May 1993.", ("BR", "AR", "CL")),
        ("Merchants landed in South Georgia in May 1982.", ()),
        ("Trade came to US$ 3 million in May 1982.", ()),
    ],
)
def test_parties_are_known_by_name_people_capital_and_leader(sentence: str, parties: tuple[str, ...]) -> None:
    assert the_one(sentence).parties == parties


def test_the_two_countries_are_those_named_before() -> None:
    first, second = found("Egypt met Israel in 1978. The two countries signed a treaty in 1979.")
    assert first.parties == second.parties == ("EG", "IL")


def test_who_is_named_only_in_the_rest_of_a_sentence_is_no_party_to_what_came_first() -> None:
    broke, signed = found(
        "Egypt quarrelled with Israel."
        " War broke out in July 1941, and Peru signed a treaty with Chile in May 1942."
    )
    assert (broke.parties, signed.parties) == (("EG", "IL"), ("PE", "CL"))


def test_what_was_done_under_an_agreement_is_not_what_was_agreed() -> None:
    done, agreed = found(
        "Peru sold the islands to Chile in November 1965 under an accord reached in Oslo on 3 May 1964."
    )
    assert (done.action, done.title) == ("", "Peru: sold islands to Chile")
    assert (agreed.action, agreed.title) == ("agreed", "Peru, Chile: agreement reached")


def test_who_stands_in_a_list_of_names_belongs_to_its_date() -> None:
    signed, took_effect = found(
        "The Danube Convention was signed on 18 August 1948 by Bulgaria, Hungary, Romania and Ukraine"
        " and came into force on 11 May 1949."
    )
    assert signed.parties == took_effect.parties == ("BG", "HU", "RO", "UA")


def test_a_month_or_century_may_end_a_sentence() -> None:
    first, second = found("It was so in the 18th century. In May 2001 Egypt met Israel.")
    assert first.parties == ()
    assert second.parties == ("EG", "IL")


def test_a_paragraph_of_its_own_takes_no_parties_from_the_one_before() -> None:
    _, second = found("Egypt met Israel in 1978.\n\nA treaty was signed in 1979.\n")
    assert second.parties == ()


def test_each_date_of_a_sentence_dates_its_own_clause() -> None:
    signed, agreed = found("Japan and South Korea signed the ACSA in 2009 and resumed the 2+2 talks in 2011.")
    assert (signed.agreement, signed.action) == ("acsa", "signed")
    assert (agreed.agreement, agreed.action) == ("jp-kr-two-plus-two", "resumed")


@pytest.mark.parametrize("mark", ["- {}: {}", "{}: {}", "* {} – {}", "{} – {}", "| {} | {} |", "7. {}: {}"])
def test_each_line_of_a_chronology_tells_of_its_own_date(mark: str) -> None:
    told = {
        "22 June 1965": "Egypt and Israel sign a treaty in a marble palace by a lake",
        "March 1970": "Negotiations on fishing resumed by China and Vietnam",
        "4 August 1993": "Statement of the chief secretary on the past of France",
        "June 29, 2012": "Signing of GSOMIA called off by Seoul at the last minute",
    }
    listed = [mark.format(date, what) for date, what in told.items()]
    lines = ["A paragraph of lines that are broken for their width alone."] * 8 + listed
    parties = [set(statement.parties) for statement in found("\n".join(lines))]
    assert parties == [{"EG", "IL"}, {"CN", "VN"}, {"FR"}, {"JP", "KR"}]


def test_a_date_in_a_row_dates_its_own_cell() -> None:
    signed, replaced = found("| 1951 | Japan–United States security treaty signed | replaced in 1960 |")
    assert (signed.agreement, signed.action) == ("us-japan-security-treaty-1951", "signed")
    assert (replaced.agreement, replaced.action) == ("us-japan-security-treaty-1951", "superseded")


def test_the_head_of_its_column_tells_of_a_date_that_stands_alone() -> None:
    table = (
        "| Agreement | Signed | In force | Notes | Ended |\n|---|---|---|---|---|\n"
        "| Treaty on Basic Relations | 22 June 1965 | 18 December 1965 | Signed in Tokyo | May 1985 |\n"
    )
    assert [(one.agreement, one.action) for one in found(table)] == [
        ("basic-relations-1965", "signed"),
        ("basic-relations-1965", "entered_into_force"),
        ("basic-relations-1965", "terminated"),
    ]
    events = "| Date | Event |\n|---|---|\n| 22 June 1965 | Treaty on Basic Relations signed |\n"
    assert the_one(events).action == "signed"


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("The Treaty of Sèvres of 10 August 1920 restored the rights.", "mentioned"),
        ("The Treaty of Sèvres (10 August 1920) was never ratified.", "mentioned"),
        ("Turkey signed the Treaty of Sèvres of 10 August 1920.", "signed"),
    ],
)
def test_a_date_behind_an_agreement_s_name_is_its_own(sentence: str, action: str) -> None:
    statement = the_one(sentence)
    assert (statement.agreement, statement.action) == ("Treaty of Sèvres", action)
    assert statement.title.removesuffix(" signed") == "Treaty of Sèvres"


def test_the_number_of_a_paragraph_is_no_part_of_what_it_says() -> None:
    text = "2.2 Togo and Ghana met in May 1974.\n2.3. Togo left in June 1974."
    assert [(one.title, one.agreement) for one in found(text)] == [
        ("Togo and Ghana met", ""),
        ("Togo left", ""),
    ]


def test_who_only_agrees_to_negotiate_has_not_agreed_on_anything_else() -> None:
    statement = the_one("In January 2011 Japan and South Korea agreed to negotiate an ACSA.")
    assert (statement.agreement, statement.action) == ("acsa", "negotiating")


def test_what_a_convention_is_named_after_is_no_party_to_what_is_done_with_it() -> None:
    said = "South Korea and Japan ratified the UN Convention on the Law of the Sea in 1996."
    assert the_one(said).parties == ("KR", "JP")
    assert the_one("The UN and Japan signed a convention in 1996.").parties == ("UN", "JP")


@pytest.mark.parametrize(
    "heading",
    [
        "## Togo and Ghana", "3. Relations between Togo and Ghana", "Togo and Ghana",
        "Fact sheet: Togo and Ghana", "Togo and the U.S.", "## Togo and Ghana\n\n## The dam",
    ],
)  # fmt: skip
def test_what_has_several_parties_has_those_of_its_heading_where_none_are_named(heading: str) -> None:
    text = (
        f"{heading}\n\nTalks resumed in May 2013. A port opened in May 2014.\n\nPeru signed a pact in 2015."
    )
    second = "US" if "U.S." in heading else "GH"
    assert [one.parties for one in found(text)] == [("TG", second), (), ("PE",)]


def test_to_survey_waters_asks_nobody() -> None:
    assert the_one("A Japanese plan to survey the waters was dropped in April 2006.").kind != "poll"
    assert the_one("A survey by two institutes found in 2023 that half of Japan agreed.").kind == "poll"


def test_who_the_two_sides_are_is_not_told_by_one_alone() -> None:
    settled, _ = found("In April 1995 the two sides settled it, and in August 1995 Peru held a fair.")
    assert settled.parties == ()


def test_a_date_of_what_opens_a_sentence_dates_that_alone() -> None:
    coup = the_one("Following the coup of 12 September 1980, Ankara suspended the talks.")
    assert (coup.kind, coup.action) == ("incident", "")


def test_a_date_in_a_clause_behind_another_dates_that_clause() -> None:
    statement = the_one(
        "Egypt and Israel have not met since the last Fruit Pact expired on 31 December 2019."
    )
    assert (statement.agreement, statement.action) == ("Fruit Pact", "expired")


def test_dates_in_a_row_date_the_same() -> None:
    first, second = found("The trilateral summit was held in May 2010 and June 2013.")
    assert first.agreement == second.agreement == "trilateral-summit"


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("North Korea conducted a nuclear test on 6 January 2016.", "nuclear_test"),
        ("North Korea carried out its sixth nuclear test on 3 September 2017.", "nuclear_test"),
        ("Pyongyang tested what it called a hydrogen bomb in 2017.", "nuclear_test"),
        ("In July 2017 it fired two intercontinental ballistic missiles.", "missile_launch"),
        ("A rocket was launched with a satellite in 1998.", "missile_launch"),
        ("The ministers discussed the fifth nuclear test in October 2016.", "development"),
        ("The ministers met in October 2016 and condemned the nuclear test.", "meeting"),
        ("The Partial Nuclear Test Ban Treaty was signed in August 1963.", "agreement"),
        ("American troops stayed in 1978.", "development"),
        ("| 9 October 2006 | First nuclear test | North Korea |", "nuclear_test"),
        ("Abe visited the shrine in December 2013.", "visit"),
        ("A poll of May 2016 was about China.", "poll"),
        ("The court ruled in August 2011 that nothing had been done.", "ruling"),
        ("Egypt and Israel signed the Camp David Accords in 1978.", "agreement"),
        ("TCOG was established in April 1999.", "mechanism"),
        ("South Korea cancelled the ACSA signing in 2012.", "policy"),
        ("Relations have improved since May 2016.", "development"),
        ("Measures under Article 9 ended in May 2016.", "development"),
        ("President Obama signed an executive order in May 2016.", "law"),
    ],
)
def test_the_kind_of_happening_follows_from_words_and_agreement(sentence: str, kind: str) -> None:
    assert the_one(sentence).kind == kind


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Many say so (Ogura 2024).", "citation"),
        ("Many say so (Kobari and Onuki 2024: 12).", "citation"),
        ("Some text.\n\nReferences\nOgura, Kizo. 2024. A Title of a Book. Tokyo: A House.\n", "bibliography"),
        ("As Author (2002, 341) notes, they met.", "citation"),
        ("As Author (2002) argues, they met.", "citation"),
        ("A: In early 2020.", "nothing_said"),
        ("12 Ann Author, “A Title,” in A Book (Seattle: A House, 2016), 23–32.\n", "bibliography"),
        ("© 2016 The Publisher.", "page_furniture"),
        ("© The Publisher of Books 2016. Printed in Oslo.", "page_furniture"),
        ("HC Deb 14 July 1986 vol 101 cc687-703", "page_furniture"),
        ("The text ends.\n\nAbout the authors. Ann Author has taught since 2009.\n", "page_furniture"),
        ("The text ends.\n\n## About the author\n\nAnn Author has taught since 2009.\n", "page_furniture"),
        ("2 Treaty Series, vol. 46, no. 241 (1856).", "bibliography"),
        ("This page was accessed on 3 May 2015.", "page_furniture"),
        ("This page was last edited on 3 May 2015.", "page_furniture"),
        ("Archived from the original on 3 May 2015.", "page_furniture"),
        ('Some text.\n\nReferences\n"A Title of Note". A Daily. 3 May 2015.\n', "bibliography"),
        ("A talk with Ann Author\nDate of interview: 3 May 2015\nThe text begins.", "nothing_said"),
        ("DATE: May 3, 2015\nPLACE: The White House", "nothing_said"),
        ("14. A Daily, “A Title,” April 23, 2012.", "bibliography"),
        ("[^3]: See A Daily, 3 May 2015.", "bibliography"),
        ("[^3]: Interview with an official, Oslo, 3 May 2015.", "bibliography"),
        ("Notes\n^ See the ministry's release of 9 February 2014.\n", "bibliography"),
        ("[^3]: Quoted in “A Title,” A Daily, 22 August 1997, A4.", "bibliography"),
        ("They met. Photo: An Agency, 2004", "page_furniture"),
        ("Many say so; see also A Daily, 3 May 2015, p. 2.", "bibliography"),
        ("SEOUL/LONDON, May 3, 2015 (An Agency) - The text begins.", "nothing_said"),
        ("A title\n\n3 May 2015\n\nThe text begins.", "nothing_said"),
        ("A title\n\nTokyo, April 3, 1965\n\nThe text begins.", "nothing_said"),
        ("**New Delhi, 3 April 1965.** The text begins.", "nothing_said"),
        ("A title\n\nUpdated 3 May 2015\n\nThe text begins.", "page_furniture"),
        ("LONDON, May 3, 2015 (An Agency) -- The text begins.", "nothing_said"),
        ("WELLINGTON, New Zealand, May 3, 2015 – The text begins.", "nothing_said"),
        ("LONDON, 3 May 2015 (An Agency) -- The text begins.", "nothing_said"),
        ("LONDON (An Agency), Sunday, 3 May 2015 - The text begins.", "nothing_said"),
        ("LONDON — 3 May 2015 — The text begins.", "nothing_said"),
        ("London, May 3, 2015 (An Agency) -- The text begins.", "nothing_said"),
        ("London (AA) May 3, 2015 - The text begins.", "nothing_said"),
        ("May 3, 2015 (An Agency) -- The text begins.", "nothing_said"),
    ],
)
def test_what_dates_no_happening_is_found_but_no_candidate(text: str, reason: str) -> None:
    statement = the_one(text)
    assert not statement.candidate
    assert statement.confidence == 0
    assert statement.reasons[-1] == reason
    assert list(extract(text, None, names())) == []


@pytest.mark.parametrize(
    ("sentence", "proposed"),
    [
        ("The 1998 fishing treaty took effect on 22 January 1999.", ["1999-01-22"]),
        ("The 1994 Agreed Framework collapsed in January 2003.", ["2003-01"]),
        ("Norway and Chile signed the 1965 treaty and opened embassies in 1966.", ["1965", "1966"]),
        ("Norway ratified the 1965 treaty.", ["1965"]),
        ("They met in 1996. Four years later, in 2000, Norway signed.", ["1996", "2000"]),
        ("In May 2000 Norway signed. Six weeks later, on 5 July, Chile signed.", ["2000-05", "2000-07-05?"]),
    ],
)
def test_what_only_names_an_agreement_or_is_told_again_is_no_candidate_beside_the_date_that_counts(
    sentence: str, proposed: list[str]
) -> None:
    assert [one.date for one in extract(sentence, None, names())] == proposed


@pytest.mark.parametrize(
    "text",
    [
        "A survey by a newspaper (May 2016) says so.",
        "They met twice (in 2016).",
        "References to 1965 fill the treaty that Japan signed.",
        "In 2016 the secretary, 12 people in all, met.",
        "NATO, May 2016 (Brussels) - the council met.",
        "In Tokyo, April 3, 1965 was a holiday.",
        "- Joint Declaration, 8 October 1998",
        "Oslo, 3 May 2015 - the council met.",
    ],
)
def test_what_only_looks_like_a_reference_is_a_candidate(text: str) -> None:
    assert the_one(text).candidate


@pytest.mark.parametrize(
    "place",
    [
        "LONDON, 14 March 2025 (An Agency) --",
        "London, 14 March 2025 –",
        "London (An Agency), 14 March 2025:",
        "London, 14 March 2025.",
        "(London, 14 March 2025)",
    ],
)
def test_a_report_s_own_day_does_not_date_what_it_reports(place: str) -> None:
    report = f"{place} Japan and South Korea agreed on Thursday to resume talks. They had met last month."
    told = [(found.text, found.date) for found in extract(report, None, names())]
    assert told == [("Thursday", "2025-03-13?"), ("last month", "2025-02?")]


def test_a_date_that_heads_a_line_dates_the_sentence_behind_it() -> None:
    chronicle = "2 August 1990. Iraq invaded Kuwait.\nMay 1995. A pact was signed."
    told = [(found.date, found.title) for found in extract(chronicle, None, names())]
    assert told == [("1990-08-02", "Iraq invaded Kuwait"), ("1995-05", "Pact was signed")]


@pytest.mark.parametrize("hour", ["At 16:45", "At 5 p.m.", "By noon"])
def test_a_time_of_day_dates_nothing_by_itself(hour: str) -> None:
    text = f"Japan and South Korea met on 5 May 2016. {hour} they signed GSOMIA."
    assert [found.text for found in extract(text, None, names())] == ["5 May 2016"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("In May 2016 the ministers met.", "On 3 June 2016 they signed a pact."),
        ("In May 2016 the ministers flew to New York.", "Peru signed a pact on 3 June 2016."),
    ],
)
def test_a_sentence_ends_with_a_word_that_looks_like_an_abbreviation(first: str, second: str) -> None:
    text = f"{first} {second}"
    told = [text[found.sentence_start : found.sentence_end] for found in extract(text, None, names())]
    assert told == [first, second]


def test_japanese_and_korean_sentences_end_with_their_sign() -> None:
    text = "2015年12月28日に合意。「署名。」と言う。2016年11月23日に署名した。"
    assert [text[found.sentence_start : found.sentence_end] for found in extract(text, None, names())] == [
        "2015年12月28日に合意。",
        "2016年11月23日に署名した。",
    ]


def test_a_reporter_s_city_is_no_party_to_what_is_reported() -> None:
    report = "LONDON, March 4 (An Agency) -- Japan and South Korea signed GSOMIA on Monday."
    (statement,) = extract(report, parse("1998-03-04"), names())
    assert statement.date == "1998-03-02?"
    assert set(statement.parties) == {"JP", "KR"}


def test_a_report_may_say_below_its_heads_when_it_was_sent() -> None:
    heads = "A MINISTRY\n\nRelease 14\n\nFOR IMMEDIATE RELEASE\n\nMinisters meet\n\n"
    (statement,) = extract(f"{heads}OSLO, 4 March 1998 – Peru and Chile met on Monday.", None, names())
    assert statement.date == "1998-03-02?"


def test_the_day_on_which_something_was_said_is_no_happening() -> None:
    met, said = found("The two signed GSOMIA on Sunday, officials said Monday.", "1998-03-04")
    assert met.candidate
    assert not said.candidate


@pytest.mark.parametrize("line", ["Some Institute | 2025-02-24", "By Ann Author, February 24, 2025"])
def test_the_line_of_a_paper_s_date_dates_a_publication(line: str) -> None:
    statement = the_one(f"{line}\n\nThe text begins here.")
    assert (statement.kind, statement.action, statement.title) == (
        "publication",
        "issued",
        "Publication issued",
    )


def test_the_more_is_told_the_surer() -> None:
    told, planned, bare = (
        the_one(text).confidence
        for text in (
            "Japan and South Korea signed GSOMIA in November 2016.",
            "Japan and South Korea planned to sign GSOMIA in November 2016.",
            "Things changed in November 2016.",
        )
    )
    assert 1 > told > planned > bare > 0


def test_what_may_happen_is_neither_done_nor_asked_for() -> None:
    statement = the_one("Japan and South Korea may sign GSOMIA in November 2016.")
    assert (statement.agreement, statement.action) == ("gsomia", "mentioned")
    assert "action_possible" in statement.reasons


def test_what_the_document_asks_for_is_dated_by_the_document() -> None:
    text = "Tokyo and Seoul should resume shuttle summit meetings. Nothing else is said."
    (statement,) = extract(text, parse("2017?"), names())
    assert (statement.date, statement.basis, statement.text) == ("2017?", "inferred", "")
    assert (statement.agreement, statement.action) == ("shuttle-summits", "recommended")
    assert list(extract(text, None, names())) == []


def test_places_are_those_of_the_text_as_it_was_given() -> None:
    text = (
        "A head\r\n\r\nJapan and South Ko-\r\nrea signed GSOMIA in Nov-\r\nember 2016. Then they rested.\r\n"
    )
    statement = the_one(text)
    assert text[statement.start : statement.end] == "Nov-\r\nember 2016"
    assert statement.text == "November 2016"
    assert statement.parties == ("JP", "KR")


def test_the_vocabulary_is_that_of_the_record() -> None:
    assert {*VERBS, MENTIONED} == set(ACTIONS)
    assert set(KIND_WORDS) | set(TYPE_KINDS.values()) <= set(KINDS)
    assert set(en_titles.KINDS) == set(KINDS)
    assert set(MOODS) == {mood.value for mood in Mood} - {"done"}
    assert set(WEIGHTS) <= set(en_titles.REASONS)


@pytest.mark.parametrize(
    "sentence",
    ["China rejected a proposal to resume the talks in May 2014.", "Peru held no summit with Chile in 2014."],
)
def test_what_was_refused_or_did_not_come_to_be_was_not_held(sentence: str) -> None:
    assert the_one(sentence).action == ""


def test_what_was_only_set_for_a_day_was_not_held_on_it() -> None:
    assert the_one("A summit of Peru and Chile scheduled for 5 May 1951 was put in doubt.").action != "held"
    assert the_one("A summit of Peru and Chile took place on 5 May 1951.").action == "held"


def test_the_talks_that_open_a_sentence_are_not_dated_by_what_was_said_at_them() -> None:
    told = the_one("During their talks, Peru and Chile condemned the launch of a rocket on 5 May 1951.")
    assert told.action == ""


def test_what_a_day_owns_is_its_own() -> None:
    text = "Peru and Chile held talks on 5 May 1951 on 3 May's accord between Togo and Ghana."
    talks, accord = found(text)
    assert (talks.parties, talks.action) == (("PE", "CL"), "held")
    assert (accord.parties, accord.title) == (("TG", "GH"), "Accord between Togo and Ghana")
    talks, summit = found(
        "The chiefs of Japan and South Korea held talks on 7 September 2023 on May 2023's trilateral summit."
    )
    assert (talks.agreement, summit.agreement) == ("", "trilateral-summit")


def test_what_opens_a_sentence_with_its_day_is_what_the_sentence_tells() -> None:
    told = the_one("3 May's accord between Togo and Ghana was signed in Accra in 1951.")
    assert told.action == "signed"


def test_one_of_several_has_its_own_date() -> None:
    told = the_one("Peru told of a series of tests, including the launch of a missile on 5 May 1951.")
    assert told.title == "Launch of missile"


def test_what_a_clause_behind_a_comma_dates_is_what_is_before_it() -> None:
    told = the_one("Peru left the pact, which was to expire on 5 May 1951, after Chile had agreed to pay.")
    assert "Chile" not in told.title
    assert told.action != "agreed"


def test_ministers_who_agree_are_no_meeting_on_which_others_agreed() -> None:
    told = the_one("The defence ministers of South Korea and Japan agreed on 5 May 2017 to stand firm.")
    assert told.action == "mentioned"


def test_who_is_introduced_with_country_and_office_stands_for_the_country() -> None:
    opening = "Peruvian Foreign Minister Ana Ibarra spoke."
    assert found(f"{opening} Ibarra and Chile's leader met on 5 May 1951.")[-1].parties == ("PE", "CL")
    assert found("Ana Ibarra spoke. Ibarra and Chile's leader met on 5 May 1951.")[-1].parties == ("CL",)


def test_the_last_of_a_list_of_people_is_not_alone() -> None:
    _, day = found(
        "Last month, President Moon Jae-in, U.S. President Joe Biden, and Chilean President Ana Ibarra held a"
        " summit in Oslo on May 5.",
        published="2021-06-09",
    )
    assert day.parties[:3] == ("KR", "US", "CL")
    assert day.title.startswith("South Korea, United States, Chile: held summit")


def test_the_three_countries_are_those_named_together_a_little_before() -> None:
    three = "Japan, South Korea and the United States met in 2023. In 2024 Japan and South Korea met in Lima."
    assert found(f"{three} The three countries signed a pact in July 2024.")[-1].parties == ("JP", "KR", "US")


def test_notice_is_what_was_given_by_not_renewing() -> None:
    given = "On 22 August 2019 Seoul announced that it would not renew GSOMIA."
    last = found(f"{given} The notice was suspended on 22 November 2019.")[-1]
    assert (last.agreement, last.action) == ("gsomia", "notice_suspended")


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        (
            "At their summit in May 2014 Peru and Chile demanded that Kenya stop and withdraw its forces.",
            "held",
        ),
        ("Peru withdrew its troops from Chile in May 2014.", ""),
        ("Peru withdrew from the Lagoon Treaty in May 2014.", "terminated"),
        ("NATO began reaching out to Russia in 1990.", ""),
        (
            "Peru and Chile have met four times since the suspension of their talks, last on 13 July 2016.",
            "held",
        ),
        ("A text by Peru and Chile of May 2005 names Principles for the Settlement of Disputes.", ""),
        ("Peru and Chile inked a fishing pact in May 2005.", "signed"),
        ("Peru decided in May 2005 to terminate the Lagoon Treaty.", "notice_given"),
        ("They spoke ahead of the scheduled termination on 23 May 2005 of the Lagoon Treaty.", "mentioned"),
        ("Coffee reached Peru in May 1605.", ""),
        ("An accord was reached in May 2005.", "agreed"),
        ("Peru and Chile left the Lagoon Treaty alone; the treaty ended in May 2005.", "terminated"),
        (
            "The Lagoon Treaty shall enter into force on exchange of instruments of ratification and last"
            " until May 2005.",
            "mentioned",
        ),
        ("In May 2005 Peru temporarily delayed the expiry of the Lagoon Treaty.", "notice_suspended"),
    ],
)
def test_a_word_that_only_looks_like_an_action_is_none(sentence: str, action: str) -> None:
    assert the_one(sentence).action == action


def test_what_is_told_with_its_hour_is_one_statement() -> None:
    text = "In June 2012 Seoul cancelled the signing of GSOMIA an hour before the ceremony."
    assert [one.text for one in extract(text, None, names())] == ["June 2012"]


def test_what_is_still_to_be_signed_is_proposed_also_in_a_further_clause() -> None:
    told = found("They agreed to begin talks by May 2005 and to conclude the Lagoon Treaty by May 2006.")
    assert [one.action for one in told] == ["negotiating", "proposed"]


def test_an_organisation_is_a_party() -> None:
    told = the_one("In May 1997 the NATO–Russia Founding Act was signed in Paris.")
    assert (told.parties, told.agreement) == (("NATO", "RU"), "NATO–Russia Founding Act")
    assert the_one("The Arab League met in Tunis in May 1981.").parties == ("ARAB-LEAGUE",)


def test_the_koreas_are_two_parties() -> None:
    told = the_one("In May 2014 the two Koreas met, and Japan did not.")
    assert told.parties == ("KP", "KR", "JP")
    assert the_one("In May 2014 North and South Korea met in Paris.").parties == ("KP", "KR")


def test_the_security_council_of_a_country_is_not_that_of_the_united_nations() -> None:
    assert the_one("Russia's Security Council met with Peru in May 2014.").parties == ("RU", "PE")
    assert the_one("The Security Council met in May 2014.").parties == ("UN",)


def test_what_the_words_of_a_date_tell_is_not_what_was_done_since() -> None:
    since, signed = found("Trade has grown since the signing of the Lagoon Treaty in May 2006.")
    assert (since.date, since.action) == ("2006-05/..", "mentioned")
    assert (signed.date, signed.action) == ("2006-05", "signed")


def test_an_agreement_that_is_only_the_cause_is_mentioned() -> None:
    told = the_one("In May 2014 Peru and Chile postponed talks due to anger over the Lagoon Treaty.")
    assert (told.agreement, told.action) == ("Lagoon Treaty", "mentioned")


def test_a_report_of_an_unknown_year_lends_its_months_none() -> None:
    report = (
        "OSLO, Nov. 14 (NTB) -- Peru will think about the pact, it said Thursday. The pact ends on Nov. 23;"
        " it was signed in November 2016. In August Peru decided to scrap it."
    )
    assert [told.date for told in found(report)] == ["2016-11"]
    assert [told.date for told in found(report, published="2019-11-14")][-1] == "2019-08?"


def test_a_desirable_vision_is_no_advice() -> None:
    vision = "Japan and South Korea explored a desirable vision for the ACSA."
    assert not list(extract(vision, parse("2017"), names()))
    (told,) = extract("An ACSA between Japan and South Korea is desirable.", parse("2017"), names())
    assert (told.agreement, told.action) == ("acsa", "recommended")


@pytest.mark.parametrize(
    ("second", "day_before"),
    [
        ("OSLO, Feb. 9", "1998-02-08?"),
        ("OSLO, 9 February 1998", "1998-02-08?"),
        ("OSLO, 9 February 1996", "1998-02-05?"),  # sent with another paper, and quoted
        ("Oslo", "1998-02-05?"),
    ],
)
def test_each_report_of_a_paper_counts_from_the_day_on_which_it_was_sent(
    second: str, day_before: str
) -> None:
    text = f"PARIS, Feb. 6 -- Talks opened today.\n\n{second} -- Ministers met yesterday, an envoy said."
    dates = {one.text: one.date for one in found(text, "1998-02-06")}
    assert (dates["today"], dates["yesterday"]) == ("1998-02-06?", day_before)


@pytest.mark.parametrize("dash", [" -- ", "—"])
def test_a_report_sent_on_the_eve_counts_today_from_its_own_day(dash: str) -> None:
    text = f"PARIS, Feb. 5{dash}Talks opened today, an envoy said. They failed on Friday."
    dates = {one.text: one.date for one in found(text, "1998-02-06")}
    assert (dates["today"], dates["Friday"]) == ("1998-02-05?", "1998-02-06?")


@pytest.mark.parametrize(("written", "action"), [("2018-05-04", "held"), ("2018-04-30", "proposed")])
def test_nothing_is_told_as_done_after_the_day_of_the_paper(written: str, action: str) -> None:
    (one,) = found("The Six-Party Talks resume in Beijing, with a round held on 3 May 2018.", written)
    assert one.action == action
    (old,) = found("France and Germany exchanged ratifications on 3 May 2018.", written)
    assert old.action == ("ratified" if action == "held" else "")
