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
    Requirement(
        "policy:gate:every-act",
        "Execute, corrections, resubmit, a held mail sent again and withdraw are held to the policies alike.",
        "D 11.7",
    ),
    Requirement(
        "policy:gate:expected",
        "expectedPlanHash and expectedRecipient that differ answer 409 PLAN_CHANGED; details.delivery names addresses.",
        "D 11.7",
    ),
    Requirement(
        "policy:gate:approval",
        "With requireApproval a correction and a resubmission to another address want an approval of their own.",
        "D 11.7",
    ),
    Requirement(
        "policy:gate:delivery",
        "Approve binds recipients, files and notice: changed since, 409 PLAN_CHANGED with details.delivery.",
        "D 11.7",
    ),
    Requirement("policy:key:own", "A key's own policy holds at every door.", "D 6"),
    Requirement(
        "policy:person:owner",
        "Keys of one owner, and all keys without one, are one person.",
        "D 11.7",
    ),
    Requirement(
        "policy:form:strict",
        "Unknown fields and empty lists of a policy answer 400 naming all.",
        "D 11.11",
    ),
    Requirement("policy:form:numbers", "Amounts of a policy come back as numbers.", "D 11.11"),
    Requirement("policy:place:one", "A policy binds REST, command line, MCP and console alike.", "D 6"),
)
