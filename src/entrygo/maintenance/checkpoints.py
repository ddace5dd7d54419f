"""Signed checkpoints of every chain's head, kept outside the database: what the chain itself cannot tell, they can.

A chain that was cut short, or whose tenant is gone, is whole in itself. ``audit/checkpoints.jsonl`` in the home folder
says how far each chain had come: a line a day, one at each backup, account and restore, each signed with the
installation's seal key and holding the hash of the line before. Copies of the file elsewhere make it stronger.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from entrygo.contract.canonical import canonical_bytes, sha256_hex
from entrygo.contract.times import from_iso, iso
from entrygo.store.unit_of_work import Store

SCHEMA = "entrygo.checkpoint/1"
EVERY = timedelta(days=1)
Document: TypeAlias = dict[str, Any]  # Any: a JSON object of strings, integers and objects


def checkpoints_file(home: Path) -> Path:
    """Where an installation keeps them."""
    return home.absolute() / "audit" / "checkpoints.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoints:
    """The checkpoints of a home, oldest first, and what is wrong with the file."""

    documents: tuple[Document, ...]
    faults: tuple[str, ...]

    @property
    def latest(self) -> datetime | None:
        """When the newest was made."""
        return from_iso(self.documents[-1]["at"]) if self.documents else None


def add_checkpoint(store: Store, home: Path, *, seal_key: bytes, now: datetime, why: str) -> Document:
    """Write down, durably, where every chain stands now; the line that was written."""
    path = checkpoints_file(home)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lines = path.read_bytes().splitlines() if path.exists() else []
    document: Document = {
        "schema": SCHEMA,
        "at": iso(now),
        "why": why,
        "accounts": [account.id for account in store.registry.accounts()],
        "chains": heads(store),
        "previous": sha256_hex(lines[-1]) if lines else None,
    }
    signed = _signed(document, seal_key)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.fchmod(descriptor, 0o600)
        os.write(descriptor, canonical_bytes(signed) + b"\n")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return signed


def add_if_due(store: Store, home: Path, *, seal_key: bytes, now: datetime) -> Document | None:
    """The day's checkpoint, where there is none yet."""
    latest = read_checkpoints(home, seal_key=seal_key).latest
    if latest is not None and now - latest < EVERY:
        return None
    return add_checkpoint(store, home, seal_key=seal_key, now=now, why="daily")


def set_aside(home: Path, *, now: datetime) -> Path | None:
    """Begin anew after a restore: the history before it went another way. The old file stays beside the new one."""
    path = checkpoints_file(home)
    if not path.exists():
        return None
    return path.replace(path.with_name(f"checkpoints-until-{now:%Y%m%dT%H%M%SZ}.jsonl"))


def heads(store: Store) -> Document:
    """Position and hash of each chain's newest event, by ``account/mode``; chains without events are absent."""
    found: Document = {}
    for tenant in store.registry.tenants():
        with store.read(tenant) as uow:
            seq, digest = uow.events.end()
        if seq:
            found[f"{tenant.account_id}/{tenant.mode.value}"] = {"seq": seq, "hash": digest}
    return found


def read_checkpoints(home: Path, *, seal_key: bytes) -> Checkpoints:
    """The checkpoints of a home, each line's signature and place checked."""
    path = checkpoints_file(home)
    lines = path.read_bytes().splitlines() if path.exists() else []
    public = Ed25519PrivateKey.from_private_bytes(seal_key).public_key()
    good, faults, previous = [], [], None
    for number, line in enumerate(lines, 1):
        words = _fault(line, public, previous)
        previous = sha256_hex(line)
        if words:
            faults.append(f"checkpoint {number} of {path.name}: {words}")
        else:
            good.append(orjson.loads(line))
    return Checkpoints(documents=tuple(good), faults=tuple(faults))


def missing_from(store: Store, checkpoints: Iterable[Document]) -> Iterator[str]:
    """What stood in a chain when a checkpoint was made and does not stand there now."""
    told: set[str] = set()
    tenants = {f"{each.account_id}/{each.mode.value}": each for each in store.registry.tenants()}
    for document in checkpoints:
        for account in document["accounts"]:
            if f"{account}/live" not in tenants and account not in told:
                told.add(account)
                yield f"account {account} is gone: it was there at {document['at']}"
        for name, head in document["chains"].items():
            tenant = tenants.get(name)
            if tenant is None or name in told:
                continue
            with store.read(tenant) as uow:
                found = uow.events.hash_at(head["seq"])
                end, _ = uow.events.end()
            if found == head["hash"]:
                continue
            told.add(name)
            if found is None and end < head["seq"]:
                cut = f"events {end + 1} to {head['seq']} are missing at the end"
                yield f"{name}: {cut}: they were there at {document['at']}"
            else:
                yield f"{name}: event {head['seq']} is not the one of the checkpoint of {document['at']}"


def _signed(document: Document, seal_key: bytes) -> Document:
    key = Ed25519PrivateKey.from_private_bytes(seal_key)
    public = key.public_key().public_bytes_raw().hex()
    seal = {"public_key": public, "signature": key.sign(canonical_bytes(document)).hex()}
    return document | {"seal": seal}


def _fault(line: bytes, public: Ed25519PublicKey, previous: str | None) -> str | None:
    """What is wrong with a line, if anything."""
    try:
        document = orjson.loads(line)
        seal = document.pop("seal")
        public.verify(bytes.fromhex(seal["signature"]), canonical_bytes(document))
    except (ValueError, KeyError, TypeError, AttributeError):
        return "it is no checkpoint"
    except InvalidSignature:
        return "its signature is not this installation's: it was altered or written by another"
    if document.get("schema") != SCHEMA:
        return f"it is not of the form {SCHEMA}"
    if document["previous"] != previous:
        return "the line before it is not the one it names"
    return None
