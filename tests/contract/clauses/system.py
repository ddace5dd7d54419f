"""Health, the machine contract, modes and the loop as a whole."""

from tests.contract.requirements import Requirement

CLAUSES = (
    Requirement("health:get:key", "GET /api/system/health with a valid key answers 200.", "D 1"),
    Requirement(
        "health:get:no-key",
        "GET /api/system/health without a key answers 401 INVALID_API_KEY.",
        "D 1",
    ),
    Requirement("openapi:get:version", "GET /docs/api/openapi answers an OpenAPI 3.1 document.", "D 1"),
    Requirement("openapi:get:no-key", "The OpenAPI document needs no key.", "D 10"),
    Requirement("openapi:content:endpoints", "The document describes every endpoint of the contract.", "D 1"),
    Requirement(
        "openapi:content:errors",
        "The document describes the error envelope and each endpoint's codes.",
        "D 2",
    ),
    Requirement(
        "openapi:generators:compile",
        "Clients that public generators make of the document compile and call.",
        "D 1",
    ),
    Requirement("openapi:content:true", "What the server answers fits the document.", "D 1"),
    Requirement(
        "modes:test:separate",
        "A test key sees its own world: no row of live mode, and live none of its rows.",
        "D 5",
    ),
    Requirement("modes:test:mail-captured", "In test mode mail is captured and never sent.", "D 5"),
    Requirement("modes:test:same-answers", "In test mode everything else answers as in live mode.", "D 5"),
    Requirement(
        "protocol:loop:whole",
        "Sync, plan, execute and inspect work in that order with nothing but the documented calls.",
        "P 1",
    ),
)
