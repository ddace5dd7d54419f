"""What is not known is never fine, over what sales, provisions, components, preferences and duty cases state.

As ``test_unknown_is_never_fine`` has it of goods; and a fact taken away never lowers a figure either.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from entrygo.contract.facts import Charge, Claim, Component, OrderLine
from entrygo.contract.findings import Severity
from entrygo.contract.plan import Plan
from entrygo.contract.snapshot import Snapshot
from entrygo.planning.plan import plan
from tests.examples import examples
from tests.rooms.planning import cases, snapshots
from tests.rooms.planning.shipped import order_line, snapshot
from tests.rooms.planning.test_unknown_is_never_fine import judged, nulls, removals

WATCH, SPOONS, ENSEMBLE, MATTRESS, LUGGAGE = (
    *("9102112520", "8215100000", "6104220010", "9404210013", "4202124000"),
)
CODES = (
    *(WATCH, SPOONS, ENSEMBLE, MATTRESS, LUGGAGE, "6110202079", "3406000000", "2204215005", "8541420010"),
    *("8703230160", "2937120000", "7326908688", "9403409060", "4407110002", "8429511015", "0409000045"),
)
ORIGINS = ("CN", "KR", "AU", "IL", "NI", "CH", "US", "JP", "IN", "CA", "GB", "BY")
PARTS = tuple(
    Component(description=name, value_usd=Decimal(value))
    for name, value in (("case", 20), ("strap", 10), ("battery", 1), ("movement", 69))
)
ARTICLES = (
    Component(description="Spoons", value_usd=Decimal(50), hs_code="8215993500"),
    Component(description="Ladles", value_usd=Decimal(50), hs_code="8215994030"),
)
ABROAD = date(2026, 3, 1)
CLAIMS = (
    None,
    Claim(provision="9801.00.10", exported_on=ABROAD, evidence="a declaration"),
    Claim(provision="9802.00.50", repair_value_usd=Decimal(5), exported_on=ABROAD, evidence="a declaration"),
    Claim(provision="9802.00.60", repair_value_usd=Decimal(5), evidence="a declaration"),
    Claim(provision="9802.00.80", us_content_value_usd=Decimal(5), evidence="a declaration"),
    Claim(provision="9811.00.60", evidence="torn"),
    Claim(provision="9804.00.65"),
    Claim(provision="9899.00.00"),
)
CHARGES = (
    Charge(type="freight", amount_usd=Decimal(5), included=True, evidence="the carrier's invoice"),
    Charge(type="royalty", amount_usd=Decimal(3)),
    Charge(type="assist", amount_usd=Decimal(4)),
    Charge(type="discount", amount_usd=Decimal(1)),
    Charge(type="refund", amount_usd=Decimal(1)),
    Charge(type="handling", amount_usd=Decimal(2)),
    Charge(type="us_duty", amount_usd=None, included=True),
)
CASES: tuple[Any, ...] = (
    None,
    {"inScope": False, "reason": "of another kind"},
    {"inScope": True, "cases": ["A-570-092"], "depositRates": {"A-570-092": 10}},
    {
        "inScope": True,
        "cases": ["A-570-092", "C-570-128"],
        "depositRates": {"A-570-092": 10, "C-570-128": 3},
    },
)
RAISED_BY = {
    "components": ("COMPONENTS_FAULTY",),
    "quantities": ("STATED_QUANTITY_UNUSED",),
    "adcvd": ("DUTY_IN_PRICE_UNKNOWN",),  # whether a deposit is in a price is not said
}
"""Findings on what a statement says, which end with it."""


@dataclass(frozen=True)
class Drawn:
    """One order of one product; everything else is complete."""

    code: str
    origin: str
    on: date
    price: str
    pieces: int
    product: dict[str, Any]
    claim: Claim | None
    not_sold: str | None
    currency: str
    rate: Decimal | None
    charges: tuple[Charge, ...]

    def snapshot(self) -> Snapshot:
        """The whole snapshot."""
        line: OrderLine = order_line(self.price, self.pieces, claim=self.claim, not_sold=self.not_sold)
        facts = self.product | {"unit_value_usd": Decimal(self.price)}
        made = snapshot(self.code, self.origin, line, on=self.on, **facts)
        if self.currency == "USD":
            return snapshots.with_first_order(made, charges=self.charges)
        line = replace(line, unit_value_usd=None, unit_price=Decimal(self.price))
        return snapshots.with_first_order(
            made,
            lines=(line,),
            charges=self.charges,
            currency=self.currency,
            exchange_rate_usd=self.rate,
        )


DRAWN = st.builds(
    Drawn,
    code=st.sampled_from(CODES),
    origin=st.sampled_from(ORIGINS),
    on=st.sampled_from([date(2026, 11, 23), date(2026, 12, 5), date(2026, 3, 20)]),
    price=st.sampled_from(["10", "100", "3000"]),
    pieces=st.sampled_from([1, 3]),
    product=st.fixed_dictionaries(
        {
            "spi": st.sampled_from([None, "S", "KR", "AU", "P", "XX"]),
            "components": st.sampled_from([(), PARTS, ARTICLES, PARTS[:2]]),
            "quantities": st.sampled_from(
                [{}, {"L": Decimal("0.75")}, {"W": Decimal(300)}, {"x": Decimal(1)}]
            ),
            "adcvd": st.sampled_from(CASES),
            "net_weight_kg": st.sampled_from([None, Decimal("0.4")]),
            "attributes": st.sampled_from([{"marked": True}, {"marked": True, "civilAircraft": False}]),
        }
    ),
    claim=st.sampled_from(CLAIMS),
    not_sold=st.sampled_from([None, "gift"]),
    currency=st.sampled_from(["USD", "CAD", "EUR"]),
    rate=st.sampled_from([None, Decimal("0.7")]),
    charges=st.lists(st.sampled_from(CHARGES), max_size=3, unique_by=lambda charge: charge.type).map(tuple),
)


def more_removals(full: Snapshot) -> Iterator[tuple[str, Snapshot]]:
    """Every snapshot with one fact less, of goods and of the sale.

    A stated rate of exchange is left out: the certified one in its place may be the lower.
    """
    yield from removals(full)
    product, order = full.products[cases.PULLOVER], full.orders[0]
    [line] = order.lines

    def less(**changes: Any) -> Snapshot:
        return snapshots.with_product(full, cases.PULLOVER, **changes)

    if product.components:
        yield "components", less(components=())
        yield "components[0]", less(components=product.components[1:])
        bare = (replace(product.components[0], hs_code=None), *product.components[1:])
        yield "components[0].hs_code", less(components=bare)
    if product.quantities:
        yield "quantities", less(quantities={})
    for place, charge in enumerate(order.charges):
        for name in ("amount_usd", "evidence"):
            if getattr(charge, name) is not None:
                others = (
                    *order.charges[:place],
                    replace(charge, **{name: None}),
                    *order.charges[place + 1 :],
                )
                yield f"charges.{charge.type}.{name}", snapshots.with_first_order(full, charges=others)
    for name in ("repair_value_usd", "us_content_value_usd", "exported_on", "evidence"):
        if line.claim is not None and getattr(line.claim, name) is not None:
            shorter = replace(line, claim=replace(line.claim, **{name: None}))
            yield f"claim.{name}", snapshots.with_first_order(full, lines=(shorter,))


def of_others(made: Plan, without: str) -> Plan:
    """The plan without the findings that what was taken away raised by itself."""
    raised = [code for prefix, codes in RAISED_BY.items() if without.startswith(prefix) for code in codes]
    return replace(made, findings=tuple(each for each in made.findings if each.code not in raised))


@pytest.mark.requirement("rules:unknown:null", "rules:unknown:removal")
@given(DRAWN, st.integers(0, 10_000))
@examples(300)
def test_taking_a_fact_of_a_sale_away_never_helps_nor_lowers_a_figure(drawn, chance):
    """Verdict, score, value and duty; a null one has an open finding. Deposits of a case unsaid are told, not owed."""
    full = drawn.snapshot()
    choices = list(more_removals(full))
    what, less = choices[chance % len(choices)]
    before, after = plan(full), plan(less)
    note(f"without {what}")
    for made in (before, after):
        assert not nulls(made) or any(finding.severity is not Severity.INFO for finding in made.findings)
    had, has = (judged(of_others(made, what), what) for made in (before, after))
    assert has[0] <= had[0]
    assert has[1] <= had[1]
    for name in ("value_usd", "duty_usd"):
        was, is_now = getattr(before, name), getattr(after, name)
        if was is not None and is_now is not None and not what.startswith("adcvd"):
            assert is_now >= was
