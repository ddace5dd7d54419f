"""Products imported at the command line, straight into this machine's database."""

from collections.abc import Sequence
from typing import Any

from entrygo.contract.actor import Mode, Tenant
from entrygo.maintenance.access_keys import opened
from entrygo.operations.import_products import sheet_of, worked_out
from entrygo.runtime.clock import SystemClock, SystemIds
from entrygo.runtime.settings import Settings
from entrygo.store.unit import SqlStore

Document = dict[str, Any]  # Any: JSON


def import_products(
    settings: Settings, text: str, *, account_id: str | None, mode: str, dry_run: bool
) -> Document:
    """Import a file's products into an account; without its id, into the only one there is.

    Raises ``LookupError`` where the account is unknown or not the only one, ``ValueError`` for a bad mode, and the
    contract's ``Problem`` with every fault of the file.
    """
    if mode not in {each.value for each in Mode}:
        raise ValueError(f"Mode is live or test, not {mode}.")
    sheet = sheet_of(text)
    with opened(settings) as store:
        tenant = Tenant(_account(store, account_id), Mode(mode))
        if dry_run:
            with store.read(tenant) as uow:
                return worked_out(uow, sheet, SystemIds().new).view(is_dry=True)
        with store.write(tenant) as uow:
            done = worked_out(uow, sheet, SystemIds().new)
            uow.products.put(done.products, at=SystemClock().now())
            return done.view(is_dry=False)


def _account(store: SqlStore, account_id: str | None) -> str:
    if account_id is not None:
        if store.registry.account(account_id) is None:
            raise LookupError(f"There is no account {account_id}.")
        return account_id
    known: Sequence[str] = sorted({tenant.account_id for tenant in store.registry.tenants()})
    if not known:
        raise LookupError("There is no account yet; make one: entrygo account create --name NAME")
    if len(known) > 1:
        raise LookupError(f"There are {len(known)} accounts; say which one: --account ID")
    return known[0]
