"""PGA-007: goods that need a permit whatever their value."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.agencies import AGENCIES, is_answered
from entrygo.planning.agency_goods import restrictions
from entrygo.planning.rule import Case, Hit, Rule, Scope


def _check(case: Case, product: Product) -> Iterator[Hit]:
    for restricted, reason in restrictions(case, product):
        if not any(is_answered(product, agency) for agency in restricted.agencies):
            names = " or ".join(AGENCIES[agency].label for agency in restricted.agencies)
            yield Hit(
                field="product.pga",
                message=f"Product {product.label} is restricted ({restricted.name}: {reason}) and pga holds "
                f"no answer to {names}.",
                missing=True,
            )


RULE = Rule(
    id="PGA-007",
    code="RESTRICTED_GOODS",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="Alcohol, tobacco, arms, drugs, CBD or vapes",
    fix="Take the goods out of the orders, or put the agency's permit in pga (TTB, FDA, ATF, DEA) or a "
    "disclaim code saying why the goods are not restricted.",
    legal_source="27 USC 203; 21 USC 331, 952; 22 USC 2778; 15 USC 376",
    explanation="Fires when the code or the wording shows alcohol (2203 to 2208), tobacco (2401 to "
    "2403), nicotine and vapes (2404, 8543.40), arms and ammunition (chapter 93), controlled drugs or "
    "CBD, and pga holds neither data nor a disclaim for the agency in charge. Alcohol and tobacco are "
    "known by code alone, as their words stand on too many other goods. Words are not read in chapters "
    "42, 48, 49 and 61 to 65: a book about firearms is a book.",
    check=_check,
    deduction=25,
)
