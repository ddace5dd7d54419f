"""What a preference that nobody claimed would save: the goods priced once more as if it were."""

from dataclasses import replace
from decimal import Decimal

from entrygo.contract.findings import Severity
from entrygo.contract.tariff import Preference, TariffFacts
from entrygo.tariff.duty import Amounts, Assessment, NoticeKind, Remark, assess, layers
from entrygo.tariff.layers import total
from entrygo.tariff.preferences import open_to

NOT_CLAIMED = "PREFERENCE_NOT_CLAIMED"


def best_unclaimed(
    assessment: Assessment, amounts: Amounts, tariff: TariffFacts
) -> tuple[Preference, Decimal] | None:
    """The programme that saves the most duty on goods of these amounts and the saving; ``None`` where none does."""
    goods = assessment.goods
    if (
        assessment.spi is not None
        or goods.spi is not None
        or goods.provision is not None
        or assessment.is_banned
    ):
        return None
    claimable = list(open_to(goods.country_of_origin, goods.line, tariff.preferences))
    now = total(layers(assessment, amounts)) if claimable else None
    if not now:
        return None
    found: list[tuple[Preference, Decimal]] = []
    for each in claimable:
        then = total(layers(assess(replace(goods, spi=each.symbol), tariff), amounts))
        if then is not None and then < now:
            found.append((each, now - then))
    return max(found, default=None, key=lambda pair: pair[1])


def not_claimed(record: Preference, saving_usd: Decimal, whose: str) -> Remark:
    """A preference exists and is not claimed."""
    symbol = record.symbol
    return Remark(
        kind=NoticeKind.PREFERENCE,
        code=NOT_CLAIMED,
        severity=Severity.INFO,
        message=f"If the goods {whose} originate under {record.programme} ({symbol}), its claim saves {saving_usd} "
        "USD of duty.",
        fix=f"Have their origin checked (general note {record.general_note}), then state spi {symbol}.",
        details=(("spi", symbol), ("savingUsd", saving_usd)),
    )
