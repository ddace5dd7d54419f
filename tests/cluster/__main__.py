"""``python -m tests.cluster [--write-docs] [pytest's arguments]``: the whole test in a world of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.cluster.hosts import FOLDER
from tests.cluster.preflight import UNSHARE, notice, shortcomings

HERE = Path(__file__).parent
FIRST_PROCESS = ("sh", "-c", '"$@"; exit $?', "cluster-test")
"""Buries what a killed host leaves: a database whose old process is never buried thinks that it still runs."""


def main() -> int:
    """Say why nothing can be proved here, or run the rows and print the table; the exit code says which."""
    if reasons := shortcomings():
        print(notice(reasons), file=sys.stderr, flush=True)
        return 0 if os.environ.get("CLUSTER_TEST_OPTIONAL") == "1" else 2
    arguments = [each for each in sys.argv[1:] if each != "--write-docs"]
    if not any(each.endswith(".py") for each in arguments):
        arguments.append(str(HERE))
    environment = os.environ | {"CLUSTER_TEST": "1", "PYTHONUNBUFFERED": "1"}
    if "--write-docs" in sys.argv:
        environment["CLUSTER_TEST_WRITE_DOCS"] = "1"
    shutil.rmtree(FOLDER, ignore_errors=True)  # an earlier run's, if its machine was switched off
    pytest = [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", "-p", "no:xdist"]
    try:
        done = subprocess.run([*UNSHARE, *FIRST_PROCESS, *pytest, *arguments], env=environment, check=False)
    except KeyboardInterrupt:
        return 130
    if done.returncode == 0 and not os.environ.get("CLUSTER_TEST_KEEP"):
        shutil.rmtree(FOLDER, ignore_errors=True)
    else:
        print(f"cluster: every host's log and data are kept in {FOLDER} until the next run", flush=True)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
