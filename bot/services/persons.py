"""What persons whom English texts tell of are called in Japanese and Korean, so that they are found by these
names too."""

from __future__ import annotations

import re

from storage.folding import plain

PERSONS: dict[str, tuple[str, ...]] = {
    "Yoshida": ("吉田茂", "요시다 시게루"),
    "Kishi": ("岸信介", "기시 노부스케"),
    "Ikeda": ("池田勇人", "이케다 하야토"),
    "Sato": ("佐藤栄作", "사토 에이사쿠"),
    "Hashimoto": ("橋本龍太郎", "하시모토 류타로"),
    "Obuchi": ("小渕恵三", "小渕", "오부치 게이조", "오부치"),
    "Yasuo Fukuda": ("福田康夫", "후쿠다 야스오"),
    "Abe": ("安倍晋三", "安倍", "아베 신조", "아베"),
    "Kishida": ("岸田文雄", "岸田", "기시다 후미오", "기시다"),
    "Ishiba": ("石破茂", "石破", "이시바 시게루", "이시바"),
    "Kim Dae-jung": ("金大中", "김대중"),
    "Lee Myung-bak": ("李明博", "이명박"),
    "Park Geun-hye": ("朴槿恵", "박근혜"),
    "Yoon": ("尹錫悦", "윤석열"),
    "Nixon": ("ニクソン", "닉슨"),
    "Carter": ("カーター", "카터"),
    "Clinton": ("クリントン", "클린턴"),
    "Obama": ("オバマ", "오바마"),
}
"""Heads of state and of government: the shortest English name that means one alone, and the others."""

_ENGLISH = {
    spelt: english
    for english, names in PERSONS.items()
    for name in names
    for spelt in (name, name.replace(" ", ""))
}
_CALLED = re.compile("|".join(sorted(_ENGLISH, key=len, reverse=True)))
_NAMES = frozenset(plain(name) for called in PERSONS for name in (called, called.split()[0]))


def is_person(typed: str) -> bool:
    """Whether just a person is named, by whatever language's name."""
    return plain(in_english(typed)) in _NAMES


def in_english(typed: str) -> str:
    """What was typed with the persons in it under their English names."""
    return _CALLED.sub(lambda found: f" {_ENGLISH[found[0]]} ", typed).strip()
