"""Names, ids, times and numbers."""

from tests.contract.requirements import Requirement

CLAUSES = (
    Requirement(
        "naming:duplicates:export-id",
        "exportId and batch_id are the same value on plan and execute.",
        "D 2",
    ),
    Requirement("naming:duplicates:state", "state and status are the same value on plan and execute.", "D 2"),
    Requirement(
        "naming:duplicates:notifications",
        "On execute notifications repeats notification_ids, a list of ids.",
        "R execute",
    ),
    Requirement(
        "naming:duplicates:savings",
        "Savings are estimated_import_savings_usd on plan and batch.estimated_savings_usd on inspect.",
        "D 2",
    ),
    Requirement(
        "naming:ids:prefixes",
        "Ids begin with acc_ wh_ br_ ord_ prod_ batch_ cp_ bes_ notif_ evt_ req_ or key_, "
        "after what they name.",
        "D 2",
    ),
    Requirement(
        "naming:ids:sortable",
        "Ids are made of a UUIDv7 and sort by the time they were made.",
        "D 2",
    ),
    Requirement("naming:times:form", "Times are ISO 8601 in UTC with milliseconds and Z.", "D 2"),
    Requirement(
        "naming:numbers:json",
        "Money, weights and quantities are JSON numbers in requests and answers.",
        "D 10",
    ),
    Requirement(
        "naming:numbers:snapshot",
        "Inside the published snapshot amounts are decimal strings.",
        "D 10",
    ),
    Requirement("naming:country:default", "destinationCountry defaults to US.", "R plan"),
    Requirement("naming:country:form", "destinationCountry is a two-letter country code.", "R plan"),
    Requirement("naming:request-id:header", "Every response carries X-Request-Id.", "D 2"),
    Requirement(
        "naming:hts:dots",
        "A code is accepted with or without dots and shown with them, as 4901.99.0070.",
        "D 3",
    ),
)
