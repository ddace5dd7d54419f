"""A short life of one account, call by call: what the examples of the API description are recorded from."""

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from entrygo.contract.actor import Mode, Tenant
from entrygo.store import tables
from entrygo.store.restored import Restored, note_name
from entrygo.store.sessions import SessionRow, SessionRows
from tests.serving.broker_mailbox import DROP, BrokerMailbox
from tests.serving.sandbox import BOOK, METAL_BOOK
from tests.serving.server import Client, Server
from tests.serving.waiting import wait_until

Node = dict[str, Any]  # JSON
ENTRY_DATE = "2026-11-02"  # the law of that day, whatever day it is
FIRST_CALL = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
BROKER_EMAIL, DOUBTFUL_EMAIL = "broker@example.com", "entries@example.com"
ADDRESS = {
    "address1": "5 Dock Road",
    "city": "Mississauga",
    "region": "ON",
    "postalCode": "L5T 1A1",
    "country": "CA",
}
PROFILE = {
    "address": ADDRESS,
    "importerOfRecord": {
        "name": "Maple Goods Ltd",
        "number": "12-3456789XX",
        "bond": {"type": "continuous", "number": "9912345", "surety": "457"},
        "address": ADDRESS,
    },
    "ultimateConsignee": {
        "name": "Lakeshore Retail LLC",
        "number": "98-7654321",
        "address": {
            "address1": "88 Elm Street",
            "city": "Buffalo",
            "region": "NY",
            "postalCode": "14201",
            "country": "US",
        },
    },
    "responsiblePerson": {"name": "Ann Bell", "title": "Export manager", "email": "ann@example.com"},
    "incoterm": "DDP",
}
WAREHOUSE = {
    "name": "Mississauga",
    "address": ADDRESS,
    "notificationEmail": "dock@example.com",
    "portOfEntry": "0901",
    "mode": "truck",
}
BROKER = {
    "name": "Border Brokers",
    "email": BROKER_EMAIL,
    "powerOfAttorney": {"onFile": True, "validTo": "2030-12-31"},
    "feeSchedule": {"formalEntryUsd": 125, "informalEntryUsd": 15.73},
}
SHIP_TO = {
    "name": "Dana Reed",
    "address1": "88 Elm Street",
    "city": "Buffalo",
    "region": "NY",
    "postalCode": "14201",
    "country": "US",
}
ESTIMATE = {
    "entryDate": ENTRY_DATE,
    "mode": "truck",
    "entryType": "formal",
    "lines": [
        {"hsCode": "4901.99.0070", "countryOfOrigin": "GB", "valueUsd": 1200, "quantity": 60},
        {"hsCode": "7323.93.0080", "countryOfOrigin": "CN", "valueUsd": 100, "quantity": 10},
    ],
}
GOODS = {
    "product_name": "Men's knitted cotton hoodie",
    "description": "Pullover with hood, 100 % cotton, knitted, long sleeves",
    "country_of_origin": "PK",
    "value": 18,
    "materials": ["100% cotton"],
    "existing_hs_code": "6110.20.2069",
    "entry_date": ENTRY_DATE,
}
KEY = {
    "name": "Order desk",
    "owner": "Cy Moss",
    "scopes": ["read", "write", "approve"],
    "expires": "2099-12-31",
    "policy": {"maxExportValueUsd": 10000, "countries": ["US"]},
}
ENDPOINT = {
    "url": "https://shop.example.com/entrygo",
    "eventTypes": ["export.executed", "broker.acknowledged", "broker.rejected"],
    "description": "The shop's order desk",
}
DISPOSITION = {
    "entryKey": "e1:0123456789abcdef",
    "partyFingerprint": "a" * 64,
    "disposition": "cleared",
    "reason": "Another date of birth; passport seen.",
}
INVITED = {"email": "bob@maple-harbour.example", "roles": ["operator"]}


@dataclass
class Names:
    """What differs from run to run, under names that do not: the first product is ``prod_123`` in every run."""

    known: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    calls: int = 0

    def steady(self, text: str) -> str:
        """A text of one call with every id, hash, secret, size and instant of its run renamed."""
        for pattern, rename in _RENAMED:
            text = re.sub(pattern, lambda found, rename=rename: rename(self, found), text)
        return text

    def nth(self, kind: str, found: str) -> int:
        """The how-manieth of its kind this one is, in order of appearance, from 0."""
        if found not in self.known:
            self.known[found] = str(self.counts.get(kind, 0))
            self.counts[kind] = self.counts.get(kind, 0) + 1
        return int(self.known[found])

    def instant(self, found: str) -> str:
        """The minute of the call that showed it first: later calls, later instants."""
        if found not in self.known:
            self.known[found] = (FIRST_CALL + timedelta(minutes=self.calls)).isoformat(
                timespec="milliseconds"
            )
        return self.known[found].replace("+00:00", "Z")

    def cursor(self, found: str) -> str:
        """A cursor whose position is renamed as what stands there is."""
        position = base64.urlsafe_b64decode(found + "=" * (-len(found) % 4)).decode()
        return base64.urlsafe_b64encode(self.steady(position).encode()).decode().rstrip("=")


_IDS = "acc|batch|bes|br|chg|cp|disp|evt|inv|key|mail|notice|notif|optatt|optrun|ord|per|pm|prod|req|ses|whd|whk|wh"
_RENAMED = (
    (r'(?<="events":)\d+', lambda names, m: "99"),
    (rf"\b({_IDS})_[0-9a-f]{{32}}\b", lambda names, m: f"{m[1]}_{123 + names.nth(m[1], m[0])}"),
    (r"\bcp_[a-z]{2}\d{6}\b", lambda names, m: f"cp_ch{123456 + names.nth('number', m[0])}"),
    (r"\bplanhash_[0-9a-f]{64}\b", lambda names, m: f"planhash_abc{123 + names.nth('planhash', m[0])}"),
    (r"(?<![0-9a-f_])(?!a{64})[0-9a-f]{64}\b", lambda names, m: f"{names.nth('sha256', m[0]) + 0xE000:064x}"),
    (
        r"\bwhsec_[\w+/=]+",
        lambda names, m: f"whsec_{base64.b64encode(b'an example, never a real secret!').decode()}",
    ),
    (
        r"\bshpbndl_(live|test)_(?!live|test)[\w-]+",
        lambda names, m: f"shpbndl_{m[1]}_an_example_never_a_real_secret",
    ),
    (r"(?<=/console/invite/)[\w-]{43}", lambda names, m: "an_example_never_a_real_token"),
    (r'(?<="size_bytes":)\d+', lambda names, m: "4096"),
    (r"\b127\.0\.0\.1:\d+", lambda names, m: "mail.example.com:587"),
    (r'(?<="milliseconds":)\d+', lambda names, m: "12"),
    (r'(?<="next_cursor":")[\w-]+', lambda names, m: names.cursor(m[0])),
    (r'(?<="nextCursor":")[\w-]+', lambda names, m: names.cursor(m[0])),
    (rf"(?!{ENTRY_DATE})\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{{3}}Z", lambda names, m: names.instant(m[0])),
)


def shortened(value: Any) -> Any:
    """A body with the first item of each list: the description is read whole."""
    if isinstance(value, dict):
        return {name: shortened(part) for name, part in value.items()}
    return [shortened(item) for item in value[:1]] if isinstance(value, list) else value


@dataclass
class Recorder:
    """Calls the server and keeps, by operation, the first body sent and what was answered, both shortened."""

    client: Client
    names: Names = field(default_factory=Names)
    kept: dict[str, Node] = field(default_factory=dict)
    texts: list[tuple[str, str]] = field(default_factory=list)
    requests: dict[str, list[str]] = field(default_factory=dict)
    events: list[Node] = field(default_factory=list)

    def under(self, client: Client) -> "Recorder":
        """The same record under another key."""
        return replace(self, client=client)

    def call(self, operation: str, method: str, path: str, body: Mapping[str, Any] | None = None) -> Node:
        """One call; its answer as it came."""
        self.names.calls += 1
        account = "account_id" if operation == "customs.optimize" else "accountId"
        of_account = {} if method == "PATCH" else {account: self.client.account_id}
        sent = None if body is None else of_account | body
        response = self.client.http.request(method, path, json=sent)
        answer = self.client.ok(response)
        self.requests.setdefault(operation, []).append(response.headers["x-request-id"])
        steady = None if sent is None else shortened(json.loads(self.names.steady(json.dumps(sent))))
        text = self.names.steady(response.text)
        self.texts.append((operation, text))
        example = {} if steady is None else {"request": steady}
        self.kept.setdefault(operation, example | {"answer": shortened(json.loads(text))})
        return answer

    def get(self, operation: str, path: str) -> Node:
        """A reading."""
        return self.call(operation, "GET", path)

    def post(self, operation: str, path: str, body: Mapping[str, Any]) -> Node:
        """A verb."""
        return self.call(operation, "POST", path, body)

    def patch(self, operation: str, path: str, body: Mapping[str, Any]) -> Node:
        """A change."""
        return self.call(operation, "PATCH", path, body)


def recorded(server: Server, mailbox: BrokerMailbox) -> Recorder:
    """Every operation that answers JSON, each at least once."""
    recorder = Recorder(server.account())
    ids = _records(recorder)
    _exports(recorder, server, ids)
    _doubt(recorder, mailbox, ids)
    _webhooks(recorder)
    _keys(recorder.under(server.key(recorder.client.account_id, scopes="admin", owner="Ann Bell")))
    _people(recorder.under(server.key(recorder.client.account_id, scopes="admin", owner="Ann Bell")), server)
    _lists(recorder)
    _captured(recorder.under(server.key(recorder.client.account_id, mode="test")))
    recorder.events = _every_event(recorder.client)
    return recorder


def _every_event(client: Client) -> list[Node]:
    """The live world's events, oldest first."""
    found: list[Node] = []
    query: Node = {"limit": 100}
    while True:
        page = client.ok(client.get("/api/events", params=query))
        found += page["data"]
        if not page["has_more"]:
            return found
        query["cursor"] = page["next_cursor"]


def _people(record: Recorder, server: Server) -> None:
    """Two admins, one of whom leaves; somebody is invited and the invitation taken back."""
    server.person(record.client.account_id, "ann@maple-harbour.example", "Ann Bell")
    person_id = server.person(record.client.account_id, "dee@maple-harbour.example", "Dee Fox")
    path = f"/api/people/{person_id}"
    record.get("people.list", "/api/people?limit=1")
    record.patch("people.patch", path, {"roles": ["operator", "approver"]})
    _signs_in(server, person_id)
    record.post("people.end_sessions", f"{path}/end-sessions", {})
    record.post("people.remove", f"{path}/remove", {})
    invited = record.post("invitations.create", "/api/invitations", INVITED)
    record.get("invitations.list", "/api/invitations?limit=1")
    record.post("invitations.revoke", f"/api/invitations/{invited['id']}/revoke", {})


def _signs_in(server: Server, person_id: str) -> None:
    """A session of the person's, as a sign-in leaves one."""
    session = SessionRow(
        digest="0" * 64,
        id="ses_" + "0" * 32,
        person_id=person_id,
        created_at=FIRST_CALL,
        last_seen_at=FIRST_CALL,
        expires_at=datetime(2099, 12, 31, tzinfo=UTC),
        auth_method="password",
        fresh_at=FIRST_CALL,
        user_agent="",
        address="",
    )
    with server.rows() as rows:
        SessionRows(rows).insert(session)


def _keys(record: Recorder) -> None:
    made = record.post("keys.create", "/api/keys", KEY)
    path = f"/api/keys/{made['id']}"
    record.patch("keys.patch", path, {"policy": {"maxExportValueUsd": 2500, "readyOnly": True}})
    record.post("keys.rotate", f"{path}/rotate", {})
    record.post("keys.revoke", f"{path}/revoke", {})
    record.get("keys.list", "/api/keys?limit=1")
    _requests(record, made["id"])


def _requests(record: Recorder, key_id: str) -> None:
    """The log of calls is behind them: it is asked once it has come so far."""
    called = f"/api/keys/{key_id}/rotate"
    record.client.post(called, {"accountId": "acc_of_nobody"})
    path = "/api/requests?failed=true&limit=1"
    wait_until(
        lambda: any(each["path"] == called for each in record.client.ok(record.client.get(path))["data"])
    )
    record.get("requests.list", path)


def _records(record: Recorder) -> dict[str, str]:
    record.get("system.health", "/api/system/health")
    record.patch("account.patch", "/api/account", PROFILE)
    record.get("account.get", "/api/account")
    warehouse = record.post("warehouses.create", "/api/warehouses", WAREHOUSE)["id"]
    record.patch("warehouses.patch", f"/api/warehouses/{warehouse}", {"notificationEmail": None})
    record.get("warehouses.get", f"/api/warehouses/{warehouse}")
    broker = record.post("brokers.create", "/api/brokers", BROKER)["id"]
    record.patch("brokers.patch", f"/api/brokers/{broker}", {"onUncertain": "hold"})
    record.get("brokers.get", f"/api/brokers/{broker}")
    record.get("brokers.test_mails", f"/api/brokers/{broker}/test-mails")
    record.post("brokers.send_test_mail", f"/api/brokers/{broker}/test-mails", {})
    usmca = {"qualifies": True, "criterion": "B", "validFrom": "2026-01-01", "validTo": "2026-12-31"}
    jacket = METAL_BOOK | {"externalId": "book-002", "usmca": usmca}
    synced = record.post(
        "products.sync", "/api/products/sync", {"items": [jacket, {"externalId": "book-001"} | BOOK]}
    )
    metal_book, book = (each["id"] for each in synced["data"])
    record.get("products.get", f"/api/products/{book}")
    record.patch(
        "products.patch", f"/api/products/{metal_book}", {"metals": {"steelWeightKg": 0.04}, "usmca": None}
    )
    mend = {"changes": [{"productId": book, "set": {"netWeightKg": 0.35}}]}
    record.post("product_changes.create", "/api/product-changes", mend | {"dryRun": True})
    change = record.post("product_changes.create", "/api/product-changes", mend)["changeId"]
    record.get("product_changes.get", f"/api/product-changes/{change}")
    record.post("product_changes.undo", f"/api/product-changes/{change}/undo", {})
    record.get("products.history", f"/api/products/{book}/history?limit=1")
    record.get("products.uses", f"/api/products/{book}/uses")
    record.get("product_changes.list", "/api/product-changes?limit=1")
    table = "externalId,title,sku\nbook-001,Hardcover cookery book,BK-001\n"
    record.post("products.import", "/api/products/import", {"csv": table, "dryRun": True})
    record.post("products.import", "/api/products/import", {"csv": table})
    sold = (
        f"externalId,destinationCountry,productId,quantity,unitValueUsd\nfile-1,United States,{book},1,30\n"
    )
    record.post("orders.import", "/api/orders/import", {"csv": sold, "dryRun": True})
    record.post("orders.import", "/api/orders/import", {"csv": sold})
    orders = [_order("shop-1001", metal_book, 2, 30), _order("shop-1002", book, 1, 20)]
    synced = record.post("orders.sync", "/api/orders/sync", {"items": orders})
    first, second = (each["id"] for each in synced["data"])
    record.get("orders.get", f"/api/orders/{first}")
    record.patch("orders.patch", f"/api/orders/{first}", {"soldOn": "2026-10-31"})
    record.get("tariff.rules", "/api/tariff/rules")
    record.get("tariff.status", f"/api/tariff/status?on={ENTRY_DATE}")
    record.post("customs.estimate", "/api/customs/estimate", ESTIMATE)
    record.get("tariff.conditions", "/api/tariff/conditions")
    run = record.post("customs.optimize", "/api/customs/optimize", GOODS)["optimizer_run_id"]
    record.get("customs.optimizer_run", f"/api/customs/optimize/{run}")
    record.post("products.suggest", "/api/products/suggest", {"filter": {"withCode": True}, "limit": 1})
    return {"warehouse": warehouse, "broker": broker, "book": book, "first": first, "second": second}


def _order(external_id: str, product: str, quantity: int, value: int) -> Node:
    return {
        "externalId": external_id,
        "destinationCountry": "US",
        "destinationRegion": "NY",
        "destinationPostalCode": "14201",
        "items": [{"productId": product, "quantity": quantity, "unitValueUsd": value}],
        "shipTo": SHIP_TO,
        "soldOn": "2026-10-30",
        "metadata": {"channel": "web"},
    }


def _plan(ids: Mapping[str, str], *orders: str) -> Node:
    return {
        "warehouseId": ids["warehouse"],
        "brokerId": ids["broker"],
        "destinationCountry": "US",
        "orderIds": list(orders),
        "shipment": {"entryDate": ENTRY_DATE},
        "dryRun": False,
    }


def _exports(record: Recorder, server: Server, ids: Mapping[str, str]) -> None:
    both = [ids["first"], ids["second"]]
    planned = record.post("exports.plan", "/api/exports/plan", _plan(ids, *both))
    record.get("triage.get", "/api/triage")
    batch = planned["exportId"]
    path = f"/api/exports/{batch}"
    approver = record.under(server.key(record.client.account_id, owner="Bo Lind"))
    approver.post("exports.approve", f"{path}/approve", {"planHash": planned["planHash"]})
    done = record.post("exports.execute", "/api/exports/execute", {"batchId": batch})
    record.get("exports.inspect", path)
    record.get("exports.snapshot", f"{path}/snapshot")
    package = done["customs_package_id"]
    record.get("packages.get", f"/api/customs-packages/{package}")
    record.post("exports.resubmit", f"{path}/resubmit", {"recipientEmail": BROKER_EMAIL})
    record.patch("products.patch", f"/api/products/{ids['book']}", {"countryOfOrigin": "IE"})
    record.get("exports.preview_correction", f"{path}/corrections")
    record.post("exports.correct", f"{path}/corrections", {})
    record.post("exports.withdraw", f"{path}/withdraw", {"reason": "Truck did not leave"})
    spare = [_order(f"shop-100{number}", ids["book"], number, 20) for number in (3, 4)]
    kept = record.post("orders.sync", "/api/orders/sync", {"items": spare})["data"]
    third, fourth = (each["id"] for each in kept)
    again = record.post("exports.plan", "/api/exports/plan", _plan(ids, third, fourth))["exportId"]
    last = record.post(
        "orders.sync",
        "/api/orders/sync",
        {"items": [_order(f"shop-100{n}", ids["book"], n, 20) for n in (6, 7)]},
    )
    sixth = last["data"][1]["id"]
    bigger = record.post("exports.plan_open", "/api/exports/plan-open", {"maxOrders": 50})["exportId"]
    smaller = _plan(ids, third) | {"batchId": again}
    record.post("exports.plan", "/api/exports/plan", smaller)
    record.get("exports.diff", f"/api/exports/{again}/diff")
    record.post("exports.split_off", f"/api/exports/{bigger}/split-off", {"orderIds": [sixth]})
    record.post("exports.cancel", f"/api/exports/{again}/cancel", {"reason": "Truck not available"})


def _after_a_restore(record: Recorder) -> None:
    """As a restore leaves the account, long ago."""
    restored = Restored(
        restored_at=datetime(2026, 1, 2, 12, tzinfo=UTC), backup_at=datetime(2026, 1, 2, 2, tzinfo=UTC)
    )
    with record.client.server.rows() as rows:
        name = note_name(Tenant(record.client.account_id, Mode.LIVE))
        rows.execute(tables.installation.insert().values(name=name, value=restored.note()))


def _doubt(record: Recorder, mailbox: BrokerMailbox, ids: Mapping[str, str]) -> None:
    """A mail whose fate is not known, what a person decides, and what comes back about it."""
    mailbox.data_answers[DOUBTFUL_EMAIL] = DROP
    doubtful = BROKER | {"email": DOUBTFUL_EMAIL, "onUncertain": "hold"}
    broker = record.post("brokers.create", "/api/brokers", doubtful)["id"]
    order = record.post(
        "orders.sync", "/api/orders/sync", {"items": [_order("shop-1005", ids["book"], 1, 20)]}
    )
    planned = record.post(
        "exports.plan", "/api/exports/plan", _plan(ids, order["data"][0]["id"]) | {"brokerId": broker}
    )
    batch = planned["exportId"]
    held = record.post("exports.execute", "/api/exports/execute", {"batchId": batch})["brokerSubmission"]
    assert held["status"] == "uncertain", held
    record.get("submissions.list", "/api/submissions?status=uncertain")
    record.get("submissions.get", f"/api/submissions/{held['id']}")
    _after_a_restore(record)
    record.get("restore.get", "/api/restore")
    decision = {"decision": "arrived", "reason": "The broker confirmed by phone"}
    record.post("submissions.decide", f"/api/submissions/{held['id']}/decide", decision)
    said = {"decision": "arrived", "reason": "Compared with the broker's inbox"}
    record.post("restore.decide", "/api/restore/decide", said)
    why = {"reason": "Sent to the wrong desk"}
    record.post("submissions.end_links", f"/api/submissions/{held['id']}/end-links", why)
    reply = f"In-Reply-To: {held['message_id']}\r\n\r\nThanks.\r\n"
    record.post("mail.inbound", "/api/mail/inbound", {"raw": base64.b64encode(reply.encode()).decode()})
    seen = record.kept["mail.inbound"]
    steady = record.names.steady(reply)
    seen["request"]["raw"] = base64.b64encode(steady.encode()).decode()


def _webhooks(record: Recorder) -> None:
    hook = record.post("webhooks.create", "/api/webhooks", ENDPOINT)
    path = f"/api/webhooks/{hook['id']}"
    record.patch("webhooks.patch", path, {"state": "disabled"})
    record.get("webhooks.get", path)
    record.post("webhooks.rotate", f"{path}/rotate", {})
    owed = record.post("webhooks.test", f"{path}/test", {})
    record.post("webhooks.redeliver", f"{path}/deliveries/{owed['id']}/replay", {})
    record.post("webhooks.replay", f"{path}/replay", {"since": f"{ENTRY_DATE}T00:00:00.000Z"})
    record.get("webhooks.deliveries", f"{path}/deliveries")
    record.get("webhooks.list", "/api/webhooks")
    record.call("webhooks.delete", "DELETE", path)


def _lists(record: Recorder) -> None:
    for noun in ("products", "orders", "warehouses", "brokers", "exports", "notifications"):
        record.get(f"{noun}.list", f"/api/{noun}?limit=2")
    record.get("search", "/api/search?q=shop-10")
    record.get("events.list", "/api/events?type=export.executed")
    record.get("events.verify", "/api/events/verify")
    record.post("dispositions.create", "/api/screening/dispositions", DISPOSITION)
    record.get("dispositions.list", "/api/screening/dispositions")


def _captured(record: Recorder) -> None:
    """Test mode keeps mails instead of sending them."""
    record.patch("account.patch", "/api/account", PROFILE)
    warehouse = record.post("warehouses.create", "/api/warehouses", WAREHOUSE | {"notificationEmail": None})[
        "id"
    ]
    broker = record.post("brokers.create", "/api/brokers", BROKER)["id"]
    items = [{"externalId": "book-001"} | BOOK]
    book = record.post("products.sync", "/api/products/sync", {"items": items})["data"][0]["id"]
    orders = {"items": [_order("shop-1001", book, 1, 20)]}
    order = record.post("orders.sync", "/api/orders/sync", orders)["data"][0]["id"]
    asked = _plan({"warehouse": warehouse, "broker": broker}, order)
    batch = record.post("exports.plan", "/api/exports/plan", asked)["exportId"]
    record.post("exports.execute", "/api/exports/execute", {"batchId": batch})
    record.get("captured_mails.list", "/api/captured-mails")
    record.get("exports.board", "/api/exports/board?state=EXECUTING,COMPLETED")
    record.get("exports.counts", "/api/exports/counts?month=2026-01")
