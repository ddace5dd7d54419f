"""Secrets in the database: sealed with a key that is not there, bound to their place, opened by who has the key."""

from dataclasses import replace

import pytest
from sqlalchemy import text, update

from entrygo.clock import SystemClock, SystemIds
from entrygo.contract.actor import Mode, Tenant
from entrygo.store import tables
from entrygo.store.sealed_rows import reseal, sealed_with, unopenable
from entrygo.store.sealing import Keyring, key_id_of
from entrygo.store.secret_fault import SecretFault
from entrygo.store.tenancy import every_tenant
from entrygo.store.tenant_rows import Page
from entrygo.store.unit_of_work import Store
from tests.rooms.store.rows import later, webhook

pytestmark = pytest.mark.database
OLD, NEW = "the-older-key-of-this-installation", "the-newer-key-of-this-installation"
SECRET = "whsec_bmV2ZXIgaW4gY2xlYXI="


def with_keys(store: Store, *keys: str) -> Store:
    """The same database, opened with these keys."""
    return Store(
        str(store.database.engine.url.render_as_string(hide_password=False)),
        SystemClock(),
        SystemIds(),
        Keyring(keys),
    )


def kept(store: Store) -> str:
    """All of the tables with secrets, as whoever steals the database reads them."""
    with store.database.survey() as connection:
        tables_of = ("webhooks", "replays", "installation")
        return "".join(str(connection.execute(text(f"SELECT * FROM {name}")).all()) for name in tables_of)


def test_a_secret_opens_in_its_own_place_under_its_own_key_alone() -> None:
    keys = Keyring([NEW, OLD])
    sealed = keys.seal(SECRET, of="webhooks/secret/whk_1")
    assert key_id_of(sealed) == keys.ids[0]
    assert SECRET not in sealed
    assert sealed != keys.seal(SECRET, of="webhooks/secret/whk_1")
    assert keys.open(sealed, of="webhooks/secret/whk_1") == SECRET
    assert Keyring([OLD, NEW]).open(sealed, of="webhooks/secret/whk_1") == SECRET
    with pytest.raises(SecretFault, match="altered or moved: webhooks/secret/whk_2"):
        keys.open(sealed, of="webhooks/secret/whk_2")
    with pytest.raises(SecretFault, match="altered or moved"):
        keys.open(sealed[:-5] + "AAAA=", of="webhooks/secret/whk_1")
    with pytest.raises(
        SecretFault, match=f"sealed with key {keys.ids[0]}, which is not here .{keys.ids[1]}."
    ):
        Keyring([OLD]).open(sealed, of="webhooks/secret/whk_1")


def test_a_keyring_looks_again_for_a_key_that_was_made_since() -> None:
    known = [OLD]
    running = Keyring(known, again=lambda: known)
    known.insert(0, NEW)
    sealed = Keyring([NEW]).seal(SECRET, of="x")
    assert running.open(sealed, of="x") == SECRET
    assert running.ids == Keyring([NEW, OLD]).ids


def test_what_a_tenant_keeps_secret_lies_sealed_and_reads_as_it_was(store: Store, tenant: Tenant) -> None:
    sealing = with_keys(store, NEW)
    hook = webhook(secret=SECRET, previous_secret=f"{SECRET}2", previous_secret_until=later(9))
    answer = b'{"secret":"' + SECRET.encode() + b'"}'
    with sealing.write(tenant) as uow:
        uow.webhooks.insert(hook)
        for operation in ("webhooks.create", "products.sync"):
            uow.replays.begin(operation, "k", fingerprint="f", subject_id=None, at=uow.now, expires_at=None)
            uow.replays.finish(
                operation, "k", status=200, body=answer.replace(b"bmV2", operation[:4].encode())
            )
    assert SECRET not in kept(store)
    with sealing.write(tenant) as uow:
        assert uow.webhooks.get("whk_1") == hook
        assert uow.webhooks.page(Page(limit=9)) == [hook]
        uow.webhooks.replace(replace(hook, url="https://other.example/"))
        record = uow.replays.get("webhooks.create", "k")
        assert record is not None
        assert record.body == answer.replace(b"bmV2", b"webh")
    assert SECRET not in kept(store)
    assert sealing.installation.secret("link_key", f"{SECRET}5").startswith("whsec_")
    assert SECRET not in kept(store)
    sealing.close()


def test_what_was_written_in_clear_is_sealed_and_then_sealed_under_a_newer_key(
    store: Store, tenant: Tenant, neighbours: list[Tenant]
) -> None:
    for number, each in enumerate([tenant, *neighbours]):
        with store.write(each) as uow:
            uow.webhooks.insert(webhook(id=f"whk_{number}", secret=f"{SECRET}{number}"))
    assert f"{SECRET}1" in kept(store)
    for keys in ([OLD, NEW], [NEW, OLD]):
        sealing = with_keys(store, *keys)
        assert reseal(sealing.database, sealing.keyring) >= 4
        assert reseal(sealing.database, sealing.keyring) == 0
        with store.database.survey() as connection:
            assert set(sealed_with(connection)) == {sealing.keyring.ids[0]}
        assert SECRET not in kept(store)
        for number, each in enumerate([tenant, *neighbours]):
            with sealing.read(each) as uow:
                (hook,) = uow.webhooks.page(Page(limit=9))
                assert hook.secret == f"{SECRET}{number}"
        sealing.close()


def test_a_sealed_secret_put_into_another_row_is_found_and_does_not_open(
    store: Store, tenant: Tenant
) -> None:
    sealing, other = with_keys(store, NEW, OLD), Tenant(tenant.account_id, Mode.TEST)
    for each, secret in ((tenant, SECRET), (other, "whsec_bXkgb3du")):
        with sealing.write(each) as uow:
            uow.webhooks.insert(webhook(secret=secret))
    table = tables.webhooks
    with sealing.database.write() as connection, every_tenant(connection):
        mine = table.c.account_id == tenant.account_id
        stolen = connection.execute(table.select().where(mine, table.c.mode == "live")).one().secret
        connection.execute(update(table).where(mine, table.c.mode == "test").values(secret=stolen))
    assert unopenable(sealing.database, sealing.keyring) == [
        f"webhooks/secret/{tenant.account_id}/test/whk_1"
    ]
    with pytest.raises(SecretFault), sealing.read(other) as uow:
        uow.webhooks.get("whk_1")
    sealing.close()
