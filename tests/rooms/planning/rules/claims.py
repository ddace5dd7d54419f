"""Examples of the rules on claims under chapter 98, preferences and components."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from entrygo.contract.facts import Claim, Component
from entrygo.planning.rule import Case
from entrygo.tariff.duty import NoticeKind, Remark
from tests.rooms.planning.cases import BOOK, ready, with_assessment, with_order, with_product
from tests.rooms.planning.rules.examples import ERROR, WARNING, bad, good


def made_of(*values: str, hs_code: str | None = None) -> Case:
    """The book of 20 dollars with components of these values."""
    components = tuple(
        Component(description=f"part {value}", value_usd=Decimal(value), hs_code=hs_code) for value in values
    )
    return with_product(ready(), BOOK, components=components)


PROOF = "claim.evidence"


def claiming(provision: str, **facts: Any) -> Case:  # Any: fields of a claim
    """The first line of the order with a claim under chapter 98."""
    case = ready()
    first, *others = case.orders[0].lines
    return with_order(case, lines=(replace(first, claim=Claim(provision=provision, **facts)), *others))


def _faulty() -> Case:
    """The book with a claim of a preference that cannot be."""
    remark = Remark(
        kind=NoticeKind.PREFERENCE, code="SPI_UNKNOWN", severity=ERROR, message="It is not held.", fix="x"
    )
    return with_assessment(ready(), BOOK, remarks=(remark,))


CLAIM_EXAMPLES = [
    good("TRF-033", "no answer", ready()),
    good(
        "TRF-033",
        "an answer in words",
        with_product(ready(), BOOK, attributes={"packaged": "yes", "civilAircraft": None}),
    ),
    bad(
        "TRF-033",
        "another word",
        with_product(ready(), BOOK, attributes={"packaged": "maybe"}),
        ("product.attributes.packaged", WARNING),
    ),
    good("TRF-032", "no components", ready()),
    good("TRF-032", "components of a piece", made_of("12", "8")),
    bad("TRF-032", "they do not sum", made_of("12", "7"), ("product.components", ERROR)),
    bad(
        "TRF-032",
        "a code in no list",
        made_of("12", "8", hs_code="0000000000"),
        *(((f"product.components[{n}].hsCode", ERROR)) for n in (0, 1)),
    ),
    good("TRF-031", "no preference", ready()),
    bad("TRF-031", "a faulty claim", _faulty(), ("product.spi", ERROR)),
    good("TRF-030", "no claim", ready()),
    good(
        "TRF-030", "a complete claim", claiming("9802.00.50", repair_value_usd=Decimal(1), evidence="on file")
    ),
    bad("TRF-030", "no proof", claiming("9802.00.50", repair_value_usd=Decimal(1)), (PROOF, WARNING)),
    bad("TRF-030", "no value", claiming("9802.00.50", evidence="on file"), ("claim.repairValueUsd", ERROR)),
    bad(
        "TRF-030", "no such provision", claiming("9899.00.10", evidence="on file"), ("claim.provision", ERROR)
    ),
]
