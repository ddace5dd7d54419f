"""Every row that inspect shows of an export, as one trip to the database brings them: what its tag is made of."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    Table,
    Text,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.compiler import SQLCompiler

from entrygo.contract.actor import Tenant
from entrygo.store import tables
from entrygo.store.tenant_rows import TenantRows

NOT_SHOWN = ("request",)  # of an export
PLAN_NAMES = ("seq", "plan_hash", "facts_fingerprint", "created_at")
"""What tells a plan from any other of its export: its forms are written once, with it."""
_EXPORT = "exports"


class InspectedRows(TenantRows):
    """The rows an inspection is composed of, as texts."""

    def __init__(self, connection: Connection, tenant: Tenant) -> None:
        super().__init__(connection, tenant, tables.exports)

    def texts(self, export_id: str, codes: Collection[str]) -> Sequence[str]:
        """One text a row, sorted, each with its table's name: equal texts are inspected as equal by the same code.

        They are the export, its current plan by name, its package and files, mails, notifications and events; and of
        the products that a finding of one of ``codes`` is about, the product and what was proposed for it. Empty
        where there is no such export, or the causes of its findings are not in rows yet.
        """
        compiled = _statement(self.connection.dialect, tuple(sorted(codes)))
        given = compiled.construct_params(self._key | {"export_id": export_id})
        in_place = compiled.positiontup
        parameters = given if in_place is None else tuple(given[each] for each in in_place)
        found = sorted(row[0] for row in self.connection.exec_driver_sql(compiled.string, parameters))
        return found if any(each.startswith(_EXPORT) for each in found) else ()


@cache
def _statement(dialect: Dialect, codes: tuple[str, ...]) -> SQLCompiler:
    """The statement in a database's own words, made once: making it takes longer than running it."""
    branches = union_all(*_branches(codes, is_sqlite=dialect.name == "sqlite"))
    return branches.compile(dialect=dialect)


def _branches(codes: tuple[str, ...], *, is_sqlite: bool) -> Sequence[Select[Any]]:  # Any: one column of text
    asked = bindparam("export_id", "", Text)
    export, found, proposal = tables.exports.c, tables.findings.c, tables.proposals.c
    shown = _owned(tables.exports) & (export.id == asked) & (export.summary_of == export.plan_seq)

    def texts(name: str, *columns: ColumnElement[Any]) -> Select[Any]:  # Any: columns of any type
        row = func.json_array(*columns) if is_sqlite else func.json_build_array(*columns).cast(Text)
        return select(literal_column(f"'{name} '", Text).concat(row))

    def beside(table: Table, is_its: ColumnElement[bool], *names: str) -> Select[Any]:  # Any: as above
        columns = [table.c[each] for each in names] if names else list(table.c)
        return (
            texts(table.name, *columns).join_from(tables.exports, table, is_its).where(shown, _owned(table))
        )

    def of_export(table: Table) -> Select[Any]:  # Any: as above
        return texts(table.name, *table.c).where(_owned(table), table.c.export_id == asked)

    plan, files = tables.plans.c, tables.artifacts.c
    return [
        texts(_EXPORT, *(each for each in export if each.name not in NOT_SHOWN)).where(shown),
        beside(tables.plans, (plan.export_id == export.id) & (plan.seq == export.plan_seq), *PLAN_NAMES),
        beside(tables.packages, tables.packages.c.id == export.package_id),
        beside(tables.artifacts, files.package_id == export.package_id),
        of_export(tables.mails),
        of_export(tables.notifications),
        of_export(tables.events),
        texts("proposals", tables.products.c.facts, *proposal)
        .join_from(tables.findings, tables.proposals, proposal.product_id == found.subject_id)
        .join(tables.products, tables.products.c.id == proposal.product_id)
        .where(*map(_owned, (tables.findings, tables.proposals, tables.products)))
        .where(found.export_id == asked, or_(*(found.code == each for each in codes))),
    ]


def _owned(table: Table) -> ColumnElement[bool]:
    return (table.c.account_id == bindparam("account_id", "", Text)) & (
        table.c.mode == bindparam("mode", "", Text)
    )
