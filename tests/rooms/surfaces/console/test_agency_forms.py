"""Agencies' forms: what is typed is an answer that planning reads, and what stood there stays."""

import re
from typing import Any

import pytest

from entrygo.contract.facts import PgaAnswer, Product
from entrygo.planning.agencies import AGENCIES, readings
from entrygo.planning.agency_programmes.model import Programme
from entrygo.surfaces.console.agency_forms import (
    BY_KEY,
    answer_to,
    asked,
    asked_elements,
    changed,
    disclaims,
    entries,
    title_of,
)
from entrygo.surfaces.console.vocabulary import table


def product_with(answer: dict[str, Any]) -> Product:
    """A product as planning sees it, of an answer as a request states it."""
    given = {name: each for name, each in answer.items() if each is not None}
    return Product(id="p", external_id="p", title="P", pga=(PgaAnswer(**given),))


@pytest.mark.parametrize("programme", BY_KEY.values(), ids=BY_KEY)
def test_the_examples_of_each_form_typed_in_are_an_answer_that_planning_reads(programme: Programme) -> None:
    typed = {each.name: each.example for each in entries(programme, None, {})}
    (answer,) = changed(programme, [], typed)
    (reading,) = readings(product_with(answer))
    assert reading.malformed == ()
    assert reading.programme == programme
    assert reading.said == {each.name for each in programme.elements}
    assert {each.name: each.value for each in entries(programme, answer, {})} == typed


def test_forms_ask_in_words_of_a_clerk() -> None:
    named = [(key, each.name) for key, programme in BY_KEY.items() for each in programme.elements]
    said = [entry for programme in BY_KEY.values() for entry in entries(programme, None, {})]
    assert len(said) == len(named)
    for each in said:
        assert not each.words[0].islower() or each.words.startswith("kg")
        assert each.words.endswith(".")
        assert not re.search(r"\b(signs?|object|string|array|YYYY)\b", each.words)
    known = table("agencies")
    elements = {name for _, name in named}
    assert set(known["any"]) == elements
    assert {(key, name) for key in set(known) - {"any"} for name in known[key]} <= set(named)


@pytest.mark.parametrize("programme", BY_KEY.values(), ids=BY_KEY)
def test_each_disclaim_offered_is_one_that_the_agency_takes(programme: Programme) -> None:
    assert title_of(programme).startswith(AGENCIES[programme.agency].label)
    for code, _ in disclaims(programme)[1:]:
        (answer,) = changed(programme, [], {"disclaim": code})
        (reading,) = readings(product_with(answer))
        assert reading.malformed == ()
        assert reading.disclaim == code


def test_what_an_answer_holds_beyond_the_form_stays_and_other_answers_too() -> None:
    food = BY_KEY["FD.FOO"]
    kept = {"agency": "FDA", "program": "FOO", "disclaim": None, "data": {"own": 1, "productCode": "36EGT02"}}
    other = {"agency": "CPSC", "program": None, "disclaim": "A", "data": None}
    typed = {each.name: each.value for each in entries(food, kept, {})}
    typed["data.priorNoticeNumber"] = "202611880345"
    typed["data.fsvpImporter.name"] = "Lakeshore Retail LLC"
    assert changed(food, [kept, other], typed) == [
        other,
        kept
        | {
            "data": {
                "own": 1,
                "productCode": "36EGT02",
                "priorNoticeNumber": "202611880345",
                "fsvpImporter": {"name": "Lakeshore Retail LLC"},
            }
        },
    ]
    assert answer_to(BY_KEY["FD.COS"], [kept, other]) is None


def test_an_answer_emptied_is_none() -> None:
    food = BY_KEY["FD.FOO"]
    kept = {"agency": "FDA", "program": "FOO", "disclaim": None, "data": {"productCode": "36EGT02"}}
    assert changed(food, [kept], {each.name: "" for each in entries(food, kept, {})}) == []


def test_a_finding_names_the_programmes_it_asks_for() -> None:
    found = [
        {"field": "product.pga", "code": "AGENCY_ANSWER_RECOMMENDED", "message": "APHIS (AQ1), EPA (EP5)"},
        {"field": "product.hsCode", "code": "HTS_CODE_MISSING", "message": "FDA (FD4)"},
        {"field": "product.pga", "code": "PRIOR_NOTICE_MISSING", "message": "is food under FD4"},
    ]
    assert asked(found) == ["AQ.AAC", "EP.TS1", "EP.PST", "EP.VNE", "EP.ODS", "FD.FOO"]


def test_what_an_export_waits_for_comes_first_in_its_form() -> None:
    found = [{"details": {"elements": ("data.priorNoticeNumber",)}}, {"details": None}, {}]
    first, *others = entries(BY_KEY["FD.FOO"], None, {}, asked_elements(found))
    assert (first.name, first.is_asked) == ("data.priorNoticeNumber", True)
    assert not any(each.is_asked for each in others)
    assert len(others) == len(BY_KEY["FD.FOO"].elements) - 1


def test_the_name_a_form_gives_an_agency_is_read_as_that_agency() -> None:
    for prefix, agency in AGENCIES.items():
        (reading,) = readings(product_with({"agency": agency.name, "data": {"any": "thing"}}))
        assert prefix in reading.agencies
    assert [AGENCIES[each].name for each in ("AL", "AQ", "EH", "EP", "OM")] == [
        "LACEY",
        "APHIS",
        "HFC",
        "EPA",
        "OMC",
    ]
