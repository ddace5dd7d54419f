"""The TypeScript client, in a node that is at hand."""

import shutil
import subprocess
from pathlib import Path

import orjson

from entrygo.conformance.drivers.driver import PATIENCE_SECONDS, Asked, DriverFault, Told
from entrygo.conformance.scenario import calls
from entrygo.contract.canonical import JsonObject
from entrygo.settings import child_environment

PROGRAM = """
const { module, call, id, body, key } = JSON.parse(process.env.ENTRYGO_ASKED);
const { EntryGo, EntryGoError } = await import(module);
const client = new EntryGo({ timeoutMs: 120_000 });
const said = (value) => process.stdout.write(JSON.stringify(value));
const [group, name] = call.split(".");
const method = client[group]?.[name];
if (method === undefined) said({ missing: true });
else {
  const given = [...(id ? [id] : []), ...(body ? [body] : []), ...(key ? [{ idempotencyKey: key }] : [])];
  await method.apply(client[group], given).then(
    (answer) => said({ answer }),
    (error) => {
      if (!(error instanceof EntryGoError)) throw error;
      const { errorCode, message, status, field, details, docUrl } = error;
      said({ refused: { errorCode, message, field, details, docUrl }, status });
    },
  );
}
"""
"""One call of the client; its answer, its refusal, or that it has no such method."""


class TypeScriptDriver:
    """The calls as methods: ``exports.plan`` is ``client.exports.plan(...)``.

    ``client`` is the client's ``index.ts`` or, for a node before 22.18, its compiled ``index.js``.
    """

    name = "typescript"

    def __init__(self, url: str, key: str, *, client: Path, node: str | None = None) -> None:
        program = node or shutil.which("node")
        if program is None:
            raise DriverFault("The door typescript needs node, which is not on the PATH.")
        if not client.is_file():
            raise DriverFault(f"There is no TypeScript client at {client}.")
        self._node, self._module = program, client.resolve().as_uri()
        self._environment = {"ENTRYGO_SERVER": url, "ENTRYGO_API_KEY": key}

    def offers(self, call: str) -> bool:
        """Whatever a scenario calls: the client has a method for every operation."""
        return call in calls()

    def ask(self, asked: Asked) -> Told:
        """One method called, a refusal caught."""
        body = {**(asked.body or {}), **asked.query}
        told = self._run(
            {
                "module": self._module,
                "call": asked.call,
                "id": asked.id,
                "body": body or None,
                "key": asked.key,
            }
        )
        if "missing" in told:
            raise DriverFault(f"the TypeScript client has no {asked.call}")
        if "refused" not in told:
            return Told(is_refused=False, body=told.get("answer"))
        if told["status"] == 0:
            raise DriverFault(str(told["refused"]["message"]))
        return Told(is_refused=True, status=told["status"], body=told["refused"])

    def _run(self, asked: JsonObject) -> JsonObject:
        done = subprocess.run(  # noqa: S603 -- a node that the caller named or has on the PATH
            [self._node, "--no-warnings", "--input-type=module", "--eval", PROGRAM],
            env=child_environment(self._environment | {"ENTRYGO_ASKED": orjson.dumps(asked).decode()}),
            capture_output=True,
            check=False,
            timeout=PATIENCE_SECONDS,
        )
        if done.returncode:
            raise DriverFault(
                f"node ended with {done.returncode}: {done.stderr[-300:].decode(errors='replace')}"
            )
        document: JsonObject = orjson.loads(done.stdout)
        return document

    def close(self) -> None:
        """Each call's program has ended."""
