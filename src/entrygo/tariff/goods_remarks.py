"""What is said of goods by their line and origin, beside the programmes that reach them: duty cases and quotas."""

from collections.abc import Iterator

from entrygo.contract.findings import Severity
from entrygo.contract.hts import dotted
from entrygo.contract.tariff import TariffFacts
from entrygo.tariff.adcvd import cases_of, hole_since, is_flag_named
from entrygo.tariff.duty_input import Goods, NoticeKind, Remark

QUOTA_FILLED = "quotaFilled"


def duty_case_remarks(goods: Goods, tariff: TariffFacts) -> Iterator[Remark]:
    """Antidumping and countervailing duty depend on words and makers, so they are named and never computed.

    A code is flagged whatever the country, and an order is of one: where the flag is about orders of others, it is told
    that none of this country is held.
    """
    if goods.line is not None and (goods.line.antidumping or goods.line.countervailing):
        kinds = [("antidumping", goods.line.antidumping), ("countervailing", goods.line.countervailing)]
        named = " and ".join(kind for kind, is_flagged in kinds if is_flagged)
        orders = tariff.duty_orders
        is_of_others = not cases_of(goods.code, goods.country_of_origin, orders)
        if is_of_others and is_flag_named(goods.code, tariff):
            yield _no_order_remark(goods, named, hole_since(orders))
            return
        yield Remark(
            kind=NoticeKind.DUTY_CASE,
            code="ADCVD_NOT_COMPUTED",
            severity=Severity.WARNING,
            message=f"{dotted(goods.code)} is flagged for {named} duty; no such duty is in the figures.",
            fix="State the case, or that the goods are outside its scope, in the product's adcvd.",
            flag="adcvd_review",
        )


def _no_order_remark(goods: Goods, named: str, since: str) -> Remark:
    return Remark(
        kind=NoticeKind.DUTY_CASE,
        code="ADCVD_NO_ORDER_HELD",
        severity=Severity.INFO,
        message=f"{dotted(goods.code)} is flagged for {named} duty, and no order on goods of "
        f"{goods.country_of_origin or 'the origin stated'} is held; orders published since {since} "
        "may be missing.",
        fix="Ask the broker whether a newer order reaches the goods; if one does, state it in the product's adcvd.",
    )


def quota_asked(goods: Goods) -> tuple[str, ...]:
    """The condition that goods on a line within a quota are asked."""
    return (QUOTA_FILLED,) if goods.line is not None and goods.line.quota else ()


def quota_remarks(goods: Goods) -> Iterator[Remark]:
    """A rate within a quota holds while the quota is open, and mostly with a licence or certificate."""
    is_filled = goods.conditions.get(QUOTA_FILLED)
    if not quota_asked(goods) or is_filled is False:
        return
    code = dotted(goods.code)
    yield Remark(
        kind=NoticeKind.ASSUMPTION,
        code="QUOTA_ACCESS_ASSUMED",
        severity=Severity.WARNING,
        message=f"{code} is a line within a quota, and the quota is stated to be filled: the goods are entered under "
        "the line over it."
        if is_filled
        else f"The rate of {code} is that within a quota: it holds while the quota is open, mostly with a licence or "
        "certificate, in an entry of type 02 (07 with AD/CVD) and never an informal one.",
        fix="Use the code of the line over the quota."
        if is_filled
        else f"Have the broker confirm that the quota is open and the licence at hand, then state {QUOTA_FILLED} false "
        "in the attributes of the goods.",
        flag="quota_access",
    )
