"""The PTY rules: importer, bond, power of attorney, addresses, responsible person, screening."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from entrygo.contract.facts import Bond, Consignee, Importer, Party, ResponsiblePerson
from entrygo.contract.plan import EntryType
from entrygo.planning.rule import Case
from entrygo.planning.rules import by_id
from tests.rooms.planning.cases import (
    BOOK,
    ORDER,
    PULLOVER,
    hits,
    ready,
    with_account,
    with_broker,
    with_entry,
    with_importer,
    with_memory,
    with_order,
    with_product,
    with_ship_to,
    with_shipment,
)
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

NUMBER = "account.importerOfRecord.number"
FORMAL = with_entry(ready(), entry_type=EntryType.FORMAL, value_usd=Decimal(3000))
HIT = {
    "party_path": "account.name",
    "party_name": "Northern Goods Ltd.",
    "list": "EL",
    "entry_name": "NORTHERN GOODS",
    "score": 91,
    "reason": "northern, goods of the name; same country CA",
    "disposition": "open",
}


def numbered(number: str) -> Case:
    """The importer under another number."""
    return with_importer(ready(), number=number)


def screened(**changes: object) -> Case:
    """One screening hit."""
    return with_memory(ready(), screening=[{**HIT, **changes}])


def related(case: Case) -> Case:
    """Both products answer the question of related parties."""
    answered = with_product(case, BOOK, attributes={"relatedParty": False})
    return with_product(answered, PULLOVER, attributes={"related_party": "no"})


def consigned_to(source: str | None) -> Case:
    """Every order's ultimate consignee named by other facts, or by none."""
    case = ready()
    return replace(case, sales={key: replace(sale, consignee=source) for key, sale in case.sales.items()})


EXAMPLES = [
    good("PTY-001", "name and number", ready()),
    bad("PTY-001", "no number", with_importer(ready(), number=None), (NUMBER, ERROR)),
    bad("PTY-001", "a blank number", with_importer(ready(), number=" "), (NUMBER, ERROR)),
    bad(
        "PTY-001",
        "no importer",
        with_account(ready(), importer=Importer()),
        ("account.importerOfRecord.name", ERROR),
        (NUMBER, ERROR),
    ),
    *(
        good("PTY-002", f"{number}", numbered(number))
        for number in ("12-345678900", "12-3456789AB", "12-3456789a1", "123-45-6789", "261123-12345")
    ),
    good("PTY-002", "absent is another rule's", with_importer(ready(), number=None)),
    *(
        bad("PTY-002", f"{number}", numbered(number), (NUMBER, ERROR))
        for number in ("12-3456789", "12345678900", "123456789", "123456789RM0001", "12-3456789ABC", "none")
    ),
    good("PTY-003", "informal needs none", with_importer(ready(), bond=None)),
    good("PTY-003", "formal with a bond", FORMAL),
    bad(
        "PTY-003",
        "formal without a bond",
        with_importer(FORMAL, bond=None),
        ("account.importerOfRecord.bond", ERROR),
    ),
    bad(
        "PTY-003",
        "type 03 and a bond without number",
        with_importer(with_entry(ready(), entry_type=EntryType.ADCVD), bond=Bond(type="continuous")),
        ("account.importerOfRecord.bond.number", ERROR),
    ),
    good("PTY-004", "on file", ready()),
    good("PTY-004", "its last day", with_broker(ready(), power_of_attorney_valid_to=date(2026, 11, 23))),
    good("PTY-004", "without an end", with_broker(ready(), power_of_attorney_valid_to=None)),
    bad(
        "PTY-004",
        "not on file",
        with_broker(ready(), power_of_attorney_on_file=None),
        ("broker.powerOfAttorney.onFile", ERROR),
    ),
    bad(
        "PTY-004",
        "ended the day before",
        with_broker(ready(), power_of_attorney_valid_to=date(2026, 11, 22)),
        ("broker.powerOfAttorney.validTo", ERROR),
    ),
    good("PTY-005", "complete", ready()),
    good("PTY-005", "no buyer block", with_order(ready(), buyer=None)),
    good("PTY-005", "six parts suffice", with_ship_to(ready(), address2=None, email=None, phone=None)),
    bad("PTY-005", "absent is told", with_order(ready(), ship_to=None), ("shipTo", INFO)),
    bad("PTY-005", "empty is absent", with_order(ready(), ship_to=Party()), ("shipTo", INFO)),
    bad(
        "PTY-005",
        "begun and not finished",
        with_ship_to(ready(), city=None, postal_code=""),
        ("shipTo.city", ERROR),
        ("shipTo.postalCode", ERROR),
    ),
    good("PTY-006", "New York", ready()),
    good("PTY-006", "a state by name", with_ship_to(ready(), region="New York", postal_code="10001-1234")),
    good(
        "PTY-006",
        "destination alone",
        with_order(ready(), ship_to=None, destination_region=None, destination_postal_code=None),
    ),
    good(
        "PTY-006",
        "Puerto Rico",
        with_order(
            with_ship_to(ready(), country="PR", region="PR", postal_code="00901"),
            destination_region="PR",
            destination_postal_code="00901",
        ),
    ),
    bad(
        "PTY-006",
        "a Canadian address",
        with_ship_to(ready(), country="CA", region="ON"),
        ("shipTo.country", ERROR),
    ),
    bad("PTY-006", "no state", with_ship_to(ready(), region="Ontario"), ("shipTo.region", ERROR)),
    bad("PTY-006", "no ZIP code", with_ship_to(ready(), postal_code="M5H 1J9"), ("shipTo.postalCode", ERROR)),
    bad(
        "PTY-006",
        "a ZIP code of California",
        with_ship_to(ready(), postal_code="90210"),
        ("shipTo.postalCode", WARNING),
    ),
    bad(
        "PTY-006",
        "a destination in another state",
        with_order(ready(), destination_region="CA", destination_postal_code=None),
        ("shipTo.region", WARNING),
    ),
    bad(
        "PTY-006",
        "a destination's ZIP code of another state",
        with_order(ready(), destination_postal_code="90210"),
        ("destinationPostalCode", WARNING),
    ),
    bad(
        "PTY-006",
        "a post of the army in Europe",
        with_order(
            with_ship_to(ready(), region="AE", postal_code="09012"),
            destination_region="AE",
            destination_postal_code="09012",
        ),
        ("shipTo.region", WARNING),
        ("destinationRegion", WARNING),
    ),
    bad(
        "PTY-006",
        "Guam",
        with_order(
            with_ship_to(ready(), region="GU", postal_code="96910"),
            destination_region=None,
            destination_postal_code=None,
        ),
        ("shipTo.region", WARNING),
    ),
    bad(
        "PTY-006",
        "another country",
        with_order(ready(), destination_country="MX"),
        ("destinationCountry", ERROR),
    ),
    good("PTY-007", "named", ready()),
    bad(
        "PTY-007",
        "nobody",
        with_account(ready(), responsible_person=ResponsiblePerson()),
        ("account.responsiblePerson.name", WARNING),
    ),
    bad(
        "PTY-007",
        "out of reach",
        with_account(ready(), responsible_person=ResponsiblePerson(name="Jo Clerk")),
        ("account.responsiblePerson.email", INFO),
    ),
    good("PTY-008", "no hit", ready()),
    good("PTY-008", "no list at all", replace(ready(), memory={})),
    good("PTY-008", "below the threshold", screened(score=79)),
    bad("PTY-008", "an open hit", screened(), ("account.name", ERROR)),
    bad("PTY-008", "a confirmed hit", screened(disposition="confirmed"), ("account.name", ERROR)),
    bad("PTY-008", "a cleared hit", screened(disposition="cleared"), ("account.name", INFO)),
    good("PTY-009", "a list of yesterday", ready()),
    good("PTY-009", "a list without a date", with_memory(ready(), screening_list={"as_of": "unknown"})),
    bad("PTY-009", "no list", replace(ready(), memory={}), ("account.screeningList", INFO)),
    bad(
        "PTY-009",
        "a list of last month",
        with_memory(ready(), screening_list={"as_of": "2026-10-01"}),
        ("account.screeningList", INFO),
    ),
    good("PTY-010", "answered for each product", related(ready())),
    bad("PTY-010", "not answered", ready(), ("account.relatedParties", INFO)),
    good("PTY-011", "a buyer in the United States", ready()),
    bad("PTY-011", "nobody", consigned_to(None), ("account.ultimateConsignee", WARNING)),
    bad(
        "PTY-011",
        "one stated without an address",
        with_shipment(
            consigned_to(None), ultimate_consignee=Consignee(party=Party(name="Empire Retail LLC"))
        ),
        ("shipment.ultimateConsignee", WARNING),
    ),
    good("PTY-012", "an address", ready()),
    bad(
        "PTY-012", "none", with_importer(ready(), address=None), ("account.importerOfRecord.address", WARNING)
    ),
    good("PTY-013", "accents are Latin letters", with_ship_to(ready(), name="Łukasz Dvořák", city="Québec")),
    bad("PTY-013", "Chinese", with_ship_to(ready(), name="张三"), (f"orders[{ORDER}].shipTo.name", WARNING)),
    bad(
        "PTY-013",
        "a Greek maker",
        with_product(ready(), BOOK, manufacturer=Party(name="Ελαιώνας ΑΕ")),
        (f"products[{BOOK}].manufacturer.name", WARNING),
    ),
]


@pytest.mark.parametrize("example", parameters(EXAMPLES))
def test_examples(example) -> None:
    """Each example finds what it says, field and severity."""
    check(example)


def test_each_rule_has_a_good_and_a_bad_example() -> None:
    """So that neither silence nor noise goes untested."""
    assert rules_without_both("PTY-", EXAMPLES) == []


@pytest.mark.parametrize(
    ("number", "word"),
    [("12-3456789", "suffix"), ("12345678900", "hyphen"), ("123456789RM0001", "Canadian business number")],
)
def test_a_malformed_importer_number_gets_advice_of_its_own(number: str, word: str) -> None:
    """The fix names the mistake most people make with that form."""
    (hit,) = hits(by_id("PTY-002"), numbered(number))
    assert word in (hit.fix or "")
    assert number in hit.message


def test_an_expired_power_of_attorney_has_its_own_code() -> None:
    """Absent and expired want different work."""
    (hit,) = hits(by_id("PTY-004"), with_shipment(ready(), entry_date=date(2028, 1, 1)))
    assert hit.code == "POWER_OF_ATTORNEY_EXPIRED"
    assert not hit.missing
