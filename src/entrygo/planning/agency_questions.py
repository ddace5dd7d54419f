"""Which of a code's agency flags are asked of a product, and which are held back so that goods are not drowned."""

from entrygo.contract.facts import Product
from entrygo.planning.agencies import flagged
from entrygo.planning.agency_goods import FWS, restrictions, wildlife_words
from entrygo.planning.product_facts import chapter_of, mentioned, schedule_line, wording
from entrygo.planning.rule import Case

ORGANIC_MAY = "AM7"
TSCA_MAY = "EP7"
PRIOR_NOTICE_MAY = "FD3"
CHEMICAL_CHAPTERS = range(28, 39)


def asked_flags(case: Case, product: Product) -> tuple[str, ...]:
    """The flags that want an answer: those that require data, and of those that may, the ones this product bears out.

    AM7 (organic) is asked of goods said to be organic, EP7 (TSCA) of chemicals.
    """
    line = schedule_line(case, product)
    may = (flag for flag in flagged(line, required=False) if _is_borne_out(flag, case, product))
    return (*flagged(line, required=True), *may)


def asked_agencies(case: Case, product: Product) -> frozenset[str]:
    """The prefixes of the agencies that are asked of a product, by the flags of its code or by the goods themselves."""
    by_code = {flag[:2] for flag in asked_flags(case, product)}
    restricted = {agency for each, _ in restrictions(case, product) for agency in each.agencies}
    wildlife = {FWS} if wildlife_words(product) else set[str]()
    return frozenset(by_code | restricted | wildlife)


def _is_borne_out(flag: str, case: Case, product: Product) -> bool:
    if flag == ORGANIC_MAY:
        return bool(mentioned(("organic", "organically"), wording(product)))
    if flag == TSCA_MAY:
        return chapter_of(case, product) in CHEMICAL_CHAPTERS
    return True
