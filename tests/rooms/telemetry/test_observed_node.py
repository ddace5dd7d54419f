"""A node as whoever operates it sees it: numbers, lines and spans of one executed export."""

import time

import httpx

from tests.rooms.telemetry.conftest import TOKEN, TRACEPARENT, Node
from tests.serving.waiting import wait_until


def until(node: Node, name: str, value: float, **labels: str) -> None:
    """Until a number is told; an AssertionError after ten seconds."""
    wait_until(
        lambda: node.value(name, **labels),
        lambda found: found == value,
        seconds=60,
        why=lambda found: f"{name} {labels} is {found}",
    )


def test_calls_are_counted_by_template_and_never_by_path_or_tenant(node: Node) -> None:
    export_id = str(node.executed["exportId"])
    for path in (f"/api/exports/{export_id}", "/api/exports/batch_absent", "/no/such/page"):
        node.goods.client.get(path)
    counted = {"method": "GET", "route": "/api/exports/{id}"}
    assert node.value("entrygo_call_seconds_count", **counted, status="2xx") >= 1
    assert node.value("entrygo_call_seconds_count", **counted, status="4xx") >= 1
    assert node.value("entrygo_call_seconds_count", method="GET", route="none", status="4xx") >= 1
    assert node.value("entrygo_refused_calls_total", code="NOT_FOUND") >= 2
    page = str(node.metrics())
    for secret in (
        export_id,
        node.goods.client.account_id,
        "batch_absent",
        "no/such",
        node.goods.broker_email,
    ):
        assert secret not in page


def test_an_executed_export_shows_in_runs_steps_mails_and_files(node: Node) -> None:
    until(node, "entrygo_run_seconds_count", 1, effect="execute", outcome="ok")
    until(node, "entrygo_run_seconds_count", 1, effect="deliver", outcome="ok")
    until(node, "entrygo_runs_under_way", 0, effect="deliver")
    assert node.value("entrygo_steps_total", effect="execute", step="papers", outcome="ok") == 1
    assert node.value("entrygo_steps_total", effect="execute", step="complete", outcome="ok") == 1
    assert node.value("entrygo_mail_try_seconds_count", way="smtp", outcome="sent") == 1
    assert node.value("entrygo_blob_seconds_count", action="put", outcome="ok") == len(
        node.executed["artifacts"]
    )
    assert node.value("entrygo_operation_seconds_count", operation="exports.plan", outcome="ok") == 1
    assert node.value("entrygo_database_seconds_count", kind="write", outcome="ok") > 5
    assert node.value("entrygo_database_seconds_count", kind="write", outcome="failed") == 0


def test_what_the_database_holds_is_counted_at_the_scrape(node: Node) -> None:
    until(node, "entrygo_exports", 1, state="COMPLETED")
    until(node, "entrygo_mails", 1, state="sent")
    told = node.metrics()
    for nothing_owed in ("executions_owed", "corrections_owed", "mails_owed", "mails_owed_oldest_seconds"):
        assert told[f"entrygo_{nothing_owed}", ()] == 0
    assert told["entrygo_ready", ()] == 1
    assert told["entrygo_lease_held", ()] == 1
    assert told["entrygo_database_up", ()] == 1
    assert told["entrygo_node_info", (("node", "node-seven"),)] == 1
    assert time.time() - told["entrygo_worker_last_round_timestamp_seconds", ()] < 10
    assert node.value("entrygo_worker_rounds_total", outcome="ok") > 0


def test_calls_under_way_and_connections_go_up_and_come_down_again(node: Node) -> None:
    node.goods.client.get("/api/exports")
    until(node, "entrygo_calls_in_flight", 1)  # the scrape itself
    until(node, "entrygo_database_connections_in_use", 0)
    assert node.value("entrygo_database_connections_most") > 0


def test_metrics_are_told_to_this_machine_and_to_the_token_and_to_nobody_behind_a_proxy(node: Node) -> None:
    page = f"{node.server.url}/metrics"
    assert httpx.get(page).status_code == 200
    assert httpx.get(page, headers={"x-forwarded-for": "127.0.0.1"}).status_code == 401
    assert httpx.get(page, headers={"host": "entrygo.example"}).status_code == 401
    bearer = {"authorization": f"Bearer {TOKEN}"}
    assert httpx.get(page, headers=bearer | {"x-forwarded-for": "203.0.113.7"}).status_code == 200
    assert httpx.get(page, headers={"authorization": f"Bearer {TOKEN}x"}).status_code == 401


def test_each_call_has_one_line_with_its_ids(node: Node) -> None:
    lines = [each for each in node.lines() if each.get("request_id") == node.request_id]
    (access,) = [each for each in lines if each["logger"] == "entrygo.access"]
    assert access["method"] == "POST"
    assert access["route"] == "/api/exports/execute"
    assert access["status"] == 200
    assert access["duration_ms"] > 0
    assert access["account_id"] == node.goods.client.account_id
    assert access["mode"] == "live"
    assert access["export_id"] == node.executed["exportId"]
    assert access["node"] == "node-seven"
    assert access["trace_id"] == TRACEPARENT.split("-")[1]


def test_the_runs_a_call_caused_carry_its_request_and_their_own_ids(node: Node) -> None:
    caused = [each for each in node.lines() if each.get("request_id") == node.request_id]
    runs = [(each["message"], each.get("outcome")) for each in caused if each["logger"] == "entrygo.runs"]
    assert ("run begun: execute", None) in runs
    assert ("run finished: execute ok", "ok") in runs
    (tried,) = [each for each in caused if each["logger"] == "entrygo.out"]
    assert tried["outcome"] == "sent"
    assert tried["account_id"] == node.goods.client.account_id
    inspected = node.goods.inspect(str(node.executed["exportId"]))
    assert tried["mail_id"] == inspected["brokerSubmissions"][0]["id"]
    finished = next(each for each in caused if each["message"] == "run finished: execute ok")
    assert finished["export_id"] == node.executed["exportId"]
    assert finished["duration_ms"] > 0


def test_the_log_holds_neither_keys_nor_addresses_of_people(node: Node) -> None:
    httpx.get(f"{node.server.url}/broker/a-secret-of-a-link")
    log = node.log()
    assert node.goods.client.api_key not in log
    assert "a-secret-of-a-link" not in log
    assert node.goods.broker_email not in log
    assert TOKEN not in log


def test_a_call_continues_the_callers_trace_down_to_the_database(node: Node) -> None:
    served = node.receiver.wait_for(lambda span: span.name == "POST /api/exports/execute")
    trace_id, caller = TRACEPARENT.split("-")[1:3]
    assert (served.trace_id, served.parent_id) == (trace_id, caller)
    assert served.attributes["http.route"] == "/api/exports/execute"
    assert served.attributes["http.response.status_code"] == 200
    assert served.resource["service.name"] == "entrygo"
    assert served.resource["service.instance.id"] == "node-seven"
    operation = node.receiver.wait_for(
        lambda span: span.parent_id == served.span_id and span.name == "operation exports.execute"
    )
    node.receiver.wait_for(lambda span: span.parent_id == operation.span_id and span.name == "database write")


def test_a_run_is_a_trace_of_its_own_linked_to_the_call(node: Node) -> None:
    run = node.receiver.wait_for(lambda span: span.name == "run execute")
    trace_id = TRACEPARENT.split("-")[1]
    assert run.trace_id != trace_id
    assert run.parent_id == ""
    assert [link[0] for link in run.links] == [trace_id]
    assert run.attributes["entrygo.export_id"] == node.executed["exportId"]
    papers = node.receiver.wait_for(lambda span: span.name == "execute papers")
    assert (papers.trace_id, papers.parent_id) == (run.trace_id, run.span_id)
    kept = node.receiver.wait_for(lambda span: span.name == "blob put")
    assert kept.parent_id == papers.span_id


def test_a_delivery_is_linked_to_the_execution_that_owed_it(node: Node) -> None:
    execution = node.receiver.wait_for(lambda span: span.name == "run execute")
    delivery = node.receiver.wait_for(lambda span: span.name == "run deliver")
    assert delivery.links == [(execution.trace_id, execution.span_id)]
    tried = node.receiver.wait_for(lambda span: span.name == "mail try")
    assert tried.trace_id == delivery.trace_id
    assert tried.attributes["outcome"] == "sent"


def test_no_span_carries_a_secret_or_an_address(node: Node) -> None:
    told = str(node.receiver.spans)
    for secret in (node.goods.client.api_key, node.goods.broker_email, TOKEN):
        assert secret not in told
