"""Log lines: human or JSON, and never with a secret in them."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.config import LogSettings, Secret
from bot.logs import set_up_logging

TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAw.Gabcde.abcdefghijklmnopqrstuvwxyz0123456789"  # noqa: S105


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)


def test_without_a_terminal_a_line_is_one_json_object() -> None:
    out = io.StringIO()
    set_up_logging(LogSettings(), stream=out)
    structlog.get_logger("bot").info("two\nlines", guild=1)
    line = json.loads(out.getvalue())
    assert out.getvalue().count("\n") == 1
    assert (line["event"], line["guild"], line["level"], line["logger"]) == ("two\nlines", 1, "info", "bot")


def test_on_a_terminal_a_line_is_to_be_read() -> None:
    out = Terminal()
    set_up_logging(LogSettings(), stream=out)
    structlog.get_logger("bot").warning("started")
    assert "started" in out.getvalue()
    assert not out.getvalue().startswith("{")


def test_the_format_can_be_chosen() -> None:
    out = Terminal()
    set_up_logging(LogSettings(format="json"), stream=out)
    structlog.get_logger("bot").warning("started")
    assert json.loads(out.getvalue())["event"] == "started"


def test_below_the_level_nothing_is_said() -> None:
    out = io.StringIO()
    set_up_logging(LogSettings(level="warning"), stream=out)
    structlog.get_logger("bot").info("quiet")
    logging.getLogger("discord").info("quiet")
    assert out.getvalue() == ""


@pytest.mark.parametrize("style", ["human", "json"])
def test_a_known_secret_is_hidden_wherever_it_stands(style: str) -> None:
    out = io.StringIO()
    settings = LogSettings(format=style)  # type: ignore[arg-type]
    set_up_logging(settings, (Secret("hunter22"),), out)
    logger = structlog.get_logger("bot")
    logger.info("token hunter22", deep={"hunter22": [("hunter22",)]}, secret=Secret("hunter22"))
    logging.getLogger("discord.http").warning("sent %s", "hunter22")
    try:
        raise ValueError("hunter22")
    except ValueError:
        logger.exception("failed")
        logging.getLogger("discord").exception("failed")
    assert "hunter22" not in out.getvalue()
    assert out.getvalue().count("failed") == 2
    assert "ValueError" in out.getvalue()


def test_anything_that_looks_like_a_token_is_hidden() -> None:
    out = io.StringIO()
    set_up_logging(LogSettings(), stream=out)
    address = "https://discord.com/api/v10/webhooks/1234/aW50ZXJhY3Rpb246MTIzNDU2Nzg5/messages"
    logging.getLogger("discord.http").info("POST %s with %s", address, TOKEN)
    assert TOKEN not in out.getvalue()
    assert "aW50ZXJh" not in out.getvalue()
    assert "/webhooks/1234/[hidden]/messages" in json.loads(out.getvalue())["event"]


def test_a_lone_surrogate_does_not_stop_a_line() -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace")
    set_up_logging(LogSettings(), stream=out)
    structlog.get_logger("bot").info("said", text="\udc80")
    out.flush()
    assert b"udc80" in out.buffer.getvalue()
