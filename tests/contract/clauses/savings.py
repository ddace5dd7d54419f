"""Entries, their cost and what grouping saves."""

from tests.contract.requirements import Requirement

CLAUSES = (
    Requirement(
        "savings:amount:rule",
        "Savings are the cost of one entry per order less the cost of the planned structure, "
        "half-up to the cent.",
        "D 4",
    ),
    Requirement(
        "savings:amount:no-duty",
        "Savings count broker entry fees, MPF and HMF, and no duty.",
        "D 4",
    ),
    Requirement("savings:amount:reference", "The reference example saves 18.5.", "R plan"),
    Requirement("savings:breakdown:sums", "savings_breakdown explains the amount and sums to it.", "D 4"),
    Requirement("entries:structure:one", "The goods of a batch are one entry.", "D 4"),
    Requirement(
        "entries:structure:informal",
        "An entry of at most 2,500 that nothing forbids is informal, type 11.",
        "D 4",
    ),
    Requirement(
        "entries:structure:formal",
        "An entry over 2,500, or with goods that forbid type 11, is formal, type 01.",
        "D 4",
    ),
    Requirement(
        "entries:structure:apart",
        "AD/CVD goods stand apart as type 03, and so does another importer, port or day.",
        "D 4",
    ),
    Requirement(
        "entries:structure:alternatives",
        "Cheaper splittings are listed with their cost and the rule they would break, and never chosen.",
        "D 4",
    ),
    Requirement(
        "entries:units:fields",
        "export_units lists each entry's orders, grouped lines, type, value, fees and duties.",
        "P 4",
    ),
    Requirement(
        "entries:units:grouping",
        "An entry's lines are grouped by code, origin and programme.",
        "P 4",
    ),
    Requirement(
        "entries:units:complete",
        "Every line of every included order is in exactly one entry.",
        "D 4",
    ),
)
