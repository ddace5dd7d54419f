"""PGA-001: an agency requires data for the code and gets no answer."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.agencies import flagged, is_answered, labels
from entrygo.planning.product_facts import schedule_line
from entrygo.planning.rule import Case, Hit, Rule, Scope

LACEY = "AL"  # asked for by PGA-005, element by element


def _check(case: Case, product: Product) -> Iterator[Hit]:
    flags = flagged(schedule_line(case, product), required=True)
    unanswered = tuple(f for f in flags if f[:2] != LACEY and not is_answered(product, f))
    if unanswered:
        yield Hit(
            field="product.pga",
            message=f"The code of product {product.label} requires agency data that pga does not answer: "
            f"{labels(unanswered)}.",
            missing=True,
        )


RULE = Rule(
    id="PGA-001",
    code="AGENCY_DATA_MISSING",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="Agency data required and not given",
    fix='Add to pga an answer for each agency named: {"agency": "FDA", "data": {...}}, or a disclaim code where '
    "the goods are outside its rules.",
    legal_source="CBP ACE agency tariff codes; the rules of the agency named",
    explanation="Fires when the schedule line carries a flag with an even digit (FD2, FD4, AQ2, DT2, "
    "...: data required) and pga holds neither data nor a disclaim for that agency. All agencies of a "
    "product are named in one finding. Only the code decides: goods without such a flag are never asked. "
    "FDA has had no low-value exemption since 9 July 2025, and takes no disclaim under FD2 and FD4. "
    "AL2 (Lacey Act) is asked for by PGA-005.",
    check=_check,
    deduction=25,
)
