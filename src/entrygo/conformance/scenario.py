"""Scenarios and the requirements they judge, as they are shipped: files of JSON that need no program to be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import orjson

from entrygo.contract.canonical import JsonMapping, JsonObject

CONTRACT = "1.0"
"""The version of the requirements; a change of one of them makes a new version."""

Profile = Literal["reference", "full"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What a server must or should do. ``reference`` is what the protocol's public page says."""

    id: str
    profile: Profile
    level: Literal["must", "should"]
    clause: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One call of a scenario and what is expected of its answer.

    ``call`` names an operation, ``id`` what stands in its path. ``key`` is the idempotency key, ``as_whom`` a
    credential other than the run's own. ``keep`` takes values of the answer by their path for later steps; ``raw``
    is a body as it stands. ``digest`` is what the SHA-256 of the answer's canonical JSON must be. With ``wait`` it
    is asked until it matches.
    """

    call: str
    id: str = ""
    body: JsonMapping | None = None
    query: JsonMapping | None = None
    key: str = ""
    as_whom: Literal["", "nobody", "stranger", "other"] = ""
    raw: str | None = None
    status: int = 200
    match: JsonMapping | None = None
    headers: JsonMapping | None = None
    keep: Mapping[str, str] | None = None
    digest: str = ""
    wait: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """The steps that judge one requirement. ``orders`` are what it needs beforehand; ``ends`` the export it ends in.

    A scenario for any door has steps that every door can do; else it is about HTTP itself.
    """

    id: str
    title: str
    steps: Sequence[Step]
    orders: Mapping[str, str]
    is_for_any_door: bool
    ends: str
    needs_other: bool


def _read(*names: str) -> JsonObject:
    file = files("entrygo.conformance")
    for name in names:
        file = file / name
    document: JsonObject = orjson.loads(file.read_bytes())
    return document


@cache
def requirements(version: str = CONTRACT) -> Mapping[str, Requirement]:
    """The requirements of a version, by id. ``FileNotFoundError`` where there is no such version."""
    found = _read(f"requirements-{version}.json")["requirements"]
    return {each["id"]: Requirement(**each) for each in found}


@cache
def facts() -> JsonObject:
    """The account, parties and products that scenarios use, by name."""
    return _read("scenarios", "facts.json")


@cache
def calls() -> Mapping[str, tuple[str, str]]:
    """Method and path of every operation that scenarios call."""
    found = _read("scenarios", "calls.json")
    return {name: (each.partition(" ")[0], each.partition(" ")[2]) for name, each in found.items()}


@cache
def scenarios() -> Sequence[Scenario]:
    """All scenarios, in the order of their files and places."""
    made = []
    for name in ("reference", "full", "doors"):
        made += [_scenario(each) for each in _read("scenarios", f"{name}.json")["scenarios"]]
    return made


def _scenario(told: JsonMapping) -> Scenario:
    steps = [_step(each) for each in told["steps"]]
    return Scenario(
        id=told["id"],
        title=told["title"],
        steps=steps,
        orders=told.get("orders", {}),
        is_for_any_door=told.get("door") == "any",
        ends=told.get("ends", ""),
        needs_other=any(step.as_whom == "other" for step in steps),
    )


def _step(told: JsonMapping) -> Step:
    expected = told.get("expect", {})
    given = {name: value for name, value in told.items() if name not in ("expect", "as")}
    return Step(
        **given,
        as_whom=told.get("as", ""),
        status=expected.get("status", 200),
        match=expected.get("match"),
        headers=expected.get("headers"),
    )
