"""Proposed titles: an agreement's by its name; others say in a few words who did what, and no more."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.titles.proposed import LONGEST
from tests.extraction.texts import found, the_one


def title(sentence: str) -> str:
    return the_one(sentence).title


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    """All runs of so many words of a text."""
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def test_what_is_done_with_an_agreement_is_said_by_its_name() -> None:
    assert title("Japan and South Korea signed GSOMIA in November 2016.") == "GSOMIA signed"
    long = title(f"France signed the {'Very ' * 20}Long Treaty in 1900.")
    assert len(long) <= LONGEST


def test_the_turns_of_an_agreement_are_told_in_plain_words() -> None:
    assert title("In August 2019 Seoul gave notice that it would end GSOMIA.") == "Notice to end GSOMIA given"
    assert title("The Six-Party Talks resumed in February 2007.") == "Six-Party Talks resumed"


def test_what_is_only_planned_is_not_told_as_proposed_on_that_day() -> None:
    assert title("Japan will sign GSOMIA in November 2016.") == "Signing of GSOMIA planned"
    assert title("The Six-Party Talks are to be held in May 2008.") == "Six-Party Talks planned"
    assert title("Japan proposed an ACSA in May 2011.") == "ACSA proposed"


def test_what_goes_with_an_agreement_that_was_named_before_is_told_with_its_name() -> None:
    signed = "France and Germany signed the Treaty of Aachen in January 2019."
    _, praised = found(f"{signed} Bern welcomed the treaty in May 2020.")
    assert praised.title == "Switzerland: welcomed Treaty of Aachen"


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("In 1998 Japan and South Korea agreed on a plan for the fishing grounds.",
         "Japan, South Korea: agreed on plan for fishing grounds"),
        ("The South Korean government has lowered its tariffs on steel since 2011.",
         "South Korea: lowered tariffs on steel"),
        ("Japanese defence minister Ono visited Seoul in May 2011.",
         "Japan defence minister Ono: visited Seoul"),
        ("The Korean Constitutional Court ruled against the ministry in August 2011.",
         "South Korea Constitutional Court: ruled against ministry"),
        ("U.S., British and French leaders met in Bermuda in December 1953.",
         "United States, United Kingdom, France: met in Bermuda"),
        ("Japan and China have seen a quick thaw in relations since 2016.",
         "Japan, China: saw quick thaw in relations"),
        ("Seoul announced in 2012 that it will close a mine on Dokdo.",
         "South Korea: to close mine on Dokdo"),
        ("Seoul said on 3 May 2012 it will close a mine.", "South Korea: to close mine"),
        ("Seoul plans to close a mine in 2012.", "South Korea: to close mine"),
        ("- 9 May 2018: President Ono says Peru cannot close the fishing question.",
         "President Ono: Peru cannot close fishing question"),
        ("The lagoon ministry said on 3 May 2012 that it had formally asked Peru for help.",
         "Lagoon ministry: formally asked Peru for help"),
        ("Peru's navy said on 3 May 2012 that it had sunk a boat.", "Peru's navy: sank boat"),
        ("The lagoon ministry warned in May 2012 that it could not pay.",
         "Lagoon ministry warned that it could not pay"),
        ("- 9 February 2018: President Moon and Prime Minister Abe hold a fair in Oslo, the first of five.",
         "President Moon and Prime Minister Abe hold fair in Oslo"),
        ("The navy chiefs of Peru, Chile and France on 3 May 2012 signed a paper institutionalizing fairs.",
         "Peru, Chile, France: signed paper institutionalizing fairs"),
        ("Japan on 3 May 2012 rejected the plan.", "Japan: rejected plan"),
        ("It was in effect until Peru unilaterally left the deal in 2002.", "Peru: unilaterally left deal"),
        ("They praised the “Squid Vision” adopted in April 2014.", "Squid Vision adopted"),
        ("Seoul failed to win over the farmers in 2012.", "South Korea: failed to win over farmers"),
        ("North Korea conducted a nuclear test in 2016.", "North Korea: nuclear test"),
        ("North Korea’s third test in 2013 was met with silence.", "North Korea: third test"),
        ("The trip to Yonaguni in 2013 was a success.", "Trip to Yonaguni"),
        ("An envoy sent by Japan attacked the plan in 1951.", "Envoy sent by Japan attacked plan"),
        ("The performance of the Japanese army amazed the world in 1905.",
         "Performance of Japanese army amazed world"),
        ("Japanese-led forces attacked the islands in 1951.", "Japanese-led forces attacked islands"),
        ("On 1 March 1919 riots against the tax began in Oslo.", "Riots against tax began in Oslo"),
        ("The two governments revived the currency swap in June 2023.", "Revived currency swap"),
        ("Egypt met Israel. The two governments revived the currency swap in June 2023.",
         "Egypt, Israel: revived currency swap"),
        ("In June 1990 it launched a rocket from a barge.", "Launched rocket from barge"),
        ("War broke out between Egypt and Israel in October 1973.", "War broke out between Egypt and Israel"),
        ("Oki Island was handed over on 1 July 1997.", "Oki Island was handed over"),
        ("It has sent kites across the border since May 2024.", "Sent kites across border"),
        ("Seoul filed a complaint with the WTO in May 2019.", "South Korea: filed complaint with WTO"),
        ("After the high court ruled in August 2011, Seoul came under pressure.", "High court ruled"),
        ("When Japan raised its tolls in July 2019, Chinese shops closed.", "Japan: raised tolls"),
        ("It was the first fair since both took office in 2012.", "Took office"),
        ("He was sentenced to exile in 1980.", "Sentenced to exile"),
        ("Seoul fell in June 1950.", "Seoul fell"),
        ("The Fund had offered help in June 2023, but Tanzania declined.", "Fund offered help"),
        ('"We will not go back to the bad days of 2022," Peru told reporters.',
         "We will not go back to bad days, Peru…"),
        ("The Presidents recalled the fair of Oslo in May 1999, to which Peru came.",
         "Presidents recalled fair of Oslo"),
        ("They praised the plan for the squid, signed on 16 May 1998, and left.", "Plan for squid signed"),
        ("The ministers decided to hold joint naval fairs every two years from 2001.",
         "Decided to hold joint naval fairs…"),
        ("I'd warned of it in May 2017.", "I'd warned of it"),
        ("Peru and Chile couldn't agree in May 2018.", "Peru and Chile couldn't agree"),
        ("We were told in February 2020 that the talks were off.", "We were told that talks were off"),
        ("The high court ruled in May 2011 that Peru was right.", "High court ruled"),
        ("After the Battle of Tsushima (27 May 1905) Oslo fell.", "Battle of Tsushima"),
        ("An accord of 13 May 1995 had lifted the ban.", "Accord had lifted ban"),
        ("Peru will host the next round of the 2+2 Dialogue in 2030.",
         "Peru: to host next round of 2+2 Dialogue"),
        ("The Very Long and Even Longer Squid and Lagoon Fisheries Agreement (VLA) was signed in 1951.",
         "VLA signed"),
        ("The Sino-British Joint Declaration was registered in June 1985.",
         "Sino-British Joint Declaration was registered"),
        ("The Japan – United Kingdom Joint Declaration was issued in June 1985.",
         "Japan – United Kingdom Joint Declaration issued"),
        ("A hotline will be set up by the end of 2027.", "Hotline to be set up"),
        ("Japan will host the fishing fair in 2027.", "Japan: to host fishing fair"),
        ("Trade talks opened on 20 October 1951 at the old mint.", "Trade talks opened at old mint"),
        ("Japan pledged $9 billion in January 1991.", "Japan: pledged $9 billion"),
        ("- 16 March 2005: Adoption of the “Herring Day” ordinance", "Adoption of Herring Day ordinance"),
        ("- 16 March 2005: Prime Minister Ono visits the island of Oki",
         "Prime Minister Ono visits island of Oki"),
        ("War broke out between Egypt and the Cook Islands in October 1973.",
         "War broke out between Egypt and Cook Islands"),
        ("The third round, held in October 1953, broke up after sixteen days.",
         "Third round broke up"),
        ("After the Cuban crisis the envoys set up a hotline in June 1963.", "Envoys set up hotline"),
        ("The plan was old, and the upper house passed a law in June 2019.", "Upper house passed law"),
        ("The two plans have been shelved since 2012.", "Two plans shelved"),
        ("A formal fair is planned for December 2030 in Oslo.", "Formal fair planned in Oslo"),
        ("Netanyahu and Arafat agreed on a map in May 1995.", "Netanyahu and Arafat agreed on map"),
        ("Abe met Park in Bonn in May 2014.", "Abe met Park in Bonn"),
        ("Tokyo rejected Seoul's June 2019 proposal for a joint fund.",
         "South Korea: proposal for joint fund"),
        ("The ferry sank after the Battle of Long Bridge (5 May 1951).", "Battle of Long Bridge"),
        ("Fruit sellers of the north, 1951–1965", "Fruit sellers of north"),
        ("Peru bought 34,131 ships in 1951.", "Peru: bought 34,131 ships"),
        ("We signed the papers on 22 June 1965.", "Signed papers"),
        ("1986: Oslo cuts its aid to Peru under the law.", "Oslo cuts aid to Peru under law"),
        ("| 9 October 2006 | First nuclear test | North Korea |", "North Korea: First nuclear test"),
        ("Japan, Peru and the United Kingdom built a ship in May 1951.",
         "Japan, Peru, United Kingdom: built ship"),
        ("- China: old rights given up by Peru on 11 January 1943.", "Old rights given up by Peru"),
        ("Togo noted that the works had stopped in 1974.", "Works stopped"),
        ("Is he aware that the Republic left the fair in April 1949?", "Republic left fair"),
        ("Oslo objected in May 1939 and the plan was dropped.", "Oslo objected and plan was dropped"),
        ("| 18 October 1569 | France | first certain text |", "France: first certain text"),
        ("On 7 May 1919 the Council decided that Peru was right.", "Council decided that Peru was right"),
        ("The White Book, which was published on 20 March 1973, said little.", "White Book published"),
        ("A protocol amending the charter was opened for signature in Oslo in June 1995.",
         "Protocol amending charter was opened for signature in Oslo"),
        ("The exchange of letters dated 6 May 1954 ended it.", "Exchange of letters…"),
        ("| 5 May 2016 | President François Hollande | Hanoi | Space contracts signed |",
         "President François Hollande, Hanoi: Space contracts signed"),
        ("| 5 May 2016 | General Secretary Nguyen Phu Trong | Paris | 45 years of relations |",
         "General Secretary Nguyen Phu Trong, Paris: 45 years of relations"),
        ("| 12 June 2018 | Trump–Kim summit in Singapore | United States |", "Trump–Kim summit in Singapore"),
    ],
)  # fmt: skip
def test_a_title_says_in_telegram_style_who_did_what(sentence: str, said: str) -> None:
    assert title(sentence) == said


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Japan did not attack the islands in 1951.", "Japan did not attack islands"),
        ("If Japan attacked the islands in 1951, nobody saw it.", "If Japan attacked islands, nobody saw it"),
        ("It is not true that Japan attacked the islands in 1951.",
         "It is not true that Japan attacked islands"),
        ("Japan would have attacked the islands in 1951.", "Japan would have attacked islands"),
        ("By 1951 Japan will have attacked the islands.", "Japan will have attacked islands"),
        ("Japan will not have attacked the islands by 1951.", "Japan will not have attacked islands"),
        ("The sale of Japan, rumoured in 1951, was a joke.", "Sale of Japan rumoured"),
        ("Peru denied that Japan attacked the islands in 1951.", "Peru denied that Japan attacked islands"),
        ("Not until May 1982 could the parties sit down.", "Not until May 1982 could parties sit down"),
        ("By 1970 the problem of the islands had become acute.", "Problem of islands had become acute"),
        ("We will meet again in May 2030.", "We will meet again"),
        ("Washington urged Seoul not to leave the fair in May 2019.",
         "United States: urged Seoul not to leave fair"),
        ("On 3 May 2008 Peru promised to Chile not to send any of its squid fishing boats to the north.",
         "Peru: promised to Chile not to send…"),
        ("In May 1951 Japanese forces accompanied by.", "Japanese forces accompanied"),
        ("It said on 3 May 2019, in a note, that it would be late to the fair.",
         "It said, in note, that it would be late…"),
    ],
)  # fmt: skip
def test_what_was_not_surely_done_has_the_sentence_s_own_beginning(sentence: str, said: str) -> None:
    assert title(sentence) == said


def test_a_title_of_one_word_gives_way_to_the_sentence_s_beginning() -> None:
    _, renewed = found("Peru had signed a pact of friendship with Chile in 1947, renewed in March 1967.")
    assert renewed.title == "Peru had signed pact of friendship with Chile…"


def test_a_further_verb_of_a_sentence_has_the_subject_of_the_first() -> None:
    _, force = found("The Autonomy Act was passed in 1991 and came into force on 1 January 1993.")
    assert force.title == "Autonomy Act entered into force"
    _, _, force = found("In 1990 they asked for more: an Act was passed in 1991 and took effect in 1993.")
    assert force.title == "Act entered into force"
    _, force = found("Peru and Chile saw the Act passed in 1991 and it took effect in 1993.")
    assert force.title == "Peru, Chile: Act entered into force"


def test_a_subject_of_too_many_words_leaves_the_title_plain() -> None:
    told = title("United States of America Secretary General Vice Chief Ono visited Oslo in May 1951.")
    assert told == "United States, Norway: visit"


def test_what_is_reckoned_from_an_event_is_not_called_after_what_its_sentence_tells() -> None:
    lifted, imposed = found("Tokyo lifted its tolls in June 2023, four years after imposing them.")
    assert lifted.title == "Japan: lifted tolls"
    assert "lifted" not in imposed.title


@given(
    subject=st.sampled_from(
        ["Japan", "Japan and South Korea", "The Japanese foreign minister Ito", "Seoul also"]
    ),
    words=st.lists(
        st.sampled_from(
            ["deep", "the", "trade", "with", "on", "new", "mutual", "a", "talks", "to", "keep", "and"]
        ),
        max_size=14,
    ),
    date=st.sampled_from(["in 1998", "on 3 May 1998", "since the 1990s"]),
)
def test_a_title_holds_no_eight_words_in_a_row_of_its_text(subject: str, words: list[str], date: str) -> None:
    text = f"{subject} discussed {' '.join(words)} {date}."
    for statement in found(text):
        assert len(statement.title) <= LONGEST
        assert runs(statement.title, 8).isdisjoint(runs(text, 8))


def test_a_place_with_two_names_keeps_the_slash_between_them() -> None:
    for place in ("Dokdo / Takeshima", "Dokdo/Takeshima"):
        assert title(f"2012-08-10: Lee Myung-bak lands on {place}.") == f"Lee Myung-bak lands on {place}"
    said = "On 10 August 2012 President Lee visited Dokdo/Takeshima, which angered Tokyo."
    assert title(said) == "President Lee visited Dokdo/Takeshima"


def test_what_was_declared_is_told_by_its_own_clause() -> None:
    said = "Students took to the streets in March 1964, and martial law was declared on 3 June 1964."
    assert [one.title for one in found(said)] == ["Students took to streets", "Martial law was declared"]


def test_what_others_did_likewise_is_told_of_them() -> None:
    sentence = (
        "Vietnam ratified UNCLOS on 25 July 1994, the Philippines on 8 May 1984 and Peru on 3 May 1985."
    )
    told = found(sentence)
    assert [one.title for one in told] == [
        "Vietnam: ratified UNCLOS", "Philippines: ratified UNCLOS", "Peru: ratified UNCLOS",
    ]  # fmt: skip
    assert {one.action for one in told} == {"ratified"}
    assert [one.parties for one in told[1:]] == [("PH",), ("PE",)]
    brunei, viet_nam = found("Brunei Darussalam joined on 7 January 1984, and Viet Nam on 28 July 1995.")
    assert (brunei.title, viet_nam.title) == ("Brunei Darussalam joined", "Vietnam joined")


def test_a_title_does_not_end_with_a_pronoun() -> None:
    told = found(
        "Greece and Egypt signed an agreement on 6 August 2020. Greece ratified it on 27 August 2020."
    )
    assert told[-1].title == "Greece: agreement ratified"


def test_a_treaty_of_a_list_is_called_by_its_description() -> None:
    told = found("Agreement on air quality. Signed at Ottawa March 13, 1991; entered into force May 3, 1992.")
    assert [one.title for one in told] == [
        "Agreement on air quality signed", "Agreement on air quality entered into force",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "entered",
    [
        "The pact (signed on 3 May 1991) entered into force on 1 June 1992.",
        "Peru and Chile signed a pact on 3 May 1991, which entered into force on 1 June 1992.",
        "Peru and Chile signed a pact on 3 May 1991. It enters into force on 1 June 1992.",
    ],
)
def test_what_has_no_name_enters_into_force_by_what_it_is_called(entered: str) -> None:
    last = found(f"Peru and Chile met in 1990. {entered}")[-1]
    assert (last.title, last.action) == ("Peru, Chile: pact entered into force", "entered_into_force")


def test_what_was_signed_is_told_though_the_day_stands_before_it() -> None:
    said = "Peru and Chile signed on 8 July 2024 a historic troop access pact that pleases both."
    assert title(said) == "Peru, Chile: signed historic troop access pact"


def test_relations_between_two_are_what_was_established() -> None:
    said = "Relations between Peru and Chile were established in 1991 in the council."
    assert title(said) == "Relations between Peru and Chile were established in council"


def test_what_took_effect_is_not_named_after_another_sentence_s_treaty() -> None:
    *_, told = found(
        "They signed a peace treaty in 1979. The trade between Peru and Chile took effect in 1980."
    )
    assert "treaty" not in told.title
