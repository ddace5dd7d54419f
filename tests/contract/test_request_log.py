"""The log of calls: who called what and how it was answered, in the account and mode of the key alone."""

from typing import Any

from tests.serving.server import Client, Server
from tests.serving.waiting import wait_until

Node = dict[str, Any]
ABSENT = f"ord_{'0' * 32}"


def admin_of(server: Server, client: Client, mode: str = "live") -> Client:
    """A key of the same account that may look at the log."""
    return server.key(client.account_id, mode=mode, scopes="admin,read,write,execute")


def logged(client: Client, path: str, **query: str) -> list[Node]:
    """The calls of a path, once the log has come so far."""

    def calls() -> list[Node]:
        rows = client.ok(client.get("/api/requests", params={"limit": "100", **query}))["data"]
        return [each for each in rows if each["path"] == path]

    return wait_until(calls)


def test_a_call_is_logged_with_its_answer_and_without_its_query(server: Server) -> None:
    client = admin_of(server, server.account())
    client.ok(client.get("/api/products", params={"limit": "1"}))
    refused = client.get(f"/api/orders/{ABSENT}")
    assert refused.status_code == 404
    [found] = logged(client, f"/api/orders/{ABSENT}")
    assert found["id"] == refused.headers["x-request-id"]
    assert found["status"] == 404
    assert found["errorCode"] == "NOT_FOUND"
    assert found["operation"] == "orders.get"
    assert found["method"] == "GET"
    assert found["milliseconds"] >= 0
    [listed] = logged(client, "/api/products")
    assert (listed["status"], listed["errorCode"]) == (200, None)
    assert not [
        each for each in logged(client, f"/api/orders/{ABSENT}", failed="true") if each["status"] < 400
    ]
    kept = client.ok(client.get("/api/requests", params={"failed": "false", "limit": "100"}))["data"]
    assert f"/api/orders/{ABSENT}" not in {each["path"] for each in kept}


def test_the_log_pages_newest_first_and_by_key(server: Server) -> None:
    client = admin_of(server, server.account())
    other = server.key(client.account_id, scopes="read")
    for number in range(3):
        other.get(f"/api/orders/ord_{number}")
    wait_until(lambda: len(client.ok(client.get("/api/requests?failed=true"))["data"]) == 3)
    key_id = client.ok(client.get("/api/requests?failed=true&limit=1"))["data"][0]["keyId"]
    first = client.ok(client.get(f"/api/requests?keyId={key_id}&limit=2"))
    rest = client.ok(
        client.get("/api/requests", params={"keyId": key_id, "limit": "2", "cursor": first["next_cursor"]})
    )
    paths = [each["path"].rpartition("_")[2] for each in first["data"] + rest["data"]]
    assert paths == ["2", "1", "0"]
    assert not rest["has_more"]


def test_a_log_is_of_one_account_and_mode_and_read_by_admins(server: Server) -> None:
    mine, theirs = (admin_of(server, server.account()) for _ in range(2))
    test_key = admin_of(server, mine, mode="test")
    theirs.get("/api/orders/ord_theirs")
    test_key.get("/api/orders/ord_test")
    logged(theirs, "/api/orders/ord_theirs")
    logged(test_key, "/api/orders/ord_test")
    seen = {each["path"] for each in mine.ok(mine.get("/api/requests?limit=100"))["data"]}
    assert not seen & {"/api/orders/ord_theirs", "/api/orders/ord_test"}
    reader = server.key(mine.account_id, scopes="read")
    assert reader.get("/api/requests").status_code == 403


def test_a_key_says_when_it_was_last_used(server: Server) -> None:
    client = admin_of(server, server.account())
    quiet = client.ok(client.post("/api/keys", {"name": "unused", "scopes": ["read"]}))["id"]

    def used() -> dict[str, str | None]:
        return {
            each["id"]: each["lastUsedAt"] for each in client.ok(client.get("/api/keys?limit=100"))["data"]
        }

    found = wait_until(used, lambda each: any(each.values()))
    assert found[quiet] is None
    assert sum(at is not None for at in found.values()) == 1


def test_hostile_paths_and_queries_of_the_log_are_refused_or_kept_as_text(server: Server) -> None:
    client = admin_of(server, server.account())
    for query in ({"keyId": "' OR 1=1 --"}, {"keyId": "é" * 300}, {"keyId": "\x00"}):
        assert client.get("/api/requests", params=query).status_code in (200, 400), query
    assert client.get("/api/requests?failed=perhaps").status_code == 400
    assert client.get("/api/requests?cursor=%F0%9F%92%A9").status_code == 400
    client.get("/api/orders/" + "a%00<script>é" * 60)
    wait_until(
        lambda: [
            each
            for each in client.ok(client.get("/api/requests?failed=true"))["data"]
            if len(each["path"]) == 300
        ]
    )
