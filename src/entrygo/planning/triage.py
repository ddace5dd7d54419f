"""Triage of many plans: findings grouped by root cause, ordered so that few edits free many exports.

An export is freed when the causes of all its errors are mended, and mending a cause mends it in every export. The
order is greedy: next come the open causes of the export whose mending frees the most exports an edit, the greater
value first among equals; a value that is not known may be the greatest, and comes before any that is. Finding the
best order is NP-hard and no bound is proven for this one; where every export has a single cause it is the best, and
tests hold it within twice the best on small cases.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from entrygo.contract.findings import Finding, Severity

_SEVERITY_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_LINE = re.compile(r"^items\[\d+\]\.(?=product\.)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One plan of the triage: what it found, what it is worth where that is known, whose fields its findings name."""

    id: str
    findings: tuple[Finding, ...]
    value_usd: Decimal | None = None
    warehouse_id: str | None = None
    broker_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Cause:
    """What one edit mends: a rule's code on a field of one subject.

    ``subject`` is ``account``, ``broker``, ``warehouse``, ``product``, ``order`` or ``export``; the account has no id.
    """

    rule: str
    code: str
    subject: str
    subject_id: str
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One root cause over all exports, in the order of mending.

    ``blocks`` counts the exports in which it is an error. ``frees`` counts the exports free of errors once it and all
    groups before it are mended. ``value_usd`` is the value of the exports it stands in, ``None`` where
    one is not known.
    """

    cause: Cause
    severity: Severity
    message: str
    fix: str
    export_ids: tuple[str, ...]
    blocks: int
    frees: int
    value_usd: Decimal | None


class Worth(NamedTuple):
    """What exports come to: how many of them are of unknown value, and the sum of the others."""

    unknown: int
    known: Decimal


Standing = Mapping[Cause, Mapping[str, Finding]]
Bundle = frozenset[int]


def triage(exports: Iterable[Export]) -> tuple[Group, ...]:
    """The groups in the order of mending: causes of errors, then warnings, then information."""
    by_id = {export.id: export for export in exports}
    standing = _standing(by_id.values())
    blocked = _blocked(standing)
    open_errors = {export_id: len(causes) for export_id, causes in blocked.items()}
    groups: list[Group] = []
    freed = 0
    for cause in (*_order(blocked, by_id), *_others(standing, by_id)):
        for export_id, finding in standing[cause].items():
            if finding.severity is Severity.ERROR:
                open_errors[export_id] -= 1
                freed += open_errors[export_id] == 0
        groups.append(_group(cause, standing[cause], by_id, freed))
    return tuple(groups)


def cause_of(finding: Finding, export: Export) -> Cause:
    """The root cause behind a finding: whose field it is decides what one edit mends."""
    subject, subject_id = _subject(finding, export)
    return Cause(
        rule=finding.rule,
        code=finding.code,
        subject=subject,
        subject_id=subject_id or "",
        field=_LINE.sub("", finding.field),
    )


def _subject(finding: Finding, export: Export) -> tuple[str, str | None]:
    root = _LINE.sub("", finding.field).partition(".")[0]
    owners = {
        "account": ("account", None),
        "broker": ("broker", export.broker_id),
        "warehouse": ("warehouse", export.warehouse_id),
        "shipment": ("export", export.id),
        "product": ("product", finding.product_id),
    }
    if root in owners:
        return owners[root]
    return ("order", finding.order_id) if finding.order_id else ("export", export.id)


def _standing(exports: Iterable[Export]) -> dict[Cause, dict[str, Finding]]:
    """Of each cause its gravest finding in each export it stands in."""
    standing: dict[Cause, dict[str, Finding]] = defaultdict(dict)
    for export in exports:
        for finding in sorted(export.findings, key=_gravity, reverse=True):
            standing[cause_of(finding, export)][export.id] = finding
    return standing


def _gravity(finding: Finding) -> tuple[int, str]:
    return _SEVERITY_ORDER[finding.severity], finding.message


def _blocked(standing: Standing) -> dict[str, frozenset[Cause]]:
    """The blocked exports and the causes of their errors."""
    causes: dict[str, set[Cause]] = defaultdict(set)
    for cause, findings in standing.items():
        for export_id, finding in findings.items():
            if finding.severity is Severity.ERROR:
                causes[export_id].add(cause)
    return {export_id: frozenset(found) for export_id, found in sorted(causes.items())}


def _order(blocked: Mapping[str, frozenset[Cause]], by_id: Mapping[str, Export]) -> Iterator[Cause]:
    """The causes of errors in the order of mending."""
    causes = sorted(frozenset().union(*blocked.values()))
    number = {
        cause: index for index, cause in enumerate(causes)
    }  # numbers hash and compare faster than causes
    left = {export_id: frozenset(number[cause] for cause in found) for export_id, found in blocked.items()}
    while left:
        bundle = _best_bundle([(bundle, by_id[export_id].value_usd) for export_id, bundle in left.items()])
        reach = Counter(each for found in left.values() for each in found & bundle)
        yield from (causes[each] for each in sorted(bundle, key=lambda each: (-reach[each], each)))
        left = {export_id: rest for export_id, found in left.items() if (rest := found - bundle)}


def _best_bundle(exports: Sequence[tuple[Bundle, Decimal | None]]) -> Bundle:
    """Of the exports' bundles the one that frees most exports an edit, then most value, then the first in order."""
    values: dict[Bundle, list[Decimal | None]] = defaultdict(list)
    for bundle, value in exports:
        values[bundle].append(value)
    # A bundle inside another has all its members there, so it is found under any one of them.
    by_member: dict[int, list[Bundle]] = defaultdict(list)
    for bundle in values:
        by_member[next(iter(bundle))].append(bundle)

    def rank(bundle: Bundle) -> tuple[Fraction, int, Decimal, list[int]]:
        freed = [
            value
            for each in bundle
            for inner in by_member.get(each, ())
            if inner <= bundle
            for value in values[inner]
        ]
        worth = _worth(freed)
        return Fraction(-len(freed), len(bundle)), -worth.unknown, -worth.known / len(bundle), sorted(bundle)

    return min(values, key=rank)


def _others(standing: Standing, by_id: Mapping[str, Export]) -> list[Cause]:
    """The causes that block nothing: graver first, then those that stand in more exports and more value."""
    quiet = {
        cause: found for cause, found in standing.items() if _worst(found).severity is not Severity.ERROR
    }
    return sorted(
        quiet,
        key=lambda cause: (
            _SEVERITY_ORDER[_worst(quiet[cause]).severity],
            -len(quiet[cause]),
            *(-part for part in _worth(by_id[export_id].value_usd for export_id in quiet[cause])),
            cause,
        ),
    )


def _worst(findings: Mapping[str, Finding]) -> Finding:
    return min(findings.values(), key=_gravity)


def _worth(values: Iterable[Decimal | None]) -> Worth:
    listed = list(values)
    known = [value for value in listed if value is not None]
    return Worth(unknown=len(listed) - len(known), known=sum(known, Decimal(0)))


def _group(cause: Cause, findings: Mapping[str, Finding], by_id: Mapping[str, Export], freed: int) -> Group:
    worst = _worst(findings)
    worth = _worth(by_id[export_id].value_usd for export_id in findings)
    return Group(
        cause=cause,
        severity=worst.severity,
        message=worst.message,
        fix=worst.fix,
        export_ids=tuple(sorted(findings)),
        blocks=sum(finding.severity is Severity.ERROR for finding in findings.values()),
        frees=freed,
        value_usd=None if worth.unknown else worth.known,
    )
