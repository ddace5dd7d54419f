"""PGA-002: an agency may require data for the code and gets no answer."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.agencies import flagged, is_answered, labels
from entrygo.planning.agency_questions import PRIOR_NOTICE_MAY, TSCA_MAY, asked_flags
from entrygo.planning.product_facts import schedule_line
from entrygo.planning.rule import Case, Hit, Rule, Scope


def _check(case: Case, product: Product) -> Iterator[Hit]:
    flags = flagged(schedule_line(case, product), required=False)
    open_flags = tuple(flag for flag in flags if not is_answered(product, flag))
    borne_out = asked_flags(case, product)
    asked = tuple(flag for flag in open_flags if flag in borne_out and flag != PRIOR_NOTICE_MAY)
    if asked:
        yield Hit(
            field="product.pga",
            message=f"Agencies may require data for the code of product {product.label}, and pga does not "
            f"answer: {labels(asked)}.",
            missing=True,
        )
    if TSCA_MAY in open_flags and TSCA_MAY not in asked:
        yield Hit(
            field="product.pga",
            message=f"The code of product {product.label} may need a TSCA certification (EP7); articles are "
            "usually exempt.",
            severity=Severity.INFO,
        )


RULE = Rule(
    id="PGA-002",
    code="AGENCY_ANSWER_RECOMMENDED",
    severity=Severity.WARNING,
    scope=Scope.PRODUCT,
    title="Agency data may be required and no answer is given",
    fix="Add to pga data or a disclaim code for each agency named; a disclaim says the goods are outside "
    "its rules.",
    legal_source="CBP ACE agency tariff codes; the rules of the agency named",
    explanation="Fires when the schedule line carries a flag with an odd digit (FD1, AQ1, AL1, TB1, ...: "
    "data may be required) and pga says nothing to that agency. All agencies of a product are named in "
    "one finding. Three flags are held back so that ordinary goods are not drowned. AM7 stands on 3,577 "
    "codes and concerns organic goods alone, so it is asked only where title, description, category or "
    "materials say organic. EP7 (TSCA) concerns chemicals and mixtures, so it is a warning in chapters "
    "28 to 38 and merely told for articles. AQX owes no disclaim and is never asked. FD3 is asked by "
    "PGA-003.",
    check=_check,
    deduction=5,
)
