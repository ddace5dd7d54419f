"""PGA-005: plant material without a Lacey Act declaration."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.agencies import answers, is_disclaimed
from entrygo.planning.product_facts import schedule_line, stated
from entrygo.planning.rule import Case, Hit, Rule, Scope

LACEY = "AL"
REQUIRED = "AL2"
ELEMENTS = {
    "genus": ("genus", "scientificName", "laceyGenus"),
    "species": ("species", "scientificName", "laceySpecies"),
    "countryOfHarvest": ("countryOfHarvest", "harvestCountry", "laceyCountryHarvest"),
}


def _check(case: Case, product: Product) -> Iterator[Hit]:
    line = schedule_line(case, product)
    if line is None or REQUIRED not in line.agency_flags or is_disclaimed(product, LACEY):
        return
    declared = [answer.data for answer in answers(product, LACEY)]
    absent = [
        element
        for element, keys in ELEMENTS.items()
        if not any(stated(d, *keys) is not None for d in declared)
    ]
    if absent:
        yield Hit(
            field="product.pga",
            message=f"Product {product.label} is plant material under the Lacey Act (AL2) and does not state "
            f"{', '.join(absent)}.",
            missing=True,
        )


RULE = Rule(
    id="PGA-005",
    code="LACEY_DECLARATION_MISSING",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="Plant material without a Lacey Act declaration",
    fix='Put in pga {"agency": "LACEY", "data": {"genus": "Acacia", "species": "mangium", "countryOfHarvest": '
    '"VN"}}, or a disclaim code.',
    legal_source="16 USC 3372(f)",
    explanation="Fires when the schedule line carries AL2 and pga does not state genus, species and "
    "country of harvest (a scientificName answers genus and species), nor disclaims. The answer may be "
    "addressed to LACEY, or to APHIS with programme LACEY.",
    check=_check,
    deduction=25,
)
