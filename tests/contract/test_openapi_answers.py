"""The API description is complete and true: every field, error and example, held against real answers."""

import base64
import copy
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator, meta

from entrygo.lifecycle.events import MEANINGS, EventType
from tests.serving.broker_mailbox import DROP, BrokerMailbox
from tests.serving.sandbox import BROKER, METAL_BOOK, Sandbox, sandbox
from tests.serving.server import Client, Server

Node = dict[str, Any]
OPTIMIZED: tuple[Node, ...] = (
    {"product_name": "Knitted hoodie", "description": "100 % cotton", "country_of_origin": "PK", "value": 18},
    {"product_name": "zzkx", "description": "", "country_of_origin": "RU", "value": 1, "existing_hs_code": "61"},
)  # fmt: skip
BYTES = {"packages.zip", "packages.artifact", "captured_mails.get", "submissions.message", "exports.draft"}


@pytest.fixture(scope="module")
def description(client: Client) -> Node:
    """The description as it is served, without a key."""
    response = client.http.get("/docs/api/openapi", headers={"authorization": ""})
    assert response.status_code == 200
    document: Node = response.json()
    return document


@pytest.fixture(scope="module")
def full(client: Client) -> Node:
    """The description with every field's meaning and every example."""
    document: Node = client.http.get("/docs/api/openapi/full").json()
    return document


def operations(description: Node) -> Iterator[tuple[str, str, Node]]:
    """Method, path and node of every operation."""
    for path, item in description["paths"].items():
        for method, node in item.items():
            yield method, path, node


def resolved(description: Node, node: Node) -> Node:
    """A part of the description, or what it refers to."""
    while "$ref" in node:
        _, _, kind, name = node["$ref"].split("/")
        node = description["components"][kind][name]
    return node


def parameters(description: Node, operation: Node) -> list[Node]:
    """The parameters of an operation."""
    return [resolved(description, each) for each in operation.get("parameters", ())]


def strict(node: Any) -> Any:
    """A schema in which no object may carry a field that is not described."""
    if isinstance(node, list):
        return [strict(each) for each in node]
    if not isinstance(node, dict):
        return node
    closed = {name: strict(each) for name, each in node.items()}
    if isinstance(node.get("properties"), dict):
        closed.setdefault("additionalProperties", False)
    return closed


def validator(description: Node, schema: Node) -> Draft202012Validator:
    """A strict validator of one schema of the description."""
    key = (id(description), json.dumps(schema))
    if key not in _validators:
        if id(description) not in _closed:
            _closed[id(description)] = (description, closed_components(description))
        _, components = _closed[id(description)]
        _validators[key] = Draft202012Validator(strict(schema) | components, validate_formats=True)
    return _validators[key]


def closed_components(description: Node) -> Node:
    """What the schemas of a description refer to, strict."""
    return {"components": {"schemas": strict(description["components"]["schemas"])}}


_closed: dict[int, tuple[Node, Node]] = {}  # by the description's identity, which is kept for that
_validators: dict[tuple[int, str], Draft202012Validator] = {}


def faults(description: Node, schema: Node, value: Any) -> list[str]:
    """Where a value departs from its schema."""
    return [
        f"{'.'.join(str(part) for part in error.instance_path)}: {error.message[:300]}"
        for error in validator(description, schema).iter_errors(value)
    ]


def answer_schema(description: Node, operation: str) -> Node:
    """The schema of an operation's answer."""
    for _, _, node in operations(description):
        if node["operationId"] == operation:
            schema: Node = node["responses"]["200"]["content"]["application/json"]["schema"]
            return schema
    raise LookupError(operation)


@pytest.mark.requirement("openapi:get:version", "openapi:get:no-key")
def test_the_description_is_a_sound_openapi_document(description: Node) -> None:
    assert description["openapi"].startswith("3.1.")
    assert {"title", "version", "description"} <= set(description["info"])
    names = [node["operationId"] for _, _, node in operations(description)]
    assert len(set(names)) == len(names)
    for kind, name in set(re.findall(r"#/components/(\w+)/([\w-]+)", str(description))):
        assert name in description["components"][kind], (kind, name)
    for name, schema in description["components"]["schemas"].items():
        meta.validate(schema)
        assert re.fullmatch(r"\w+", name)
    for _, path, node in operations(description):
        given = parameters(description, node)
        in_path = {each["name"] for each in given if each["in"] == "path"}
        assert in_path == set(re.findall(r"{(\w+)}", path)), path
        assert all(each["description"] for each in given), path
        assert node["description"].endswith("."), path
        assert len(node["tags"]) == 1
        assert set(node["tags"]) <= {tag["name"] for tag in description["tags"] if tag["description"]}


@pytest.mark.requirement("openapi:content:endpoints")
def test_every_endpoint_has_its_answer_and_its_examples(full: Node, client: Client) -> None:
    for _, path, node in operations(full):
        (media,) = node["responses"]["200"]["content"].items()
        if node["operationId"] in BYTES:
            assert media[0] != "application/json"
            continue
        assert "$ref" in str(media[1]["schema"]), f"{path} has no answer model"
        served = client.http.get(
            f"/docs/api/{node['operationId']}/answer.json", headers={"authorization": ""}
        )
        assert media[1]["example"] == served.json(), path
        if "requestBody" in node:
            assert node["requestBody"]["content"]["application/json"]["example"], path


@pytest.mark.requirement("openapi:content:errors")
def test_every_endpoint_names_its_errors_with_an_example_of_each(full: Node) -> None:
    for _, path, node in operations(full):
        failures = {
            status: resolved(full, each)
            for status, each in node["responses"].items()
            if status == "default" or status[0] in "45"
        }
        general = failures["default"]["content"]["application/json"]["examples"]
        assert {"INVALID_API_KEY", "INSUFFICIENT_SCOPE", "RATE_LIMITED", "INTERNAL_ERROR"} <= set(general), (
            path
        )
        for status, failure in failures.items():
            content = failure["content"]["application/json"]
            assert failure["content"]["application/problem+json"]["schema"] == content["schema"]
            assert content["examples"]
            for code, reference in content["examples"].items():
                example = resolved(full, reference)["value"]
                assert example["errorCode"] == code
                assert (
                    status == "default" or code == "INVALID_ACCOUNT_SCOPE" or example["status"] == int(status)
                )
                assert not faults(full, content["schema"], example), (path, code)


def test_what_is_posted_to_a_webhook_is_described(description: Node, answers: dict[str, list[Node]]) -> None:
    post = description["webhooks"]["event"]["post"]
    schema = post["requestBody"]["content"]["application/json"]["schema"]
    event = answers["events.list"][0]["data"][0]
    message = {"type": event["type"], "timestamp": event["created_at"], "data": event}
    assert not faults(description, schema, message)
    assert faults(description, schema, message | {"data": event | {"type": "novel.type"}})
    assert {each["name"] for each in post["parameters"]} == {
        "webhook-id",
        "webhook-timestamp",
        "webhook-signature",
    }


def test_every_example_fits_its_schema(full: Node) -> None:
    for _, _, node in operations(full):
        name = node["operationId"]
        places = [node["responses"]["200"]["content"]]
        if "requestBody" in node:
            places.append(node["requestBody"]["content"])
        for place in places:
            for content in place.values():
                if "example" in content:
                    assert not faults(full, content["schema"], content["example"]), name


def test_every_field_says_what_it_means(full: Node) -> None:
    schemas = full["components"]["schemas"]
    for name, schema in schemas.items():
        assert schema.get("description"), name
        for field, part in schema.get("properties", {}).items():
            meant = part.get("description") or schemas[part.get("$ref", "").rpartition("/")[2]]["description"]
            assert meant.endswith((".", ":", "`")), f"{name}.{field}: {meant}"


def test_every_request_field_has_an_example_that_fits_it(full: Node) -> None:
    bodies = {
        node["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        for _, _, node in operations(full)
        if "requestBody" in node
    }
    schemas = full["components"]["schemas"]
    assert bodies
    for name in bodies:
        for field, part in schemas[name]["properties"].items():
            for example in resolved(full, part).get("examples", part.get("examples", ())):
                assert not faults(full, part, example), f"{name}.{field}"


@pytest.fixture(scope="module")
def answers(server: Server, mailbox: BrokerMailbox) -> dict[str, list[Node]]:
    """Real answers of every endpoint, by operation, from a life of a few exports with much and with little said."""
    client = server.account(scopes="read,write,execute,admin")
    goods = sandbox(client, feeSchedule=BROKER["feeSchedule"] | {"includedLines": 5})
    seen: dict[str, list[Node]] = {}

    def keep(operation: str, response: Any) -> Node:
        body: Node = client.ok(response)
        seen.setdefault(operation, []).append(body)
        return body

    _records(client, goods, keep)
    _exports(server, client, goods, keep)
    _said_by_the_broker(client, goods, mailbox, keep)
    _webhooks(client, keep)
    _keys(client, keep)
    _people(server, client, keep)
    _pages(client, keep)
    shop = sandbox(server.account())
    shop.order()
    keep("exports.plan_open", shop.client.post("/api/exports/plan-open", {"maxOrders": 50}))
    _by_their_own_examples(client, seen, keep)
    sandbox(captured := server.key(client.account_id, mode="test")).executed()
    keep("captured_mails.list", captured.get("/api/captured-mails"))
    return seen


Keep = Callable[[str, Any], Node]
FULL_PRODUCT: Node = METAL_BOOK | {
    "usmca": {"qualifies": True, "criterion": "B", "certifier": "exporter", "validFrom": "2026-01-01"},
    "metals": {"steelWeightKg": 0.2, "usOriginShare": 0.5},
    "pga": [{"agency": "FDA", "disclaim": "A"}],
    "adcvd": {"inScope": False},
    "attributes": {"assists": False, "note": 1.5},
}
SHIP_TO = {"name": "Dana Reed", "address1": "88 Elm Street", "city": "Buffalo", "region": "NY"}


def _records(client: Client, goods: Sandbox, keep: Keep) -> None:
    account = {"accountId": client.account_id}
    both = [{"externalId": "full", **FULL_PRODUCT}, {"externalId": "bare", "title": "Nothing known"}]
    synced = keep("products.sync", client.post("/api/products/sync", {"items": both}))
    full = synced["data"][0]["id"]
    table = "externalId,title,sku\nbare,Nothing known,B-1\nother,Other,\n"
    for dry in (True, False):
        keep("products.import", client.post("/api/products/import", {"csv": table, "dryRun": dry}))
    keep("products.get", client.get(f"/api/products/{full}"))
    keep("products.patch", client.patch(f"/api/products/{full}", {"category": "books"}))
    mend = {"changes": [{"productId": full, "set": {"netWeightKg": 0.35}}]}
    keep("product_changes.create", client.post("/api/product-changes", mend | {"dryRun": True}))
    change = keep("product_changes.create", client.post("/api/product-changes", mend))["changeId"]
    keep("product_changes.get", client.get(f"/api/product-changes/{change}"))
    keep("product_changes.undo", client.post(f"/api/product-changes/{change}/undo", {}))
    keep("products.history", client.get(f"/api/products/{full}/history"))
    keep("products.uses", client.get(f"/api/products/{goods.book_id}/uses"))
    line = {"productId": full, "quantity": 2, "unitValueUsd": 30.25}
    order = {
        "externalId": "full",
        "destinationCountry": "US",
        "items": [line],
        "shipTo": SHIP_TO,
        "buyer": SHIP_TO,
        "charges": [{"type": "freight", "amountUsd": 2.5}],
        "metadata": {"channel": "web"},
        "packages": 2,
        "soldOn": "2026-11-01",
    }
    little = {"externalId": "little", "destinationCountry": "US", "items": []}
    made = keep("orders.sync", client.post("/api/orders/sync", {"items": [order, little]}))
    sold = "externalId,destinationCountry,sku,quantity,unitValueUsd\nfile-1,United States,B-1,1,400\n"
    for dry in (True, False):
        keep("orders.import", client.post("/api/orders/import", {"csv": sold, "dryRun": dry}))
    keep("orders.get", client.get(f"/api/orders/{made['data'][0]['id']}"))
    keep("account.get", client.get("/api/account"))
    keep("account.patch", client.patch("/api/account", {"incoterm": "DAP"}))
    keep("warehouses.create", client.post("/api/warehouses", {"name": "Bare"}))
    keep("warehouses.get", client.get(f"/api/warehouses/{goods.warehouse_id}"))
    changes = account | {"notificationEmail": "dock@warehouse.example"}
    keep("warehouses.patch", client.patch(f"/api/warehouses/{goods.warehouse_id}", changes))
    keep("brokers.create", client.post("/api/brokers", {"name": "Bare", "email": "bare@broker.example"}))
    keep("brokers.get", client.get(f"/api/brokers/{goods.broker_id}"))
    keep("brokers.send_test_mail", client.post(f"/api/brokers/{goods.broker_id}/test-mails", {}))
    keep("brokers.test_mails", client.get(f"/api/brokers/{goods.broker_id}/test-mails"))
    keep("brokers.patch", client.patch(f"/api/brokers/{goods.broker_id}", {"onUncertain": "hold"}))
    keep("system.health", client.get("/api/system/health"))


def _exports(server: Server, client: Client, goods: Sandbox, keep: Keep) -> None:
    jacket = goods.product(METAL_BOOK)
    first, second, abroad = goods.order(jacket), goods.order(), goods.order(destinationCountry="CA")
    bare = goods.product({"title": "Nothing known", "hsCode": "7323.93.0080", "countryOfOrigin": "CN"})
    planned = keep("exports.plan", client.post("/api/exports/plan", goods.request(first, second, abroad)))
    keep("exports.plan", client.post("/api/exports/plan", goods.request(first, dryRun=True)))
    blocked = goods.order(bare, value=900)
    keep("exports.plan", client.post("/api/exports/plan", goods.request(blocked, blocked, second)))
    keep("exports.plan", client.post("/api/exports/plan", goods.request(abroad)))
    batch = planned["exportId"]
    keep("exports.inspect", client.get(f"/api/exports/{batch}"))
    approver = server.key(client.account_id, owner="Bo Lind")
    approval = {"planHash": planned["planHash"]}
    keep("exports.approve", approver.post(f"/api/exports/{batch}/approve", approval))
    keep("exports.plan", client.post("/api/exports/plan", goods.request(second, batchId=batch)))
    keep("exports.diff", client.get(f"/api/exports/{batch}/diff"))
    keep("exports.snapshot", client.get(f"/api/exports/{batch}/snapshot"))
    done = keep("exports.execute", client.post("/api/exports/execute", {"batchId": batch}))
    keep("exports.inspect", client.get(f"/api/exports/{batch}"))
    keep("packages.get", client.get(f"/api/customs-packages/{done['customs_package_id']}"))
    again = {"recipientEmail": "again@broker.example"}
    keep("exports.resubmit", client.post(f"/api/exports/{batch}/resubmit", again))
    sent = keep("submissions.list", client.get("/api/submissions", params={"exportId": batch}))["data"][0][
        "id"
    ]
    keep("submissions.get", client.get(f"/api/submissions/{sent}"))
    client.ok(client.patch(f"/api/products/{goods.book_id}", {"countryOfOrigin": "IE"}))
    keep("exports.preview_correction", client.get(f"/api/exports/{batch}/corrections"))
    keep("exports.correct", client.post(f"/api/exports/{batch}/corrections", {}))
    left = goods.executed()["exportId"]
    keep("exports.withdraw", client.post(f"/api/exports/{left}/withdraw", {"reason": "no truck"}))
    stays, leaves = goods.order(), goods.order()
    keep("orders.patch", client.patch(f"/api/orders/{stays}", {"shipTo": SHIP_TO}))
    whole = goods.plan(stays, leaves)["exportId"]
    keep("exports.split_off", client.post(f"/api/exports/{whole}/split-off", {"orderIds": [leaves]}))
    other = goods.plan(first)["exportId"]
    keep("exports.cancel", client.post(f"/api/exports/{other}/cancel", {"reason": "no truck"}))
    keep("exports.inspect", client.get(f"/api/exports/{other}"))


def _held(client: Client, mailbox: BrokerMailbox, keep: Keep) -> None:
    """A mail whose fate is not known, what a person says of it, and what comes back about it."""
    goods = sandbox(client, onUncertain="hold")
    mailbox.data_answers[goods.broker_email] = DROP
    held = goods.executed()["brokerSubmission"]
    assert held["status"] == "uncertain"
    decision = {"decision": "arrived", "reason": "They said so"}
    keep("submissions.decide", client.post(f"/api/submissions/{held['id']}/decide", decision))
    why = {"reason": "It went to a wrong address"}
    keep("submissions.end_links", client.post(f"/api/submissions/{held['id']}/end-links", why))
    for subject, reference in (("Thanks", held["message_id"]), ("Something else", "<other@example.com>")):
        reply = f"From: a@b.example\r\nSubject: {subject}\r\nIn-Reply-To: {reference}\r\n\r\nThanks.\r\n"
        raw = base64.b64encode(reply.encode()).decode()
        keep("mail.inbound", client.post("/api/mail/inbound", {"raw": raw}))


def _said_by_the_broker(client: Client, goods: Sandbox, mailbox: BrokerMailbox, keep: Keep) -> None:
    _held(client, mailbox, keep)
    batch = goods.executed()["exportId"]
    number = goods.inspect(batch)["customsPackage"]["packageNumber"]
    mails = mailbox.wait_for(goods.broker_email, 2)
    (text,) = [
        body.get_content()
        for mail in mails
        if (body := mail.get_body(("plain",))) and number in mail["subject"]
    ]
    link = re.search(r"/broker/[\w.-]+", text)
    assert link is not None
    form = {"name": "Bea", "decision": "ask", "line": "1.1", "text": "Which paper?"}
    assert client.http.post(link.group(), data=form).status_code == 200
    keep("exports.inspect", client.get(f"/api/exports/{batch}"))


def _webhooks(client: Client, keep: Keep) -> None:
    hook = keep("webhooks.create", client.post("/api/webhooks", {"url": "https://hooks.invalid/entrygo"}))
    path = f"/api/webhooks/{hook['id']}"
    keep("webhooks.patch", client.patch(path, {"state": "disabled", "eventTypes": ["export.executed"]}))
    keep("webhooks.rotate", client.post(f"{path}/rotate", {}))
    owed = keep("webhooks.test", client.post(f"{path}/test", {}))
    keep("webhooks.redeliver", client.post(f"{path}/deliveries/{owed['id']}/replay", {}))
    keep("webhooks.replay", client.post(f"{path}/replay", {"since": "2026-11-02"}))
    keep("webhooks.deliveries", client.get(f"{path}/deliveries"))
    keep("webhooks.get", client.get(path))
    keep("webhooks.list", client.get("/api/webhooks"))
    keep("webhooks.delete", client.http.request("DELETE", path))


def _keys(client: Client, keep: Keep) -> None:
    asked = {"name": "packing", "owner": "Ann Bell", "scopes": ["read"], "policy": {"readyOnly": True}}
    path = f"/api/keys/{keep('keys.create', client.post('/api/keys', asked))['id']}"
    keep("keys.patch", client.patch(path, {"policy": {"maxExportValueUsd": 500}}))
    keep("keys.rotate", client.post(f"{path}/rotate", {}))
    keep("keys.revoke", client.post(f"{path}/revoke", {}))
    keep("keys.list", client.get("/api/keys"))
    keep("requests.list", client.get("/api/requests"))


def _people(server: Server, client: Client, keep: Keep) -> None:
    admin = server.key(client.account_id, scopes="admin", owner="Ann Bell")
    server.person(client.account_id, "ann@maple.example", "Ann Bell")
    path = f"/api/people/{server.person(client.account_id, 'dee@maple.example', 'Dee Fox')}"
    keep("people.list", admin.get("/api/people"))
    keep("people.patch", admin.patch(path, {"roles": ["operator", "approver"]}))
    keep("people.end_sessions", admin.post(f"{path}/end-sessions", {}))
    keep("people.remove", admin.post(f"{path}/remove", {}))
    invited = {"email": "bob@maple.example", "roles": ["operator"]}
    invitation = keep("invitations.create", admin.post("/api/invitations", invited))["id"]
    keep("invitations.list", admin.get("/api/invitations"))
    keep("invitations.revoke", admin.post(f"/api/invitations/{invitation}/revoke", {}))


def _by_their_own_examples(client: Client, seen: dict[str, list[Node]], keep: Keep) -> None:
    """Endpoints not called by name above that need no id in their path."""
    description: Node = client.get("/docs/api/openapi").json()
    for method, path, node in operations(description):
        name = node["operationId"]
        if name in seen or name in BYTES or "{" in path or name.startswith("captured"):
            continue
        asked = [resolved(description, each) for each in node.get("parameters", ())]
        query = {each["name"]: each.get("example", "book") for each in asked if each.get("required")}
        body = node.get("requestBody", {}).get("content", {}).get("application/json", {}).get("example", {})
        owned = {each: value for each, value in body.items() if each != "accountId"}
        keep(name, client.get(path, params=query) if method == "get" else client.post(path, owned))


def _pages(client: Client, keep: Keep) -> None:
    for noun in ("products", "orders", "warehouses", "brokers", "exports", "events", "notifications"):
        keep(f"{noun}.list", client.get(f"/api/{noun}", params={"limit": 2}))
        page = keep(f"{noun}.list", client.get(f"/api/{noun}", params={"limit": 100}))
        while page["next_cursor"]:
            more = {"limit": 100, "cursor": page["next_cursor"]}
            page = keep(f"{noun}.list", client.get(f"/api/{noun}", params=more))
    goods_lines = [
        {"hsCode": "4901.99.0070", "countryOfOrigin": "GB", "valueUsd": 1200.5, "quantity": 60},
        {"hsCode": "7323.93.0080", "countryOfOrigin": "CN", "valueUsd": 100, "quantity": 10},
        {"hsCode": "0000.00.0000", "countryOfOrigin": "CN", "valueUsd": 100, "quantity": 10},
    ]
    keep("exports.board", client.get("/api/exports/board"))
    keep("exports.counts", client.get("/api/exports/counts"))
    decision = {"entryKey": "e1:0", "partyFingerprint": "0" * 64, "disposition": "cleared", "reason": "Seen."}
    keep("dispositions.create", client.post("/api/screening/dispositions", decision))
    keep("dispositions.list", client.get("/api/screening/dispositions"))
    body = {"entryDate": "2026-11-02", "mode": "ocean", "entryType": "formal", "lines": goods_lines}
    keep("customs.estimate", client.post("/api/customs/estimate", body))
    client.ok(
        client.post("/api/products/sync", {"items": [{"externalId": "bare", "title": "Cotton hoodie"}]})
    )
    keep("products.suggest", client.post("/api/products/suggest", {"limit": 5}))
    for goods in OPTIMIZED:
        run = keep("customs.optimize", client.post("/api/customs/optimize", goods))["optimizer_run_id"]
        keep("customs.optimizer_run", client.get(f"/api/customs/optimize/{run}"))
    keep("triage.get", client.get("/api/triage"))


@pytest.mark.requirement("openapi:content:true")
def test_real_answers_of_every_endpoint_fit_their_models_both_ways(
    description: Node, answers: dict[str, list[Node]]
) -> None:
    wanted = {node["operationId"] for _, _, node in operations(description)} - BYTES
    assert wanted == set(answers), "an endpoint without a real answer here proves nothing"
    found = {
        name: told
        for name, bodies in answers.items()
        for body in bodies
        if (told := faults(description, answer_schema(description, name), body))
    }
    assert not found


def test_a_field_nobody_described_would_be_noticed(description: Node, answers: dict[str, list[Node]]) -> None:
    for name in ("exports.plan", "exports.inspect", "orders.get"):
        schema = answer_schema(description, name)
        more = copy.deepcopy(answers[name][0]) | {"novel": 1}
        less = {field: value for field, value in more.items() if field not in ("novel", "id", "planHash")}
        assert faults(description, schema, more)
        assert faults(description, schema, less)
    deep = copy.deepcopy(answers["exports.plan"][0])
    deep["duty_estimate"]["lines"][0]["layers"][0]["novel"] = 1
    assert faults(description, answer_schema(description, "exports.plan"), deep)


def test_every_event_type_is_explained_and_real_payloads_hold_nothing_else(
    answers: dict[str, list[Node]],
) -> None:
    assert set(MEANINGS) == set(EventType)
    events = [event for page in answers["events.list"] for event in page["data"]]
    assert {"export.planned", "customs.artifact_generated", "broker.questioned"} <= {
        e["type"] for e in events
    }
    for event in events:
        assert set(event["payload"]) <= set(MEANINGS[EventType(event["type"])].fields), event["type"]
