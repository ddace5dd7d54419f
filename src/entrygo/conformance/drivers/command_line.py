"""The command line, as a program that writes JSON."""

import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence

import orjson

from entrygo.conformance.drivers.driver import PATIENCE_SECONDS, Asked, DriverFault, Told
from entrygo.conformance.scenario import calls
from entrygo.contract.canonical import JsonObject
from entrygo.settings import child_environment

Run = Callable[[Sequence[str], Mapping[str, str], bytes], bytes]
"""Runs ``entrygo`` with arguments, an environment and standard input; what it wrote on standard output."""


class CommandLineDriver:
    """``entrygo plan``, ``execute`` and ``inspect``; every other call as ``entrygo api METHOD PATH``."""

    name = "cli"

    def __init__(self, url: str, key: str, *, run: Run | None = None) -> None:
        self._environment = {"ENTRYGO_SERVER": url, "ENTRYGO_API_KEY": key}
        self._run = run or _as_program

    def offers(self, call: str) -> bool:
        """Whatever a scenario calls: `entrygo api` reaches it."""
        return call in calls()

    def ask(self, asked: Asked) -> Told:
        """Run a command to its end; what has errorCode on standard output is a refusal."""
        arguments = _command(asked)
        given = b"" if asked.body is None else orjson.dumps(asked.body)
        written = self._run([*arguments, "--json"], self._environment, given)
        try:
            document = orjson.loads(written)
        except orjson.JSONDecodeError as error:
            raise DriverFault(
                f"entrygo {' '.join(arguments)} wrote no JSON: {written[:200].decode(errors='replace')}"
            ) from error
        return Told(is_refused=isinstance(document, dict) and "errorCode" in document, body=document)

    def close(self) -> None:
        """Each command has ended."""


def _command(asked: Asked) -> list[str]:
    body = asked.body or {}
    if asked.call == "exports.plan" and set(body) <= _PLAN:
        return _plan(body)
    if asked.call == "exports.execute" and set(body) <= {"accountId", "batchId", "expectedPlanHash"}:
        expected = body.get("expectedPlanHash")
        wanted = ["--expect-hash", expected] if expected else []
        keyed = ["--idempotency-key", asked.key] if asked.key else []
        return ["execute", body["batchId"], *wanted, *keyed]
    if asked.call == "exports.inspect":
        return ["inspect", asked.id]
    method, path = calls()[asked.call]
    keyed = ["--idempotency-key", asked.key] if asked.key else []
    query = [part for name, value in asked.query.items() for part in ("--query", f"{name}={value}")]
    body_from = ["--body", "-"] if asked.body is not None else []
    return ["api", method, path.replace("{id}", asked.id), *body_from, *query, *keyed]


_PLAN = {"accountId", "warehouseId", "brokerId", "orderIds", "batchId", "dryRun"}


def _plan(body: JsonObject) -> list[str]:
    batch = ["--batch", body["batchId"]] if body.get("batchId") else []
    dry = ["--dry-run"] if body.get("dryRun") else []
    parties = ["--warehouse", body["warehouseId"], "--broker", body["brokerId"]]
    return ["plan", *parties, *batch, *dry, *body["orderIds"]]


def _as_program(arguments: Sequence[str], environment: Mapping[str, str], given: bytes) -> bytes:
    done = subprocess.run(  # noqa: S603 -- this program itself
        [sys.executable, "-m", "entrygo", *arguments],
        env=child_environment(environment),
        input=given,
        capture_output=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )
    if not done.stdout:
        raise DriverFault(
            f"entrygo {arguments[0]} ended with {done.returncode}: {done.stderr[-300:].decode(errors='replace')}"
        )
    return done.stdout
