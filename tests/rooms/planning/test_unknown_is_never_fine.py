"""What is not known is never fine, over random facts under the law that ships.

A figure that is null has an open finding of warning or worse, and taking a fact away improves neither the verdict nor
the score. Facts, not claims: a preference or an exemption withdrawn is judged as never made. What only a statement
itself raises (goods said to hold steel, a sale in the future) ends with it, and is left out where it is taken away.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from entrygo.contract.facts import Material, Metals, PgaAnswer
from entrygo.contract.findings import Finding, Severity
from entrygo.contract.plan import Plan
from entrygo.contract.snapshot import Snapshot
from entrygo.planning.plan import plan
from entrygo.planning.score import readiness as verdict
from entrygo.planning.score import score, score_breakdown
from tests.examples import examples
from tests.rooms.planning import cases, snapshots
from tests.rooms.planning.shipped import order_line, snapshot

WORST_LAST = {"BLOCKED": 0, "REVIEW_REQUIRED": 1, "READY": 2}
CODES = (
    *("6110202079", "6912004810", "4419909100", "0409000045", "1702204070", "7323930045", "8517130000"),
    *("9503000073", "8518302000", "3304995000", "2710193010", "9102118040", "7318152065", "0901110015"),
    *("9401616011", "8708995500", "2203000030", "6403919045", "3406000000", "8471300100", "9613100000"),
    *("0505900060", "2204215005", "7608100030", "401202000", "611020", "8712001510", "4901990070"),
)
ORIGINS = ("CA", "CN", "PT", "VN", "MX", "RU", "KP", "BR", "GB", "TW")
RAISED_BY = {
    "DESCRIPTION_VAGUE": ("description",),  # CBP rejects the words themselves; the title then stands alone
    "SALE_DATE_IN_FUTURE": ("order.sold_on",),  # a day that cannot be
    "METALS_REVIEW_RECOMMENDED": ("metals", "materials"),  # metal is named under a code of no metals list
    "FORCED_LABOR_TRACE_RECOMMENDED": ("materials",),  # cotton is named
    "ADCVD_NOT_COMPUTED": ("adcvd",),  # the goods are said to be in the scope of a case
    "ADCVD_CASE_OF_OTHER_COUNTRY": ("adcvd",),  # the case that is stated is of another country
    "ADCVD_CASE_UNANSWERED": ("adcvd",),  # of two cases on the same goods one is stated
}
"""Findings that a statement raises by what it says, and the statement: without it, and only without it, they end."""

ANSWERS = (
    PgaAnswer(agency="FDA", data={"productCode": "36EGT02", "priorNoticeNumber": "202611880345"}),
    PgaAnswer(agency="FDA", program="FOO", data={"facilityRegistration": "12345678901"}),
    PgaAnswer(agency="FDA", data={"productCode": "53JC-01"}),
    PgaAnswer(agency="FDA", disclaim="A"),
    PgaAnswer(agency="LACEY", data={"genus": "Acer", "species": "rubrum", "countryOfHarvest": "CA"}),
    PgaAnswer(agency="LACEY", data={"genus": "Acer"}),
    PgaAnswer(agency="CPSC", data={"registryIds": ["C-100042"]}),
    PgaAnswer(agency="CPSC", data={"citations": ["16 CFR 1501"]}),
    PgaAnswer(agency="FWS", disclaim="E"),
    PgaAnswer(agency="NHTSA", data={"manufacturer": "Tire Works"}),
    PgaAnswer(agency="TTB", data={"permitNumber": "CAN-I-1123"}),
    PgaAnswer(agency="APHIS", data={"permitNumber": "P526-1123"}),
    PgaAnswer(agency="EPA", program="TSCA", disclaim="A"),
)
ATTRIBUTES = {
    "gender": "women",
    "construction": "knit",
    "marked": True,
    "vehiclePart": False,
    "kitchenCabinet": False,
    "packaged": True,
    "civilAircraft": False,
    "assists": "none",
    "relatedParties": "no",
    "quantities": {"kg": "0.4"},
    "minAge": 18,
    "supplyChainTrace": True,
}
METALS = (
    Metals(
        steel_weight_kg=Decimal("0.2"),
        steel_melt_pour_country="CN",
        origin_evidence="Mill certificate 4711",
    ),
    Metals(
        steel_weight_kg=Decimal("0.2"),
        aluminum_weight_kg=Decimal("0.1"),
        steel_melt_pour_country="CA",
        aluminum_primary_smelt_country="CA",
        aluminum_secondary_smelt_country="CA",
        aluminum_cast_country="CA",
        origin_evidence="Mill certificate 4712",
    ),
)
MATERIALS = (
    (Material(name="cotton", percent=Decimal(100)),),
    (Material(name="polyester", percent=Decimal(60)), Material(name="plastic", percent=Decimal(40))),
    (Material(name="steel", percent=Decimal(100)),),
)


FULL_VALUE_SINCE = date(2026, 4, 6)
"""Before this day a weight of metal below the article's claims duty on the content alone, and full value stood else."""


@cache
def _based(code: str, origin: str, on: date) -> Snapshot:
    return snapshot(
        code, origin, order_line("1000"), on=on, description="Household goods of the usual kind, made to last"
    )


@dataclass(frozen=True)
class Drawn:
    """What is drawn of a snapshot: one order of one product, a real code, facts of which some are not stated."""

    code: str
    origin: str
    on: date
    price: str
    pieces: int
    product: dict[str, object]

    def snapshot(self) -> Snapshot:
        """The whole snapshot; everything else is complete."""
        made = snapshots.with_product(_based(self.code, self.origin, self.on), cases.PULLOVER, **self.product)
        return snapshots.with_first_order(made, lines=(order_line(self.price, self.pieces),))


DRAWN = st.builds(
    Drawn,
    code=st.sampled_from(CODES),
    origin=st.sampled_from(ORIGINS),
    on=st.sampled_from([date(2026, 11, 23), date(2026, 8, 25), date(2025, 7, 1)]),
    price=st.sampled_from(["10", "1000", "3000"]),
    pieces=st.sampled_from([1, 3]),
    product=st.fixed_dictionaries(
        {
            "metals": st.sampled_from([None, *METALS]),
            "materials": st.sampled_from(MATERIALS),
            "pga": st.lists(st.sampled_from(ANSWERS), max_size=3, unique_by=lambda answer: answer.agency).map(
                tuple
            ),
            "adcvd": st.sampled_from([None, {"inScope": False}, ["A-570-504"]]),
            "attributes": st.sets(st.sampled_from(sorted(ATTRIBUTES))).map(
                lambda names: {name: ATTRIBUTES[name] for name in sorted(names)}
            ),
            "net_weight_kg": st.sampled_from([None, Decimal("0.4")]),
        }
    ),
)


def removals(full: Snapshot) -> Iterator[tuple[str, Snapshot]]:
    """Every snapshot with one fact less: a field of the product, of a part of it, of the order, or of the account."""
    product = full.products[cases.PULLOVER]

    def less(**changes: object) -> Snapshot:
        return snapshots.with_product(full, cases.PULLOVER, **changes)

    for name in (
        "hs_code",
        "country_of_origin",
        "description",
        "net_weight_kg",
        "gross_weight_kg",
        "manufacturer",
    ):
        if getattr(product, name) is not None:
            yield name, less(**{name: None})
    yield "materials", less(materials=())
    if product.adcvd is not None:
        yield "adcvd", less(adcvd=None)
    for name in product.attributes:
        yield (
            f"attributes.{name}",
            less(attributes={k: v for k, v in product.attributes.items() if k != name}),
        )
    for place, answer in enumerate(product.pga):
        others = product.pga[:place] + product.pga[place + 1 :]
        yield f"pga[{place}]", less(pga=others)
        for key in answer.data:
            shorter = replace(answer, data={k: v for k, v in answer.data.items() if k != key})
            yield f"pga[{place}].{key}", less(pga=(*others, shorter))
    for part in ("metals", "manufacturer"):
        whole = getattr(product, part)
        if whole is not None:
            claims_content = part == "metals" and full.shipment.entry_date < FULL_VALUE_SINCE
            if not claims_content:
                yield part, less(**{part: None})
            for field in fields(whole):
                is_claim = field.name.endswith("_share") or (claims_content and "_weight" in field.name)
                if getattr(whole, field.name) is not None and not is_claim:
                    yield f"{part}.{field.name}", less(**{part: replace(whole, **{field.name: None})})
    order = full.orders[0]
    for name in ("ship_to", "buyer", "packages", "sold_on"):
        if getattr(order, name) is not None:
            yield f"order.{name}", snapshots.with_first_order(full, **{name: None})
    importer = full.account.importer
    for name in ("name", "number", "address"):
        if getattr(importer, name) is not None:
            account = replace(full.account, importer=replace(importer, **{name: None}))
            yield f"importer.{name}", replace(full, account=account)
    for name in ("ultimate_consignee", "incoterm"):
        if getattr(full.account, name) is not None:
            yield f"account.{name}", replace(full, account=replace(full.account, **{name: None}))
    for name in ("port_of_entry", "mode", "carrier_scac", "paps_number", "eta"):
        if getattr(full.shipment, name) is not None:
            yield f"shipment.{name}", replace(full, shipment=replace(full.shipment, **{name: None}))


def picked(full: Snapshot, chance: int) -> tuple[str, Snapshot]:
    """One of the removals."""
    choices = list(removals(full))
    return choices[chance % len(choices)]


def judged(made: Plan, without: str) -> tuple[int, int, list[Finding]]:
    """Verdict and score without what the statement taken away had raised by itself, and the findings that count."""
    counted = [each for each in made.findings if not without.startswith(RAISED_BY.get(each.code, ()))]
    return WORST_LAST[verdict(counted).value], score(score_breakdown(counted)), counted


def nulls(made: Plan) -> list[str]:
    """The figures that the plan does not know."""
    found = [name for name in ("value_usd", "duty_usd") if getattr(made, name) is None]
    for unit in made.entries:
        for line in unit.lines:
            named = {"value_usd": line.value_usd, "duty_usd": line.duty_usd}
            named |= {f"layer {layer.heading}": layer.amount_usd for layer in line.layers}
            found += [
                f"line {unit.number}.{line.line_no} {name}"
                for name, figure in named.items()
                if figure is None
            ]
    return found


@pytest.mark.requirement("rules:unknown:null")
@given(DRAWN, st.integers(0, 10_000))
@examples(300)
def test_a_figure_that_is_null_has_an_open_finding(drawn, chance):
    """Of the plan as drawn, and of one with a fact less."""
    full = drawn.snapshot()
    what, less = picked(full, chance)
    for made in (plan(full), plan(less)):
        note(what)
        assert not nulls(made) or any(finding.severity is not Severity.INFO for finding in made.findings)


@pytest.mark.requirement("rules:unknown:removal")
@given(DRAWN, st.integers(0, 10_000))
@examples(300)
def test_taking_a_fact_away_improves_neither_verdict_nor_score(drawn, chance):
    """The contract's own words, on one random fact of random facts."""
    full = drawn.snapshot()
    what, less = picked(full, chance)
    before, after = judged(plan(full), what), judged(plan(less), what)
    lost = {finding.code for finding in before[2]} - {finding.code for finding in after[2]}
    note(f"without {what}: {before[:2]} becomes {after[:2]}; no longer found: {sorted(lost)}")
    assert after[0] <= before[0]
    assert after[1] <= before[1]


def drawn(code: str, origin: str, on: date, **product: object) -> Drawn:
    """A book or a pullover of which nothing else is special."""
    return Drawn(code=code, origin=origin, on=on, price="1000", pieces=1, product=product)


WHOLE_GOODS = ("hs_code", "country_of_origin")  # without one of these another error stands in their place
NOW, STEEL = date(2026, 11, 23), (Material(name="steel", percent=Decimal(100)),)
RAISED = {
    "DESCRIPTION_VAGUE": drawn("4901990070", "CA", NOW),
    "SALE_DATE_IN_FUTURE": drawn("4901990070", "CA", date(2025, 7, 1)),
    "METALS_REVIEW_RECOMMENDED": drawn("4901990070", "CA", NOW, materials=STEEL),
    "FORCED_LABOR_TRACE_RECOMMENDED": drawn("6110202079", "CN", NOW, materials=MATERIALS[0]),
    "ADCVD_NOT_COMPUTED": drawn("4901990070", "CA", NOW, adcvd=["A-570-504"]),
    "ADCVD_CASE_OF_OTHER_COUNTRY": drawn("4901990070", "CA", NOW, adcvd=["A-570-504"]),
    "ADCVD_CASE_UNANSWERED": drawn("9404210013", "CN", NOW, adcvd=["A-570-092"]),
}


def test_every_finding_left_out_has_its_example() -> None:
    """No exclusion without the proof below."""
    assert RAISED.keys() == RAISED_BY.keys()


@pytest.mark.parametrize("code", sorted(RAISED_BY))
def test_what_a_statement_raises_ends_without_it_and_with_no_other_fact(code: str) -> None:
    full = RAISED[code].snapshot()
    assert code in {each.code for each in plan(full).findings}
    for what, less in removals(full):
        remains = code in {each.code for each in plan(less).findings}
        assert remains is not what.startswith(RAISED_BY[code]) or what in WHOLE_GOODS, what
