"""Answers readers' questions: the entry point for slash commands, buttons and autocomplete."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping

from msgspec.structs import replace

from bot.domain.answers import Answer
from bot.domain.dates import HistoricalDate, explain, read, read_day_of_year
from bot.domain.facts import Phrase
from bot.domain.questions import Asker, Choose, Completion, Layer, Question, Refusal, Suggestion
from bot.services.answers.agreement import agreement
from bot.services.answers.brief import brief
from bot.services.answers.event import event
from bot.services.answers.find import EVERY_KIND, find
from bot.services.answers.help import help
from bot.services.answers.on import on
from bot.services.answers.source import source
from bot.services.answers.timeline import timeline
from bot.services.answers.upcoming import upcoming
from bot.services.inquiry import Inquiry, refuse, too_long
from bot.services.memory import Memories, Memory
from bot.services.notes.buttons import calendar, story
from bot.services.typed.completion import complete
from bot.services.typed.dates import dated_for_good, read_known_on
from bot.services.typed.events import event_numbered
from bot.services.typed.meaning import each_named, meant, split_date, suggested
from bot.services.typed.name_book import NAMED_KINDS, NameBook
from bot.services.typed.names import FEW, Names, event_label, joined_names, without_noise
from bot.services.typed.persons import is_person
from bot.services.typed.search import search
from bot.services.typed.sorts import tells_no_sort
from bot.services.typed.subject import SUBJECTS
from storage.documents import Documents
from storage.log import Log
from storage.views import At, Views

HANDLERS: dict[str, Callable[[Inquiry], Awaitable[Answer]]] = {
    "brief": brief,
    "agreement": agreement,
    "event": event,
    "on": on,
    "upcoming": upcoming,
    "timeline": timeline,
    "find": find,
    "source": source,
    "help": help,
    "story": story,
    "calendar": calendar,
}
"""By command, the function that answers it; ``story`` and ``calendar`` are asked by the buttons of a note."""


READ_KINDS = (*NAMED_KINDS, "event")
"""Kinds of entity that answers are made of; servers that have none of their own share one cache."""
TIMES = ("as_of", "known_on", "from", "to", "date", "subject")
"""Options that take a date."""
TIME_OF = {"brief": ("as_of",), "agreement": ("as_of",), "timeline": ("from", "to")}
"""By command, the option to which a date belongs that was typed together with a name."""
NO_DATE = frozenset({"no_date_hint", "no_date_none", "no_date_long"})
"""Why a text cannot be read as a date, if nothing in it looks like one."""
_OF_ONE = (*TIME_OF, "upcoming")
"""Commands that are about one thing, or one set of parties."""
_ASKING = re.compile(
    r"\b(?:(?:tell|show) me(?: (?:more )?about)?|what(?: is|[’']s| about)?|is|still|in force|please"
    r"|today(?:[’']s)?|(?:the )?(?:current |present |latest )?"
    r"(?:status|state|history|overview|summary|background|story)(?: of)?)(?!\w)|[?？]",
    re.IGNORECASE,
)
"""Words that ask about a thing, and are no part of its name."""
_DATED_NAME = re.compile(r"(?P<name>.+?)\s+as[ _]of:?\s+(?P<date>.+)", re.IGNORECASE)


def _dated_name(typed: str, today: int) -> tuple[str | HistoricalDate, str]:
    """The date that was typed in a name, as typed or as read ("" if there is none), and the rest of it."""
    dated = _DATED_NAME.fullmatch(typed)
    if dated is not None:
        return dated["date"], dated["name"]
    date, words = split_date(typed, today)
    return date or "", " ".join(without_noise(words))


def _with_date_option(
    question: Question, names: Names, name: str, date: str | HistoricalDate
) -> tuple[Suggestion, ...]:
    """Suggestions for a question with a date in its name: with that date in the option where it belongs.

    Empty for a command that takes no date.
    """
    when = dict.fromkeys(TIME_OF.get(question.command, ()), date if isinstance(date, str) else date.edtf)
    option = "name" if question.command == "agreement" else "subject"
    parties = joined_names(names.parties(name)) if option == "subject" else ""
    if when and parties:
        return (Suggestion(parties, question.asking(subject=parties, **when)),)
    found = names.fitting(name, SUBJECTS) if when else ()
    return suggested(
        found if len(found) <= FEW else (), lambda thing: question.asking(**{option: thing.unique, **when})
    )


def _time_alone(question: Question, today: int) -> Question:
    """The question with a date alone as its subject, if its other words only ask what happened then.

    An example is "what changed between 2012 and 2016".
    """
    typed = question.option("subject")
    if question.command not in ("brief", "timeline") or read(typed, today=today):
        return question
    date, others = split_date(typed, today)
    asks = date is not None and tells_no_sort(without_noise(others))
    return question.asking(subject=date.edtf) if date is not None and asks else question


def _named_alone(inquiry: Inquiry) -> Question:
    """The question with the name alone, where other words only ask about it: "status of ACSA".

    As it is, if what is left is not exactly the name of one thing, or of parties.
    """
    question, names = inquiry.question, inquiry.names
    option = "name" if question.command == "agreement" else "subject"
    typed = question.option(option)
    bare = " ".join(_ASKING.sub(" ", typed).split())
    if question.command not in _OF_ONE or not bare or bare == typed or names.exact(typed, SUBJECTS):
        return question
    kinds = SUBJECTS if option == "subject" else ("agreement",)
    is_name = len(names.exact(bare, kinds)) == 1 or (option == "subject" and bool(names.parties(bare)))
    return question.asking(**{option: bare}) if is_name else question


def _meant_otherwise(inquiry: Inquiry) -> Question | None:
    """The question of another command that can be meant alone; None if the question stands as it is.

    A briefing about a person is what ``/find`` has of them, as a person has no status to tell first. To find
    what happened on a day of the year is to ask ``/on``.
    """
    question, typed = inquiry.question, inquiry.option("subject")
    narrowed = any(map(question.option, ("as_of", "sources", "as", "what", "party", "status", "type")))
    if question.command == "brief" and is_person(typed) and not narrowed:
        called = inquiry.names.exact(typed, SUBJECTS)
        return None if called else Question("find", {"words": typed})
    words = without_noise(inquiry.option("words").split())
    day = " ".join(word for word in words if not tells_no_sort([word]))
    by_name = any(map(str.isalpha, day))  # "12.5" may be a number
    if question.command == "find" and by_name and read_day_of_year(day) and not narrowed:
        return Question("on", {"date": day})
    return None


async def _agreement_or_parties(inquiry: Inquiry) -> Choose | None:
    """The choice that a subject of nothing but parties and a date leaves ("Japan Korea 1998").

    It may mean the agreement that they made then, or all that happened between them at that time. None for
    any other subject, and if they made none.
    """
    typed, names = inquiry.option("subject"), inquiry.names
    date, name = _dated_name(typed, inquiry.asker.today)
    if not date or not names.parties(name) or names.exact(typed, SUBJECTS):
        return None
    then = _with_date_option(inquiry.question, names, name, date)
    made = [thing for thing in (await meant(inquiry, typed, SUBJECTS)).found if thing.kind == "agreement"]
    if not then or not made:
        return None
    parties = Suggestion(Phrase("offer_dated", {"name": then[0].label, "date": date}), then[0].question)
    agreements = suggested(made, lambda one: inquiry.question.asking(subject=one.unique))
    return Choose(inquiry.question, typed, "name", (parties, *agreements))


class Lookup:
    """Answers questions from the record as the asker's server sees it: the corpus with the server's changes.

    ``documents`` holds the texts that claims are quoted from; without it nothing is quoted.
    """

    def __init__(self, views: Views, log: Log, version: str = "", documents: Documents | None = None) -> None:
        self._views = views
        self._log = log
        self._documents = documents
        self._names = NameBook(views)
        self._memories = Memories()
        # Separate, so that many servers with changes of their own do not evict what all others share.
        self._shared_memories = Memories()
        self._version = version

    async def answer(self, question: Question, asker: Asker) -> Answer:
        """The answer to a question; this may be a refusal, or a choice between several meanings.

        Nothing that a user can type makes this raise.
        """
        handler = HANDLERS.get(question.command)
        if handler is None:
            return refuse(question, "unknown_command", typed=question.command)
        refusal = too_long(question)
        if refusal is not None:
            return refusal
        question = _time_alone(question, asker.today)
        position = await read_known_on(self._log, question, asker.today)
        if isinstance(position, Refusal | Choose):
            return position
        inquiry = await self._inquiry(question, asker, position)
        inquiry = replace(inquiry, question=_named_alone(inquiry))
        if (meant := _meant_otherwise(inquiry)) is not None:
            inquiry, handler = replace(inquiry, question=meant), HANDLERS[meant.command]
        answer = await _agreement_or_parties(inquiry) or await handler(inquiry)
        if isinstance(answer, Refusal) and answer.code == "unknown_name":
            return await self._explain_unknown_name(answer, inquiry)
        if isinstance(answer, Refusal | Choose):
            return answer
        return replace(answer, question=dated_for_good(answer.question, TIMES, asker.today))

    async def _explain_unknown_name(self, refused: Refusal, inquiry: Inquiry) -> Refusal:
        """A better refusal for an unknown name, if something more helpful can be said about it.

        It may be an event's number; a name that was unknown only at ``known_on``, or is unknown only to the
        documents; several names; a name with a date in it; words for which ``/find`` has hits; or a date that
        cannot be read.
        """
        question, typed = refused.question, str(refused.facts.get("typed", ""))
        label = event_label(typed)
        if label is not None:
            if await event_numbered(inquiry, *label) is None:
                return replace(refused, nearest=())
            number = f"{label[0]}-{label[1]}"
            shown = Suggestion(number, Question("event", {"name": number}))
            return Refusal(question, "number_of_event", {"typed": typed}, (shown,))
        head = await self._views.head_position()
        names = await self._names.at(At(inquiry.asker.scope, head), head)
        if question.options.get("known_on") and names.fitting(typed, ("agreement",)):
            facts = {"typed": typed, "known_on": question.options["known_on"]}
            now = Suggestion(typed, question.asking(known_on=""))
            return Refusal(question, "unknown_then", facts, (now,))
        if question.options.get("sources") == "documents" and names.fitting(typed, SUBJECTS):
            with_reference = Suggestion(typed, question.asking(sources=""))
            return Refusal(question, "not_in_documents", {"typed": typed}, (with_reference,))
        option = "name" if question.command == "agreement" else "subject"
        kinds = SUBJECTS if option == "subject" else ("agreement",)
        several = each_named(typed, names, kinds) if question.command in _OF_ONE else ()
        if len(several) > 1:
            each = suggested(several, lambda thing: question.asking(**{option: thing.unique}))
            return Refusal(question, "several_names", {"typed": typed}, each)
        date, name = _dated_name(typed, inquiry.asker.today)
        meant = _with_date_option(question, names, name, date) if date else ()
        if meant:
            code = "date_in_subject" if question.command == "timeline" else "date_in_name"
            dated = (
                replace(one, label=Phrase("offer_dated", {"name": one.label, "date": date})) for one in meant
            )
            return Refusal(question, code, {"typed": typed, "date": date}, tuple(dated))
        hits = await search(inquiry, typed, EVERY_KIND, limit=1)
        if hits.total:
            return replace(refused, code="name_in_texts", search=typed)
        why = explain(typed, today=inquiry.asker.today)
        if question.command in TIME_OF and not refused.nearest and why is not None and why.key not in NO_DATE:
            return Refusal(question, "unreadable_date", {"typed": typed, "why": why})
        return refused

    async def complete(
        self, command: str, option: str, text: str, asker: Asker, filled: Mapping[str, str] | None = None
    ) -> tuple[Completion, ...]:
        """Up to 25 offers for a half-typed option.

        ``filled`` are the options of the command filled in so far.
        """
        return await complete(await self._inquiry(Question(command, filled or {}), asker, None), option, text)

    async def _inquiry(self, question: Question, asker: Asker, position: int | None) -> Inquiry:
        layer: Layer = "documents" if question.options.get("sources") == "documents" else "all"
        head = await self._views.head_position()
        state = head if position is None else position
        names = await self._names.at(At(asker.scope, state), head)
        if layer == "documents":
            names = names.by_documents
        has_own = await self._views.has_own(At(asker.scope, state), READ_KINDS)
        whose = asker.scope if has_own else None
        return Inquiry(
            self._views,
            # None, not the server's scope, where the cache is shared: a first change of the server's own may
            # be made meanwhile, and must not get into that cache.
            At(whose, position),
            await self._memory(whose, state, head),
            question,
            asker,
            self._log,
            names,
            state,
            layer,
            self._version,
            self._documents,
        )

    async def _memory(self, whose: str | None, position: int, head: int) -> Memory:
        """The cache for the record as a scope saw it when the log ended at ``position``; None: the corpus
        alone.

        A new cache takes over what an older state knew of agreements and sources that have not changed since.
        ``head`` is part of the key, because each new record may have erased texts of past states.
        """
        memories = self._shared_memories if whose is None else self._memories
        memory = memories.of(whose, position, head)
        older = memories.before(whose, position) if memory.empty else None
        if older is not None:
            touched = await self._views.touched(older[0])
            if touched is not None:
                memory.take_over(older[1], touched)
        return memory
