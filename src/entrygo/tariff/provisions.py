"""Special provisions of chapter 98: what each leaves dutiable, which fees and duties it takes off, what proves it.

Records are in ``provisions.json`` of the law bundle:

=========================  ==================================================================================
``dutiable``               ``none``, ``repair`` (what was done abroad) or ``less_us_content``
``base``                   ``free`` where what is left dutiable pays no duty of chapters 1 to 97 either
``free_for``               indicators under which it pays none, whatever the origin of the goods: its special column
``mpf``                    merchandise processing fee on the ``full`` value, the ``dutiable`` one, or ``exempt``
``hmf``                    harbor maintenance fee ``due`` (by vessel) or ``none``
``additional``             duties of chapter 99: ``none``, or on the ``dutiable`` value
``metals``                 those of Section 232 on metals: the same, ``full``, or in ``doubt``
``exported_within_years``  how long before entry the goods may have left, but those of ``except_origins``
``informal_limit_usd``     the limit of informal entry for goods of ``informal_origins`` (19 CFR 143.21)
``most_each_usd``          the most a piece may be worth
``personal``               for a person's own goods, never for a sale
``alone``                  its number stands on the entry without one of chapters 1 to 97
=========================  ==================================================================================
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

from entrygo.contract.facts import Claim
from entrygo.contract.findings import Severity
from entrygo.contract.hts import digits_of, dotted
from entrygo.contract.tariff import Provision

CHAPTER = "98"
UNKNOWN = "unknown"
NOTHING, ON_REPAIR, LESS_US_CONTENT = "none", "repair", "less_us_content"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFault:
    """What is wrong with a claim, at a field of it. One that ``is_open`` leaves no figure."""

    code: str
    severity: Severity
    field: str
    message: str
    fix: str
    is_open: bool = True


@lru_cache(maxsize=1)
def provisions() -> Mapping[str, Provision]:
    """Every provision that ships inside, by its digits."""
    return read_provisions(json.loads(files(f"{__package__}.law").joinpath("provisions.json").read_bytes()))


def read_provisions(document: Mapping[str, Any]) -> Mapping[str, Provision]:  # Any: JSON of a bundle
    """The provisions of a bundle's document. Raises ``KeyError`` or ``ValueError`` on a faulty record."""
    return {digits_of(row["heading"]): _read(row) for row in document["records"]}


def claimable(held: Mapping[str, Provision], codes: Iterable[str]) -> dict[str, Provision]:
    """Those of the provisions that one of these numbers names."""
    found = (_named(code, held) for code in codes)
    return {digits_of(each.heading): each for each in found if each is not None}


def provision_of(code: str, held: Mapping[str, Provision] | None = None) -> Provision | None:
    """The provision a number of chapter 98 names, with or without its statistical digits; ``None`` if none is held.

    ``held`` are those of the law in force; without them the shipped ones answer.
    """
    return _named(code, provisions() if held is None else held)


def _named(code: str, held: Mapping[str, Provision]) -> Provision | None:
    digits = digits_of(code)
    return next((held[digits[:size]] for size in range(len(digits), 5, -1) if digits[:size] in held), None)


def claimed(
    claim: Claim | None, hs_code: str, held: Mapping[str, Provision] | None = None
) -> Provision | None:
    """The provision of a claim, else of goods whose own code is of chapter 98; ``None`` where nothing is claimed."""
    stated = claim.provision if claim else hs_code if hs_code.startswith(CHAPTER) else None
    return None if stated is None else provision_of(stated, held) or _unknown(stated)


def claim_faults(
    provision: Provision,
    claim: Claim | None,
    *,
    origin: str,
    on: date,
    value_usd: Decimal | None,
    pieces: Decimal | None,
) -> Iterator[ClaimFault]:
    """What keeps a claim of goods of this origin, entered on this day at this value, from counting."""
    if provision.dutiable == UNKNOWN:
        yield _fault(
            "CLAIM_PROVISION_UNKNOWN",
            "provision",
            f"{provision.heading} is no provision of chapter 98 that is held; what it leaves dutiable is not known.",
            f"Claim one of {', '.join(each.heading for each in provisions().values())}, or ask the broker.",
        )
        return
    said = claim or Claim(provision=provision.heading)
    yield from _value_faults(provision, said, value_usd)
    yield from _time_faults(provision, said, origin=origin, on=on)
    if provision.is_personal:
        yield _fault(
            "CLAIM_NOT_COMMERCIAL",
            "provision",
            f"{provision.heading} is for {provision.title}, and goods that are sold or entered for a firm are not.",
            "Withdraw the claim.",
        )
    each = value_usd / pieces if value_usd is not None and pieces else None
    if provision.most_each_usd is not None and each is not None and each > provision.most_each_usd:
        is_proved = bool(said.evidence)
        yield ClaimFault(
            code="CLAIM_SAMPLE_VALUE",
            severity=Severity.INFO if is_proved else Severity.ERROR,
            field="evidence",
            message=f"A piece is worth {each:.2f} USD; {provision.heading} reaches samples of more than "
            f"{provision.most_each_usd} USD only where they are marked, torn or treated so that they cannot be sold.",
            fix="Say in evidence how they are marked or treated, or withdraw the claim.",
            is_open=not is_proved,
        )


def dutiable_usd(provision: Provision, claim: Claim | None, value_usd: Decimal | None) -> Decimal | None:
    """What a provision leaves dutiable of a value; ``None`` where it is not known."""
    if provision.dutiable == NOTHING:
        return Decimal("0.00")
    if provision.dutiable == ON_REPAIR:
        return claim.repair_value_usd if claim else None
    if provision.dutiable == LESS_US_CONTENT and claim and claim.us_content_value_usd is not None:
        return None if value_usd is None else value_usd - claim.us_content_value_usd
    return None


def _value_faults(provision: Provision, claim: Claim, value_usd: Decimal | None) -> Iterator[ClaimFault]:
    if provision.dutiable not in (ON_REPAIR, LESS_US_CONTENT):
        return
    is_repair = provision.dutiable == ON_REPAIR
    field = "repairValueUsd" if is_repair else "usContentValueUsd"
    name = "value of what was done abroad" if is_repair else "cost or value of the US components"
    amount = claim.repair_value_usd if is_repair else claim.us_content_value_usd
    if amount is None:
        yield _fault(
            "CLAIM_VALUE_MISSING",
            field,
            f"{provision.heading} leaves a part of the value dutiable, and the {name} is not stated.",
            f"State claim.{field} for the whole line.",
        )
    elif is_repair and not amount:
        yield _fault(
            "CLAIM_VALUE_MISSING",
            field,
            f"The {name} is stated as 0; what was done free of charge has a value, too (19 CFR 10.8).",
            f"State in claim.{field} what it would have cost.",
        )
    elif value_usd is not None and amount > value_usd:
        yield _fault(
            "CLAIM_VALUE_EXCEEDS",
            field,
            f"The {name} of {amount} USD is more than the goods' entered value of {value_usd} USD.",
            f"Correct claim.{field}, or the value of the goods.",
        )


def _time_faults(provision: Provision, claim: Claim, *, origin: str, on: date) -> Iterator[ClaimFault]:
    left, years = claim.exported_on, provision.exported_within_years
    if left is not None and left > on:
        yield _fault(
            "CLAIM_EXPORTED_LATER",
            "exportedOn",
            f"The goods are said to have been exported on {left}, after their entry on {on}.",
            "Correct claim.exportedOn.",
        )
    if years is None or origin in provision.except_origins:
        return
    if left is None:
        yield _fault(
            "CLAIM_EXPORT_DATE_MISSING",
            "exportedOn",
            f"{provision.heading} reaches goods of {origin or 'this origin'} only within {years} years of their export"
            " from the United States, and its day is not stated.",
            "State claim.exportedOn, the day the goods left the United States.",
        )
    elif left < _years_before(on, years):
        yield _fault(
            "CLAIM_EXPORTED_TOO_LONG_AGO",
            "exportedOn",
            f"The goods left the United States on {left}, more than {years} years before their entry on {on}, so "
            f"{provision.heading} does not reach them.",
            "Withdraw the claim, or correct the day or the origin.",
        )


def _years_before(on: date, years: int) -> date:
    try:
        return on.replace(year=on.year - years)
    except ValueError:  # 29 February
        return on.replace(year=on.year - years, day=28)


def _fault(code: str, field: str, message: str, fix: str) -> ClaimFault:
    return ClaimFault(code=code, severity=Severity.ERROR, field=field, message=message, fix=fix)


def _unknown(stated: str) -> Provision:
    return Provision(
        heading=dotted(stated),
        title="a provision that no record holds",
        dutiable=UNKNOWN,
        mpf="full",
        additional="dutiable",
        metals="full",
        proof="",
        source="HTSUS chapter 98",
        certainty="C",
    )


def _read(row: Mapping[str, Any]) -> Provision:  # Any: one JSON record
    limit, each = row.get("informal_limit_usd"), row.get("most_each_usd")
    return Provision(
        heading=row["heading"],
        title=row["title"],
        dutiable=row["dutiable"],
        mpf=row["mpf"],
        additional=row["additional"],
        metals=row["metals"],
        proof=row["proof"],
        source=row["source"],
        certainty=row["certainty"],
        is_base_free=row.get("base") == "free",
        free_for=frozenset(row.get("free_for", ())),
        is_hmf_due=row["hmf"] == "due",
        exported_within_years=row.get("exported_within_years"),
        except_origins=frozenset(row.get("except_origins", ())),
        informal_limit_usd=Decimal(limit) if limit else None,
        informal_origins=frozenset(row.get("informal_origins", ())),
        most_each_usd=Decimal(each) if each else None,
        is_personal=row.get("personal", False),
        stands_alone=row.get("alone", False),
    )
