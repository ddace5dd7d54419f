"""Runs scenarios against a server and says of each requirement whether it holds."""

import hashlib
import re
import secrets
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from entrygo.conformance.drivers.driver import Asked, Driver, DriverFault, Told
from entrygo.conformance.endings import MOST_TOLD, differences, masked
from entrygo.conformance.matching import faults
from entrygo.conformance.scenario import Profile, Requirement, Scenario, Step, facts, requirements, scenarios
from entrygo.contract.canonical import JsonMapping, JsonObject, JsonValue, canonical_bytes

WAIT_SECONDS = 60.0
STEP_SECONDS = 0.2
MOST_KEPT = 4_000
_NAME = re.compile(r"\$\{?(\w+)\}?")
Outcome = Literal["passed", "failed", "not run"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one requirement at one door. ``trace`` shows the calls of a failure as they were."""

    requirement: Requirement
    title: str
    door: str
    outcome: Outcome
    why: Sequence[str] = ()
    trace: Sequence[JsonObject] = ()
    ending: JsonValue = None


@dataclass(slots=True, kw_only=True)
class Given:
    """What scenarios work with: the account, its parties, and orders that plan as their kind says.

    A server without this contract's sync is told of its own by :meth:`of`; orders are used once.
    """

    account: str = ""
    warehouse: str = ""
    broker: str = ""
    orders: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, document: JsonMapping) -> "Given":
        """From ``{"accountId", "warehouseId", "brokerId", "orders": {"ready": [...]}}``."""
        return cls(
            account=document["accountId"],
            warehouse=document["warehouseId"],
            broker=document["brokerId"],
            orders={kind: list(ids) for kind, ids in document.get("orders", {}).items()},
        )


class NotRun(Exception):
    """A scenario that cannot be judged, and why."""


class Runner:
    """One run: its own warehouse, broker, products and orders, named by a token of its own. Nothing is cleaned up."""

    def __init__(self, rest: Driver, *, given: Given | None = None, has_other: bool = False) -> None:
        self.run = f"cf{secrets.token_hex(4)}"
        self._rest, self._given, self._has_other = rest, given, has_other
        self._is_own = given is None
        self._products: dict[str, str] = {}
        self._number = 0

    def judge(
        self,
        doors: Sequence[Driver],
        *,
        profile: Profile = "full",
        only: Callable[[str], bool] = lambda _: True,
        told: Callable[[Result], None] = lambda _: None,
    ) -> list[Result]:
        """Every requirement of a profile at HTTP, those of the loop at each door, whose endings are compared."""
        found: list[Result] = []
        for scenario in scenarios():
            requirement = requirements()[scenario.id]
            if (profile == "reference" and requirement.profile != "reference") or not only(scenario.id):
                continue
            first: Result | None = None
            for door in doors if scenario.is_for_any_door else doors[:1]:
                result = _compared(first, self._judged(scenario, requirement, door))
                first = first or result
                told(result)
                found.append(result)
        return found

    def _judged(self, scenario: Scenario, requirement: Requirement, door: Driver) -> Result:
        trace: list[JsonObject] = []
        outcome: Outcome = "passed"
        ending: JsonValue = None
        try:
            ending, why = self._played(scenario, door, trace)
            outcome = "failed" if why else "passed"
        except NotRun as reason:
            outcome, why = "not run", [str(reason)]
        except DriverFault as fault:
            outcome, why = "failed", [str(fault)]
        return Result(
            requirement=requirement,
            title=scenario.title,
            door=door.name,
            outcome=outcome,
            why=why,
            trace=trace if outcome == "failed" else (),
            ending=ending,
        )

    def _played(
        self, scenario: Scenario, door: Driver, trace: list[JsonObject]
    ) -> tuple[JsonValue, list[str]]:
        if scenario.needs_other and not self._has_other:
            raise NotRun("It takes a key of another account: --other-key")
        kept = self._values(scenario)
        for number, step in enumerate(scenario.steps, 1):
            by = door if door.offers(step.call) else self._rest
            asked = _asked(step, kept)
            answer, why = _settled(by, asked, step, kept)
            trace.append(_traced(asked, answer, by.name))
            if why:
                return None, [f"step {number}, {step.call}: {each}" for each in why]
            missing = [path for path in (step.keep or {}).values() if _at(answer.body, path) is None]
            if missing:
                return None, [f"step {number}, {step.call}: the answer has no {', '.join(missing)}"]
            kept.update({name: _at(answer.body, path) for name, path in (step.keep or {}).items()})
        if not scenario.ends:
            return None, []
        by = door if door.offers("exports.inspect") else self._rest
        seen = by.ask(Asked(call="exports.inspect", id=kept[scenario.ends]))
        return masked(seen.body, self.run), []

    def _values(self, scenario: Scenario) -> dict[str, JsonValue]:
        """What a scenario's names stand for at its start."""
        if self._given is None:
            self._given = self._made()
        self._number += 1
        return {
            **facts(),
            "run": f"{self.run}-{self._number}",
            "account": self._given.account,
            "warehouse": self._given.warehouse,
            "broker": self._given.broker,
            **{name: self._order(kind, name) for name, kind in scenario.orders.items()},
        }

    def _made(self) -> Given:
        """An account's profile, a warehouse and a broker of the run's own."""
        account = self._ok("system.health")["accountId"]
        self._ok("account.patch", facts()["profile"])
        warehouse = self._ok("warehouses.create", {"accountId": account, **facts()["warehouse"]})["id"]
        broker = self._ok("brokers.create", {"accountId": account, **facts()["broker"]})["id"]
        return Given(account=account, warehouse=warehouse, broker=broker)

    def _order(self, kind: str, name: str) -> str:
        """An unused order of a kind."""
        if self._given is None or not self._is_own:
            unused = (self._given or Given()).orders.get(kind)
            if not unused:
                raise NotRun(f"It takes one more order of the kind {kind}: name it in the file of --given")
            return unused.pop(0)
        account = self._given.account
        if kind not in self._products:
            product = {"externalId": f"{self.run}-{kind}", **facts()[kind]}
            synced = self._ok("products.sync", {"accountId": account, "items": [product]})
            self._products[kind] = synced["data"][0]["id"]
        line = {"productId": self._products[kind], "quantity": 1, "unitValueUsd": 20}
        order = {
            "externalId": f"{self.run}-{self._number}-{name}",
            "destinationCountry": "US",
            "items": [line],
        }
        return str(self._ok("orders.sync", {"accountId": account, "items": [order]})["data"][0]["id"])

    def _ok(self, call: str, body: JsonObject | None = None) -> JsonObject:
        told = self._rest.ask(Asked(call=call, body=body))
        if told.is_refused or not isinstance(told.body, dict):
            raise NotRun(
                f"{call} is part of the set-up and was answered {told.status}: {str(told.body)[:300]}"
            )
        return told.body


def _settled(by: Driver, asked: Asked, step: Step, kept: Mapping[str, JsonValue]) -> tuple[Told, list[str]]:
    """An answer and what is wrong with it; a step that waits asks again until nothing is."""
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        answer = by.ask(asked)
        why = list(_faults(step, answer, kept))
        if not why or not step.wait or time.monotonic() > deadline:
            return answer, why
        time.sleep(STEP_SECONDS)  # lint: allow bounded-waits -- a bounded wait of the runner itself


def _faults(step: Step, answer: Told, kept: Mapping[str, JsonValue]) -> Iterable[str]:
    if answer.status is not None and answer.status != step.status:
        yield f"the status should be {step.status}, and is {answer.status}: {str(answer.body)[:300]}"
        return
    if answer.is_refused != (step.status >= 400):
        yield f"it should {'be refused' if step.status >= 400 else 'succeed'}: {str(answer.body)[:300]}"
        return
    if step.match is not None:
        yield from faults(_filled(step.match, kept), answer.body)
    if step.headers is not None:
        yield from faults(_filled(step.headers, kept), dict(answer.headers), "headers")
    if step.digest:
        digest = hashlib.sha256(canonical_bytes(answer.body)).hexdigest()
        wanted = str(_filled(step.digest, kept)).removeprefix("planhash_")
        if digest != wanted:
            yield f"the SHA-256 of its canonical JSON should be {wanted}, and is {digest}"


def _asked(step: Step, kept: Mapping[str, JsonValue]) -> Asked:
    query = {name: str(_filled(value, kept)) for name, value in (step.query or {}).items()}
    return Asked(
        call=step.call,
        id=str(_filled(step.id, kept)),
        body=None if step.body is None else _filled(step.body, kept),
        query=query,
        key=str(_filled(step.key, kept)),
        as_whom=step.as_whom,
        raw=step.raw,
    )


def _filled(value: JsonValue, kept: Mapping[str, JsonValue]) -> JsonValue:
    """A document with its names replaced; an object's key ``$`` is spread: ``{"$": "$ready", "sku": "X"}``."""
    if isinstance(value, Mapping):
        filled = {name: _filled(each, kept) for name, each in value.items()}
        spread = filled.pop("$", None)
        return {**spread, **filled} if isinstance(spread, dict) else filled
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_filled(each, kept) for each in value]
    if not isinstance(value, str) or "$" not in value:
        return value
    whole = _NAME.fullmatch(value)
    if whole is not None:
        return kept[whole[1]]
    return _NAME.sub(lambda name: str(kept[name[1]]), value)


def _at(document: JsonValue, path: str) -> JsonValue:
    """What stands at ``data.0.id``, or ``None``."""
    for name in path.split("."):
        try:
            document = document[int(name)] if name.isdecimal() else document[name]
        except (KeyError, IndexError, TypeError):
            return None
    return document


def _traced(asked: Asked, answer: Told, door: str) -> JsonObject:
    return {
        "door": door,
        "call": asked.call,
        "id": asked.id or None,
        "body": asked.body if asked.raw is None else asked.raw,
        "query": dict(asked.query) or None,
        "idempotencyKey": asked.key or None,
        "status": answer.status,
        "answer": str(answer.body)[:MOST_KEPT],
    }


def _compared(first: Result | None, each: Result) -> Result:
    """The result, or a failure where its ending differs from that of the first door."""
    if first is None or first.ending is None or each.ending is None:
        return each
    apart = list(differences(first.ending, each.ending))[:MOST_TOLD]
    if not apart:
        return each
    why = [f"it ends otherwise than at the door {first.door}: {words}" for words in apart]
    return Result(requirement=each.requirement, title=each.title, door=each.door, outcome="failed", why=why)
