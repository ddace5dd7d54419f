"""A short soak on each database; ``make soak`` takes longer."""

import random
from pathlib import Path

import pytest

from tests.crash.stopping_server import StoppingServer
from tests.soak.run import soak

pytestmark = [pytest.mark.slow, pytest.mark.crash, pytest.mark.timeout(300)]


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
@pytest.mark.requirement("submission:uncertain:no-double", "idempotency:crash:resumes")
def test_the_ledger_of_a_short_soak_balances(
    database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("postgres").fresh_database() if database == "postgresql" else ""
    read = soak(
        tmp_path / "home",
        exports=16,
        clients=6,
        seed=random.SystemRandom().randrange(10**6),
        database_url=url,
        seconds_between_faults=2.5,
        seconds=240,
        kind=StoppingServer,
    )
    read.require_balance()
