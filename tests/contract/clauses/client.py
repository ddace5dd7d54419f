"""The Python client."""

from tests.contract.requirements import Requirement

CLAUSES = (
    Requirement(
        "client:verbs:all",
        "The client has plan, execute, inspect, orders.sync, products.sync and exports.",
        "P 8",
    ),
    Requirement(
        "client:arguments:camel",
        "The client takes the API's camelCase names and answers plain dicts.",
        "P 8",
    ),
    Requirement(
        "client:errors:one-type",
        "The client raises one error type with error_code, message, field and details.",
        "P 8",
    ),
    Requirement("client:import:names", "`from entrygo import EntryGo, EntryGoError` works.", "D 8"),
    Requirement(
        "client:retries:keyed",
        "The client retries writes under one idempotency key, with timeouts.",
        "D 8",
    ),
    Requirement("client:async:twin", "The client has an asynchronous twin with the same verbs.", "D 8"),
    Requirement("client:base-url:both", "The client accepts a base URL with and without /api.", "D 9"),
    Requirement("client:coverage:all", "Every operation has a method in the client and in its twin.", "D 8"),
    Requirement(
        "client:keys:restart",
        "Execute's key follows from batch and hash, every key of a named run from what is asked.",
        "D 8",
    ),
    Requirement("client:numbers:exact", "Numbers are sent and read digit by digit.", "D 8"),
    Requirement("client:stream:resume", "The client follows events over a break without a gap.", "D 8"),
    Requirement("client:webhooks:verify", "The client verifies webhooks, two secrets at a time.", "D 8"),
    Requirement(
        "client:alone:wheel", "The client is a distribution of its own that needs httpx alone.", "D 8"
    ),
    Requirement(
        "client:typescript:loop", "The TypeScript client does the loop, without a dependency.", "D 8"
    ),
)
