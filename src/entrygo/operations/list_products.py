"""Products by their words, by what they lack, and by what planning finds in them."""

from collections.abc import Mapping

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.times import iso
from entrygo.operations.answer import Answer, answer
from entrygo.operations.product_check import check_view, checked
from entrygo.operations.queries import ProductsQuery, write_cursor
from entrygo.operations.views import product_view
from entrygo.planning.product_check import Checked
from entrygo.store.catalogue import ProductRow
from entrygo.store.tenant_rows import Page
from entrygo.store.unit_of_work import UnitOfWork

LOOKED_AT_ONCE, MOST_LOOKED_AT = 100, 400
"""Products that planning is asked of at once, and in one call: a page ends after them, whatever it found."""

Position = tuple[str, str]


def list_products(context: Context, actor: Actor, asked: ProductsQuery) -> Answer:
    """A page, newest first. A page of faulty products may be short, or empty, and still have a next one."""
    with context.store.read(actor.tenant) as uow:
        rows, checks, last = _found(context, uow, actor, asked)
        proposals = uow.proposals.of(row.product.id for row in rows)
    data = [
        product_view(
            row,
            proposals.get(row.product.id),
            check_view(checks[row.product.id]) if asked.is_checked else None,
        )
        for row in rows
    ]
    cursor = None if last is None else write_cursor(*last)
    return answer({"data": data, "has_more": last is not None, "next_cursor": cursor})


def _found(
    context: Context, uow: UnitOfWork, actor: Actor, asked: ProductsQuery
) -> tuple[list[ProductRow], Mapping[str, Checked], Position | None]:
    """The rows of a page, what planning says of each, and where the next page begins."""
    found: list[ProductRow] = []
    checks: dict[str, Checked] = {}
    is_sifting = bool(asked.readiness or asked.finding)
    block = LOOKED_AT_ONCE if is_sifting else asked.limit
    after, looked = asked.cursor, 0
    while looked < MOST_LOOKED_AT:
        rows = uow.products.page(
            Page(limit=block + 1, after=after),
            updated_since=asked.updated_since,
            words=asked.q,
            missing=asked.missing_fact,
        )
        here = rows[:block]
        if asked.is_checked:
            checks |= checked(context, uow, actor, [row.product for row in here])
        for row in here:
            if not is_sifting or _is_wanted(checks[row.product.id], asked):
                found.append(row)
            after = _position(row)
            if len(found) == asked.limit:
                has_more = row is not here[-1] or len(rows) > block
                return found, checks, after if has_more else None
        if len(rows) <= block:
            return found, checks, None
        looked += block
    return found, checks, after


def _is_wanted(check: Checked, asked: ProductsQuery) -> bool:
    is_so = asked.readiness in (None, check.readiness.value)
    return is_so and (asked.finding is None or asked.finding in {each.code for each in check.findings})


def _position(row: ProductRow) -> Position:
    return iso(row.created_at), row.product.id
