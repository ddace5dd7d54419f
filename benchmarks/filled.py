"""A database with so many orders, in exports of twenty: rows multiplied from some that were really made."""

import random
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Table, insert, select, text

from benchmarks.application import ORDERS_AN_EXPORT, Subject
from entrygo.contract.requests.catalogue import ProductsSync
from entrygo.contract.times import from_iso, iso
from entrygo.operations.sync_products import sync_products
from entrygo.store import tables
from entrygo.store.tenancy import name_tenant

CHUNK = 5_000
CAUSES = 40
NO_CODE = {"title": "Cotton hoodie, knitted", "countryOfOrigin": "CN", "unitValueUsd": 30}
Row = dict[str, Any]  # Any: columns of a table


def real_exports(subject: Subject) -> list[str]:
    """Plans of twenty orders each: goods with faults among good ones, so that there is something to triage."""
    items = [{"externalId": f"faulty-{n}"} | NO_CODE for n in range(CAUSES)]
    faulty = [row["id"] for row in subject.call(sync_products, ProductsSync, {"items": items})["data"]]
    good, chance, made = subject.goods, random.Random(3), []
    for _ in range(CAUSES):
        orders = subject.orders(ORDERS_AN_EXPORT - 2)
        for product in chance.sample(faulty, 2):
            subject.goods = [product, *good[1:]]
            orders += subject.orders(1)
        subject.goods = good
        made.append(subject.plan(orders))
    made.append(subject.plan(subject.orders()))
    return made


def fill(subject: Subject, orders: int, *, waiting: int) -> None:
    """Rows of orders, products, exports, their findings, events and webhook deliveries, up to so many orders.

    ``waiting`` of the exports wait; the others are completed, their orders claimed.
    """
    real = real_exports(subject)
    exports = orders // ORDERS_AN_EXPORT
    _multiply(subject, tables.orders, orders, lambda n: {"is_claimed": int(n >= waiting * ORDERS_AN_EXPORT)})
    _multiply(subject, tables.products, max(orders // 10, 1))
    _multiply(subject, tables.events, exports * 2, lambda n: {"seq": 1_000_000 + n})

    def state(n: int) -> Row:
        kind = "BATCHED" if n < waiting else "COMPLETED"
        return {
            "state": kind,
            "executed_at": iso(from_iso("2026-01-01T00:00:00.000Z") + timedelta(minutes=n)),
        }

    _multiply(subject, tables.exports, exports, state, of=real)
    _findings(subject, real, waiting)
    with subject.context.store.database.write() as connection:
        name_tenant(connection, subject.actor.tenant, is_writing=True)
        connection.execute(text("ANALYZE"))


def _multiply(
    subject: Subject, table: Table, count: int, more: Any = lambda _: {}, of: list[str] | None = None
) -> None:  # Any: columns of the nth row
    """So many rows like those that are there, each of a later instant than the one before."""
    kinds = _rows(subject, table, of)
    begin = from_iso("2026-01-01T00:00:00.000Z")

    def made() -> Iterator[Row]:
        for n in range(count):
            row = dict(kinds[n % len(kinds)])
            row["id"] = f"{row['id'].partition('_')[0]}_{n:032x}"
            if "external_id" in row:
                row["external_id"] = f"many-{n}"
            row["created_at"] = iso(begin + timedelta(seconds=n))
            yield row | more(n)

    _insert(subject, table, made())


def _findings(subject: Subject, real: list[str], exports: int) -> None:
    by_export: dict[str, list[Row]] = {each: [] for each in real}
    for row in _rows(subject, tables.findings, None):
        by_export[row["export_id"]].append(row)

    def made() -> Iterator[Row]:
        for n in range(exports):
            name = f"batch_{n:032x}"
            for row in by_export[real[n % len(real)]]:
                own = {"subject_id": name} if row["subject"] == "export" else {}
                yield row | own | {"export_id": name}

    _insert(subject, tables.findings, made())


def _rows(subject: Subject, table: Table, of: list[str] | None) -> list[Row]:
    with subject.context.store.read(subject.actor.tenant) as uow:
        statement = select(table).where(uow.exports.owned(table)).limit(5_000)
        found = [dict(row._mapping) for row in uow.exports.connection.execute(statement)]
    return (
        found
        if of is None
        else sorted((row for row in found if row["id"] in of), key=lambda row: of.index(row["id"]))
    )


def _insert(subject: Subject, table: Table, rows: Iterator[Mapping[str, Any]]) -> None:
    while chunk := [row for _, row in zip(range(CHUNK), rows, strict=False)]:
        with subject.context.store.write(subject.actor.tenant) as uow:
            uow.exports.connection.execute(insert(table), chunk)
