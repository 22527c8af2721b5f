"""Sets up logging: readable lines on a terminal, otherwise one JSON object a line, with secrets hidden.

Our own log events and those of libraries (discord.py logs through the standard library) are written alike.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable, Mapping
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor

from bot.config import LogSettings, Secret
from storage.errors import DatabaseUnusable

HIDDEN = "[hidden]"

_TOKEN = re.compile(r"\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}")
"""The form of a Discord bot token, to hide tokens that are not among the known secrets, such as old ones."""
_WEBHOOK = re.compile(r"(/(?:webhooks|interactions)/\d+/)[\w.-]{20,}")
"""Interaction and webhook tokens in the addresses that discord.py logs."""


def set_up_logging(
    settings: LogSettings, secrets: tuple[Secret, ...] = (), stream: TextIO | None = None
) -> None:
    """Sends log lines to ``stream`` (standard error), without ``secrets`` and whatever looks like a token."""
    stream = stream or sys.stderr
    human = settings.format == "human" or (settings.format == "auto" and stream.isatty())
    renderer: Processor = (
        structlog.dev.ConsoleRenderer(
            colors=stream.isatty(), exception_formatter=structlog.dev.plain_traceback, pad_event_to=0
        )
        if human
        else structlog.processors.JSONRenderer(sort_keys=False)
    )
    before: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_needless_traceback,
        structlog.processors.format_exc_info,
    ]
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=before,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                redactor(secrets),
                renderer,
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=settings.level.upper(), force=True)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *before,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def without_needless_traceback(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """A structlog processor that tells of a disk that is full or fails in a line: each request that needs it
    logs that, and where in the program it was noticed helps nobody."""
    match event.get("exc_info"):
        case DatabaseUnusable() as error:
            pass
        case (_, DatabaseUnusable() as error, _):
            pass
        case _:
            return event
    del event["exc_info"]
    return {**event, "error": str(error)}


def redactor(secrets: tuple[Secret, ...] = ()) -> Callable[[Any, str, EventDict], EventDict]:
    """A structlog processor that hides ``secrets`` and whatever looks like a token, however deep it lies."""
    known = [secret.reveal() for secret in secrets]

    def clean(value: Any) -> Any:
        match value:
            case None | bool() | int() | float():
                return value
            case str():
                for secret in known:
                    value = value.replace(secret, HIDDEN)
                return _WEBHOOK.sub(rf"\g<1>{HIDDEN}", _TOKEN.sub(HIDDEN, value))
            case Mapping():
                return {clean(key): clean(item) for key, item in value.items()}
            case list() | tuple() | set() | frozenset():
                return [clean(item) for item in value]
            case _:
                return clean(repr(value))

    def redact(_logger: Any, _method: str, event: EventDict) -> EventDict:
        return {key: clean(value) for key, value in event.items()}

    return redact
