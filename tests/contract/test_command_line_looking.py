"""Commands that follow and look: events as they come, webhooks to this machine, plans, the outbox, profiles, pages."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from entrygo.cli import follow
from entrygo.cli.connection import Connection
from entrygo.cli.main import app
from tests.serving.receiver import receiving
from tests.serving.sandbox import Sandbox, sandbox
from tests.serving.server import Client, Server


@pytest.fixture(scope="module")
def goods(server: Server) -> Sandbox:
    """A test key's world, ready to plan in."""
    return sandbox(server.account(mode="test"))


def run(*arguments: str, **environment: str) -> Result:
    """The command with its JSON."""
    return CliRunner().invoke(app, [*arguments, "--json"], env=environment)


def told(done: Result, status: int = 0) -> Any:  # Any: JSON
    """What it wrote, once it ended as it should."""
    assert done.exit_code == status, done.output
    return json.loads(done.stdout)


def at(client: Client) -> dict[str, str]:
    """Where commands find a server."""
    return {"ENTRYGO_SERVER": client.server.url, "ENTRYGO_API_KEY": client.api_key}


def newest(client: Client) -> str:
    """The id of the newest event."""
    page = client.ok(client.get("/api/events", params={"limit": "1", "order": "newest"}))
    return str(page["data"][0]["id"])


def test_events_are_printed_one_a_line_from_the_one_that_is_named(goods: Sandbox) -> None:
    begin = newest(goods.client)
    export = goods.plan(goods.order())["exportId"]
    done = run("events", "tail", "--after", begin, "--count", "2", **at(goods.client))
    assert done.exit_code == 0, done.output
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["type"] for each in events] == ["orders.synced", "export.batch_created"]
    assert events[1]["export_id"] == export
    asked = ("--type", "export.batch_created", "--after", begin, "--count", "1")
    [only] = run("events", "tail", *asked, **at(goods.client)).stdout.splitlines()
    assert json.loads(only)["id"] == events[1]["id"]


def test_a_key_that_is_none_gets_no_events_and_the_reason(goods: Sandbox) -> None:
    refused = told(run("events", "tail", **at(goods.client) | {"ENTRYGO_API_KEY": "shpbndl_test_none"}), 1)
    assert refused["errorCode"] == "INVALID_API_KEY"


class Breaking(BaseHTTPRequestHandler):
    """A server whose first stream ends before its first event."""

    asked: list[str]

    def do_GET(self) -> None:
        """The newest event, then a stream that breaks, then one that goes on."""
        is_stream = self.headers["Accept"] == follow.EVENT_STREAM
        if is_stream:
            self.asked.append(self.headers["Last-Event-ID"] or "")
        event = b'id: evt_2\ndata: {"id": "evt_2"}\n\n' if len(self.asked) > 1 else b": none yet\n\n"
        body = event if is_stream else b'{"data": [{"id": "evt_1"}], "has_more": false}'
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_stream_that_breaks_before_its_first_event_loses_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "AGAIN_SECONDS", 0)
    Breaking.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Breaking) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        where = Connection(f"http://127.0.0.1:{server.server_port}", "key")
        assert next(follow.events(where)) == {"id": "evt_2"}
        server.shutdown()
    assert Breaking.asked == ["evt_1", "evt_1"]


def test_events_are_posted_as_a_webhook_is_and_the_answer_is_told(goods: Sandbox) -> None:
    begin = newest(goods.client)
    export = goods.plan(goods.order())["exportId"]
    with receiving() as receiver:
        asked = ("--forward-to", receiver.url, "--type", "export.batch_created", "--after", begin)
        done = run("listen", *asked, "--count", "1", **at(goods.client))
        [message] = receiver.wait_for(1)
    assert done.exit_code == 0, done.output
    start, posted = (json.loads(line) for line in done.stdout.splitlines())
    body = message.verified(start["secret"])
    assert (body["type"], body["data"]["export_id"]) == ("export.batch_created", export)
    assert (body["data"]["accountId"], body["data"]["mode"]) == (goods.client.account_id, "test")
    assert posted == {"id": message.id, "type": "export.batch_created", "answer": "204"}


def test_a_receiver_that_is_away_is_told_and_the_next_event_follows(goods: Sandbox) -> None:
    begin = newest(goods.client)
    goods.plan(goods.order())
    with receiving() as receiver:
        gone = receiver.url
    done = run("listen", "--forward-to", gone, "--after", begin, "--count", "2", **at(goods.client))
    _, *posted = (json.loads(line) for line in done.stdout.splitlines())
    assert [each["answer"][:9] for each in posted] == ["no answer"] * 2


@pytest.mark.parametrize(
    "wrong", [("--forward-to", "localhost:1"), ("--forward-to", "http://localhost:1", "--secret", "é")]
)
def test_what_nothing_can_be_forwarded_with_is_refused(wrong: tuple[str, ...], goods: Sandbox) -> None:
    assert told(run("listen", *wrong, **at(goods.client)), 1)["errorCode"] == "INVALID_ARGUMENT"


def test_a_diff_says_what_moved_between_two_plans(goods: Sandbox) -> None:
    order = goods.order()
    export = goods.plan(order)["exportId"]
    goods.plan(order, goods.order(quantity=3), batchId=export)
    moved = told(run("diff", export, **at(goods.client)), 3)
    assert (moved["from"]["plan"], moved["to"]["plan"]) == (1, 2)
    assert moved["changed"]
    same = told(run("diff", export, "--from", "2", "--to", "2", **at(goods.client)))
    assert (same["changed"], same["patch"]) == ([], [])
    assert told(run("diff", "batch_absent", **at(goods.client)), 1)["errorCode"] == "NOT_FOUND"


def test_a_plan_with_findings_is_shown_to_a_person_with_the_brackets_in_its_words(goods: Sandbox) -> None:
    book = goods.product({"title": "Prairie Cookbook", "hsCode": "4901.99.0070", "countryOfOrigin": "GB"})
    parties = ("--warehouse", goods.warehouse_id, "--broker", goods.broker_id)
    asked = ("plan", *parties, goods.order(book))
    planned = told(run(*asked, "--dry-run", **at(goods.client)), 4)
    assert any("[material" in each["fix"] for each in planned["validationMessages"])
    done = CliRunner().invoke(app, asked, env=at(goods.client) | {"COLUMNS": "400"})
    assert done.exit_code == 4, done.output
    assert "[material" in done.stdout


def test_the_outbox_lists_captured_mails_and_writes_one(goods: Sandbox) -> None:
    goods.executed()
    found = told(run("outbox", **at(goods.client)))
    assert (found["mode"], found["waiting"]) == ("test", [])
    mine = [each for each in found["captured"] if each["to"] == goods.broker_email]
    message = told(run("outbox", "--mail", mine[0]["id"], **at(goods.client)))["message"]
    assert goods.broker_email in message
    assert told(run("outbox", "--mail", "../keys", **at(goods.client)), 1)["errorCode"] == "NOT_FOUND"


def test_open_names_the_console_s_page_of_an_export(goods: Sandbox) -> None:
    export = goods.plan(goods.order())["exportId"]
    url = told(run("open", export, "--print", **at(goods.client)))["url"]
    account = goods.client.account_id
    assert url == f"{goods.client.server.url}/console/{account}/test/exports/{export}"
    assert told(run("open", "--print", **at(goods.client)))["url"] == f"{goods.client.server.url}/console"
    assert told(run("open", "batch_absent", **at(goods.client)), 1)["errorCode"] == "NOT_FOUND"


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A configuration folder of its own."""
    for name in ("ENTRYGO_SERVER", "ENTRYGO_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("typer.get_app_dir", lambda _: str(tmp_path))
    return tmp_path


def test_an_option_wins_over_the_environment_and_that_over_a_profile(server: Server, apart: Path) -> None:
    kept, named, told_by_option = (server.account(mode="test") for _ in range(3))
    for name, client in (("kept", kept), ("other", named)):
        told(run("login", "--profile", name, "--server", server.url, "--key", client.api_key))
    told(run("login", "--use", "kept"))
    assert (apart / "config.toml").stat().st_mode & 0o777 == 0o600

    def account(*arguments: str, **environment: str) -> str:
        return str(told(run("api", "GET", "/api/account", *arguments, **environment))["id"])

    environment = {"ENTRYGO_SERVER": server.url, "ENTRYGO_API_KEY": named.api_key}
    assert account() == kept.account_id
    assert account("--profile", "other") == named.account_id
    assert account(**environment) == named.account_id
    assert account("--key", told_by_option.api_key, **environment) == told_by_option.account_id
    assert told(run("profiles"))["profiles"][0]["keyEnds"] == kept.api_key[-4:]
    told(run("logout", "--profile", "kept"))
    assert told(run("api", "GET", "/api/account"), 1)["errorCode"] == "NO_API_KEY"


def test_a_profile_s_key_is_sent_to_its_own_server_alone(server: Server, apart: Path) -> None:
    assert apart.is_dir()
    told(run("login", "--server", server.url, "--key", server.account(mode="test").api_key))
    elsewhere = run("api", "GET", "/api/account", "--server", "http://127.0.0.1:9")
    assert told(elsewhere, 1)["errorCode"] == "NO_API_KEY"
    assert told(run("diff", "batch_1", "--profile", "none"), 1)["errorCode"] == "NO_SUCH_PROFILE"
