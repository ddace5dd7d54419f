"""Fill the sandbox over the API, once: what is there already is found again and left as it is."""

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import httpx

from entrygo.clock import SystemIds
from entrygo.contract.actor import KEY_PREFIX, SCOPES, Mode, Role, Tenant
from entrygo.contract.canonical import sha256_hex
from entrygo.demo.catalogue import ACCOUNT, BROKERS, PERSON, WAREHOUSES, products
from entrygo.demo.orders import orders
from entrygo.operations.people_at_command_line import NewMember, create_person
from entrygo.ports.clock import Clock
from entrygo.store.registry import AccountRow, KeyRow
from entrygo.store.unit_of_work import Store

STATE_FILE = "demo.json"
Json = dict[str, Any]  # Any: JSON as the API gives it
Report = Callable[[str], None]


@dataclass(slots=True, kw_only=True)
class Sandbox:
    """What the demo remembers of its home: ids, its key, the exports it made. Kept in ``demo.json``."""

    path: Path
    account_id: str = ""
    api_key: str = ""
    email: str = ""
    password: str = ""
    warehouses: dict[str, str] = field(default_factory=dict)
    brokers: dict[str, str] = field(default_factory=dict)
    products: dict[str, str] = field(default_factory=dict)
    catalogue: str = ""
    is_filled: bool = False
    exports: dict[str, str] = field(default_factory=dict)

    def save(self) -> None:
        """Write it down, whole or not at all, for the owner's eyes alone."""
        document = {name: value for name, value in asdict(self).items() if name != "path"}
        fresh = self.path.with_suffix(".new")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(document, file, indent=1)
        fresh.replace(self.path)


def sandbox_in(home: Path) -> Sandbox:
    """The sandbox of a home as it was left, or an empty one."""
    path = home / STATE_FILE
    if not path.exists():
        return Sandbox(path=path)
    return Sandbox(path=path, **json.loads(path.read_text(encoding="utf-8")))


def open_account(sandbox: Sandbox, store: Store, clock: Clock) -> None:
    """An account with a live key and its first person; the one there is, where it still works."""
    if sandbox.api_key and sandbox.password and store.registry.account(sandbox.account_id) is not None:
        return
    ids = SystemIds()
    account_id = ids.new("acc")
    secret = f"{KEY_PREFIX}_{Mode.LIVE.value}_{ids.secret()}"
    key = KeyRow(
        id=ids.new("key"),
        tenant=Tenant(account_id, Mode.LIVE),
        scopes=frozenset(SCOPES),
        policy={},
        expires_at=None,
        revoked_at=None,
    )
    store.registry.add_account(AccountRow(id=account_id, name=ACCOUNT["name"], created_at=clock.now()))
    store.registry.add_key(key, sha256_hex(secret.encode()), at=clock.now())
    new = NewMember(email=PERSON["email"], account_id=account_id, roles=(Role.ADMIN.value,))
    password = ids.password()
    create_person(store, new, name=PERSON["name"], password=password, clock=clock, ids=ids)
    fresh = Sandbox(
        path=sandbox.path, account_id=account_id, api_key=secret, email=new.email, password=password
    )
    for name in Sandbox.__slots__:
        setattr(sandbox, name, getattr(fresh, name))
    sandbox.save()


def fill(
    sandbox: Sandbox,
    client: httpx.Client,
    today: date,
    *,
    report: Report,
    live: Callable[[Sequence[Json]], None],
) -> None:
    """Profile, warehouses, brokers, products; then ``live`` lives through the days of the orders. Each step is skipped
    once it is done."""
    items = products(today)
    digest = hashlib.sha256(json.dumps(items, sort_keys=True).encode()).hexdigest()
    if not sandbox.is_filled:
        _records(sandbox, client)
        report(f"account {ACCOUNT['name']}, two warehouses, three brokers")
    if sandbox.catalogue != digest:
        body = {"accountId": sandbox.account_id, "items": items}
        answer = call(client, "POST", "/api/products/sync", body)
        sandbox.products = {item["externalId"]: item["id"] for item in answer["data"]}
        sandbox.catalogue = digest
        sandbox.save()
        report(f"{len(items)} products synced, each with its HTS code, origin and maker")
    if not sandbox.is_filled:
        made = orders(items, sandbox.products, today)
        live(made)
        sandbox.is_filled = True
        sandbox.save()
        report(f"{len(made)} orders came in over nine days, and nine exports left")


def _records(sandbox: Sandbox, client: httpx.Client) -> None:
    call(client, "PATCH", "/api/account", ACCOUNT)
    for ids, path, records in (
        (sandbox.warehouses, "/api/warehouses", WAREHOUSES),
        (sandbox.brokers, "/api/brokers", BROKERS),
    ):
        for name, record in records.items():
            body = {"accountId": sandbox.account_id, **record}
            ids[name] = call(client, "POST", path, body, key=f"demo-{name}")["id"]
    sandbox.save()


def call(client: httpx.Client, method: str, path: str, body: Json | None = None, *, key: str = "") -> Json:
    """One call of the API; a refusal is raised with the server's own words."""
    response = client.request(method, path, json=body, headers={"Idempotency-Key": key} if key else {})
    answer: Json = response.json()
    if response.is_error:
        raise DemoError(f"{method} {path} answered {response.status_code}: {answer.get('message')}")
    return answer


class DemoError(Exception):
    """Something the demo cannot go on without."""
