"""Which entries are filed, of what type, with which lines."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrygo.contract.facts import OrderLine, Usmca
from entrygo.contract.plan import EntryType
from entrygo.contract.snapshot import Snapshot
from entrygo.planning.plan import plan
from entrygo.planning.quantities import schedule_quantities
from entrygo.planning.value import merged
from tests.examples import examples
from tests.rooms.planning import cases, snapshots

ADCVD = {"adcvd": "A-570-504"}


def one_book(value_usd: str) -> Snapshot:
    """One order of one book at this price."""
    return snapshots.books(1, value_usd)


@pytest.mark.requirement("entries:structure:informal", "entries:structure:formal")
@pytest.mark.parametrize(
    ("value", "expected"),
    [("2499.99", "11"), ("2500.00", "11"), ("2500.01", "01"), ("2500.004", "11"), ("2500.005", "01")],
)
def test_the_limit_of_informal_entry_is_2500_to_the_cent(value: str, expected: str) -> None:
    """19 CFR 143.21(a); a line's value is rounded half-up before it counts."""
    (unit,) = plan(one_book(value)).entries
    assert unit.entry_type.value == expected
    assert "143.21" in unit.reason
    assert "141.51" in unit.reason


@pytest.mark.requirement("entries:structure:one")
def test_the_limit_counts_all_orders_of_the_conveyance() -> None:
    """Two orders of 1,250.01 are one formal entry though each alone is small."""
    (unit,) = plan(snapshots.books(2, "1250.01")).entries
    assert unit.entry_type is EntryType.FORMAL


def test_quota_goods_are_formal_whatever_their_value() -> None:
    """A quota line forbids informal entry."""
    base = one_book("10.00")
    line = replace(base.tariff.lines[cases.BOOK_CODE], quota=True)
    quota = replace(base, tariff=replace(base.tariff, lines={cases.BOOK_CODE: line}))
    (unit,) = plan(quota).entries
    assert unit.entry_type is EntryType.FORMAL
    assert "quota" in unit.reason


@pytest.mark.requirement("entries:structure:apart")
def test_goods_in_scope_of_an_antidumping_order_stand_apart() -> None:
    """The book is answered in scope: it is type 03 as formal, the pullover stays informal."""
    common, apart = plan(snapshots.with_product(snapshots.ready(), cases.BOOK, **ADCVD)).entries
    assert (common.entry_type, apart.entry_type) == (EntryType.INFORMAL, EntryType.ADCVD)
    assert (common.number, apart.number) == (1, 2)
    assert (common.broker_fee_usd, apart.broker_fee_usd) == (Decimal("10.00"), Decimal("125.00"))
    assert {item.product_id for line in apart.lines for item in line.items} == {cases.BOOK}


def test_goods_answered_out_of_scope_stay_in_the_common_entry() -> None:
    """Only goods answered in scope make a type 03 entry."""
    answer = {"adcvd": {"inScope": False, "reason": "paper, not the subject goods"}}
    (unit,) = plan(snapshots.with_product(snapshots.ready(), cases.BOOK, **answer)).entries
    assert unit.entry_type is EntryType.INFORMAL


@pytest.mark.requirement("entries:units:grouping")
def test_lines_group_goods_of_one_code_and_origin_over_orders_and_products() -> None:
    """A second book product of the same code and origin joins the line; another origin makes its own."""
    base = snapshots.ready()
    twin = replace(cases.book(), id="prod_twin", external_id="ext-twin", description="Another printed book")
    foreign = replace(cases.book(), id="prod_uk", external_id="ext-uk", country_of_origin="GB", mid=None)
    lines = tuple(
        OrderLine(product_id=product_id, quantity=Decimal(1), unit_value_usd=Decimal(10))
        for product_id in (foreign.id, twin.id, cases.BOOK)
    )
    orders = tuple(replace(cases.order(f"ord_{number}"), lines=lines) for number in range(2))
    products = {**base.products, twin.id: twin, foreign.id: foreign}
    (unit,) = plan(replace(base, orders=orders, products=products)).entries
    canadian, british = unit.lines
    assert (canadian.line_no, canadian.country_of_origin, canadian.pieces) == (1, "CA", Decimal(4))
    assert (british.line_no, british.country_of_origin, british.pieces) == (2, "GB", Decimal(2))
    assert canadian.description == "Printed hardbound book about birds, paper, for reading, + 1 more"
    assert [item.order_id for item in canadian.items] == ["ord_0", "ord_0", "ord_1", "ord_1"]


def test_a_claimed_line_stands_beside_an_unclaimed_one_and_pays_no_processing_fee() -> None:
    """The claim is part of the line's key; all goods originating, the entry pays no MPF."""
    base = one_book("5000.00")
    claim = Usmca(
        qualifies=True,
        criterion="B",
        certifier="producer",
        valid_from=cases.ENTRY_DATE.replace(month=1),
        valid_to=cases.ENTRY_DATE.replace(month=12),
    )
    (unit,) = plan(snapshots.with_product(base, cases.BOOK, usmca=claim)).entries
    assert unit.mpf_usd == 0
    assert unit.lines[0].spi == "S"


@pytest.mark.requirement("entries:units:complete")
@examples(60)
@given(
    quantities=st.lists(
        st.lists(st.tuples(st.booleans(), st.integers(1, 40), st.decimals("0.01", "400", places=3))),
        min_size=1,
        max_size=12,
    ),
    in_scope=st.booleans(),
)
def test_every_line_of_every_order_is_in_exactly_one_entry(
    quantities: list[list[tuple[bool, int, Decimal]]], *, in_scope: bool
) -> None:
    """Pieces and values add up, whatever the entries are; no informal entry is over the limit."""
    orders = tuple(
        replace(
            cases.order(f"ord_{number:02}"),
            lines=tuple(
                OrderLine(
                    product_id=cases.BOOK if is_book else cases.PULLOVER,
                    quantity=Decimal(count),
                    unit_value_usd=price,
                )
                for is_book, count, price in lines
            ),
        )
        for number, lines in enumerate(quantities)
    )
    snapshot = snapshots.with_orders(snapshots.ready(), orders)
    result = plan(snapshots.with_product(snapshot, cases.BOOK, **(ADCVD if in_scope else {})))
    items = [item for unit in result.entries for line in unit.lines for item in line.items]
    wanted = [(order.id, line.product_id, line.quantity) for order in orders for line in merged(order.lines)]
    assert sorted((item.order_id, item.product_id, item.quantity) for item in items) == sorted(wanted)
    assert sum(item.value_usd for item in items) == result.value_usd
    for unit in result.entries:
        assert unit.value_usd == sum(line.value_usd for line in unit.lines)
        assert unit.entry_type is not EntryType.INFORMAL or unit.value_usd <= 2500
        assert [line.line_no for line in unit.lines] == list(range(1, len(unit.lines) + 1))


@pytest.mark.parametrize(
    ("unit", "amount"),
    [
        ("No.", "24"),
        ("pcs", "24"),
        ("prs.", "24"),
        ("doz.", "2"),
        ("doz. prs.", "2"),
        ("gross", "0.1666666666666666666666666667"),
        ("kg", "3"),
        ("g", "3000"),
        ("t", "0.003"),
    ],
)
def test_quantities_come_from_pieces_and_weight(unit: str, amount: str) -> None:
    """24 pieces of 3 kg in each unit the schedule may ask for."""
    assert schedule_quantities((unit,), Decimal(24), Decimal(3)) == ((Decimal(amount), unit),)


def test_a_quantity_that_cannot_be_computed_is_left_out() -> None:
    """No liters from kilograms, and no kilograms without a weight."""
    assert schedule_quantities(("liters", "kg", "No."), Decimal(2), None) == ((Decimal(2), "No."),)
