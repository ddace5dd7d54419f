"""The hash of a plan and the snapshot under it."""

from tests.contract.requirements import Requirement

CLAUSES = (
    Requirement("plan_hash:form:prefix", "planHash is planhash_ and a SHA-256 in hexadecimal.", "D 4"),
    Requirement(
        "plan_hash:form:canonical",
        "The hash is over the RFC 8785 canonical JSON of the snapshot.",
        "D 4",
    ),
    Requirement(
        "plan_hash:stable:same-facts",
        "Planning the same facts twice gives the same planHash.",
        "R plan",
    ),
    Requirement("plan_hash:stable:batch-id", "The batch's id is not in the hash.", "D 4"),
    Requirement("plan_hash:stable:time", "The time of day is not in the hash.", "D 4"),
    Requirement("plan_hash:stable:order-of-ids", "The order of orderIds does not change the hash.", "D 4"),
    Requirement("plan_hash:stable:metadata", "Order metadata is not in the hash.", "D 4"),
    Requirement("plan_hash:stable:dry-run", "dryRun and idempotency keys are not in the hash.", "D 4"),
    Requirement(
        "plan_hash:stable:same-records",
        "An entry date that selects the same tariff records gives the same hash.",
        "D 4",
    ),
    Requirement(
        "plan_hash:changes:order",
        "A changed customs attribute of an order changes the hash.",
        "D 4",
    ),
    Requirement(
        "plan_hash:changes:product",
        "A changed customs attribute of a product changes the hash.",
        "D 4",
    ),
    Requirement(
        "plan_hash:changes:warehouse",
        "A changed customs attribute of the warehouse changes the hash.",
        "D 4",
    ),
    Requirement("plan_hash:changes:fees", "A changed fee schedule of the broker changes the hash.", "D 4"),
    Requirement("plan_hash:changes:account", "A changed account identity changes the hash.", "D 4"),
    Requirement("plan_hash:changes:rules", "Another rule-set version changes the hash.", "D 4"),
    Requirement("plan_hash:changes:tariff", "Another resolved tariff record changes the hash.", "D 4"),
    Requirement(
        "plan_hash:snapshot:published",
        "GET /api/exports/{id}/snapshot publishes the document the hash is over.",
        "D 4",
    ),
    Requirement(
        "plan_hash:snapshot:verifier",
        "A stand-alone verifier recomputes the hash from the published snapshot.",
        "D 4",
    ),
    Requirement("plan_hash:snapshot:no-hash", "The published document does not hold the hash.", "D 10"),
    Requirement(
        "plan_hash:snapshot:sorted",
        "The hashed document is sorted by id and keys findings by id.",
        "D 10",
    ),
)
