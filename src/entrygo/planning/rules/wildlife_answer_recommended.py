"""PGA-006: animal materials without an answer to the Fish and Wildlife Service."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.agencies import is_answered
from entrygo.planning.agency_goods import FWS, wildlife_words
from entrygo.planning.product_facts import schedule_line
from entrygo.planning.rule import Case, Hit, Rule, Scope


def _check(case: Case, product: Product) -> Iterator[Hit]:
    line = schedule_line(case, product)
    is_flagged = line is not None and any(flag.startswith(FWS) for flag in line.agency_flags)
    if is_flagged or is_answered(product, FWS):
        return
    words = wildlife_words(product)
    if words:
        yield Hit(
            field="product.pga",
            message=f"Product {product.label} names animal material ({', '.join(words)}) and does not "
            "answer the Fish and Wildlife Service.",
            missing=True,
        )


RULE = Rule(
    id="PGA-006",
    code="WILDLIFE_ANSWER_RECOMMENDED",
    severity=Severity.WARNING,
    scope=Scope.PRODUCT,
    title="Animal material without a wildlife answer",
    fix='Put in pga {"agency": "FWS", "data": {...}} with species and declaration 3-177, or a disclaim code for '
    "domesticated or imitation material.",
    legal_source="50 CFR 14",
    explanation="Fires when the materials name an animal material (fur, feather, ivory, reptile, coral, "
    "shell, ...), or title or description name one beyond doubt (snakeskin, genuine fur), and pga says "
    "nothing to FWS. Words said to be imitation (faux fur, printed python) are left out, and so are cow "
    "leather, wool, silk and down, which are domesticated. A code that carries a wildlife flag itself is "
    "asked by PGA-001 or PGA-002 instead.",
    check=_check,
    deduction=5,
)
