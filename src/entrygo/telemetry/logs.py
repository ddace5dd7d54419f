"""Logs on standard error: one line an event with the ids it is about; libraries log from WARNING on.

Code keeps secrets out of its messages. What reaches an error's text all the same (a key, a password in a URL, a
webhook's secret, a broker's link) is masked here, before the line is written.
"""

import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime

import orjson

from entrygo.contract.actor import KEY_PREFIX
from entrygo.contract.times import iso
from entrygo.ports.log_context import about

QUIET = ("dbos", "sqlalchemy", "httpx", "uvicorn.access", "alembic", "opentelemetry")
TEXT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
_REST = r"[^\s\"'\\,;&<>]+"
_SECRETS = (
    (re.compile(rf"\b({KEY_PREFIX}_(?:live|test)_){_REST}"), r"\1***"),
    (re.compile(rf"\b(whsec_){_REST}"), r"\1***"),
    (re.compile(r"(://[^\s:/@\"']*:)[^\s\"']+@"), r"\1***@"),  # to the last @: a password may hold @ and /
    (re.compile(rf"(?i)\b((?:bearer|basic)\s+){_REST}"), r"\1***"),
    (re.compile(rf"(/broker/){_REST}"), r"\1***"),
)


def configure(level: str, *, form: str = "text", node_id: str = "") -> None:
    """Set up logging for a process; ``form`` is ``text`` or ``json``."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines(node_id) if form == "json" else TextLines(TEXT))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def without_secrets(line: str) -> str:
    """The line with everything that looks like a secret masked."""
    for pattern, instead in _SECRETS:
        line = pattern.sub(instead, line)
    return line


class TextLines(logging.Formatter):
    """A line of text, the ids in brackets at its end."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the library's name
        """The line without its traceback."""
        named = {**about(), **_fields(record, but=("method", "route", "status", "duration_ms"))}
        ids = " ".join(f"{name}={_one_word(value)}" for name, value in named.items())
        line = super().formatMessage(record)
        return f"{line} [{ids}]" if ids else line

    def format(self, record: logging.LogRecord) -> str:
        """The line with its traceback, secrets masked."""
        return without_secrets(super().format(record))


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def __init__(self, node_id: str) -> None:
        super().__init__()
        self._node_id = node_id

    def format(self, record: logging.LogRecord) -> str:
        """The event as JSON, secrets masked."""
        document: dict[str, object] = {
            "time": iso(datetime.fromtimestamp(record.created, UTC)),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "node": self._node_id,
            **about(),
            **_fields(record),
        }
        if record.exc_info:
            document["exception"] = self.formatException(record.exc_info)
        return without_secrets(orjson.dumps(document, default=str).decode())


def _fields(record: logging.LogRecord, *, but: tuple[str, ...] = ()) -> Mapping[str, object]:
    """The fields given as ``extra={"fields": ...}``."""
    fields: Mapping[str, object] = getattr(record, "fields", {})
    return {name: value for name, value in fields.items() if name not in but}


def _one_word(value: object) -> str:
    """The value without characters that could begin another line or field."""
    return re.sub(r"[^\x21-\x7e]", "?", str(value)).replace("]", "?")
