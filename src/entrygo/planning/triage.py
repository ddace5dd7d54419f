"""Triage of many plans: findings grouped by root cause, ordered so that few edits free many exports.

An export is freed when the causes of all its errors are mended, and mending a cause mends it in every export. The
order is greedy: next come the open causes of the export whose mending frees the most exports an edit, the greater
value first among equals; a value that is not known may be the greatest, and comes before any that is. Finding the
best order is NP-hard and no bound is proven for this one; where every export has a single cause it is the best, and
tests hold it within twice the best on small cases.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from math import lcm
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


class Cause(NamedTuple):
    """What one edit mends: a rule's code on a field of one subject. (A tuple: there are many, compared and hashed.)

    ``subject`` is ``account``, ``broker``, ``warehouse``, ``product``, ``order`` or ``export``; the account has no id.
    """

    rule: str
    code: str
    subject: str
    subject_id: str
    field: str


class Group(NamedTuple):
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """A cause in one export, with the gravest finding of it there."""

    cause: Cause
    severity: Severity
    message: str
    fix: str


class Standing(NamedTuple):
    """A cause over all exports: where it stands, where it blocks, and the gravest finding of it anywhere."""

    cause: Cause
    severity: Severity
    message: str
    fix: str
    export_ids: Collection[str]
    blocked_ids: Collection[str]


class Freed(NamedTuple):
    """What exports come to that one bundle of causes blocks: how many, of how many the value is unknown, the rest."""

    exports: int
    unknown: int
    known: Decimal


Values = Mapping[str, Decimal | None]
Bundle = frozenset[int]


def triage(exports: Iterable[Export]) -> tuple[Group, ...]:
    """The groups in the order of mending: causes of errors, then warnings, then information."""
    listed = list(exports)
    standing = gathered((export.id, stand) for export in listed for stand in stands(export))
    return ordered(standing, {export.id: export.value_usd for export in listed})


def stands(export: Export) -> tuple[Stand, ...]:
    """The causes of an export's findings, each once: what is kept with its plan."""
    gravest: dict[Cause, Finding] = {}
    for finding in sorted(export.findings, key=_gravity, reverse=True):
        gravest[cause_of(finding, export)] = finding
    return tuple(
        Stand(cause=cause, severity=finding.severity, message=finding.message, fix=finding.fix)
        for cause, finding in sorted(gravest.items())
    )


def gathered(found: Iterable[tuple[str, Stand]]) -> list[Standing]:
    """Causes over all exports, from those of each by its id."""
    by_cause: dict[Cause, list[tuple[str, Stand]]] = defaultdict(list)
    for export_id, stand in found:
        by_cause[stand.cause].append((export_id, stand))
    return [
        _standing(
            [
                Standing(
                    cause=cause,
                    severity=stand.severity,
                    message=stand.message,
                    fix=stand.fix,
                    export_ids=(export_id,),
                    blocked_ids=(export_id,) if stand.severity is Severity.ERROR else (),
                )
                for export_id, stand in each
            ]
        )
        for cause, each in by_cause.items()
    ]


def merged(parts: Iterable[Standing]) -> list[Standing]:
    """Each cause once, where it was gathered in parts that share no export."""
    by_cause: dict[Cause, list[Standing]] = defaultdict(list)
    for part in parts:
        by_cause[part.cause].append(part)
    return [each[0] if len(each) == 1 else _standing(each) for each in by_cause.values()]


def _standing(parts: Sequence[Standing]) -> Standing:
    gravest = min(parts, key=_gravity)
    return gravest._replace(
        export_ids=[export_id for part in parts for export_id in part.export_ids],
        blocked_ids=[export_id for part in parts for export_id in part.blocked_ids],
    )


def ordered(standing: Sequence[Standing], values: Values) -> tuple[Group, ...]:
    """The groups of causes in the order of mending. ``values`` are those of the exports, ``None`` where not known."""
    by_cause = {each.cause: each for each in standing if each.blocked_ids}
    blocked = _blocked(by_cause.values())
    open_errors = {export_id: len(causes) for export_id, causes in blocked.items()}
    groups: list[Group] = []
    freed = 0
    for cause in _order(blocked, values):
        each = by_cause[cause]
        for export_id in each.blocked_ids:
            open_errors[export_id] -= 1
            freed += open_errors[export_id] == 0
        groups.append(_group(each, _worth(each, values), freed))
    groups += (_group(each, worth, freed) for each, worth in _others(standing, values))
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


def _gravity(found: Finding | Standing) -> tuple[int, str, str]:
    return _SEVERITY_ORDER[found.severity], found.message, found.fix


def _blocked(standing: Iterable[Standing]) -> dict[str, frozenset[Cause]]:
    """The blocked exports and the causes of their errors."""
    causes: dict[str, list[Cause]] = defaultdict(list)
    for each in standing:
        for export_id in each.blocked_ids:
            causes[export_id].append(each.cause)
    return {export_id: frozenset(found) for export_id, found in sorted(causes.items())}


def _order(blocked: Mapping[str, frozenset[Cause]], values: Values) -> Iterator[Cause]:
    """The causes of errors in the order of mending."""
    causes = sorted(frozenset().union(*blocked.values()))
    number = {
        cause: index for index, cause in enumerate(causes)
    }  # numbers hash and compare faster than causes
    left: dict[Bundle, Freed] = {}
    for export_id, found in blocked.items():
        value = values[export_id]
        one = Freed(1, 1, Decimal(0)) if value is None else Freed(1, 0, value)
        _add(left, frozenset(number[cause] for cause in found), one)
    while left:
        bundle = _best_bundle(left)
        reach: Counter[int] = Counter()
        rest: dict[Bundle, Freed] = {}
        for each, freed in left.items():
            for cause in each & bundle:
                reach[cause] += freed.exports
            if each - bundle:
                _add(rest, each - bundle, freed)
        yield from (causes[each] for each in sorted(bundle, key=lambda each: (-reach[each], each)))
        left = rest


def _add(bundles: dict[Bundle, Freed], bundle: Bundle, freed: Freed) -> None:
    kept = bundles.get(bundle, Freed(0, 0, Decimal(0)))
    bundles[bundle] = Freed(
        kept.exports + freed.exports, kept.unknown + freed.unknown, kept.known + freed.known
    )


def _best_bundle(bundles: Mapping[Bundle, Freed]) -> Bundle:
    """Of the exports' bundles the one that frees most exports an edit, then most value, then the first in order."""
    by_member: dict[int, list[Bundle]] = defaultdict(list)
    for bundle in bundles:
        by_member[next(iter(bundle))].append(bundle)
    edits = lcm(*{len(bundle) for bundle in bundles})  # what is freed an edit is compared without fractions

    def rank(bundle: Bundle) -> tuple[int, int, Decimal, list[int]]:
        freed = [bundles[inner] for inner in _inside(bundle, bundles, by_member)]
        share = edits // len(bundle)
        return (
            -share * sum(each.exports for each in freed),
            -sum(each.unknown for each in freed),
            -share * sum((each.known for each in freed), Decimal(0)),
            sorted(bundle),
        )

    return min(bundles, key=rank)


def _inside(
    bundle: Bundle, bundles: Mapping[Bundle, Freed], by_member: Mapping[int, Sequence[Bundle]]
) -> list[Bundle]:
    """The bundles whose causes are all in this one: tried out where it has few subsets, else looked for among those
    of each member. A bundle inside another has all its members there, so it is found under any one of them."""
    near = sum(len(by_member.get(each, ())) for each in bundle)
    if 2 ** len(bundle) > near:
        return [inner for each in bundle for inner in by_member.get(each, ()) if inner <= bundle]
    sizes = range(1, len(bundle) + 1)
    subsets = (frozenset(each) for size in sizes for each in combinations(bundle, size))
    return [each for each in subsets if each in bundles]


def _others(standing: Iterable[Standing], values: Values) -> list[tuple[Standing, Worth]]:
    """The causes that block nothing: graver first, then those that stand in more exports and more value."""
    quiet = [(each, _worth(each, values)) for each in standing if each.severity is not Severity.ERROR]
    quiet.sort(key=_quiet_order)
    return quiet


def _quiet_order(found: tuple[Standing, Worth]) -> tuple[int, int, int, Decimal, Cause]:
    each, worth = found
    return (
        _SEVERITY_ORDER[each.severity],
        -len(each.export_ids),
        -worth.unknown,
        -worth.known,
        each.cause,
    )


def _worth(standing: Standing, values: Values) -> Worth:
    """What the exports a cause stands in come to."""
    listed = [values[export_id] for export_id in standing.export_ids]
    known = [value for value in listed if value is not None]
    return Worth(unknown=len(listed) - len(known), known=sum(known, Decimal(0)))


def _group(standing: Standing, worth: Worth, freed: int) -> Group:
    return Group(
        cause=standing.cause,
        severity=standing.severity,
        message=standing.message,
        fix=standing.fix,
        export_ids=tuple(sorted(standing.export_ids)),
        blocks=len(standing.blocked_ids),
        frees=freed,
        value_usd=None if worth.unknown else worth.known,
    )
