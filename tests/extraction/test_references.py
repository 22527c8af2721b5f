"""Which agreement "the agreement", "it" or a short form means: one that the text named, or none at all."""

from __future__ import annotations

import pytest

from bot.domain.entities import Agreement
from bot.extraction.names.gazetteer import Names
from bot.extraction.statements import extract
from tests.extraction.texts import found, names, the_one

SIGNED = "Japan and South Korea signed GSOMIA on 23 November 2016."
AACHEN = "France and Germany signed the Treaty of Aachen in January 2019."


def last(text: str) -> tuple[str, str]:
    """The agreement and the action of the last date of a text."""
    statement = found(text)[-1]
    return statement.agreement, statement.action


@pytest.mark.parametrize(
    ("text", "agreement", "action"),
    [
        (f"{SIGNED} Seoul gave notice of its withdrawal from the agreement on 22 August 2019.",
         "gsomia", "notice_given"),
        (f"{SIGNED} Trade then suffered. Seoul ratified this pact in 2017.", "gsomia", "ratified"),
        (f"{SIGNED} The accord was renewed in 2018.", "gsomia", "extended"),
        (f"{SIGNED} It was ratified in May 2017.", "gsomia", "ratified"),
        ("Japan and South Korea signed GSOMIA in 2016 and renewed it in 2018.", "gsomia", "extended"),
        (f"{SIGNED} Generals praised the agreement in 2017. Diplomats renewed it in 2018.",
         "gsomia", "extended"),
        (f"{AACHEN} The treaty entered into force in January 2020.",
         "Treaty of Aachen", "entered_into_force"),
        (f"{AACHEN} Under the treaty, Paris opened an office in May 2021.", "Treaty of Aachen", "mentioned"),
        (f"{AACHEN} Critics fell silent after the treaty was ratified in May 2020.",
         "Treaty of Aachen", "ratified"),
        ("The Treaty of Aachen was signed in January 2019 and entered into force on 22 January 2020.",
         "Treaty of Aachen", "entered_into_force"),
        ("The Lagoon Fisheries Agreement (LFA) was signed in 1970. Peru ratified the LFA in 1972.",
         "Lagoon Fisheries Agreement (LFA)", "ratified"),
        ("Peru signed the Lagoon Agreement on Squid in 1970.\n\nThe Lagoon Agreement will expire in 2031.",
         "Lagoon Agreement on Squid", "mentioned"),
        ("1951: Peru and Chile sign the Lagoon Treaty.\n1952: Treaty enters into force.",
         "Lagoon Treaty", "entered_into_force"),
        (f"{AACHEN} Peru signed the Lagoon Treaty on 5 May 2020, which entered into force on 7 May 2021.",
         "Lagoon Treaty", "entered_into_force"),
        ("The **Treaty of Oslo** is a treaty drafted in 1922 and signed in a hut on 24 July 1923.",
         "Treaty of Oslo", "signed"),
        ("In 1936 the Lagoon Treaty replaced the old regime.", "Lagoon Treaty", "mentioned"),
        ("The Lagoon Treaty was old. The treaty, which was long, entered into force in May 2020.",
         "Lagoon Treaty", "entered_into_force"),
        ("The ministers praised the Charter of Oslo and the Lagoon Final Act of May 1975.",
         "Lagoon Final Act", "mentioned"),
        ("The Lagoon Accords, an agreement on squid, date from 1970. Chile left the accords in 1980.",
         "Lagoon Accords", "terminated"),
        (f"{SIGNED}\n\nOslo praised the agreement in May 2017.", "gsomia", "mentioned"),
        (f"{SIGNED} Seoul said in August 2019 that it would end the pact.", "gsomia", "notice_given"),
        (f"{SIGNED} Seoul said in May 2019 it will pull out of the accord.", "gsomia", "notice_given"),
        (f"{SIGNED} Seoul decided in August 2019 to scrap the military pact with Japan.",
         "gsomia", "notice_given"),
        (f"{AACHEN} Critics fumed. Paris gave notice of withdrawal on 5 May 2021.",
         "Treaty of Aachen", "notice_given"),
        (f"{SIGNED} Seoul said in August 2019 that it would terminate GSOMIA."
         " In November 2019 it suspended the notice.",
         "gsomia", "notice_suspended"),
        (f"{SIGNED} Seoul threatened to leave the accord in July 2019.", "gsomia", "mentioned"),
        (f"{SIGNED} Oslo urged Seoul not to pull out of the accord in July 2019.", "gsomia", "mentioned"),
        (f"{SIGNED} Seoul reversed its decision to end the pact in May 2020.", "gsomia", "mentioned"),
        (f"{SIGNED} Seoul ended the pact in May 2020.", "gsomia", "terminated"),
        ("A pact on sharing secrets, GSOMIA, was signed in 2016. Seoul renewed the pact in 2018.",
         "gsomia", "extended"),
        (f"{SIGNED} The landmark agreement was renewed in 2018.", "gsomia", "extended"),
        (f"{AACHEN} It had entered into force by May 2020.", "Treaty of Aachen", "entered_into_force"),
        (f"{SIGNED} It rained.\n\nOslo praised the agreement in May 2017.", "gsomia", "mentioned"),
        ("The Lagoon Fisheries Agreement (LFA) was old. Peru ratified the LFA Agreement in 1972.",
         "Lagoon Fisheries Agreement (LFA)", "ratified"),
        ("An hour before the signing of GSOMIA in June 2012 Seoul pulled out because of anger over the pact.",
         "gsomia", "signing_cancelled"),
        (f"{SIGNED} It entered into force in 2017. Seoul renewed it in 2018.", "gsomia", "extended"),
        (f"{SIGNED} It entered into force in 2017 and was renewed for a year in 2018.", "gsomia", "extended"),
        (f"{SIGNED} It was approved by Oslo in May 2017 and entered into force in June 2017.",
         "gsomia", "entered_into_force"),
        (f"I shall make a statement. {SIGNED} It was approved by Oslo in May 2017.", "gsomia", "mentioned"),
        ("Lagoon Treaty. Signed at Oslo 5 May 2002; entered into force 6 June 2003.",
         "Lagoon Treaty", "entered_into_force"),
        ("Lagoon Treaty. Signed at Oslo 5 May 2002. Terminated 6 June 2011.", "Lagoon Treaty", "terminated"),
        ("Peru and Ecuador signed the Rio de la Plata Protocol on 5 May 2002.",
         "Rio de la Plata Protocol", "signed"),
        ("In May 2003 they agreed on rules for the Lagoon Treaty, which was signed on 5 May 2002.",
         "Lagoon Treaty", "signed"),
    ],
)  # fmt: skip
def test_what_alone_was_named_before_is_meant(text: str, agreement: str, action: str) -> None:
    assert last(text) == (agreement, action)


@pytest.mark.parametrize(
    "text",
    [
        f"{SIGNED} Oslo and Bern then reached a new agreement. Critics left the agreement in 2019.",
        f"{SIGNED} {AACHEN} Bern praised the pact in 2020.",
        f"{SIGNED} The treaty was ratified in 2017.",
        f"{AACHEN} The agreement was ratified in 2017.",
        f"{AACHEN} The declaration was issued in 2017.",
        f"{SIGNED} {AACHEN} The agreement was renewed in 2020.",
        f"{SIGNED} {AACHEN} It was renewed in 2020.",
        f"{SIGNED} The agreement on squid was signed in 2020.",
        f"{SIGNED} The agreement with Peru was signed in 2020.",
        f"{SIGNED} The 2014 agreement was renewed in 2020.",
        f"{SIGNED} The squid agreement was renewed in 2020.",
        f"{SIGNED} It rained. It snowed.\n\nThe agreement was renewed in 2020.",
        f"{SIGNED} Seoul praised the squid pact in 2017.",
        f"{SIGNED} A convention was drawn up by Peru in 2017; it entered into force in 2018.",
        f"{SIGNED} Seoul praised the squid pact with Japan in 2017.",
        "Plans for GSOMIA\n\nThe agreement was renewed in 2020.",
        f"{SIGNED} One. Two. Three. Four. Five. The agreement was renewed in 2020.",
        f"{SIGNED} It rained in 2017.",
        f"{SIGNED} It signed a treaty in 2017.",
        "Japan praised GSOMIA in 2016 and signed a treaty in 2018.",
        f"{SIGNED} The agreements were renewed in 2020.",
        f"{SIGNED} Peru bought a ship. It was renewed in 2020.",
        "The agreement was renewed in 2020. Japan and South Korea praised GSOMIA.",
        "The US–Japan alliance is old. The agreement was renewed in 2020.",
        "The Six-Party Talks were long. The agreement was renewed in 2020.",
        "The Lagoon Agreement (LA) and the Land Accord (LA) were praised. Peru ratified the LA in 1972.",
    ],
)  # fmt: skip
def test_where_another_may_be_meant_none_is(text: str) -> None:
    assert last(text)[0] == ""


def test_an_article_calls_what_it_is_about_by_its_noun_alone() -> None:
    text = (
        "# Peru–Chile Squid Pact\n\nPeru had made pacts with its neighbours before. Much was said.\n\n"
        "The pact was extended to May 1945 in Lima on 7 April 1934. They agreed to differ.\n\n"
        "The squid pact was renounced by Chile in May 1939.\n\n"
        "They signed a pact. The pact was extended in 1950."
    )
    told = [(one.date, one.agreement, one.action) for one in found(text)]
    assert told == [
        ("1945-05", "Peru–Chile Squid Pact", "mentioned"),
        ("1934-04-07", "Peru–Chile Squid Pact", "extended"),
        ("1939-05", "Peru–Chile Squid Pact", "terminated"),
        ("1950", "", "extended"),
    ]


def test_the_treaty_with_a_capital_is_that_of_the_heading_though_another_was_named_since() -> None:
    text = "Squid Treaty\n\nPeru was no party to the Treaty of Lima.\n\nThe Treaty was signed in May 1965."
    assert found(text)[0].agreement == "Squid Treaty"


def test_a_day_behind_a_name_is_its_own_though_a_known_agreement_is_named_too() -> None:
    text = "The Korea–Japan Squid Accord of 22 June 1965, which began with the Basic Relations Treaty, lasts."
    assert found(text)[0].agreement == "Korea–Japan Squid Accord"


def test_the_parties_are_those_of_the_line_above_that_ends_with_a_colon() -> None:
    text = "No. 139. Peru and Chile:\n\nConvention on Squid. Signed at Oslo, on 16 March 1946"
    assert found(text)[0].parties == ("PE", "CL")


def test_a_place_where_statesmen_met_before_is_not_what_was_said_there_later() -> None:
    said = Agreement(
        "frost-2023", "Camp Frost documents (2023)", type="joint_statement", names={"en": ("Camp Frost",)}
    )
    of_record = Names((*names().parties,), (said,))
    text = "Sadat met Carter at Camp Frost on 5 May 1978. Peru and Chile met at Camp Frost in May 2023."
    told = [one.agreement for one in extract(text, None, of_record)]
    assert told == ["", "frost-2023"]


def test_a_capital_is_where_something_happened_not_who_acted() -> None:
    assert the_one("Peru and Chile met in the Bhutanese capital in May 2010.").parties == ("PE", "CL")


def test_a_treaty_is_what_it_says_of_itself() -> None:
    heading = "TREATY OF FRIENDSHIP BETWEEN HUNGARY AND ROMANIA\n\n"
    done = "Article 1\nRain.\n\nDONE at Oslo on 16 September 1996, in duplicate.\n"
    (statement,) = found(heading + done)
    assert statement.agreement == "Treaty of Friendship between Hungary and Romania"
    assert (statement.action, statement.parties) == ("signed", ("HU", "RO"))
    assert statement.title.endswith("signed")
    (statement,) = found(done)
    assert statement.agreement == ""
    (statement,) = found(f"{heading}It shall enter into force on 1 March 1997.\n")
    assert statement.agreement == statement.title == "Treaty of Friendship between Hungary and Romania"
    assert statement.action == "mentioned"


def test_that_it_was_inferred_is_a_reason_and_makes_it_less_sure() -> None:
    told, inferred = found(f"{SIGNED} Seoul ratified the agreement in 2017.")
    assert "agreement_inferred" in inferred.reasons
    assert "agreement_inferred" not in told.reasons
    assert inferred.confidence < told.confidence


def test_it_is_the_notice_that_was_suspended_and_not_the_agreement() -> None:
    given = f"{SIGNED} Seoul gave notice of its withdrawal from the agreement on 22 August 2019"
    assert last(f"{given}, and suspended it in November 2019.") == ("gsomia", "notice_suspended")
    assert last(f"{given}. It suspended the notice in November 2019.") == ("gsomia", "notice_suspended")
    assert last(f"{given}. It withdrew the notice in March 2023.") == ("gsomia", "notice_withdrawn")
    assert last(f"{SIGNED} Seoul suspended it in November 2019.") == ("gsomia", "suspended")


@pytest.mark.parametrize(
    "theirs",
    [
        "The ACSA between Spain and Italy was signed in 1996.",
        "The ACSA, signed between Spain and Italy in 1996, was long.",
        "The Acquisition and Cross-Servicing Agreement (ACSA) between Spain and Italy was signed in 1996.",
        "The ACSA between the Government of Spain and the Government of Italy was signed in 1996.",
    ],
)
def test_an_agreement_of_others_is_not_the_one_of_that_name_which_the_record_knows(theirs: str) -> None:
    ours = "The ACSA between Japan and Korea was to be signed in 2012."
    others, known = found(f"{theirs} {ours}")
    assert others.agreement != "acsa"
    assert known.agreement == "acsa"


def test_a_name_that_others_use_too_is_theirs_where_the_text_speaks_of_them() -> None:
    ties = "Japan and Australia have deep ties."
    declared = "They issued the Joint Declaration on Security Cooperation in March 2007."
    longer, acsa, took_effect = found(
        f"{ties} {declared} An Acquisition and Cross-Servicing Agreement was signed in May 2010"
        " and took effect in January 2013."
    )
    assert longer.agreement == "Joint Declaration on Security Cooperation"
    assert acsa.agreement == took_effect.agreement == "Acquisition and Cross-Servicing Agreement"


def test_a_name_that_many_use_is_not_the_record_s_where_the_text_names_only_others() -> None:
    told = found("India and China met in May 2014. The Strategic Dialogue was held in May 2015.")[-1]
    assert (told.agreement, told.parties) == ("", ("IN", "CN"))


def test_a_party_is_not_named_by_the_name_of_another_that_contains_its_own() -> None:
    told = found("Japan and the Philippines held a 2+2 meeting in May 2022. They blamed North Korea.")[0]
    assert (told.agreement, told.parties) == ("", ("JP", "PH"))


def test_the_notice_is_that_of_the_agreement_to_be_ended_though_others_were_named() -> None:
    ended = "In August 2019 South Korea announced that it would terminate GSOMIA"
    suspended = "In November 2019 Seoul suspended the notice."
    assert last(f"Peru and Chile signed the Lagoon Treaty in 1970. {ended}. {suspended}") == (
        "gsomia",
        "notice_suspended",
    )


def test_what_takes_the_place_of_an_agreement_is_not_what_was_replaced() -> None:
    assert last(f"{AACHEN} It was superseded by the Lagoon Treaty in 2030.") == (
        "Treaty of Aachen",
        "superseded",
    )


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The ratification by the Duma of the Protocol on Fish came in May 2018.", "Protocol on Fish"),
        ("Peru signed the Agreement on Film Co-production in May 1991.", "Agreement on Film Co-production"),
        ("Peru signed the Treaty on the Non-proliferation of Traps in May 1991.",
         "Treaty on the Non-proliferation of Traps"),
        ("The US ratified SALT II in May 1979.", "SALT II"),
        ("New START entered into force in May 2011.", "New START"),
        ("The START I treaty expired in May 2009.", "START I"),
        ("START II talks began in May 1991.", ""),
        ("UNEF II ended in May 1991.", ""),
        ("The Medium-range Kite Forces (MKF) Treaty was signed in May 1987.",
         "Medium-range Kite Forces (MKF) Treaty"),
        ("The Kite Forces (KF) Treaty was old. Peru left the KF Treaty in 1987.", "Kite Forces (KF) Treaty"),
        ("The “Treaty on the basis for relations between Peru and Chile,” was signed in May 1991.",
         "Treaty on the basis for relations between Peru and Chile"),
        ("Talks between Canada and the Brussels Treaty Powers began in May 1948.", ""),
        ("The Council of the Brussels Treaty met in May 1948.", "Brussels Treaty"),
        ("Negotiations on the North Atlantic Treaty opened in May 1948.", "North Atlantic Treaty"),
        ("The Squid Treaty replaced the Treaty of Lima, which expired in May 1948.", "Treaty of Lima"),
    ],
)  # fmt: skip
def test_the_name_of_an_agreement_is_neither_more_nor_less_than_its_own(sentence: str, name: str) -> None:
    assert found(sentence)[0].agreement == name


def test_the_second_treaty_of_a_series_is_not_the_one_that_its_abbreviation_was_introduced_for() -> None:
    text = "Both signed the Strategic Arms Treaty (START) in May 1991. They signed START II in May 1993."
    assert [one.agreement for one in found(text)] == ["Strategic Arms Treaty (START)", "START II"]


def test_a_doctrine_of_one_president_is_not_that_of_another() -> None:
    assert found("Congress heard of the Truman Doctrine in March 1947.")[0].agreement == ""
    assert found("Congress heard of the Nixon Doctrine in July 1969.")[0].agreement == "nixon-doctrine"


def test_what_a_date_is_counted_from_is_not_what_happened_on_it() -> None:
    peru, chile = found(
        "On 14 June 2002, one day after Chile left the Squid Treaty, Peru left the Cod Treaty."
    )
    assert (peru.date, peru.agreement, peru.parties) == ("2002-06-14", "Cod Treaty", ("PE",))
    assert (chile.date, chile.agreement, chile.parties) == ("2002-06-13?", "Squid Treaty", ("CL",))


def test_what_a_day_is_counted_from_at_the_end_of_its_sentence_did_not_happen_on_it() -> None:
    peru, france = found(
        "Peru signed the Cod Treaty on 3 May 2019, two weeks after France and Chile met in Oslo."
    )
    assert (peru.title, peru.parties) == ("Cod Treaty signed", ("PE",))
    assert (france.date, france.parties, france.agreement) == ("2019-04-15?/2019-04-21?", ("FR", "CL"), "")
    _, left = found("On 3 May 2019 Peru signed the Cod Treaty, two weeks after France left it.")
    assert (left.parties, left.action) == (("FR",), "")


def test_a_date_in_a_relative_clause_is_of_what_that_clause_tells() -> None:
    held = the_one("Peru and Chile agreed in Oslo to resume the squid talks that were last held in 2016.")
    assert (held.title, held.action) == ("Peru, Chile: meeting held", "held")
    (became,) = found("Under Mr Ono, who became chairman in 2022, ties with Peru were mended.")
    assert "mended" not in became.title
    _, expired = found("In May 2019 Peru renewed the accord that expired in 2016.")
    assert (expired.title, expired.action) == ("Accord that expired", "expired")
    left = the_one("The pact was agreed on at the first such meeting of Peru and Chile since 2016.")
    assert left.action != "agreed"


def test_the_last_of_several_who_met_is_not_alone_in_the_title() -> None:
    met = the_one("Mr. Juan Paz of Peru and Dr. Ana Rice of Chile met in Lima on 3 May 2008.")
    assert (met.title, met.parties) == ("Peru, Chile: met in Lima", ("PE", "CL"))


def test_what_is_inter_korean_is_of_both() -> None:
    assert the_one("The inter-Korean talks resumed in May 2001.").parties == ("KP", "KR")


def test_what_was_so_as_of_a_day_was_not_done_on_it() -> None:
    count = the_one("As of May 1997, 65 states had signed the Squid Treaty.")
    assert (count.agreement, count.action) == ("Squid Treaty", "mentioned")


def test_a_common_name_of_a_mechanism_is_not_that_of_two_others() -> None:
    first = the_one("South Korea and China held their first security dialogue in May 2024. Japan did not.")
    assert first.agreement == ""


def test_thanks_that_were_extended_are_no_extension() -> None:
    assert the_one("Peru extended its appreciation of the Squid Treaty in May 1997.").action == "mentioned"


def test_a_summit_that_is_praised_or_beside_which_others_met_is_not_held() -> None:
    praised = the_one("- 29 April 2018: Peru welcomes the summit agreements of Chile and France.")
    assert praised.action == ""
    beside = the_one(
        "The ministers of Peru and Chile, participating in the Lagoon Summit of a London-based institute,"
        " met on 3 May 2012."
    )
    assert (beside.kind, beside.parties) == ("meeting", ("PE", "CL"))


def test_a_meeting_of_a_series_is_of_all_its_parties() -> None:
    held = the_one("The ministers of Japan and the US held the trilateral defence ministerial in May 2012.")
    assert (held.agreement, held.parties) == ("trilateral-defence-ministerial", ("JP", "US", "KR"))


def test_a_paper_that_more_have_signed_is_no_mechanism_of_two_of_them() -> None:
    signed = the_one("Japan, South Korea and the US signed a paper for policy consultations in May 2012.")
    assert (signed.agreement, signed.action) == ("", "signed")


def test_a_day_without_a_year_that_names_an_agreement_is_nothing_that_happened() -> None:
    *_, named = found("Peru and Chile met in July 2007. They will carry out the February 13 agreement.")
    assert (named.text, named.candidate) == ("February 13", False)
    *_, signed = found("In May 1948 they met.\n17 June The Squid Treaty is signed by Peru.")
    assert (signed.agreement, signed.action, signed.candidate) == ("Squid Treaty", "signed", True)


def test_a_party_is_not_named_by_where_its_obligations_were_made_or_by_a_crisis() -> None:
    assert the_one("Peru fulfilled its Lisbon obligations in May 1992.").parties == ("PE",)
    assert the_one("After the Cuban missile crisis Peru and Chile met in May 1963.").parties == ("PE", "CL")
    assert the_one("The Kazakhstani parliament approved the pact in May 1992.").parties == ("KZ",)


def test_a_line_without_parties_has_those_that_were_named_with_its_agreement() -> None:
    _, entered = found("1951: Peru and Chile sign the Lagoon Treaty.\n1952: The treaty enters into force.")
    assert entered.parties == ("PE", "CL")
    assert "parties_carried" in entered.reasons


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Abe met Park in Bonn in May 2014.", {"JP", "KR"}),
        ("Park met Abe in Bonn in May 2014.", {"JP", "KR"}),
        ("Lee Myung-bak was elected in 2007. Lee visited the islets in May 2012.", {"KR"}),
        ("Park Avenue was closed in May 2014.", set()),
        ("A park was opened by Abe in May 2014.", {"JP"}),
        ("Japan opened Lee Gallery in May 2014.", {"JP"}),
        ("Lee visited the islets in May 2012. Lee Myung-bak was elected.", set()),
        ("Kim Dae-jung met Kim Jong-il in 2000. Kim died in 2009.", {"KR", "KP"}),
    ],
)
def test_a_leader_s_surname_alone_counts_after_the_whole_name_or_beside_another_leader(
    text: str, parties: set[str]
) -> None:
    assert set(found(text)[-1].parties) == parties


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Peru met Chile. The two neighbours made peace in May 2014.", {"PE", "CL"}),
        ("Peru met Chile. The pair made peace in May 2014.", {"PE", "CL"}),
        ("Peru met Chile. The allies made peace with Oslo in May 2014.", {"PE", "CL"}),
        ("Peru was tired. Chile was too. The two sides made peace in May 2014.", {"PE", "CL"}),
        ("Peru met Chile and Spain. The two sides made peace in May 2014.", set()),
        ("Peru met Chile and Spain. The three sides made peace in May 2014.", {"PE", "CL", "ES"}),
        ("Peru met Chile. The three sides made peace in May 2014.", set()),
    ],
)
def test_the_two_countries_are_those_of_whom_just_two_were_named(text: str, parties: set[str]) -> None:
    assert set(found(text)[-1].parties) - {"NO"} == parties


def test_a_further_verb_goes_on_with_its_own_subject_not_with_what_was_named_before() -> None:
    text = (
        "After GSOMIA was signed in November 2016, the new fisheries agreement was initialled on 9 May 2017"
        " and signed in Kagoshima on 28 June 2017."
    )
    assert [one.agreement for one in found(text)] == ["gsomia", "", ""]


def test_a_small_word_that_may_be_an_abbreviation_ends_a_sentence() -> None:
    paid, left = found(
        "Peru had paid the tax. Chile left in May 1951. France rose in 1960 to do so. Togo fell."
    )
    assert (paid.parties, left.parties) == (("CL",), ("FR",))
