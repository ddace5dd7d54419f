"""The fold of rules over a case: every rule asked about every subject of its scope, all findings kept."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from entrygo.contract.findings import Finding, Severity
from entrygo.contract.plan import MissingDatum
from entrygo.planning.judgements import is_kept, judgements
from entrygo.planning.notices import rule_of
from entrygo.planning.rule import Case, Hit, LineSubject, Rule, Scope
from entrygo.planning.score import WORST_FIRST

# What a finding costs where its severity is not its rule's own, or where no rule file speaks for it.
USUAL_DEDUCTION = {Severity.ERROR: 25, Severity.WARNING: 5, Severity.INFO: 0}
REMARK_SOURCE = "Harmonized Tariff Schedule of the United States; 19 USC 1202"
_BY_ID = re.compile(r"(orders|products)\[([^\]]+)\]\.(.+)", re.DOTALL)
_POSITION = re.compile(r"(?:items|export_units)\[\d+\]\.")


class Subject(NamedTuple):
    """One subject of a scope: the argument of the check, and what its findings name. (A tuple: there are many.)"""

    argument: Any  # Any: a Product, Order, LineSubject or EntryUnit, as the scope says
    prefix: str = ""
    product_id: str | None = None
    order_id: str | None = None
    affected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """All the rules found, sorted, and the data they missed."""

    findings: tuple[Finding, ...]
    missing: tuple[MissingDatum, ...]


def fold(case: Case, rules: Iterable[Rule]) -> Outcome:
    """Ask every rule about every subject of its scope. Sorted, so that the order of ids and rules is no matter."""
    subjects = _subjects(case)
    findings: list[Finding] = []
    missing: set[MissingDatum] = set()
    known = set()
    asked = tuple(rules)
    alone = _alone(case, asked, subjects[Scope.PRODUCT])
    for rule in asked:
        known.add(rule.id)
        found = alone.get(rule.id, ()) if is_kept(rule) else _hits(case, rule, subjects)
        for subject, hit in found:
            finding = _finding(rule, subject, hit)
            findings.append(finding)
            if hit.missing and finding.severity is not Severity.INFO:
                missing.add(_missing(finding))
    findings.extend(_remarked(case, subjects[Scope.PRODUCT], known))
    return Outcome(
        findings=tuple(sorted(_told_once(findings), key=_finding_order)),
        missing=tuple(sorted(missing, key=_missing_order)),
    )


def orders_by_product(case: Case) -> dict[str, tuple[str, ...]]:
    """The ids of the orders each product stands in, sorted."""
    found: dict[str, set[str]] = defaultdict(set)
    for order in case.orders:
        for line in order.lines:
            found[line.product_id].add(order.id)
    return {product_id: tuple(sorted(order_ids)) for product_id, order_ids in sorted(found.items())}


def _subjects(case: Case) -> dict[Scope, Sequence[Subject]]:
    return {
        Scope.PLAN: (Subject(argument=None),),
        Scope.PRODUCT: [
            Subject(argument=case.products[product_id], product_id=product_id, order_id=ids[0], affected=ids)
            for product_id, ids in orders_by_product(case).items()
        ],
        Scope.ORDER: [Subject(order, "", None, order.id, (order.id,)) for order in case.orders],
        Scope.LINE: list(_line_subjects(case)),
        Scope.ENTRY: [
            Subject(argument=unit, prefix=f"export_units[{unit.number - 1}].", affected=unit.order_ids)
            for unit in case.entries
        ],
    }


def _line_subjects(case: Case) -> Iterator[Subject]:
    prefixes = [
        f"items[{index}]." for index in range(max((len(each.lines) for each in case.orders), default=0))
    ]
    for order in case.orders:
        affected = (order.id,)
        for index, (line, prefix) in enumerate(zip(order.lines, prefixes, strict=False)):
            subject = LineSubject(order=order, index=index, product=case.products[line.product_id])
            yield Subject(subject, prefix, line.product_id, order.id, affected)


def _hits(
    case: Case, rule: Rule, subjects: Mapping[Scope, Sequence[Subject]]
) -> Iterator[tuple[Subject, Hit]]:
    check, needs_schedule, asks_plan = rule.check, rule.needs_schedule, rule.scope is Scope.PLAN
    for subject in subjects[rule.scope]:
        if needs_schedule and subject.product_id and subject.product_id not in case.schedule_codes:
            continue
        if asks_plan:
            yield from (_addressed(subject, hit, subjects) for hit in check(case))
        else:
            for hit in check(case, subject.argument):
                yield subject, hit


def _alone(
    case: Case, rules: tuple[Rule, ...], products: Sequence[Subject]
) -> dict[str, list[tuple[Subject, Hit]]]:
    """What rules say of each product alone, by rule."""
    found: dict[str, list[tuple[Subject, Hit]]] = defaultdict(list)
    said = judgements(case, rules, [subject.argument for subject in products])
    for subject, judgement in zip(products, said, strict=True):
        for rule_id, hits in judgement.items():
            found[rule_id] += ((subject, hit) for hit in hits)
    return found


def _addressed(plan: Subject, hit: Hit, subjects: Mapping[Scope, Sequence[Subject]]) -> tuple[Subject, Hit]:
    """A hit about the whole plan that names an order's or a product's field by id becomes one about that subject."""
    named = _BY_ID.fullmatch(hit.field)
    if named is None:
        return plan, hit
    kind, identifier, field = named.groups()
    if kind == "orders":
        found = (each for each in subjects[Scope.ORDER] if each.order_id == identifier)
    else:
        found = (each for each in subjects[Scope.PRODUCT] if each.product_id == identifier)
        field = f"product.{field}"
    subject = next(found, None)
    return (plan, hit) if subject is None else (subject, replace(hit, field=field))


def _finding(rule: Rule, subject: Subject, hit: Hit) -> Finding:
    severity = hit.severity or rule.severity
    own = severity is rule.severity and severity is not Severity.INFO
    return Finding(
        rule=rule.id,
        code=hit.code or rule.code,
        severity=severity,
        field=_field(subject, hit.field),
        message=hit.message,
        fix=hit.fix or rule.fix,
        legal_source=rule.legal_source,
        deduction=rule.deduction if own else USUAL_DEDUCTION[severity],
        product_id=subject.product_id,
        order_id=subject.order_id,
        affected_order_ids=subject.affected,
        details=hit.details,
    )


def _field(subject: Subject, field: str) -> str:
    """A line's or entry's position stands before the field, written here; the account's fields stay as they are."""
    if field.startswith(("account.", "broker.", "warehouse.", "shipment.")):
        return field
    return subject.prefix + (_POSITION.sub("", field, count=1) if subject.prefix else field)


def without_position(field: str) -> str:
    """A finding's field without the position of the line or entry before it."""
    return _POSITION.sub("", field, count=1)


def _remarked(case: Case, products: Sequence[Subject], known: set[str]) -> Iterator[Finding]:
    """What the assessments remark and no rule file covers."""
    for subject in products:
        for remark in case.assessments[str(subject.product_id)].remarks:
            if rule_of(remark) not in known:
                yield Finding(
                    rule=rule_of(remark),
                    code=remark.code,
                    severity=remark.severity,
                    field="product.hsCode",
                    message=remark.message,
                    fix=remark.fix,
                    legal_source=REMARK_SOURCE,
                    deduction=USUAL_DEDUCTION[remark.severity],
                    product_id=subject.product_id,
                    order_id=subject.order_id,
                    affected_order_ids=subject.affected,
                    details=dict(remark.details) or None,
                )


def _told_once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The same information about several products is one finding, at the first of them, for all their orders."""
    told: dict[tuple[str, ...], list[Finding]] = defaultdict(list)
    for finding in findings:
        if (
            finding.severity is Severity.INFO
            and finding.product_id
            and not finding.field.startswith("items[")
        ):
            told[(finding.rule, finding.code, finding.field, finding.message, finding.fix)].append(finding)
        else:
            yield finding
    for same in told.values():
        affected = sorted({order_id for finding in same for order_id in finding.affected_order_ids})
        first = min(same, key=lambda finding: str(finding.product_id))
        yield replace(first, affected_order_ids=tuple(affected))


def _missing(finding: Finding) -> MissingDatum:
    return MissingDatum(
        field=finding.field, code=finding.code, product_id=finding.product_id, order_id=finding.order_id
    )


def _finding_order(finding: Finding) -> tuple[int | str, ...]:
    return (
        WORST_FIRST[finding.severity],
        finding.order_id or "",
        finding.product_id or "",
        finding.field,
        finding.rule,
        finding.code,
        finding.message,
    )


def _missing_order(datum: MissingDatum) -> tuple[str, ...]:
    return (datum.order_id or "", datum.product_id or "", datum.field, datum.code)
