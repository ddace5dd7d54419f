"""What goods add to the values that user fees and the limit of informal entry are by."""

from dataclasses import dataclass
from decimal import Decimal

from entrygo.tariff.duty_input import Assessment

INFORMAL_LIMIT_USD = Decimal("2500.00")  # 19 CFR 143.21(a)
ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeBasis:
    """Values that the merchandise processing fee and the harbor maintenance fee are on, and the informal limit.

    ``mpf_usd`` is ``None`` where a claim decides it that is not complete.
    """

    mpf_usd: Decimal | None = ZERO
    hmf_usd: Decimal = ZERO
    informal_limit_usd: Decimal = INFORMAL_LIMIT_USD


def fee_basis(assessment: Assessment, value_usd: Decimal, dutiable_usd: Decimal | None) -> FeeBasis:
    """Of goods of this value, of which a provision leaves so much dutiable (``None``: its claim is not complete)."""
    provision = assessment.goods.provision
    is_exempt = assessment.is_mpf_exempt
    if provision is None:
        return FeeBasis(mpf_usd=ZERO if is_exempt else value_usd, hmf_usd=value_usd)
    limit = provision.informal_limit_usd
    has_own_limit = limit is not None and assessment.goods.country_of_origin in provision.informal_origins
    owing: Decimal | None = ZERO
    if not is_exempt and dutiable_usd is None:
        owing = None
    elif not is_exempt and provision.mpf in ("full", "dutiable"):
        owing = value_usd if provision.mpf == "full" else dutiable_usd
    return FeeBasis(
        mpf_usd=owing,
        hmf_usd=value_usd if provision.is_hmf_due else ZERO,
        informal_limit_usd=limit if limit is not None and has_own_limit else INFORMAL_LIMIT_USD,
    )
