"""/edit import: reads an uploaded file and stores the dated statements in it for review."""

from __future__ import annotations

from bot.domain.edits import EditAnswer
from bot.domain.questions import Choose, Refusal
from bot.domain.review import ImportAnswer
from bot.reading.files import refused_by_name
from bot.reading.paper import Unreadable
from bot.services.desk.intake import File, Intake
from bot.services.desk.shelf import about
from bot.services.editing.reviewing import line_of
from bot.services.editing.session import Session
from bot.services.typed.dates import read_date


async def import_paper(session: Session) -> EditAnswer:
    """``/edit import``: reads the uploaded file, and answers how many statements were found in it."""
    upload, quota = session.upload, session.shelf.quota
    if quota is None:
        return session.refuse("desk_off")
    if upload is None:
        return session.refuse("paper_lost")
    published = _published(session)
    if isinstance(published, Refusal | Choose):
        return published
    if (hopeless := refused_by_name(upload.name, upload.size)) is not None:
        return _refused(session, hopeless)
    intake = Intake(session.shelf, session.views, session.recorder)
    actor = await session.actor()
    file = File(upload.name, upload.read, session.scope, session.editor.id, actor, published)
    taken = await intake.take(file, quota, session.editor.now, upload.heard)
    if isinstance(taken, Unreadable):
        return _refused(session, taken)
    known = about(taken.document)
    line = line_of(taken.document, taken.tally)
    return ImportAnswer(session.question, line, len(known.pages), known.blank, taken.again)


def _published(session: Session) -> str | Refusal | Choose:
    """When the paper was published, as EDTF; empty if the editor did not say."""
    typed = session.option("published")
    if not typed:
        return ""
    date = read_date(session.question, "published", typed, session.asker.today)
    return date if isinstance(date, Refusal | Choose) else date.edtf


def _refused(session: Session, why: Unreadable) -> Refusal:
    return session.refuse(why.code, **why.facts)
