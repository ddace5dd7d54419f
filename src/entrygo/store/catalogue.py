"""What callers keep with us: profiles, warehouses, brokers, products, orders."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Generic, Literal, TypeVar

from sqlalchemy import JSON, Connection, Table, and_, cast, delete, func, or_, select, type_coerce
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql import ColumnElement

from entrygo.contract.actor import Tenant
from entrygo.contract.canonical import JsonMapping
from entrygo.contract.facts import Order, Product
from entrygo.contract.times import iso
from entrygo.store import tables
from entrygo.store.codec import dump, instant, load, read_record, record_document, text_of
from entrygo.store.codec import order as order_facts
from entrygo.store.codec import product as product_facts
from entrygo.store.records import SqlRow
from entrygo.store.tenant_rows import CHUNK, Page, TenantRows, chunks

Party = TypeVar("Party")


class ClaimConflict(Exception):
    """Some of the orders belong to another export already; ``order_ids`` names them."""

    def __init__(self, order_ids: Sequence[str]) -> None:
        self.order_ids = list(order_ids)
        super().__init__(f"orders already claimed: {', '.join(self.order_ids)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRow(Generic[Party]):
    """An account's profile, a warehouse or a broker as stated, and when it was last changed."""

    id: str
    stated: Party
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductRow:
    """A product's facts and when they were last changed."""

    product: Product
    created_at: datetime
    updated_at: datetime
    source_updated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """An order's facts, its metadata (never part of a decision) and the export that claimed it.

    ``is_cancelled`` holds also of an exported order: a cancellation that came late takes effect on its release.
    """

    order: Order
    metadata: dict[str, Any] | None  # Any: the caller's own
    exported_in: str | None
    created_at: datetime
    updated_at: datetime
    is_cancelled: bool = False
    source_updated_at: datetime | None = None


class PartyRows(TenantRows, Generic[Party]):
    """A table of records of one kind, each a JSON document under its id."""

    def __init__(self, connection: Connection, tenant: Tenant, table: Table, kind: type[Party]) -> None:
        super().__init__(connection, tenant, table)
        self._kind = kind

    def get(self, identifier: str) -> PartyRow[Party] | None:
        row = self.first(self.select().where(self.table.c.id == identifier))
        return None if row is None else self._read(row)

    def many(self, ids: Iterable[str]) -> Mapping[str, PartyRow[Party]]:
        """The records of these ids; unknown and foreign ids are absent."""
        return {row.id: self._read(row) for row in self.by_ids(self.table.c.id, ids)}

    def put(self, identifier: str, stated: Party, *, at: datetime) -> PartyRow[Party]:
        """Insert or overwrite one record."""
        row = {
            "id": identifier,
            "document": dump(record_document(stated)),
            "created_at": iso(at),
            "updated_at": iso(at),
        }
        self.upsert([row], on=["id"], keep=["created_at"])
        stored = self.get(identifier)
        if stored is None:  # pragma: no cover - just written in this transaction
            raise LookupError(identifier)
        return stored

    def page(self, page: Page, *, updated_since: datetime | None = None) -> Sequence[PartyRow[Party]]:
        """A page, newest first."""
        return [self._read(row) for row in self.page_rows(page, updated_since=updated_since)]

    def begin_with(self, text: str, limit: int) -> Sequence[PartyRow[Party]]:
        """Records whose id begins so."""
        return [self._read(row) for row in self.beginning(text, limit, self.table.c.id)]

    def _read(self, row: SqlRow) -> PartyRow[Party]:
        return PartyRow(
            id=row.id,
            stated=read_record(self._kind, row.document),
            created_at=instant(row.created_at),
            updated_at=instant(row.updated_at),
        )


class ExternalRows(TenantRows):
    """Rows the caller names by an external id."""

    def ids_of(self, external_ids: Iterable[str]) -> Mapping[str, str]:
        """Our id of each external id we know."""
        found: dict[str, str] = {}
        for block in chunks(external_ids):
            statement = select(self.table.c.external_id, self.table.c.id).where(
                self.mine, self.among(self.table.c.external_id, block)
            )
            found.update({row.external_id: row.id for row in self.connection.execute(statement)})
        return found

    def fact(self, *path: str) -> ColumnElement[str]:
        """One fact of the document, as text; NULL where it is not stated."""
        facts = self.table.c.facts
        is_sqlite = self.connection.dialect.name == "sqlite"
        document = type_coerce(facts, JSON) if is_sqlite else cast(facts, JSON)
        found: ColumnElement[str] = document[path].as_string()
        return found


def _kept(sources: Mapping[str, datetime | None] | None) -> list[str]:
    """The columns an upsert leaves alone: whoever names no times of the caller's own changes none."""
    return ["id", "created_at", *([] if sources is not None else ["source_updated_at"])]


class ProductRows(ExternalRows):
    """Products of a tenant, found by id or by the seller's own id."""

    def __init__(self, connection: Connection, tenant: Tenant) -> None:
        super().__init__(connection, tenant, tables.products)

    def many(self, ids: Iterable[str]) -> Mapping[str, ProductRow]:
        """The products of these ids; unknown and foreign ids are absent."""
        return {row.id: _product(row) for row in self.by_ids(self.table.c.id, ids)}

    def ids_by_fact(self, name: Literal["sku", "title"], values: Collection[str]) -> Mapping[str, str]:
        """Our id of each SKU or title that one product alone has; those of none or of several products are absent.

        Reads the tenant's products: callers ask for what they do not find by external id.
        """
        fact = self.fact(name)
        found: dict[str, str] = {}
        several: set[str] = set()
        for block in chunks({value for value in values if value}):
            wanted = select(fact.label("value"), self.table.c.id).where(self.mine, fact.in_(block))
            for row in self.connection.execute(wanted):
                if row.value in found:
                    several.add(row.value)
                found[row.value] = row.id
        return {value: identifier for value, identifier in found.items() if value not in several}

    def put(
        self,
        products: Sequence[Product],
        *,
        at: datetime,
        sources: Mapping[str, datetime | None] | None = None,
    ) -> None:
        """Insert or overwrite by external id; ``sources`` says when the caller last changed each, by our id."""
        rows = [
            {
                "id": product.id,
                "external_id": product.external_id,
                "facts": dump(product),
                "created_at": iso(at),
                "updated_at": iso(at),
                "source_updated_at": text_of((sources or {}).get(product.id)),
                "sku_key": None if product.sku is None else product.sku.casefold(),
                "words": " ".join((product.external_id, product.sku or "", product.title)).casefold(),
            }
            for product in products
        ]
        self.upsert(rows, on=["external_id"], keep=_kept(sources))

    def page(
        self,
        page: Page,
        *,
        updated_since: datetime | None = None,
        words: str | None = None,
        missing: str | None = None,
    ) -> Sequence[ProductRow]:
        """A page, newest first: of products whose id, SKU or title holds these ``words``, or that lack a fact.

        ``missing`` is a field of :class:`~entrygo.contract.facts.Product`.
        """
        conditions = []
        if words:
            conditions.append(self.table.c.words.contains(words.casefold(), autoescape=True))
        if missing:
            conditions.append(func.coalesce(self.fact(missing), "").in_(("", "[]", "{}")))
        rows = self.page_rows(page, updated_since=updated_since, conditions=conditions)
        return [_product(row) for row in rows]

    def begin_with(self, text: str, limit: int) -> Sequence[ProductRow]:
        """Products whose external id, SKU or id begins so, whatever its case."""
        names = (self.table.c.external_id, self.table.c.sku_key, self.table.c.id)
        return [_product(row) for row in self.beginning(text, limit, *names)]

    def stamp(self) -> tuple[int, str]:
        """How many products there are, and when one was changed last; empty without any."""
        counted = select(func.count(), func.max(self.table.c.updated_at)).where(self.mine)
        count, changed = self.connection.execute(counted).one()
        return int(count), changed or ""

    def changed_since(self, stamp: str) -> Iterator[ProductRow]:
        """The products changed at a stamp or after it, oldest change first."""
        statement = self.select().where(self.table.c.updated_at >= stamp).order_by(self.table.c.updated_at)
        return (_product(row) for row in self.connection.execute(statement))

    def before(self, position: tuple[str, str] | None) -> int:
        """How many products a list shows up to and with a position of it."""
        if position is None:
            return 0
        created, identifier = self.table.c.created_at, self.table.c.id
        passed = or_(created > position[0], and_(created == position[0], identifier >= position[1]))
        return int(self.connection.execute(select(func.count()).where(self.mine, passed)).scalar_one())


def _product(row: SqlRow) -> ProductRow:
    return ProductRow(
        product=replace(product_facts(row.facts), id=row.id),
        created_at=instant(row.created_at),
        updated_at=instant(row.updated_at),
        source_updated_at=instant(row.source_updated_at),
    )


class OrderRows(ExternalRows):
    """Orders, and the claims that make each exported once."""

    def __init__(self, connection: Connection, tenant: Tenant) -> None:
        super().__init__(connection, tenant, tables.orders)
        self._claims = TenantRows(connection, tenant, tables.claims)

    def many(self, ids: Iterable[str]) -> Mapping[str, OrderRow]:
        """The orders of these ids; unknown and foreign ids are absent."""
        rows = list(self.by_ids(self.table.c.id, ids))
        claimed = self.claimed(row.id for row in rows)
        return {row.id: _order(row, claimed.get(row.id)) for row in rows}

    def put(
        self,
        orders: Sequence[tuple[Order, JsonMapping | None]],
        *,
        at: datetime,
        sources: Mapping[str, datetime | None] | None = None,
    ) -> None:
        """Insert or overwrite by external id; ``sources`` says when the caller last changed each, by our id."""
        now, changed = iso(at), sources or {}
        rows = [
            {
                "id": order.id,
                "external_id": order.external_id,
                "facts": dump(order),
                "metadata": None if metadata is None else dump(metadata),
                "created_at": now,
                "updated_at": now,
                "source_updated_at": text_of(changed.get(order.id)),
            }
            for order, metadata in orders
        ]
        self.upsert(rows, on=["external_id"], keep=_kept(sources))

    def page(
        self,
        page: Page,
        *,
        updated_since: datetime | None = None,
        is_exported: bool | None = None,
        words: str | None = None,
    ) -> Sequence[OrderRow]:
        """A page, newest first; ``words`` stand in the external id, or in the receiver's name, city or postal code."""
        conditions: list[ColumnElement[bool]] = []
        if words:
            receiver = (self.fact("ship_to", name) for name in ("name", "city"))
            places = (self.table.c.external_id, *receiver, self.fact("destination_postal_code"))
            held = (func.lower(each).contains(words.lower(), autoescape=True) for each in places)
            conditions.append(or_(*held))
        if is_exported is not None:  # the database keeps the mark as claims come and go
            conditions.append(self.table.c.is_claimed == int(is_exported))
        rows = self.page_rows(page, conditions=conditions, updated_since=updated_since)
        claimed_by = self.claimed(row.id for row in rows)
        return [_order(row, claimed_by.get(row.id)) for row in rows]

    def begin_with(self, text: str, limit: int) -> Sequence[OrderRow]:
        """Orders whose external id or id begins so, in any case of its letters."""
        rows = self.beginning(text, limit, self.table.c.external_id, self.table.c.id)
        claimed = self.claimed(row.id for row in rows)
        return [_order(row, claimed.get(row.id)) for row in rows]

    def claimed(self, ids: Iterable[str]) -> Mapping[str, str]:
        """The export that claimed each of these orders, where one did."""
        return {row.order_id: row.export_id for row in self._claims.by_ids(tables.claims.c.order_id, ids)}

    def of_export(self, export_id: str) -> Sequence[OrderRow]:
        """The orders an export claimed."""
        claims = self._claims.table
        claimed = select(claims.c.order_id).where(self._claims.mine, claims.c.export_id == export_id)
        rows = self.all(self.select().where(self.table.c.id.in_(claimed)).order_by(self.table.c.id))
        return [_order(row, export_id) for row in rows]

    def unplanned(self, country: str, held: Collection[str], limit: int) -> Sequence[str]:
        """The ids of open orders to a country that no export claimed and that are not among ``held``, oldest first."""
        claimed = select(tables.claims.c.order_id).where(self.owned(tables.claims))
        statement = (
            self.select()
            .where(self.table.c.id.not_in(claimed))
            .order_by(self.table.c.created_at, self.table.c.id)
        )
        found: list[str] = []
        for row in self.connection.execution_options(yield_per=CHUNK).execute(statement):
            facts = order_facts(row.facts)
            if row.id not in held and facts.status == "open" and facts.destination_country == country:
                found.append(row.id)
            if len(found) == limit:
                break
        return found

    def open_with(self, product_id: str, limit: int) -> Sequence[OrderRow]:
        """The newest open orders that hold a product."""
        named = self.table.c.facts.contains(f'"product_id":"{product_id}"', autoescape=True)
        rows = self.page_rows(Page(limit=limit), conditions=[self.table.c.is_claimed == 0, named])
        found = (_order(row, None) for row in rows)
        return [row for row in found if row.order.status == "open"]

    def claim(self, ids: Iterable[str], export_id: str) -> None:
        """Claim orders for an export; raises ``ClaimConflict`` when another has one of them."""
        wanted = sorted(ids)  # one order for all, so that two claims never wait for each other
        try:
            with self.connection.begin_nested():
                self._claims.insert_rows(
                    *({"order_id": order_id, "export_id": export_id} for order_id in wanted)
                )
        except IntegrityError as error:
            raise ClaimConflict(sorted(self.claimed(wanted))) from error

    def release(self, export_id: str) -> Sequence[str]:
        """Give up the claims of an export; the orders that it had, in the order of their ids."""
        mine = and_(self.owned(tables.claims), tables.claims.c.export_id == export_id)
        statement = select(tables.claims.c.order_id).where(mine).order_by(tables.claims.c.order_id)
        freed = [str(row.order_id) for row in self.all(statement)]
        self.connection.execute(delete(tables.claims).where(mine))
        return freed


def order_written(
    order: Order,
    metadata: JsonMapping | None,
    before: OrderRow | None,
    *,
    at: datetime,
    changed: datetime | None,
) -> OrderRow:
    """What is read of an order once :meth:`OrderRows.put` wrote it in place of ``before``, without reading it."""
    exported_in = None if before is None else before.exported_in
    now = instant(iso(at))
    return OrderRow(
        order=replace(order, status="exported") if exported_in else order,
        metadata=None if metadata is None else load(dump(metadata)),
        exported_in=exported_in,
        created_at=now if before is None else before.created_at,
        updated_at=now,
        is_cancelled=order.status == "cancelled",
        source_updated_at=instant(text_of(changed)),
    )


def _order(row: SqlRow, exported_in: str | None) -> OrderRow:
    facts = order_facts(row.facts)
    status = "exported" if exported_in else facts.status
    return OrderRow(
        order=replace(facts, id=row.id, status=status),
        metadata=None if row.metadata is None else load(row.metadata),
        exported_in=exported_in,
        created_at=instant(row.created_at),
        updated_at=instant(row.updated_at),
        is_cancelled=facts.status == "cancelled",
        source_updated_at=instant(row.source_updated_at),
    )
