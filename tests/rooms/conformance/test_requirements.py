"""Scenarios as they are shipped: each judges one frozen requirement, and needs nothing that is not there."""

import hashlib
import json
import re
from importlib.resources import files
from typing import Any

import pytest

from entrygo.conformance.matching import KINDS, TESTS, faults
from entrygo.conformance.report import Report, expected_failures
from entrygo.conformance.runner import Result
from entrygo.conformance.scenario import CONTRACT, calls, facts, requirements, scenarios
from entrygo.surfaces.http.app import ENDPOINTS

FROZEN = {"1.0": "958127930254f4714348cc621d165b9f5549e6f466ba8592d912d028b3f756ef"}
"""A version's requirements do not change: what is asked anew is asked by a new version."""


def test_the_requirements_of_a_version_are_frozen() -> None:
    assert CONTRACT in FROZEN
    for version, digest in FROZEN.items():
        data = (files("entrygo.conformance") / f"requirements-{version}.json").read_bytes()
        assert hashlib.sha256(data).hexdigest() == digest


def test_each_requirement_is_judged_by_one_scenario() -> None:
    judged = [each.id for each in scenarios()]
    assert sorted(judged) == sorted(requirements())
    assert len(set(judged)) == len(judged)


def test_every_call_is_an_operation_at_its_place() -> None:
    served = {each.operation: (next(iter(each.methods or ())), each.path) for each in ENDPOINTS}
    assert {name: served[name] for name in calls()} == dict(calls())
    assert {step.call for each in scenarios() for step in each.steps} <= set(calls())


def test_every_name_of_a_scenario_is_known_when_it_is_used() -> None:
    own = {"run", "account", "warehouse", "broker", *facts()}
    for scenario in scenarios():
        known = own | set(scenario.orders)
        for step in scenario.steps:
            said = json.dumps(
                [step.id, step.body, step.query, step.key, step.digest, step.match, step.headers]
            )
            used = set(re.findall(r"\$\{?(\w+)\}?", said))
            assert used <= known, scenario.id
            known |= set(step.keep or {})
        assert not scenario.ends or scenario.ends in known


def test_every_kind_and_test_of_an_expectation_is_known() -> None:
    for scenario in scenarios():
        for step in scenario.steps:
            said = set(re.findall(r'"(#\w+)"', json.dumps([step.match, step.headers])))
            assert said <= {*KINDS, *TESTS, "#absent"}, scenario.id


@pytest.mark.parametrize(
    ("expected", "found", "is_match"),
    [
        ({"a": "#id"}, {"a": "ord_1", "b": 2}, True),
        ({"a": "#id"}, {"a": None}, False),
        ({"a": "#absent"}, {"a": None}, False),
        ({"a": True}, {"a": 1}, False),
        ({"a": 1}, {"a": True}, False),
        ({"a": 1}, {"a": 1.0}, True),
        ({"a": None}, {"a": None}, True),
        ({"a": None}, {"a": 0}, False),
        ([1, 2], [1, 2, 3], False),
        ("#time", "2026-11-24T15:00:00.000Z", True),
        ("#time", "2026-11-24T15:00:00", False),
        ("#url", "/docs/errors/NOT_FOUND", False),
        ({"#once": {"type": "x"}}, [{"type": "x"}, {"type": "x"}], False),
        ({"#once": {"type": "x"}}, [{"type": "x"}, {"type": "y"}], True),
        ({"#none": {"type": "x"}}, [{"type": "y"}], True),
        ({"#none": {"type": "x"}}, None, False),
        ({"#each": "#id"}, [], False),
        ({"#has": [1, 2]}, [2, 1], True),
        ({"#has": [3]}, [2, 1], False),
        ({"#at_least": 90}, 89, False),
        ({"#at_least": 1}, [0], True),
        ({"#in": ["#null", {"a": 1}]}, {"a": 1}, True),
        ({"#not": "x"}, "x", False),
    ],
)
def test_an_answer_matches_what_is_named_and_no_more(expected: Any, found: Any, *, is_match: bool) -> None:
    assert (list(faults(expected, found)) == []) is is_match


def _report(outcome: Any, **expected: str) -> Report:
    one = Result(requirement=requirements()["EXE-001"], title="One", door="rest", outcome=outcome, why=["so"])
    return Report(url="http://x", profile="full", results=[one], expected=expected)


def test_a_verdict_knows_failures_that_are_expected_and_those_that_ended() -> None:
    known = {"EXE-001": "not yet"}
    assert _report("passed").verdict == "conforms"
    assert _report("failed").verdict == "fails"
    assert _report("failed", **known).verdict == "conforms"
    assert _report("passed", **known).verdict == "fails"
    assert _report("not run").verdict == "incomplete"
    assert Report(url="http://x", profile="full", results=[], expected={}).verdict == "incomplete"


def test_a_report_for_a_build_server_is_xml() -> None:
    from xml.etree import ElementTree

    suite = ElementTree.fromstring(_report("failed").junit())
    assert suite.get("failures") == "1"
    assert suite.find("testcase/failure") is not None


def test_an_expected_failure_has_a_reason() -> None:
    assert expected_failures("# known\nEXE-001 the mail is late\n\n") == {"EXE-001": "the mail is late"}
    with pytest.raises(ValueError, match="EXE-001 has no reason"):
        expected_failures("EXE-001\n")
