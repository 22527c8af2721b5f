"""Japanese and Korean statements: who did what with which agreement, and what their titles are."""

from __future__ import annotations

import pytest

from tests.extraction.texts import found, the_one


@pytest.mark.parametrize(
    ("sentence", "parties"),
    [
        ("2001年5月、日本政府は何も言わなかった。", ("JP",)),
        ("2001年5月、日米両国は協議した。", ("JP", "US")),
        ("2001年5月22日韓国政府は協議した。", ("KR",)),
        ("同日韓国政府は、2001年5月のことを伝えた。", ("KR",)),
        ("李明博大統領は2012年8月に島に上陸した。", ("KR",)),
        ("2001年5月、東京で雨が降った。", ()),
        ("2001년 5월 한미일 3국은 만났다.", ("KR", "US", "JP")),
        ("2001년 5월 체결한 일본 정부의 문서이다.", ("JP",)),
        ("일본과 우리나라는 2001년 5월에 만났다.", ("JP", "KR")),
    ],
)
def test_parties_are_known_by_name_by_letters_together_and_by_leader(
    sentence: str, parties: tuple[str, ...]
) -> None:
    assert the_one(sentence).parties == parties


@pytest.mark.parametrize(
    ("sentence", "agreement", "action", "title"),
    [
        ("2016年11月23日、日韓両国はGSOMIAに署名した。", "gsomia", "signed", "GSOMIA signed"),
        ("韓国政府は2012年6月29日、GSOMIAの署名を延期した。", "gsomia", "signing_cancelled",
         "GSOMIA signing called off"),
        ("韓国政府は2019年8月22日、GSOMIAの終了を決定した。", "gsomia", "notice_given",
         "Notice to end GSOMIA given"),
        ("両国は2012年5月、GSOMIAに署名しなかった。", "gsomia", "mentioned", "GSOMIA"),
        ("両国は2012年5月、GSOMIAに署名する予定である。", "gsomia", "proposed", "Signing of GSOMIA planned"),
        ("한일 양국은 2016년 11월 23일 GSOMIA에 서명하였다.", "gsomia", "signed", "GSOMIA signed"),
        ("정부는 2019년 8월 GSOMIA를 종료하기로 하였다.", "gsomia", "notice_given",
         "Notice to end GSOMIA given"),
        ("정부는 2019년 11월 GSOMIA 종료 통보의 효력을 정지하였다.", "gsomia", "notice_suspended",
         "Notice to end GSOMIA suspended"),
        ("양국은 2012년 6월 GSOMIA에 서명하지 못하였다.", "gsomia", "mentioned", "GSOMIA"),
        ("2001年5月10日、日中首脳会談が開かれた。", "", "held", "Japan, China: summit held"),
        ("2001年5月10日、日中首脳会談が中止された。", "", "abandoned", "Japan, China: summit abandoned"),
        ("2001년 5월 10일 한중 정상회담이 연기되었다.", "", "abandoned",
         "South Korea, China: summit abandoned"),
        ("2019年8月22日、韓国はGSOMIAの延長を拒否した。", "gsomia", "mentioned", "GSOMIA"),
        ("2012年6月29日、両国はGSOMIAの締結を見送った。", "gsomia", "mentioned", "GSOMIA"),
        ("정부는 2012년 6월 GSOMIA 체결을 보류하였다.", "gsomia", "mentioned", "GSOMIA"),
        ("2001年5月10日、北朝鮮が核実験を行った。", "", "", "North Korea: nuclear test"),
        ("2001年5月10日、韓国の大臣が島を訪問した。", "", "", "韓国の大臣が島を訪問した"),
        ("2001年5月10日、大臣は北の島に上陸した。", "", "", "大臣は北の島に上陸した"),
        ("일본 정부는 2019년 7월 1일 소재 3개 품목의 수출을 막았다.", "", "",
         "일본 정부는 소재 3개 품목의 수출을 막았다"),
        ("2001年5月10日に島に行った大臣はその年の秋まで、誰にも何も言わずにそこにとどまった。", "", "",
         "島に行った大臣はその年の秋まで…"),
    ],
)  # fmt: skip
def test_verbs_tell_what_was_done_and_titles_say_it(
    sentence: str, agreement: str, action: str, title: str
) -> None:
    statement = the_one(sentence)
    assert (statement.agreement, statement.action, statement.title) == (agreement, action, title)


def test_each_date_dates_its_own_clause() -> None:
    text = "1954年9月25日、日本政府は島のことを提案したが、韓国政府は同年10月28日にこれを断った。"
    asked, refused = found(text)
    assert asked.parties == ("JP",)
    assert (refused.date, refused.parties, refused.title) == ("1954-10-28", ("KR",), "韓国政府はこれを断った")


def test_the_said_treaty_is_the_one_named_last_if_the_record_knows_it() -> None:
    known = "1965年6月22日、日韓両国は日本国と大韓民国との間の基本関係に関する条約に署名した。"
    assert found(f"{known}同条約は同年12月18日に発効した。")[-1].agreement == "basic-relations-1965"
    other = f"{known}1970年5月、両国は漁業に関する条約に署名した。同条約は1971年5月に発効した。"
    assert found(other)[-1].agreement == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "2003年5月、三国は安全保障に関する共同宣言を採択した。",
        "2003年5月、両国は共同宣言を採択した。",
        "2003년 5월 양국이 선언에 합의하였다.",
        "2003년 5월 미국과 일본 선언이 발표되었다.",
        "2003년 5월 양국은 공동선언을 채택하였다.",
    ],
)
def test_another_declaration_is_not_the_one_named_last(sentence: str) -> None:
    known = "1998年10月8日、日韓両国は日韓共同宣言を発表した。"
    assert [one.agreement for one in found(f"{known}{sentence}")] == ["joint-declaration-1998", ""]


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("On 10 August 2012 President Lee visited Dokdo (독도).", "President Lee visited Dokdo 독도"),
        (
            "On 15 August 1995 Prime Minister Murayama (村山富市) apologised for the damage and suffering.",
            "Murayama 村山富市 apologised for damage",
        ),
    ],
)
def test_an_english_passage_with_a_name_in_other_letters_has_an_english_title(
    sentence: str, title: str
) -> None:
    assert the_one(sentence).title == title


@pytest.mark.parametrize(
    ("sentence", "agreement"),
    [
        ("1978年8月12日、日中両国は日中平和友好条約に署名した。", "日中平和友好条約"),
        (
            "2018年3月、両国は「日本国とペルー共和国との間の協定」に署名した。",
            "日本国とペルー共和国との間の協定",
        ),
        ("한중 양국은 2000년 8월 3일 한중 어업협정에 서명하였다.", "한중 어업협정"),
        ("1965年6月、両国は協定に署名した。", ""),
        ("한일 양국은 협정에 2016년 서명하였다.", ""),
    ],
)
def test_an_agreement_that_the_record_lacks_is_proposed_by_its_name(sentence: str, agreement: str) -> None:
    told = the_one(sentence)
    assert (told.agreement, told.action) == (agreement, "signed")
