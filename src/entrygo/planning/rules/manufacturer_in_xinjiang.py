"""FLB-002: a maker in Xinjiang."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.planning.xinjiang import signs


def _check(_case: Case, product: Product) -> Iterator[Hit]:
    maker = product.manufacturer
    if maker is None:
        return
    country = (maker.country or product.country_of_origin or "CN").upper()
    found = signs(maker) if country in ("CN", "CHN", "CHINA") else ()
    if found:
        words = ", ".join(f"{field} {word}" for field, word in found)
        yield Hit(
            field=f"product.manufacturer.{found[0][0]}",
            message=f"The maker of product {product.label} is in Xinjiang by its address ({words}).",
        )


RULE = Rule(
    id="FLB-002",
    code="MANUFACTURER_IN_XINJIANG",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="Manufacturer in Xinjiang",
    fix="Take the goods out of the orders: they are presumed to be made with forced labour and refused. "
    "Correct the address only if it is wrong.",
    legal_source="19 USC 1307; Uyghur Forced Labor Prevention Act, Pub. L. 117-78",
    explanation="Fires when a Chinese maker's address has a postal code from 830000 to 849999, or names "
    "the region, its construction corps or one of its cities. The presumption that such goods are made "
    "with forced labour can be rebutted only by CBP's exception. Makers on the UFLPA Entity List "
    "elsewhere are found by party screening (PTY-008) where that list is loaded.",
    check=_check,
    deduction=25,
)
