"""PRD-023: a manufacturer identification code that is malformed or of another country."""

from collections.abc import Iterator

from entrygo.contract.facts import Party, Product
from entrygo.contract.findings import Severity
from entrygo.planning.countries import is_country
from entrygo.planning.product_facts import is_stated
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.tariff.mid import build_mid, check_mid


def _check(_case: Case, product: Product) -> Iterator[Hit]:
    origin = (product.country_of_origin or "").strip().upper()
    maker = product.manufacturer or Party()
    if not is_country(origin):
        return
    if is_stated(product.mid) and product.mid is not None:
        built = build_mid(maker.name, maker.address1, maker.city, maker.region, origin)
        faults = check_mid(product.mid.strip(), origin)
        if faults:
            yield Hit(
                field="product.manufacturer.mid",
                message=f"MID {product.mid!r} of product {product.label}: {'; '.join(faults)}.",
                fix=f"From the manufacturer's name and address it would be {built}." if built else None,
            )
    elif is_stated(maker.country) and (maker.country or "").strip().upper() != origin:
        yield Hit(
            field="product.manufacturer.country",
            message=f"Product {product.label} is of {origin} and its manufacturer is in {maker.country}; a MID "
            "names the maker in the country of origin.",
            fix="Name the maker rather than a trader, or correct the origin.",
            severity=Severity.WARNING,
            code="MANUFACTURER_NOT_IN_ORIGIN",
        )


RULE = Rule(
    id="PRD-023",
    code="MID_INVALID",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="MID malformed or of another country",
    fix="Correct product.manufacturer.mid, or leave it out and let it be built from name and address.",
    legal_source="19 CFR part 102, appendix; CBP Form 7501, appendix 2",
    explanation="Fires on the faults of a stated code: its form, its first two letters against the origin (for "
    "Canada the province's code, such as XO), its last three letters. A built code cannot be malformed; where the "
    "manufacturer is in another country than the origin, that is a warning.",
    check=_check,
    deduction=25,
)
