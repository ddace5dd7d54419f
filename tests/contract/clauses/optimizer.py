"""Candidates for a product's code."""

from tests.contract.requirements import Requirement

CLAUSES = (
    Requirement(
        "optimizer:request:required",
        "product_name, description, country_of_origin and value are required, in snake_case.",
        "P 7",
    ),
    Requirement(
        "optimizer:request:optional",
        "materials, category, existing_hs_code, supplier_metadata, account_id and "
        "tenant_context are optional.",
        "P 7",
    ),
    Requirement(
        "optimizer:answer:fields",
        "The answer has run and attempt ids, hs_code, candidates, confidence, "
        "recommended_action and compliance_flags.",
        "P 7",
    ),
    Requirement(
        "optimizer:answer:confidence",
        "confidence_score is 0 to 1 and confidence_level low, medium or high.",
        "P 7",
    ),
    Requirement("optimizer:answer:duty-preview", "The answer has duty_preview and tariff_edition.", "D 7"),
    Requirement(
        "optimizer:answer:merge-report",
        "merge_report says field by field what was supplied, proposed and kept.",
        "D 7",
    ),
    Requirement("optimizer:apply:never-silent", "A suggestion is never applied silently.", "D 7"),
    Requirement("optimizer:run:recorded", "An optimizer run is recorded.", "D 1"),
)
