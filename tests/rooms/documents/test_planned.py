"""Papers of real plans: what the planner decides is what the papers prove, for any orders at all."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from entrygo.contract.facts import OrderLine
from entrygo.documents.build_invoice import invoice_of
from entrygo.documents.package import build_package, zip_bytes
from entrygo.documents.verify_package import verify_package
from tests.examples import examples
from tests.rooms.documents.package_facts import KEY
from tests.rooms.documents.planned import package_facts_of
from tests.rooms.planning import cases, snapshots

LINES = st.lists(
    st.builds(
        OrderLine,
        product_id=st.sampled_from([cases.BOOK, cases.PULLOVER]),
        quantity=st.integers(1, 5000).map(Decimal),
        unit_value_usd=st.decimals("0.01", 5000, places=4),
    ),
    min_size=1,
    max_size=4,
)


@given(st.lists(LINES, min_size=1, max_size=4))
@examples(25)
def test_every_plan_can_be_put_on_paper_and_proved(sold):
    """Values, pieces and weights of every paper agree with the plan's own rounding."""
    base = snapshots.ready()
    orders = tuple(
        replace(base.orders[0], id=f"ord_{n}", external_id=f"x{n}", lines=tuple(lines))
        for n, lines in enumerate(sold)
    )
    files = build_package(package_facts_of(snapshots.with_orders(base, orders)), KEY)
    assert verify_package(zip_bytes(files)).is_intact


def test_a_product_ordered_twice_keeps_both_its_prices():
    """Two lines of one order at two prices are two rows, each at the price paid."""
    base = snapshots.ready()
    lines = tuple(
        OrderLine(product_id=cases.BOOK, quantity=Decimal(quantity), unit_value_usd=Decimal(price))
        for quantity, price in ((2, "20"), (3, "18.50"))
    )
    order = replace(base.orders[0], lines=lines)
    (section,) = invoice_of(package_facts_of(snapshots.with_orders(base, (order,)))).sections
    assert [(goods.unit_price, goods.value_usd) for goods in section.lines[0].goods] == [
        (Decimal(20), Decimal("40.00")), (Decimal("18.50"), Decimal("55.50")),
    ]  # fmt: skip


def test_a_plain_no_is_an_answer():
    """``assists: false`` is what planning asks for; the paper says none, not that nothing was stated."""
    base = snapshots.ready()
    products = {
        key: replace(product, attributes={"assists": False, "related_party": False})
        for key, product in base.products.items()
    }
    invoice = invoice_of(package_facts_of(replace(base, products=products)))
    assert invoice.elements[10].answer == "all 2 products: none"
    assert {goods.related_parties for line in invoice.lines for goods in line.goods} == {"no"}
