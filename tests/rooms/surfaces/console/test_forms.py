"""Forms in, words out."""

from decimal import Decimal

import pytest

from entrygo.contract.problems import Problem
from entrygo.contract.requests.issues import issue, validation_problem
from entrygo.surfaces.console.forms import csv_text, faults_of, form_of, request_of
from entrygo.surfaces.console.rendering import NOT_KNOWN, number, short_id, size, templates, usd


def test_names_with_dots_are_objects_and_empty_fields_are_left_out() -> None:
    given = {"token": "x", "act": "y", "name": " Ann ", "address.city": "Toronto", "address.region": ""}
    assert request_of(given) == {"name": "Ann", "address": {"city": "Toronto"}}


def test_a_patch_clears_what_was_emptied() -> None:
    assert request_of({"hsCode": ""}) == {}
    assert request_of({"hsCode": "", "sku": "A"}, clears=True) == {"hsCode": None, "sku": "A"}


def test_lines_end_as_they_do_here_and_no_nul_comes_through() -> None:
    form = form_of([("text", "a\r\nb\0"), ("row", "1"), ("row", "2")])
    assert form.one["text"] == "a\nb"
    assert form.many["row"] == ("1", "2")


def test_every_fault_stands_at_its_field() -> None:
    problem = validation_problem(
        [issue("address.city", "Required", "invalid_type"), issue("hsCode", "Ten digits", "custom")]
    )
    assert faults_of(problem) == {"address.city": "Required", "hsCode": "Ten digits"}
    assert faults_of(Problem("PLAN_CHANGED", "Changed.")) == {"": "Changed."}


def test_a_cell_a_spreadsheet_would_compute_is_inert_and_a_number_stays_one() -> None:
    text = csv_text(["a", "b"], [["=1+1", -5], ["@cmd", Decimal("-1.5")], [None, "-2"]])
    assert text.splitlines() == ["a,b", "'=1+1,-5", "'@cmd,-1.5", ",'-2"]


def test_what_is_not_known_is_said_and_is_not_zero() -> None:
    assert usd(None) == number(None) == size(None) == short_id(None) == NOT_KNOWN
    assert usd(0) == "$0.00"
    assert usd(-12.5) == "-$12.50"
    assert usd(1234.1) == "$1,234.10"


def test_a_time_is_shown_in_the_viewers_zone_with_utc_beside_it() -> None:
    class Viewer:
        time_zone = "America/Toronto"

    template = templates().from_string("{{ at|when }}")
    here = template.render(at="2026-11-28T22:28:00.000Z", person=Viewer())
    assert 'title="2026-11-28 22:28:00 UTC"' in here
    assert ">Nov 28, 2026, 17:28<" in here
    elsewhere = template.render(at="2026-11-28T22:28:00.000Z", person=None)
    assert "data-local" in elsewhere
    assert ">Nov 28, 2026, 22:28 UTC<" in elsewhere
    assert template.render(at=None, person=None) == NOT_KNOWN


@pytest.mark.parametrize(
    "given",
    [{"address": "x", "address.city": "y"}, {"address.city": "y", "address": "x"}, {"a": "1", "a.b.c": "2"}],
)
def test_a_field_that_is_also_several_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(Problem, match="cannot be read") as refused:
        request_of(given)
    assert refused.value.code == "INVALID_REQUEST"


def test_a_name_of_a_thousand_dots_makes_no_deep_document() -> None:
    document, depth = request_of({"a" + ".a" * 100_000: "x"}), 0
    while isinstance(document, dict):
        document, depth = next(iter(document.values())), depth + 1
    assert depth <= 10
