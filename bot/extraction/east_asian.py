"""Everything for Japanese and Korean: names of parties, words for actions and kinds of event, titles.

These languages do not separate words as English does: each character counts as a word, and phrases are found
anywhere. Words that negate or modify a verb follow it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from storage.folding import CJK

LETTER = re.compile(f"[{CJK}]")

CALLED: Mapping[str, tuple[str, ...]] = {
    "JP": (
        "我が国", "わが国", "村山総理", "小渕", "小泉総理", "鳩山", "野田総理", "安倍", "岸田", "石破",
        "무라야마", "오부치", "고이즈미", "노다", "아베", "기시다", "이시바",
    ),
    "KP": ("金正日", "金正恩", "김정일", "김정은"),
    "KR": (
        "우리나라", "우리 정부", "朴正熙", "全斗煥", "盧泰愚", "金泳三", "金大中", "盧武鉉", "李明博",
        "朴槿恵", "文在寅", "尹錫悦", "李在明", "박정희", "전두환", "노태우", "김영삼", "김대중",
        "노무현", "이명박", "박근혜", "문재인", "윤석열", "이재명",
    ),
    "US": ("オバマ", "トランプ", "バイデン", "오바마", "트럼프", "바이든"),
}  # fmt: skip
"""Further names that stand for a party: "our country", and the names of leaders."""

PLACES = frozenset(
    {"東京", "ソウル", "北京", "平壌", "ワシントン", "モスクワ"}
    | {"도쿄", "서울", "베이징", "평양", "워싱턴", "모스크바"}
)
"""Capitals. In these languages they are places only and do not stand for their governments."""

NO_PARTY = (
    *("同日", "当日", "今日", "前日", "翌日", "本日", "即日"),
    *("기한", "제한", "권한", "통일", "휴일", "평일"),
)
"""Words whose last character would mean a country before another such: "同日韓国" does not name "日韓"."""

VERBS: Mapping[str, str] = {
    "proposed": "提案 提起 제안 제의",
    "negotiating": "交渉を開始 交渉 교섭 협상",
    "agreed": "合意 一致 妥結 합의 타결",
    "announced": "発表 表明 발표",
    "issued": "発出 公布 採択 공포 채택",
    "initialled": "仮署名 가서명",
    "signed": "署名 調印 締結 서명 조인 체결",
    "ratified": "批准 비준",
    "entered_into_force": "発効 効力を発生 발효",
    "extended": "延長 更新 연장 갱신",
    "expired": "失効 실효",
    "terminated": "破棄 廃棄 終了 파기 폐기 종료",
    "established": "設立 設置 創設 설립 설치 창설",
    "held": "開催 会談 개최 회담",
    "dissolved": "解散 해산",
    "signing_cancelled": "延期 中止 연기 취소",
    "suspended": "停止 中断 정지 중단",
    "resumed": "再開 재개",
    "notice_given": """終了通告 終了を通告 破棄を通告 終了を決定 終了することを決定
        종료_통보 종료를_통보 종료하기로 종료를_결정 파기를_통보""",
    "notice_suspended": """終了通告の効力を停止 終了通告の効力停止 通告の効力を停止 종료_통보의_효력을_정지
        종료_통보_효력_정지 통보의_효력을_정지""",
    "notice_withdrawn": "終了通告を撤回 通告を撤回 종료_통보를_철회 통보를_철회",
    "settled": "解決 해결",
}

NOUNS = frozenset({"交渉", "会談", "교섭", "협상", "회담"})
"""Nouns for an action; a verb beside one says what became of it."""

KINDS: Mapping[str, str] = {
    "nuclear_test": "核実験 핵실험",
    "missile_launch": "ミサイルを発射 ミサイル発射 ミサイルの発射 미사일을_발사 미사일_발사",
    "poll": "世論調査 여론조사",
    "visit": "訪問 訪日 訪韓 방문 방일 방한",
    "ruling": "判決 最高裁 大法院 憲法裁判所 판결 대법원 헌법재판소",
    "summit": "首脳会談 首脳会議 정상회담 정상회의",
    "call": "電話会談 전화_통화",
    "exercise": "共同訓練 合同演習 연합훈련 합동훈련",
    "declaration": "共同宣言 共同声明 공동선언 공동성명",
    "agreement": "条約 協定 取極 覚書 署名 조약 협정 각서 서명",
    "meeting": "会談 会議 協議 회담 회의 협의",
    "war": "戦争 전쟁",
    "policy": "輸出規制 輸出管理 수출_규제 수출_관리",
}

MOODS: Mapping[str, str] = {
    "denied": """しなかった せず されなかった できなかった に至らなかった ていない を拒否 を見送
        하지_못 하지_않 되지_못 되지_않 지_못하 지_않 거부 보류""",
    "planned": """する予定 される予定 する方針 することを決定 することで に向け ための
        하기로 할_예정 될_예정 위한 위하여""",
    "wished": "すべき する必要 を求め 해야 촉구",
}
"""Words after a verb that say it was not done: by mood (see ``actions.deeds.Mood``)."""

THE_SAME = re.compile(
    r"(?:(?<![共合協])同|(?<![가-힣])(?:동\s?|이\s|본\s))(?P<noun>条約|協定|宣言|声明|覚書|조약|협정|선언|성명|각서)"
)
"""A reference to an instrument named before ("the said treaty"); not "共同宣言", nor the end of "양국이"."""

INSTRUMENTS: Mapping[str, str] = {
    "条約": "treaty", "議定書": "treaty", "協定": "agreement", "共同宣言": "declaration",
    "共同声明": "joint_statement", "조약": "treaty", "의정서": "treaty", "협정": "agreement",
    "공동선언": "declaration", "공동성명": "joint_statement",
}  # fmt: skip
"""The words with which the name of an instrument ends, and the type of agreement that each means."""
_NOUN = f"(?:{'|'.join(INSTRUMENTS)})"
INSTRUMENT = re.compile(
    rf"(?<=「)[^「」\n]{{4,60}}{_NOUN}(?=」)"
    rf"|(?<![一-龥々ァ-ヶー])(?![両同本新旧該二多諸各当])[一-龥々ァ-ヶー・]{{3,30}}{_NOUN}"
    rf"|(?<![가-힣])[한미일중조북남러소영불독]{{2,3}}\s?(?:[가-힣]{{1,11}}[^은는이가의을를과와에\s]\s)?[가-힣]{{0,12}}?{_NOUN}"
)
"""A name that ends so: in quotation marks, of several characters, or after characters that mean parties."""

LONGEST = 24
"""The most characters of a sentence in a title."""
_BETWEEN = re.compile(r"[\s、,，·]+")
_PARTICLES = re.compile(r"(?:には|では|に|から|より|付けで?|の|は|에는|에|부터|자로|의)?[、,，\s]*")
_END = re.compile(r"[。．.！？!?\s]+\Z")


def is_written(text: str, start: int, end: int) -> bool:
    """Whether a span is Japanese or Korean text, not English with a name in brackets."""
    return len(LETTER.findall(text, start, end)) > (end - start) / 4


def beginning(text: str, start: int, end: int, date: tuple[int, int]) -> str:
    """The beginning of a span as a title, without its date and the particles that follow the date."""
    particles = _PARTICLES.match(text, date[1], end)
    before, behind = text[start : date[0]], text[particles.end() if particles else date[1] : end]
    said = _END.sub("", " ".join(f"{before}{behind}".split())).strip("、,， ")
    if len(said) <= LONGEST:
        return said
    cut = said[:LONGEST]
    breaks = [found.start() for found in _BETWEEN.finditer(cut) if found.start() > LONGEST // 2]
    return f"{cut[: breaks[-1]] if breaks else cut}…"
