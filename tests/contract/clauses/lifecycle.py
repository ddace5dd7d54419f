"""States and the moves between them."""

from tests.contract.requirements import Requirement

CLAUSES = (
    Requirement(
        "lifecycle:states:export",
        "An export goes BATCHED, EXECUTING, COMPLETED, or BATCHED, CANCELLED, and no other way.",
        "D 5",
    ),
    Requirement("lifecycle:states:raw", "raw_state is the state in lower case.", "D 5"),
    Requirement(
        "lifecycle:states:one-table",
        "One table is the lifecycle; docs and database checks derive from it.",
        "D 5",
    ),
    Requirement(
        "lifecycle:executing:forward",
        "EXECUTING is left only forward: a crash at any point resumes it.",
        "D 5",
    ),
    Requirement("lifecycle:cancel:batched", "Cancelling a BATCHED export makes it CANCELLED.", "D 5"),
    Requirement(
        "lifecycle:cancel:refused",
        "Cancelling in any other state answers 409 INVALID_EXPORT_STATE.",
        "D 5",
    ),
    Requirement(
        "lifecycle:cancel:frees-orders",
        "A cancelled export's orders can be planned and executed in another.",
        "D 5",
    ),
    Requirement("lifecycle:approve:hash", "An approval names the planHash it approves.", "D 5"),
    Requirement(
        "lifecycle:approve:other-actor",
        "An approval comes from another actor than the one that executes.",
        "D 5",
    ),
    Requirement(
        "lifecycle:approve:own-plan", "Approving one's own plan answers 403 POLICY_DENIED.", "D 11.11"
    ),
    Requirement(
        "lifecycle:package:states",
        "A package goes generated, sent_to_broker, then acknowledged, rejected or superseded.",
        "D 5",
    ),
    Requirement(
        "lifecycle:submission:states",
        "A submission goes pending, sending, sent, then acknowledged or rejected, or ends "
        "failed or uncertain.",
        "D 5",
    ),
)
