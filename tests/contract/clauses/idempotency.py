"""One key, one effect, one answer."""

from tests.contract.requirements import Requirement

CLAUSES = (
    Requirement(
        "idempotency:key:header",
        "Planning takes its key from the Idempotency-Key header.",
        "R plan",
    ),
    Requirement(
        "idempotency:key:body",
        "Planning and executing take their key from the body's idempotencyKey where no header is given.",
        "R plan",
    ),
    Requirement(
        "idempotency:key:header-wins",
        "Where header and body both carry a key the header wins.",
        "R plan",
    ),
    Requirement("idempotency:key:optional", "A call without a key is accepted.", "R plan"),
    Requirement(
        "idempotency:key:form",
        "A key is 1 to 255 visible ASCII characters; any other answers 400.",
        "D 2",
    ),
    Requirement(
        "idempotency:key:namespace",
        "The same key in another account, mode or operation is another key.",
        "D 2",
    ),
    Requirement(
        "idempotency:replay:bytes",
        "The same key and payload give the first response again, byte for byte.",
        "D 2",
    ),
    Requirement("idempotency:replay:header", "A replayed response carries Idempotent-Replayed: true.", "D 2"),
    Requirement(
        "idempotency:replay:no-second-effect",
        "Repeating an execute with its key causes no second effect.",
        "R execute",
    ),
    Requirement(
        "idempotency:conflict:plan",
        "Planning with a used key and another payload answers 409 IDEMPOTENCY_CONFLICT.",
        "R plan",
    ),
    Requirement(
        "idempotency:conflict:execute",
        "Executing with a used key and another payload answers 409 IDEMPOTENCY_CONFLICT.",
        "R execute",
    ),
    Requirement(
        "idempotency:payload:logical",
        "Payloads are the same when their canonical JSON without idempotencyKey is: key order "
        "and spacing do not count.",
        "D 2",
    ),
    Requirement(
        "idempotency:record:atomic",
        "The record of a key is committed with the effect it stands for.",
        "D 2",
    ),
    Requirement(
        "idempotency:record:committed-only",
        "A 401, 403, 404, 429 or validation answer is not stored: the same key works once the "
        "fault is fixed.",
        "D 2",
    ),
    Requirement(
        "idempotency:progress:waits",
        "A second call while the first runs waits and then replays its answer.",
        "D 2",
    ),
    Requirement(
        "idempotency:progress:conflict",
        "A second call past the wait answers 409 IDEMPOTENCY_IN_PROGRESS with Retry-After.",
        "D 2",
    ),
    Requirement(
        "idempotency:retention:days",
        "A key is kept 30 days, an execute's as long as its export exists.",
        "D 2",
    ),
    Requirement(
        "idempotency:crash:resumes",
        "After a crash the same key resumes the unfinished execution and returns its result.",
        "D 2",
    ),
    Requirement(
        "idempotency:sync:replay",
        "Order sync honours an idempotency key as the other writes do.",
        "P 3",
    ),
)
