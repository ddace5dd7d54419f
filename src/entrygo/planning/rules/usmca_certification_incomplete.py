"""TRF-002: a USMCA claim without the certification that covers it."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from entrygo.contract.facts import Product, Usmca
from entrygo.contract.findings import Severity
from entrygo.planning.product_claims import is_for_repairs
from entrygo.planning.product_facts import is_stated, stated
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.tariff.usmca import CLAIM_INDICATORS

EXEMPT_UP_TO_USD = Decimal(2500)
_CERTIFIER_PARTS = {
    "name": ("name",),
    "title": ("title",),
    "address": ("address", "address1"),
    "phone": ("phone", "telephone"),
    "e-mail": ("email",),
}


def _check(case: Case, product: Product) -> Iterator[Hit]:
    usmca = product.usmca or (Usmca(qualifies=True) if product.spi in CLAIM_INDICATORS else None)
    if usmca is None or (usmca.qualifies is not True and product.spi not in CLAIM_INDICATORS):
        return
    if is_for_repairs(case, product):
        return
    value = _entry_value(case, product)
    is_owed = value is None or value > EXEMPT_UP_TO_USD
    worth = "an unknown number of" if value is None else value
    faults = list(_faults(usmca, case.shipment.entry_date))
    for field, what, is_absent in faults:
        yield Hit(
            field=f"product.usmca.{field}",
            message=f"Product {product.label} claims USMCA in an entry of {worth} USD and {what}.",
            severity=None if is_owed else Severity.INFO,
            missing=is_absent,
        )
    unheld = _unheld_parts(usmca)
    if is_owed and unheld and not faults:
        yield Hit(
            field="product.usmca.certifier",
            message=f"The USMCA certification of product {product.label} is recorded without the certifier's "
            f"{', '.join(unheld)}; the nine data elements must be in the certification itself.",
            fix="Check that the certification on file holds all nine elements of Annex 5-A.",
            severity=Severity.INFO,
        )


def _faults(usmca: Usmca, entry_date: date) -> Iterator[tuple[str, str, bool]]:
    if not is_stated(usmca.criterion):
        yield "criterion", "has no origin criterion", True
    if not _certifier_parts(usmca.certifier):
        yield "certifier", "has no certifier", True
    yield from _period_faults(usmca.valid_from, usmca.valid_to, entry_date)


def _period_faults(start: date | None, end: date | None, entry_date: date) -> Iterator[tuple[str, str, bool]]:
    if start is None or end is None:
        yield ("validFrom" if start is None else "validTo"), "has no certification period", True
        return
    if not start <= entry_date <= end:
        yield (
            "validTo",
            f"its certification runs {start} to {end}, without the entry date",
            False,
        )
    if end > _anniversary(start):
        yield "validTo", f"its certification runs {start} to {end}, more than 12 months", False


def _anniversary(start: date) -> date:
    """Twelve months on, the day itself counted in: of 29 February it is 1 March."""
    year = min(start.year + 1, date.max.year)
    return date(year, 3, 1) if (start.month, start.day) == (2, 29) else start.replace(year=year)


def _certifier_parts(certifier: object) -> tuple[str, ...]:
    """The parts that a certifier of named parts states; a text counts as its name, no other JSON names anybody."""
    if isinstance(certifier, Mapping):
        return tuple(part for part, keys in _CERTIFIER_PARTS.items() if stated(certifier, *keys) is not None)
    return ("name",) if isinstance(certifier, str) and is_stated(certifier) else ()


def _unheld_parts(usmca: Usmca) -> tuple[str, ...]:
    """What a certifier of named parts leaves out; a free text may hold anything, so nothing is said of it."""
    if not isinstance(usmca.certifier, Mapping):
        return ()
    return tuple(part for part in _CERTIFIER_PARTS if part not in _certifier_parts(usmca.certifier))


def _entry_value(case: Case, product: Product) -> Decimal | None:
    """The largest entry that carries the product; ``None`` where an entry's value is not known."""
    values = [entry.value_usd for entry in case.entries_with(product.id)]
    known = [value for value in values if value is not None]
    return max(known) if known and len(known) == len(values) else None


RULE = Rule(
    id="TRF-002",
    code="USMCA_CERTIFICATION_INCOMPLETE",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="USMCA claimed without a certification that covers it",
    fix="Record criterion, certifier and a period of at most 12 months that covers the entry date, "
    "or set usmca.qualifies to false.",
    legal_source="19 CFR 182.12; USMCA Annex 5-A",
    explanation="Fires when a product's usmca.qualifies is true and the criterion, the certifier or a "
    "period of at most 12 months covering the entry date is not recorded. An error where the entry that "
    "carries the product is above 2,500 USD; up to that value no certification is needed, so it is only "
    "told. A certifier recorded as an object without title, address, phone or e-mail is told too; the "
    "remaining data elements live in the certification and are not asked for.",
    check=_check,
    deduction=25,
    reads_plan=True,
)
