"""Conditions of the law answered once for all goods, or for a product: which answer counts, and what papers say."""

from dataclasses import replace
from decimal import Decimal

import pytest

from entrygo.contract.facts import Order, OrderLine
from entrygo.contract.plan import EntryLine, Readiness
from entrygo.contract.snapshot import Snapshot
from entrygo.documents.build_invoice import invoice_of
from entrygo.documents.print_text import declared
from entrygo.planning.plan import plan
from entrygo.tariff.resolve import resolve
from entrygo.tariff.shipped import shipped_schedule
from tests.rooms.documents.planned import package_facts_of
from tests.rooms.planning import cases, snapshots

BEARING = "8482400000"  # on the list of vehicle parts of U.S. note 33(g)


def bearings(for_all: dict[str, object], own: dict[str, object]) -> Snapshot:
    """The ready case with its book turned into bearings from Japan, 1,000 dollars' worth."""
    base = snapshots.ready()
    product = replace(base.products[cases.BOOK], hs_code=BEARING, country_of_origin="JP")
    product = replace(product, attributes=dict(product.attributes) | own)
    line = OrderLine(product_id=cases.BOOK, quantity=Decimal(1), unit_value_usd=Decimal(1000))
    order: Order = replace(base.orders[0], lines=(line,))
    return replace(
        base,
        account=replace(base.account, conditions=for_all),
        orders=(order,),
        products=base.products | {cases.BOOK: product},
        tariff=resolve(shipped_schedule(), {BEARING}, cases.ENTRY_DATE, {"JP"}),
    )


def entry_line(snapshot: Snapshot) -> EntryLine:
    """The one entry line its plan makes."""
    (entry,) = plan(snapshot).entries
    (line,) = entry.lines
    return line


def test_an_unanswered_condition_that_moves_money_leaves_no_figure_and_is_asked() -> None:
    snapshot = bearings({}, {})
    assert entry_line(snapshot).duty_usd is None
    assert "CONDITION_UNANSWERED" in {finding.code for finding in plan(snapshot).findings}
    assert plan(snapshot).readiness is not Readiness.READY


@pytest.mark.parametrize(
    ("for_all", "own", "answer", "by"),
    [
        (False, None, False, "account"),
        (True, None, True, "account"),
        (True, False, False, "product"),
        (False, True, True, "product"),
    ],
)
@pytest.mark.requirement("conditions:answers:own-wins")
def test_a_products_own_answer_wins_over_the_accounts_and_papers_say_whose_it_is(
    for_all: bool, own: bool | None, answer: bool, by: str
) -> None:
    snapshot = bearings({"vehiclePart": for_all}, {} if own is None else {"vehiclePart": own})
    line = entry_line(snapshot)
    assert line.duty_usd is not None
    assert [(said.condition, said.answer, said.by) for said in line.answers] == [("vehiclePart", answer, by)]
    told = {subject: text for _, _, subject, text in declared(invoice_of(package_facts_of(snapshot)))}
    whose = {"product": "for the product", "account": "by the account for all its goods"}[by]
    assert told["Condition vehiclePart"] == f"{'yes' if answer else 'no'}, answered {whose}"


def test_an_answer_that_decided_nothing_is_not_on_the_papers() -> None:
    snapshot = bearings({"vehiclePart": False, "thermalImaging": False}, {})
    assert [said.condition for said in entry_line(snapshot).answers] == ["vehiclePart"]
