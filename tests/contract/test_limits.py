"""How often a key may call."""

import re
import time
from collections.abc import Iterator
from itertools import pairwise

import httpx
import pytest

from tests.serving.refusals import refused
from tests.serving.server import Client, Server

BURST, RATE = 30, 2


@pytest.fixture(scope="module")
def limited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that lets a key call twice a second, thirty times at once."""
    settings = {"ENTRYGO_RATE_LIMIT_PER_SECOND": str(RATE), "ENTRYGO_RATE_LIMIT_BURST": str(BURST)}
    running = Server(tmp_path_factory.mktemp("limited") / "home", environment=settings).start()
    yield running
    running.stop()


def spend(client: Client) -> list[httpx.Response]:
    """Call until the key is told to slow down."""
    answers = [client.get("/api/system/health")]
    while answers[-1].status_code == 200:
        answers.append(client.get("/api/system/health"))
        assert len(answers) < BURST * 20, "the key is never told to slow down"
    return answers


@pytest.mark.requirement("limits:rate:exceeded", "limits:rate:headers", "limits:rate:setting")
def test_a_key_over_its_rate_is_told_when_to_come_again_and_no_other_key_is(limited: Server) -> None:
    client, other = limited.account(), limited.account()
    started = time.monotonic()
    *answered, last = spend(client)
    elapsed = time.monotonic() - started
    assert len(answered) >= BURST
    body = refused(last, 429, "RATE_LIMITED")
    assert body["retryable"] is True
    assert 1 <= int(last.headers["retry-after"]) <= 1 / RATE + 1
    left = [int(re.findall(r"r=(\d+)", each.headers["ratelimit"])[0]) for each in (*answered, last)]
    assert left[0] == BURST - 1
    steps = [after - before for before, after in pairwise(left[:-1])]
    assert min(steps) == -1, "a call spends one"
    assert sum(step + 1 for step in steps) <= elapsed * RATE + 1, "only time gives calls back"
    assert left[-1] == 0
    for each in (*answered, last):
        assert each.headers["ratelimit-policy"] == f'"default";q={BURST};w={BURST // RATE}'
    other.ok(other.get("/api/system/health"))
    same_account = limited.key(client.account_id)
    same_account.ok(same_account.get("/api/system/health"))


@pytest.mark.requirement("limits:rate:headers")
def test_refusals_count_and_carry_the_headers_too(limited: Server) -> None:
    client = limited.account()
    first = client.get("/api/exports/batch_absent")
    second = client.post("/api/exports/plan", {})
    for each, status, left in ((first, 404, BURST - 1), (second, 400, BURST - 2)):
        assert each.status_code == status
        assert f"r={left}" in each.headers["ratelimit"]
        assert "q=30" in each.headers["ratelimit-policy"]


@pytest.mark.requirement("idempotency:record:committed-only", "limits:rate:exceeded")
def test_a_call_that_was_refused_for_its_rate_has_used_no_key(limited: Server) -> None:
    client = limited.account()
    spend(client)
    refused(client.post("/api/warehouses", {"name": "Later"}, key="later"), 429, "RATE_LIMITED")
    fresh = limited.key(client.account_id)
    made = fresh.post("/api/warehouses", {"name": "Later"}, key="later")
    assert "idempotent-replayed" not in made.headers
    fresh.ok(made)


@pytest.mark.requirement("limits:rate:setting")
def test_the_documented_default_is_fifty_a_second_and_a_burst_of_five_hundred(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from entrygo.settings import Settings

    monkeypatch.delenv("ENTRYGO_RATE_LIMIT_PER_SECOND", raising=False)
    monkeypatch.delenv("ENTRYGO_RATE_LIMIT_BURST", raising=False)
    settings = Settings()
    assert (settings.rate_limit_per_second, settings.rate_limit_burst) == (50, 500)
