"""Faults of the store of files and of the brokers' mail server, and very many equal calls.

A mode of the mail server is met by a row's own broker alone. What takes longest, a verdict that never comes, begins
first and ends last: the other rows pass meanwhile.
"""

import asyncio
import time
from collections import Counter

import httpx
import pytest

from tests.cluster.books import Fate
from tests.cluster.cluster import Cluster
from tests.cluster.table import FaultTable, Row

pytestmark = [pytest.mark.timeout(600), pytest.mark.usefixtures("verdict_that_never_comes")]
CALLS = 1000


@pytest.fixture(scope="module")
def verdict_that_never_comes(cluster: Cluster, table: FaultTable) -> Row:
    """A mail server that takes messages and never says so, since the beginning of this module."""
    row = table.begin("SMTP takes the message, never answers", clients=0)
    row.strike_mail("hang-data")
    return row


def test_mail_refused_for_now_is_sent_when_it_is_taken(cluster: Cluster, table: FaultTable) -> None:
    with table.row("SMTP 451 for 6 s") as row:
        row.strike_mail("451")
        time.sleep(6)
        cluster.mail.meet(row.struck.broker_email, "accept")
        row.recover()


def test_executions_wait_for_files_that_are_away(cluster: Cluster, table: FaultTable) -> None:
    with table.row("S3 away for 12 s") as row:
        begun = row.begin_executions(6, at=cluster.nodes[0])
        row.strike(begun)
        cluster.files.host.kill()
        time.sleep(12)
        cluster.files.start()
        cluster.files.wait_until_up()
        row.recover()


def test_mail_refused_for_good_is_failed_and_said_to_be(cluster: Cluster, table: FaultTable) -> None:
    with table.row("SMTP 550") as row:
        refused = row.strike_mail("550")
        row.fates.of_exports |= dict.fromkeys(refused, Fate(submissions=("failed",)))
        row.recover()


def test_a_mail_server_that_hangs_before_the_message_costs_one_try(
    cluster: Cluster, table: FaultTable
) -> None:
    with table.row("SMTP never answers RCPT for 6 s") as row:
        row.strike_mail("hang-rcpt")
        time.sleep(6)
        cluster.mail.meet(row.struck.broker_email, "accept")
        row.recover()


def test_a_connection_lost_after_the_message_was_taken_is_told_in_the_second_mail(
    cluster: Cluster, table: FaultTable
) -> None:
    with table.row("SMTP takes the message, drops the connection") as row:
        row.strike_mail("drop-taken")
        row.recover()


def test_a_connection_lost_after_the_message_was_lost_is_made_good(
    cluster: Cluster, table: FaultTable
) -> None:
    with table.row("SMTP loses the message, drops the connection") as row:
        row.strike_mail("drop-lost")
        row.recover()


def test_a_thousand_equal_calls_on_three_nodes_execute_once(cluster: Cluster, table: FaultTable) -> None:
    with table.row(f"none: {CALLS} calls, one idempotency key, 3 nodes", clients=0) as row:
        export = row.struck.plan()
        row.strike({export}, f"{CALLS} calls")
        answers = asyncio.run(call_at_once(row, export))
        row.recover()
        bodies = Counter(answer.content for answer in answers)
        assert {answer.status_code for answer in answers} == {200}
        assert len(bodies) == 1, f"{len(bodies)} different answers"
        replayed = Counter(answer.headers.get("idempotent-replayed") for answer in answers)
        assert replayed[None] <= 1, replayed
        row.struck.acknowledged.packages[export] = answers[0].json()["customs_package_id"]


def test_a_verdict_that_never_comes_is_awaited_then_the_message_sent_again_and_recorded(
    table: FaultTable, verdict_that_never_comes: Row
) -> None:
    with table.ending(verdict_that_never_comes) as row:
        row.recover()


async def call_at_once(row: Row, export: str) -> list[httpx.Response]:
    """Every call's answer; like any client, a call that is told "not yet" asks again."""
    shop = row.struck
    headers = {"authorization": shop.http.headers["authorization"], "idempotency-key": "one-key"}
    body = {"accountId": shop.account_id, "batchId": export}
    limits = httpx.Limits(max_connections=CALLS, max_keepalive_connections=CALLS)
    async with httpx.AsyncClient(headers=headers, timeout=60, limits=limits) as http:

        async def call(number: int) -> httpx.Response:
            url = f"{shop.nodes[number % len(shop.nodes)]}/api/exports/execute"
            deadline = time.monotonic() + 60
            while True:
                answer = await http.post(url, json=body)
                if answer.status_code == 200 or time.monotonic() > deadline:
                    return answer
                assert answer.status_code in (409, 429, 503), answer.text
                await asyncio.sleep(0.5)

        return await asyncio.gather(*(call(number) for number in range(CALLS)))
