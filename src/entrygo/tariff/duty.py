"""Duty layers of goods on their entry date. (Shape fixed here; see the functions below for the law.)"""

from dataclasses import dataclass
from decimal import Decimal

from entrygo.contract.facts import Metals
from entrygo.contract.findings import Severity
from entrygo.contract.plan import DutyLayer
from entrygo.contract.tariff import Programme, ScheduleLine, TariffFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """What decides which programmes apply: code, origin, claim, metals (weights per ``article_weight_kg``).

    ``line`` is ``None`` when the code is not in the loaded edition.
    """

    hs_code: str
    line: ScheduleLine | None
    country_of_origin: str
    usmca_claimed: bool = False
    metals: Metals | None = None
    article_weight_kg: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """What a figure is computed from: customs value, quantities by schedule unit, weights of the whole line."""

    value_usd: Decimal
    quantities: tuple[tuple[Decimal, str], ...] = ()
    net_weight_kg: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something the assessment must say: a ban, a partial list, a stale record, an uncomputable rate."""

    rule: str
    code: str
    severity: Severity
    message: str
    fix: str
    flag: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Which programmes apply to goods, in order of application. ``headings`` with the SPI make the entry line's key."""

    goods: Goods
    spi: str | None
    programmes: tuple[Programme, ...]
    is_banned: bool
    remarks: tuple[Remark, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """Chapter 99 headings in order of application, exempting ones included."""
        return tuple(programme.heading for programme in self.programmes)


def assess(goods: Goods, tariff: TariffFacts) -> Assessment:
    """Which programmes reach these goods on the snapshot's entry date."""
    raise NotImplementedError


def layers(assessment: Assessment, amounts: Amounts) -> tuple[DutyLayer, ...]:
    """The priced layers, base first. Each ad valorem layer is on full customs value, rounded half-up to the cent."""
    raise NotImplementedError
