"""Finds the record's codes (statuses, types, actions, topics) by words typed in any language."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.entities import CONDITIONS, STANDINGS
from bot.domain.facts import Term, terms
from bot.domain.questions import Completion, Refusal, Suggestion
from bot.locales import TABLES, words
from bot.locales.en import ENGLISH
from bot.services.inquiry import Inquiry
from bot.services.typed.names import LIKE, fold_name

IN_FORCE = "in_force"
STATUSES = (*STANDINGS, *CONDITIONS, IN_FORCE, "ended")
"""The statuses that can be searched for; ``ended`` stands for every way of ending."""

TOPICS = ("asking", "dates", "sources", "editing", "posts", "privacy", "about")
"""The topics of the help."""

ALSO_CALLED = {
    **dict.fromkeys(("in_effect", "effective", "active", "valid", "binding", "operative"), "in_force"),
    **dict.fromkeys(("dead", "over", "defunct", "void", "no_longer_in_force"), "ended"),
    **dict.fromkeys(
        ("unsigned", "not_signed", "never_signed", "called_off", "signing_called_off"), "signing_cancelled"
    ),
    **{f"notice_to_end_it_{done}": f"notice_{done}" for done in ("given", "suspended", "withdrawn")},
    **dict.fromkeys(("frozen", "on_hold", "postponed", "stalled"), "shelved"),
    **dict.fromkeys(("under_negotiation", "negotiated", "talks"), "negotiating"),
    **dict.fromkeys(("replaced", "succeeded"), "superseded"),
    **dict.fromkeys(("dropped", "scrapped", "given_up"), "abandoned"),
    **dict.fromkeys(("founded", "set_up", "created"), "established"),
    **dict.fromkeys(("pact", "accord", "deal"), "agreement"),
    **dict.fromkeys(("drill", "drills", "exercises"), "exercise_series"),
    **dict.fromkeys(("mou", "memoranda"), "memorandum"),
    "initialed": "initialled",
    "lapsed": "expired",
    "denounced": "terminated",
    "planned": "proposed",
    "renewed": "extended",
    "contested": "disputed",
    "disbanded": "dissolved",
    **dict.fromkeys(("発効", "有効", "発効中", "발효", "유효", "발효_중"), "in_force"),
    **dict.fromkeys(("提案", "제안"), "proposed"),
    **dict.fromkeys(("提言", "勧告", "제언", "권고"), "recommended"),
    **dict.fromkeys(("交渉", "交渉中", "교섭", "협상", "교섭_중", "협상_중"), "negotiating"),
    **dict.fromkeys(("合意", "합의"), "agreed"),
    **dict.fromkeys(("発表", "발표"), "announced"),
    **dict.fromkeys(("仮署名", "仮調印", "가서명"), "initialled"),
    **dict.fromkeys(("署名", "調印", "서명", "조인"), "signed"),
    **dict.fromkeys(("批准", "비준"), "ratified"),
    **dict.fromkeys(("延長", "연장"), "extended"),
    **dict.fromkeys(("失効", "満了", "실효", "만료"), "expired"),
    **dict.fromkeys(("終了", "破棄", "廃棄", "종료", "파기", "폐기"), "terminated"),
    **dict.fromkeys(("棚上げ", "見送り", "보류"), "shelved"),
    **dict.fromkeys(("設立", "設置", "설립", "설치"), "established"),
    **dict.fromkeys(("解散", "해산"), "dissolved"),
    **dict.fromkeys(("停止", "中断", "정지", "중단"), "suspended"),
    **dict.fromkeys(("再開", "재개"), "resumed"),
    **dict.fromkeys(("条約", "조약"), "treaty"),
    **dict.fromkeys(("協定", "협정"), "agreement"),
    **dict.fromkeys(("取決め", "取り決め", "약정"), "arrangement"),
    **dict.fromkeys(("交換公文", "교환공문", "교환_공문"), "exchange_of_notes"),
    **dict.fromkeys(("密約", "밀약"), "secret_agreement"),
    **dict.fromkeys(("宣言", "共同宣言", "선언", "공동선언"), "declaration"),
    **dict.fromkeys(("共同声明", "공동성명"), "joint_statement"),
    **dict.fromkeys(("覚書", "了解覚書", "각서", "양해각서"), "memorandum"),
    **dict.fromkeys(("指針", "ガイドライン", "지침"), "guidelines"),
    **dict.fromkeys(("対話", "대화"), "dialogue"),
    **dict.fromkeys(("財団", "재단"), "foundation"),
}
"""Other words that people use for a status or type, with the code that each means."""


def exactly(typed: str, codes: Sequence[str]) -> str | None:
    """The code whose word, in any language, was typed exactly; None if there is none."""
    wanted = fold_name(typed)
    meant = {code for table in TABLES.values() for code in codes if fold_name(table.terms[code]) == wanted}
    return next((code for code in codes if code in meant), None)


def loosely(typed: str, codes: Sequence[str]) -> str | None:
    """The code that a typed word means, allowing for plurals, synonyms ("in effect") and parts ("cancelled").

    None if there is none, or if the word is part of several.
    """
    wanted = fold_name(typed).replace("canceled", "cancelled")
    wanted = ALSO_CALLED.get(wanted.replace(" ", "_"), wanted)
    singular = f"{wanted[:-3]}y" if wanted.endswith("ies") else wanted.removesuffix("s")
    for form in (singular, wanted, f"{wanted}s"):
        if code := exactly(form, codes):
            return code
    having = [code for code in codes if {singular, wanted} & set(code.split("_"))]
    return having[0] if len(having) == 1 else None


def unknown_word(inquiry: Inquiry, option: str, codes: Sequence[str]) -> Refusal:
    """The refusal of a word that an option does not take; suggests those that it may be a misspelling of."""
    question, typed = inquiry.question, inquiry.option(option)
    nearest = tuple(
        Suggestion(Term(code), question.asking(**{option: ENGLISH.terms[code]}))
        for code in _nearest(typed, codes)
    )
    return Refusal(question, f"unknown_{option}", {"typed": typed, "known": terms(tuple(codes))}, nearest)


def _nearest(typed: str, codes: Sequence[str]) -> tuple[str, ...]:
    """The codes of up to three words that the typed one may be a misspelling of, the most similar first."""
    # Imported here, because most words are right, and every import slows the start.
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    spelt = [(fold_name(table.terms[code]), code) for table in TABLES.values() for code in codes]
    found = process.extract(
        fold_name(typed),
        [word for word, _ in spelt],
        scorer=OSA.normalized_similarity,
        limit=3,
        score_cutoff=LIKE,
    )
    return tuple(dict.fromkeys(spelt[place][1] for *_, place in found))


def offers_of(typed: str, codes: Sequence[str], locale: str) -> tuple[Completion, ...]:
    """Autocomplete: the words that begin with the typed text, then those that contain it."""
    wanted = fold_name(typed)
    tables = (ENGLISH, words(locale))
    spelt = {code: [fold_name(table.terms[code]) for table in tables] for code in codes}
    beginning = [code for code in codes if any(word.startswith(wanted) for word in spelt[code])]
    containing = [code for code in codes if any(wanted in word for word in spelt[code])]
    found = dict.fromkeys([*beginning, *containing])
    return tuple(Completion(Term(code), ENGLISH.terms[code]) for code in found)
