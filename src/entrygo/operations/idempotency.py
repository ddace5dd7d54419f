"""One effect a key: the record is written in the transaction of its effect, and the first answer stands."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.canonical import JsonValue, answer_bytes, canonical_bytes, plain, sha256_hex
from entrygo.contract.problems import Problem
from entrygo.contract.requests.issues import issue, validation_problem
from entrygo.contract.times import iso
from entrygo.operations.answer import Answer
from entrygo.ports.crash_points import Point
from entrygo.store.replays import ReplayRow
from entrygo.store.unit_of_work import UnitOfWork

KEPT = timedelta(days=30)  # execute's records live as long as their export
REPLAYED = {"Idempotent-Replayed": "true"}
_VISIBLE_ASCII = re.compile(r"[\x21-\x7e]{1,255}")


@dataclass(frozen=True, slots=True)
class Attempt:
    """One call that carries a key (or none): its namespace and the fingerprint of its logical payload.

    ``waited_seconds`` is how long it waited for an equal call already.
    """

    operation: str
    key: str | None
    fingerprint: str
    waited_seconds: float = 0.0


def attempt(operation: str, header: str | None, body: Any, path: str = "") -> Attempt:  # Any: parsed JSON
    """The attempt a call is: the header's key wins over the body's ``idempotencyKey``."""
    given = body.get("idempotencyKey") if isinstance(body, Mapping) else None
    key, where = (header, "Idempotency-Key") if header is not None else (given, "idempotencyKey")
    if key is not None and not (isinstance(key, str) and _VISIBLE_ASCII.fullmatch(key)):
        message = "Idempotency key must be 1 to 255 visible ASCII characters"
        raise validation_problem([issue(where, message, "invalid_string")])
    logical = {name: value for name, value in body.items() if name != "idempotencyKey"} if body else {}
    return Attempt(operation, key, sha256_hex(canonical_bytes([path, plain(logical)])))


def recorded(context: Context, actor: Actor, tried: Attempt) -> ReplayRow | None:
    """The record of this key, if any; IDEMPOTENCY_CONFLICT when it was for another payload."""
    if tried.key is None:
        return None
    with context.store.read(actor.tenant) as uow:
        return recorded_in(uow, tried)


def recorded_in(uow: UnitOfWork, tried: Attempt) -> ReplayRow | None:
    """:func:`recorded`, within a transaction."""
    if tried.key is None:
        return None
    record = uow.replays.get(tried.operation, tried.key)
    if record is not None and record.fingerprint != tried.fingerprint:
        raise Problem(
            "IDEMPOTENCY_CONFLICT",
            details={
                "idempotencyKey": tried.key,
                "operation": tried.operation,
                "firstUsedAt": iso(record.created_at),
                "firstFingerprint": record.fingerprint,
                "fingerprint": tried.fingerprint,
            },
        )
    return record


def replay(record: ReplayRow) -> Answer:
    """The first answer again, byte for byte."""
    return Answer(body=record.body or b"", status=record.status or 200, headers=REPLAYED)


class KeyTaken(Exception):
    """Another call committed this key's effect first; its answer is the answer."""


def take_or_yield(uow: UnitOfWork, tried: Attempt, *, subject_id: str | None, forever: bool = False) -> None:
    """Take the key inside the effect's transaction; raises :class:`KeyTaken` when another call took it first."""
    if tried.key is None:
        return
    is_mine = uow.replays.begin(
        tried.operation,
        tried.key,
        fingerprint=tried.fingerprint,
        subject_id=subject_id,
        at=uow.now,
        expires_at=None if forever else uow.now + KEPT,
    )
    if not is_mine:
        raise KeyTaken


def first_answer(context: Context, actor: Actor, tried: Attempt) -> Answer:
    """The answer of the call that took the key first, after :class:`KeyTaken`."""
    record = recorded(context, actor, tried)
    if record is None:
        raise Problem("UNAVAILABLE")
    return replay(record)


def once(
    context: Context,
    actor: Actor,
    tried: Attempt,
    work: Callable[[UnitOfWork], JsonValue],
    *,
    shown_once: Collection[str] = (),
) -> Answer:
    """Do ``work`` in one transaction with its idempotency record, or answer what the first call answered.

    Fields ``shown_once`` are secrets: they are in the first answer alone, and null in the one that is kept.
    """
    record = recorded(context, actor, tried)
    if record is not None:
        return replay(record)
    try:
        with context.store.write(actor.tenant, by=actor) as uow:
            take_or_yield(uow, tried, subject_id=None)
            made = work(uow)
            body = answer_bytes(made)
            if tried.key is not None:
                kept = answer_bytes(made | dict.fromkeys(shown_once)) if shown_once else body
                uow.replays.finish(tried.operation, tried.key, status=200, body=kept)
            context.reached(Point.KEEPING, tried.operation)
    except KeyTaken:
        return first_answer(context, actor, tried)
    context.reached(Point.KEPT, tried.operation)
    return Answer(body=body)
