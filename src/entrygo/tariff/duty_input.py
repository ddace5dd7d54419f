"""What the duty room is asked about and what it answers: goods, amounts, remarks, an assessment."""

from dataclasses import dataclass
from decimal import Decimal

from entrygo.contract.facts import Metals
from entrygo.contract.findings import Severity
from entrygo.contract.tariff import Programme, ScheduleLine
from entrygo.tariff.rates import Rate


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

    @property
    def code(self) -> str:
        """The schedule's ten digits where the line is known, else the code as given."""
        return self.line.code if self.line else self.hs_code


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
class BaseDuty:
    """The duty of chapters 1 to 97 that goods draw: the column, its rate, and where it stands.

    ``rate`` is ``None`` when the code is not in the loaded edition.
    """

    heading: str
    rate: Rate | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Which programmes apply to goods, in order of application. ``headings`` with the SPI make the entry line's key.

    ``base`` is resolved by :func:`entrygo.tariff.duty.assess`; one made by hand may leave it out.
    """

    goods: Goods
    spi: str | None
    programmes: tuple[Programme, ...]
    is_banned: bool
    remarks: tuple[Remark, ...]
    base: BaseDuty | None = None

    @property
    def headings(self) -> tuple[str, ...]:
        """Chapter 99 headings to claim, in order of application, exempting ones included, unlisted ones not."""
        return tuple(programme.heading for programme in self.programmes if programme.kind != "unlisted")
