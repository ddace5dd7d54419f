"""The stream of what happened."""

from tests.contract.requirements import Requirement

CLAUSES = (
    Requirement(
        "events:actor:every-write",
        "Every write of the API leaves an event with the actor and the request.",
        "D 11.8",
    ),
    Requirement(
        "events:actor:form",
        "actor {kind, id, name} and requestId stand at the top of an event, inside its hash.",
        "D 11.11",
    ),
    Requirement(
        "events:change:before-after",
        "Every event of a write holds before and after; one of them at least differs.",
        "D 11.8",
    ),
    Requirement("events:settings:before-after", "Events of settings hold before and after.", "D 11.8"),
    Requirement("events:form:fields", "An event has id, type, created_at and payload.", "R inspect"),
    Requirement("events:form:names", "An event has the dotted type and the upper-case name.", "D 9"),
    Requirement("events:form:payload", "The payload of export.executed names the batchId.", "R inspect"),
    Requirement("events:types:plan", "A stored plan writes export.batch_created and export.planned.", "P 5"),
    Requirement(
        "events:types:execute",
        "An execution writes customs.artifact_generated, warehouse.notified and export.executed.",
        "P 5",
    ),
    Requirement(
        "events:types:broker",
        "broker.notified is written once a package, when a mail server accepts the mail.",
        "D 10",
    ),
    Requirement("events:types:replan", "Planning anew writes export.replanned.", "D 5"),
    Requirement("events:types:cancel", "Cancelling writes export.cancelled.", "D 5"),
    Requirement("events:types:failed", "A failed attempt writes broker.submission_failed.", "D 10"),
    Requirement(
        "events:types:resent",
        "A second sending under the same Message-ID writes broker.resent.",
        "D 10",
    ),
    Requirement(
        "events:types:acknowledged",
        "The broker's acknowledgement writes broker.acknowledged.",
        "D 5",
    ),
    Requirement("events:types:corrected", "A correction writes package.corrected.", "D 5"),
    Requirement("events:order:append-only", "Events are append-only and in order.", "D 5"),
    Requirement(
        "events:chain:hash",
        "Events are chained by hash within an account: a changed one is found.",
        "D 5",
    ),
)
