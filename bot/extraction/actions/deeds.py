"""Finds what a passage says was done (its *deeds*), and decides on one action and one kind of event.

A deed is an action with a mood, because a verb that is denied, planned or asked for does not say that it was
done: "failed to sign" changes nothing, "planned to sign" is a proposal, "should sign" a recommendation.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from operator import attrgetter, itemgetter
from typing import NamedTuple

from bot.domain.dates.words import MONTHS
from bot.extraction import east_asian
from bot.extraction.actions.words import (
    AHEAD,
    BACKGROUND,
    BARGAINS,
    BESIDE,
    COURTESIES,
    DECISIONS,
    DOING,
    HASTENED,
    KINDS,
    KINDS_OF_TWO,
    MOODS,
    NO_DEEDS,
    NOTICES,
    NOUNS,
    ONLY_MENTIONED,
    SETTINGS,
    TROOPS,
    VERBS,
)
from bot.extraction.english import BARE, PREPOSITIONS
from bot.extraction.text.wordtree import Found, Word, WordTree, words

COMMA = 10
"""A comma counts as this many words of distance."""
NAMES = frozenset({"may", "will"})
"""Marks of mood that are names if they have a capital: May, Will."""
REACH = 4
"""The most words between a mark of mood and its verb."""
_FAR = 7
"""The most words between "on the sidelines of" and what is named there."""


class Mood(Enum):
    """Whether a passage says that something was done, or denies, plans or asks for it; see ``MOODS``."""

    DONE = "done"
    DENIED = "denied"
    PLANNED = "planned"
    WISHED = "wished"
    POSSIBLE = "possible"


class Deed(NamedTuple):
    """An action in a passage: its mood, whether a noun names it, and its distance from the date in words."""

    action: str
    mood: Mood
    noun: bool
    distance: int

    def with_notice(self) -> Deed:
        """The same action on the notice to end an agreement: the notice was suspended, not the agreement."""
        return self._replace(action=_WITH_NOTICE.get(self.action, self.action))


_WITH_NOTICE = {
    "suspended": "notice_suspended",
    **dict.fromkeys(("signing_cancelled", "terminated"), "notice_withdrawn"),
}


def _tree(*listed: Mapping[str, str]) -> WordTree[str]:
    tree: WordTree[str] = WordTree()
    for value, phrases in (entry for words_of in listed for entry in words_of.items()):
        for phrase in phrases.split():
            tree.add([word.key for word in words(phrase.replace("_", " "))], value)
    return tree


_DEEDS, _KINDS = _tree({"": " ".join(NO_DEEDS)}, VERBS, east_asian.VERBS), _tree(KINDS, east_asian.KINDS)
_MOODS, _MOODS_BEHIND = _tree(MOODS), _tree(east_asian.MOODS)
_NOUNS = NOUNS | east_asian.NOUNS
_KINDS_OF_TWO = {
    kind: (_tree({kind: deed}), _tree({kind: thing})) for kind, (deed, thing) in KINDS_OF_TWO.items()
}
_NOUN_ENDINGS = ("ion", "ment")
"""The endings of nouns for actions: "suspension", "settlement"."""
_OBJECT = 3
"""A noun less than this many words after a verb is its object: "refused to resume the talks"."""
_LEFT_OUT = 4
"""Words more than so many characters apart had a name between them."""
_NEAR = 6
"""The most words between two words that together tell a kind of event."""
_FOR = frozenset({"early", "for", "in", "late", "later", "mid", "on", "the"})
"""Words between "scheduled" and a date."""
_MONTHS = frozenset(month.casefold() for month in MONTHS)
_KIND_ORDER = {kind: place for place, kind in enumerate(KINDS)}


def deeds(passage: Sequence[Word], date: int) -> list[Deed]:
    """All deeds in some words, in order; ``date`` is where the date begins."""
    at = sum(word.start < date for word in passage)
    commas = [
        place
        for place, (word, following) in enumerate(itertools.pairwise(passage), start=1)
        if following.start - word.end > 1
    ]
    places = [place for place in range(len(passage)) if not _is_of_a_date(passage, place, date)]
    telling = [passage[place] for place in places]
    marks = [
        (found.first, found.last, Mood(found.value))
        for found in _MOODS.find(telling)
        if not (telling[found.first].capital and telling[found.first].key in NAMES)
    ]
    marks = sorted([*marks, *_of_conditions(telling)], key=itemgetter(0))
    done = list(_DEEDS.find(telling))
    behind = _moods_behind(telling, done)
    provided = next((place for place, word in enumerate(telling) if word.key == "shall"), len(telling))
    said: list[Deed] = []
    last = -_OBJECT
    opening, is_ahead = _opening_phrase(passage, commas, at), _is_set_ahead(passage, at)
    of_notice = 0
    for found in done:
        if found.first < of_notice or not _is_deed(telling, found):
            continue
        place = places[found.first]
        noun = "".join(word.key for word in telling[found.first : found.last]) in _NOUNS
        noun = noun or _is_background(telling, found.first) or _is_decision(telling, found.first)
        mood = behind.get(found.first) or _mood(found.first, marks)
        if any(word.key == "no" for word in telling[found.last : found.last + 1]):
            mood = Mood.DENIED
        elif mood is Mood.DONE and (_is_what_for(telling, found) or _is_hastened(telling, found.first)):
            mood = Mood.PLANNED
        elif found.first > provided and telling[found.first].key.endswith(_NOUN_ENDINGS):
            # What an instrument provides for: "shall enter into force on the exchange of ratifications".
            mood = Mood.PLANNED
        elif noun and (
            _is_only_mentioned(telling, found.first) or (place < opening and found.value == "held")
        ):
            mood = Mood.POSSIBLE
        elif noun and is_ahead and mood is Mood.DONE:
            mood = Mood.PLANNED
        elif noun and said and found.first - last < _OBJECT:
            mood = said[-1].mood
        distance = abs(place - at) + COMMA * sum(min(place, at) < comma <= max(place, at) for comma in commas)
        deed = Deed(found.value, mood, noun, distance)
        if found.value in _WITH_NOTICE and (behind_notice := _behind_notice(telling, found, done)):
            deed, of_notice = deed.with_notice(), behind_notice
        said.append(deed)
        last = found.last
    return _as_their_verbs_say(said)


def _as_their_verbs_say(said: Sequence[Deed]) -> list[Deed]:
    """The deeds, with a noun as its verb says it: in "the next meeting is to be held" none was held yet."""
    moods = {deed.action: deed.mood for deed in said if not deed.noun}
    moods |= {deed.action: deed.mood for deed in said if not deed.noun and deed.mood is Mood.DONE}
    return [deed._replace(mood=moods.get(deed.action, deed.mood)) if deed.noun else deed for deed in said]


def _is_deed(passage: Sequence[Word], found: Found[str]) -> bool:
    """Whether a phrase says what was done to an agreement, and does not only look so.

    A noun with a capital inside a sentence is part of a name: "Principles for the Settlement of Disputes".
    """
    if found.first and passage[found.first].capital and passage[found.first].key.endswith(_NOUN_ENDINGS):
        return False
    if found.value == "superseded":
        return _is_suffered(passage, found.first)
    if found.value == "agreed" and passage[found.first].key.startswith("reach"):
        return any(word.key in BARGAINS for word in passage)
    if found.value == "extended":
        return not any(word.key in COURTESIES for word in passage[found.last : found.last + REACH])
    if passage[found.first].key in ("exited", "leaves", "left"):
        return _leaves_an_agreement(passage, found.last)
    if found.value == "terminated" and passage[found.first].key.startswith("withdr"):
        return not any(word.key in TROOPS for word in passage[found.last : found.last + REACH])
    return bool(found.value)


def _behind_notice(passage: Sequence[Word], verb: Found[str], done: Sequence[Found[str]]) -> int:
    """The place of the notice that is the object of a verb, or behind a decision that is; 0 if neither is.

    "Suspended its decision to end the pact": nothing was decided then.
    """
    given = {found.first for found in done if found.value == "notice_given"}
    for at, word in enumerate(passage[verb.last : verb.last + _NEAR], start=verb.last):
        if word.key in NOTICES:
            return at
        if word.key in DECISIONS and given & {at, at + 1}:
            return at + _OBJECT
    return 0


def _is_hastened(passage: Sequence[Word], noun: int) -> bool:
    """Whether a noun is what others only work for: "to speed up the establishment of a hotline"."""
    near = passage[max(noun - REACH, 0) : noun]
    return passage[noun].key.endswith(_NOUN_ENDINGS) and any(word.key in HASTENED for word in near)


def _opening_phrase(passage: Sequence[Word], commas: Sequence[int], date: int) -> int:
    """The place behind the phrase with which a sentence opens before its date: "During the talks, it ..."."""
    if not commas or commas[0] > date or not (passage[0].capital and passage[0].key in SETTINGS):
        return 0
    return commas[0]


def _is_set_ahead(passage: Sequence[Word], date: int) -> bool:
    """Whether what is named before a date was only set for it: "a summit scheduled for June"."""
    near = itertools.dropwhile(lambda word: word.key in _FOR, reversed(passage[:date]))
    return any(word.key in AHEAD for word in itertools.islice(near, 1))


def _is_decision(passage: Sequence[Word], place: int) -> bool:
    """Whether a phrase at a place is a decision that others may speak of: "decision (not) to renew"."""
    return any(word.key in DECISIONS for word in passage[max(place - 1, 0) : place + 1])


def _is_what_for(passage: Sequence[Word], found: Found[str]) -> bool:
    """Whether a change is only what something is for: "notice to terminate", "a right to withdraw"."""
    if found.value not in TURNS or found.first < 2 or passage[found.first - 1].key != "to":
        return False
    return passage[found.first - 2].key not in DOING


def _leaves_an_agreement(passage: Sequence[Word], behind: int) -> bool:
    """Whether the object behind a verb such as "left" is an agreement, or a name that was taken out."""
    near = passage[behind : behind + _NEAR]
    of_verb = list(itertools.takewhile(lambda word: word.key not in PREPOSITIONS, near))
    if any(word.key in BARGAINS or word.key == "convention" for word in of_verb):
        return True
    has_article = bool(of_verb) and of_verb[0].key == "the"
    first = behind + has_article
    if first == len(passage):  # "left the" ends with a name taken out, "left" alone has no object
        return has_article
    return passage[first].start - passage[first - 1].end > _LEFT_OUT


def _is_background(passage: Sequence[Word], noun: int) -> bool:
    """Whether a noun only says when something else was done: "since the suspension of their talks"."""
    if not passage[noun].key.endswith(_NOUN_ENDINGS):
        return False
    return any(word.key in BACKGROUND for word in passage[max(noun - 2, 0) : noun])


def _is_suffered(passage: Sequence[Word], verb: int) -> bool:
    """Whether a verb such as "replaced" has no object after it: then its subject was replaced."""
    return not any(word.capital or word.key in BARE for word in passage[verb + 1 : verb + 2])


def _is_of_a_date(passage: Sequence[Word], place: int, date: int) -> bool:
    """Whether a word belongs to a date, so that phrases may span it: "decided on 22 August to end"."""
    word = passage[place]
    if word.key in ("in", "on"):
        return place + 1 < len(passage) and passage[place + 1].start == date
    return word.key.isdigit() or (word.capital and word.key in _MONTHS)


def _mood(deed: int, marks: Sequence[tuple[int, int, Mood]]) -> Mood:
    """The mood of the verb at a place: that of the nearest mark before it, else ``DONE``."""
    near = [mood for first, last, mood in marks if first < deed and deed - last <= REACH]
    return near[-1] if near else Mood.DONE


def _of_conditions(passage: Sequence[Word]) -> Iterator[tuple[int, int, Mood]]:
    """The marks of what is only supposed: "if Japan had signed", or was not done: "Had Japan signed"."""
    for place, word in enumerate(passage):
        if word.key == "had" and word.capital and place + 1 < len(passage):
            yield place, place + 1, Mood.DENIED
        elif word.key == "had" and any(one.key == "if" for one in passage[max(place - _NEAR, 0) : place]):
            yield place, place + 1, Mood.POSSIBLE


def _moods_behind(passage: Sequence[Word], done: Sequence[Found[str]]) -> Mapping[int, Mood]:
    """The moods of verbs that are followed by a mark, as in Japanese and Korean, by the verbs' places."""
    moods: dict[int, Mood] = {}
    for mark in _MOODS_BEHIND.find(passage):
        verb = next((one for one in reversed(done) if one.last <= mark.first), None)
        if verb is not None and mark.first - verb.last <= REACH:
            moods[verb.first] = Mood(mark.value)
    return moods


def kind_of(passage: Sequence[Word]) -> str:
    """The kind of event that some words tell of, the first in the order of ``KINDS``; "" if they tell none.

    Words shortly after "discussed", "condemned" and the like do not count.
    """
    found = {phrase.value for phrase in _KINDS.find(passage) if not _is_mentioned(passage, phrase)}
    for kind, (deed, thing) in _KINDS_OF_TWO.items():
        deeds_at = [phrase.first for phrase in deed.find(passage)]
        things_at = [phrase.first for phrase in thing.find(passage)] if deeds_at else []
        if any(abs(other - one) <= _NEAR for one in deeds_at for other in things_at):
            found.add(kind)
    return min(found, key=_KIND_ORDER.__getitem__, default="")


def _is_mentioned(passage: Sequence[Word], phrase: Found[str]) -> bool:
    """Whether words for a kind of event only mention it, or are of a provision: "Article 9"."""
    if phrase.value == "publication" and any(
        word.key.isdigit() for word in passage[phrase.last : phrase.last + 1]
    ):
        return True
    return _is_only_mentioned(passage, phrase.first)


def _is_only_mentioned(passage: Sequence[Word], place: int) -> bool:
    """Whether a noun at a place is what others spoke of, or where they met."""
    near = passage[max(place - REACH, 0) : place]
    if any(word.key in ONLY_MENTIONED for word in near):
        return True
    return any(word.key in BESIDE for word in passage[max(place - _FAR, 0) : place])


CHIEF_KINDS = frozenset({"nuclear_test", "missile_launch", "poll", "visit"})
"""Kinds of event that take precedence over what was done with an agreement, which is then only mentioned."""
WITHOUT_AGREEMENT = frozenset({"war", "incident", "speech", *CHIEF_KINDS, ""})
"""Kinds of event in which a verb such as "withdrew" or "established" is not about an agreement."""
_OF_AGREEMENTS = frozenset({"signed", "agreed", "ratified", "entered_into_force"})
"""Actions that imply an agreement even if none is named."""
TURNS = frozenset({"signing_cancelled", "terminated", "suspended", "notice_given", "notice_suspended",
    "notice_withdrawn", "abandoned", "shelved", "disputed", "superseded", "expired"})  # fmt: skip
"""Actions that are a change of policy, whatever the type of the agreement."""
_BEGINNINGS = frozenset(
    {"negotiating", "agreed", "announced", "issued", "initialled", "signed", "established", "held"}
)
"""Actions that are a proposal of the agreement if they are planned, a recommendation if asked for."""
SERIES = frozenset(
    {"dialogue", "exercise_series", "mechanism", "secretariat", "foundation", "research_project"}
)
"""Types of agreement that meet or operate repeatedly."""
_PAPERS = frozenset(
    {"declaration", "joint_statement", "guidelines", "strategy", "law", "ruling", "policy", "plan"}
    | {"research_project"}
)
TYPE_KINDS: Mapping[str, str] = {
    **dict.fromkeys(("declaration", "joint_statement"), "declaration"),
    **dict.fromkeys(("guidelines", "strategy", "policy", "plan"), "policy"),
    **dict.fromkeys(("mechanism", "secretariat", "foundation"), "mechanism"),
    **{"law": "law", "ruling": "ruling", "dialogue": "meeting", "exercise_series": "exercise"},
    "research_project": "publication",
}
"""The kind of event if something is done with an agreement of this type; of other types it is "agreement"."""


def chosen(found: Sequence[Deed], kind: str, agreement_type: str | None) -> Deed | None:
    """The deed that a date dates: one that was done rather than one that was not, then the nearest.

    ``agreement_type`` is the type of the passage's agreement: "" if it is not known, None if the passage has
    no agreement.
    """
    told = {deed.action for deed in found}
    if any(deed.action in TURNS and deed.mood is not Mood.DONE for deed in found):
        # To ask for such a change, or to warn of it, is not to propose an agreement.
        found = [deed for deed in found if deed.action not in ("proposed", "recommended")]
    fitting = [deed for deed in found if _fits(deed.action, kind, agreement_type)]
    cancelled = next((deed for deed in fitting if deed.action == "signing_cancelled"), None)
    if cancelled is not None and "signed" in told:
        return cancelled
    notices = [deed for deed in fitting if deed.action.startswith("notice_")]
    notices = [deed for deed in notices if deed.mood not in (Mood.DENIED, Mood.POSSIBLE)]
    if notices:
        return min(notices, key=attrgetter("distance"))
    fitting = [
        deed._replace(action="abandoned" if agreement_type is None else "terminated")
        if deed.action == "signing_cancelled"
        else deed
        for deed in fitting
    ]
    return min(fitting, key=lambda deed: (deed.mood is not Mood.DONE, deed.noun, deed.distance), default=None)


def _fits(action: str, kind: str, agreement_type: str | None) -> bool:
    """Whether an action is possible with this type of agreement or, without one, with this kind of event."""
    if agreement_type is None:
        return kind not in WITHOUT_AGREEMENT or action in _OF_AGREEMENTS
    if action in ("held", "established", "dissolved"):
        return agreement_type in SERIES
    if action == "issued":
        return agreement_type in _PAPERS
    if action in ("signed", "ratified", "initialled", "signing_cancelled"):
        return agreement_type not in SERIES
    if action == "agreed":  # at a meeting of ministers
        return agreement_type != "dialogue"
    return True


def action_of(deed: Deed | None, *, mentions: bool) -> str:
    """The action to record for a deed, according to its mood; "" for none.

    ``mentions`` says that there is an agreement, which is at least mentioned.
    """
    if deed is None or deed.mood in (Mood.DENIED, Mood.POSSIBLE):
        return "mentioned" if mentions else ""
    is_turn_announced = deed.mood is Mood.PLANNED and deed.action.startswith("notice_")
    if deed.mood is Mood.DONE or is_turn_announced or deed.action in ("proposed", "recommended"):
        return deed.action
    if deed.action not in _BEGINNINGS:
        return "mentioned" if mentions else ""
    return "proposed" if deed.mood is Mood.PLANNED else "recommended"


def kind_with(said: str, action: str, agreement_type: str | None) -> str:
    """The kind of event, from the kind that the words tell, the action and the type of the agreement."""
    if said in CHIEF_KINDS:
        return said
    if agreement_type is None or action in ("", "mentioned"):
        return said or ("agreement" if action in _OF_AGREEMENTS else "development")
    return "policy" if action in TURNS else TYPE_KINDS.get(agreement_type, "agreement")
