"""A preference on a product: entry line, fee, papers' indicator, finding, and the hash of plans without one."""

from decimal import Decimal

from entrygo.planning.fingerprint import document
from entrygo.planning.plan import plan
from tests.rooms.planning.shipped import entry, first_line, order_line, planned, snapshot, told

PULLOVER = "6110.20.2079"


def test_a_claimed_preference_is_on_the_entry_line_and_pays_no_fee() -> None:
    """General note 28; 19 CFR 24.23(c)."""
    made = planned(PULLOVER, "AU", order_line("3000"), spi="AU")
    assert first_line(made).spi == "AU"
    assert (entry(made).duty_usd, entry(made).mpf_usd) == (Decimal("375.00"), 0)
    assert told(made, "SPI_PROOF_ASKED", "PREFERENCE_NOT_CLAIMED") == ["SPI_PROOF_ASKED"]


def test_one_that_nobody_claims_is_told_with_its_saving_for_all_pieces() -> None:
    """16.5 % of 3,000 and 1,000."""
    made = planned(PULLOVER, "AU", order_line("3000"), order_line("1000"))
    [finding] = [each for each in made.findings if each.code == "PREFERENCE_NOT_CLAIMED"]
    assert finding.field == "product.spi"
    assert finding.details == {"spi": "AU", "savingUsd": Decimal("660.00")}


def test_a_usmca_claim_by_its_symbol_wants_its_certification() -> None:
    made = planned(PULLOVER, "MX", order_line("3000"), spi="S")
    assert first_line(made).spi == "S"
    assert set(told(made, "USMCA_CERTIFICATION_INCOMPLETE")) == {"USMCA_CERTIFICATION_INCOMPLETE"}


def test_a_plan_without_a_preference_hashes_as_before_it_was_a_fact() -> None:
    plain, claimed = (snapshot(PULLOVER, "AU", spi=each) for each in (None, "AU"))
    products = [document(each, plan(each))["products"][0] for each in (plain, claimed)]
    assert ["spi" in product for product in products] == [False, True]
