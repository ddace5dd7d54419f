"""ENT-002: antidumping, countervailing or quota goods in an informal entry."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.contract.plan import EntryType, EntryUnit
from entrygo.planning.adcvd import scope_answer
from entrygo.planning.product_facts import schedule_line
from entrygo.planning.rule import Case, Hit, Rule, Scope


def _check(case: Case, entry: EntryUnit) -> Iterator[Hit]:
    if entry.entry_type is not EntryType.INFORMAL:
        return
    ids = dict.fromkeys(item.product_id for line in entry.lines for item in line.items)
    for product in (case.products[id_] for id_ in ids if id_ in case.products):
        why = _why_not_informal(case, product)
        if why:
            yield Hit(
                field="entry_type",
                message=f"Product {product.label} {why}, and entry {entry.number} is planned informal "
                "(type 11).",
            )


def _why_not_informal(case: Case, product: Product) -> str | None:
    if scope_answer(product.adcvd).in_scope:
        return "is in the scope of an antidumping or countervailing duty order"
    line = schedule_line(case, product)
    return "is subject to a quota" if line and line.quota else None


RULE = Rule(
    id="ENT-002",
    code="INFORMAL_ENTRY_FORBIDDEN_GOODS",
    severity=Severity.ERROR,
    scope=Scope.ENTRY,
    title="Antidumping, countervailing or quota goods in an informal entry",
    fix="File goods under an AD/CVD order as type 03 and quota goods as a formal entry, whatever their "
    "value.",
    legal_source="19 CFR 143.21; CBP Form 7501 instructions, block 2",
    explanation="Fires when an informal entry (type 11) holds goods that the product's adcvd answer "
    "places in the scope of an order, or goods on a quota line of the schedule. Value does not matter. "
    "It guards the planner's own entry structure. A schedule's AD/CVD flag without an answer is asked "
    "about by TRF-014.",
    check=_check,
    deduction=25,
)
