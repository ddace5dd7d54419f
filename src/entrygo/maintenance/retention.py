"""``entrygo retention``: which records have been kept for as long as the law asks; their deletion on request.

Nothing is deleted by itself, nor by any operation of the API. What is deleted leaves an event that names it, so that
the chain of events still verifies and says why a package cannot be found.
"""

import logging
from datetime import UTC, datetime
from typing import Any

from entrygo.blobs.opening import open_blobs
from entrygo.contract.actor import Tenant
from entrygo.contract.times import iso
from entrygo.lifecycle.events import EventType
from entrygo.maintenance.installation import opened
from entrygo.settings import Settings
from entrygo.store.retention import Ended, Forgotten
from entrygo.store.unit_of_work import Store

log = logging.getLogger(__name__)
Document = dict[str, Any]  # Any: JSON
LAW = (
    "19 CFR 163.4: records of an entry are kept for five years from the date of entry, others for five years from "
    "the activity that made them. Other law, a dispute or an audit under way may ask for longer."
)


def cutoff(now: datetime, years: int) -> datetime:
    """The first instant of the day as many years ago: what is older has been kept for as long."""
    day = now.astimezone(UTC).date()
    try:
        ago = day.replace(year=day.year - years)
    except ValueError:  # 29 February
        ago = day.replace(year=day.year - years, day=28)
    return datetime(ago.year, ago.month, ago.day, tzinfo=UTC)


def retention(settings: Settings, *, now: datetime, apply: bool) -> Document:
    """What has been kept for long enough; with ``apply`` it is deleted, one export a transaction."""
    before = cutoff(now, settings.retention_years)
    exports: list[Document] = []
    files = 0
    left: list[str] = []
    with opened(settings) as store:
        for tenant in store.registry.tenants():
            with store.read(tenant) as uow:
                ended = uow.retention.ended(before)
            for each in ended:
                if apply:
                    forgotten = _forget(store, tenant, each, before, years=settings.retention_years)
                    if forgotten is None:
                        continue
                    lost = _delete_files(settings, forgotten)
                    files += len(forgotten.blob_keys) - len(lost)
                    left += lost
                exports.append(_described(tenant, each))
    return {
        "years": settings.retention_years,
        "before": iso(before),
        "law": LAW,
        "applied": apply,
        "exports": exports,
        "filesDeleted": files,
        "filesLeft": left,
    }


def _described(tenant: Tenant, ended: Ended) -> Document:
    return {
        "accountId": tenant.account_id,
        "mode": tenant.mode.value,
        "exportId": ended.export_id,
        "state": ended.state,
        "packageNumbers": list(ended.package_numbers),
        "lastActivity": ended.last_activity,
        "entryDate": ended.entry_date,
    }


def _forget(store: Store, tenant: Tenant, ended: Ended, before: datetime, *, years: int) -> Forgotten | None:
    """Delete one export's records, unless something was written about it since it was looked at."""
    with store.write(tenant) as uow:
        if not uow.retention.ended(before, export_id=ended.export_id):
            return None
        forgotten = uow.retention.forget(ended.export_id, before)
        uow.record(
            EventType.RECORDS_DELETED,
            ended.export_id,
            planHash=ended.plan_hash,
            packageNumbers=list(ended.package_numbers),
            lastActivity=ended.last_activity,
            rows=dict(forgotten.rows),
            files=list(forgotten.files),
            keptYears=years,
            before={"state": ended.state, "planHash": ended.plan_hash},
            after=None,
        )
    return forgotten


def _delete_files(settings: Settings, forgotten: Forgotten) -> list[str]:
    """Delete files that no row names any more, after the rows: what fails here leaves a file, never a lost one."""
    blobs, left = open_blobs(settings.artifacts, settings.s3_endpoint), []
    for key in forgotten.blob_keys:
        try:
            blobs.delete(key)
        except Exception:  # of two technologies
            log.exception("%s was not deleted", key)
            left.append(key)
    return left
