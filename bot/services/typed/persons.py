"""Other names (full, Japanese, Korean) by which persons and things in the record are found."""

from __future__ import annotations

import re

from storage.folding import plain

PERSONS: dict[str, tuple[str, ...]] = {
    "Yoshida": ("Shigeru Yoshida", "吉田茂", "吉田", "요시다 시게루", "요시다"),
    "Kishi": ("Nobusuke Kishi", "岸信介", "기시 노부스케"),
    "Ikeda": ("Hayato Ikeda", "池田勇人", "池田", "이케다 하야토", "이케다"),
    "Sato": ("Eisaku Sato", "佐藤栄作", "佐藤", "사토 에이사쿠", "사토"),
    "Hashimoto": ("Ryutaro Hashimoto", "橋本龍太郎", "橋本", "하시모토 류타로", "하시모토"),
    "Obuchi": ("Keizo Obuchi", "小渕恵三", "小渕", "오부치 게이조", "오부치"),
    "Yasuo Fukuda": ("福田康夫", "후쿠다 야스오"),
    "Abe": ("Shinzo Abe", "安倍晋三", "安倍", "아베 신조", "아베"),
    "Aso": ("Taro Aso", "麻生太郎", "麻生", "아소 다로"),
    "Kitazawa": ("Toshimi Kitazawa", "北沢俊美", "北沢", "기타자와 도시미", "기타자와"),
    "Fujiyama": ("Aiichiro Fujiyama", "藤山愛一郎", "藤山", "후지야마 아이이치로", "후지야마"),
    "Hamada": ("Yasukazu Hamada", "浜田靖一", "浜田", "하마다 야스카즈", "하마다"),
    "Kishida": ("Fumio Kishida", "岸田文雄", "岸田", "기시다 후미오", "기시다"),
    "Nakatani": ("Gen Nakatani", "中谷元", "中谷", "나카타니 겐", "나카타니"),
    "Ishiba": ("Shigeru Ishiba", "石破茂", "石破", "이시바 시게루", "이시바"),
    "Kim Dae-jung": ("金大中", "김대중"),
    "Lee Myung-bak": ("李明博", "이명박"),
    "Park Geun-hye": ("朴槿恵", "박근혜"),
    "Lee Jae-myung": ("Lee Jae Myung", "李在明", "이재명"),
    "Lee Sang-hee": ("李相憙", "이상희"),
    "Han Minkoo": ("Han Min-koo", "韓民求", "한민구"),
    "Yun": ("Yun Byung-se", "尹炳世", "윤병세"),
    "Yoon": ("Yoon Suk-yeol", "Yoon Suk Yeol", "尹錫悦", "윤석열"),
    "Acheson": ("Dean Acheson", "アチソン", "애치슨"),
    "Nixon": ("Richard Nixon", "ニクソン", "닉슨"),
    "Carter": ("Jimmy Carter", "カーター", "카터"),
    "Clinton": ("Bill Clinton", "クリントン", "클린턴"),
    "Obama": ("Barack Obama", "オバマ", "오바마"),
    "Trump": ("Donald Trump", "トランプ", "트럼프"),
    "Tillerson": ("Rex Tillerson", "ティラーソン", "틸러슨"),
    "MacArthur": ("Douglas MacArthur II", "マッカーサー", "맥아더"),
    "Herter": ("Christian Herter", "ハーター", "허터"),
    "Victor Cha": ("ヴィクター・チャ", "빅터 차"),
    "Yatsuzuka": ("Masaaki Yatsuzuka", "八塚正晃"),
    "Madoka Fukuda": ("福田円",),
    "Takuma": ("Kayo Takuma", "詫摩佳代"),
    "Junghwan Lee": ("이정환",),
    "Seungjoo Lee": ("이승주",),
    "Jae Jeok Park": ("박재적",),
}
"""Politicians, an ambassador and scholars: the name that the record has for each, and other names."""

THINGS: dict[str, tuple[str, ...]] = {
    "Yasukuni": ("靖国神社", "靖国", "야스쿠니 신사", "야스쿠니"),
    "Dokdo": ("Liancourt Rocks", "独島"),
    "Hague": ("ハーグ", "헤이그"),
    "Busan": ("釜山", "부산"),
    "Yeonpyeong": ("延坪島", "연평도"),
    "Cheonan": ("天安艦", "天安", "천안함"),
    "Lima": ("リマ", "리마"),
    "Singapore": ("シンガポール", "싱가포르"),
    "San Francisco": ("サンフランシスコ", "샌프란시스코"),
    "Panmunjom": ("板門店", "판문점"),
    "Yokosuka": ("横須賀", "요코스카"),
    "Hawaii": ("ハワイ", "하와이"),
    "Jeju": ("済州島", "済州", "제주도", "제주"),
    "Vietnam": ("ベトナム", "베트남"),
    "Korean War": ("朝鮮戦争", "한국전쟁", "한국 전쟁"),
    "Cold War": ("冷戦", "냉전"),
    "Genron": ("言論NPO", "겐론NPO"),
    "EAI": ("東アジア研究院", "동아시아연구원"),
    "Yomiuri": ("読売新聞", "読売", "요미우리신문", "요미우리"),
    "Hankook": ("韓国日報", "한국일보"),
    "Gallup": ("ギャラップ", "갤럽"),
    "Cabinet Office": ("内閣府", "내각부"),
    "nuclear test": ("核実験", "핵실험"),
    "hydrogen bomb": ("水爆", "수소폭탄"),
    "missile": ("ミサイル", "미사일"),
    "Taepodong": ("テポドン", "대포동"),
    "Kwangmyongsong": ("光明星", "광명성"),
    "radar": ("レーダー照射", "レーダー", "레이더", "초계기"),
    "statue": ("少女像", "慰安婦像", "소녀상"),
    "consulate": ("総領事館", "총영사관"),
    "one billion yen": ("10億円", "10억엔", "10억 엔"),
    "apologised": ("謝罪", "お詫び", "사과", "사죄"),
    "impeaches": ("弾劾", "탄핵"),
    "notice": ("通告", "통보"),
    "telephone": ("電話会談", "電話", "전화"),
    "to end": ("破棄", "終了", "파기", "종료"),
}
"""Places, bodies and acts in titles and remarks, and how the Japanese and Korean press calls them
("GSOMIA破棄")."""


def _spellings(name: str, english: str) -> tuple[str, ...]:
    """How a name is written: also without spaces, or with family and given name the other way round."""
    if not name.isascii():
        return name, name.replace(" ", "")
    given = name.removeprefix(f"{english} ").removesuffix(f" {english}")
    return (name,) if given == name else (f"{given} {english}", f"{english} {given}")


_ENGLISH = {
    spelt.casefold(): english
    for english, names in (*PERSONS.items(), *THINGS.items())
    for name in names
    for spelt in _spellings(name, english)
}
_CALLED = re.compile("|".join(sorted(_ENGLISH, key=len, reverse=True)), re.IGNORECASE)
_SHORT = frozenset(name for called in PERSONS for name in (called, called.split()[0]))
_NAMES = frozenset(map(plain, _SHORT))
_NAME = "|".join(sorted(_SHORT, key=len, reverse=True))
_OFFICE = re.compile(
    r"\b(?:president|prime minister|pm|premier|(?:foreign |defen[cs]e )?minister|secretary(?: of state)?)\s+"
    rf"(?=(?:{_NAME})\b)",
    re.IGNORECASE,
)
_OFFICE_BEHIND = re.compile(
    rf"\b({_NAME})\s*(?:大統領|首相|総理|外相|防衛相|대통령|총리|외무상|방위상|장관)", re.IGNORECASE
)


def is_person(typed: str) -> bool:
    """Whether the text is nothing but the name of a person, in any of the languages."""
    return plain(in_english(typed)) in _NAMES


def without_office(typed: str) -> str:
    """The text, in which persons have their English names, without the offices beside these names."""
    return _OFFICE_BEHIND.sub(r"\1", _OFFICE.sub("", typed))


def in_english(typed: str) -> str:
    """The text with the names of persons and things replaced by their English ones."""
    return _CALLED.sub(lambda found: f" {_ENGLISH[found[0].casefold()]} ", typed).strip()
