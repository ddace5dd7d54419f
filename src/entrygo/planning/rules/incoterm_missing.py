"""SHP-006: no Incoterm, or none of 2020."""

from collections.abc import Iterator

from entrygo.contract.findings import Severity
from entrygo.planning.product_facts import is_stated
from entrygo.planning.rule import Case, Hit, Rule, Scope

INCOTERMS_2020 = frozenset("EXW FCA CPT CIP DAP DPU DDP FAS FOB CFR CIF".split())  # noqa: SIM905 reads better
_REPLACED = {"DAT": "DPU", "DAF": "DAP", "DES": "DAP", "DEQ": "DPU", "DDU": "DAP", "C&F": "CFR", "CNF": "CFR"}


def _check(case: Case) -> Iterator[Hit]:
    stated = case.account.incoterm
    if not is_stated(stated):
        yield Hit(
            field="account.incoterm",
            message=f"Account {case.account.name} states no Incoterm.",
            missing=True,
        )
        return
    words = (stated or "").upper().split()
    term = words[0] if words else ""
    if term not in INCOTERMS_2020:
        yield Hit(
            field="account.incoterm",
            message=f"{stated!r} is no Incoterms 2020 rule.",
            fix=f"Use {_REPLACED[term]}, which took its place." if term in _REPLACED else None,
            code="INCOTERM_INVALID",
        )


RULE = Rule(
    id="SHP-006",
    code="INCOTERM_MISSING",
    severity=Severity.WARNING,
    scope=Scope.PLAN,
    title="Incoterm missing or not of Incoterms 2020",
    fix="Set account.incoterm to one of CFR, CIF, CIP, CPT, DAP, DDP, DPU, EXW, FAS, FCA, FOB.",
    legal_source="19 USC 1401a(b)(4); Incoterms 2020",
    explanation="Fires when the account states no Incoterm or an older one. The term says which charges the "
    "price holds, and so what may be taken off to reach the customs value.",
    check=_check,
    deduction=5,
)
