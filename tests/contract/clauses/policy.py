"""What a key may do beyond its scopes."""

from tests.contract.requirements import Requirement

CLAUSES = (
    Requirement("policy:limit:value", "A plan over maxExportValueUsd answers 403 POLICY_DENIED.", "D 6"),
    Requirement(
        "policy:limit:ready-only",
        "With readyOnly a plan that is not READY does not execute: 403 POLICY_DENIED.",
        "D 6",
    ),
    Requirement(
        "policy:limit:countries",
        "A destination outside countries answers 403 POLICY_DENIED.",
        "D 6",
    ),
    Requirement(
        "policy:limit:approval",
        "With requireApproval an export executes only after an approval by another actor.",
        "D 6",
    ),
    Requirement(
        "policy:limit:expected-hash",
        "With requireExpectedPlanHash an execute without expectedPlanHash answers 403 POLICY_DENIED.",
        "D 6",
    ),
    Requirement("policy:place:one", "A policy binds REST, command line, MCP and console alike.", "D 6"),
)
