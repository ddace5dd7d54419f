"""PRD-022: nobody says who made the goods."""

from collections.abc import Iterator

from entrygo.contract.facts import Party, Product
from entrygo.contract.findings import Severity
from entrygo.planning.product_facts import chapter_of, is_stated
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.tariff.mid import build_mid

TEXTILE_CHAPTERS = frozenset(range(50, 64))
_NEEDED = (("name", "name"), ("city", "city"), ("country", "country"))


def _check(case: Case, product: Product) -> Iterator[Hit]:
    maker = product.manufacturer or Party()
    if is_stated(product.mid) or build_mid(
        maker.name, maker.address1, maker.city, maker.region, maker.country
    ):
        return
    is_textile = chapter_of(case, product) in TEXTILE_CHAPTERS
    absent = [api for name, api in _NEEDED if not is_stated(getattr(maker, name))]
    if len(absent) == len(_NEEDED):
        field, lacks = "product.manufacturer", "has neither manufacturer nor MID"
    elif absent:
        field = f"product.manufacturer.{absent[0]}"
        lacks = f"has no MID, and none can be built: the manufacturer's {' and '.join(absent)} are missing"
    else:
        field = "product.manufacturer.region"
        lacks = "has no MID, and none can be built from the manufacturer's name, city, region and country"
    yield Hit(
        field=field,
        message=f"{'Textile' if is_textile else 'Product'} {product.label} {lacks}.",
        severity=Severity.ERROR if is_textile else None,
        missing=True,
    )


RULE = Rule(
    id="PRD-022",
    code="MANUFACTURER_MISSING",
    severity=Severity.WARNING,
    scope=Scope.PRODUCT,
    title="Manufacturer or MID missing",
    fix="Fill product.manufacturer (name, address, city, region, country); the MID is built from it. For a "
    "Canadian maker the province is needed.",
    legal_source="19 CFR 102.23; 19 CFR part 102, appendix; CBP Form 7501, block 13",
    explanation="Fires when a product has no manufacturer identification code and none can be built from the "
    "manufacturer's name and address. For textiles and apparel (chapters 50 to 63) it is an error: the entry may "
    "be rejected, and the code must be the maker's, not a trader's.",
    check=_check,
    deduction=5,
)
