"""Executions under way, and the process killed at no particular moment, again and again; at the end all balances."""

import contextlib
import random
import threading
from collections import Counter

import pytest
from sqlalchemy import text

from tests.crash.consignment import Consignment, consignment, require_same_answer, require_whole
from tests.crash.stopping_server import StoppingServer
from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.sandbox import Sandbox
from tests.serving.server import Server

pytestmark = [pytest.mark.database, pytest.mark.slow, pytest.mark.crash, pytest.mark.timeout(300)]

ROUNDS, AT_ONCE, LONGEST_SECONDS = 10, 4, 1.5


def a_round(server: StoppingServer, exports: list[Consignment], seconds: float) -> None:
    """Execute several exports at once, kill the server after a while, and begin the next life."""
    calls = [threading.Thread(target=export.execute_and_lose_the_answer) for export in exports]
    for call in calls:
        call.start()
    with contextlib.suppress(AssertionError):
        assert server.process is not None
        server.process.wait(seconds)
    server.kill()
    for call in calls:
        call.join(60)
    server.start()


def totals(server: Server) -> dict[str, int]:
    """Rows of everything there should be one of for each export."""
    tables = (
        "exports WHERE state = 'COMPLETED'",
        "packages",
        "claims",
        "mails WHERE audience = 'broker' AND state = 'sent'",
    )
    with server.rows() as rows:
        counts = {each: text(f"SELECT count(*) FROM {each}") for each in tables}
        return {each: rows.execute(count).scalar_one() for each, count in counts.items()}


@pytest.mark.requirement(
    "lifecycle:executing:forward", "idempotency:crash:resumes", "submission:uncertain:no-double"
)
def test_executions_killed_at_random_times_all_balance_in_the_end(
    server: StoppingServer, goods: Sandbox, mailbox: BrokerMailbox
) -> None:
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")  # shown where the test fails
    chance = random.Random(seed)
    before = totals(server)
    exports: list[Consignment] = []
    for _ in range(ROUNDS):
        batch = [consignment(goods, mailbox) for _ in range(AT_ONCE)]
        exports += batch
        a_round(server, batch, chance.uniform(0, LONGEST_SECONDS))
    server.kill()
    ordinary = Server(server.home, server.smtp_port, server.environment, server.port, clients=server.clients)
    ordinary.start()
    try:
        for export in exports:
            require_balance(export)
        made = {name: count - before[name] for name, count in totals(ordinary).items()}
        assert set(made.values()) == {len(exports)}, made
        assert ordinary.command("audit", "verify")["intact"] is True
    finally:
        ordinary.kill()


def require_balance(export: Consignment) -> None:
    """One of everything, and a copy of a mail for each time its fate was not known, no more."""
    if export.inspect()["state"] == "BATCHED":  # the call never got as far as a promise
        assert export.execute().status_code == 200
    seen = export.settled(60)
    types = Counter(event["type"] for event in seen["events"])
    assert seen["brokerSubmission"]["status"] == "sent"
    for address, unknown in (
        (export.broker, types["broker.submission_failed"]),
        (export.dock, types["warehouse.notice_failed"]),
    ):
        copies = export.copies(address)
        assert len(set(copies)) == 1
        assert 1 <= len(copies) <= 1 + unknown
    assert (types["broker.resent"] > 0) == (types["broker.submission_failed"] > 0)
    require_whole(export, seen)
    require_same_answer(export)
