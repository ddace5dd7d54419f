"""Minimal stand-ins for the duty room's functions until they are in the tree. To be removed."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from entrygo.contract.facts import Usmca
from entrygo.contract.plan import DutyLayer, EntryType
from entrygo.contract.tariff import FeeRecord, TariffFacts
from entrygo.tariff.duty import Amounts, Assessment, Goods
from entrygo.tariff.rates import parse_rate

_CENT = Decimal("0.01")


def _cents(value: Decimal) -> Decimal:
    return value.quantize(_CENT, rounding=ROUND_HALF_UP)


def mpf(
    entry_type: EntryType, value_usd: Decimal, non_originating_value_usd: Decimal, fees: FeeRecord
) -> Decimal:
    """Merchandise processing fee of one entry."""
    if non_originating_value_usd <= 0:
        return _cents(Decimal(0))
    if entry_type is EntryType.INFORMAL:
        return fees.mpf_informal_usd
    exact = _cents(non_originating_value_usd * fees.mpf_percent / 100)
    return min(max(exact, fees.mpf_min_usd), fees.mpf_max_usd)


def hmf(mode: str | None, value_usd: Decimal, fees: FeeRecord) -> Decimal:
    """Harbor maintenance fee of one entry."""
    return _cents(value_usd * fees.hmf_percent / 100) if mode == "ocean" else _cents(Decimal(0))


def claims_usmca(usmca: Usmca | None, origin: str, on: date) -> bool:
    """Whether the certification claims USMCA on a day."""
    if usmca is None or usmca.qualifies is not True or origin not in {"CA", "MX", "US"}:
        return False
    return bool(usmca.valid_from and usmca.valid_to and usmca.valid_from <= on <= usmca.valid_to)


def assess(goods: Goods, tariff: TariffFacts) -> Assessment:
    """The base duty alone."""
    spi = "S" if goods.usmca_claimed and goods.line else None
    return Assessment(goods=goods, spi=spi, programmes=(), is_banned=False, remarks=())


def layers(assessment: Assessment, amounts: Amounts) -> tuple[DutyLayer, ...]:
    """The base duty alone, where it is a percentage."""
    line = assessment.goods.line
    rate = parse_rate("Free" if assessment.spi else line.general) if line else None
    percent = rate.ad_valorem_percent if rate else None
    free = bool(rate) and line is not None and (line.general == "Free" or assessment.spi is not None)
    amount = _cents(amounts.value_usd * percent / 100) if percent is not None else None
    return (
        DutyLayer(
            program="base",
            heading=assessment.goods.hs_code,
            rate=rate.text if rate else "unknown",
            amount_usd=Decimal("0.00") if free else amount,
            source="stand-in",
        ),
    )
