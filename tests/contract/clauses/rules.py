"""Edges of single planning rules."""

from tests.contract.requirements import Requirement

CLAUSES = (
    Requirement(
        "rules:metals:review",
        "METALS_REVIEW_RECOMMENDED warns and deducts 26 where a metal is named and the code "
        "is on no loaded list.",
        "D 10",
    ),
    Requirement(
        "rules:metals:composition",
        "TRF-006 is an error where a listed code has no composition.",
        "D 10",
    ),
    Requirement("rules:party:ein", "PTY-002 takes any two letters or digits as an EIN's suffix.", "D 10"),
    Requirement(
        "rules:party:ship-to",
        "PTY-005 and PTY-006 read shipTo and the destination only, and an absent shipTo is info.",
        "D 10",
    ),
    Requirement(
        "rules:party:ship-to-enough",
        "name, address1, city, region, postalCode and country suffice for shipTo.",
        "D 10",
    ),
    Requirement(
        "rules:product:origin",
        "PRD-020 fires on a missing or invalid origin only; the warehouse's own country is fine.",
        "D 10",
    ),
    Requirement(
        "rules:value:charges",
        "VAL-006 looks at stated charges only; an Incoterm alone raises nothing.",
        "D 10",
    ),
    Requirement(
        "rules:tariff:usmca",
        "TRF-002 is satisfied by criterion, certifier and at most 12 months covering the entry date.",
        "D 10",
    ),
    Requirement(
        "rules:tariff:verified-until",
        "TRF-013 warns only where a record names its own verifiedUntil.",
        "D 4",
    ),
    Requirement(
        "rules:tariff:metal-origin",
        "TRF-011 is a finding that originEvidence answers, and never changes a figure.",
        "D 10",
    ),
    Requirement(
        "rules:tariff:agency-expiry",
        "An agency report's expiry date never removes a code of the loaded schedule.",
        "D 10",
    ),
    Requirement(
        "rules:unknown:null",
        "A null figure anywhere in a plan has an open finding of warning or worse.",
        "D 11.1",
    ),
    Requirement(
        "rules:unknown:removal",
        "Taking a fact away improves neither readiness nor score; claims and conditions excepted.",
        "D 11.1",
    ),
    Requirement(
        "rules:documents:defaults",
        "DOC-001 defaults sale date, place, packages and charges, each with an info.",
        "D 10",
    ),
)
