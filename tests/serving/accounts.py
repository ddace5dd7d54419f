"""Accounts and keys in an installation's database, as the command line makes them."""

from collections.abc import Collection
from datetime import date
from typing import Any

from entrygo.clock import SystemClock, SystemIds
from entrygo.maintenance.installation import opened
from entrygo.operations import keys
from entrygo.operations.people_at_command_line import NewMember, create_person
from entrygo.settings import Settings
from entrygo.store.unit_of_work import Store


def make_account(settings: Settings, name: str) -> str:
    """A new account's id."""
    with opened(settings) as store:
        return _account(store, name)


def make_account_with_key(
    settings: Settings, name: str, *, mode: str = "live", scopes: Collection[str] = ()
) -> tuple[str, str]:
    """A new account's id and a key's secret."""
    with opened(settings) as store:
        account_id = _account(store, name)
        return account_id, _key(store, keys.NewKey(account_id=account_id, mode=mode, scopes=scopes or None))


PASSWORD = "seven larch needles fall"


def make_person(settings: Settings, new: NewMember, name: str) -> str:
    """Somebody with the common password; the id."""
    with opened(settings) as store:
        clock, ids = SystemClock(), SystemIds()
        made = create_person(store, new, name=name, password=PASSWORD, clock=clock, ids=ids)
    return str(made["personId"])


def make_key(
    settings: Settings,
    account_id: str,
    *,
    mode: str = "live",
    scopes: Collection[str] = (),
    expires_on: date | None = None,
    owner: str | None = None,
    policy: dict[str, Any] | None = None,
) -> str:
    """A new key's secret."""
    new = keys.NewKey(
        account_id=account_id,
        mode=mode,
        scopes=scopes or None,
        expires_on=expires_on,
        owner=owner,
        policy=policy or {},
    )
    with opened(settings) as store:
        return _key(store, new)


def _account(store: Store, name: str) -> str:
    return str(keys.create_account(store, name, clock=SystemClock(), ids=SystemIds())["accountId"])


def _key(store: Store, new: keys.NewKey) -> str:
    return str(keys.create_key(store, new, clock=SystemClock(), ids=SystemIds())["apiKey"])
