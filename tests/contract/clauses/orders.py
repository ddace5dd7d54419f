"""Orders and their lines."""

from tests.contract.requirements import Requirement

CLAUSES = (
    Requirement(
        "orders:sync:upsert",
        "Order sync upserts by externalId: the same order keeps its id.",
        "P 3",
    ),
    Requirement("orders:sync:lines-replaced", "A synced order's lines replace the earlier ones.", "P 3"),
    Requirement("orders:sync:value", "The order's value is recomputed from its lines.", "P 3"),
    Requirement("orders:sync:metadata", "Order metadata is preserved and read back as given.", "P 3"),
    Requirement(
        "orders:sync:answer",
        "Order sync answers 200 with data in the request's order, each a stable view with id, "
        "externalId and value.",
        "P 3",
    ),
    Requirement("orders:sync:id-plans", "The id that sync returns is the id that plan takes.", "P 3"),
    Requirement(
        "orders:sync:quantity",
        "A quantity is a positive number; zero or less answers 400 VALIDATION_ERROR.",
        "D 3",
    ),
    Requirement("orders:sync:unit-value", "unitValueUsd is required and at least zero.", "D 3"),
    Requirement(
        "orders:sync:zero-value",
        "A unit value of zero is accepted by sync and flagged by planning.",
        "D 3",
    ),
    Requirement(
        "orders:sync:limit",
        "A call takes up to 1,000 orders; more answers 400 VALIDATION_ERROR, code too_big.",
        "D 3",
    ),
    Requirement("orders:sync:all-or-nothing", "Where one order of a call is refused none is stored.", "D 3"),
    Requirement(
        "orders:sync:unknown-product",
        "An unknown productId answers 400 INVALID_PRODUCT_REFERENCE naming each unknown one in details.",
        "D 3",
    ),
    Requirement(
        "orders:sync:foreign-product",
        "Another account's productId answers as an unknown one.",
        "D 3",
    ),
    Requirement(
        "orders:sync:ship-to",
        "An order takes optional shipTo and buyer blocks, currency and packages.",
        "D 3",
    ),
    Requirement("orders:sync:ship-to-partial", "Inside shipTo every field is optional to sync.", "D 10"),
    Requirement("orders:sync:no-effects", "Order sync has no outside effect.", "D 1"),
    Requirement(
        "orders:import:file", "Orders are imported from CSV and XLSX files, a dry run first.", "D 11.9"
    ),
    Requirement(
        "orders:import:presets",
        "A file is read by a preset (entrygo, shopify, woocommerce) or by the caller's mapping.",
        "D 11.9",
    ),
    Requirement(
        "orders:import:body",
        "A file is JSON's csv, or the body itself with its media type and the options in the query.",
        "D 11.11",
    ),
    Requirement(
        "orders:import:faults",
        "Each fault of a file names row, column, the value and the mend.",
        "D 11.9",
    ),
)
