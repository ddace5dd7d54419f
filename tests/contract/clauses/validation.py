"""Bodies that fail their schema."""

from tests.contract.requirements import Requirement

CLAUSES = (
    Requirement(
        "validation:issues:message",
        "A body that fails its schema answers 400 VALIDATION_ERROR, `Request validation failed.`.",
        "P 2",
    ),
    Requirement(
        "validation:issues:all",
        "details.issues lists every issue, not the first alone, each with path, message and code.",
        "P 2",
    ),
    Requirement("validation:issues:field", "field is the path of the first issue.", "P 2"),
    Requirement(
        "validation:issues:path",
        "A path is dotted, with positions as numbers, such as items.0.externalId.",
        "P 2",
    ),
    Requirement(
        "validation:fixed:empty-orders",
        "Empty orderIds: path orderIds, `Array must contain at least 1 element(s)`, code too_small.",
        "P 2",
    ),
    Requirement(
        "validation:fixed:short-batch",
        "A two-character batchId: path batchId, `String must contain at least 3 "
        "character(s)`, code too_small.",
        "P 2",
    ),
    Requirement("validation:codes:type", "A value of the wrong type has the code invalid_type.", "D 2"),
    Requirement("validation:codes:too-big", "A value over its limit has the code too_big.", "D 2"),
    Requirement("validation:codes:string", "A string of the wrong form has the code invalid_string.", "D 2"),
    Requirement("validation:unknown:ignored", "Unknown keys are ignored and are no error.", "D 2"),
    Requirement(
        "validation:unknown:told",
        "Unknown body keys are told in warnings: path, code UNKNOWN_FIELD, didYouMean where one is near.",
        "D 11.9",
    ),
    Requirement(
        "validation:unknown:dry-run",
        "A write that is asked to be a dry run in a word it does not read is refused, and nothing is done.",
        "D 11.9",
    ),
    Requirement("validation:null:absent", "A null optional field equals an absent one everywhere.", "D 10"),
    Requirement(
        "validation:required:plan",
        "Planning requires accountId, warehouseId, brokerId and orderIds.",
        "R plan",
    ),
    Requirement("validation:required:execute", "Executing requires accountId and batchId.", "R execute"),
)
