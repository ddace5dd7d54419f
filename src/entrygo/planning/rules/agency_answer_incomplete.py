"""PGA-009: an answer to an agency that lacks elements its programme needs."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.agencies import flag_of, lacking, prior_notice_of, readings
from entrygo.planning.agency_programmes.consumer import CPSC
from entrygo.planning.agency_programmes.fda import FOOD
from entrygo.planning.agency_programmes.nature import LACEY
from entrygo.planning.agency_questions import asked_agencies
from entrygo.planning.product_facts import schedule_line
from entrygo.planning.rule import Case, Hit, Rule, Scope

ASKED_ELSEWHERE = (LACEY, CPSC)
"""PGA-005 and PGA-004 name what these lack."""


def _check(case: Case, product: Product) -> Iterator[Hit]:
    asked = asked_agencies(case, product)
    programmes = {reading.programme for reading in readings(product) if reading.is_sound and reading.said}
    for programme in sorted((each for each in programmes if each), key=lambda each: (each.agency, each.code)):
        if programme.agency in ASKED_ELSEWHERE or _waits(case, product, programme.code):
            continue
        absent = lacking(product, programme.agency, programme.code)
        if absent:
            elements = [programme.element(name) for name in absent]
            wanted = "; ".join(f"{each.name} ({each.asks}: {each.form.words})" for each in elements)
            yield Hit(
                field="product.pga",
                message=f"Product {product.label}: the answer to {programme.title} ({programme.code}) lacks {wanted}.",
                severity=None if programme.agency in asked else Severity.INFO,
                missing=True,
                details={
                    "program": programme.code,
                    "elements": tuple(f"data.{name}" for name in absent),
                },
            )


def _waits(case: Case, product: Product, programme: str) -> bool:
    """Whether food has no prior notice yet: PGA-003 then names all that is wanting."""
    is_food = programme == FOOD and flag_of(schedule_line(case, product), "FD4", "FD3") is not None
    return is_food and not prior_notice_of(product)


RULE = Rule(
    id="PGA-009",
    code="AGENCY_ANSWER_INCOMPLETE",
    severity=Severity.WARNING,
    scope=Scope.PRODUCT,
    title="Answer to an agency without elements it needs",
    fix="Add the elements named to the answer's data; `docs/reference/agencies.md` has their forms and examples.",
    legal_source="CATAIR PGA message set; the rules of the agency named",
    explanation="Fires when an answer in pga can be read and lacks elements its programme needs, so that the broker "
    "would have to ask: a food's facility registration beside its product code, the registry's three identifiers of "
    "a CPSC certificate, the box of an HS-7. Where several sets of elements would do, those of the nearest are "
    "named; several answers to one programme count together. It is information where neither the code nor the goods "
    "(animal materials, restricted goods) ask that agency. It deducts nothing, so that half an answer never counts for "
    "less than none. Disclaims need nothing more; what a Lacey declaration or a CPSC certificate lacks is asked by "
    "PGA-005 and PGA-004, and what food without prior notice lacks by PGA-003.",
    check=_check,
    deduction=0,
)
