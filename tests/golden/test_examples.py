"""The examples of the API description, recorded from a server; ``make golden`` writes them anew."""

import os
from pathlib import Path

import orjson
import pytest

import entrygo.contract
from tests.golden.example_calls import Recorder, recorded
from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.server import Server

FILE = Path(entrygo.contract.__file__).with_name("examples.json")


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory, mailbox: BrokerMailbox) -> Recorder:
    """Every operation called on a server of its own."""
    waits = {"ENTRYGO_EXECUTE_WAIT_SECONDS": "60", "ENTRYGO_PUBLIC_URL": "http://localhost:3000"}
    home = tmp_path_factory.mktemp("examples") / "home"
    server = Server(home, smtp_port=mailbox.port, environment=waits).start()
    try:
        return recorded(server, mailbox)
    finally:
        server.stop()


def test_the_examples_are_what_a_server_answers(calls: Recorder) -> None:
    if os.environ.get("UPDATE_GOLDEN"):
        FILE.write_bytes(orjson.dumps(calls.kept, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    kept = orjson.loads(FILE.read_bytes())
    for operation, call in calls.kept.items():
        assert kept.get(operation) == call, f"the example of {operation} changed; review it with make golden"
    assert set(kept) == set(calls.kept)
