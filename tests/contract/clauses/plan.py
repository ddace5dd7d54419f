"""What planning answers."""

from tests.contract.requirements import Requirement

CLAUSES = (
    Requirement(
        "plan:request:fields",
        "Planning takes destinationCountry, batchId, dryRun and idempotencyKey beside the required fields.",
        "R plan",
    ),
    Requirement(
        "plan:answer:fields",
        "A plan answers every field of the reference page's success response.",
        "R plan",
    ),
    Requirement(
        "plan:answer:batched",
        "A stored plan's state and status are BATCHED and its exportId is a batch id.",
        "R plan",
    ),
    Requirement(
        "plan:answer:validation-twin",
        "validation is the snake_case twin of readiness, score and messages.",
        "D 10",
    ),
    Requirement(
        "plan:answer:reference-example",
        "The reference example comes out: score 74, REVIEW_REQUIRED, human_review_recommended, savings 18.5.",
        "R plan",
    ),
    Requirement("plan:answer:strategy", "recommended_strategy is a summary a person can read.", "R plan"),
    Requirement(
        "plan:effects:none",
        "Planning has no outside effect: no package, artifact, message or submission.",
        "R plan",
    ),
    Requirement("plan:orders:included", "included_order_ids names the orders the plan holds.", "R plan"),
    Requirement(
        "plan:orders:order-kept",
        "Included ids, excluded ids and orders[n] follow the request's order without its duplicates.",
        "D 10",
    ),
    Requirement("plan:orders:duplicates", "A duplicate id in orderIds counts once.", "D 4"),
    Requirement(
        "plan:excluded:destination",
        "An order for another country is excluded with DESTINATION_MISMATCH.",
        "D 4",
    ),
    Requirement(
        "plan:excluded:exported",
        "An order already exported is excluded with ALREADY_EXPORTED.",
        "D 4",
    ),
    Requirement("plan:excluded:cancelled", "A cancelled order is excluded with CANCELLED.", "D 4"),
    Requirement("plan:excluded:no-lines", "An order without lines is excluded with NO_LINES.", "D 4"),
    Requirement(
        "plan:excluded:reasons",
        "excluded_orders gives order_id, reason_code and message for each excluded order.",
        "D 4",
    ),
    Requirement(
        "plan:excluded:nothing-left",
        "A plan with no order left is BLOCKED with NO_EXPORTABLE_ORDERS.",
        "D 4",
    ),
    Requirement(
        "plan:missing:form",
        "missing_data names field, product_id, order_id and code of each absent datum.",
        "D 4",
    ),
    Requirement("plan:flags:form", "flags are snake_case strings.", "D 4"),
    Requirement("plan:next:ready", "A READY plan's next_recommended_action is execute.", "D 4"),
    Requirement(
        "plan:next:review",
        "A REVIEW_REQUIRED plan's next_recommended_action is review_flags_then_execute.",
        "R plan",
    ),
    Requirement(
        "plan:next:blocked",
        "A BLOCKED plan's next_recommended_action is fix_validation_errors.",
        "D 4",
    ),
    Requirement(
        "plan:shipment:optional",
        "Planning takes an optional shipment of entry date, port, mode, carrier, PAPS number and ETA.",
        "D 4",
    ),
    Requirement("plan:shipment:date-default", "entryDate defaults to today in the port's time zone.", "D 4"),
    Requirement("plan:routing:context", "routing_context names warehouse, broker, port and mode.", "P 4"),
    Requirement(
        "plan:duty:layers",
        "duty_estimate has a line per layer with heading, rate, legal source and date.",
        "P 4",
    ),
    Requirement(
        "plan:dry-run:same-answer",
        "A dry run computes the same readiness, findings and planHash as a stored plan.",
        "D 4",
    ),
    Requirement("plan:dry-run:nothing-stored", "A dry run stores no batch and writes no event.", "D 4"),
    Requirement(
        "plan:dry-run:ids",
        "A dry run answers exportId and batch_id null and state and status PLANNED.",
        "D 4",
    ),
    Requirement(
        "plan:dry-run:key",
        "A dry run is computed anew, not replayed, and its key is not recorded.",
        "D 10",
    ),
    Requirement(
        "plan:replan:in-place",
        "Planning with a batchId plans that batch anew under the same id.",
        "D 4",
    ),
    Requirement(
        "plan:replan:state",
        "Planning anew in any state but BATCHED answers 409 INVALID_EXPORT_STATE.",
        "D 4",
    ),
    Requirement("plan:replan:orders", "Planning anew may name other orders.", "D 4"),
    Requirement("plan:replan:hash", "Planning anew changes the hash only if facts did.", "D 4"),
    Requirement("plan:replan:history", "The earlier plan stays in the history.", "D 4"),
    Requirement("plan:replan:diff", "GET /api/exports/{id}/diff says what changed between the plans.", "D 4"),
    Requirement(
        "plan:replan:unknown-batch",
        "Planning anew with an absent or foreign batchId answers 404 NOT_FOUND.",
        "D 4",
    ),
)
