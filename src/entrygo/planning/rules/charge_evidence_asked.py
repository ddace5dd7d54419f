"""VAL-011: proof of freight or insurance taken off the value."""

from collections.abc import Iterator

from entrygo.contract.facts import Order
from entrygo.contract.findings import Severity
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.planning.rules.charges_not_itemised import order_charges

ASKED = frozenset({"freight", "insurance", "us_inland_freight"})


def _check(case: Case, order: Order) -> Iterator[Hit]:
    for index, charge in enumerate(order_charges(case, order)):
        is_taken_off = charge.effect == "deducted" and charge.amount_usd
        if charge.type in ASKED and is_taken_off and not charge.evidence:
            yield Hit(
                field=f"charges[{index}].evidence",
                message=f"Order {order.external_id}: {charge.stated_type} of {charge.amount_usd} USD is taken off the "
                "customs value; the broker may be asked for proof that it is the amount really paid.",
                missing=True,
            )


RULE = Rule(
    id="VAL-011",
    code="CHARGE_EVIDENCE_ASKED",
    severity=Severity.INFO,
    scope=Scope.ORDER,
    title="Proof of carriage taken off the value",
    fix="Name the proof in the charge's evidence: the carrier's invoice, the bill of lading, the policy.",
    legal_source="19 USC 1401a(b)(4)(A); 19 CFR 152.103(a)(5)",
    explanation="Told for each amount of freight or insurance inside the prices that is taken off. Only the actual "
    "cost may be deducted, and it must be identified; an estimate or a flat share does not do.",
    check=_check,
    deduction=0,
)
