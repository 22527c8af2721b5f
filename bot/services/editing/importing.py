"""/edit import: reads an uploaded file and stores the dated statements in it for review."""

from __future__ import annotations

from bot.domain.dates import parse
from bot.domain.edits import EditAnswer
from bot.domain.questions import Choose, Refusal
from bot.domain.review import ImportAnswer
from bot.reading.files import refused_by_name
from bot.reading.paper import Unreadable
from bot.services.desk.intake import File, Intake
from bot.services.desk.shelf import details_of
from bot.services.editing.request import EditRequest
from bot.services.editing.reviewing import line_of
from bot.services.typed.dates import read_date


async def import_paper(request: EditRequest) -> EditAnswer:
    """``/edit import``: reads the uploaded file, and answers how many statements were found in it."""
    upload, quota = request.upload, request.shelf.quota
    if quota is None:
        return request.refuse("desk_off")
    published = _published(request)
    if isinstance(published, Refusal | Choose):
        return published
    if upload is None:
        return request.refuse("paper_not_kept", date=published) if published else request.refuse("paper_lost")
    if (hopeless := refused_by_name(upload.name, upload.size)) is not None:
        return _refused(request, hopeless)
    intake = Intake(request.shelf, request.views, request.recorder)
    actor = await request.actor()
    file = File(upload.name, upload.read, request.scope, request.editor.id, actor, published)
    taken = await intake.take(file, quota, request.editor.now, upload.on_progress)
    if isinstance(taken, Unreadable):
        return _refused(request, taken)
    known = details_of(taken.document)
    line = line_of(taken.document, taken.tally)
    when = parse(known.published) if known.published else None
    return ImportAnswer(request.question, line, len(known.pages), known.blank, taken.again, when)


def _published(request: EditRequest) -> str | Refusal | Choose:
    """When the paper was published, as EDTF; empty if the editor did not say."""
    typed = request.option("published")
    if not typed:
        return ""
    date = read_date(request.question, "published", typed, request.asker.today)
    return date if isinstance(date, Refusal | Choose) else date.edtf


def _refused(request: EditRequest, why: Unreadable) -> Refusal:
    return request.refuse(why.code, **why.facts)
