"""The illustrations of 19 CFR 152.103 as oracles, told in our own words: what customs' own examples come to."""

from decimal import Decimal

import pytest

from entrygo.planning.exchange import exchange_of
from entrygo.planning.value import valued
from tests.rooms.planning.test_value import BESIDE, INCLUDED, line, order

ILLUSTRATIONS = [
    # where, what happens, pieces, price, charges, entered value
    ("(a)(1)", "meat bought for 10,000, packed for shipment, nothing beside it", 1, "10000", (), "10000.00"),
    (
        "(a)(1)",
        "the seller's price rose to 110 after the sale at 100; 100 was agreed and paid",
        1,
        "100",
        (),
        "100.00",
    ),
    (
        *(
            "(a)(2)(i)",
            "toys for 1,850 and 150 of ocean freight and insurance in one price, a debt of 350 set off",
        ),
        *(1, "2350", (("freight", "100", INCLUDED), ("insurance", "50", INCLUDED)), "2200.00"),
    ),
    (
        "(a)(1)",
        "goods at 100 less 2 % for cash, 98 remitted",
        1,
        "100",
        (("discount", "2", BESIDE),),
        "98.00",
    ),
    ("(a)(1)", "goods at 100 less 25 % of a slack season", 1, "100", (("discount", "25", BESIDE),), "75.00"),
    (
        "(b)(1)(i)",
        "packing of 25 that the buyer pays beside the price",
        1,
        "1000",
        (("packing", "25", BESIDE),),
        "1025.00",
    ),
    (
        *("(b)(1)(ii)", "a commission of 5 % that the buyer owes the seller's agent"),
        *(1, "1000", (("selling_commission", "50", BESIDE),), "1050.00"),
    ),
    (
        *("(b)(1)(iii)", "a mold of 500 given free, used up on these goods"),
        *(1000, "2", (("assist", "500", BESIDE),), "2500.00"),
    ),
    (
        *("(f)", "a royalty owed as a condition of the sale"),
        *(1, "1000", (("royalty", "50", BESIDE),), "1050.00"),
    ),
    (
        *(
            "(g)",
            "1 a unit at first, and 1 a unit more from each resale, of which the seller's part is known",
        ),
        *(100, "1", (("proceeds", "100", BESIDE),), "200.00"),
    ),
    (
        *("(a)(5)(i)", "transport from the country of exportation, named apart on a through bill"),
        *(1, "1200", (("freight", "200", INCLUDED),), "1000.00"),
    ),
    (
        *("(i)(1)(ii)", "carriage after importation, named apart"),
        *(1, "1100", (("us_inland_freight", "100", INCLUDED),), "1000.00"),
    ),
    (
        *("(i)(2)", "duty and federal taxes in the price, named apart"),
        *(1, "1120", (("us_duty", "100", INCLUDED), ("us_tax", "20", INCLUDED)), "1000.00"),
    ),
    (
        "(i)(2)",
        "freight and duty beside the price move nothing",
        1,
        "1000",
        (("freight", "90", BESIDE), ("us_duty", "50", BESIDE)),
        "1000.00",
    ),
]


@pytest.mark.parametrize(
    ("where", "what", "pieces", "price", "charges", "entered"),
    [pytest.param(*each, id=f"152.103{each[0]}: {each[1]}") for each in ILLUSTRATIONS],
)
def test_an_illustration_of_the_regulation_comes_to_its_value(where, what, pieces, price, charges, entered):
    """Price actually paid or payable, what is added to it, what is left out of it."""
    sold = order(line(str(pieces), price), charges=charges)
    assert valued(sold, exchange_of(sold)).sale.entered_usd == Decimal(entered), f"{where}: {what}"


def test_a_rebate_after_importation_is_asked_about_and_one_before_it_counts():
    """152.103(a)(4): a decrease made after importation is disregarded; the refund stated is one agreed before."""
    sold = order(line("1", "100"), charges=(("refund", "10", BESIDE),))
    assert valued(sold, exchange_of(sold)).sale.entered_usd == Decimal("90.00")


def test_an_assist_is_shared_over_the_goods_by_their_value():
    """152.103(e): apportioned over the goods it helped to make, to the cent, nothing lost."""
    sold = order(line("1", "300"), line("1", "100", "prod_pullover"), charges=(("assist", "50.01", BESIDE),))
    made = valued(sold, exchange_of(sold))
    assert made.sale.entered_usd == Decimal("450.01")
