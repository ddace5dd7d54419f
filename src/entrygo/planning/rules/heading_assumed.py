"""TRF-017: a heading that the code alone does not decide, and what was assumed."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.notices import hits_of, remarks_of
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.tariff.duty import NoticeKind


def _check(case: Case, product: Product) -> Iterator[Hit]:
    yield from hits_of(remarks_of(case, product, NoticeKind.ASSUMPTION))


RULE = Rule(
    id="TRF-017",
    code="HEADING_ASSUMED",
    severity=Severity.INFO,
    scope=Scope.PRODUCT,
    title="A heading was assumed",
    fix="Read what was assumed of the goods, and tell the broker where it is not true.",
    legal_source="HTSUS chapter 99, subchapter III",
    explanation="Tells what the duty assessment assumed of a product where its code alone does not decide a chapter "
    "99 heading: that a part is no vehicle part, that a piece is a kitchen cabinet, that a listed exemption of which "
    "the text is not held does not apply. Each assumption has a code of its own and says which duty the other case "
    "would owe.",
    check=_check,
    deduction=0,
)
