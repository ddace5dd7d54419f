"""TRF-019: a change of the law that is scheduled for the next weeks and reaches the goods."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.contract.plan import DutyLayer
from entrygo.contract.tariff import Programme
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.planning.value import total
from entrygo.tariff.duty import Amounts, Assessment, assess, layers


def _check(case: Case, product: Product) -> Iterator[Hit]:
    before = case.assessments.get(product.id)
    if before is None:
        return
    value = _value_of(case, product)
    for coming in case.tariff.coming:
        tariff = replace(case.tariff, programmes=coming.programmes, lists=coming.lists)
        after = assess(replace(before.goods, entry_date=coming.day), tariff)
        if _applied(after) != _applied(before):
            yield _hit(product, coming.day.isoformat(), value, before, after)
        before = after


def _hit(product: Product, day: str, value: Decimal | None, before: Assessment, after: Assessment) -> Hit:
    begins = _named(after.programmes, before.programmes)
    ends = _named(before.programmes, after.programmes)
    difference = _difference(value, before, after)
    changes = "; ".join(
        f"{what} {', '.join(named)}" for what, named in (("then", begins), ("no longer", ends)) if named
    )
    by_how_much = (
        "by how much is not known"
        if value is None or difference is None
        else f"{abs(difference):,.2f} dollars {'more' if difference >= 0 else 'less'} on its {value:,.2f}"
    )
    banned = " The import of the goods is then banned." if after.is_banned and not before.is_banned else ""
    return Hit(
        field="product.hsCode",
        message=f"From {day} on the duty of product {product.label} changes: {changes}: {by_how_much}.{banned}",
        details={
            "on": day,
            "begins": begins,
            "ends": ends,
            "differenceUsd": difference,
        },
    )


def _value_of(case: Case, product: Product) -> Decimal | None:
    """The entered value of the product's goods in this plan; of goods that stand in no entry, their own."""
    if not case.entries:
        return product.unit_value_usd
    return total(item.value_usd for item in case.items_with(product.id))


def _difference(value: Decimal | None, before: Assessment, after: Assessment) -> Decimal | None:
    """What the goods owe more from then on; the base duty counts only where a record changes it."""
    if value is None or after.is_banned or before.is_banned:
        return None
    each = [layers(assessment, Amounts(value_usd=value)) for assessment in (before, after)]
    if any(layer.amount_usd is None for priced in each for layer in priced[:1]):
        each = [priced[1:] for priced in each]
    sums = [_sum(priced) for priced in each]
    return None if sums[0] is None or sums[1] is None else sums[1] - sums[0]


def _sum(priced: tuple[DutyLayer, ...]) -> Decimal | None:
    return total(layer.amount_usd for layer in priced)


def _named(those: tuple[Programme, ...], others: tuple[Programme, ...]) -> tuple[str, ...]:
    """Headings and rates of records that are not among others of the same heading and rate."""
    known = {(each.heading, each.rate) for each in others}
    return tuple(
        dict.fromkeys(
            f"{each.heading} ({each.rate})" for each in those if (each.heading, each.rate) not in known
        )
    )


def _applied(assessment: Assessment) -> tuple[tuple[str, str], ...]:
    return tuple((each.heading, each.rate) for each in assessment.programmes)


RULE = Rule(
    id="TRF-019",
    code="SCHEDULED_CHANGE",
    severity=Severity.INFO,
    scope=Scope.PRODUCT,
    title="A scheduled change of the law reaches the goods",
    fix="Plan with the later duty, or enter the goods before that day.",
    legal_source="HTSUS chapter 99; the proclamation or notice each record names",
    explanation="Fires when a record or a list of the law begins or ends within 60 days after the entry date and what "
    "applies to the product changes with it. The message says what begins and what ends, from which day on, and "
    "what it comes to on the goods of this plan; details carry the same. It is information: the plan itself is made by "
    "the law of its entry date.",
    check=_check,
    deduction=0,
    reads_plan=True,
)
