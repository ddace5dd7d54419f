"""Duty as the contract settles it, where an edge is not already a case of the tariff room's own oracle."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from entrygo.contract.facts import Metals, OrderLine, Usmca
from entrygo.contract.plan import DutyLayer
from entrygo.contract.snapshot import Snapshot
from entrygo.contract.tariff import Edition, ScheduleLine, TariffFacts
from entrygo.planning.plan import plan
from entrygo.tariff.duty import Amounts, Goods, assess, layers
from entrygo.tariff.fees import fees_on
from entrygo.tariff.law import programmes_on, shipped_law
from tests.rooms.planning import cases, snapshots

NOW = date(2026, 11, 23)
CHANGE = date(2026, 6, 8)
BOOK = ScheduleLine(
    code="4901990070", description="Books", units=("No.",), general="Free", special="", other="Free"
)
KNIFE = ScheduleLine(
    code="8211929045",
    description="Knives",
    units=("No.",),
    general="0.4¢ each + 6.1%",
    special="Free (A*,CA,MX,S)",
    other="8¢ each + 45%",
)


def drawn(
    line: ScheduleLine, origin: str, *, on: date = NOW, usmca: bool = False, share: str | None = None
) -> list[DutyLayer]:
    """The layers of ten pieces worth 1,000 dollars, each a kilogram of which 0.9 is steel."""
    edition = Edition(name="test", vintage="2026-10-09", is_full=True)
    tariff = TariffFacts(
        edition=edition,
        lines={line.code: line},
        programmes=programmes_on(shipped_law(), on),
        fees=fees_on(on),
        lists={KNIFE.code: ("s232_metals:vii",)},
    )
    steel = Metals(
        steel_weight_kg=Decimal("0.9"),
        steel_melt_pour_country="US" if share else None,
        us_origin_share=Decimal(share) if share else None,
    )
    goods = Goods(
        hs_code=line.code,
        line=line,
        country_of_origin=origin,
        usmca_claimed=usmca,
        metals=steel if line is KNIFE else None,
        article_weight_kg=Decimal(1),
    )
    amounts = Amounts(value_usd=Decimal(1000), quantities=((Decimal(10), "No."),), net_weight_kg=Decimal(10))
    return list(layers(assess(goods, tariff), amounts))


def headings(found: list[DutyLayer]) -> list[str]:
    """The headings of layers."""
    return [layer.heading for layer in found]


@pytest.mark.requirement("duty:layers:base-first")
def test_a_compound_rate_is_one_base_layer_under_the_code() -> None:
    found = drawn(KNIFE, "CN")
    assert (found[0].program, found[0].heading) == ("BASE", "8211.92.9045")
    assert found[0].amount_usd == Decimal("61.04")
    assert [layer.program for layer in found].count("BASE") == 1


@pytest.mark.requirement("duty:metals:share")
def test_us_metal_counts_from_85_percent_of_its_weight_and_from_8_june_2026() -> None:
    assert "9903.82.06" in headings(drawn(KNIFE, "CN", on=CHANGE, share="0.85"))
    assert "9903.82.06" not in headings(drawn(KNIFE, "CN", on=CHANGE, share="0.8499"))
    before = CHANGE - timedelta(days=1)
    assert headings(drawn(KNIFE, "CN", on=before, share="0.85")) != headings(
        drawn(KNIFE, "CN", on=CHANGE, share="0.85")
    )


@pytest.mark.requirement("duty:usmca:free-line", "duty:usmca:fees-follow", "duty:layers:exemption")
def test_a_claim_on_a_line_free_for_all_changes_the_exempting_heading() -> None:
    """The special column of a book names no programme at all."""
    claimed, unclaimed = drawn(BOOK, "CA", usmca=True), drawn(BOOK, "CA")
    assert "9903.05.93" in headings(claimed)
    assert "9903.05.93" not in headings(unclaimed)
    assert {layer.amount_usd for layer in claimed} == {Decimal(0)}
    assert all(layer.heading and layer.source for layer in claimed)


def originating(valid_to: date | None) -> Snapshot:
    """The complete case with a certified Canadian book alone."""
    usmca = Usmca(
        qualifies=True, criterion="B", certifier="Maple", valid_from=date(2026, 1, 1), valid_to=valid_to
    )
    line = OrderLine(product_id=cases.BOOK, quantity=Decimal(2), unit_value_usd=Decimal(20))
    base = snapshots.with_first_order(snapshots.ready(), lines=(line,))
    return snapshots.with_product(base, cases.BOOK, usmca=usmca)


@pytest.mark.requirement("duty:usmca:claim", "duty:usmca:fees-follow")
def test_in_a_plan_the_claim_is_a_period_that_covers_the_entry_date() -> None:
    [claimed] = plan(originating(cases.ENTRY_DATE)).entries
    [lapsed] = plan(originating(cases.ENTRY_DATE - timedelta(days=1))).entries
    [without] = plan(originating(None)).entries
    assert [unit.lines[0].spi for unit in (claimed, lapsed, without)] == ["S", None, None]
    assert claimed.mpf_usd == 0
    assert lapsed.mpf_usd == without.mpf_usd == Decimal("2.77")


@pytest.mark.requirement("duty:plan:units")
def test_pieces_of_an_order_times_the_weight_of_a_piece_are_the_lines_weight() -> None:
    base = snapshots.ready()
    ordered = OrderLine(product_id=cases.PULLOVER, quantity=Decimal(30), unit_value_usd=Decimal(45))
    pullover = replace(base.products[cases.PULLOVER], net_weight_kg=Decimal("0.4"))
    snapshot = replace(
        snapshots.with_first_order(base, lines=(ordered,)), products={cases.PULLOVER: pullover}
    )
    [unit] = plan(snapshot).entries
    assert (unit.lines[0].pieces, unit.lines[0].net_weight_kg) == (Decimal(30), Decimal("12.0"))
    assert [(f"{amount.normalize():f}", name) for amount, name in unit.lines[0].quantities] == [
        ("2.5", "doz."),
        ("12", "kg"),
    ]
    assert unit.lines[0].layers[0].amount_usd == Decimal("222.75")
