"""Which open plans of an installation another law would change: each planned anew under either, from its own facts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from pydantic import ValidationError

from entrygo.contract.actor import Tenant
from entrygo.contract.plan import Plan
from entrygo.contract.snapshot import Snapshot, stored_snapshot
from entrygo.contract.tariff import CodeLife, Edition, Law, ScheduleLine
from entrygo.contract.times import iso
from entrygo.lifecycle.rows import ExportRow
from entrygo.lifecycle.states import ExportState
from entrygo.maintenance.installation import opened
from entrygo.planning.exchange import MEMORY, loaded_on
from entrygo.planning.fingerprint import document, plan_hash
from entrygo.planning.plan import plan
from entrygo.ports.rates import Rates
from entrygo.ports.tariff_book import TariffBook
from entrygo.settings import Settings
from entrygo.store.editions import FileTariffBook
from entrygo.store.editions.rates import FileRates
from entrygo.store.tenant_rows import Page
from entrygo.store.unit_of_work import Store
from entrygo.tariff.resolve import resolve_products

PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEffect:
    """An open plan that would be another: what it is under either law. Duty is ``None`` where it is not known."""

    account_id: str
    mode: str
    export_id: str
    duty_before_usd: Decimal | None
    duty_after_usd: Decimal | None
    readiness_before: str
    readiness_after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """How many open plans there are, those that would change, and those stored in a form that is not read."""

    open_plans: int
    changed: tuple[PlanEffect, ...]
    unread: tuple[str, ...]


def has_database(settings: Settings) -> bool:
    """Whether there is an installation whose plans can be asked: the check makes none."""
    return bool(settings.database_url) or (settings.home / "entrygo.db").is_file()


def effects_on_open_plans(settings: Settings, old: Law, new: Law) -> Effects:
    """Every planned and not yet executed export of every account and mode. Writes nothing."""
    book, rates = FileTariffBook(settings.home), FileRates(settings.home)
    count = 0
    changed: list[PlanEffect] = []
    unread: list[str] = []
    with opened(settings) as store:
        for tenant in store.registry.tenants():
            for export, stored in _open(store, tenant):
                count += 1
                try:
                    snapshot = stored_snapshot(stored)
                except ValidationError:
                    unread.append(export.id)
                    continue
                before, after = (_planned(snapshot, _Under(book, law), rates) for law in (old, new))
                if before[1] != after[1]:
                    changed.append(_effect(export, before[0], after[0]))
    return Effects(open_plans=count, changed=tuple(changed), unread=tuple(unread))


@dataclass(frozen=True, slots=True)
class _Under:
    """A book with another law beside it."""

    book: TariffBook
    law: Law

    @property
    def edition(self) -> Edition:
        """The book's own."""
        return self.book.edition

    def lookup(self, codes: Iterable[str]) -> Mapping[str, ScheduleLine]:
        """See the port."""
        return self.book.lookup(codes)

    def below(self, prefix: str) -> tuple[str, ...]:
        """See the port."""
        return self.book.below(prefix)

    def life(self, code: str) -> CodeLife | None:
        """See the port."""
        return self.book.life(code)


def _open(store: Store, tenant: Tenant) -> Iterator[tuple[ExportRow, bytes]]:
    after: tuple[str, str] | None = None
    while True:
        with store.read(tenant) as uow:
            page = Page(limit=PAGE, after=after)
            rows = uow.exports.page(page, filters={"state": ExportState.BATCHED.value})
            plans = [(row, uow.exports.plan(row.id, row.plan_seq)) for row in rows]
        yield from ((row, kept.snapshot) for row, kept in plans if kept is not None)
        if len(rows) < PAGE:
            return
        after = iso(rows[-1].created_at), rows[-1].id


def _planned(snapshot: Snapshot, book: TariffBook, rates: Rates) -> tuple[Plan, str]:
    tariff = resolve_products(book, snapshot.products.values(), snapshot.shipment, snapshot.orders)
    on = snapshot.shipment.export_date or snapshot.shipment.entry_date
    found = loaded_on(snapshot.orders, on, *rates.current(), book.law.rates)
    others = {name: known for name, known in snapshot.memory.items() if name != MEMORY}
    asked = replace(snapshot, tariff=tariff, memory={**others, MEMORY: found} if found else others)
    decided = plan(asked)
    return decided, plan_hash(document(asked, decided))


def _effect(export: ExportRow, before: Plan, after: Plan) -> PlanEffect:
    return PlanEffect(
        account_id=export.tenant.account_id,
        mode=export.tenant.mode.value,
        export_id=export.id,
        duty_before_usd=before.duty_usd,
        duty_after_usd=after.duty_usd,
        readiness_before=before.readiness.value,
        readiness_after=after.readiness.value,
    )
