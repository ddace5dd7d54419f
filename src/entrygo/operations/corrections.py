"""Codes that were put right after goods had left: what brokers know, and the optimizer must not propose against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from entrygo.contract.facts import Product
from entrygo.contract.hts import digits_of, is_digits
from entrygo.store.optimizer import CorrectionRow
from entrygo.store.unit_of_work import UnitOfWork

PRODUCT_CHANGED, BROKER_PAGE = "product_changed", "broker_page"
_FULL = 10


def put_products(
    uow: UnitOfWork, products: Sequence[Product], sources: Mapping[str, datetime | None] | None = None
) -> None:
    """Keep products, with when their source changed them.

    One that was exported and whose complete code is another now was corrected.
    A feed that brings back the code that was corrected is no new correction.
    """
    kept = uow.products.many([product.id for product in products])
    changed = {
        product.id: (kept[product.id].product.hs_code, product.hs_code)
        for product in products
        if product.id in kept
        and product.hs_code
        and kept[product.id].product.hs_code not in (None, product.hs_code)
    }
    uow.products.put(products, at=uow.now, sources=sources)
    exported = uow.corrections.exported(changed) if changed else ()
    standing = uow.corrections.latest() if exported else {}
    uow.corrections.add(
        [
            _row(uow, product_id, code=new, replaced=old, source=PRODUCT_CHANGED, told_by=_actor(uow))
            for product_id, (old, new) in changed.items()
            if product_id in exported
            and new
            and is_full(new)
            and not _brings_back(standing.get(product_id), new)
        ]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldCode:
    """A code that a broker would use for a product of an export."""

    product: Product
    code: str


def told_code(uow: UnitOfWork, export_id: str, label: str, code: str) -> ToldCode | str:
    """What a broker's words mean, or what is wrong with them. ``label`` is the product's SKU or external id."""
    digits = digits_of(code)
    if not is_full(digits):
        return "An HTS code has ten digits."
    ids = {line.product_id for order in uow.orders.of_export(export_id) for line in order.order.lines}
    named = [
        row.product
        for row in uow.products.many(sorted(ids)).values()
        if label.strip().casefold() in {row.product.label.casefold(), row.product.external_id.casefold()}
    ]
    if len(named) != 1:
        return "Name the product of that code in the line field, by its SKU as the invoice has it."
    return ToldCode(product=named[0], code=digits)


def keep_told(uow: UnitOfWork, told: ToldCode, by: str) -> None:
    """Keep what a broker said of a code. The product stays as it is: its owner takes the code over."""
    before = told.product.hs_code
    if told.code != before:
        row = _row(uow, told.product.id, code=told.code, replaced=before, source=BROKER_PAGE, told_by=by)
        uow.corrections.add([row])


def is_full(code: str) -> bool:
    """Whether these are ten digits."""
    return len(code) == _FULL and is_digits(code)


def _brings_back(standing: CorrectionRow | None, code: str) -> bool:
    return standing is not None and code in (standing.replaced, standing.code)


def _actor(uow: UnitOfWork) -> str:
    return uow.by.id


def _row(
    uow: UnitOfWork, product_id: str, *, code: str, replaced: str | None, source: str, told_by: str
) -> CorrectionRow:
    return CorrectionRow(
        id=uow.ids.new("codefix"),
        product_id=product_id,
        code=code,
        replaced=replaced,
        source=source,
        told_by=told_by,
        created_at=uow.now,
    )
