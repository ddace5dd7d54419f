"""``entrygo audit verify``, ``verify-plan``, ``verify-package``: is it what was written?

The last two work offline: they need no home, server or environment.
"""

from pathlib import Path
from typing import Annotated

import typer

from entrygo.cli.output import AsJson, examples, home_settings, tell
from entrygo.contract.canonical import JsonObject

app = typer.Typer()
audit_app = typer.Typer(help="The event history.", no_args_is_help=True)


@audit_app.callback()
def audit() -> None:
    """The event history."""


@audit_app.command("verify", epilog=examples("audit verify", "audit verify --json"))
def audit_verify(as_json: AsJson = False) -> None:
    """Check every tenant's chain, its end against signed checkpoints, and the rows against it; status 1 at a fault."""
    settings = home_settings(as_json)
    from entrygo.maintenance.audit import verify_events

    verdict = verify_events(settings)
    since = verdict["latestCheckpoint"] or "none: entrygo audit checkpoint makes one"
    words = f"{verdict['events']} events, intact. Latest checkpoint: {since}."
    words = words if verdict["intact"] else "\n".join(verdict["faults"])
    tell(verdict, as_json, words)
    raise typer.Exit(0 if verdict["intact"] else 1)


@audit_app.command("checkpoint", epilog=examples("audit checkpoint"))
def audit_checkpoint(as_json: AsJson = False) -> None:
    """Write down, signed and outside the database, how far each chain has come; copy the file elsewhere."""
    settings = home_settings(as_json)
    from entrygo.clock import SystemClock
    from entrygo.maintenance.checkpoints import add_checkpoint, checkpoints_file
    from entrygo.maintenance.installation import SEAL_KEY, key_of, opened

    with opened(settings) as store:
        key = key_of(store, SEAL_KEY)
        made = add_checkpoint(store, settings.home, seal_key=key, now=SystemClock().now(), why="asked")
    path = checkpoints_file(settings.home)
    words = f"{len(made['chains'])} chains of {len(made['accounts'])} accounts, signed, in {path}"
    tell({"path": str(path), "checkpoint": made}, as_json, words)


@app.command("verify-plan", epilog=examples("verify-plan snapshot.json --expect HASH"))
def verify_plan(
    path: Annotated[Path, typer.Argument()],
    expected: Annotated[str | None, typer.Option("--expect", help="The planHash it must have.")] = None,
    as_json: AsJson = False,
) -> None:
    """Recompute the planHash of a published planning snapshot, offline. It holds no hash itself: name the expected."""
    words = (
        "Nothing was compared: no hash was named (--expect). Hold the document's against the plan's own:"
        if expected is None
        else "Intact: the document has the expected hash."
    )
    _end(_plan_verdict(path, expected), as_json, words)


def _plan_verdict(path: Path, expected: str | None) -> JsonObject:
    from entrygo.planning.fingerprint import verify

    try:
        found = verify(path.read_bytes())
    except (OSError, ValueError) as error:
        return {"intact": False, "planHash": None, "compared": False, "faults": [_unread(path, error)]}
    faults = [] if expected in (None, found) else [f"the document's hash is {found}, not {expected}"]
    intact = (
        None if expected is None else not faults
    )  # what was compared with nothing is not known to be intact
    return {"intact": intact, "planHash": found, "compared": expected is not None, "faults": faults}


@app.command("verify-package", epilog=examples("verify-package cp_ab123456.zip --key PUBLIC_KEY"))
def verify_package(
    path: Annotated[Path, typer.Argument()],
    pinned: Annotated[
        str | None, typer.Option("--key", help="The Ed25519 public key it must be sealed with.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check every file, hash, size and the seal of a package, offline.

    Name the seal's key with --key, from `entrygo seal show` or /.well-known/entrygo-seal.json of the sender's server:
    without it anybody's seal passes, and the verdict says `unpinned`.
    """
    verdict = _package_verdict(path, pinned)
    seal = verdict.get("publicKey")
    whose = (
        f"Sealed by the pinned key {seal}."
        if pinned
        else f"UNPINNED: sealed by the key {seal}; nobody said whose that is. Name the sender's with --key."
    )
    _end(verdict, as_json, f"Intact. {whose}")


def _package_verdict(path: Path, pinned: str | None) -> JsonObject:
    from entrygo.documents import verify_package as package

    try:
        key = None if pinned is None else bytes.fromhex(pinned)
        verdict = package.verify_package(path.read_bytes(), key)
    except (OSError, ValueError) as error:
        return {"intact": False, "faults": [_unread(path, error)]}
    return {
        "intact": not verdict.faults,
        "packageNumber": verdict.package_number,
        "version": verdict.version,
        "planHash": verdict.plan_hash,
        "publicKey": verdict.public_key,
        "seal": "pinned" if verdict.is_pinned else "unpinned",
        "files": list(verdict.files),
        "faults": list(verdict.faults),
    }


def _unread(path: Path, error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{path} was not read: {error.strerror}."
    return f"{path}: {error}"


def _end(verdict: JsonObject, as_json: bool, words: str) -> None:
    """Print the verdict; status 0 when nothing is wrong, else 1."""
    if verdict["faults"]:
        words = "NOT intact:\n" + "\n".join(verdict["faults"])
    if verdict.get("planHash"):
        words = f"{words}\n{verdict['planHash']}"
    tell(verdict, as_json, words)
    raise typer.Exit(1 if verdict["faults"] else 0)
