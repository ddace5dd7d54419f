"""When a claim counts."""

from datetime import date

import pytest

from entrygo.contract.facts import Usmca
from entrygo.tariff.usmca import claims_usmca, is_claimed

ON = date(2026, 11, 23)


@pytest.mark.requirement("duty:usmca:claim")
@pytest.mark.parametrize(
    ("usmca", "claimed"),
    [
        (None, False),
        (Usmca(qualifies=True, valid_from=ON, valid_to=ON), True),
        (Usmca(qualifies=True, valid_from=date(2026, 1, 1), valid_to=date(2026, 11, 22)), False),
        (Usmca(qualifies=True, valid_from=date(2026, 11, 24), valid_to=date(2027, 11, 23)), False),
        (Usmca(qualifies=True, valid_from=date(2026, 1, 1)), False),
        (Usmca(qualifies=True, valid_to=date(2027, 1, 1)), False),
        (Usmca(qualifies=True), False),
        (Usmca(qualifies=False, valid_from=ON, valid_to=ON), False),
        (Usmca(valid_from=ON, valid_to=ON), False),
    ],
)
def test_a_certification_that_covers_the_entry_date_is_the_claim(
    usmca: Usmca | None, *, claimed: bool
) -> None:
    """Both ends of the period are stated and both count."""
    assert is_claimed(usmca, ON) is claimed
    assert claims_usmca(usmca, "MX", ON) is claimed


def test_only_goods_of_the_parties_can_be_claimed() -> None:
    """General note 11."""
    certified = Usmca(qualifies=True, valid_from=ON, valid_to=ON)
    assert [origin for origin in ("CA", "MX", "US", "CN", "") if claims_usmca(certified, origin, ON)] == [
        "CA",
        "MX",
        "US",
    ]
