"""Records are deleted when their time is over, all of them, nobody else's, and by one room alone."""

import ast
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

import entrygo
from entrygo.contract.actor import Tenant
from entrygo.lifecycle.states import ExportState, MailState
from entrygo.store import tables, unit_of_work
from entrygo.store.retention import KEPT, RECORDS
from entrygo.store.unit_of_work import Store
from tests.rooms.store.rows import AT, artifact, export, later, mail, order, package
from tests.rooms.store.test_isolation import fill

TENANT_TABLES = {name for name, table in tables.metadata.tables.items() if "mode" in table.c} - {"api_keys"}
SOURCE = Path(entrygo.__file__).parent
DELETING = {
    "shops/state.py",  # what was set aside of a shop, once mended; a file of its own, no record of an export
    "store/catalogue.py",  # claims on the orders of a withdrawn export; its events say which
    "store/exports.py",  # causes in rows of a plan that another followed; the plan itself stays
    "store/mails.py",  # copies of test mode's mail
    "store/migrate.py",  # what the installation says of itself
    "store/registry.py",  # notes of the installation about itself
    "store/replays.py",  # idempotency records that expired
    "store/people_mails.py",  # mails to people, sent or given up a month ago
    "store/request_log.py",  # calls of the log that are old or many; no record of what was done
    "store/restored.py",  # what a restore may not bring back: sessions, invitations, resets
    "store/retention.py",  # records whose time is over
    "store/saved_views.py",  # views their person drops
    "store/sessions.py",  # tries to sign in that are a day old
    "store/webhooks.py",  # endpoints their owner removes, and what was owed to them
}


def counts(store: Store, tenant: Tenant) -> dict[str, int]:
    with store.database.survey() as connection:
        return {
            name: connection.execute(
                select(func.count())
                .select_from(table)
                .where(table.c.account_id == tenant.account_id, table.c.mode == tenant.mode.value)
            ).scalar_one()
            for name, table in tables.metadata.tables.items()
            if name in TENANT_TABLES
        }


def settled(store: Store, tenant: Tenant, said: str = "mine", **changes: Any) -> None:
    """One export with a row of everything, and nothing owed any more."""
    fill(store, tenant, said)
    with store.write(tenant) as uow:
        uow.mails.move(mail(tenant, state=MailState.FAILED, due_at=None), was=MailState.PENDING)
        uow.replays.begin("execute", "forever", fingerprint="f", subject_id="batch_1", at=AT, expires_at=None)
        uow.exports.replan(export(tenant, **changes))


def ended(store: Store, tenant: Tenant, seconds: float = 86_400) -> list[str]:
    with store.read(tenant) as uow:
        return [each.export_id for each in uow.retention.ended(later(seconds))]


def test_every_tenant_table_is_either_records_or_kept() -> None:
    """Whoever adds a table says which."""
    assert set(RECORDS) | set(KEPT) == TENANT_TABLES
    assert not set(RECORDS) & set(KEPT)


def test_an_export_ends_when_nothing_was_written_about_it_since(store: Store, tenant: Tenant) -> None:
    settled(store, tenant)
    assert ended(store, tenant, seconds=-1) == []
    assert ended(store, tenant, seconds=1) == ["batch_1"]


@pytest.mark.parametrize(
    "changes", [{"updated_at": later(90_000)}, {"request": {"shipment": {"entryDate": "2026-03-04"}}}]
)
def test_a_later_change_or_entry_keeps_it(store: Store, tenant: Tenant, changes: dict[str, Any]) -> None:
    settled(store, tenant, **changes)
    assert ended(store, tenant) == []


def test_one_export_is_asked_for_by_its_id(store: Store, tenant: Tenant) -> None:
    settled(store, tenant)
    with store.write(tenant) as uow:
        uow.exports.insert(export(tenant, "batch_2"))
        found = {
            name: [each.export_id for each in uow.retention.ended(later(86_400), export_id=name)]
            for name in ("batch_1", "batch_2", "batch_3")
        }
    assert found == {"batch_1": ["batch_1"], "batch_2": ["batch_2"], "batch_3": []}


def test_an_older_entry_does_not_keep_it(store: Store, tenant: Tenant) -> None:
    settled(store, tenant, request={"shipment": {"entryDate": "2026-03-02"}})
    assert ended(store, tenant) == ["batch_1"]


def test_what_is_still_owed_keeps_it(store: Store, tenant: Tenant) -> None:
    fill(store, tenant, "mine")  # its mail is pending
    assert ended(store, tenant) == []


def test_an_execution_under_way_is_never_at_its_end(store: Store, tenant: Tenant) -> None:
    settled(store, tenant)
    with store.write(tenant) as uow:
        uow.exports.move("batch_1", was=ExportState.BATCHED, becomes=ExportState.EXECUTING, at=AT)
    assert ended(store, tenant) == []


def test_all_records_of_an_export_go_and_what_is_of_the_account_stays(
    store: Store, tenant: Tenant, neighbours: list[Tenant]
) -> None:
    settled(store, tenant)
    for neighbour in neighbours:
        settled(store, neighbour, said="theirs")
    theirs = [counts(store, each) for each in neighbours]
    before = counts(store, tenant)
    with store.write(tenant) as uow:
        forgotten = uow.retention.forget("batch_1", later(86_400))
    after = counts(store, tenant)
    assert {name: after[name] for name in KEPT} == {name: before[name] for name in KEPT}
    assert {name for name in RECORDS if after[name]} == {"replays"}  # the one of another subject
    assert forgotten.rows == {name: before[name] - after[name] for name in RECORDS if before[name]}
    assert (forgotten.files, forgotten.blob_keys) == (("b" * 64,), ("mine",))
    assert [counts(store, each) for each in neighbours] == theirs


def test_an_order_synced_again_since_stays_and_stays_exported(store: Store, tenant: Tenant) -> None:
    settled(store, tenant)
    with store.write(tenant) as uow:
        uow.orders.put([(order("ord_1", "A-1"), None)], at=later(90_000))
        uow.retention.forget("batch_1", later(86_400))
    with store.read(tenant) as uow:
        assert uow.orders.claimed(["ord_1"]) == {"ord_1": "batch_1"}


def test_a_file_that_another_package_names_is_not_given_up(store: Store, tenant: Tenant) -> None:
    settled(store, tenant)
    with store.write(tenant) as uow:
        uow.exports.insert(export(tenant, "batch_2"))
        uow.packages.insert(package("cp_2", export_id="batch_2"))
        uow.packages.add_artifacts([replace(artifact("a.pdf"), package_id="cp_2", blob_key="mine")])
        forgotten = uow.retention.forget("batch_1", later(86_400))
    assert forgotten.blob_keys == ()
    with store.read(tenant) as uow:
        assert uow.exports.get("batch_2") is not None
        assert len(uow.packages.artifacts("cp_2")) == 1


def sources() -> dict[str, str]:
    """The code by file."""
    return {file.relative_to(SOURCE).as_posix(): file.read_text() for file in SOURCE.rglob("*.py")}


def can_delete(code: str) -> bool:
    """Whether it imports SQLAlchemy's delete, or holds a statement that deletes or empties."""
    if "delete" not in code.lower() and "truncate" not in code.lower():  # most files need no closer look
        return False
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
            found = any(alias.name == "delete" for alias in node.names)
        else:
            text = node.value if isinstance(node, ast.Constant) else None
            found = isinstance(text, str) and text.upper().lstrip().startswith(("DELETE FROM", "TRUNCATE"))
        if found:
            return True
    return False


def test_nothing_else_in_the_code_can_delete_a_row() -> None:
    written = {name: code for name, code in sources().items() if "migrations/versions" not in name}
    found = {name for name, code in written.items() if can_delete(code)}
    assert found
    assert found <= DELETING


def test_nothing_but_retention_asks_for_the_deletion_of_records() -> None:
    asking = {
        name
        for name, code in sources().items()
        if "retention" in code  # parsed where the word stands at all
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Attribute)
        and node.attr == "retention"
        and ast.unparse(node.value) != "records"
    }
    assert asking == {"maintenance/retention.py", "store/unit_of_work.py"}
    deleting = {
        f"{name}.{method}"
        for name, rows in vars(unit_of_work).items()
        if isinstance(rows, type) and name.endswith("Rows")
        for method in dir(rows)
        if method.startswith(("delete", "forget", "purge", "remove", "drop"))
    }
    assert deleting == {
        "InstallationRows.forget",  # notes of the installation about itself
        "MailRows.forget_captured",
        "PersonMailRows.forget",
        "PersonMailRows.forget_all",  # a restore: what waited before it is not sent again
        "ReplayRows.purge",
        "RequestLogRows.forget",
        "RetentionRows.forget",
        "SavedViewRows.drop",
        "TryRows.forget",
        "WebhookRows.delete",
        "WebhookRows.purge",
    }
