"""Claims under chapter 98 in a plan: entry lines, fees, limits, findings, and what the hash keeps."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from entrygo.contract.facts import Claim
from entrygo.contract.plan import EntryType, Readiness
from entrygo.planning.fingerprint import document
from entrygo.planning.plan import plan
from tests.rooms.planning.shipped import (
    amounts,
    entry,
    first_line,
    order_line,
    planned,
    snapshot,
    told,
)

PULLOVER = "6110.20.2079"
RETURNED = Claim(provision="9801.00.10", evidence="foreign shipper's declaration")
REPAIRED = Claim(provision="9802.00.50", repair_value_usd=Decimal(120), evidence="repairer's declaration")


def test_returned_us_goods_of_3000_are_one_informal_entry_without_duty_or_fee() -> None:
    """19 CFR 143.21; 19 CFR 24.23(c)(1)(i)."""
    made = planned(PULLOVER, "US", order_line("3000", claim=RETURNED))
    unit = entry(made)
    assert (unit.entry_type, unit.duty_usd, unit.mpf_usd) == (EntryType.INFORMAL, 0, 0)
    assert "10,000.00" in unit.reason
    line = first_line(made)
    assert (line.provision, line.headings[0], line.dutiable_usd) == ("9801.00.10", "9801.00.10", 0)
    assert amounts(line) == {PULLOVER: "0.00", "9801.00.10": "0.00"}
    assert told(made, "CLAIM_PROOF_ASKED", "INFORMAL_ENTRY_ABOVE_LIMIT", "ORDER_ABOVE_INFORMAL_LIMIT") == []


def test_over_10000_and_beside_other_goods_over_2500_they_are_formal() -> None:
    over = planned(PULLOVER, "US", order_line("10000.01", claim=RETURNED))
    beside = planned(PULLOVER, "US", order_line("2400", claim=RETURNED), order_line("101"))
    assert [entry(made).entry_type for made in (over, beside)] == [EntryType.FORMAL, EntryType.FORMAL]


def test_claimed_and_unclaimed_pieces_of_one_product_are_lines_of_their_own() -> None:
    """30 % on the sold ones, nothing on the returned: MPF on the former alone."""
    made = planned(
        PULLOVER,
        "CN",
        order_line("100"),
        order_line("100", claim=replace(RETURNED, exported_on=date(2026, 1, 5))),
    )
    sold, returned = sorted(entry(made).lines, key=lambda line: line.provision or "")
    assert (sold.value_usd, returned.value_usd) == (100, 100)
    assert sold.duty_usd == Decimal("36.50")  # 16.5 %, 7.5 %, 12.5 %
    assert returned.duty_usd == 0


def test_a_repair_pays_on_what_was_done_and_the_values_of_lines_alike_add_up() -> None:
    """Twice 120 of 16.5 %, 7.5 % and 12.5 %."""
    made = planned(PULLOVER, "CN", order_line("500", claim=REPAIRED), order_line("500", claim=REPAIRED))
    line = first_line(made)
    assert (line.pieces, line.dutiable_usd) == (2, 240)
    assert amounts(line) == {
        PULLOVER: "39.60",
        "9802.00.50": "0.00",
        "9903.88.15": "18.00",
        "9903.05.31": "30.00",
    }


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        (replace(REPAIRED, repair_value_usd=None), "CLAIM_VALUE_MISSING"),
        (replace(REPAIRED, repair_value_usd=Decimal("500.01")), "CLAIM_VALUE_EXCEEDS"),
        (replace(REPAIRED, provision="9899.99.99"), "CLAIM_PROVISION_UNKNOWN"),
        (RETURNED, "CLAIM_EXPORT_DATE_MISSING"),
    ],
)
def test_an_incomplete_claim_blocks_with_a_null_figure_and_what_is_owed_without_it(
    claim: Claim, code: str
) -> None:
    made = planned(PULLOVER, "CN", order_line("500", claim=claim))
    [finding] = [each for each in made.findings if each.code == code]
    assert finding.field.startswith("items[0].claim.")
    assert finding.details is not None
    assert finding.details["exposureUsd"] == Decimal("182.50")
    assert first_line(made).duty_usd is None
    assert entry(made).mpf_usd is None
    assert made.readiness is Readiness.BLOCKED


@pytest.mark.parametrize(
    ("provision", "spi", "base", "saving"),
    [
        ("9802.00.50", None, "19.80", True),
        ("9802.00.40", None, "19.80", True),
        ("9802.00.50", "S", "0.00", False),
        ("9802.00.40", "S", "0.00", False),
        ("9802.00.5010", None, "0.00", False),
    ],
)
def test_a_repair_in_canada_or_mexico_is_free_whatever_the_origin(
    provision: str, spi: str | None, base: str, saving: bool
) -> None:
    """19 CFR 181.64 and the special column: 16.5 % of 120, or none; Section 301 on China stays on the repair."""
    claim = replace(REPAIRED, provision=provision)
    made = planned(PULLOVER, "CN", order_line("400", claim=claim), spi=spi)
    line = first_line(made)
    assert line.spi == spi
    assert amounts(line) == {PULLOVER: base, provision: "0.00", "9903.88.15": "9.00", "9903.05.31": "15.00"}
    assert told(made, "SPI_ORIGIN_MISMATCH", "USMCA_CERTIFICATION_INCOMPLETE") == []
    asked = told(made, "REPAIR_PREFERENCE_NOT_CLAIMED")
    assert asked == (["REPAIR_PREFERENCE_NOT_CLAIMED"] if saving else [])


def test_the_same_indicator_on_pieces_that_are_sold_keeps_its_origin() -> None:
    made = planned(PULLOVER, "CN", order_line("400", claim=REPAIRED), order_line("400"), spi="S")
    assert told(made, "SPI_ORIGIN_MISMATCH") == ["SPI_ORIGIN_MISMATCH"]


def test_a_withdrawn_claim_is_judged_as_never_made() -> None:
    """The very plan, hash and all."""
    never = snapshot(PULLOVER, "CN", order_line("500"))
    withdrawn = snapshot(PULLOVER, "CN", order_line("500", claim=None))
    assert document(never, plan(never)) == document(withdrawn, plan(withdrawn))


def test_a_plan_without_a_claim_hashes_as_before_claims_were_a_fact() -> None:
    plain, claimed = (snapshot(PULLOVER, "US", order_line("500", claim=each)) for each in (None, RETURNED))
    without, having = (document(each, plan(each)) for each in (plain, claimed))
    assert "claim" not in without["orders"][0]["lines"][0]
    assert not {"provision", "dutiable_usd"} & without["outcome"]["entries"][0]["lines"][0].keys()
    assert having["orders"][0]["lines"][0]["claim"]["provision"] == "9801.00.10"
    assert having["outcome"]["entries"][0]["lines"][0]["provision"] == "9801.00.10"
