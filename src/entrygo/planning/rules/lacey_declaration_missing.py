"""PGA-005: plant material without a Lacey Act declaration."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.agencies import answers, flag_of, is_disclaimed
from entrygo.planning.agency_programmes.nature import LACEY
from entrygo.planning.product_facts import schedule_line
from entrygo.planning.rule import Case, Hit, Rule, Scope

REQUIRED, MAY = "AL2", "AL1"
IDENTITY = ("genus", "species", "scientificName", "countryOfHarvest")
WHOLE = ("genus", "species", "countryOfHarvest", "quantity", "unit")


def _check(case: Case, product: Product) -> Iterator[Hit]:
    flag = flag_of(schedule_line(case, product), REQUIRED, MAY)
    if flag is None or is_disclaimed(product, LACEY):
        return
    given = [reading for reading in answers(product, LACEY) if reading.said]
    if flag == MAY and not given:
        return
    lacks = dict.fromkeys(element.name for reading in given for element in reading.lacks)
    absent = tuple(lacks) if given else WHOLE
    if absent:
        is_grave = flag == REQUIRED and any(name in IDENTITY for name in absent)
        yield Hit(
            field="product.pga",
            message=f"Product {product.label} is plant material under the Lacey Act ({flag}) and does not state "
            f"{', '.join(absent)}.",
            severity=None if is_grave else Severity.WARNING,
            missing=True,
            details={"elements": tuple(f"data.{name}" for name in absent)},
        )


RULE = Rule(
    id="PGA-005",
    code="LACEY_DECLARATION_MISSING",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="Plant material without a Lacey Act declaration",
    fix='Put in pga {"agency": "LACEY", "data": {"genus": "Acacia", "species": "mangium", "countryOfHarvest": '
    '"VN", "quantity": 0.9, "unit": "kg"}}, each wood of several under components, or a disclaim code.',
    legal_source="16 USC 3372(f)",
    explanation="Fires when the schedule line carries AL2 and pga does not state genus, species and "
    "country of harvest (a scientificName answers genus and species), nor disclaims; where only the quantity of "
    "plant material in a piece or its metric unit is wanting, and for what an answer under AL1 lacks, it is a warning. "
    "AL1 without any answer is asked by PGA-002. The answer may be addressed to LACEY, or to APHIS with programme "
    "LACEY; several woods are listed under components.",
    check=_check,
    deduction=25,
)
