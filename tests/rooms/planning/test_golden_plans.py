"""The golden plans: today's code makes the very documents and hashes that are on file."""

import json

import pytest

from entrygo.planning.fingerprint import verify
from tests.golden.plans.regenerate import HERE, golden_documents

HASHES = json.loads((HERE / "hashes.json").read_text(encoding="utf-8"))


@pytest.mark.requirement("plan_hash:snapshot:verifier", "plan_hash:form:canonical")
@pytest.mark.parametrize("name", sorted(HASHES))
def test_a_golden_document_hashes_to_its_golden_hash(name: str) -> None:
    """From the file's bytes alone: no planner runs."""
    assert verify((HERE / f"{name}.json").read_bytes()) == HASHES[name]


def test_planning_makes_the_golden_documents() -> None:
    """A difference is a change of outcome: regenerate, and review it as a diff."""
    made = golden_documents()
    assert made.keys() == HASHES.keys()
    for name, document in made.items():
        assert document == json.loads((HERE / f"{name}.json").read_text(encoding="utf-8")), name
