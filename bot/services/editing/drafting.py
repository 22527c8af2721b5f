"""Drafts: what an editor typed is stored, planned and shown, and saved when it is confirmed.

Each handler finds its draft with ``_named_draft``; ``_show`` plans it and answers with a preview, a form, or
why it cannot be saved yet; ``confirm`` plans it anew and saves it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from bot.domain.edits import (
    Cancelled,
    Draft,
    DraftLine,
    DraftsAnswer,
    EditAnswer,
    Field,
    Overtaken,
    Preview,
    Saved,
    Unfinished,
)
from bot.domain.questions import Choose, Question, Refusal, Suggestion
from bot.services.editing.accepting import plan_candidate
from bot.services.editing.adding import add_to, plan_add, plan_claim
from bot.services.editing.agreements_and_sources import (
    ALIKE,
    plan_agreement_add,
    plan_agreement_amend,
    plan_agreement_retract,
    plan_source_add,
    plan_source_amend,
)
from bot.services.editing.changes import describe
from bot.services.editing.consequences import with_consequences
from bot.services.editing.correcting import plan_amend, plan_merge, plan_restore, plan_retract
from bot.services.editing.fields import link_as_party
from bot.services.editing.forms import form_of, has_form
from bot.services.editing.permissions import managers_only
from bot.services.editing.plan import NeedsForm, Plan, Planned
from bot.services.editing.posts.notes import preview_day, preview_next
from bot.services.editing.posts.planning import plan_change, plan_setup
from bot.services.editing.request import LIMITS, EditRequest
from bot.services.editing.saving import save
from bot.services.editing.stale import plan_keep, plan_take, stale_of
from bot.services.editing.undoing import pinned, plan_undo
from bot.services.inquiry import too_long
from bot.services.record import chief_of, receipt_of
from bot.services.typed.dates import dated_for_good
from storage.drafts import StoredDraft
from storage.rows import Record

PAGE = 6
"""Drafts in a list, each with a button."""
Planner = Callable[[EditRequest], Awaitable[Planned | NeedsForm]]
Handler = Callable[[EditRequest], Awaitable[EditAnswer]]

PLANNERS: dict[str, Planner] = {
    "edit add": plan_add,
    "edit amend": plan_amend,
    "edit claim": plan_claim,
    "edit retract": plan_retract,
    "edit restore": plan_restore,
    "edit merge": plan_merge,
    "edit undo": plan_undo,
    "edit agreement add": plan_agreement_add,
    "edit agreement amend": plan_agreement_amend,
    "edit agreement retract": plan_agreement_retract,
    "edit source add": plan_source_add,
    "edit source amend": plan_source_amend,
    "edit candidate": plan_candidate,
    "edit keep": plan_keep,
    "edit take": plan_take,
    "posts setup": plan_setup,
    "posts change": plan_change,
}
"""By command, the function that plans it: every change that goes through a draft with a preview."""

SUBJECTS = frozenset({"event", "keep", "drop", "name", "record", "by", "since", "entity"})
"""Options that say what is changed: if one of them is set anew, the draft has been seen with nothing."""
NAMED_BY = (
    "title", "new_name", "name", "keep", "event", "record", "by", "entity", "date", "remark", "source",
    "channel",
)  # fmt: skip
"""Options by which a list names a draft; the first that is filled in is taken."""


async def begin(request: EditRequest) -> EditAnswer:
    """Stores what was typed as a draft, and answers with its preview or form.

    If nothing at all was typed and that is refused, no draft is kept.
    """
    draft = await _keep(request, _new(request))
    answer = await _show(request, draft, may_form=True)
    if isinstance(answer, Unfinished) and isinstance(answer.why, Refusal) and not draft.question.options:
        await request.drafts.drop(draft.id)
        return answer.why
    return answer


async def begin_in_form(request: EditRequest) -> EditAnswer:
    """Stores the question's options as a draft, and answers with the form that they fill."""
    return form_of(await _keep(request, _new(request)))


async def show_draft(request: EditRequest) -> EditAnswer:
    """The preview of a draft, as it would be saved now."""
    draft = await _named_draft(request)
    return await _show(request, draft, may_form=True) if isinstance(draft, Draft) else draft


async def change_draft(request: EditRequest) -> EditAnswer:
    """Sets options of a draft, such as by a menu or a choice between several meanings, and shows it."""
    draft = await _named_draft(request)
    if not isinstance(draft, Draft):
        return draft
    options = request.question.options
    given = {name: value for name, value in options.items() if name != "draft"}
    changed = _changed(draft, {**draft.question.options, **given})
    return await _show(request, await _keep(request, changed), may_form=True)


async def open_form(request: EditRequest) -> EditAnswer:
    """The form of a draft, or with the option ``part`` the form for its agreement."""
    draft = await _named_draft(request)
    if not isinstance(draft, Draft):
        return draft
    if not has_form(draft):
        return await _show(request, draft, may_form=False)
    return form_of(draft, agreement=bool(request.option("part")))


async def fill_in(request: EditRequest) -> EditAnswer:
    """Takes over what was submitted in a draft's form, and shows the draft.

    A field that still holds what the form was opened with is no change.
    """
    draft = await _named_draft(request)
    if not isinstance(draft, Draft):
        return draft
    options = dict(draft.question.options)
    for name, value in request.question.options.items():
        if name == "draft":
            continue
        options.pop(name, None)
        if value.strip() != draft.shown.get(name, "").strip():
            options[name] = value
    changed = _changed(draft, options)
    return await _show(request, await _keep(request, changed), may_form=False)


async def show_note(request: EditRequest) -> EditAnswer:
    """``/posts preview``: a channel's note of a day.

    For a draft, the next note that its settings would give.
    """
    if not request.option("draft"):
        return await preview_day(request)
    draft = await _named_draft(request)
    if not isinstance(draft, Draft):
        return draft
    plan = await _plan(_of_draft(request, draft))
    if isinstance(plan, Plan) and plan.settings is not None:
        return await preview_next(request, plan.settings)
    return await _show(request, draft, may_form=False)


async def keep_mine(request: EditRequest) -> EditAnswer:
    """The preview of a draft once more, for an editor who has seen what others changed meanwhile."""
    draft = await _named_draft(request)
    if not isinstance(draft, Draft):
        return draft
    return await _show(request, replace(draft, seen={}), may_form=False)


async def cancel(request: EditRequest) -> EditAnswer:
    """Deletes a draft."""
    draft = await _named_draft(request)
    if not isinstance(draft, Draft):
        return draft
    await request.drafts.drop(draft.id)
    return Cancelled(request.question, draft.number)


async def confirm(request: EditRequest) -> EditAnswer:
    """Saves a draft once: pressed again, Confirm gives the receipt of what was saved.

    With the option ``to``, the claim of a drafted event is added to that event instead. If the entities that
    the draft changes have been changed since its preview, or somebody has added what may be the same,
    that is shown instead of saving.
    """
    change = request.option("draft")
    answer = await _saved(request, change) or await _save_draft(request)
    if isinstance(answer, Saved):
        return answer
    # Of two presses at the same moment the other one may have saved the draft meanwhile.
    return await _saved(request, change) or answer


async def _save_draft(request: EditRequest) -> EditAnswer:
    draft = await _named_draft(request)
    if not isinstance(draft, Draft):
        return draft
    own = _of_draft(request, draft)

    async def planning() -> Plan | EditAnswer:
        plan = await _plan(own)
        if isinstance(plan, Plan) and request.option("to"):
            plan = await add_to(own, plan, request.option("to"))
        if isinstance(plan, NeedsForm):
            return form_of(draft)
        if not isinstance(plan, Plan):
            return plan
        if _differs(draft.seen, plan.seen):
            return await _overtaken(own, draft, plan)
        if not plan.ready or _has_new_doubles(draft, plan):
            return await _show(request, draft, may_form=False)
        return plan

    answer = await save(request, draft.id, planning)
    if isinstance(answer, Saved):
        await request.drafts.drop(draft.id)
    return _unfinished(draft, answer) if isinstance(answer, Refusal | Choose) else answer


async def list_drafts(request: EditRequest) -> EditAnswer:
    """``/edit drafts``: the editor's drafts of the last day, and the server's changes that became stale."""
    lines = []
    for stored in await request.drafts.of(request.scope, request.editor.id, request.editor.now):
        draft = _of_store(stored)
        options = {**draft.shown, **draft.question.options}
        named_by = next(filter(options.get, NAMED_BY), None)
        if named_by is not None and not await request.recorder.done(request.scope, stored.id):
            lines.append(DraftLine(draft, stored.made_at, named_by, options[named_by]))
    shown, paging = request.page_of(lines, PAGE)
    return DraftsAnswer(request.question, tuple(shown), await stale_of(request), paging)


async def _named_draft(request: EditRequest) -> Draft | Saved | Refusal:
    """The draft with the question's id, if it is this editor's and they may still make its change.

    If they have saved it, that is the receipt.
    """
    id, editor = request.option("draft"), request.editor
    stored = await request.drafts.find(id, request.scope, editor.id, editor.now)
    if stored is None:
        return await _saved(request, id) or request.refuse("draft_gone")
    draft = _of_store(stored)
    return managers_only(request, draft.question.command) or draft


async def _saved(request: EditRequest, change: str) -> Saved | None:
    """The receipt of a change that this editor has saved before; None if there is none."""
    records = await request.log.records_of_change(change)
    actor = await request.actors.known_pseudonym(request.editor.id)
    mine = [record for record in records if (record.scope, record.actor) == (request.scope, actor)]
    if not mine:
        return None
    told = await describe(request, chief_of(mine))
    return Saved(request.question, "again", told.label, told.title, receipt_of(change, mine).positions)


async def _show(request: EditRequest, draft: Draft, *, may_form: bool) -> EditAnswer:
    """Plans a draft and answers with its preview, or with what stands in the way.

    If too little is typed, that is its form; without ``may_form`` a refusal, as Discord does not let a form
    follow a form.
    """
    own = _of_draft(request, draft)
    plan = await _plan(own)
    if isinstance(plan, NeedsForm):
        filled = await _keep(request, replace(draft, seen=dict(plan.seen), shown=dict(plan.shown)))
        return form_of(filled) if may_form else _unfinished(filled, own.refuse(plan.why))
    if not isinstance(plan, Plan):
        return _unfinished(draft, plan)
    if _differs(draft.seen, plan.seen):
        return await _overtaken(own, draft, plan)
    previewed = replace(draft, seen=dict(plan.seen), doubles=_possibly_same(plan))
    if previewed != draft:
        await _keep(request, previewed)
    return Preview(
        draft=draft,
        act=plan.act,
        label="" if plan.act == "add" else plan.label,
        title=plan.title,
        lines=plan.lines,
        doubles=plan.doubles,
        overlay=plan.overlay,
        form=has_form(draft),
        agreement=plan.agreement,
        left=plan.left,
        menus=plan.menus,
        ready=plan.ready,
        note=plan.settings is not None,
        same=plan.settings is not None and not plan.parts,
    )


async def _plan(own: EditRequest) -> Planned | NeedsForm:
    refused = too_long(own.question, LIMITS) or link_as_party(own)
    plan = refused or await PLANNERS[own.question.command](own)
    return await with_consequences(own, plan) if isinstance(plan, Plan) else plan


async def _overtaken(own: EditRequest, draft: Draft, plan: Plan) -> Overtaken:
    """What others have changed, since the editor saw the preview, in the entities that the draft changes."""
    records: list[Record] = []
    for place, version in draft.seen.items():
        scope, _, stream = place.partition(" ")
        records += await own.log.read_stream(scope, stream, after_version=version)
    records.sort(key=lambda record: record.position)
    changes = tuple([await describe(own, record) for record in records[-5:]])
    return Overtaken(draft, plan.label, plan.title, changes, plan.lines, has_form(draft))


def _differs(seen: Mapping[str, int], now: Mapping[str, int]) -> bool:
    """Whether an entity that was seen has another version now, or what was typed means another entity."""
    return bool(seen) and dict(seen) != dict(now)


def _has_new_doubles(draft: Draft, plan: Plan) -> bool:
    """Whether something may be the same as what is added that the preview did not show."""
    return not {*_possibly_same(plan)} <= {*draft.doubles}


def _possibly_same(plan: Plan) -> tuple[str, ...]:
    """The labels of events, or the names of other entities, that a preview shows as possibly the same."""
    named = (line.value for line in plan.lines if isinstance(line, Field) and line.key == ALIKE)
    names = (str(name) for value in named if isinstance(value, tuple) for name in value)
    return (*(double.label for double in plan.doubles), *names)


def _unfinished(draft: Draft, why: Refusal | Choose) -> Unfinished:
    """The draft with the reason why it cannot be planned; suggestions set the draft's options when chosen."""
    if isinstance(why, Refusal):
        why = replace(why, nearest=_for_draft(draft, why.nearest))
    else:
        why = replace(why, options=_for_draft(draft, why.options))
    return Unfinished(draft, why, has_form(draft))


def _for_draft(draft: Draft, options: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    held = draft.question.options
    return tuple(
        Suggestion(
            option.label,
            Question(
                "edit set",
                {"draft": draft.id, **{k: v for k, v in option.question.options.items() if held.get(k) != v}},
            ),
        )
        for option in options
    )


def _changed(draft: Draft, options: Mapping[str, str]) -> Draft:
    """The draft with other options; if these change its subject, with no version of that seen yet."""
    about = {name: draft.question.options.get(name) for name in SUBJECTS}
    same = about == {name: options.get(name) for name in SUBJECTS}
    question = Question(draft.question.command, dict(options))
    return replace(draft, question=question) if same else Draft(question, id=draft.id, number=draft.number)


def _of_draft(request: EditRequest, draft: Draft) -> EditRequest:
    return replace(request, question=draft.question, draft=draft.id)


def _new(request: EditRequest) -> Draft:
    return Draft(request.question, id=f"d{request.editor.request}")


def _of_store(stored: StoredDraft) -> Draft:
    return replace(msgspec.json.decode(stored.body, type=Draft), id=stored.id, number=stored.number)


async def _keep(request: EditRequest, draft: Draft) -> Draft:
    """Stores a draft. What is relative in it becomes absolute, as it may be confirmed on another day."""
    editor, today = request.editor, request.asker.today
    if draft.question.command == "edit undo":
        draft = replace(draft, question=await pinned(_of_draft(request, draft)))
    lasting = replace(draft, question=dated_for_good(draft.question, ("date",), today))
    body = msgspec.json.encode(lasting)
    stored = await request.drafts.keep(draft.id, request.scope, editor.id, body, editor.now)
    return replace(draft, number=stored.number)
