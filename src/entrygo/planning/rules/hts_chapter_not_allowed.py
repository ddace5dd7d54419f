"""PRD-004: a code of chapter 77, 98 or 99 as the product's own."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.product_facts import chapter_of, code_of
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.planning.yes_no import answer
from entrygo.tariff.provisions import provision_of

RESERVED, SPECIAL, TEMPORARY = 77, 98, 99


def _check(case: Case, product: Product) -> Iterator[Hit]:
    chapter, code = chapter_of(case, product), code_of(case, product)
    if chapter == RESERVED:
        yield Hit(
            field="product.hsCode",
            message=f"HTS code {code} of product {product.label} is of chapter 77, which is reserved and empty.",
        )
    elif chapter == TEMPORARY:
        yield Hit(
            field="product.hsCode",
            message=f"HTS code {code} of product {product.label} is of chapter 99, whose headings stand beside "
            "a code of chapters 1 to 97 and never alone.",
        )
    elif chapter == SPECIAL and not (
        _stands_alone(case, code) or answer(product, "chapter98", "chapter98Claim")
    ):
        yield Hit(
            field="product.hsCode",
            message=f"HTS code {code} of product {product.label} is a special provision of chapter 98.",
            fix="Give the code of chapters 1 to 97 and claim the provision on the order's line, or set "
            "attributes.chapter98 to true where the provision is meant and its papers are at hand.",
            severity=Severity.WARNING,
        )


def _stands_alone(case: Case, code: str) -> bool:
    """Whether the provision stands on an entry without a code of chapters 1 to 97; TRF-030 then speaks of it."""
    provision = provision_of(code, case.tariff.provisions)
    return provision is not None and provision.stands_alone


RULE = Rule(
    id="PRD-004",
    code="HTS_CHAPTER_NOT_ALLOWED",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="Chapter 77, 98 or 99 as primary code",
    fix="Give the code of chapters 1 to 97 that describes the goods; chapter 99 headings are added by the plan.",
    legal_source="HTSUS chapters 77, 98 and 99, U.S. notes",
    explanation="Fires when a product's own code is of chapter 77 or 99. A code of chapter 98 is a warning, "
    "unless it stands alone (9801.00.10, 9811.00.60), which TRF-030 speaks of, or the attribute chapter98 says that "
    "the special provision is meant.",
    check=_check,
    deduction=25,
)
