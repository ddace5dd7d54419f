"""Faults of an export's later life, each act at another node than the one before it.

What is promised at one node is overtaken, damaged, moved or restored through the others, while that one goes on with
what it had begun.
"""

import hashlib
import json
import os
import random
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import httpx
import pytest

from entrygo.blobs.bucket import BucketBlobs
from tests.cluster.books import Fate
from tests.cluster.cluster import Cluster
from tests.cluster.hosts import FOLDER, eventually
from tests.cluster.nodes import Node
from tests.cluster.shops import Shop
from tests.cluster.surroundings import BUCKET, CREDENTIALS
from tests.cluster.table import FaultTable, Row
from tests.serving.accounts import make_key

pytestmark = pytest.mark.timeout(600)
AWAY = "451"
ROUNDS = 12
NEWEST = 40


def in_an_outage(row: Row, count: int = 4) -> set[str]:
    """Exports executed at the first node whose mail waits for the broker's mail server."""
    begun = row.strike_mail(AWAY, count)
    row.wait_for_answers()
    return begun


def test_what_is_withdrawn_at_another_node_in_an_outage_never_leaves(
    cluster: Cluster, table: FaultTable
) -> None:
    with table.row("SMTP 451, withdrawn at another node meanwhile") as row:
        shop, begun = row.struck, in_an_outage(row)
        orders = [order for export in sorted(begun) for order in shop.orders_of[export]]
        for n, export in enumerate(sorted(begun)):
            at = cluster.nodes[1 + n % 2].url
            assert shop.withdraw(export, first=at)["releasedOrderIds"] == shop.orders_of[export]
            row.fates.of_exports[export] = Fate(submissions=("superseded",))
        cluster.mail.meet(shop.broker_email, "accept")
        row.recover()
        shop.execute(shop.plan(*orders), first=cluster.nodes[2].url)  # to the same desk, with the same orders


def test_what_is_corrected_at_another_node_in_an_outage_leaves_as_its_newest_version_alone(
    cluster: Cluster, table: FaultTable
) -> None:
    with table.row("SMTP 451, corrected at another node meanwhile") as row:
        shop, begun = row.struck, in_an_outage(row)
        shop.call("PATCH", f"/api/products/{shop.book_id}", {"title": "A cookery book, second printing"})
        for n, export in enumerate(sorted(begun)):
            shop.correct(export, first=cluster.nodes[1 + n % 2].url)
            row.fates.of_exports[export] = Fate(packages=2, submissions=("superseded", "sent"))
        cluster.mail.meet(shop.broker_email, "accept")
        row.recover()


def test_what_is_withdrawn_while_its_node_stands_still_never_leaves(
    cluster: Cluster, table: FaultTable
) -> None:
    """The frozen node holds mails that are due; thawed, it learns that they were overtaken."""
    first = cluster.nodes[0]
    with table.row("SMTP 451, a node frozen, withdrawn at another") as row:
        begun = in_an_outage(row)
        with first.host.frozen():
            for export in sorted(begun):
                row.struck.withdraw(export, first=cluster.nodes[1].url)
                row.fates.of_exports[export] = Fate(submissions=("superseded",))
            cluster.mail.meet(row.struck.broker_email, "accept")
        row.recover()
        first.wait_until_ready()


def test_papers_never_leave_for_an_address_that_nobody_approved(cluster: Cluster, table: FaultTable) -> None:
    """One node takes the executions while another takes the broker's new address: whichever is first, holds."""
    with table.row("approved, the address changed at another node") as row:
        shop, elsewhere = row.struck, f"elsewhere-{row.struck.broker_email}"
        exports = [shop.plan() for _ in range(ROUNDS)]
        approve(cluster, shop, exports)
        answers: dict[str, httpx.Response] = {}

        def execute(export: str) -> None:
            answers[export] = executed(shop, export, cluster.nodes[0])

        calls = [threading.Thread(target=execute, args=(export,)) for export in exports]
        row.strike(set(), f"{ROUNDS} executions")
        for call in calls[: ROUNDS // 2]:
            call.start()
        moved = {"email": elsewhere}
        shop.call("PATCH", f"/api/brokers/{shop.broker_id}", moved, first=cluster.nodes[1].url)
        for call in calls[ROUNDS // 2 :]:
            call.start()
        for call in calls:
            call.join()
        late = exports[ROUNDS // 2 :]
        for export in exports:
            if answers[export].status_code == 200:
                assert export not in late, "executed for an address that nobody approved"
                shop.acknowledged.packages[export] = answers[export].json()["customs_package_id"]
                continue
            assert answers[export].status_code == 409, answers[export].text
            details = answers[export].json()["details"]["delivery"]
            assert details["current"]["recipient"] == elsewhere
        row.recover()
        assert elsewhere not in {mail["recipient"] for mail in cluster.mail.taken()}
        shop.call("PATCH", f"/api/brokers/{shop.broker_id}", {"email": shop.broker_email})
        for n, export in enumerate(late):  # as it was approved: it may leave again
            shop.execute(export, first=cluster.nodes[n % 3].url)


def test_a_file_damaged_in_the_store_is_neither_served_nor_sent_by_any_node(
    cluster: Cluster, table: FaultTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    with table.row("SMTP 451, files damaged in S3 meanwhile") as row:
        shop, begun = row.struck, in_an_outage(row, 2)
        export = sorted(begun)[0]
        seen = shop.call("GET", f"/api/exports/{export}")
        with cluster.database.connect() as rows:
            query = "SELECT filename, sha256, blob_key FROM artifacts WHERE package_id = %s ORDER BY filename"
            kept = rows.execute(query, [seen["customsPackage"]["id"]]).fetchall()
        blobs = BucketBlobs(BUCKET, "papers", endpoint=cluster.files.endpoint)
        for n, (_, _, key) in enumerate(kept):
            good = blobs.get(key)
            blobs.delete(key)
            if n % 2:
                blobs.put(key, good + b"altered")
        for n, (name, digest, _) in enumerate(kept):
            path = f"/api/customs-packages/{seen['customsPackage']['id']}/artifacts/{name}"
            wait_until_whole(shop, shop.nodes[n % 3] + path, digest)
        cluster.mail.meet(shop.broker_email, "accept")
        row.recover()
        digests = {name: digest for name, digest, _ in kept}
        sent = shop.call("GET", f"/api/exports/{export}")["brokerSubmission"]["message_id"]
        (mail,) = [each for each in cluster.mail.taken() if each["messageId"] == sent]
        assert mail["files"].items() == digests.items()


def test_a_shops_late_webhooks_at_any_node_change_nothing(cluster: Cluster, table: FaultTable) -> None:
    """One order told in its shop's own times, in any order, at all nodes at once: the newest telling stands."""
    with table.row("a shop's webhooks out of order, at all nodes") as row:
        shop = row.struck
        warned: list[str] = []
        tellings = list(range(1, NEWEST + 1))
        random.Random(7).shuffle(tellings)

        def tell(minutes: list[int], node: Node) -> None:
            for minute in minutes:
                line = {"productId": shop.book_id, "quantity": minute, "unitValueUsd": 20}
                told = {"externalId": "late", "destinationCountry": "US", "items": [line]}
                told["sourceUpdatedAt"] = f"2026-11-28T10:{minute:02}:00Z"
                body = {"accountId": shop.account_id, "items": [told]}
                answer = shop.call("POST", "/api/orders/sync", body, key=f"told-{minute}", first=node.url)
                warned.extend(each["code"] for each in answer["warnings"])

        row.strike(set(), f"{NEWEST} webhooks")
        tellers = [
            threading.Thread(target=tell, args=(tellings[n::3], node)) for n, node in enumerate(cluster.nodes)
        ]
        for each in tellers:
            each.start()
        for each in tellers:
            each.join()
        row.recover()
        assert set(warned) == {"STALE_UPDATE"}
        (order,) = [
            each for each in shop.call("GET", "/api/orders?limit=100")["data"] if each["externalId"] == "late"
        ]
        assert order["items"][0]["quantity"] == NEWEST
        shop.execute(shop.plan(order["id"]))


def test_a_restored_cluster_repeats_nothing_until_a_person_decided(
    cluster: Cluster, table: FaultTable
) -> None:
    """What left after the backup was made is not in it: no node sends it again by itself."""
    with table.row("every node down, yesterday's backup restored", clients=0) as row:
        shop, waiting = row.struck, in_an_outage(row, 2)
        planned = [shop.plan() for _ in range(3)]
        folder = FOLDER / "backup"
        administrate(cluster, "backup", str(folder))
        cluster.mail.meet(shop.broker_email, "accept")
        row.recover()
        for export in planned:
            shop.execute(export)
            del shop.acknowledged.packages[export]  # the restored copy does not know of it
        eventually("all of it left", lambda: len(taken_of(cluster, shop)) == 5, seconds=60)
        assert [node.drain() for node in cluster.nodes] == [0, 0, 0]
        administrate(cluster, "restore", str(folder), "--force")
        for node in cluster.nodes:
            node.start()
        for node in cluster.nodes:
            node.wait_until_ready()
        for n, export in enumerate(planned):
            refused = executed(shop, export, cluster.nodes[n])
            assert (refused.status_code, refused.json()["errorCode"]) == (409, "RESTORE_UNDECIDED")
        held = administrate(cluster, "restore", "--held")["accounts"]
        (mine,) = [each for each in held if each["accountId"] == shop.account_id]
        assert {each["export_id"] for each in mine["submissions"]} == waiting
        assert {each["exportId"] for each in mine["exports"]} == set(planned)
        administrate(cluster, "restore", "--decide", "arrived", "--reason", "Compared with the broker")
        assert len(taken_of(cluster, shop)) == 5
        row.fates.forgotten = {each["messageId"] for each in taken_of(cluster, shop)[2:]}
        shop.execute(shop.plan())


def approve(cluster: Cluster, shop: Shop, exports: list[str]) -> None:
    """Another person's approval of each, at the nodes in turn."""
    key = make_key(cluster.settings, shop.account_id, owner="Bo Lind", scopes=("read", "approve"))
    with httpx.Client(headers={"authorization": f"Bearer {key}"}, timeout=30) as http:
        for n, export in enumerate(exports):
            body = {"planHash": shop.acknowledged.plans[export]}
            http.post(f"{shop.nodes[n % 3]}/api/exports/{export}/approve", json=body).raise_for_status()


def executed(shop: Shop, export_id: str, node: Node) -> httpx.Response:
    """One call at one node, whatever it answers."""
    body = {
        "accountId": shop.account_id,
        "batchId": export_id,
        "expectedPlanHash": shop.acknowledged.plans[export_id],
    }
    return shop.http.post(f"{node.url}/api/exports/execute", json=body, timeout=60)


def wait_until_whole(shop: Shop, url: str, digest: str) -> None:
    """Until a node serves a file as it was kept; meanwhile it says that the file is damaged, and serves no other."""

    def is_whole() -> bool:
        answer = shop.http.get(url)
        if answer.status_code == 503 and answer.json()["errorCode"] == "ARTIFACT_DAMAGED":
            return False
        found = (answer.status_code, hashlib.sha256(answer.content).hexdigest())
        if found != (200, digest):
            pytest.fail(f"{url} answered {found}")
        return True

    eventually(f"{url} is whole", is_whole, seconds=60)


def taken_of(cluster: Cluster, shop: Shop) -> list[dict[str, Any]]:
    """What the mail server took for a shop's broker, in order."""
    return [each for each in cluster.mail.taken() if each["recipient"] == shop.broker_email]


def administrate(cluster: Cluster, *arguments: str) -> dict[str, Any]:
    """Run a command as the administrator does, on the desk; its answer."""
    own = dict(cluster.nodes[0].shared) | {"ENTRYGO_HOME": str(cluster.settings.home)}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ENTRYGO_")}
    command = [sys.executable, "-m", "entrygo", *arguments, "--json"]
    done = subprocess.run(command, env=kept | own, capture_output=True, text=True, check=False, cwd=Path("/"))
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found
