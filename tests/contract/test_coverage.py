"""Every clause of the contract has a test or is a known gap, and every test cites clauses that exist."""

import pytest

from tests.contract.known_gaps import KNOWN_GAPS
from tests.contract.requirements import ID, SOURCE, Citation, citations, faults, manifest


def test_every_clause_has_a_test_or_is_a_known_gap():
    found = list(faults(manifest(), cited=citations(), gaps=KNOWN_GAPS))
    assert not found, f"{len(found)} disagreements:\n" + "\n".join(found)


def test_every_clause_is_well_formed():
    for clause in manifest().values():
        assert ID.fullmatch(clause.id), clause
        assert SOURCE.fullmatch(clause.source), clause
        assert clause.sentence.endswith("."), clause


def test_no_two_clauses_say_the_same():
    sentences = [clause.sentence for clause in manifest().values()]
    assert len(set(sentences)) == len(sentences)


def test_every_known_gap_has_its_reason():
    assert all(len(reason.split()) > 3 for reason in KNOWN_GAPS.values())


@pytest.mark.parametrize(
    ("cited", "gaps", "expected"),
    [
        ([], [], ["a:b:c has no test"]),
        ([Citation("a:b:c", "t.py:1")], [], []),
        ([], ["a:b:c"], []),
        (
            [Citation("a:b:c", "t.py:1")],
            ["a:b:c"],
            ["t.py:1: a:b:c is a known gap; take it out of KNOWN_GAPS"],
        ),
        ([Citation("x:y:z", "t.py:1")], ["a:b:c"], ["t.py:1: x:y:z is no requirement"]),
        ([Citation(None, "t.py:1")], ["a:b:c"], ["t.py:1: cite a requirement by a plain string"]),
        ([], ["a:b:c", "x:y:z"], ["KNOWN_GAPS: x:y:z is no requirement"]),
    ],
)
def test_each_disagreement_is_told(cited, gaps, expected):
    assert list(faults(["a:b:c"], cited=cited, gaps=gaps)) == expected


def test_citations_are_read_from_decorators_module_marks_and_parameters(tmp_path):
    (tmp_path / "rooms").mkdir()
    (tmp_path / "rooms" / "test_seeded.py").write_text(
        "import pytest\n"
        'pytestmark = pytest.mark.requirement("a:module:mark")\n'
        '@pytest.mark.requirement("a:first:one", "a:second:one")\n'
        "def test_it(): ...\n"
        'CASE = pytest.param(1, marks=pytest.mark.requirement("a:param:mark"))\n'
        "@pytest.mark.requirement(NAME)\n"
        "def test_other(): ...\n"
    )
    found = {citation.id: citation.place for citation in citations(tmp_path)}
    assert set(found) == {"a:module:mark", "a:first:one", "a:second:one", "a:param:mark", None}
    assert found["a:first:one"] == "rooms/test_seeded.py:3"
