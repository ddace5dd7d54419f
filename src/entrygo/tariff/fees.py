"""Customs user fees: the merchandise processing fee (19 CFR 24.23) and the harbor maintenance fee (24.24).

Records are in ``fees.json`` of the law bundle, one a fiscal year.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from entrygo.contract.findings import Severity
from entrygo.contract.money import cents
from entrygo.contract.plan import EntryType
from entrygo.contract.tariff import FeeRecord
from entrygo.tariff.duty_input import NoticeKind, Remark


@lru_cache(maxsize=1)
def fee_records() -> tuple[FeeRecord, ...]:
    """The fiscal years held, oldest first."""
    return read_fees(json.loads(files(f"{__package__}.law").joinpath("fees.json").read_bytes()))


def read_fees(document: Mapping[str, Any]) -> tuple[FeeRecord, ...]:  # Any: JSON of a bundle
    """The years of a bundle's document, oldest first. Raises ``KeyError`` or ``ValueError`` on a faulty record."""
    found = [_record(row, document["hmf_percent"]) for row in document["records"]]
    if not found:
        raise ValueError("it holds no fiscal year")
    for before, after in pairwise(found):
        if after.effective_from <= before.effective_to:
            raise ValueError(f"{after.fiscal_year} begins before {before.fiscal_year} has ended")
    return tuple(found)


def fees_on(entry_date: date, held: Sequence[FeeRecord] = ()) -> FeeRecord:
    """The fees of the entry date's fiscal year, else of the nearest one held (:func:`fee_remarks` says so)."""
    return min(held or fee_records(), key=lambda record: _days_away(record, entry_date))


def fee_remarks(fees: FeeRecord, entry_date: date) -> tuple[Remark, ...]:
    """What must be said when the date lies outside the record's year: its fee is then not known."""
    if are_held(fees, entry_date):
        return ()
    return (
        Remark(
            kind=NoticeKind.RECORD_DOUBT,
            code="FEES_OF_ANOTHER_YEAR",
            severity=Severity.WARNING,
            message="No user fees are held for the entry date, so the merchandise processing fee is not known; those "
            f"of {fees.fiscal_year} are the nearest held.",
            fix="Ship a record of that fiscal year when its notice is out (each July).",
            flag="fees_of_another_year",
        ),
    )


def are_held(fees: FeeRecord, entry_date: date) -> bool:
    """Whether the record is that of the entry date's fiscal year."""
    return not _days_away(fees, entry_date)


def mpf(
    entry_type: EntryType, value_usd: Decimal, non_originating_value_usd: Decimal, fees: FeeRecord
) -> Decimal:
    """Merchandise processing fee of one entry.

    Informal: a fixed fee. Else a percentage of the value, between the year's minimum and maximum. Goods claimed
    under the USMCA pay none: the percentage is of the other lines only, and nothing is due when there are none.
    """
    if value_usd <= 0 or non_originating_value_usd <= 0:
        return Decimal("0.00")
    if entry_type is EntryType.INFORMAL:
        return fees.mpf_informal_usd
    fee = non_originating_value_usd * fees.mpf_percent / 100
    return cents(min(max(fee, fees.mpf_min_usd), fees.mpf_max_usd))


def hmf(mode: str | None, value_usd: Decimal, fees: FeeRecord) -> Decimal:
    """Harbor maintenance fee of one entry: ocean cargo alone pays it."""
    return cents(value_usd * fees.hmf_percent / 100) if mode == "ocean" else Decimal("0.00")


def _days_away(record: FeeRecord, on: date) -> int:
    return max((record.effective_from - on).days, (on - record.effective_to).days, 0)


def _record(row: Mapping[str, str], hmf_percent: str) -> FeeRecord:
    found = FeeRecord(
        fiscal_year=row["fiscal_year"],
        mpf_percent=Decimal(row["mpf_percent"]),
        mpf_min_usd=Decimal(row["mpf_min_usd"]),
        mpf_max_usd=Decimal(row["mpf_max_usd"]),
        mpf_informal_usd=Decimal(row["mpf_informal_usd"]),
        hmf_percent=Decimal(hmf_percent),
        source=row["source"],
        certainty=row["certainty"],
        verified_on=date.fromisoformat(row["verified_on"]),
        effective_from=date.fromisoformat(row["effective_from"]),
        effective_to=date.fromisoformat(row["effective_to"]),
    )
    if not Decimal(0) <= found.mpf_min_usd <= found.mpf_max_usd or found.effective_to < found.effective_from:
        raise ValueError(f"{found.fiscal_year}: its least fee is above its most, or it ends before it begins")
    return found
