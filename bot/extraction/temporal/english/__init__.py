"""English as a ``Language``: its rules, and the patterns for the words around a date."""

from __future__ import annotations

import re

from msgspec.structs import replace

from bot.extraction.temporal.english import days, periods, relative, weekdays, words
from bot.extraction.temporal.english.patterns import (
    FULL_MONTH,
    FUNCTION_WORD,
    IRREGULAR_PAST,
    SIMPLE_PAST,
    cased,
)
from bot.extraction.temporal.language import Language
from bot.extraction.temporal.mention import Mention, Unit

_REACH = 48
"""Words that belong to a date begin at most so many characters before it."""

_PARTS = (
    *("early", "mid", "late", "early to mid", "mid to late", "early or mid", "mid or late"),
    *("early- to mid", "mid- to late", "early- or mid", "mid- or late"),
)
_PORTION = re.compile(
    rf"\b(?:[Tt]he\s)?(?:very\s)?(?:(?P<name>{cased(_PARTS)}|[Ee]nd(?=-))(?:[\s-]|\sin\s)(?:the\s)?"
    rf"|(?P<part>{cased(words.PORTIONS_OF)})[\s-]of[\s-](?:the\s)?(?:(?:year|month)\sof\s)?)"
    r"(?:(?<=in\sthe\s)month\sof\s)?\Z"
)
_MONTH_OF = re.compile(r"\b[Tt]he\smonth\sof\s\Z")
_NAMES_AN_EVENT = re.compile(rf"[Tt]he\s[0-9]{{4}}\s(?!{FUNCTION_WORD})[A-Za-z]")
"""An event named by its year; "about" and "the end of" before it do not refer to the year."""
_TIME_OF_DAY = re.compile(
    r"\b(?:(?:[0-9]{1,2}(?:[:.][0-9]{2})?|[a-z]{3,6}\so'clock)\sin\s)?"
    r"(?:[Tt]he\s)?(?:(?:[Ee]arly|[Ll]ate)\s(?:in|on)\s)?(?:the\s)?(?:(?:early|small)\shours"
    rf"|(?:early\s|late\s)?(?:{'|'.join(words.TIMES_OF_DAY)}|dawn)(?:\shours)?)\s(?:of|on)\s(?:the\s)?\Z"
)
_LATER = re.compile(r"\b(?:[Ll]ater|[Ee]arlier)\s(?:in|on|that)\s(?:the\s)?\Z")
_EARLY = re.compile(r"\b(?:[Ee]arly|[Ll]ate)\s\Z")
_REST = re.compile(r"\b[Tt]he\s(?:rest|remainder)\sof\s(?:the\s)?\Z")
_RECENTLY = re.compile(r"\b[Aa]s\srecently\sas\s\Z")
_ROUGHLY = (
    r"(?:[Cc]irca\s|[Cc]a?\.\s?|[Aa]bout\s|[Aa]round\s|[Aa]pprox(?:\.|imately)\s|[Rr]oughly\s)(?:the\s)?"
)
_ABOUT = re.compile(rf"\b{_ROUGHLY}\Z")
_MAYBE = re.compile(
    rf"\b(?:[Pp]ossibly|[Pp]robably|[Pp]erhaps|[Pp]resumably|[Mm]aybe)\s(?:in\s|on\s)?(?:{_ROUGHLY})?\Z"
)
_IN_QUESTION = re.compile(r"\s?[(\[]\?[)\]]")
"""What follows a date that is in doubt: "1956 (?)"."""


def widened(text: str, mention: Mention) -> Mention:
    """The mention with the words before it that say which part of it is meant, or how certain it is."""
    left = text[max(0, mention.start - _REACH) : mention.start]
    if not left or left[-1] not in " \n-.":
        return _doubted(text, "", mention)
    names_an_event = _NAMES_AN_EVENT.match(text, mention.start) is not None
    portion = _portion(left, mention, of_event=names_an_event)
    if portion is not None:
        part = " ".join(
            (portion["name"] or portion["part"]).lower().replace("- ", " ").replace(" or ", " to ").split()
        )
        mention = _from(replace(mention, portion=words.PORTIONS[part]), left, portion)
        left = left[: portion.start()]
    for beside in (_RECENTLY,) if portion else _beside(mention):
        found = beside.search(left)
        if found is not None:
            mention, left = _from(mention, left, found), left[: found.start()]
            break
    return mention if names_an_event else _doubted(text, left, mention)


def _portion(left: str, mention: Mention, *, of_event: bool) -> re.Match[str] | None:
    """The words before a mention that say which part of it is meant; None if there are none."""
    if mention.unit is Unit.DAY or mention.portion is not None or mention.anniversary is not None:
        return None
    found = _PORTION.search(left)
    return None if found is not None and found["part"] and of_event else found


def _from(mention: Mention, left: str, found: re.Match[str]) -> Mention:
    """The mention, starting where the words found before it begin."""
    return replace(mention, start=mention.start - len(left) + found.start())


def _beside(mention: Mention) -> tuple[re.Pattern[str], ...]:
    """What may stand before a mention as a part of it."""
    if mention.weekday is not None:
        return (_TIME_OF_DAY, _EARLY)
    if mention.unit is Unit.DAY:
        return _TIME_OF_DAY, _EARLY, _RECENTLY
    return _LATER, _REST, _RECENTLY, _MONTH_OF


def _doubted(text: str, left: str, mention: Mention) -> Mention:
    """The mention with the doubt that "around", "perhaps" or "(?)" beside it expresses."""
    about, maybe = _ABOUT.search(left), _MAYBE.search(left)
    if questioned := _IN_QUESTION.match(text, mention.end):
        mention = replace(mention, end=questioned.end(), doubt="?")
    if about and mention.weekday is None:
        mention = _from(mention, left, about)
    if about or maybe:
        mention = replace(mention, doubt="%" if about and maybe else "~" if about else "?")
    return mention


_EVENT = r"(?P<event>(?!before\s)(?:[\w'-]+\s){1,9})in"
_HALF_OPEN = {
    "since": rf"(?:every\syear\s)?(?:[Ee]ver\s)?[Ss]ince(?:\s{_EVENT})?|[Oo]n\sor\safter"
    r"|[Nn]ot?\searlier\sthan",
    "since before": rf"[Ss]ince\sbefore(?:\s{_EVENT})?",
    "until": r"(?:[Uu]p\s)?(?:[Uu]ntil|[Tt]ill)|[Uu]p\sto|[Oo]n\sor\sbefore|[Nn]ot?\slater\sthan",
    "before": r"[Bb]efore|[Pp]rior\sto|(?<!\b[Nn]o\s)(?<!\b[Nn]ot\s)[Ee]arlier\sthan|pre-",
    "after": r"[Aa]fter|(?<!\b[Nn]o\s)(?<!\b[Nn]ot\s)[Ll]ater\sthan|post-",
}

_DUE = (
    r"due(?:(?!\sto\b)|(?=\sto\s(?:\w+ly\s)?(?:announce|appear|arrive|attend|be|become|begin|close|come|complete"
    r"|conclude|continue|decide|deliver|discuss|end|enter|expire|fall|finish|give|go|have|hold|host|issue|join"
    r"|lapse|last|launch|leave|make|meet|open|play|publish|ratify|reach|receive|release|reopen|report"
    r"|restart|resume|retire|return|rule|run|see|sign|speak|stand|start|step|submit|take|testify|travel|undergo|visit|vote)\b))"
)
"""What is due to be done, or due on a day; not "due to heavy rain"."""
_SURELY_TO_COME = (
    r"\b(?:will|shall|to\sbe|(?<!\ba\s)(?<!\bthe\s)(?<!\bregularly\s)scheduled|plans?\sto|expects?|(?<!than\s)expected|upcoming"
    r"|anticipates?|(?<!than\s)anticipated|look(?:s|ed|ing)?\sforward\sto|(?:un)?likely\sto|forecast\sto"
    rf"|{_DUE})\b"
)
_A_DEMAND = (
    r"\s(?:\w+\s){0,3}"
    r"(?:commitments?|conditions?|demands?|goals?|needs?|obligations?|requirements?|targets?)\b"
)
"""After "meet": it is no meeting."""
_ON_SCHEDULE = (
    rf"\b(?:(?:arriv|leav|clos|retir|becom|fac|fli)es|(?:begin|meet(?!{_A_DEMAND})|reconvene)s?|(?<!\bto\s)(?<!\bnot\s)(?:expire|resume)s?"
    r"|(?:open|start|end|return)s|(?:run|last|continue)s\s(?:through|until|to)|takes?\s(?:effect|office)|turns\s[0-9]+"
    r"|comes?\s(?:out|into\s(?:effect|force))|go(?:es)?\s(?:into\s(?:effect|force)|on\s(?:sale|trial))"
    r"|go(?:es)?\sto\sthe\spolls|polls\s(?:open|close)"
    r"|(?:addresses|chooses|delivers|elects|finish(?:es)?|hosts|picks|presents|unveils|visits|votes)"
    r"\s(?:an?|the|its|his|her|their|on|for|[A-Z]\w+)"
    r"|(?i:agency|bank|bureau|company|department|government|ministry|office)\s(?:issues|publishes|releases|reports)"
    r"|(?:is|are)\s(?:arriv|leav|clos|expir|resum|retir|com|go|open|start|end|return|beginn|meet|visit|travel)ing"
    r")\b[^,;:]*\Z"
)
"""Verbs in the present tense that speak of the future."""
_NO_PAST = "anticipat|envisag|expect|plan|pledg|predict|promis|schedul|slat"
"""Stems of verbs whose past tense speaks of the future ("scheduled")."""

_PAST = (
    r"(?<!\bbe\s)(?<!\bis\s)(?<!\bare\s)(?<!\ba\s)(?<!\ban\s)"
    rf"(?:was|were|had|did|{IRREGULAR_PAST}|(?!{_NO_PAST})[a-z]{{3,}}ed)"
)
"""A verb in the past tense, or what looks like one ("held in May", but not "to be held in May")."""

_ITS_OWN = (
    r"\b(?!(?:add|argue|believe|call|claim|doe|hope|insist|mark|mean|note|say|see|show|think)s\b)[a-z]{3,}s\s"
    rf"(?:(?:out|up)\s)?its\s(?:(?!\b{_PAST}\b)[^,;:])*\Z"
)
""" "The bank reports its profit" on a day to come, as news has it; not what it says or thinks."""
_TO_DO = r"to\s(?:begin|call|convene|discuss|hold|launch|meet|open|oppose|resume|sign|start|vote)"
"""What somebody agrees or decides to do on a day to come."""
_COMING = (
    rf"{_SURELY_TO_COME}|{_ON_SCHEDULE}|{_ITS_OWN}|\bcould\s(?!have\b)[^;]*\bas\s(?:early|soon)\sas\s\Z"
    r"|\bcould\s(?!(?:have|not|only|afford|feel|hear|see)\b|be\s(?:felt|found|heard|reached|seen|told)\b)[^;,.]*\Z"
    r"|\b(?:likely|forecast|possibl[ey])\s(?:(?:on|in|into|by|for|around|about|until)\s)?\Z"
    r"|\b(?:before|past|until|by|of)\s(?:an?|the|its|his|her|their)\s(?:[\w'-]+\s){0,3}deadline\s(?:on\s|in\s)?\Z|\bnew\sdeadline\s(?:of|for)\s\Z"
    r"|\b[Ii]f\s(?:[^,;.]*\b(?:is|are|does|do)|(?:[A-Z]\w+|he|she|it)\s[a-z]+s)\s(?:not\s)?[^,;.]*\Z"
    r"|\bsees?\s[^,;]*[0-9]\s?(?:%|per\s?cent)\s(?:in|by|for)\s\Z|\b(?:favou?r|propose|seek|want)s?\san?\s\Z"
    rf"|\b(?:agree[ds]?|bid|call(?:ed|s)?|decided|deal|promised|urged|voted|vowed)\s(?:[^,;.]*\s)?{_TO_DO}\b"
    r"(?:(?!\b(?:after|at|during|following|since|that|when|which|who)\b)[^,;.])*\Z"
    r"|\b(?:has|have)\sset\s\Z|\b(?:fiscal|financial)\s(?:year|[0-9]{4}),?\s(?:beginn|start)ing\s(?:on\s|in\s)?\Z"
    r"|\b(?:would|m(?:ay|ight)\s(?!have\b)|plann(?:ed|ing)\s(?:an?|for|the|to)|payable|effective|(?:set|slated)\sfor"
    r"|set\s(?:an?|the|his|her|its|their)\s(?:[\w'-]+\s){1,4}for|asked\sfor\s[^,;.]*\sto"
    r"|(?:is|are|was|were|hopes?|aims?|ready|set|slated|planned)\sto"
    r"|(?:adjourned|delayed|extend(?:ed)?|extension|postponed|put\soff|rescheduled)\s(?:until|till|to|for))\b"
)
"""What speaks of the future anywhere before a date in its clause, unless the date is a possessive."""
_BY = r"(?:(?<!ed\s)|(?:be|is|are)\s(?:[a-z]+ly\s)?[a-z]+ed\s)[Bb]y\s(?!the\s)"
""" "By Monday"; not "the reply required by Monday", which may have come."""
_TO_COME = (
    rf"{_COMING}|\b(?:{_BY}|(?:Beginning|Effective|Starting)\s|(?:[Uu]ntil|[Aa]head\sof|is|are|be\sheld)\s)"
    r"(?:on\s|in\s|the\s|early\s|late\s){0,2}\Z"
)
"""The same, and what does so right before a date."""
_VISIT_FROM = rf"\A(?:(?!\b{_PAST}\b).)*\b(?:stay|tour|trip|visit)\s(?:from|beginning|starting)\s(?:on\s)?\Z"
""" "His visit from Monday is a sign"; not "he made a visit from Monday to Friday"."""
_NO_FUTURE = rf"(?:(?!{_SURELY_TO_COME})[^,;.])"
"""A character of a clause that does not go on to speak of the future."""

_LASTED = (
    r"(?:continued|dragged\son|fought|held\s(?:on|out)|lasted|lived|raged|ran|remained|served|slept|stayed|waited"
    r"|went\son|worked)"
)
_WHEN = r"(?:in|on|at|during|throughout|towards?)"
_OF_IT = r"(?:the\s(?:(?:[a-z]+\s){1,2}of\s(?:the\s)?)?)?"
""" "In the first week of" May."""

_NO_LONGER_PAST = (
    r"\bto\s(?![$£€0-9A-Z]|an?\b|the\b|its\b|their\b)"
    r"|\b(?:is|are|has|have|calls|expects?|hopes?|aims?|plans?|will|would|may|could|should)\b"
)
"""What ends the past of a clause that began in it: "agreed to", "that was passed calls for"."""

_WHEN_IT_DID = (
    rf"\b(?:after|before|when)\s(?:it|he|she|they|the\s\w+)\s{_PAST}\s(?!to\b)[^,;.]*\Z"
    rf"|\b[Aa]t\sthe\stime\s[^,;.]*\b{_PAST}\s[^,;.]*\Z"
)
"""A clause that tells when something else was: it is past, even if it speaks of plans."""

_CALLED_OFF = (
    r"\b(?:cancel+ed|collapsed|delayed|fell\sthrough|postponed|scrapped|suspended|(?:called|put)\soff)\b"
)
"""What was planned is not done, or not yet."""

_AWAITED = (
    r"(?:ballot|conference|elections?|games|meeting|polls?|race|referendum|run-?off|session|summit|talks"
    r"|vote)"
)
"""What is prepared: "the candidates for October's election"."""

_MISFORTUNE = (
    "accidents?|ambush|arrests?|assassinations?|attacks?|blasts?|bombings?|collapse|collision|crash|earthquakes?|explosions?|fire"
    "|floods?|killings?|massacre|murders?|outbreak|quakes?|raids?|riots?|rampage|shootings?|slayings?|storm|tsunami|uprising"
)
"""What nobody announces: "the April 15 bombings" were in the past."""

ENGLISH = Language(
    rules=days.RULES + periods.RULES + weekdays.RULES + relative.RULES,
    widened=widened,
    ranges=re.compile(
        rf"(?:\s?-\s?|-(?:to|through)-|\s(?:to|until|till|through|thru)\s(?:the\s)?)(?:{_ROUGHLY})?"
    ),
    lists=re.compile(r"/|(?:,|,?\s(?:and|or)(?:\sagain)?)\s(?:in\s|on\s)?(?:the\s)?"),
    between=re.compile(r"\sand\s(?:the\s)?"),
    apart=re.compile(r",?\srespectively\b"),
    opens_between=re.compile(r"\b[Bb]etween\s(?:the\s)?\Z"),
    opens=re.compile(r"\b(?:[Bb]etween|[Ff]rom)\s(?:the\s)?\Z"),
    half_open={name: re.compile(rf"\b(?:{form})\s?(?:the\s)?\Z") for name, form in _HALF_OPEN.items()},
    at_an_end=re.compile(r"(?:[Tt]he\s)?(?:close|end)\s"),
    future=re.compile(rf"{_TO_COME}|{_VISIT_FROM}"),
    will=re.compile(
        r"\s(?:will|(?:is|are)\s(?:to|expected|scheduled|due|(?:a|the)\s(?:[a-z]+\s)?deadline))\b"
    ),
    reported=re.compile(r"\A.*\b(?:add(?:s|ed)|announce[sd]|confirm(?:s|ed)|sa(?:id|ys))\s"),
    is_then=re.compile(r"\s(?:is|brings|marks|sees)\b"),
    prepares=(
        (
            re.compile(r"\b(?:fix|pick|propos|set|suggest)(?:ed|s|ting|ing)?\s(?:a\s)?\Z"),
            re.compile(r"\s(?:as|for)\b"),
        ),
        (
            re.compile(r"\b(?<![Rr]esults\s)(?<![Tt]urnout\s)for\s(?:the\s)?\Z"),
            re.compile(rf"(?:'s)?\s(?:[a-z]+\s){{0,2}}{_AWAITED}\b"),
        ),
    ),
    deadline=(
        re.compile(r"\b(?:[Aa]head\sof|[Bb]efore|[Bb]y|fac(?:e|es|ing)|until)\san?\s\Z"),
        re.compile(r"\s(?:[a-z]+\s)?deadline\b"),
    ),
    befell=re.compile(rf"\s(?:[a-z]+\s){{0,2}}(?:{_MISFORTUNE})\b"),
    delivered=re.compile(
        r"(?:\s[A-Z][\w.]*){0,3}\s(?:crude|delivery|futures|contract\s(?:closed|ended|fell|gained|lost|rose|settled))\b"
    ),
    surely_to_come=re.compile(rf"{_SURELY_TO_COME}|\b(?:(?:[Aa]head\sof|[Uu]ntil)\s(?:the\s)?|[Bb]y\s)\Z"),
    owns=re.compile(r"'s?\s[a-z]"),
    past=re.compile(  # the first: right before the date
        rf"\b(?:said|told|(?<!\bbe\s)(?<!\bis\s)(?<!\ba\s)(?<!\ban\s)(?!{_NO_PAST})[a-z]{{3,}}ed)\s"
        r"(?:(?!until|by|for|to\b)[a-z]+\s)?(?:on\s|in\s|late\s|early\s)?\Z"
        rf"|\b(?:was|were|had|did)\s(?!to\s|due\s|set\s|{_NO_PAST})(?:(?!{_TO_COME}|\bahead\sof\b).)*\Z"
        rf"|\b(?:{SIMPLE_PAST})\s(?!to\s|that\s)(?:(?!{_TO_COME}|\bahead\sof\b).)*\Z"
        rf"|\bsaid\s(?:[a-z]+\s){{1,3}}(?!{_NO_PAST})[a-z]{{3,}}ed\s(?:(?!{_TO_COME}|\bahead\sof\b).)*\Z"
        rf"|\b(?:had|(?:should|must|may|might|could)\shave)\s(?!to\s)(?:(?!{_COMING}).)*\Z"
        rf"|\bsince\s{_NO_FUTURE}*\b{_PAST}\b{_NO_FUTURE}*\Z"
        rf"|{_WHEN_IT_DID}"
        r"|,\s[^,;]*\b(?:said|told)\s(?:in|at)\san?\s(?:[a-z]+\s){1,3}(?:on\s)?\Z"
        rf"|\btold\s(?:an?\s|the\s)?(?:(?!{FUNCTION_WORD}|we\b|will\b|would\b)[\w'.-]+\s){{1,4}}"
        r"(?:on\s|late\s|early\s)*\Z"
        rf"|\b(?:who|which|whose)\s[^;.]*,\s{_PAST}\s(?:(?!{_TO_COME}).)*\Z"
        rf"|\b{_LASTED}\s[^,;]*\b(?:until|till)\s(?:the\s)?\Z"
        rf"|\bfail(?:ed|ing|ure)\sto\s{_NO_FUTURE}*\Z"
        rf"|\bhad\s(?:(?:been\s)?(?:{_NO_PAST})[a-z]*|been\s(?:due|set)|agreed|hoped|promised)\s[^,;]*\Z"
    ),
    over=re.compile(
        r"\b[Ss]ince\s(?:early\s|late\s|mid-)?\Z"
        rf"|\b{_PAST}\s(?:(?:(?!{_NO_LONGER_PAST}|{_SURELY_TO_COME}|{_ON_SCHEDULE})[^,;:])*\b{_WHEN}\s{_OF_IT})?\Z"
        rf"|\b{_PAST}\s[^,;:]*[0-9](?:%|\sper\s?cent)\s(?:[a-z]+\s){{0,2}}(?:against|from|over|than)\s\Z"
        r"|\b(?:initially|originally|previously)\s(?:due|expected|planned|scheduled)\s[^,;.]*\bin\s\Z"
        r"|\b(?:[Dd]ata|[Ff]igures|[Nn]umbers|[Rr]esults|[Ss]tatistics)\s(?:for|from|on)\s\Z"
        rf"|{_WHEN_IT_DID}"
        rf"|\A(?:(?!{_COMING}).)*\w\s(?:after|despite|following|since|under)\s(?:an?|the|its|his|her|their)\s\Z"
    ),
    day_over=re.compile(rf"\b(?:[Ss]ince|{_PAST})\s(?:on\s)?\Z"),
    closes_quarter=re.compile(
        r"\b(?:quarter|three\smonths|1[34]\sweeks),?\s(?:(?:that|which)\s)?(?:ended|ending)\s(?:on\s)?\Z"
    ),
    latest=re.compile(r"\b(?:most\srecently|(?:the\s)?latest|lastly)(?:\sone)?\s(?:in|on)\s\Z"),
    of_now=re.compile(
        r"\b(?:will|shall|must|can|may|is|are|has|have|begins|brings|falls|intends?|marks|plans?\sto|remains|sees|we|our)\b"
    ),
    past_verb=re.compile(rf"\b{_PAST}\b"),
    was_told=re.compile(
        rf"\b(?<!\bbe\s)(?:was|were|had|did|{IRREGULAR_PAST})\b(?!\s(?:to|due|set|{_NO_PAST}))"
        rf"|\b(?<!\bbe\s)(?!{_NO_PAST})[a-z]{{3,}}ed\s(?:that|it|he|she|they|the|an?|its|his|her|their|to)\b"
        rf"|(?:\b(?:it|he|she|they)|\A,?(?:\s[A-Z][\w.]+){{1,4}})\s(?!{_NO_PAST})[a-z]{{3,}}ed\b"
        rf"|\bthe\s(?![a-z]+ly\b)[a-z]+\s(?!{_NO_PAST})[a-z]{{3,}}ed\s(?:those|[a-z]+ing)\b"
    ),
    dates_nothing=re.compile(
        r"\b(?:[Ee]ach|[Ee]very)\s(?:(?:spring|summer|autumn|fall|winter|year)\s(?:in|on)\s)?\Z|\bHad\s(?:it|that|this)\s[^.;]*\Z"
        r"|\b(?:normally|traditionally|typically|usually)\s[a-z]+s\s[^,.:;]*\Z"
    ),
    attributive=re.compile(rf"\s(?!{FUNCTION_WORD})[A-Za-z]"),
    owner=re.compile(r"(?:\b(?:[Aa]n?|[Hh]er|[Hh]is|[Ii]ts|[Oo]ur|[Tt]hat|[Tt]he|[Tt]heir|[Tt]his)|'s?)\s\Z"),
    by_the_way=re.compile(
        r"\b(?:accords?|agreement|convention|declaration|memorandum|notes|pact|protocol|statement|treaty)\sof\s\Z"
        r"|\b(?:that|which|who|whose|whom|where|(?<!\b[Tt]he )follow(?:ed|ing|s)(?! in\b)|as opposed to"
        r"|compared (?:to|with))"
        r"\s(?:[^,.;:]|,(?=[0-9]))*\Z"
        r"|\bfrom\s(?:an?|the|its)\s(?:average|high|low|peak|record)\s(?:[^,.;:]|,(?=[0-9]))*\Z"
    ),
    last_held=re.compile(rf",\s(?:first|last)\s{_PAST}\s(?:in|on)\s\Z"),
    flashback=re.compile(r"\bhad\s(?!to\s)[^,.;:]*\b(?:in|on|since|from|between)\s(?:the\s)?\Z"),
    plans=re.compile(
        rf"\b(?:{_DUE}|plan(?:s|ned)?(?!,)|(?:was|were)\sto\sbe|would|will|could|scheduled|projected|predict(?:s|ed)|expect(?:s|ed)|next)\b"
    ),
    opens_sentence=re.compile(
        r"[-*•#_\s\"“]*(?:[A-Z]\w+\s)?(?:[Ii]n\s|[Bb]y\s|[Dd]uring\s|[Tt]hroughout\s|[Uu]ntil\s)?(?:the\s)?"
    ),
    opens_with_year=re.compile(r"(?:[A-Z]\w+\s)?[Ii]n\s(?:early\s|late\s)?[12][0-9]{3},?\s"),
    tells_when=re.compile(r"\b(?:in|by|of|until|during|throughout)\s(?:the\s)?\Z"),
    no_span=re.compile(r"\b(?:[Ff]irst|[Ll]ast|only|(?:big|larg|wor|high|low|strong)\w*st)\b[^.;:]{0,80}\Z"),
    happened=_NAMES_AN_EVENT,
    when=re.compile(r",?\swhen\b"),
    lends_day=re.compile(rf",?(?:\s(?!{_PAST}\b)[^\s.;]+){{0,3}}\son\s(?:the\s)?"),
    lends_year=re.compile(rf"(?:\s(?!{FUNCTION_WORD})[A-Za-z]+){{1,2}}\sof\s"),
    tells_again=re.compile(r",\s(?:in|on)\s(?:the\s)?"),
    either_day=re.compile(r"\s(?:and|or|to|until|through)\s(?:even\s|possibly\s)?(?:on\s)?|\s?-\s?"),
    lends_date=re.compile(r"\s(?:the\s)?|[^.;,\n]{0,100}\b(?:in|on|of)\s(?:the\s)?"),
    in_that_year=re.compile(
        r"\s?[:(][^.\n]{0,160}|,?\swhen\b[^.;\n]{0,100}"
        r"|,?\s(?:first\s)?(?:(?:the\s)?[A-Z][\w.]*\s){0,4}(?:in|on|by)\s(?:(?:early|mid|late)[\s-])?(?:the\s)?"
    ),
    apposed=re.compile(r"(?:[^,.;:\n]{0,80},)?\s"),
    apposed_too=re.compile(r"[^.,;]{0,60}\sand\s"),
    called_off_plan=re.compile(
        rf"{_CALLED_OFF}[^.;]*\b(?:due|planned|scheduled|set)\s(?:for\s|on\s|to\s[^,;.]*)?\Z"
    ),
    was_planned=re.compile(
        r"\b(?:was|were|been|originally|initially)\s(?:to|due|planned|scheduled|set|slated)\b"
    ),
    set_for=re.compile(r"\b(?:due|planned|scheduled|set|slated)\s(?:for|in|on)\s(?:early\s|late\s|mid-)?\Z"),
    called_off=re.compile(rf"{_CALLED_OFF}|\bdid\snot\b"),
    announced=re.compile(
        r"\b(?:announc|disclos|reveal|unveil)ed\s(?:(?:an?|her|his|its|the|their)\s)?(?:[a-z]+\s)?"
        r"(?:agreements?|bid|deal|intentions?|offer|plans?|proposals?)\sto\s[^,;.]*\Z"
    ),
    amounts=re.compile(r"[$£€¥%]|\b(?:[mb]illion|per\s?cent|cents)\b"),
    compared=re.compile(
        r"\b(?:from|than|over|compared\s(?:to|with)|[0-9.]+(?:%|\s(?:[mb]illion|cents))?,?)\s\Z"
    ),
    compared_month=re.compile(
        r"\b(?:after|against|compared\s(?:to|with)|following|from|than|versus|vs\.?)\s(?:[\w.%$+-]+\s){0,6}?"
        r"(?:in\s|for\s|(?<=from\s))\Z"
    ),
    stretches=re.compile(
        r"\b(?:weeks|months?|quarters|half|halves|years?)\b(?!-|\s(?:ago|before|earlier)\b)"
    ),
    news=re.compile(
        r"\b(?:[Yy]esterday|[Tt]o-?day|[Tt]o-?night|[Tt]o-?morrow|instant|ultimo|proximo"
        r"|(?<!\b[Tt]he )(?:[Ll]ast|[Tt]his|[Nn]ext) "
        rf"(?:week|month|year|quarter|spring|summer|autumn|fall|winter|{FULL_MONTH})"
        r"|(?<!Good )(?<!Palm )(?<!Whit )(?<!Easter )(?:[Oo]n |[Ll]ast |[Nn]ext )?"
        r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|ago)\b"
        rf"(?!,? (?:the )?(?:[0-9]|{FULL_MONTH}))"  # a full date
        rf"|\bwill\b[^.;\n]{{0,80}} (?:{FULL_MONTH}|(?:Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.) [0-9]{{1,2}}\b"
        r"(?!,? [0-9])"
        r"|\b(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth)[ -]quarter\b(?! (?:of|in|[12]))"
    ),
)
