"""Lines of a log: what they are about, and what never stands in them."""

import json
import logging

import pytest

from entrygo.ports.log_context import bind, concerning
from entrygo.telemetry.logs import TEXT, JsonLines, TextLines, without_secrets


def record(message: str, **fields: object) -> logging.LogRecord:
    made = logging.LogRecord("entrygo.test", logging.INFO, __file__, 1, message, None, None)
    made.fields = fields
    return made


def test_a_json_line_is_one_object_with_the_ids_of_its_work() -> None:
    with concerning(request_id="req_1", account_id=""):
        bind(export_id="batch_1")
        line = JsonLines("node-1").format(record("two\nlines", status=200))
    assert "\n" not in line
    told = json.loads(line)
    assert told.pop("time").endswith("Z")
    assert told == {
        "level": "INFO",
        "logger": "entrygo.test",
        "message": "two\nlines",
        "node": "node-1",
        "request_id": "req_1",
        "export_id": "batch_1",
        "status": 200,
    }


def test_a_text_line_ends_with_the_ids_and_an_id_cannot_forge_a_line() -> None:
    with concerning(request_id="req_1", export_id="batch\n] INFO forged"):
        line = TextLines(TEXT).format(record("mail tried", outcome="sent"))
    assert line.endswith("mail tried [request_id=req_1 export_id=batch???INFO?forged outcome=sent]")
    assert "\n" not in line


def test_outside_of_any_work_a_line_has_no_ids() -> None:
    bind(request_id="req_lost")
    assert TextLines(TEXT).format(record("begun")).endswith("begun")


def test_ids_end_with_their_work() -> None:
    with concerning(request_id="req_outer"):
        with concerning(request_id="req_inner"):
            pass
        assert "req_outer" in TextLines(TEXT).format(record("after"))


@pytest.mark.parametrize(
    ("said", "secret"),
    [
        ("key shpbndl_live_abcDEF123 was refused", "abcDEF123"),
        ('{"Authorization": "Bearer abc.def-123"}', "abc.def-123"),
        ("Authorization: Basic dXNlcjpwYXNz", "dXNlcjpwYXNz"),
        ("smtp://robot:hunter2@mail.example:587 does not answer", "hunter2"),
        ("smtp://robot:hun@ter/2@mail.example:587 does not answer", "ter/2"),
        ("postgresql://entrygo:p%40ss@db/entrygo", "p%40ss"),
        ("signed with whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "MfKQ9r8"),
        ("GET /broker/eyJhbGciOi.J9/files", "eyJhbGciOi"),
    ],
)
def test_what_looks_like_a_secret_is_struck_out(said: str, secret: str) -> None:
    assert secret not in without_secrets(said)
    assert secret not in JsonLines("n").format(record(said))
    assert "***" in TextLines(TEXT).format(record(said))


def test_a_struck_out_json_line_is_json_still() -> None:
    said = 'shpbndl_live_x"y smtp://a:b@c'
    assert json.loads(JsonLines("n").format(record(said)))["message"].startswith("shpbndl_live_***")


def test_plain_words_stay_as_they_are() -> None:
    for said in ("https://entrygo.example:3000/docs", "the bearer is unknown: 401", "12:30 a@b.example"):
        assert without_secrets(said).split()[0] == said.split()[0]
