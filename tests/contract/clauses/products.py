"""Products and what is known of them."""

from tests.contract.requirements import Requirement

CLAUSES = (
    Requirement(
        "products:sync:upsert",
        "Product sync upserts by externalId within the account: the id stays, the fields change.",
        "D 3",
    ),
    Requirement(
        "products:sync:answer",
        "Product sync answers 200 with data in the request's order, each with id, externalId and sku.",
        "D 3",
    ),
    Requirement(
        "products:sync:minimum",
        "A product needs externalId and title only; optional fields accept null.",
        "D 4",
    ),
    Requirement(
        "products:sync:fields",
        "Every field of a synced product is read back as it was given.",
        "D 3",
    ),
    Requirement(
        "products:sync:manufacturer-partial",
        "Inside manufacturer every field is optional to sync.",
        "D 10",
    ),
    Requirement(
        "products:sync:account-scope",
        "The same externalId in two accounts names two products.",
        "D 3",
    ),
    Requirement("products:sync:no-effects", "Product sync has no outside effect.", "D 1"),
    Requirement("products:one:get", "GET /api/products/{id} answers the bare product.", "D 3"),
    Requirement(
        "products:one:patch",
        "PATCH /api/products/{id} changes the given fields and leaves the others.",
        "D 3",
    ),
    Requirement(
        "products:mid:built",
        "A missing manufacturer.mid is built from name and address and shown on GET.",
        "D 3",
    ),
    Requirement("products:mid:checked", "A given manufacturer.mid is kept and checked by planning.", "D 3"),
    Requirement("products:csv:import", "Products are imported from a CSV file.", "D 3"),
    Requirement(
        "products:csv:dry-run",
        "A CSV import with dry run reports what it would do and stores nothing.",
        "D 3",
    ),
    Requirement("products:csv:row-errors", "A CSV import reports errors row by row.", "D 3"),
)
