"""What executing does and answers."""

from tests.contract.requirements import Requirement

CLAUSES = (
    Requirement(
        "execute:answer:fields",
        "Executing answers every field of the reference page's success response.",
        "R execute",
    ),
    Requirement(
        "execute:answer:completed",
        "An executed batch answers state and status COMPLETED.",
        "R execute",
    ),
    Requirement("execute:answer:hash", "planHash is that of the plan that was executed.", "R execute"),
    Requirement(
        "execute:answer:artifacts",
        "artifacts lists artifact_type, filename and generated_at.",
        "R execute",
    ),
    Requirement(
        "execute:answer:notifications",
        "notification_ids names the notifications made.",
        "R execute",
    ),
    Requirement(
        "execute:answer:submission",
        "brokerSubmission has id, type, status, recipient, subject, sent_at and error_message, or is null.",
        "R execute",
    ),
    Requirement(
        "execute:answer:timestamp",
        "execution_timestamp says when the batch was executed.",
        "R execute",
    ),
    Requirement(
        "execute:retry:lost-answer",
        "Repeating a lost call with the same key gives the same result and no second effect.",
        "R execute",
    ),
    Requirement(
        "execute:unknown:batch",
        "Executing an absent or foreign batch answers 404 NOT_FOUND.",
        "R errors",
    ),
    Requirement(
        "execute:blocked:refused",
        "Executing a BLOCKED plan answers 409 INVALID_EXPORT_STATE.",
        "D 5",
    ),
    Requirement(
        "execute:blocked:details",
        "The refusal of a BLOCKED plan carries readinessState and validationMessages in details.",
        "D 2",
    ),
    Requirement(
        "execute:review:allowed",
        "A REVIEW_REQUIRED plan executes where no policy asks for an approval.",
        "D 5",
    ),
    Requirement(
        "execute:facts:changed",
        "Facts changed since planning answer 409 PLAN_CHANGED, and nothing is done.",
        "D 5",
    ),
    Requirement(
        "execute:facts:details",
        "PLAN_CHANGED carries both hashes and the difference in details.",
        "D 2",
    ),
    Requirement(
        "execute:facts:expected-hash",
        "An expectedPlanHash other than the current one answers 409 PLAN_CHANGED.",
        "D 5",
    ),
    Requirement("execute:facts:replanned", "After planning anew a changed batch executes.", "D 5"),
    Requirement(
        "execute:once:order",
        "An order is exported once: another batch with it answers 409 with details.conflictingOrderIds.",
        "D 5",
    ),
    Requirement("execute:once:code", "An order conflict has the errorCode INVALID_EXPORT_STATE.", "D 10"),
    Requirement("execute:once:race", "Of two batches racing for one order exactly one wins.", "D 5"),
    Requirement(
        "execute:once:second-call",
        "Executing a COMPLETED batch under another key answers 409 INVALID_EXPORT_STATE, "
        "currentState COMPLETED.",
        "R execute",
    ),
    Requirement(
        "execute:wait:bounded",
        "Executing waits a bounded time for the first delivery and then answers what is true.",
        "D 5",
    ),
    Requirement(
        "execute:durable:completed",
        "COMPLETED means package, artifacts, seal, submission, notices and events are durable.",
        "D 5",
    ),
)
