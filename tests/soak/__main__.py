"""``python -m tests.soak [--exports N] [--database sqlite|postgresql|both]``: prints the ledgers; 1 if one is wrong."""

import argparse
import random
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.serving.postgres import postgres_server
from tests.soak.run import soak


def main() -> int:
    """Soak as the arguments say."""
    arguments = argparse.ArgumentParser(prog="python -m tests.soak")
    arguments.add_argument("--exports", type=int, default=2000, help="exports on each database")
    arguments.add_argument("--clients", type=int, default=8)
    arguments.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    arguments.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    given = arguments.parse_args()
    databases = ["sqlite", "postgresql"] if given.database == "both" else [given.database]
    is_wrong = False
    for database in databases:
        print(f"soak: {database}", flush=True)
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            url = stack.enter_context(postgres_server()).fresh_database() if database == "postgresql" else ""
            read = soak(
                folder / "home",
                exports=given.exports,
                clients=given.clients,
                seed=given.seed,
                database_url=url,
            )
            try:
                read.require_balance()
            except AssertionError as wrong:
                print(f"soak: {database}: the ledger does not balance: {wrong}", flush=True)
                is_wrong = True
            else:
                print(f"soak: {database}: the ledger balances", flush=True)
    return int(is_wrong)


if __name__ == "__main__":
    sys.exit(main())
