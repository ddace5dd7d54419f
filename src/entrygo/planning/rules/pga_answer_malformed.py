"""PGA-008: an answer to an agency that the agency cannot read."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.agencies import attribute_faults, readings
from entrygo.planning.agency_answers import Malformed
from entrygo.planning.rule import Case, Hit, Rule, Scope


def _check(_: Case, product: Product) -> Iterator[Hit]:
    for place, (answer, reading) in enumerate(zip(product.pga, readings(product), strict=True)):
        for fault in reading.malformed:
            yield _hit(
                product, fault, whose=f"pga[{place}] to {answer.agency}", details={"agency": answer.agency}
            )
    for fault in attribute_faults(product):
        yield _hit(product, fault, whose="the attributes", details={"agency": "FDA"})


def _hit(product: Product, fault: Malformed, *, whose: str, details: dict[str, str]) -> Hit:
    return Hit(
        field="product.pga",
        message=f"Product {product.label}, {whose}: {fault.element} is {fault.value!r}, which is not "
        f"{fault.expected}.",
        fix=f"Write {fault.element} as the agency reads it, for example {fault.example}.",
        details={
            **details,
            "element": fault.element,
            "value": fault.value,
            "expected": fault.expected,
            "example": fault.example,
        },
    )


RULE = Rule(
    id="PGA-008",
    code="PGA_ANSWER_MALFORMED",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="Answer to an agency that it cannot read",
    fix="Write the element as the agency reads it; `docs/reference/agencies.md` has every programme's elements, forms "
    "and examples.",
    legal_source="CATAIR PGA message set; the rules of the agency named",
    explanation="Fires when an answer in pga is not one its agency can read: an agency or programme that does not "
    "exist, an element of the wrong form (a prior notice number x, a certificate soon), a disclaim code the agency "
    "does not take, a product code of another programme's industry, or data of which the programme knows nothing. "
    "`details.element` is the path inside the answer, beside what is expected and an example. Such an answer answers "
    "nothing, so what the code asks stays asked. Keys of the caller's own beside good elements are left alone. FDA "
    "takes disclaims A and B, the Fish and Wildlife Service C, D and E, the others A to D.",
    check=_check,
    deduction=25,
)
