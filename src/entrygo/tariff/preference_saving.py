"""What a preference that nobody claimed would save: the goods priced once more as if it were."""

from dataclasses import replace
from decimal import Decimal

from entrygo.contract.findings import Severity
from entrygo.contract.tariff import TariffFacts
from entrygo.tariff.duty import Amounts, Assessment, NoticeKind, Remark, assess, layers
from entrygo.tariff.layers import total
from entrygo.tariff.preferences import open_to, preferences

NOT_CLAIMED = "PREFERENCE_NOT_CLAIMED"


def best_unclaimed(
    assessment: Assessment, amounts: Amounts, tariff: TariffFacts
) -> tuple[str, Decimal] | None:
    """The symbol that saves the most duty on goods of these amounts and the saving; ``None`` where none does."""
    goods = assessment.goods
    if (
        assessment.spi is not None
        or goods.spi is not None
        or goods.provision is not None
        or assessment.is_banned
    ):
        return None
    now = total(layers(assessment, amounts))
    if not now:
        return None
    found: list[tuple[Decimal, str]] = []
    for symbol in open_to(goods.country_of_origin, goods.line):
        then = total(layers(assess(replace(goods, spi=symbol), tariff), amounts))
        if then is not None and then < now:
            found.append((now - then, symbol))
    saving, symbol = max(found, default=(Decimal(0), ""), key=lambda each: each[0])
    return (symbol, saving) if saving else None


def not_claimed(symbol: str, saving_usd: Decimal, whose: str) -> Remark:
    """A preference exists and is not claimed."""
    record = preferences()[symbol]
    return Remark(
        kind=NoticeKind.PREFERENCE,
        code=NOT_CLAIMED,
        severity=Severity.INFO,
        message=f"If the goods {whose} originate under {record.programme} ({symbol}), its claim saves {saving_usd} "
        "USD of duty.",
        fix=f"Have their origin checked (general note {record.general_note}), then state spi {symbol}.",
        details=(("spi", symbol), ("savingUsd", saving_usd)),
    )
