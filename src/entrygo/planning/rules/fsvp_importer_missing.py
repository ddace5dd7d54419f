"""PGA-010: food without the importer of the Foreign Supplier Verification Programs."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.agencies import flag_of, is_disclaimed, said
from entrygo.planning.agency_programmes.fda import FDA, FSVP_EXEMPTION, FSVP_IMPORTER
from entrygo.planning.product_facts import code_of, schedule_line
from entrygo.planning.rule import Case, Hit, Rule, Scope

REQUIRED, MAY = "FD4", "FD3"
EXEMPT = ("02", "03", "1601", "1602", "1604", "1605", "2009", "2203", "2204", "2205", "2206", "2207", "2208")
"""Meat and poultry (USDA), fish and juice (HACCP), alcoholic beverages: 21 CFR 1.501(b) to (h)."""


def _check(case: Case, product: Product) -> Iterator[Hit]:
    flag = flag_of(schedule_line(case, product), REQUIRED, MAY)
    if flag is None or code_of(case, product).startswith(EXEMPT):
        return
    if flag == MAY and is_disclaimed(product, FDA):
        return
    stated = said(product, FDA)
    absent = [element for element in FSVP_IMPORTER if element.name not in stated]
    if absent and FSVP_EXEMPTION.name not in stated:
        wanted = ", ".join(f"{element.name} ({element.asks})" for element in absent)
        yield Hit(
            field="product.pga",
            message=f"Product {product.label} is imported food and pga does not state {wanted}.",
            missing=True,
            details={"elements": tuple(f"data.{element.name}" for element in absent)},
        )


RULE = Rule(
    id="PGA-010",
    code="FSVP_IMPORTER_MISSING",
    severity=Severity.WARNING,
    scope=Scope.PRODUCT,
    title="Food without an FSVP importer",
    fix='Put the US owner or consignee of the food in pga as {"agency": "FDA", "data": {"fsvpImporter": {"name": '
    '"Niagara Fulfilment LLC", "email": "fsvp@example.com", "duns": "123456789"}}}, or why none is owed as '
    '{"fsvpExemption": "..."}.',
    legal_source="21 CFR 1.509(a); 21 CFR 1.501",
    explanation="Fires for food (FD4, and FD3 that is not disclaimed) whose FDA answers do not state "
    "name, e-mail address and DUNS number of the FSVP importer, which every entry line of food carries. Meat and "
    "poultry (chapter 2, 1601, 1602), fish (chapter 3, 1604, 1605), juice (2009) and alcoholic beverages (2203 to "
    "2208) are under other programmes and are not asked; another exemption is stated with its reason.",
    check=_check,
    deduction=5,
)
