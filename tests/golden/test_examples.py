"""The examples of the API description, recorded from a server; ``make golden`` writes them anew."""

import os
from pathlib import Path

import orjson
import pytest

import entrygo.contract
from entrygo.surfaces.http.app import ENDPOINTS
from tests.golden.example_calls import BROKER_EMAIL, Node, Recorder, recorded
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


@pytest.mark.requirement("events:actor:every-write", "events:actor:form")
def test_every_write_of_the_description_leaves_an_event_with_actor_and_request(calls: Recorder) -> None:
    """An endpoint that is added is found in the description: it is called here, or it fails here."""
    routes = {route.operation: route for route in ENDPOINTS if route.is_write}
    writes = {name for name, route in routes.items() if route.scope != "read"}
    assert writes <= set(calls.requests), "these writes are called by no example"
    by_request: dict[str, list[Node]] = {}
    for event in calls.events:
        by_request.setdefault(event["requestId"], []).append(event)
    silent = {name for name in writes if not any(request in by_request for request in calls.requests[name])}
    assert not silent, "these writes leave no event"
    for name in writes:
        for event in (each for request in calls.requests[name] for each in by_request.get(request, ())):
            assert event["actor"]["kind"] == "key", event
            assert event["actor"]["id"].startswith("key_"), event
            assert event["requestId"], event
    computed = {name for name in routes if name not in writes}
    assert not [name for name in computed for request in calls.requests[name] if request in by_request]


@pytest.mark.requirement("events:change:before-after")
def test_every_write_of_the_description_says_what_was_there_before_and_what_is_there_after(
    calls: Recorder,
) -> None:
    """Each event of a write says both, and one of them at least that something is other than it was."""
    writes = {route.operation for route in ENDPOINTS if route.is_write and route.scope != "read"}
    of_request = {request: name for name in writes for request in calls.requests.get(name, ())}
    changed: dict[str, list[bool]] = {name: [] for name in writes}
    for event in calls.events:
        said = event["payload"]
        assert {"before", "after"} <= set(said), event
        assert all(said[side] is None or isinstance(said[side], dict) for side in ("before", "after")), event
        if event["requestId"] in of_request:
            changed[of_request[event["requestId"]]].append(said["before"] != said["after"])
    unchanged = {name for name, differences in changed.items() if not any(differences)}
    assert not unchanged, "these writes say of nothing how it was before and after"


@pytest.mark.requirement("events:actor:form")
def test_every_event_says_who_wrote_it(calls: Recorder) -> None:
    system = [event for event in calls.events if event["requestId"] is None]
    assert {event["actor"]["kind"] for event in system} == {"system"}
    of_export = [event for event in calls.events if event["export_id"]]
    assert all(event["actor"]["kind"] in ("key", "system", "person") for event in of_export)
    approved = next(event for event in calls.events if event["type"] == "export.approved")
    assert approved["actor"] == {"kind": "key", "id": approved["payload"]["approvedBy"], "name": "Bo Lind"}


@pytest.mark.requirement("events:settings:before-after")
def test_events_of_settings_say_what_stood_there_and_what_stands_there_now(calls: Recorder) -> None:
    changed = {}
    for event in calls.events:
        changed.setdefault(event["type"], []).append(event["payload"])
    first, second = changed["broker.changed"][:2]
    assert (first["before"], first["after"]["email"]) == (None, BROKER_EMAIL)
    assert (second["before"], second["after"]) == ({"onUncertain": None}, {"onUncertain": "hold"})
    [notice] = [each for each in changed["warehouse.changed"] if each["before"]]
    assert notice["before"] == {"notificationEmail": "dock@example.com"}
    assert changed["account.changed"][0]["after"]["incoterm"] == "DDP"
    metals = next(each for each in changed["products.changed"] if each["changed"])
    [(product_id, now)] = metals["after"].items()
    assert (metals["before"][product_id]["usmca"]["criterion"], now["usmca"]) == ("B", None)
    assert [each["new"] for each in changed["orders.synced"]][:2] == [1, 2]
    assert "Dana Reed" not in str(changed), "a buyer's name stays out of the chain"
    kinds = [kind for kind in changed if kind.startswith("key.")]
    assert kinds == ["key.created", "key.changed", "key.rotated", "key.revoked"]
    assert not [each for each in changed["key.created"] if "apiKey" in str(each)]
