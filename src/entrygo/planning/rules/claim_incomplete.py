"""TRF-030: a claim under chapter 98, what keeps it from counting and the proof it wants."""

from collections.abc import Iterator

from entrygo.contract.facts import Claim
from entrygo.contract.findings import Severity
from entrygo.contract.plan import EntryItem, EntryLine
from entrygo.planning.product_facts import code_of
from entrygo.planning.rule import Case, Hit, LineSubject, Rule, Scope
from entrygo.tariff.layers import SPECIAL_PROGRAM, sum_or_none
from entrygo.tariff.provision_notices import claim_notices
from entrygo.tariff.provisions import claim_faults, claimed


def _check(case: Case, subject: LineSubject) -> Iterator[Hit]:
    line, product = subject.order.lines[subject.index], subject.product
    provision = claimed(line.claim, code_of(case, product), case.tariff.provisions)
    if provision is None:
        return
    where = _entered(case, subject)
    item = where[1] if where else None
    claim = item.claim if item else line.claim
    faults = tuple(
        claim_faults(
            provision,
            claim,
            origin=product.country_of_origin or "",
            on=case.shipment.entry_date,
            value_usd=item.value_usd if item else None,
            pieces=item.quantity if item else None,
        )
    )
    layers = where[0].layers if where else ()
    exposure = sum_or_none(layer.exposure_usd for layer in layers if layer.program != SPECIAL_PROGRAM)
    whose = f"of product {product.label} in order {subject.order.external_id}"
    base = layers[0].amount_usd if layers else None
    for remark, name in claim_notices(
        provision, claim, faults, whose=whose, exposure_usd=exposure if layers else None, base_usd=base
    ):
        yield Hit(
            field=f"claim.{name}",
            message=remark.message,
            fix=remark.fix,
            severity=remark.severity,
            code=remark.code,
            details=dict(remark.details),
            missing=name != "provision" and remark.severity is Severity.ERROR,
        )


def _entered(case: Case, subject: LineSubject) -> tuple[EntryLine, EntryItem] | None:
    """The entry line of the goods, and the goods on it: lines alike are one there, their claims' values added up."""
    stated = subject.order.lines[subject.index]
    found = [
        (line, item)
        for entry in case.entries
        for line in entry.lines
        for item in line.items
        if (item.order_id, item.product_id) == (subject.order.id, stated.product_id)
        and (item.unit_price, item.not_sold) == (stated.stated_price, stated.not_sold)
        and _number(item.claim) == _number(stated.claim)
    ]
    exact = (each for each in found if each[1].claim == stated.claim)
    return next(exact, found[0] if found else None)


def _number(claim: Claim | None) -> str | None:
    return None if claim is None else claim.provision


RULE = Rule(
    id="TRF-030",
    code="CLAIM_INCOMPLETE",
    severity=Severity.ERROR,
    scope=Scope.LINE,
    title="A claim under chapter 98 is incomplete, or its proof is asked",
    fix="Complete the line's claim, or withdraw it: the goods are then judged without it.",
    legal_source="HTSUS chapter 98; 19 CFR part 10; 19 CFR 24.23(c)(1)(i); 19 CFR 143.21",
    explanation="Fires where an order line claims a special provision (or the product's own code is one) and the "
    "claim cannot count: the provision is not held, a value that it leaves dutiable is not stated or is more than the "
    "goods are worth, the day of export is missing or too long ago, the provision is for personal goods. The duty is "
    "then unknown, and the details hold what is owed without the claim. CLAIM_PROOF_ASKED is a warning until "
    "claim.evidence says what proves the claim.",
    check=_check,
    deduction=25,
)
