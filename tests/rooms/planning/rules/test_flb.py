"""The FLB rules: forced labour."""

import pytest

from entrygo.contract.facts import Material, Party
from entrygo.planning.rules import by_id
from tests.rooms.planning.cases import BOOK, hits, ready, with_code, with_product
from tests.rooms.planning.rules.examples import (
    ERROR,
    INFO,
    WARNING,
    bad,
    check,
    good,
    parameters,
    rules_without_both,
)

COTTON = (Material(name="Cotton"),)
TRACE = "product.attributes.supplyChainTrace"


def chinese(*materials, **product):
    """The book's place taken by Chinese goods of these materials."""
    made_of = tuple(Material(name=name) for name in materials)
    return with_product(ready(), BOOK, **{"country_of_origin": "CN", "materials": made_of, **product})


def maker(origin="CN", **address):
    """The book's maker has this address."""
    party = Party(**{"name": "Good Works Co", "city": "Hangzhou", "country": "CN", **address})
    return with_product(ready(), BOOK, country_of_origin=origin, manufacturer=party)


EXAMPLES = [
    good("FLB-001", "Portuguese cotton", ready()),
    good("FLB-001", "Chinese paper", chinese("paper")),
    good("FLB-001", "a trace", chinese("cotton", attributes={"supply_chain_trace": "file 7"})),
    good(
        "FLB-001",
        "other input",
        with_product(ready(), BOOK, materials=COTTON, attributes={"cottonOrigin": "US"}),
    ),
    *(bad("FLB-001", name, chinese(name), (TRACE, WARNING)) for name in ("100% Cotton", "PVC", "aluminium")),
    *(
        bad("FLB-001", f"a sector by code {code}", with_code(chinese("food"), BOOK, code), (TRACE, WARNING))
        for code in ("7615109100", "2002908010", "1605211020")
    ),
    good("FLB-001", "a tomato slicer", chinese("plastic", title="Tomato slicer")),
    bad("FLB-001", "words where no material is stated", chinese(title="Cotton towel"), (TRACE, WARNING)),
    bad("FLB-001", "a sector of 2025", chinese("stainless steel"), (TRACE, INFO)),
    bad("FLB-001", "both", chinese("cotton", "copper"), (TRACE, WARNING), (TRACE, INFO)),
    bad(
        "FLB-001",
        "Chinese cotton sewn elsewhere",
        with_product(ready(), BOOK, materials=COTTON, attributes={"inputCountries": ["TR", "CN"]}),
        (TRACE, WARNING),
    ),
    good("FLB-002", "no maker", with_product(ready(), BOOK, manufacturer=None)),
    good("FLB-002", "Hangzhou", maker(postal_code="310000")),
    good("FLB-002", "a road named for a city", maker(address1="8 Kashi Road")),
    good("FLB-002", "the same digits in Canada", maker(country="CA", postal_code="830001")),
    good("FLB-002", "a five-digit code", maker(postal_code="83001")),
    bad("FLB-002", "the region", maker(region="Xinjiang"), ("product.manufacturer.region", ERROR)),
    bad("FLB-002", "a postal code", maker(postal_code="832000"), ("product.manufacturer.postalCode", ERROR)),
    bad("FLB-002", "another", maker(postal_code="845 350"), ("product.manufacturer.postalCode", ERROR)),
    bad("FLB-002", "a city", maker(city="Kashgar"), ("product.manufacturer.city", ERROR)),
    bad("FLB-002", "a city in Chinese", maker(city="乌鲁木齐市"), ("product.manufacturer.city", ERROR)),
    bad("FLB-002", "a name", maker(name="Xinjiang Textile Co"), ("product.manufacturer.name", ERROR)),
    bad("FLB-002", "a street", maker(address1="1 Road, Ürümqi"), ("product.manufacturer.address", ERROR)),
    bad("FLB-002", "no country", maker(country=None, city="Hotan"), ("product.manufacturer.city", ERROR)),
]


@pytest.mark.parametrize("example", parameters(EXAMPLES))
def test_a_forced_labour_rule_finds_what_its_example_says(example):
    check(example)


def test_every_forced_labour_rule_has_a_good_and_a_bad_example():
    assert rules_without_both("FLB", EXAMPLES) == []


def test_a_trace_is_missing_data_where_it_is_a_warning_only():
    found = hits(by_id("FLB-001"), chinese("cotton", "copper"))
    assert [(hit.severity, hit.missing) for hit in found] == [(WARNING, True), (INFO, False)]


def test_signs_of_one_maker_are_one_finding():
    case = maker(city="Urumqi", region="Xinjiang", postal_code="830000")
    check(bad("FLB-002", "all signs", case, ("product.manufacturer.city", ERROR)))
