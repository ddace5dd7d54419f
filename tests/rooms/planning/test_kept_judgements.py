"""What is kept from plan to plan never shows: every plan is the one that is made with nothing kept."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from entrygo.contract.canonical import canonical_bytes
from entrygo.contract.facts import Claim, OrderLine, Product
from entrygo.contract.snapshot import Snapshot, stored_snapshot
from entrygo.contract.tariff import TariffFacts
from entrygo.planning import classified_rows, forms, judgements
from entrygo.planning import plan as planner
from entrygo.planning.bounded import Bounded, exact_bytes, forget
from entrygo.planning.classified_rows import Treatment, goods_of, treat, treatments
from entrygo.planning.fingerprint import document, facts_fingerprint, plan_hash
from entrygo.planning.plan import plan
from entrygo.planning.rules import RULES
from entrygo.planning.stored_plans import stored_plan
from entrygo.tariff.duty import assess
from entrygo.tariff.fees import fee_remarks
from entrygo.tariff.resolve import resolve
from entrygo.tariff.shipped import shipped_schedule
from tests.examples import examples
from tests.rooms.planning import cases, snapshots
from tests.rooms.planning.rules.test_any_facts import ANYTHING, facts

IDS = ("prod_a", "prod_b", "prod_c")
DAYS = (date(2026, 3, 2), date(2026, 7, 1), cases.ENTRY_DATE, date(2027, 1, 4))
CODES = (
    "4901990070",
    "6110.20.2079",
    "61102020",
    "7615107180",
    "7323930080",
    "8517130000",
    "8708998180",
    "9503000073",
    "9801001012",
    "0409000045",
    "2009690040",
    "4202",
    "0000000000",
    None,
)
ORIGINS = ("CN", "AR", "CA", "MX", "RU", "PT", "KR", None)
CLAIMS = (None, None, Claim(provision="9801.00.10"), Claim(provision="9802.00.50"), Claim(provision="junk"))
UNHEALTHY = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    forget()
    yield
    forget()


def resolved(products: Mapping[str, Product], claims: list[Claim | None], on: date) -> TariffFacts:
    """The shipped law of these products on a day."""
    return resolve(
        shipped_schedule(),
        {each.hs_code for each in products.values() if each.hs_code},
        on,
        {each.country_of_origin for each in products.values() if each.country_of_origin},
        claims=sorted({claim.provision for claim in claims if claim}),
        indicators=sorted({each.spi for each in products.values() if each.spi}),
    )


@st.composite
def some_products(draw) -> dict[str, Product]:
    """Products of codes and origins that the law speaks of, some of them with any facts their types allow."""
    made = {}
    for product_id in IDS:
        whole = draw(st.sampled_from((cases.book(), cases.pullover())))
        product = draw(st.just(whole) | facts(Product))
        made[product_id] = replace(
            product,
            id=product_id,
            hs_code=draw(st.sampled_from(CODES)),
            country_of_origin=draw(st.sampled_from(ORIGINS)),
            spi=draw(st.sampled_from((None, None, "S", "KR", "A+", "junk"))),
        )
    return made


@st.composite
def some_plans(draw) -> list[Snapshot]:
    """Plans of some of the same products on several days, under several editions and answers."""
    products = draw(some_products())
    made = []
    for _ in range(draw(st.integers(2, 4))):
        chosen = draw(st.sets(st.sampled_from(IDS), min_size=1))
        own = {product_id: products[product_id] for product_id in sorted(chosen)}
        claims = [draw(st.sampled_from(CLAIMS)) for _ in own]
        on = draw(st.sampled_from(DAYS))
        lines = tuple(
            OrderLine(product_id=each, quantity=Decimal(2), unit_value_usd=Decimal(40), claim=claim)
            for each, claim in zip(own, claims, strict=True)
        )
        base = snapshots.with_first_order(snapshots.ready(), lines=lines)
        tariff = resolved(own, claims, on)
        edition = replace(tariff.edition, name=draw(st.sampled_from((tariff.edition.name, "HTS another"))))
        conditions = draw(st.sampled_from(({}, {"civilAircraft": False}, {"vehiclePart": True})))
        made.append(
            replace(
                base,
                products=own,
                tariff=replace(tariff, edition=edition),
                shipment=replace(base.shipment, entry_date=on),
                account=replace(base.account, conditions=conditions),
            )
        )
    return made


@given(some_plans())
@examples(200, unhealthy=UNHEALTHY)
def test_plans_one_after_the_other_are_those_made_with_nothing_kept(asked: list[Snapshot]) -> None:
    forget()
    warm = [plan(snapshot) for snapshot in [*asked, *asked]]
    for snapshot, made in zip([*asked, *asked], warm, strict=True):
        forget()
        fresh = plan(snapshot)
        assert made == fresh
        assert canonical_bytes(made) == canonical_bytes(fresh)


@given(some_plans())
@examples(100, unhealthy=UNHEALTHY)
def test_a_product_is_treated_and_judged_by_its_part_of_the_law_as_by_the_whole(
    asked: list[Snapshot],
) -> None:
    for snapshot in asked:
        included, _ = planner.consider(snapshot)
        treated = treatments(snapshot, included)
        for (product_id, _), found in treated.items():
            provision = found.assessment.goods.provision
            assert found == whole_treatment(snapshot, snapshot.products[product_id], provision)
        made = plan(snapshot)
        case = planner._case(snapshot, included, treated, units=made.entries, sales=made.sales)
        products = list(case.products.values())
        for product, said in zip(products, judgements.judgements(case, RULES, products), strict=True):
            for rule in filter(judgements.is_kept, RULES):
                is_asked = not rule.needs_schedule or product.id in case.schedule_codes
                assert said.get(rule.id, ()) == (tuple(rule.check(case, product)) if is_asked else ())


def whole_treatment(snapshot: Snapshot, product: Product, provision: object) -> Treatment:
    """The treatment by all records of the plan."""
    tariff, on = snapshot.tariff, snapshot.shipment.entry_date
    goods = goods_of(product, tariff, on=on, conditions=snapshot.account.conditions, provision=provision)
    assessment = assess(goods, tariff)
    remarks = (*assessment.remarks, *fee_remarks(tariff.fees, on))
    lines = tariff.lines if product.components else {}
    return replace(
        treat(product, replace(assessment, remarks=remarks), on), lines=lines, held=tariff.provisions
    )


@given(some_plans())
@examples(100, unhealthy=UNHEALTHY)
def test_the_forms_of_a_decision_are_those_of_its_document_and_its_facts(asked: list[Snapshot]) -> None:
    for snapshot in [*asked, *asked]:
        made = plan(snapshot)
        kept, published = forms.forms(snapshot, made), document(snapshot, made)
        assert kept.document == canonical_bytes(published)
        assert kept.plan_hash == plan_hash(published)
        assert kept.facts_fingerprint == facts_fingerprint(snapshot)
        assert kept.outcome == canonical_bytes(published["outcome"])
        assert canonical_bytes(stored_plan(kept.outcome, snapshot)) == canonical_bytes(made)


def test_a_snapshot_is_kept_with_its_orders_as_they_are_hashed() -> None:
    base = snapshots.three_lines(4, 6)
    claimed = replace(base.orders[2].lines[1], claim=Claim(provision="9801.00.10", evidence="returned 🎁"))
    order = replace(base.orders[2], lines=(base.orders[2].lines[0], claimed))
    snapshot = replace(base, orders=(order, *base.orders[:2]))
    kept = stored_snapshot(forms.snapshot_bytes(snapshot, forms.forms(snapshot, plan(snapshot)).orders))
    assert kept == stored_snapshot(canonical_bytes(snapshot))
    assert kept.orders == snapshot.orders


def test_forms_leave_orders_out_that_the_plan_leaves_out() -> None:
    base = snapshots.three_lines(4, 6)
    left = replace(base.orders[1], status="cancelled", ship_to=replace(base.orders[1].ship_to, name="🎁"))
    snapshot = replace(base, orders=(base.orders[0], left, *base.orders[2:]))
    made = plan(snapshot)
    kept, published = forms.forms(snapshot, made), document(snapshot, made)
    assert len(published["orders"]) == 3
    assert kept.document == canonical_bytes(published)
    assert kept.facts_fingerprint == facts_fingerprint(snapshot)


def test_the_same_product_is_judged_once_and_another_account_or_law_judges_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counted = []
    monkeypatch.setattr(classified_rows, "assess", lambda *given: counted.append(1) or assess(*given))
    snapshot = snapshots.three_lines(3, 9)
    plan(snapshot)
    assert len(counted) == 9
    plan(snapshot)
    assert len(counted) == 9
    plan(replace(snapshot, account=replace(snapshot.account, id="acct_other")))
    assert len(counted) == 18
    plan(replace(snapshot, shipment=replace(snapshot.shipment, entry_date=date(2026, 11, 24))))
    assert len(counted) == 27


@given(ANYTHING, ANYTHING)
@examples(300)
def test_exact_bytes_part_what_differs(one: object, other: object) -> None:
    if exact_bytes(one) is not None and exact_bytes(one) == exact_bytes(other):
        assert repr(one) == repr(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [(Decimal("1.5"), Decimal("1.50")), (Decimal(1), "1"), (1, True), ("1", 1), (frozenset("a"), ["a"])],
)
def test_numbers_spelled_apart_and_values_of_other_kinds_have_other_bytes(one: object, other: object) -> None:
    assert exact_bytes({"it": one}) != exact_bytes({"it": other})


def test_what_cannot_be_written_exactly_has_no_bytes_and_is_judged_all_the_same() -> None:
    assert exact_bytes({"it": 2**70}) is None
    base = snapshots.three_lines(1, 1)
    [product_id] = base.products
    odd = snapshots.with_product(base, product_id, attributes={"count": 2**70})
    assert plan(odd).included_order_ids == plan(base).included_order_ids


def test_at_most_so_many_are_kept_and_the_longest_unwanted_goes() -> None:
    kept: Bounded[int] = Bounded(2)
    assert [kept.get(key, lambda: len(kept)) for key in "abacb"] == [0, 1, 0, 2, 2]
    assert len(kept) == 2
