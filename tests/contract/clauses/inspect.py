"""The canonical read."""

from tests.contract.requirements import Requirement

CLAUSES = (
    Requirement(
        "inspect:answer:fields",
        "Inspecting answers every top-level field of the reference page.",
        "R inspect",
    ),
    Requirement(
        "inspect:answer:nested",
        "Inspecting answers the nested export and batch objects of the reference page.",
        "R inspect",
    ),
    Requirement(
        "inspect:answer:planned-only",
        "Before execution customsPackage and brokerSubmission are null and artifacts are empty.",
        "R inspect",
    ),
    Requirement(
        "inspect:answer:notifications",
        "notifications are objects with id, channel, status and created_at.",
        "R inspect",
    ),
    Requirement("inspect:answer:package", "customsPackage has id, packageNumber and state.", "R inspect"),
    Requirement(
        "inspect:answer:snapshot",
        "snapshot is a summary with included_order_ids and planHash.",
        "D 10",
    ),
    Requirement(
        "inspect:answer:next-action",
        "next_recommended_action stays the plan's after COMPLETED.",
        "D 9",
    ),
    Requirement("inspect:answer:events", "events lists the export's events in order.", "R inspect"),
    Requirement(
        "inspect:truth:after-write",
        "Inspecting after any write tells what that write did.",
        "R inspect",
    ),
    Requirement(
        "inspect:truth:while-executing",
        "Inspecting while an execution runs answers its true state without waiting.",
        "R inspect",
    ),
    Requirement(
        "inspect:cache:etag",
        "Inspecting carries an ETag, and If-None-Match answers 304 while nothing changed.",
        "D 2",
    ),
    Requirement("inspect:cache:changes", "The ETag changes when anything inspect shows does.", "D 2"),
)
